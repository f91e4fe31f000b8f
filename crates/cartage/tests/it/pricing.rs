//! Orders priced by rate cards (8.5): when they are made, beside the form before that, and anew when they are changed. The usual order
//! weighs 4320.5 kg and goes to Gent: 80.50 by the usual card, and 8.75 % of it.

use kit::args;
use testkit::{Browser, Built, Page, TestApp, both};

use crate::built_orders::mails;
use crate::order_edit::{Form, form, importing, send, set, switched};
use crate::order_entry::{submitted, usual_fields};
use crate::rate_cards::card;

/// What a form says that comes back because its price was not shown before.
const NOT_SEEN: &str = "This changes the charges of";
const CHARGES: &str = "SELECT count(*) FROM charge WHERE removed_at IS NULL";

async fn shown(app: &TestApp, on: bool) {
    app.sql("UPDATE customer SET show_charges = $1", args![on]).await;
}

/// The order's charges: name, cents, how it stands.
async fn charges(app: &TestApp) -> Vec<String> {
    let read = app.app.db.read::<_, kit::db::DbError, _>(|tx| {
        Box::pin(async move {
            let sql = "SELECT name, amount, approval, agreed FROM charge WHERE removed_at IS NULL ORDER BY name";
            tx.all::<(String, i64, String, Option<i64>)>(sql, args![]).await
        })
    });
    let agreed = |agreed: Option<i64>| agreed.map(|cents| format!(" of {cents}")).unwrap_or_default();
    read.await.unwrap().into_iter().map(|(name, cents, state, was)| format!("{name} {cents} {state}{}", agreed(was))).collect()
}

fn panel(page: &Page) -> &str {
    page.body.split_once("<section id=\"price\">").map_or("", |(_, rest)| rest.split("</section>").next().unwrap_or_default())
}

/// Staff change the weight of the order's first line; what becomes of its charges they look at, and save again.
async fn weighs(ann: &mut Browser, house: &Built, order: &str, kg: &str) -> Page {
    let at = format!("{}/orders/{order}/edit", house.operations.root);
    let mut typed: Form = form(&ann.get(&at).await.expect(200));
    set(&mut typed, &[("c0.g0.weight_kg", kg)]);
    let page = send(ann, &at, &typed).await;
    if page.body.contains(NOT_SEEN) { send(ann, &at, &form(&page.expect(422))).await } else { page }
}

both! {
    async fn an_order_gets_its_charges_by_the_card_and_each_says_how(app: &TestApp) {
        let house = app.house().await;
        shown(app, true).await;
        let order = submitted(app, &house).await;
        assert_eq!(app.number("SELECT count(*) FROM order_price", args![]).await + app.number(CHARGES, args![]).await, 0, "no card, no price");
        app.sql("UPDATE organisation SET order_status = 'QUOTE'", args![]).await;
        card(app, &house, &[]).await;
        let (mut marit, mut ann) = (app.signed_in(&house.contact).await, app.signed_in(&house.operations).await);
        let order = { drop(order); submitted(app, &house).await };
        assert_eq!(charges(app).await, ["Freight 8050 NONE", "Fuel surcharge 704 NONE"]);
        for page in [
            marit.get(&format!("{}/orders/{order}", house.contact.root)).await.expect(200),
            ann.get(&format!("{}/orders/{order}", house.operations.root)).await.expect(200),
        ] {
            page.says("4320.5 kg: row over 100, zone A (BE 9000)").says("EUR 80.50").says("8.75 % of EUR 80.50").says("EUR 7.04").says("EUR 87.54");
            page.says("Priced by the rate card");
        }
        ann.get(&format!("{}/orders/{order}", house.operations.root)).await.expect(200).says("Rate card: <a href=").says("Groupage 2026");
        let page = marit.get(&format!("{}/orders/{order}", house.contact.root)).await.expect(200);
        assert!(!page.body.contains("Groupage 2026"), "what staff call a card is theirs");
        // The customer's own card counts first; one that is not valid that day does not.
        let own = house.customer.to_string();
        card(app, &house, &[("customer", &own), ("line.0.band.1.price0", "70"), ("fuel", ""), ("until", "2026-05-04")]).await;
        app.sql("DELETE FROM charge", args![]).await;
        drop(submitted(app, &house).await);
        assert_eq!(charges(app).await, ["Freight 8050 NONE", "Fuel surcharge 704 NONE"]);
        card(app, &house, &[("customer", &own), ("line.0.band.1.price0", "70"), ("fuel", "")]).await;
        app.sql("DELETE FROM charge", args![]).await;
        drop(submitted(app, &house).await);
        assert_eq!(charges(app).await, ["Freight 7000 NONE"]);
    }

    async fn the_price_stands_beside_the_form_where_charges_are_shown(app: &TestApp) {
        let house = app.house().await;
        card(app, &house, &[("line.0.name", "Haulage")]).await;
        let (mut marit, mut ann) = (app.signed_in(&house.contact).await, app.signed_in(&house.operations).await);
        let typed: Form = usual_fields(&house, "018f2a6e-0000-7000-8000-000000000001");
        let (portal, desk) = (format!("{}/orders/new/refresh", house.contact.root), format!("{}/orders/new/refresh", house.operations.root));
        assert_eq!(panel(&send(&mut marit, &portal, &typed).await.expect(200)), "", "charges are not shown");
        let mut by_staff = typed.clone();
        set(&mut by_staff, &[("customer", &house.customer.to_string())]);
        let page = send(&mut ann, &desk, &by_staff).await.expect(200);
        assert!(panel(&page).contains("EUR 87.54") && panel(&page).contains("Groupage 2026"), "{}", panel(&page));
        shown(app, true).await;
        let page = send(&mut marit, &portal, &typed).await.expect(200);
        let said = panel(&page);
        for words in ["Haulage", "4320.5 kg: row over 100, zone A (BE 9000)", "EUR 80.50", "8.75 % of EUR 80.50", "EUR 87.54"] {
            assert!(said.contains(words), "{words}: {said}");
        }
        assert!(!said.contains("Groupage 2026"));
        for (change, words) in [
            (("c0.g0.weight_kg", ""), "State the kg of the goods to see the price."),
            (("c0.delivery.postcode", ""), "EUR 87.54"),
            (("c0.delivery.country", "FR"), "The carrier prices this order after you have submitted it."),
        ] {
            let mut other = typed.clone();
            set(&mut other, &[change]);
            let page = send(&mut marit, &portal, &other).await.expect(200);
            assert!(panel(&page).contains(words), "{change:?}: {}", panel(&page));
        }
        app.sql("UPDATE contact SET rights = $1", args![rules::access::Rights::NONE.with(rules::access::Right::PlaceOrders).as_i64()]).await;
        assert_eq!(panel(&send(&mut marit, &portal, &typed).await.expect(200)), "", "without the right to see charges");
    }

    async fn a_change_prices_anew_and_asks_for_the_difference_only(app: &TestApp) {
        let house = app.house().await;
        shown(app, true).await;
        card(app, &house, &[]).await;
        let order = submitted(app, &house).await;
        let mut ann = app.signed_in(&house.operations).await;
        let desk = format!("{}/orders/{order}", house.operations.root);
        let own = [("name", "Waiting time"), ("amount", "55"), ("currency", "EUR"), ("approval", "NONE")];
        drop(ann.post(&format!("{desk}/charges/new"), &own).await.expect(303));
        app.sql("DELETE FROM outbox", args![]).await;
        // Shown before it is done: 90 kg are cheaper, and hold at once.
        let at = format!("{desk}/edit");
        let mut typed: Form = form(&ann.get(&at).await.expect(200));
        set(&mut typed, &[("c0.g0.weight_kg", "90")]);
        let page = send(&mut ann, &format!("{at}/refresh"), &typed).await.expect(200);
        assert!(panel(&page).contains("<del>EUR 80.50</del> <ins>EUR 45.00</ins>"), "{}", panel(&page));
        assert_eq!(charges(app).await.len(), 3, "a look changes nothing");
        // Saved without having looked, nothing is done but that; and only what was shown is done.
        let nothing = |page: &Page| page.says(NOT_SEEN).says("value=\"90\"").says("data-guard=\"dirty\"").status;
        let before = app.number("SELECT version FROM orders", args![]).await;
        let page = send(&mut ann, &at, &typed).await.expect(422);
        nothing(page.says("<del>EUR 80.50</del> <ins>EUR 45.00</ins>"));
        app.sql("UPDATE charge SET amount = 8060 WHERE name = 'Freight'", args![]).await;
        let page = send(&mut ann, &at, &form(&page)).await.expect(422);
        nothing(page.says("<del>EUR 80.60</del> <ins>EUR 45.00</ins>"));
        assert_eq!((charges(app).await.len(), app.number("SELECT version FROM orders", args![]).await), (3, before));
        app.sql("UPDATE charge SET amount = 8050 WHERE name = 'Freight'", args![]).await;
        let page = send(&mut ann, &at, &form(&page)).await.expect(422);
        drop(send(&mut ann, &at, &form(&page)).await.expect(303));
        assert_eq!(charges(app).await, ["Freight 4500 NONE", "Fuel surcharge 525 NONE", "Up to the minimum 1500 NONE", "Waiting time 5500 NONE"]);
        // Dearer again: what rises is asked, what was agreed stands beside it; what staff wrote stays.
        drop(weighs(&mut ann, &house, &order, "4320").await.expect(303));
        let now = charges(app).await;
        assert_eq!(now, [
            "Freight 8050 REQUESTED of 4500",
                "Fuel surcharge 704 REQUESTED of 525",
                "Up to the minimum 0 REQUESTED of 1500",
                "Waiting time 5500 NONE",
            ]);
        let asked: Vec<_> = mails(app).await.into_iter().filter(|(_, mail)| mail.contains("to approve: ")).collect();
        let [(_, mail)] = asked.as_slice() else { panic!("one act is one mail: {asked:?}") };
        for line in ["3 charges to approve: ", "Freight: EUR 80.50 net. Agreed before: EUR 45.00.", "Fuel surcharge: EUR 7.04 net. Agreed before: EUR 5.25.", "Up to the minimum: EUR 0.00 net. Agreed before: EUR 15.00."] {
            assert!(mail.contains(line), "{line}: {mail}");
        }
        assert!(mail.contains(&format!("/orders/{order}#charges")), "{mail}");
        let mut marit = app.signed_in(&house.contact).await;
        let page = marit.get(&format!("{}/orders/{order}", house.contact.root)).await.expect(200);
        page.says("agreed before: EUR 45.00").says("Not asked for any more").says("Priced anew by the rate card");
        // Approved is approved: the next change leaves it, and what staff changed by hand.
        app.sql("UPDATE charge SET approval = 'APPROVED', agreed = NULL WHERE name = 'Freight'", args![]).await;
        let fuel = app.text("SELECT CAST(version AS TEXT) FROM charge WHERE name = 'Fuel surcharge'", args![]).await;
        let id = ann.get(&desk).await.expect(200).body.split("/charges/").find(|rest| rest.contains(">Fuel surcharge<")).unwrap().split('"').next().unwrap().to_owned();
        drop(ann.post(&format!("{desk}/charges/{id}"), &[("version", &fuel), ("act", "change"), ("amount", "6")]).await.expect(303));
        drop(weighs(&mut ann, &house, &order, "95").await.expect(303));
        let now = charges(app).await;
        assert!(now.contains(&"Freight 8050 APPROVED".to_owned()) && now.iter().any(|one| one.starts_with("Fuel surcharge 600 ")), "{now:?}");
    }

    async fn a_change_leaves_charges_alone_that_staff_said_so_of(app: &TestApp) {
        let house = app.house().await;
        card(app, &house, &[]).await;
        let order = submitted(app, &house).await;
        let mut ann = app.signed_in(&house.operations).await;
        let at = format!("{}/orders/{order}/price", house.operations.root);
        ann.get(&at).await.expect(200).says("Nothing changes").says("Leave the charges as they are");
        drop(ann.post(&at, &[("act", "leave")]).await.expect(303));
        drop(ann.post(&at, &[("act", "leave")]).await.expect(303));
        drop(weighs(&mut ann, &house, &order, "90").await.expect(303));
        assert_eq!(charges(app).await, ["Freight 8050 NONE", "Fuel surcharge 704 NONE"]);
        ann.get(&format!("{}/orders/{order}", house.operations.root)).await.expect(200).says("left alone by Ann Smit");
        // The difference is shown, and done only as it was shown.
        let page = ann.get(&at).await.expect(200);
        page.says("<del>EUR 80.50</del> <ins>EUR 45.00</ins>");
        let seen = page.value("seen");
        app.sql("UPDATE charge SET amount = 8060 WHERE name = 'Freight'", args![]).await;
        ann.post(&at, &[("act", "apply"), ("seen", &seen)]).await.expect(422).says("changed since you looked").says("<del>EUR 80.60</del>");
        assert_eq!(app.number("SELECT CAST(sum(amount) AS BIGINT) FROM charge", args![]).await, 8764);
        let seen = ann.get(&at).await.expect(200).value("seen");
        drop(ann.post(&at, &[("act", "apply"), ("seen", &seen)]).await.expect(303));
        assert_eq!(charges(app).await, ["Freight 4500 NONE", "Fuel surcharge 525 NONE", "Up to the minimum 1500 NONE"]);
        drop(ann.post(&at, &[("act", "follow")]).await.expect(303));
        drop(weighs(&mut ann, &house, &order, "4320").await.expect(303));
        assert_eq!(charges(app).await, ["Freight 8050 NONE", "Fuel surcharge 704 NONE"], "not shown, so nobody is asked");
    }

    async fn an_order_the_card_cannot_price_says_why_to_staff_and_is_priced_when_the_card_can(app: &TestApp) {
        let house = app.house().await;
        shown(app, true).await;
        let path = card(app, &house, &[("zone.0.area", "NL")]).await;
        let order = submitted(app, &house).await;
        assert_eq!(app.number(CHARGES, args![]).await, 0);
        let (mut ann, mut marit) = (app.signed_in(&house.operations).await, app.signed_in(&house.contact).await);
        ann.get(&format!("{}/orders/{order}", house.operations.root)).await.expect(200).says("Freight: no zone holds BE 9000.");
        let page = marit.get(&format!("{}/orders/{order}", house.contact.root)).await.expect(200);
        assert!(!page.body.contains("no zone holds") && !page.body.contains("rate card"), "{}", page.body);
        drop(path);
        card(app, &house, &[("from", "2026-02-01")]).await;
        let at = format!("{}/orders/{order}/price", house.operations.root);
        let page = ann.get(&at).await.expect(200);
        page.says("The customer is asked to approve the difference, EUR 87.54.");
        drop(ann.post(&at, &[("act", "apply"), ("seen", &page.value("seen"))]).await.expect(303));
        assert_eq!(charges(app).await, ["Freight 8050 REQUESTED", "Fuel surcharge 704 REQUESTED"]);
        // Not one that no card ever touched.
        app.sql("DELETE FROM order_price", args![]).await;
        drop(weighs(&mut ann, &house, &order, "90").await.expect(303));
        assert_eq!(charges(app).await, ["Freight 8050 REQUESTED", "Fuel surcharge 704 REQUESTED"]);
    }

    async fn a_customers_update_shows_staff_the_difference_before_they_accept_it(app: &TestApp) {
        let house = importing(app).await;
        switched(app, &house, true, false).await;
        shown(app, true).await;
        card(app, &house, &[]).await;
        let order = submitted(app, &house).await;
        assert_eq!(charges(app).await, ["Freight 8050 NONE", "Fuel surcharge 704 NONE"]);
        let (mut marit, mut ann) = (app.signed_in(&house.contact).await, app.signed_in(&house.operations).await);
        let at = format!("{}/orders/{order}/edit", house.contact.root);
        let mut typed: Form = form(&marit.get(&at).await.expect(200));
        set(&mut typed, &[("c0.delivery.country", "DE"), ("c0.delivery.postcode", "40210")]);
        let page = send(&mut marit, &format!("{at}/refresh"), &typed).await.expect(200);
        assert!(panel(&page).contains("<ins>EUR 110.00</ins>") && panel(&page).contains("You are asked to approve the difference, EUR 32.09."), "{}", panel(&page));
        drop(send(&mut marit, &at, &typed).await.expect(303));
        assert_eq!(charges(app).await, ["Freight 8050 NONE", "Fuel surcharge 704 NONE"], "it waits");
        let import = app.app.db.read::<_, kit::db::DbError, _>(|tx| Box::pin(async move {
            tx.one::<(uuid::Uuid, i64)>("SELECT id, revision FROM order_import WHERE kind = 'UPDATE'", args![]).await
        })).await.unwrap();
        let opened = format!("{}/imports/{}", house.operations.root, import.0);
        let page = ann.get(&opened).await.expect(200);
        page.says("<del>EUR 80.50</del> <ins>EUR 110.00</ins>").says("The customer is asked to approve the difference, EUR 32.09.").says("Leave the charges as they are…");
        let (revision, version, seen) = (page.value("revision"), page.value("version"), page.value("price_seen"));
        // Accepted without having looked, or edited first and not looked at again: nothing is done.
        let blind = ann.post(&format!("{opened}/accept"), &[("revision", &revision), ("version", &version)]).await.expect(422);
        blind.says("is not what you were shown").says("<del>EUR 80.50</del> <ins>EUR 110.00</ins>");
        assert_eq!(blind.value("price_seen"), seen);
        let at = format!("{opened}/edit");
        let mut edited: Form = form(&ann.get(&at).await.expect(200));
        set(&mut edited, &[("c0.g0.weight_kg", "90")]);
        send(&mut ann, &at, &edited).await.expect(422).says(NOT_SEEN).says("<del>EUR 80.50</del> <ins>EUR 90.00</ins>");
        assert_eq!(charges(app).await, ["Freight 8050 NONE", "Fuel surcharge 704 NONE"]);
        drop(ann.post(&format!("{opened}/accept"), &[("revision", &revision), ("version", &version), ("price_seen", &seen)]).await.expect(303));
        assert_eq!(charges(app).await, ["Freight 11000 REQUESTED of 8050", "Fuel surcharge 963 REQUESTED of 704"]);
    }
}
