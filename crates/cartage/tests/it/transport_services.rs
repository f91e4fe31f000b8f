//! Transport services at the desk: made, changed, archived; what customers may select; what is refused changes nothing.

use kit::args;
use kit::db::Value;
use rules::access::Role;
use testkit::{Browser, Page, TestApp, both};

/// What the form of a blank service sends, and what is put in place of it.
fn form<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields =
        vec![("name", "Groupage"), ("selectable", "ALL"), ("order_status", ""), ("cut_off", "NO_CUT_OFF"), ("cut_off_time", "")];
    fields.extend([("collects", "1"), ("collects", "2"), ("delivers", "2"), ("delivers", "3")]);
    fields.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    fields.extend_from_slice(changes);
    fields
}

async fn make(browser: &mut Browser, changes: &[(&str, &str)]) -> String {
    let made = browser.post("/d/vandorp/services/new", &form(changes)).await.expect(303);
    made.location.split('?').next().unwrap().to_owned()
}

/// Saves what stands in the page's form with some of it changed.
async fn save(browser: &mut Browser, path: &str, changes: &[(&str, &str)]) -> Page {
    let version = browser.get(path).await.expect(200).value("version");
    let mut fields = form(changes);
    fields.push(("version", &version));
    browser.post(path, &fields).await
}

async fn version(app: &TestApp, path: &str) -> i64 {
    let id: uuid::Uuid = path.rsplit('/').next().unwrap().parse().unwrap();
    app.number("SELECT version FROM transport_service WHERE id = $1", args![Value::from(id)]).await
}

both! {
    async fn a_service_is_made_with_what_the_article_names_and_shown_again(app: &TestApp) {
        let house = app.house().await;
        let express = app.level(&house.organisation, house.service, "Express").await.to_string();
        let customer = house.customer.to_string();
        let mut kees = app.signed_in(&house.super_admin).await;
        let blank = kees.get("/d/vandorp/services/new").await.expect(200);
        blank.says("Customers who can select this service").says("Default customer portal order status").says("Cutoff orders with same day collection");
        let path = make(&mut kees, &[
            ("description", "Two to three days"), ("level", &express), ("holidays_of", "NL"), ("closed_days", "24-12-2026\r\n31.12.2026"),
            ("area", "NL 1000-1999\r\nBE"), ("lead_days", "2"), ("notice_hours", "4"), ("selectable", "NAMED"), ("customer", &customer),
            ("order_status", "QUOTE"), ("cut_off", "DAY_BEFORE"), ("cut_off_time", "14:00"),
        ]).await;
        let page = kees.get(&path).await.expect(200);
        page.says("2026-12-24\n2026-12-31").says(">NL 1000-1999\nBE</textarea>").says("value=\"DAY_BEFORE\" checked").says("value=\"14:00\"");
        page.says(&format!("value=\"{customer}\" checked")).says(&format!("value=\"{express}\" checked")).says("value=\"QUOTE\" checked");
        page.says("Orders need to be entered 1 day before collection</ins>").says("by Kees van Dorp");
        kees.get("/d/vandorp/services").await.expect(200).says("1 customer").says("Day before, 14:00").says("All customers with access to the portal");
        let mut ann = app.signed_in(&house.operations).await;
        let looked = ann.get(&path).await.expect(200);
        looked.says("<dd>korenaar BV</dd>").says("<dd>Monday, Tuesday</dd>").says("<dd>the Netherlands</dd>");
        assert!(!looked.body.contains("name=\"cut_off\""));
    }

    async fn a_change_is_recorded_field_by_field_and_saving_nothing_records_nothing(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let path = make(&mut kees, &[]).await;
        let _ = save(&mut kees, &path, &[("cut_off", "SAME_DAY"), ("cut_off_time", "11:30")]).await.expect(303);
        kees.get(&path).await.expect(200).says("<del>No cutoff for same day collections</del> <ins>Define cutoff time for same day orders</ins>");
        assert_eq!(version(app, &path).await, 2);
        let _ = save(&mut kees, &path, &[("cut_off", "SAME_DAY"), ("cut_off_time", "11:30")]).await.expect(303);
        assert_eq!(version(app, &path).await, 2);
    }

    async fn what_is_wrong_is_said_at_its_field_and_nothing_is_saved(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let path = make(&mut kees, &[]).await;
        for (changes, words) in [
            (vec![("cut_off", "SAME_DAY")], "A cut-off time is needed with this choice"),
            (vec![("cut_off", "DAY_BEFORE"), ("cut_off_time", "noon")], "Write the cut-off time as hours and minutes"),
            (vec![("area", "NL 1999-1000")], "1999-1000 runs backwards"),
            (vec![("area", "<b>Holland</b>")], "is no country; begin each line with its two letters"),
            (vec![("selectable", "NAMED")], "Choose at least one customer"),
            (vec![("name", "Groupage Benelux")], "There is a transport service called Groupage Benelux already"),
            (vec![("closed_days", "someday")], "Line 1: “someday” is no date"),
            (vec![("delivers", "")], "Choose at least one day to deliver on"),
        ] {
            let page = save(&mut kees, &path, &changes).await.expect(422);
            page.says(words).says("role=\"alert\"").says("data-guard=\"dirty\"");
            assert!(!page.body.contains("<b>Holland"));
            assert_eq!(version(app, &path).await, 1, "{words}");
        }
    }

    async fn customers_select_what_they_are_permitted_and_not_what_is_archived(app: &TestApp) {
        let house = app.house().await;
        let other = app.customer(&house.organisation, "bakker").await.to_string();
        let mut kees = app.signed_in(&house.super_admin).await;
        let path = make(&mut kees, &[("name", "Tail lift"), ("selectable", "NAMED"), ("customer", &other)]).await;
        let (organisation, customer) = (house.organisation.id, house.customer);
        let names = async || {
            let read = app.app.db.read::<_, cartage::failure::Failure, _>(move |tx| {
                Box::pin(async move { cartage::transport_services::selectable(tx, organisation, customer).await })
            });
            read.await.unwrap().into_iter().map(|choice| (choice.name, choice.levels.len())).collect::<Vec<_>>()
        };
        app.level(&house.organisation, house.service, "Express").await;
        assert_eq!(names().await, [("Groupage Benelux".to_owned(), 1)]);
        let both = [("name", "Tail lift"), ("selectable", "NAMED"), ("customer", other.as_str()), ("customer", &customer.to_string())];
        let _ = save(&mut kees, &path, &both).await.expect(303);
        assert_eq!(names().await, [("Groupage Benelux".to_owned(), 1), ("Tail lift".to_owned(), 0)]);
        let _ = kees.post(&format!("/d/vandorp/services/{}/archive", house.service), &[]).await.expect(303);
        assert_eq!(names().await, [("Tail lift".to_owned(), 0)]);
        let _ = kees.post(&format!("/d/vandorp/services/{}/restore", house.service), &[]).await.expect(303);
        assert_eq!(names().await.len(), 2);
    }

    async fn ids_of_another_organisation_do_not_exist(app: &TestApp) {
        let house = app.house().await;
        let stranger = app.organisation("noordkade").await;
        let theirs = app.service(&stranger, "Direct").await;
        let (their_level, their_customer) =
            (app.level(&stranger, theirs, "Fast").await.to_string(), app.customer(&stranger, "deltaplast").await.to_string());
        let mut kees = app.signed_in(&house.super_admin).await;
        let path = make(&mut kees, &[]).await;
        let _ = kees.get(&format!("/d/vandorp/services/{theirs}")).await.expect(404);
        for act in ["", "/archive", "/restore", "/find-customers"] {
            let _ = kees.post(&format!("/d/vandorp/services/{theirs}{act}"), &form(&[("version", "1")])).await.expect(404);
        }
        let _ = save(&mut kees, &path, &[("level", &their_level)]).await.expect(404);
        let _ = save(&mut kees, &path, &[("selectable", "NAMED"), ("customer", &their_customer)]).await.expect(404);
        let _ = save(&mut kees, &path, &[("level", "1 OR 1=1")]).await.expect(404);
        assert_eq!(version(app, &path).await, 1);
        let found = kees.post(&format!("{path}/find-customers"), &form(&[("customer_filter", "")])).await.expect(200);
        assert!(!found.body.contains(&their_customer) && found.body.contains("korenaar BV"));
    }

    async fn roles_without_the_right_change_nothing(app: &TestApp) {
        let house = app.house().await;
        let admin = app.staff(&house.organisation, "Ada Admin", Role::Admin).await;
        let mut ada = app.signed_in(&admin).await;
        let path = make(&mut ada, &[]).await;
        for role in [Role::Operations, Role::Finance, Role::Viewer] {
            let login = app.staff(&house.organisation, role.as_str(), role).await;
            let mut browser = app.signed_in(&login).await;
            let _ = browser.get("/d/vandorp/services").await.expect(200);
            let _ = browser.get("/d/vandorp/services/new").await.expect(403);
            for act in ["", "/archive"] {
                let _ = browser.post(&format!("{path}{act}"), &form(&[("version", "1"), ("name", "Mine")])).await.expect(403);
            }
        }
        assert_eq!(version(app, &path).await, 1);
    }

    async fn the_second_to_save_is_told_and_keeps_what_was_typed(app: &TestApp) {
        let house = app.house().await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let path = make(&mut kees, &[]).await;
        let _ = kees.post(&path, &form(&[("version", "1"), ("lead_days", "2")])).await.expect(303);
        let late = kees.post(&path, &form(&[("version", "1"), ("name", "Groupage Europe")])).await.expect(422);
        late.says("Kees van Dorp changed Lead time from “” to “2 delivery days”").says("value=\"Groupage Europe\"");
        assert_eq!(late.value("version"), "2");
        let _ = kees.post(&path, &form(&[("version", "-9223372036854775808")])).await.expect(422);
        assert_eq!(version(app, &path).await, 2);
    }

    async fn customers_are_found_and_what_is_ticked_stays(app: &TestApp) {
        let house = app.house().await;
        let ticked = house.customer.to_string();
        let mut kees = app.signed_in(&house.super_admin).await;
        let fields = form(&[("customer", &ticked), ("customer_filter", "nobody at all"), ("name", "As typed")]);
        let page = kees.post("/d/vandorp/services/new/find-customers", &fields).await.expect(200);
        page.says(&format!("value=\"{ticked}\" checked")).says("value=\"As typed\"").says("value=\"nobody at all\"");
        assert_eq!(app.number("SELECT count(*) FROM transport_service", args![]).await, 1);
    }
}
