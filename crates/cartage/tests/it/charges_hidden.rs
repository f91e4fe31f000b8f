//! With *Show charges on customer portal* off, no amount of a charge reaches the customer (8.2): pages, history, mails, streams,
//! search, dashboard; the approval's address is not there. Amounts are seeded that stand nowhere else.

use std::collections::BTreeMap;

use cartage::viewer::Who;
use kit::args;
use rules::access::{Right, Rights};
use testkit::{Browser, Page, both};

use crate::built_orders::{mails, order};
use crate::charges::charge;
use crate::papers;
use crate::who_may::{World, concrete};

/// Amounts as they could be written: whole, grouped, in cents, in Dutch.
const CANARIES: [&str; 8] = ["7777.31", "7,777.31", "7.777,31", "777731", "4242.17", "4,242.17", "4.242,17", "424217"];

fn silent(what: &str, body: &str) {
    for canary in CANARIES {
        assert!(!body.contains(canary), "{canary} is in {what}:\n{body}");
    }
}

/// What is printed and written of the order, and the pages round it.
async fn on_paper(browser: &mut Browser, order: &str) {
    for format in ["zpl-a6-203", "zpl-4x6-300", "sheets-a6"] {
        let printed = browser.post(&format!("{order}/labels"), &[("format", format), ("which", "all")]).await.expect(200);
        silent(format, &printed.body);
    }
    let labels = browser.post(&format!("{order}/labels"), &[("format", "pdf-a6"), ("which", "all")]).await.expect(200);
    silent("labels", &papers::text(&labels.bytes));
    for paper in ["confirmation", "cmr-note"] {
        silent(paper, &papers::text(&browser.get(&format!("{order}/{paper}")).await.expect(200).bytes));
    }
    for page in ["/labels", "?earlier=9999", ""] {
        silent(page, &browser.get(&format!("{order}{page}")).await.expect(200).body);
    }
}

async fn everywhere(browser: &mut Browser, root: &str, order: &str) {
    for path in [
        format!("/orders/{order}"),
        format!("/orders/{order}?earlier=9999"),
        "/orders".to_owned(),
        "/orders?q=7777.31".to_owned(),
        "/orders?q=Waiting".to_owned(),
        "/orders/export".to_owned(),
        "/dashboard".to_owned(),
        format!("/orders/new?like={order}"),
        "/colleagues".to_owned(),
        "/notifications".to_owned(),
    ] {
        let page = browser.get(&format!("{root}{path}")).await.expect(200);
        let body = page.body.replace("q=7777.31", "").replace("value=\"7777.31\"", "");
        silent(&path, &body);
        assert!(!body.contains("To Approve"), "{path}");
    }
}

/// The text of an answer, also of a spreadsheet and of a whole PDF.
fn text(page: &Page) -> String {
    if page.bytes.starts_with(b"%PDF") && page.body.trim_end().ends_with("%%EOF") {
        return papers::text(&page.bytes);
    }
    if !page.bytes.starts_with(b"PK") {
        return page.body.clone();
    }
    let limits = sheet::Limits { file: 10 << 20, unpacked: 64 << 20, rows: 10_000, columns: 100, cell: 10_000 };
    let table = sheet::read(&page.bytes, &limits).unwrap();
    table.rows.iter().flat_map(|row| row.cells.iter().cloned()).collect::<Vec<_>>().join("\t")
}

/// Every page of the portal there is, about every order there is: what each answered.
async fn portal(browser: &mut Browser, world: &mut World, orders: &[String]) -> BTreeMap<&'static str, Vec<(u16, String)>> {
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for order in orders {
        world.ids.insert("orders", order.clone());
        for route in cartage::routes::map().routes.iter().filter(|route| route.method == "GET" && matches!(route.who, Who::Contact(_))) {
            let mut queries = vec![String::new()];
            match route.path.rsplit('/').next() {
                Some("export") => queries = ["format=csv", "format=xlsx"].map(str::to_owned).into(),
                Some("new") => {
                    queries.extend([format!("like={order}"), "like=last".to_owned(), format!("template={}", world.ids["templates"])])
                }
                Some("orders") => queries.extend(CANARIES.map(|canary| format!("q={canary}"))),
                Some("{id}") => queries.push("earlier=9999".to_owned()),
                _ => {}
            }
            for query in queries {
                let page = browser.get(&format!("{}?{query}", concrete(route.path, world))).await;
                // What was searched for stands in the search field, and in the addresses of the tabs.
                let body = text(&page).replace(query.trim_start_matches("q="), "");
                found.entry(route.path).or_default().push((page.status.as_u16(), body));
            }
        }
    }
    found
}

both! {
    async fn switched_off_no_page_there_is_holds_an_amount_and_switched_on_some_do(app: &TestApp) {
        let mut world = crate::who_may::world(app).await;
        world.ids.insert("colleagues", world.built.contact.membership.to_string());
        let house = &world.built;
        app.sql("UPDATE contact SET rights = $1", args![Rights::ALL.as_i64()]).await;
        let (mut ann, mut marit) = (app.signed_in(&house.operations).await, app.signed_in(&house.contact).await);
        // One order priced by a card and changed, with charges by hand in every state; one of before. All of it while charges are shown.
        let dear = [("from", "2026-02-01"), ("line.0.band.0.price0", "4242,17"), ("line.0.band.1.price0", "7777,31"), ("minimum", ""), ("fuel", "")];
        crate::rate_cards::card(app, house, &dear).await;
        let priced = crate::order_entry::submitted(app, house).await;
        for state in ["NONE", "TO_REQUEST", "REJECTED_INTERNAL", "REQUESTED", "APPROVED", "REJECTED"] {
            let _ = charge(app, house, priced.parse().unwrap(), state, 777_731).await;
        }
        app.sql("UPDATE charge SET agreed = 424217 WHERE approval IN ('TO_REQUEST', 'REQUESTED', 'REJECTED') AND amount = 777731", args![]).await;
        app.sql("UPDATE charge SET amount = 777731 WHERE amount = 10000", args![]).await;
        let desk = format!("{}/orders/{priced}", house.operations.root);
        let new = [("name", "Waiting time"), ("amount", "4242,17"), ("currency", "EUR"), ("approval", "REQUESTED")];
        drop(ann.post(&format!("{desk}/charges/new"), &new).await.expect(303));
        let at = format!("{desk}/edit");
        let mut typed = crate::order_edit::form(&ann.get(&at).await.expect(200));
        crate::order_edit::set(&mut typed, &[("c0.g0.weight_kg", "90")]);
        let page = crate::order_edit::send(&mut ann, &at, &typed).await.expect(422);
        drop(crate::order_edit::send(&mut ann, &at, &crate::order_edit::form(&page)).await.expect(303));
        let printed = marit.post(&format!("{}/orders/{priced}/labels", house.contact.root), &[("format", "zpl-a6-203"), ("which", "all")]).await.expect(200);
        silent("labels", &printed.body);
        let orders = [world.ids["orders"].clone(), priced];
        let approval = "/p/{organisation}/{customer}/orders/{id}/charges/{charge}";
        let shown = portal(&mut marit, &mut world, &orders).await;
        let told = |path: &str| shown[path].iter().any(|(_, body)| body.contains("7,777.31"));
        assert!(told("/p/{organisation}/{customer}/orders/{id}") && told(approval), "the walk finds what is there");
        assert!(told("/p/{organisation}/{customer}/orders/{id}/confirmation"), "on paper, too");
        // Off, and on again for somebody who may not see them: nothing of it anywhere, and the approval's address is not there.
        for off in ["UPDATE customer SET show_charges = FALSE", "UPDATE contact SET rights = $1"] {
            let values = if off.contains("$1") { args![Rights::ALL.without(Right::SeeCharges).as_i64()] } else { args![] };
            app.sql("UPDATE customer SET show_charges = TRUE", args![]).await;
            app.sql(off, values).await;
            let found = portal(&mut marit, &mut world, &orders).await;
            for (path, answers) in &found {
                for (status, body) in answers {
                    silent(path, body);
                    assert!(*status < 500 && !body.contains("To Approve") && !body.contains("id=\"price\""), "{path}: {body}");
                }
                let there = answers.iter().any(|(status, _)| *status < 400);
                assert_eq!(there, *path != approval, "{path}: {:?}", answers.iter().map(|(status, _)| status).collect::<Vec<_>>());
            }
        }
        app.sql("UPDATE customer SET show_charges = FALSE", args![]).await;
        app.sql("UPDATE contact SET rights = $1", args![Rights::ALL.as_i64()]).await;
        for mail in mails(app).await {
            // What was asked while charges were shown is withheld when it leaves; nothing else says an amount.
            assert!(mail.1.contains("to approve: ") || CANARIES.iter().all(|canary| !mail.1.contains(canary)), "{mail:?}");
        }
        assert_eq!(app.number("SELECT count(*) FROM digest_item WHERE line LIKE '%777%'", args![]).await, 0);
    }

    async fn switched_off_no_amount_reaches_the_customer(app: &TestApp) {
        let house = app.house().await;
        let id = order(&house, "TO_PLAN", 1).put(app, &house).await;
        let mut states = Vec::new();
        for state in ["NONE", "TO_REQUEST", "REJECTED_INTERNAL", "REQUESTED", "APPROVED", "REJECTED"] {
            states.push(charge(app, &house, id, state, 777_731).await);
        }
        app.sql("UPDATE charge SET agreed = 424217 WHERE approval IN ('TO_REQUEST', 'REQUESTED', 'REJECTED')", args![]).await;
        let (mut ann, mut marit) = (app.signed_in(&house.operations).await, app.signed_in(&house.contact).await);
        let number = app.number("SELECT entries FROM chain_head WHERE organisation = $1", args![house.organisation.id]).await;
        let mut live = marit.clone().stream(&format!("/live?c={}@{number}", house.contact.root.trim_start_matches('/'))).await;
        // Staff add, ask and change: nobody at the customer hears of it.
        let desk = format!("{}/orders/{id}", house.operations.root);
        let new = [("name", "Waiting time"), ("amount", "7777,31"), ("currency", "EUR"), ("approval", "REQUESTED")];
        drop(ann.post(&format!("{desk}/charges/new"), &new).await.expect(303));
        let change = [("version", "1"), ("act", "change"), ("amount", "4242,17")];
        drop(ann.post(&format!("{desk}/charges/{}", states[3]), &change).await.expect(303));
        assert_eq!(mails(app).await, [], "nobody is asked by mail");
        assert_eq!(live.next(300).await, "silence");
        ann.get(&desk).await.expect(200).says("7,777.31").says("4,242.17").says("does not see them");
        let (_, document) = crate::documents::filed(app, &house, id).await;
        let portal = format!("{}/orders/{id}", house.contact.root);
        on_paper(&mut marit, &portal).await;
        marit.get(&portal).await.expect(200).says(&document);
        let untouched = app.number("SELECT count(*) FROM history", args![]).await;
        everywhere(&mut marit, &house.contact.root, &id.to_string()).await;
        for charge in &states {
            let at = format!("{}/orders/{id}/charges/{charge}", house.contact.root);
            silent("404", &marit.get(&at).await.expect(404).body);
            silent("404", &marit.post(&at, &[("revision", "1"), ("answer", "approve")]).await.expect(404).body);
        }
        assert_eq!(app.number("SELECT count(*) FROM history", args![]).await, untouched);
    }

    async fn switched_off_nothing_a_rate_card_says_reaches_the_customer(app: &TestApp) {
        let house = crate::order_edit::importing(app).await;
        crate::order_edit::switched(app, &house, true, true).await;
        let dear = [("line.0.band.0.price0", "4242,17"), ("line.0.band.1.price0", "7777,31"), ("minimum", ""), ("fuel", ""), ("name", "Card 7777.31")];
        crate::rate_cards::card(app, &house, &dear).await;
        let order = crate::order_entry::submitted(app, &house).await;
        assert_eq!(app.number("SELECT amount FROM charge", args![]).await, 777_731, "it is priced all the same");
        let (mut ann, mut marit) = (app.signed_in(&house.operations).await, app.signed_in(&house.contact).await);
        let (portal, desk) = (format!("{}/orders/{order}", house.contact.root), format!("{}/orders/{order}", house.operations.root));
        // Priced anew by the customer's own change, and before that beside the form.
        let mut typed = crate::order_edit::form(&marit.get(&format!("{portal}/edit")).await.expect(200));
        crate::order_edit::set(&mut typed, &[("c0.g0.weight_kg", "90")]);
        silent("edit", &crate::order_edit::send(&mut marit, &format!("{portal}/edit/refresh"), &typed).await.expect(200).body);
        drop(crate::order_edit::send(&mut marit, &format!("{portal}/edit"), &typed).await.expect(303));
        assert_eq!(app.text("SELECT amount || approval FROM charge", args![]).await, "424217NONE");
        ann.get(&desk).await.expect(200).says("7,777.31").says("4,242.17").says("90 kg: row over 0 up to 100");
        let entry = crate::order_entry::usual_fields(&house, "018f2a6e-0000-7000-8000-000000000009");
        let page = crate::order_edit::send(&mut marit, &format!("{}/orders/new/refresh", house.contact.root), &entry).await.expect(200);
        silent("entry", &page.body);
        assert!(!page.body.contains("id=\"price\""), "not even that there is a price");
        let page = marit.get(&portal).await.expect(200);
        assert!(!page.body.contains("rate card") && !page.body.contains("id=\"charges\""), "{}", page.body);
        on_paper(&mut marit, &portal).await;
        everywhere(&mut marit, &house.contact.root, &order).await;
        for mail in app.app.db.read::<_, kit::db::DbError, _>(|tx| Box::pin(async move {
            tx.all::<(String,)>("SELECT payload FROM outbox", args![]).await
        })).await.unwrap() {
            silent("a mail", &mail.0);
        }
    }

    async fn switched_off_while_the_page_is_open_nothing_is_done_and_queued_mail_is_withheld(app: &TestApp) {
        let house = app.house().await;
        let mut boss = app.signed_in(&house.super_admin).await;
        let profile = format!("{}/customers/{}", house.super_admin.root, house.customer);
        boss.get(&profile).await.expect(200).says("Show charges on customer portal");
        drop(boss.post(&format!("{profile}/charges"), &[("version", "1"), ("show_charges", "on")]).await.expect(303));
        let id = order(&house, "TO_PLAN", 1).put(app, &house).await;
        let (mut ann, mut marit) = (app.signed_in(&house.operations).await, app.signed_in(&house.contact).await);
        let desk = format!("{}/orders/{id}", house.operations.root);
        let new = [("name", "Waiting time"), ("amount", "7777,31"), ("currency", "EUR"), ("approval", "REQUESTED")];
        drop(ann.post(&format!("{desk}/charges/new"), &new).await.expect(303));
        let page = marit.get(&format!("{}/orders/{id}", house.contact.root)).await.expect(200);
        page.says("7,777.31").says("To Approve");
        assert_eq!(mails(app).await.len(), 1);
        drop(boss.post(&format!("{profile}/charges"), &[("version", "1")]).await.expect(422));
        drop(boss.post(&format!("{profile}/charges"), &[("version", "2")]).await.expect(303));
        boss.get(&profile).await.expect(200).says("Show charges on customer portal: <del>on</del> <ins>off</ins>");
        let approval = page.body.split("action=\"").find(|rest| rest.contains("/charges/")).unwrap().split('"').next().unwrap().to_owned();
        drop(marit.post(&approval, &[("revision", "1"), ("answer", "approve")]).await.expect(404));
        assert_eq!(app.text("SELECT approval FROM charge", args![]).await, "REQUESTED");
        everywhere(&mut marit, &house.contact.root, &id.to_string()).await;
        let message: kit::outbox::MessageRow = app.app.db.read::<_, kit::db::DbError, _>(|tx| Box::pin(async move {
            tx.one(<kit::outbox::MessageRow as kit::db::Entity>::select("what = 'CHARGE_TO_APPROVE'"), args![]).await
        })).await.unwrap();
        let gate = cartage::telling::Access { db: app.app.db.clone() };
        let verdict = kit::outbox::Gate::ask(&gate, &message).await.unwrap();
        assert!(matches!(verdict, kit::outbox::Verdict::Withhold(_)), "an amount does not leave any more");
        // On again: what was recorded meanwhile is read again, and so is the mail sent.
        drop(boss.post(&format!("{profile}/charges"), &[("version", "3"), ("show_charges", "on")]).await.expect(303));
        marit.get(&format!("{}/orders/{id}", house.contact.root)).await.expect(200).says("7,777.31");
        assert!(matches!(kit::outbox::Gate::ask(&gate, &message).await.unwrap(), kit::outbox::Verdict::Send));
        app.sql("UPDATE contact SET rights = $1", args![Rights::NONE.as_i64()]).await;
        assert!(matches!(kit::outbox::Gate::ask(&gate, &message).await.unwrap(), kit::outbox::Verdict::Withhold(_)));
    }
}
