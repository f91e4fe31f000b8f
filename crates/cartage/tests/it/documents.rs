//! Documents over HTTP: filed and read on both sides, taken for what they are, seen by whom their type says, kept as long as it says;
//! and their types.

use cartage::documents::{DocumentId, FORGET, SWEEP};
use cartage::jobs;
use cartage::orders::OrderId;
use kit::args;
use kit::db::DbError;
use rules::access::{Rights, Role};
use testkit::{Browser, Built, Page, TestApp, both};

use crate::built_orders::order;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n";

/// A type of documents; what it says to customers.
async fn kind(app: &TestApp, house: &Built, name: &str, see: bool, upload: bool, months: Option<i64>) -> String {
    let id: uuid::Uuid = app.app.ids.id(app.app.clock.now());
    app.sql(
        "INSERT INTO document_type (id, organisation, name, sort_name, customers_see, customers_upload, kept_months, version, created_at)
         VALUES ($1, $2, $3, $3, $4, $5, $6, 1, 0)",
        args![id, house.organisation.id, name, see, upload, months],
    )
    .await;
    id.to_string()
}

/// A type, and a document of it that staff filed: their ids.
pub(crate) async fn filed(app: &TestApp, house: &Built, order: OrderId) -> (String, String) {
    let of = kind(app, house, "CMR note", true, true, None).await;
    let mut ann = app.signed_in(&house.operations).await;
    let page = send(&mut ann, &desk(house, order), &of, ("CMR.pdf", PDF)).await;
    assert_eq!(page.status.as_u16(), 303, "{}", page.body);
    (of, newest(app).await)
}

/// The id of the document that was filed last.
async fn newest(app: &TestApp) -> String {
    let sql = "SELECT id FROM document ORDER BY sent_at DESC, id DESC LIMIT 1";
    let found = app.app.db.read::<(DocumentId,), DbError, _>(move |tx| Box::pin(async move { tx.one(sql, args![]).await })).await;
    found.unwrap().0.to_string()
}

fn desk(house: &Built, order: OrderId) -> String {
    format!("{}/orders/{order}", house.operations.root)
}

fn portal(house: &Built, order: OrderId) -> String {
    format!("{}/orders/{order}", house.contact.root)
}

async fn send(browser: &mut Browser, order: &str, of: &str, file: (&str, &[u8])) -> Page {
    browser.upload(&format!("{order}/documents"), &[("type", of)], file).await
}

/// Another haulier with a customer of its own.
async fn rival(app: &TestApp) -> Built {
    let organisation = app.organisation("lisowski").await;
    let customer = app.customer(&organisation, "hofmann").await;
    let contact = app.contact(&organisation, (customer, "hofmann"), "Greta Hofmann", Rights::default(), None).await;
    let operations = app.staff(&organisation, "Katarzyna Wójcik", Role::Operations).await;
    let super_admin = app.staff(&organisation, "Tomasz Lisowski", Role::SuperAdmin).await;
    let service = app.service(&organisation, "Drobnica").await;
    Built { organisation, customer, contact, operations, super_admin, service }
}

async fn count(app: &TestApp) -> i64 {
    app.number("SELECT count(*) FROM document WHERE removed_at IS NULL", args![]).await
}

both! {
    async fn what_staff_file_the_customer_downloads(app: &TestApp) {
        let house = app.house().await;
        let id = order(&house, "TO_PLAN", 1).put(app, &house).await;
        let of = kind(app, &house, "CMR note", true, false, None).await;
        let mut ann = app.signed_in(&house.operations).await;
        let page = send(&mut ann, &desk(&house, id), &of, ("..\\Überweisung 7.PDF", PDF)).await;
        assert_eq!(page.status.as_u16(), 303, "{}", page.body);
        let shown = ann.get(&desk(&house, id)).await.body;
        assert!(shown.contains("Überweisung 7.pdf") && shown.contains("CMR note") && shown.contains("29 B"), "{shown}");

        let mut clerk = app.signed_in(&house.contact).await;
        let shown = clerk.get(&portal(&house, id)).await.body;
        assert!(shown.contains("Überweisung 7.pdf"), "{shown}");
        assert!(!shown.contains("Add documents"), "its customer may not add any: {shown}");
        assert!(shown.contains("Document filed"), "it is in their history");
        let file = clerk.get(&format!("{}/documents/{}", portal(&house, id), newest(app).await)).await;
        assert_eq!((file.status.as_u16(), file.bytes.as_slice()), (200, PDF));
        assert_eq!(file.header("content-disposition"), "attachment; filename=\"_berweisung 7.pdf\"; filename*=UTF-8''%C3%9Cberweisung%207.pdf");
        assert_eq!(file.header("content-type"), "application/pdf");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert!(file.header("content-security-policy").contains("sandbox"));
    }

    async fn what_customers_do_not_see_does_not_exist_for_them(app: &TestApp) {
        let house = app.house().await;
        let id = order(&house, "TO_PLAN", 1).put(app, &house).await;
        let inside = kind(app, &house, "Damage picture", false, false, None).await;
        let both = kind(app, &house, "Packing list", false, true, None).await;
        let (mut ann, mut clerk) = (app.signed_in(&house.operations).await, app.signed_in(&house.contact).await);
        assert_eq!(send(&mut ann, &desk(&house, id), &inside, ("canary-4711.pdf", PDF)).await.status.as_u16(), 303);
        let hidden = newest(app).await;
        assert!(ann.get(&desk(&house, id)).await.body.contains("Internal"));
        let shown = clerk.get(&portal(&house, id)).await.body;
        assert!(!shown.contains("canary-4711"), "neither in the list nor in the history: {shown}");
        let at = format!("{}/documents/{hidden}", portal(&house, id));
        assert_eq!(clerk.get(&at).await.status.as_u16(), 404);
        assert_eq!(clerk.post(&format!("{at}/remove"), &[]).await.status.as_u16(), 404);
        // A type whose id was found out is not for them either.
        let page = send(&mut clerk, &portal(&house, id), &inside, ("mine.pdf", PDF)).await;
        assert_eq!(page.status.as_u16(), 422);
        assert!(page.body.contains("come from the carrier only"), "{}", page.body);
        assert_eq!(count(app).await, 1);
        // What they filed themselves they see.
        assert_eq!(send(&mut clerk, &portal(&house, id), &both, ("list.pdf", PDF)).await.status.as_u16(), 303);
        assert!(clerk.get(&portal(&house, id)).await.body.contains("list.pdf"));
    }

    async fn files_are_what_their_bytes_say(app: &TestApp) {
        let house = app.house().await;
        let id = order(&house, "TO_PLAN", 1).put(app, &house).await;
        let of = kind(app, &house, "CMR note", true, true, None).await;
        let mut clerk = app.signed_in(&house.contact).await;
        let large = vec![b'%'; 21 * 1024 * 1024];
        let history = app.number("SELECT count(*) FROM history", args![]).await;
        for (name, bytes, says) in [
            ("CMR.pdf", b"<html><script>alert(1)</script>".as_slice(), "CMR.pdf: it is not what is kept with orders"),
            ("all.zip", b"PK\x03\x04\x14\0\0\0\x08\0aaaaaaaaaaaaaaaa\x05\0\0\0a.zip", "all.zip: it is not what is kept with orders"),
            ("empty.pdf", b"", "empty.pdf: there is nothing in it"),
            ("picture.jpg", &large, "picture.jpg: it is larger than 20 MB"),
        ] {
            let page = send(&mut clerk, &portal(&house, id), &of, (name, bytes)).await;
            assert_eq!(page.status.as_u16(), 422, "{name}");
            assert!(page.body.contains(says), "{name}: {}", page.body);
            assert!(page.body.contains("Nothing was filed"), "{name}");
        }
        assert_eq!(send(&mut clerk, &portal(&house, id), "", ("CMR.pdf", PDF)).await.status.as_u16(), 422, "without a type");
        assert_eq!(count(app).await, 0);
        assert_eq!(app.number("SELECT count(*) FROM history", args![]).await, history);
    }

    async fn documents_are_taken_off_by_whom_they_may(app: &TestApp) {
        let house = app.house().await;
        let id = order(&house, "TO_PLAN", 1).put(app, &house).await;
        let of = kind(app, &house, "Packing list", true, true, None).await;
        let (mut ann, mut clerk) = (app.signed_in(&house.operations).await, app.signed_in(&house.contact).await);
        send(&mut ann, &desk(&house, id), &of, ("theirs.pdf", PDF)).await;
        let theirs = newest(app).await;
        app.set_clock("2026-05-04T08:01:00Z");
        send(&mut clerk, &portal(&house, id), &of, ("mine.pdf", PDF)).await;
        let mine = newest(app).await;
        let refused = clerk.post(&format!("{}/documents/{theirs}/remove", portal(&house, id)), &[]).await;
        assert_eq!(refused.status.as_u16(), 422);
        assert!(refused.body.contains("Only the carrier can remove"), "{}", refused.body);
        assert_eq!(count(app).await, 2);
        assert_eq!(clerk.post(&format!("{}/documents/{mine}/remove", portal(&house, id)), &[]).await.status.as_u16(), 303);
        assert_eq!(clerk.post(&format!("{}/documents/{mine}/remove", portal(&house, id)), &[]).await.status.as_u16(), 303, "twice is as good");
        assert_eq!(clerk.get(&format!("{}/documents/{mine}", portal(&house, id))).await.status.as_u16(), 404, "it is gone");
        assert_eq!(ann.post(&format!("{}/documents/{theirs}/remove", desk(&house, id)), &[]).await.status.as_u16(), 303);
        assert_eq!(count(app).await, 0);
        let told = ann.get(&desk(&house, id)).await.body;
        assert!(told.contains("</strong>: theirs.pdf, Packing list, by Ann Smit"), "{told}");
    }

    async fn other_tenants_documents_are_not_there(app: &TestApp) {
        let house = app.house().await;
        let id = order(&house, "TO_PLAN", 1).put(app, &house).await;
        let (of, document) = filed(app, &house, id).await;
        let rival = rival(app).await;
        let theirs = order(&rival, "TO_PLAN", 1).put(app, &rival).await;
        let (mut ann, mut clerk) = (app.signed_in(&rival.operations).await, app.signed_in(&rival.contact).await);
        for at in [desk(&rival, id), desk(&rival, theirs)] {
            assert_eq!(ann.get(&format!("{at}/documents/{document}")).await.status.as_u16(), 404, "{at}");
            assert_eq!(ann.post(&format!("{at}/documents/{document}/remove"), &[]).await.status.as_u16(), 404, "{at}");
        }
        assert_eq!(clerk.get(&format!("{}/documents/{document}", portal(&rival, theirs))).await.status.as_u16(), 404);
        assert_eq!(send(&mut ann, &desk(&rival, theirs), &of, ("x.pdf", PDF)).await.status.as_u16(), 404, "another's type");
        assert_eq!(send(&mut ann, &desk(&rival, id), &of, ("x.pdf", PDF)).await.status.as_u16(), 404, "another's order");
        assert_eq!(count(app).await, 1);
    }

    async fn what_waits_keeps_its_documents_when_it_becomes_an_order(app: &TestApp) {
        let (house, mut marit, mut ann) = crate::import_desk::importing(app).await;
        let id = crate::import_desk::submit(app, &house, &mut marit, "PO-1", &[]).await;
        let of = kind(app, &house, "Packing list", true, true, None).await;
        let inside = kind(app, &house, "Damage picture", false, false, None).await;
        let order: OrderId = id.parse().unwrap();
        let (desk, portal) = (desk(&house, order), portal(&house, order));
        assert_eq!(send(&mut marit, &portal, &of, ("list.pdf", PDF)).await.status.as_u16(), 303);
        app.set_clock("2026-05-04T08:01:00Z");
        let page = marit.get(&portal).await.expect(200);
        page.says("list.pdf").says("Remove").says("Waiting for approval");
        assert!(!page.body.contains("/confirmation"), "nothing confirms what waits");
        // The desk sees it at the import, and files beside it.
        let sent = send(&mut ann, &desk, &inside, ("canary-4711.pdf", PDF)).await;
        let import = ann.get(&sent.location).await.expect(303);
        assert!(import.location.contains("/imports/") && import.location.ends_with("done=filed"), "{}", import.location);
        let at = import.location.split('?').next().unwrap().to_owned();
        ann.get(&import.location).await.expect(200).says("list.pdf").says("canary-4711.pdf").says("Internal").says("Filed");
        let refused = send(&mut ann, &desk, "", ("x.pdf", PDF)).await;
        assert_eq!(refused.status.as_u16(), 422);
        assert!(refused.body.contains("Choose what it is") && refused.body.contains("Order Imports"), "{}", refused.body);
        assert!(!marit.get(&portal).await.body.contains("canary-4711"));
        let rival = rival(app).await;
        let (mut theirs, mut greta) = (app.signed_in(&rival.operations).await, app.signed_in(&rival.contact).await);
        assert_eq!(send(&mut theirs, &format!("{}/orders/{id}", rival.operations.root), &of, ("x.pdf", PDF)).await.status.as_u16(), 404);
        assert_eq!(send(&mut greta, &format!("{}/orders/{id}", rival.contact.root), &of, ("x.pdf", PDF)).await.status.as_u16(), 404);
        assert_eq!(count(app).await, 2);
        // It becomes an order: nothing moves, nothing is lost.
        let revision = ann.get(&at).await.expect(200).value("revision");
        assert_eq!(ann.post(&format!("{at}/accept"), &[("revision", &revision)]).await.status.as_u16(), 303);
        marit.get(&portal).await.expect(200).says("list.pdf").says("Order confirmation");
        ann.get(&desk).await.expect(200).says("list.pdf").says("canary-4711.pdf");
        assert_eq!(app.number("SELECT count(*) FROM document d JOIN orders o ON o.id = d.order_id", args![]).await, 2);
    }

    async fn what_was_not_accepted_keeps_its_documents_and_gets_no_more(app: &TestApp) {
        let (house, mut marit, mut ann) = crate::import_desk::importing(app).await;
        let id = crate::import_desk::submit(app, &house, &mut marit, "PO-1", &[]).await;
        let of = kind(app, &house, "Packing list", true, true, None).await;
        let order: OrderId = id.parse().unwrap();
        assert_eq!(send(&mut marit, &portal(&house, order), &of, ("list.pdf", PDF)).await.status.as_u16(), 303);
        app.sql("UPDATE order_import SET state = 'REJECTED', decided_at = 1, reason = 'Full'", args![]).await;
        let page = marit.get(&portal(&house, order)).await.expect(200);
        page.says("list.pdf");
        assert!(!page.body.contains("Add documents") && !page.body.contains("Remove"), "{}", page.body);
        for (browser, at) in [(&mut marit, portal(&house, order)), (&mut ann, desk(&house, order))] {
            let refused = send(browser, &at, &of, ("more.pdf", PDF)).await;
            assert_eq!(refused.status.as_u16(), 422, "{at}");
            assert!(refused.body.contains("nothing is filed with it any more"), "{}", refused.body);
        }
        assert_eq!(count(app).await, 1);
    }

    async fn documents_go_when_their_type_says_and_their_files_after(app: &TestApp) {
        let house = app.house().await;
        let id = order(&house, "TO_PLAN", 1).put(app, &house).await;
        let short = kind(app, &house, "Packing list", true, true, Some(2)).await;
        let long = kind(app, &house, "CMR note", true, true, None).await;
        let mut ann = app.signed_in(&house.operations).await;
        send(&mut ann, &desk(&house, id), &short, ("list.pdf", PDF)).await;
        send(&mut ann, &desk(&house, id), &long, ("note.txt", b"Signed by Piet")).await;
        let digest = app.text("SELECT digest FROM document WHERE name = 'list.pdf'", args![]).await;
        let run = async |at: &str| {
            app.set_clock(at);
            jobs::round(&app.app, &[FORGET, SWEEP]).await.unwrap();
        };
        run("2026-07-04T06:00:00Z").await;
        assert_eq!(count(app).await, 2, "two months less a few hours");
        run("2026-07-05T06:00:00Z").await;
        assert_eq!(app.text("SELECT name FROM document WHERE removed_at IS NULL", args![]).await, "note.txt");
        assert_eq!(app.app.vault().read(&digest).unwrap(), PDF, "a backup may be at it");
        // Files on the disk are as old as the disk says: later than now by any test's clock.
        run("2036-07-05T06:00:00Z").await;
        assert!(app.app.vault().read(&digest).is_err(), "the file is gone");
        let kept = app.text("SELECT digest FROM document WHERE name = 'note.txt'", args![]).await;
        assert_eq!(app.app.vault().read(&kept).unwrap(), b"Signed by Piet");
    }

    async fn types_are_made_changed_and_archived(app: &TestApp) {
        let house = app.house().await;
        let admin = app.staff(&house.organisation, "Saskia Bakker", Role::Admin).await;
        let mut saskia = app.signed_in(&admin).await;
        let at = format!("{}/document-types", admin.root);
        assert_eq!(saskia.post(&format!("{at}/usual"), &[]).await.status.as_u16(), 303);
        saskia.post(&format!("{at}/usual"), &[]).await;
        assert_eq!(app.number("SELECT count(*) FROM document_type", args![]).await, 6, "the double click makes no more");
        let taken = saskia.post(&format!("{at}/new"), &[("name", "cmr  NOTE")]).await;
        assert_eq!(taken.status.as_u16(), 422);
        assert!(taken.body.contains("There is a type called"), "{}", taken.body);
        for (field, value, says) in [("kept_months", "0", "at least one month"), ("kept_months", "361", "360"), ("name", "", "Name")] {
            let name = if field == "name" { value } else { "Weighbridge ticket" };
            let page = saskia.post(&format!("{at}/new"), &[("name", name), (field, value)]).await;
            assert_eq!(page.status.as_u16(), 422, "{field} {value}");
            assert!(page.body.contains(says), "{field} {value}: {}", page.body);
        }
        let made = saskia.post(&format!("{at}/new"), &[("name", "Weighbridge ticket"), ("customers_see", "on"), ("kept_months", "84")]).await;
        let page = made.location.split('?').next().unwrap().to_owned();
        assert_eq!(saskia.post(&page, &[("version", "1"), ("name", "Weight ticket")]).await.status.as_u16(), 303);
        let stale = saskia.post(&page, &[("version", "1"), ("name", "Weigh ticket")]).await;
        assert_eq!(stale.status.as_u16(), 422);
        assert!(stale.body.contains("Weigh ticket") && stale.body.contains("Saskia Bakker"), "{}", stale.body);
        saskia.post(&format!("{page}/archive"), &[]).await;
        let shown = saskia.get(&format!("{at}?show=archived")).await.body;
        assert!(shown.contains("Weight ticket"), "{shown}");
        let audit = saskia.get(&format!("{}/audit", admin.root)).await.body;
        assert!(audit.contains("Weight ticket") || audit.contains("type of document"), "settings are in the audit: {audit}");
    }
}
