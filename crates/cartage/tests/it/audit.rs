//! CONFIGURATION → Audit: settings and rights as they were changed, and nobody else's.

use cartage::history::{Entry, Subject};
use cartage::viewer::{Actor, Side};
use kit::args;
use rules::access::Role;
use testkit::{Page, TestApp, both};

fn href<'p>(page: &'p Page, label: &str) -> &'p str {
    let links = page.body.split("<a ").filter(|link| link.split("</a>").next().is_some_and(|link| link.contains(label)));
    let link = links.last().unwrap_or_else(|| panic!("no link {label}:\n{}", page.body));
    link.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap()
}

async fn entries(app: &TestApp, house: &testkit::Built, by: &Actor, subject: Subject, many: usize) {
    let done = app.app.act_as(house.organisation.id, by.clone(), move |tx, act| {
        Box::pin(async move {
            for n in 0..many {
                act.record(tx, Entry::new(subject, "customer.changed").detail(format!("number {n}."))).await?;
            }
            Ok(())
        })
    });
    done.await.unwrap();
}

both! {
    async fn what_was_changed_stands_there_field_by_field_with_who_and_where(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        kees.get("/d/vandorp/audit").await.expect(200).says("Nothing is recorded yet");
        let user = format!("/d/vandorp/settings/users/{}", house.operations.membership);
        kees.post(&user, &[("name", "Ann Smit"), ("role", "ADMIN"), ("version", "1")]).await.expect(303);
        let level = [("name", "Before 10:00"), ("description", ""), ("lead_days", ""), ("notice_hours", "")];
        kees.post("/d/vandorp/levels/new", &level).await.expect(303);
        crate::order_entry::submitted(app, &house).await;
        let page = kees.get("/d/vandorp/audit").await.expect(200);
        page.says("user <a href=\"/d/vandorp/settings/users/").says("by Kees van Dorp").says("<del>Operations</del> <ins>Admin</ins>");
        page.says("service level <a href=\"/d/vandorp/levels/").says("Before 10:00").says("<code>vandorp:");
        assert!(!page.body.contains("Submitted"), "orders are not settings");
        let staff = kees.get("/d/vandorp/audit?kind=staff").await.expect(200);
        assert!(staff.body.contains("<ins>Admin</ins>") && !staff.body.contains(">Before 10:00</a>"));
        let mut viewer = app.signed_in(&app.staff(&house.organisation, "Vera Visser", Role::Viewer).await).await;
        let page = viewer.get("/d/vandorp/audit").await.expect(200);
        page.says("user Ann Smit");
        assert!(!page.body.contains("settings/users/"), "no link to what the viewer may not see");
    }

    async fn it_is_paged_and_filtered_by_who(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let customer = Subject("customer", house.customer.0);
        let person = |name: &str, side, membership| Actor { name: name.into(), side, membership };
        let ann = person("Ann Smit", Side::Carrier, Some(house.operations.membership));
        entries(app, &house, &ann, customer, 3).await;
        entries(app, &house, &person("Marit de Wit", Side::Customer, Some(house.contact.membership)), customer, 4).await;
        entries(app, &house, &person("Cartage", Side::System, None), customer, 120).await;
        let first = kees.get("/d/vandorp/audit").await.expect(200);
        first.says("number 119.").says("number 70.");
        assert!(!first.body.contains("number 69.") && !first.body.contains("Newest"));
        let next = href(&first, "Earlier").replace("&amp;", "&");
        let second = kees.get(&format!("/d/vandorp/audit{next}")).await.expect(200);
        second.says("number 69.").says("number 20.").says("Newest");
        assert!(!second.body.contains("number 70.") && !second.body.contains("number 19."));
        let by = format!("/d/vandorp/audit?by={}", house.operations.membership);
        let anns = kees.get(&by).await.expect(200);
        assert_eq!(anns.body.matches("by Ann Smit").count(), 3);
        assert_eq!(kees.get("/d/vandorp/audit?by=customers").await.expect(200).body.matches("by Marit de Wit").count(), 4);
        assert!(!anns.body.contains("by Cartage") && !anns.body.contains(">Earlier"));
        kees.get("/d/vandorp/audit?by=no-such&before=x&kind=spaceship&thing=y").await.expect(200).says("Nothing like that is recorded");
    }

    async fn a_long_history_of_one_thing_goes_on_behind_its_page(app: &TestApp) {
        let house = app.house().await;
        let ann = Actor { name: "Ann Smit".into(), side: Side::Carrier, membership: None };
        entries(app, &house, &ann, Subject("customer", house.customer.0), 130).await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let page = kees.get(&format!("/d/vandorp/customers/{}", house.customer)).await.expect(200);
        page.says("number 129.").says("number 30.");
        assert!(!page.body.contains("number 29."));
        let on = kees.get(&href(&page, "Earlier").replace("&amp;", "&")).await.expect(200);
        on.says("Everything recorded about korenaar BV").says("number 29.").says("number 0.");
        let order = crate::order_entry::submitted(app, &house).await;
        let id: uuid::Uuid = order.parse().unwrap();
        entries(app, &house, &ann, Subject("order", id), 130).await;
        for (mut browser, root) in [(kees, "/d/vandorp"), (app.signed_in(&house.contact).await, house.contact.root.as_str())] {
            let page = browser.get(&format!("{root}/orders/{order}")).await.expect(200);
            page.says("number 129.");
            assert!(!page.body.contains("Submitted</strong>"));
            browser.get(href(&page, "Earlier")).await.expect(200).says("Submitted</strong>").says("Newest");
        }
    }

    async fn nothing_of_another_organisation_is_in_it(app: &TestApp) {
        let house = app.house().await;
        let ann = Actor { name: "Ann Smit".into(), side: Side::Carrier, membership: None };
        entries(app, &house, &ann, Subject("customer", house.customer.0), 3).await;
        let other = app.organisation("lisowski").await;
        let mut tomasz = app.signed_in(&app.staff(&other, "Tomasz Lisowski", Role::SuperAdmin).await).await;
        for path in ["/d/lisowski/audit".to_owned(), format!("/d/lisowski/audit?thing={}", house.customer)] {
            let page = tomasz.get(&path).await.expect(200);
            assert!(!page.body.contains("korenaar") && !page.body.contains("Ann Smit"), "{path}");
        }
        assert_eq!(app.number("SELECT count(*) FROM history", args![]).await, 3, "looking records nothing");
    }
}
