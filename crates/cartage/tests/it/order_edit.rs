//! Editing what is there (rules 5.6, 5.9, 5.10, 13): a waiting submission, an order of the import flow, an order at the desk. An
//! untouched form changes nothing, and nobody sets back what others did.

use kit::args;
use testkit::{Browser, Built, Page, TestApp, both};

use crate::order_entry::usual_fields;

pub(crate) type Form = Vec<(String, String)>;

/// A house with the order import on and updates enabled.
pub(crate) async fn importing(app: &TestApp) -> Built {
    let built = app.house().await;
    let sql = "UPDATE organisation SET import_provisioned_at = 1, import_provisioned_by = 'Kees', import_enabled = TRUE,
               import_updates = TRUE WHERE id = $1";
    app.sql(sql, args![built.organisation.id]).await;
    // Somebody's first submission is always looked at (5.4); theirs is behind them.
    let first = "INSERT INTO submission (id, organisation, order_id, membership, digest, at) VALUES ($1, $2, $1, $3, $4, 1)";
    let id: uuid::Uuid = app.app.ids.id(app.app.clock.now());
    app.sql(first, args![id, built.organisation.id, built.contact.membership, vec![1_u8]]).await;
    built
}

pub(crate) async fn switched(app: &TestApp, built: &Built, create: bool, apply: bool) {
    let sql = "UPDATE organisation SET import_create_automatically = $2, import_apply_changes = $3 WHERE id = $1";
    app.sql(sql, args![built.organisation.id, create, apply]).await;
}

/// Submits a usual order; its id.
async fn submitted(app: &TestApp, clerk: &mut Browser, built: &Built, reference: &str) -> String {
    let id: uuid::Uuid = app.app.ids.id(app.app.clock.now());
    let mut form = usual_fields(built, &id.to_string());
    set(&mut form, &[("reference", reference)]);
    let sent = send(clerk, &format!("{}/orders/new", built.contact.root), &form).await.expect(303);
    sent.location.rsplit('/').next().and_then(|last| last.split('?').next()).unwrap_or_default().to_owned()
}

pub(crate) fn set(form: &mut Form, changes: &[(&str, &str)]) {
    for (name, value) in changes {
        form.retain(|(other, _)| other != name);
        form.push(((*name).to_owned(), (*value).to_owned()));
    }
}

pub(crate) async fn send(browser: &mut Browser, path: &str, form: &Form) -> Page {
    let fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(path, &fields).await
}

fn unescaped(text: &str) -> String {
    text.replace("&#34;", "\"").replace("&#39;", "'").replace("&#60;", "<").replace("&#62;", ">").replace("&#38;", "&")
}

/// What a browser would send of the page's form.
pub(crate) fn form(page: &Page) -> Form {
    let of = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        rest.split('"').next().map(unescaped)
    };
    let (_, body) = page.body.split_once("<form method=\"post\" action=\"/").map_or(("", ""), |(head, rest)| (head, rest));
    let body = page.body.split_once("id=\"edit-order\"").or(page.body.split_once("id=\"fix-import\"")).map_or(body, |(_, rest)| rest);
    let body: String = body
        .split("<template")
        .enumerate()
        .map(|(n, part)| if n == 0 { part } else { part.split_once("</template>").map_or("", |(_, rest)| rest) })
        .collect();
    let mut fields = Form::new();
    for tag in body.split('<') {
        let named = of(tag, "name");
        match (tag.split([' ', '>']).next(), named) {
            (Some("input"), Some(name)) if !tag.contains("type=\"checkbox\"") || tag.contains(" checked") => {
                fields.push((name, of(tag, "value").unwrap_or_default()));
            }
            (Some("textarea"), Some(name)) => fields.push((name, unescaped(tag.split_once('>').map_or("", |(_, text)| text)))),
            (Some("select"), Some(name)) => fields.push((name, String::new())),
            (Some("option"), _) if tag.contains(" selected") => {
                if let Some(last) = fields.last_mut() {
                    last.1 = of(tag, "value").unwrap_or_default();
                }
            }
            _ => {}
        }
    }
    fields
}

async fn imports(app: &TestApp) -> i64 {
    app.number("SELECT count(*) FROM order_import", args![]).await
}

async fn entries(app: &TestApp) -> i64 {
    app.number("SELECT count(*) FROM history", args![]).await
}

both! {
    async fn a_waiting_submission_is_edited_in_place_its_service_too(app: &TestApp) {
        let built = importing(app).await;
        let express = app.service(&built.organisation, "Full load").await;
        let mut clerk = app.signed_in(&built.contact).await;
        let id = submitted(app, &mut clerk, &built, "PO 1").await;
        let path = format!("{}/orders/{id}/edit", built.contact.root);
        let page = clerk.get(&path).await.expect(200);
        page.says("Edit PO 1").says("Full load").says("The carrier must confirm it");
        let mut typed = form(&page);
        let same = send(&mut clerk, &path, &typed).await.expect(422);
        same.says("Nothing has changed");
        assert_eq!(app.number("SELECT revision FROM order_import", args![]).await, 1);
        set(&mut typed, &[("service", &express.to_string()), ("c0.g0.quantity", "13")]);
        let sent = send(&mut clerk, &path, &typed).await.expect(303);
        assert!(sent.location.ends_with("?done=change-waits"), "{}", sent.location);
        let told = entries(app).await;
        let again = send(&mut clerk, &path, &typed).await.expect(303);
        assert!(again.location.ends_with("?done=change-sent"), "a double click gets the first result: {}", again.location);
        assert_eq!((imports(app).await, entries(app).await), (1, told), "and changes nothing more");
        assert_eq!(app.text("SELECT goods FROM order_import", args![]).await, "15 pieces, 4320.5 kg");
        assert_eq!(app.number("SELECT count(*) FROM order_import WHERE service = $1", args![express]).await, 1);
        assert_eq!(app.number("SELECT count(*) FROM orders", args![]).await, 0);
    }

    async fn a_change_of_an_order_waits_and_is_there_when_the_form_is_opened_again(app: &TestApp) {
        let built = importing(app).await;
        switched(app, &built, true, false).await;
        let mut clerk = app.signed_in(&built.contact).await;
        let id = submitted(app, &mut clerk, &built, "PO 1").await;
        let path = format!("{}/orders/{id}/edit", built.contact.root);
        let page = clerk.get(&path).await.expect(200);
        page.says("Until then the order stays as it is").says("Stays as it is; another service is another order");
        let mut typed = form(&page);
        set(&mut typed, &[("c0.g1.quantity", ""), ("c0.g1.description", ""), ("c0.delivery.note", "Ring twice")]);
        let sent = send(&mut clerk, &path, &typed).await.expect(303);
        assert!(sent.location.ends_with("?done=change-waits"), "{}", sent.location);
        assert_eq!(app.text("SELECT goods FROM orders", args![]).await, "14 pieces, 4320.5 kg");
        let page = clerk.get(&path).await.expect(200);
        page.says("waits for the carrier and is filled in below").says("Ring twice");
        send(&mut clerk, &path, &form(&page)).await.expect(422).says("Nothing has changed");
        assert_eq!(app.number("SELECT count(*) FROM order_import WHERE kind = 'UPDATE'", args![]).await, 1);
    }

    async fn with_automation_a_change_is_applied_and_told_in_words(app: &TestApp) {
        let built = importing(app).await;
        switched(app, &built, true, true).await;
        let mut clerk = app.signed_in(&built.contact).await;
        let id = submitted(app, &mut clerk, &built, "PO 1").await;
        let path = format!("{}/orders/{id}/edit", built.contact.root);
        let page = clerk.get(&path).await.expect(200);
        page.says("Your change is applied at once");
        let mut typed = form(&page);
        set(&mut typed, &[("c0.g0.quantity", "13")]);
        let sent = send(&mut clerk, &path, &typed).await.expect(303);
        assert!(sent.location.ends_with("?done=changed"), "{}", sent.location);
        assert_eq!(app.text("SELECT goods FROM orders", args![]).await, "15 pieces, 4320.5 kg");
        let order = clerk.get(&format!("{}/orders/{id}", built.contact.root)).await.expect(200);
        order.says("Goods line 1, quantity: <del>12</del> <ins>13</ins>");
    }

    async fn a_form_sent_twice_gets_the_first_result_and_with_other_content_is_asked_about(app: &TestApp) {
        let built = importing(app).await;
        switched(app, &built, true, true).await;
        let mut clerk = app.signed_in(&built.contact).await;
        let id = submitted(app, &mut clerk, &built, "PO 1").await;
        let path = format!("{}/orders/{id}/edit", built.contact.root);
        let mut typed = form(&clerk.get(&path).await.expect(200));
        set(&mut typed, &[("c0.g0.quantity", "13"), ("c0.delivery.note", "Ring twice")]);
        let _sent = send(&mut clerk, &path, &typed).await.expect(303);
        let before = (imports(app).await, entries(app).await);
        let again = send(&mut clerk, &path, &typed).await.expect(303);
        assert!(again.location.ends_with("?done=change-sent"), "{}", again.location);
        app.sql("UPDATE organisation SET import_updates = FALSE WHERE id = $1", args![built.organisation.id]).await;
        let _first_result_whatever_is_allowed_now = send(&mut clerk, &path, &typed).await.expect(303);
        app.sql("UPDATE organisation SET import_updates = TRUE WHERE id = $1", args![built.organisation.id]).await;
        set(&mut typed, &[("c0.delivery.note", "Ring three times")]);
        let back = send(&mut clerk, &path, &typed).await.expect(422);
        back.says("Already sent").says("This form was sent before, for PO 1").says("Ring three times").says("value=\"13\"");
        assert_eq!((imports(app).await, entries(app).await), before, "nothing was made of it");
        let sent = send(&mut clerk, &path, &form(&back)).await.expect(303);
        assert!(sent.location.ends_with("?done=changed"), "as another change: {}", sent.location);
        let order = clerk.get(&format!("{}/orders/{id}", built.contact.root)).await.expect(200);
        order.says("<del>Ring twice</del> <ins>Ring three times</ins>");
        assert_eq!(app.text("SELECT goods FROM orders", args![]).await, "15 pieces, 4320.5 kg");
    }

    async fn a_colleagues_waiting_change_is_told_before_another_takes_its_place(app: &TestApp) {
        let built = importing(app).await;
        switched(app, &built, true, false).await;
        let mut clerk = app.signed_in(&built.contact).await;
        let joost = app.contact(&built.organisation, (built.customer, "korenaar"), "Joost Kok", rules::access::Rights::ALL, None).await;
        let mut joost = app.signed_in(&joost).await;
        let id = submitted(app, &mut clerk, &built, "PO 1").await;
        let path = format!("{}/orders/{id}/edit", built.contact.root);
        let mut typed = form(&clerk.get(&path).await.expect(200));
        set(&mut typed, &[("c0.delivery.note", "Ring twice")]);
        let mut his = form(&joost.get(&path).await.expect(200));
        set(&mut his, &[("c0.g1.quantity", "4")]);
        let _sent = send(&mut joost, &path, &his).await.expect(303);
        let before = (imports(app).await, entries(app).await);
        let back = send(&mut clerk, &path, &typed).await.expect(422);
        back.says("was changed since you opened it").says("Joost Kok").says("Goods line 2, quantity").says("<ins>4</ins>").says("Ring twice");
        assert_eq!((imports(app).await, entries(app).await), before, "nothing takes its place unseen");
        let _replaced = send(&mut clerk, &path, &form(&back)).await.expect(303);
        let order = clerk.get(&format!("{}/orders/{id}", built.contact.root)).await.expect(200);
        order.says("Ring twice").says("<ins>4</ins>");
        assert_eq!(app.number("SELECT count(*) FROM order_import WHERE state = 'SUPERSEDED'", args![]).await, 1);
        assert_eq!(app.number("SELECT count(*) FROM order_import WHERE kind = 'UPDATE' AND state = 'WAITING'", args![]).await, 1);
    }

    async fn what_may_not_be_edited_says_why_and_keeps_what_was_typed(app: &TestApp) {
        let built = importing(app).await;
        switched(app, &built, true, true).await;
        let mut clerk = app.signed_in(&built.contact).await;
        let id = submitted(app, &mut clerk, &built, "PO 1").await;
        let path = format!("{}/orders/{id}/edit", built.contact.root);
        let mut typed = form(&clerk.get(&path).await.expect(200));
        set(&mut typed, &[("c0.delivery.note", "Ring twice")]);
        app.sql("UPDATE organisation SET import_updates = FALSE WHERE id = $1", args![built.organisation.id]).await;
        let before = (imports(app).await, entries(app).await);
        let why = "The carrier does not take changes here";
        clerk.get(&path).await.expect(200).says(why);
        send(&mut clerk, &path, &typed).await.expect(422).says(why).says("Ring twice");
        assert_eq!((imports(app).await, entries(app).await), before);
        let _other = clerk.get(&format!("{}/orders/018f2a6e-0000-7000-8000-00000000ffff/edit", built.contact.root)).await.expect(404);
    }

    async fn whoever_comes_second_is_told_and_sets_nothing_back(app: &TestApp) {
        let built = importing(app).await;
        switched(app, &built, true, true).await;
        let mut clerk = app.signed_in(&built.contact).await;
        let mut ann = app.signed_in(&built.operations).await;
        let id = submitted(app, &mut clerk, &built, "PO 1").await;
        let (path, desk) = (format!("{}/orders/{id}/edit", built.contact.root), format!("{}/orders/{id}/edit", built.operations.root));
        let mut typed = form(&clerk.get(&path).await.expect(200));
        set(&mut typed, &[("c0.delivery.note", "Ring twice"), ("c0.g1.quantity", "4")]);
        let mut anns = form(&ann.get(&desk).await.expect(200));
        set(&mut anns, &[("c0.collection.date", "2026-05-06"), ("c0.g1.quantity", "3")]);
        let saved = send(&mut ann, &desk, &anns).await.expect(303);
        assert!(saved.location.ends_with("?done=changed"), "{}", saved.location);
        let before = (imports(app).await, entries(app).await);
        let back = send(&mut clerk, &path, &typed).await.expect(422);
        back.says("was changed since you opened it").says("Ann Smit").says("Collection date").says("Wed 6 May 2026").says("Ring twice");
        assert_eq!((imports(app).await, entries(app).await), before);
        let _sent = send(&mut clerk, &path, &form(&back)).await.expect(303);
        let order = clerk.get(&format!("{}/orders/{id}", built.contact.root)).await.expect(200);
        order.says("Ring twice").says("Wed 6 May");
        assert_eq!(app.text("SELECT goods FROM orders", args![]).await, "16 pieces, 4320.5 kg");
    }

    async fn a_reported_stop_does_not_come_between(app: &TestApp) {
        let built = importing(app).await;
        switched(app, &built, true, true).await;
        let mut clerk = app.signed_in(&built.contact).await;
        let id = submitted(app, &mut clerk, &built, "PO 1").await;
        let path = format!("{}/orders/{id}/edit", built.contact.root);
        let mut typed = form(&clerk.get(&path).await.expect(200));
        set(&mut typed, &[("c0.delivery.note", "Ring twice")]);
        app.sql("UPDATE orders SET version = version + 1 WHERE organisation = $1", args![built.organisation.id]).await;
        let _sent = send(&mut clerk, &path, &typed).await.expect(303);
    }

    async fn staff_change_an_order_at_once_and_give_a_reason_for_what_is_late(app: &TestApp) {
        let built = app.house().await;
        let mut clerk = app.signed_in(&built.contact).await;
        let mut ann = app.signed_in(&built.operations).await;
        let id = submitted(app, &mut clerk, &built, "PO 1").await;
        let path = format!("{}/orders/{id}/edit", built.operations.root);
        let mut typed = form(&ann.get(&path).await.expect(200));
        set(&mut typed, &[("c0.g0.weight_kg", "4.000,5"), ("c0.delivery.note", "Ring twice")]);
        let saved = send(&mut ann, &path, &typed).await.expect(303);
        assert!(saved.location.ends_with("?done=changed"), "{}", saved.location);
        ann.get(&saved.location).await.expect(200).says("Goods line 1, weight (kg)").says("<ins>4000.5</ins>").says("Ring twice");
        app.sql("UPDATE transport_service SET cut_off = 'SAME_DAY', cut_off_time = '06:00' WHERE id = $1", args![built.service]).await;
        let mut late = form(&ann.get(&path).await.expect(200));
        set(&mut late, &[("c0.collection.date", "2026-05-04")]);
        let before = entries(app).await;
        let back = send(&mut ann, &path, &late).await.expect(422);
        back.says("Reason for changing it all the same").says("The cut-off for this date was");
        assert_eq!(entries(app).await, before);
        let mut given = form(&back);
        set(&mut given, &[("late_reason", "Agreed by phone")]);
        let _saved = send(&mut ann, &path, &given).await.expect(303);
        ann.get(&format!("{}/orders/{id}", built.operations.root)).await.expect(200).says("Agreed by phone");
        let portal = clerk.get(&format!("{}/orders/{id}", built.contact.root)).await.expect(200);
        assert!(!portal.body.contains("Agreed by phone"), "the reason is the desk's");
    }

    async fn a_change_that_names_an_archived_location_comes_back_with_a_word(app: &TestApp) {
        let built = importing(app).await;
        switched(app, &built, true, true).await;
        let (mut clerk, mut ann) = (app.signed_in(&built.contact).await, app.signed_in(&built.operations).await);
        let id = submitted(app, &mut clerk, &built, "PO 1").await;
        let silo = [("name", "Silo"), ("street", "Kade 9"), ("postcode", "4251 AB"), ("city", "Werkendam"), ("country", "NL"), ("another", "on")];
        let made = clerk.post(&format!("{}/locations/new", built.contact.root), &silo).await.expect(303);
        let silo = made.location.split('?').next().and_then(|path| path.rsplit('/').next()).unwrap().to_owned();
        let chosen = [
            ("c0.collection.location", silo.as_str()), ("c0.collection.filled", &silo), ("c0.collection.name", "Silo"),
            ("c0.collection.street", "Kade 9"), ("c0.collection.note", "Ring twice"),
        ];
        let before = app.text("SELECT document FROM orders", args![]).await;
        app.sql("UPDATE location SET archived_at = 0", args![]).await;
        for (browser, root) in [(&mut clerk, built.contact.root.as_str()), (&mut ann, "/d/vandorp")] {
            let path = format!("{root}/orders/{id}/edit");
            let mut typed = form(&browser.get(&path).await.expect(200));
            set(&mut typed, &chosen);
            let back = send(browser, &path, &typed).await.expect(422);
            back.says("This location is no longer in the address book").says("Ring twice");
            assert_eq!((back.value("c0.collection.location"), back.value("c0.collection.street")), (String::new(), "Kade 9".into()));
            assert_eq!(app.text("SELECT document FROM orders", args![]).await, before);
        }
        let path = format!("{}/orders/{id}/edit", built.contact.root);
        let mut typed = form(&clerk.get(&path).await.expect(200));
        set(&mut typed, &chosen);
        let again = form(&send(&mut clerk, &path, &typed).await.expect(422));
        let _sent = send(&mut clerk, &path, &again).await.expect(303);
        assert!(app.text("SELECT document FROM orders", args![]).await.contains("Kade 9"), "the address is gone on with");
    }

    async fn a_reference_of_another_order_is_said_on_leaving_the_field(app: &TestApp) {
        let built = importing(app).await;
        let mut clerk = app.signed_in(&built.contact).await;
        let _first = submitted(app, &mut clerk, &built, "PO 1").await;
        let id = submitted(app, &mut clerk, &built, "PO 2").await;
        let path = format!("{}/orders/{id}/edit", built.contact.root);
        let mut typed = form(&clerk.get(&path).await.expect(200));
        let own = send(&mut clerk, &format!("{path}/refresh"), &typed).await.expect(200);
        assert!(!own.body.contains("This reference is"), "its own is free to it");
        set(&mut typed, &[("reference", " po 1 ")]);
        send(&mut clerk, &format!("{path}/refresh"), &typed).await.expect(200).says("This reference is used by an order of");
        let fields = [("reference", "Po 1")];
        clerk.post(&format!("{}/orders/new/refresh", built.contact.root), &fields).await.expect(200).says("This reference is used by");
        send(&mut clerk, &path, &typed).await.expect(422).says("This reference is used by an order of");
        assert_eq!(app.number("SELECT count(*) FROM order_import WHERE reference = 'PO 2'", args![]).await, 1);
    }
}
