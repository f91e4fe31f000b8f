//! Labels over HTTP and in the acts (rules 9.1 to 9.3): numbered once and for good, right, outdated or void as the order goes, printed
//! by whoever may, and never a number twice.

use std::collections::BTreeSet;

use cartage::failure::Failure;
use cartage::labels::{self, UnitRow};
use cartage::orders::OrderId;
use cartage::organisations::OrganisationId;
use kit::args;
use rules::access::Role;
use rules::label::Scan;
use testkit::{Browser, Built, Page, TestApp, both};

use crate::built_orders::mails;
use crate::import_desk::{importing, submit};
use crate::order_edit::{form, send, set};
use crate::order_entry::{submitted, usual_fields};

const SETTINGS: &str = "/d/vandorp/settings/labels";

/// Every unit of every order: `g1 r1`, with `p1` for a printed revision and `void`.
async fn units(app: &TestApp) -> Vec<(String, String)> {
    let read = app.app.db.read::<Vec<UnitRow>, Failure, _>(|tx| {
        Box::pin(async move {
            let sql =
                "SELECT organisation, order_id FROM handling_unit UNION SELECT organisation, order_id FROM unit_block ORDER BY order_id";
            let mut units = Vec::new();
            for (organisation, order) in tx.all::<(OrganisationId, OrderId)>(sql, args![]).await? {
                units.extend(labels::of_order(tx, organisation, order).await?);
            }
            Ok(units)
        })
    });
    let word = |unit: &UnitRow| {
        let (printed, void) =
            (unit.printed.map(|printed| format!(" p{printed}")).unwrap_or_default(), unit.void_at.map_or("", |_| " void"));
        format!("r{}{printed}{void}", unit.revision)
    };
    read.await.expect("units").iter().map(|unit| (unit.code.clone(), word(unit))).collect()
}

/// How the units stand, each word once with how many: `2 r1 p1, 12 r1`.
async fn standing(app: &TestApp) -> String {
    let mut words: Vec<(String, usize)> = Vec::new();
    for (_, word) in units(app).await {
        match words.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => words.push((word, 1)),
        }
    }
    words.into_iter().map(|(word, count)| format!("{count} {word}")).collect::<Vec<_>>().join(", ")
}

async fn print(browser: &mut Browser, order: &str, fields: &[(&str, &str)]) -> Page {
    browser.post(&format!("{order}/labels"), &[&[("format", "zpl-a6-203")], fields].concat()).await
}

/// Labels in a file for a label printer.
fn printed(file: &Page) -> usize {
    file.body.matches("^XA").count()
}

/// Staff change fields of an order.
async fn edit(app: &TestApp, built: &Built, order: &str, changes: &[(&str, &str)]) {
    let mut ann = app.signed_in(&built.operations).await;
    let at = format!("{}/orders/{order}/edit", built.operations.root);
    let mut fields = form(&ann.get(&at).await.expect(200));
    set(&mut fields, changes);
    let _ = send(&mut ann, &at, &fields).await.expect(303);
}

async fn set_labels(browser: &mut Browser, fields: &[(&str, &str)]) -> Page {
    let version = browser.get(SETTINGS).await.expect(200).value("version");
    browser.post(SETTINGS, &[&[("version", version.as_str())], fields].concat()).await
}

both! {
    async fn every_unit_is_numbered_and_printed(app: &TestApp) {
        let built = app.house().await;
        let order = submitted(app, &built).await;
        let mut marit = app.signed_in(&built.contact).await;
        let at = format!("{}/orders/{order}", built.contact.root);
        assert_eq!(standing(app).await, "14 r1");
        marit.get(&at).await.expect(200).says("14 labels, not printed yet.").says("Print labels");
        let file = print(&mut marit, &at, &[("which", "all")]).await.expect(200);
        assert_eq!(printed(&file), 14);
        assert!(file.body.contains("Groupage Benelux") && file.body.contains("Bakkerij Claes") && file.body.contains("14 / 14"));
        assert_eq!(standing(app).await, "14 r1 p1");
        let pdf = marit.post(&format!("{at}/labels"), &[("format", "pdf-4x6"), ("which", "all")]).await.expect(200);
        assert!(pdf.bytes.starts_with(b"%PDF"));
        marit.get(&at).await.expect(200).says("14 labels, printed.").says("Labels printed</strong>: 14 labels, by Marit de Wit");
        let codes: BTreeSet<String> = units(app).await.into_iter().map(|(code, _)| code).collect();
        assert!(codes.len() == 14 && codes.iter().all(|code| Scan::read(code).is_some()));
        let page = marit.get(&format!("{at}/labels")).await.expect(200);
        page.says("1 of 14").says("14 of 14").says(codes.first().unwrap());
        assert_eq!(printed(&print(&mut marit, &at, &[("which", "these"), ("unit", "3"), ("unit", "7")]).await.expect(200)), 2);
        for (fields, why) in [
            (&[("format", "pdf-a6"), ("which", "these")][..], "No label was chosen"),
            (&[("format", "pdf-a6"), ("which", "open")], "No label was chosen"),
            (&[("format", "exe")], "Choose paper and format"),
        ] {
            marit.post(&format!("{at}/labels"), fields).await.expect(422).says(why);
        }
        let rival = app.customer(&built.organisation, "deltaplast").await;
        let pieter = app.contact(&built.organisation, (rival, "deltaplast"), "Pieter Visser", rules::access::Rights::default(), None).await;
        let mut pieter_at = app.signed_in(&pieter).await;
        let _ = pieter_at.get(&format!("{}/orders/{order}/labels", pieter.root)).await.expect(404);
        let _ = print(&mut pieter_at, &format!("{}/orders/{order}", pieter.root), &[]).await.expect(404);
        let code = codes.first().unwrap();
        pieter_at.get(&format!("{}/orders?q={code}", pieter.root)).await.expect(200).says("Nothing found");
        let viewer = app.staff(&built.organisation, "Vera Vos", Role::Viewer).await;
        let mut vera = app.signed_in(&viewer).await;
        let page = vera.get(&format!("{}/orders/{order}/labels", viewer.root)).await.expect(200);
        assert!(!page.body.contains("Print all"), "a viewer prints nothing");
    }

    async fn a_quotes_labels_come_with_planning_and_stay_as_they_were(app: &TestApp) {
        let built = app.house().await;
        app.sql("UPDATE organisation SET order_status = 'QUOTE'", args![]).await;
        let order = submitted(app, &built).await;
        let mut marit = app.signed_in(&built.contact).await;
        let at = format!("{}/orders/{order}", built.contact.root);
        let before = units(app).await;
        marit.get(&at).await.expect(200).says("14 labels come when vandorp Transport sends it to planning.");
        let history = app.number("SELECT count(*) FROM history", args![]).await;
        print(&mut marit, &at, &[("which", "all")]).await.expect(422).says("its labels come when vandorp Transport sends it to planning");
        assert_eq!((units(app).await, app.number("SELECT count(*) FROM history", args![]).await), (before.clone(), history));
        let mut ann = app.signed_in(&built.operations).await;
        let _ = ann.post(&format!("{}/orders/{order}/send-to-planning", built.operations.root), &[]).await.expect(303);
        assert_eq!(units(app).await, before, "Send to planning changes no label");
        assert_eq!(printed(&print(&mut marit, &at, &[("which", "all")]).await.expect(200)), 14);
    }

    async fn an_added_pallet_leaves_the_others_valid_another_address_does_not(app: &TestApp) {
        let built = app.house().await;
        let order = submitted(app, &built).await;
        let at = format!("{}/orders/{order}", built.operations.root);
        let mut ann = app.signed_in(&built.operations).await;
        let _ = print(&mut ann, &at, &[("which", "all")]).await.expect(200);
        edit(app, &built, &order, &[("c0.g0.quantity", "13")]).await;
        assert_eq!(standing(app).await, "14 r1 p1, 1 r1");
        ann.get(&at).await.expect(200).says("15 labels, 1 not printed yet.").says("Print what is open");
        assert_eq!(printed(&print(&mut ann, &at, &[("which", "open")]).await.expect(200)), 1);
        edit(app, &built, &order, &[("c0.delivery.street", "Kouter 5")]).await;
        assert_eq!(standing(app).await, "15 r2 p1");
        ann.get(&at).await.expect(200).says("15 printed labels say something else than the order by now");
        let (code, _) = units(app).await.remove(0);
        let found = ann.get(&format!("{}/search?q=%5DC1{code}", built.operations.root)).await.expect(303);
        assert_eq!(found.location, format!("{at}/labels?scan={code}"));
        for (revision, says) in [("", "Its bars do not say"), (".1", "is outdated: it is revision 1, and 2 is right"), (".2", "is right."), (".9", "no such revision")] {
            ann.get(&format!("{at}/labels?scan={code}{revision}")).await.expect(200).says(says);
        }
        edit(app, &built, &order, &[("c0.g0.quantity", "12")]).await;
        let void: Vec<(String, String)> = units(app).await.into_iter().filter(|(_, word)| word.ends_with("void")).collect();
        assert_eq!(void.len(), 1);
        let mut marit = app.signed_in(&built.contact).await;
        let found = marit.get(&format!("{}/orders?q={}.1", built.contact.root, void[0].0)).await.expect(303);
        marit.get(&found.location).await.expect(200).says("is void").says("Void");
    }

    async fn cancelled_is_void_undone_is_numbered_anew(app: &TestApp) {
        let built = app.house().await;
        let order = submitted(app, &built).await;
        let at = format!("{}/orders/{order}", built.operations.root);
        let mut ann = app.signed_in(&built.operations).await;
        let before: BTreeSet<String> = units(app).await.into_iter().map(|(code, _)| code).collect();
        let version = ann.get(&at).await.expect(200).value("version");
        let _ = ann.post(&format!("{at}/cancel"), &[("version", version.as_str()), ("reason", "No vehicle")]).await.expect(303);
        assert_eq!(standing(app).await, "14 r1 void");
        print(&mut ann, &at, &[("which", "all")]).await.expect(422).says("its labels are void");
        let version = ann.get(&at).await.expect(200).value("version");
        let _ = ann.post(&format!("{at}/undo"), &[("version", version.as_str())]).await.expect(303);
        assert_eq!(standing(app).await, "14 r1 void, 14 r1");
        let all: BTreeSet<String> = units(app).await.into_iter().map(|(code, _)| code).collect();
        assert!(all.len() == 28 && all.is_superset(&before), "no number comes twice");
        // What was collected is never void.
        let version = ann.get(&at).await.expect(200).value("version");
        let _ = ann.post(&format!("{at}/stops"), &[("version", version.as_str()), ("state", "AT_STOP")]).await.expect(303);
        let version = ann.get(&at).await.expect(200).value("version");
        let _ = ann.post(&format!("{at}/cancel"), &[("version", version.as_str()), ("reason", "Turned back")]).await.expect(303);
        assert_eq!(standing(app).await, "14 r1 void, 14 r1");
    }

    async fn what_waits_is_numbered_and_printed_when_the_carrier_says_so(app: &TestApp) {
        let (built, mut marit, mut ann) = importing(app).await;
        let order = submit(app, &built, &mut marit, "PO-1", &[]).await;
        let at = format!("{}/orders/{order}", built.contact.root);
        assert_eq!(standing(app).await, "14 r1");
        marit.get(&at).await.expect(200).says("14 labels come when vandorp Transport accepts it.");
        print(&mut marit, &at, &[("which", "all")]).await.expect(422).says("its labels come when it is accepted");
        let mut kees = app.signed_in(&built.super_admin).await;
        let _ = set_labels(&mut kees, &[("gs1_prefix", ""), ("extension", "0"), ("before_approval", "on")]).await.expect(303);
        assert_eq!(printed(&print(&mut marit, &at, &[("which", "all")]).await.expect(200)), 14);
        marit.get(&at).await.expect(200).says("14 labels, printed.");
        // The desk finds them from the import.
        let desk = ann.get(&format!("/d/vandorp/orders/{order}")).await.expect(303).location;
        ann.get(&desk).await.expect(200).says("14 labels, printed.").says(&format!("/d/vandorp/orders/{order}/labels"));
        ann.get(&format!("/d/vandorp/orders/{order}/labels")).await.expect(200).says("14 of 14");
        let import = app.text("SELECT CAST(count(*) AS TEXT) FROM order_import WHERE state = 'WAITING'", args![]).await;
        assert_eq!(import, "1");
        // Rejected: void, whoever scans it is told.
        let (code, _) = units(app).await.remove(0);
        let sql = "SELECT id FROM order_import";
        let read = app.app.db.read::<(uuid::Uuid,), kit::db::DbError, _>(move |tx| Box::pin(async move { tx.one(sql, args![]).await }));
        let (at_import,) = read.await.expect("an import");
        let page = ann.get(&format!("/d/vandorp/imports/{at_import}/reject")).await.expect(200);
        let seen = [("revision", page.value("revision")), ("reason", "Too heavy".to_owned())];
        let seen: Vec<(&str, &str)> = seen.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let _ = ann.post(&format!("/d/vandorp/imports/{at_import}/reject"), &seen).await.expect(303);
        assert_eq!(standing(app).await, "14 r1 p1 void");
        let found = marit.get(&format!("{}/orders?q={code}", built.contact.root)).await.expect(303);
        marit.get(&found.location).await.expect(200).says("is void").says("What was not collected is void".to_lowercase().as_str());
    }

    async fn whoever_waits_for_labels_is_told_once_when_they_come(app: &TestApp) {
        let (built, mut marit, mut ann) = importing(app).await;
        let told = async |app: &TestApp| {
            let mails = mails(app).await;
            app.sql("DELETE FROM outbox", args![]).await;
            let labels = app.text("SELECT COALESCE(max(line), '') FROM digest_item WHERE line LIKE '%abels ready%'", args![]).await;
            app.sql("DELETE FROM digest_item", args![]).await;
            (mails.iter().map(|(_, mail)| mail.clone()).filter(|mail| mail.contains("abels")).collect::<Vec<_>>(), labels)
        };
        let accept = async |app: &TestApp, ann: &mut Browser| {
            let import = app.text("SELECT CAST(count(*) AS TEXT) FROM order_import WHERE state = 'WAITING'", args![]).await;
            assert_eq!(import, "1");
            let all = ann.post("/d/vandorp/imports/create", &[("which", "all"), ("import", "")]).await;
            assert_eq!(all.status.as_u16(), 303, "{}", all.body);
        };
        // A first order of somebody would be remarked: it is not created in bulk.
        let first = submit(app, &built, &mut marit, "PO-0", &[]).await;
        app.sql("UPDATE order_import SET state = 'REJECTED', decided_at = 1", args![]).await;
        app.sql("DELETE FROM tally", args![]).await;
        let _ = (first, told(app).await);
        // Nobody chose: one line of the digest says both.
        let _ = submit(app, &built, &mut marit, "PO-1", &[]).await;
        let _ = told(app).await;
        accept(app, &mut ann).await;
        let (mails, line) = told(app).await;
        assert!(mails.is_empty() && line.starts_with("Accepted: Or-") && line.contains(", labels ready: "), "{mails:?} {line}");
        // Labels at once: one mail, of that kind, and nothing in the digest.
        app.sql("INSERT INTO notification_choice (membership, organisation, contact, digest_hour, choices, version)
                 VALUES ($1, $2, $1, 17, 'LABELS_READY=AT_ONCE', 1)", args![built.contact.membership, built.organisation.id]).await;
        let _ = submit(app, &built, &mut marit, "PO-2", &[]).await;
        let _ = told(app).await;
        accept(app, &mut ann).await;
        let (mails, line) = told(app).await;
        assert!(mails.len() == 1 && mails[0].contains("Labels ready: Or-") && mails[0].contains("Its labels are ready to print."), "{mails:?}");
        assert!(mails[0].contains("by your choice for \\\"Labels ready\\\"") && line.is_empty(), "{mails:?} {line}");
        // Printable before: there is nothing to tell.
        app.sql("UPDATE organisation SET labels_before_approval = TRUE", args![]).await;
        let _ = submit(app, &built, &mut marit, "PO-3", &[]).await;
        let _ = told(app).await;
        accept(app, &mut ann).await;
        assert_eq!(told(app).await, (Vec::new(), String::new()));
        // At once an order: nothing had to wait.
        app.sql("UPDATE organisation SET labels_before_approval = FALSE, import_create_automatically = TRUE", args![]).await;
        let _ = submit(app, &built, &mut marit, "PO-4", &[]).await;
        assert_eq!(told(app).await, (Vec::new(), String::new()));
    }

    async fn numbers_come_from_the_prefix_never_twice_and_run_out_with_a_word(app: &TestApp) {
        let built = app.house().await;
        let mut kees = app.signed_in(&built.super_admin).await;
        for (prefix, extension, why) in [("871", "0", "4 to 12 digits; these are 3"), ("87x2345", "0", "cannot stand in a GS1"), ("8712345", "12", "Extension digit")] {
            set_labels(&mut kees, &[("gs1_prefix", prefix), ("extension", extension)]).await.expect(422).says(why);
        }
        assert_eq!(app.text("SELECT gs1_prefix FROM organisation WHERE slug = 'vandorp'", args![]).await, "");
        let _ = set_labels(&mut kees, &[("gs1_prefix", "871 234 567 890"), ("extension", "3")]).await.expect(303);
        kees.get(SETTINGS).await.expect(200).says("<strong>0</strong>, left: <strong>10000</strong>").says("GS1 company prefix");
        // Eight clerks at once.
        let mut clerks = Vec::new();
        for n in 0..8 {
            let mut clerk = app.signed_in(&built.contact).await;
            let id: uuid::Uuid = app.app.ids.id(app.app.clock.now());
            let mut fields = usual_fields(&built, &id.to_string());
            set(&mut fields, &[("reference", &format!("PO-{n}"))]);
            let path = format!("{}/orders/new", built.contact.root);
            clerks.push(tokio::spawn(async move { send(&mut clerk, &path, &fields).await.expect(303) }));
        }
        for clerk in clerks {
            let _ = clerk.await.unwrap();
        }
        let codes: BTreeSet<String> = units(app).await.into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes.len(), 8 * 14);
        assert!(codes.iter().all(|code| code.starts_with("3871234567890") && Scan::read(code).is_some()));
        assert_eq!(app.number("SELECT used FROM sscc_series", args![]).await, 112);
        // Ten are left, fourteen are needed: nothing is made, nothing is lost, the form says why.
        app.sql("UPDATE sscc_series SET used = 9990", args![]).await;
        kees.get(SETTINGS).await.expect(200).says("run out");
        // None is printed yet: a scan finds its order among the eight all the same, and nothing the series has not given out.
        let (last, serials) = (codes.last().unwrap(), rules::label::Series::new("871234567890", 3).unwrap());
        kees.get(&format!("/d/vandorp/search?q={last}")).await.expect(303);
        let beyond = serials.sscc(112).unwrap();
        kees.get(&format!("/d/vandorp/search?q={}", beyond.as_str())).await.expect(200).says("Nothing found");
        let mut marit = app.signed_in(&built.contact).await;
        let id: uuid::Uuid = app.app.ids.id(app.app.clock.now());
        let fields = usual_fields(&built, &id.to_string());
        let page = send(&mut marit, &format!("{}/orders/new", built.contact.root), &fields).await.expect(422);
        page.says("14 are needed, 10 are left").says("PO 4711");
        assert_eq!(app.number("SELECT count(*) FROM orders", args![]).await, 8);
        assert_eq!((app.number("SELECT used FROM sscc_series", args![]).await, units(app).await.len()), (9_990, 112));
        let _ = set_labels(&mut kees, &[("gs1_prefix", "871234567890"), ("extension", "4")]).await.expect(303);
        let _ = send(&mut marit, &format!("{}/orders/new", built.contact.root), &fields).await.expect(303);
        assert_eq!(units(app).await.len(), 126);
    }

    async fn a_customers_own_numbers_are_kept_while_no_other_pallet_bears_them(app: &TestApp) {
        let built = app.house().await;
        let own = "(00)340123450000000017";
        let mut marit = app.signed_in(&built.contact).await;
        for n in 0..2 {
            let id: uuid::Uuid = app.app.ids.id(app.app.clock.now());
            let mut fields = usual_fields(&built, &id.to_string());
            set(&mut fields, &[("reference", &format!("PO-{n}")), ("c0.g0.quantity", "2"), ("c0.g0.barcodes", own)]);
            let _ = send(&mut marit, &format!("{}/orders/new", built.contact.root), &fields).await.expect(303);
        }
        assert_eq!(app.number("SELECT count(*) FROM handling_unit WHERE own AND code = '340123450000000017'", args![]).await, 1);
        assert_eq!(units(app).await.len(), 8);
    }

    async fn an_order_from_before_is_numbered_when_it_is_printed(app: &TestApp) {
        let built = app.house().await;
        let id = crate::built_orders::order(&built, "PLANNED", 1).put(app, &built).await;
        let at = format!("{}/orders/{id}", built.operations.root);
        let mut ann = app.signed_in(&built.operations).await;
        ann.get(&at).await.expect(200).says("12 labels, not printed yet.");
        ann.get(&format!("{at}/labels")).await.expect(200).says("from before there were labels");
        assert_eq!(printed(&print(&mut ann, &at, &[("which", "all")]).await.expect(200)), 12);
        assert_eq!(standing(app).await, "12 r1 p1");
    }

    async fn no_units_and_ten_thousand_are_form_errors_thousands_are_printed_in_parts(app: &TestApp) {
        let built = app.house().await;
        let mut marit = app.signed_in(&built.contact).await;
        let path = format!("{}/orders/new", built.contact.root);
        let id: uuid::Uuid = app.app.ids.id(app.app.clock.now());
        let fields = |quantity: &str| {
            let mut fields = usual_fields(&built, &id.to_string());
            set(&mut fields, &[("c0.g0.quantity", quantity)]);
            fields
        };
        for quantity in ["0", "10000", "9998"] {
            let _ = send(&mut marit, &path, &fields(quantity)).await.expect(422);
        }
        assert_eq!(app.number("SELECT count(*) FROM orders", args![]).await, 0);
        let sent = send(&mut marit, &path, &fields("1200")).await.expect(303);
        let at = sent.location.split('?').next().unwrap().to_owned();
        assert_eq!(units(app).await.len(), 1_202);
        marit.get(&format!("{at}/labels")).await.expect(200).says("Labels 1,001 to 1,202".replace(',', "").as_str()).says("More units");
        assert_eq!(printed(&print(&mut marit, &at, &[("which", "all"), ("part", "1")]).await.expect(200)), 202);
        assert_eq!(standing(app).await, "1000 r1, 202 r1 p1");
    }
}
