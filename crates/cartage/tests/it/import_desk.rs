//! Order Imports at the desk, over HTTP: what stands in the queue, what opens, and what each act does, refuses and answers.

use kit::args;
use rules::access::Role;
use testkit::{Browser, Built, Page, TestApp, both};

use crate::order_edit::{form, send, set};

const IMPORTS: &str = "/d/vandorp/imports";
const STATES: &str = "SELECT count(*) FROM order_import WHERE state =";

/// A house whose order import is on, with what its customers may do.
pub(crate) async fn importing(app: &TestApp) -> (Built, Browser, Browser) {
    let built = app.house().await;
    app.sql(
        "UPDATE organisation SET import_provisioned_at = 1, import_provisioned_by = 'Kees', import_enabled = TRUE, import_updates = TRUE",
        args![],
    )
    .await;
    let (clerk, desk) = (app.signed_in(&built.contact).await, app.signed_in(&built.operations).await);
    (built, clerk, desk)
}

/// Submits a usual order with this reference and these other fields; the order's id.
pub(crate) async fn submit(app: &TestApp, built: &Built, clerk: &mut Browser, reference: &str, other: &[(&str, &str)]) -> String {
    let id: uuid::Uuid = app.app.ids.id(app.app.clock.now());
    let form = crate::order_entry::usual_fields(built, &id.to_string());
    let changed = |name: &str| name == "reference" || other.iter().any(|(other, _)| *other == name);
    let mut fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.retain(|(name, _)| !changed(name));
    fields.push(("reference", reference));
    fields.extend(other);
    let page = clerk.post(&format!("{}/orders/new", built.contact.root), &fields).await.expect(303);
    page.location.rsplit('/').next().and_then(|last| last.split('?').next()).unwrap_or_default().to_owned()
}

/// The import with this reference.
async fn import(app: &TestApp, reference: &str) -> String {
    let reference = reference.to_owned();
    let ids = app.app.db.read::<_, kit::db::DbError, _>(|tx| {
        Box::pin(async move { tx.one::<(uuid::Uuid,)>("SELECT id FROM order_import WHERE reference = $1", args![reference]).await })
    });
    ids.await.expect("an import").0.to_string()
}

/// The order that an import with this reference is to become.
async fn order_of(app: &TestApp, reference: &str) -> String {
    let reference = reference.to_owned();
    let ids = app.app.db.read::<_, kit::db::DbError, _>(|tx| {
        Box::pin(async move { tx.one::<(uuid::Uuid,)>("SELECT order_id FROM order_import WHERE reference = $1", args![reference]).await })
    });
    ids.await.expect("an import").0.to_string()
}

/// What the page's own form would post.
fn seen(page: &Page) -> Vec<(String, String)> {
    let mut fields = vec![("revision".to_owned(), page.value("revision"))];
    let version = page.value("version");
    if !version.is_empty() {
        fields.push(("version".to_owned(), version));
    }
    fields
}

async fn press(browser: &mut Browser, path: &str, page: &Page, more: &[(&str, &str)]) -> Page {
    let form = seen(page);
    let mut fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.extend(more);
    browser.post(path, &fields).await
}

async fn counted(app: &TestApp, state: &str) -> i64 {
    app.number(&*Box::leak(format!("{STATES} '{state}'").into_boxed_str()), args![]).await
}

#[track_caller]
fn without<'a>(page: &'a Page, words: &str) -> &'a Page {
    assert!(!page.body.contains(words), "{words} stands in:\n{}", page.body);
    page
}

/// Nobody is new: their first order is past, and remarks on it too.
async fn known(app: &TestApp, built: &Built, clerk: &mut Browser) {
    submit(app, built, clerk, "PO first", &[]).await;
    app.sql("UPDATE order_import SET state = 'REJECTED'", args![]).await;
    app.sql("DELETE FROM tally", args![]).await;
}

both! {
    async fn a_clean_one_is_created_with_one_press_and_the_next_opens(app: &TestApp) {
        let (built, mut clerk, mut desk) = importing(app).await;
        known(app, &built, &mut clerk).await;
        desk.get(IMPORTS).await.expect(200).says("Nothing to approve");
        let order = submit(app, &built, &mut clerk, "PO 1", &[]).await;
        let one = import(app, "PO 1").await;
        app.set_clock("2026-05-04T08:05:00Z");
        submit(app, &built, &mut clerk, "PO 2", &[]).await;
        let two = import(app, "PO 2").await;
        let list = desk.get(IMPORTS).await.expect(200);
        list.says("Order Imports <span class=\"count\">2</span>").says("To approve <span class=\"count\">2</span>").says("PO 2");
        list.says("aria-current=\"true\"").says("Bakkerij Claes").says("Becomes: To Plan").says("data-key=\"a\"").says("5 min");
        let page = desk.get(&format!("{IMPORTS}/{one}")).await.expect(200);
        page.says("submitted by").says("Organisation settings").says("Reject…").says("Ask the customer…");
        without(&page, "Accept late");
        let done = press(&mut desk, &format!("{IMPORTS}/{one}/accept"), &page, &[("clean", "on")]).await.expect(303);
        assert_eq!(done.location, format!("{IMPORTS}/{two}?tab=to-approve&done=order-created"));
        let made = desk.get(&format!("/d/vandorp/orders/{order}")).await.expect(200);
        made.says("PO 1").says("Or-0001").says("Accepted");
        let again = press(&mut desk, &format!("{IMPORTS}/{one}/accept"), &page, &[]).await.expect(422);
        again.says("accepted it").says("Nothing of yours was done");
        assert_eq!((counted(app, "COMPLETED").await, app.number("SELECT count(*) FROM orders", args![]).await), (1, 1));
        desk.get(&format!("{IMPORTS}?tab=done")).await.expect(200).says("PO 1").says("Accepted");
    }

    async fn what_came_too_late_is_an_error_to_be_accepted_late_with_a_reason(app: &TestApp) {
        let (built, mut clerk, mut desk) = importing(app).await;
        known(app, &built, &mut clerk).await;
        app.sql("UPDATE transport_service SET cut_off = 'DAY_BEFORE', cut_off_time = '09:30'", args![]).await;
        let order = submit(app, &built, &mut clerk, "PO late", &[]).await;
        let id = import(app, "PO late").await;
        let page = desk.get(&format!("{IMPORTS}/{id}")).await.expect(200);
        page.says("Not allowed to create or update the order after the cutoff time").says("4 May 2026, 09:30").says("30 min late");
        page.says("Errors <span class=\"count\">1</span>").says("Accept late…");
        without(&page, ">Create order");
        let late = format!("{IMPORTS}/{id}/late");
        press(&mut desk, &format!("{IMPORTS}/{id}/accept"), &page, &[]).await.expect(422).says("Accept late with a reason");
        press(&mut desk, &late, &page, &[("reason", " ")]).await.expect(422).says("Say why it is accepted all the same").says("aria-invalid");
        assert_eq!(counted(app, "ERROR").await, 1);
        desk.get(&late).await.expect(200).says("only staff read it");
        assert_eq!(press(&mut desk, &format!("{late}?tab=errors"), &page, &[("reason", "The driver waits")]).await.expect(303).location, format!("{IMPORTS}?tab=errors&done=order-created"));
        desk.get(&format!("/d/vandorp/orders/{order}")).await.expect(200).says("Accepted late: The driver waits");
        desk.get(&format!("{IMPORTS}?tab=done")).await.expect(200).says("Accepted late</span>");
        desk.get(&format!("{IMPORTS}/{id}")).await.expect(200).says("Accepted late</span>").says("Accepted late: The driver waits");
        assert!(app.text("SELECT findings FROM order_import WHERE state = 'COMPLETED'", args![]).await.contains("ACCEPTED_LATE"));
        let theirs = clerk.get(&format!("{}/orders/{order}", built.contact.root)).await.expect(200);
        without(without(without(&theirs, "The driver waits"), "cutoff time"), "ccepted late");
    }

    async fn rejecting_takes_a_reason_that_the_customer_reads(app: &TestApp) {
        let (built, mut clerk, mut desk) = importing(app).await;
        submit(app, &built, &mut clerk, "PO 7", &[]).await;
        let id = import(app, "PO 7").await;
        let (page, reject) = (desk.get(&format!("{IMPORTS}/{id}")).await.expect(200), format!("{IMPORTS}/{id}/reject"));
        page.says("First order of this contact");
        desk.get(&reject).await.expect(200).says("they read it as you write it");
        press(&mut desk, &reject, &page, &[("reason", ""), ("note", "they never pay")]).await.expect(422).says("Give a reason").says("they never pay");
        assert_eq!(counted(app, "WAITING").await, 1);
        let _ = press(&mut desk, &reject, &page, &[("reason", "No vehicle"), ("note", "they never pay")]).await.expect(303);
        let page = desk.get(&format!("{IMPORTS}/{id}")).await.expect(200);
        page.says("Rejected").says("No vehicle").says("they never pay");
        desk.get(&format!("{IMPORTS}?tab=rejected")).await.expect(200).says("PO 7");
        assert_eq!(app.number("SELECT count(*) FROM reference_claim", args![]).await, 0);
    }

    async fn a_question_waits_for_the_customer_and_who_came_second_is_told(app: &TestApp) {
        let (built, mut clerk, mut desk) = importing(app).await;
        submit(app, &built, &mut clerk, "PO 8", &[]).await;
        let id = import(app, "PO 8").await;
        let page = desk.get(&format!("{IMPORTS}/{id}")).await.expect(200);
        let ask = format!("{IMPORTS}/{id}/ask");
        press(&mut desk, &ask, &page, &[("question", "")]).await.expect(422).says("Write what you want to know");
        let _ = press(&mut desk, &ask, &page, &[("question", "Which dock?")]).await.expect(303);
        desk.get(&format!("{IMPORTS}?tab=waiting-for-customer")).await.expect(200).says("PO 8").says("Which dock?").says("Not answered yet");
        // The page from before the question.
        let moved = press(&mut desk, &format!("{IMPORTS}/{id}/reject"), &page, &[("reason", "No vehicle")]).await.expect(422);
        moved.says("has changed it since you opened it").says("No vehicle").says("Which dock?");
        assert_eq!(counted(app, "REJECTED").await, 0);
        assert_ne!(moved.value("revision"), page.value("revision"));
    }

    async fn several_without_remarks_become_orders_and_each_answers_for_itself(app: &TestApp) {
        let (built, mut clerk, mut desk) = importing(app).await;
        known(app, &built, &mut clerk).await;
        let mut picks = Vec::new();
        for n in 1..=4 {
            submit(app, &built, &mut clerk, &format!("PO b{n}"), &[]).await;
            picks.push(format!("{}:0", import(app, &format!("PO b{n}")).await));
        }
        let revision = app.number("SELECT max(revision) FROM order_import WHERE state = 'WAITING'", args![]).await;
        let picks: Vec<String> = picks.iter().map(|pick| pick.replace(":0", &format!(":{revision}"))).collect();
        desk.post(&format!("{IMPORTS}/create"), &[]).await.expect(422).says("Choose at least one");
        let stale = picks[1].replace(&format!(":{revision}"), ":77");
        let done = desk.post(&format!("{IMPORTS}/create"), &[("import", &picks[0]), ("import", &stale)]).await.expect(303);
        let page = desk.get(&done.location).await.expect(200);
        page.says("1 of 2 became orders").says("It is Or-0001 now").says("needs your eyes");
        let done = desk.post(&format!("{IMPORTS}/create?tab=to-approve"), &[("which", "all")]).await.expect(303);
        desk.get(&done.location).await.expect(200).says("3 of 3 became orders");
        assert_eq!((counted(app, "WAITING").await, app.number("SELECT count(*) FROM orders", args![]).await), (0, 4));
    }

    async fn viewers_read_and_other_houses_see_nothing(app: &TestApp) {
        let (built, mut clerk, mut desk) = importing(app).await;
        submit(app, &built, &mut clerk, "PO 9", &[]).await;
        let id = import(app, "PO 9").await;
        let path = format!("{IMPORTS}/{id}");
        let page = desk.get(&path).await.expect(200);
        for role in [Role::Viewer, Role::Finance] {
            let mut browser = app.signed_in(&app.staff(&built.organisation, role.as_str(), role).await).await;
            let read = browser.get(&path).await.expect(200);
            without(without(without(read.says("PO 9"), "Reject…"), "Create order"), "/reading\"");
            for act in ["accept", "late", "ask", "reject", "reading"] {
                let _ = press(&mut browser, &format!("{path}/{act}"), &page, &[("reason", "x"), ("question", "x")]).await.expect(403);
            }
        }
        let rival = app.organisation("lisowski").await;
        let mut theirs = app.signed_in(&app.staff(&rival, "Tomasz", Role::SuperAdmin).await).await;
        let elsewhere = path.replace("vandorp", "lisowski");
        theirs.get(&elsewhere).await.expect(404);
        for act in ["accept", "late", "ask", "reject", "reading"] {
            let _ = press(&mut theirs, &format!("{elsewhere}/{act}"), &page, &[("reason", "x"), ("question", "x")]).await.expect(404);
        }
        assert_eq!(counted(app, "WAITING").await, 1);
        without(&theirs.get("/d/lisowski/orders").await.expect(200), "Order Imports");
    }

    async fn who_has_it_open_is_told_for_a_minute(app: &TestApp) {
        let (built, mut clerk, mut desk) = importing(app).await;
        submit(app, &built, &mut clerk, "PO 10", &[]).await;
        let path = format!("{IMPORTS}/{}", import(app, "PO 10").await);
        let mut ann = app.signed_in(&app.staff(&built.organisation, "Anke Vos", Role::Operations).await).await;
        let entries = app.number("SELECT count(*) FROM history", args![]).await;
        assert_eq!(ann.post(&format!("{path}/reading"), &[]).await.expect(200).body, "");
        desk.get(&path).await.expect(200).says("Anke Vos has this open");
        assert_eq!(desk.post(&format!("{path}/reading"), &[]).await.expect(200).body, "Anke Vos has this open");
        without(&ann.get(&path).await.expect(200), "Anke Vos has this open");
        app.set_clock("2026-05-04T08:01:01Z");
        without(&desk.get(&path).await.expect(200), "has this open");
        assert_eq!(app.number("SELECT count(*) FROM history", args![]).await, entries);
    }

    async fn the_error_is_fixed_in_the_form_that_holds_what_the_customer_sent(app: &TestApp) {
        let (built, mut clerk, mut desk) = importing(app).await;
        known(app, &built, &mut clerk).await;
        app.sql("UPDATE transport_service SET cut_off = 'DAY_BEFORE', cut_off_time = '09:30'", args![]).await;
        let order = submit(app, &built, &mut clerk, "PO fix", &[]).await;
        let id = import(app, "PO fix").await;
        desk.get(&format!("{IMPORTS}/{id}")).await.expect(200).says("Fix the error");
        let path = format!("{IMPORTS}/{id}/edit");
        let page = desk.get(&path).await.expect(200);
        page.says("Fix the error").says("Not allowed to create or update the order after the cutoff time").says("id=\"c0.collection.date-remark\"").says("Samples 🧺").says("The customer’s own number");
        without(&page, "Customer reference <span class=\"opt\">optional</span>");
        without(&page, "asked only for a collection you move");
        let mut form = form(&page);
        send(&mut desk, &path, &form).await.expect(422).says("still too late").says("Samples 🧺");
        let mut stale = form.clone();
        set(&mut stale, &[("revision", "77"), ("c0.delivery.name", "Typed over")]);
        send(&mut desk, &path, &stale).await.expect(422).says("It has changed since you opened it").says("Typed over");
        assert_eq!((counted(app, "ERROR").await, app.number("SELECT count(*) FROM orders", args![]).await), (1, 0));
        set(&mut form, &[("c0.collection.date", "2026-05-06")]);
        let done = send(&mut desk, &format!("{path}?tab=errors"), &form).await.expect(303);
        assert_eq!(done.location, format!("{IMPORTS}?tab=errors&done=order-created"));
        desk.get(&format!("/d/vandorp/orders/{order}")).await.expect(200).says("Wed 6 May").says("PO fix");
        desk.get(&format!("{IMPORTS}/{id}")).await.expect(200).says("Accepted with changes");
    }

    async fn the_search_finds_what_waits_and_opens_its_import(app: &TestApp) {
        let (built, mut clerk, mut desk) = importing(app).await;
        known(app, &built, &mut clerk).await;
        let order = submit(app, &built, &mut clerk, "PO 4711", &[]).await;
        let id = import(app, "PO 4711").await;
        let code = app.text("SELECT submission_code FROM order_import WHERE reference = 'PO 4711'", args![]).await;
        let found = desk.get(&format!("/d/vandorp/search?q={code}")).await.expect(303).location;
        assert_eq!(found, format!("/d/vandorp/orders/{order}"), "a submission code opens it at once");
        for words in ["PO+4711", "po+47", "werkendam", "Gent"] {
            let page = desk.get(&format!("/d/vandorp/search?q={words}")).await.expect(200);
            page.says(&format!("/d/vandorp/orders/{order}\"")).says("Order import</span>").says("PO 4711");
            without(&page, "PO first");
        }
        let opened = desk.get(&format!("/d/vandorp/orders/{order}")).await.expect(303).location;
        assert!(opened.starts_with(&format!("{IMPORTS}/{id}")), "{opened}");
        let other = app.organisation("lisowski").await;
        let mut other = app.signed_in(&app.staff(&other, "Ola", Role::Operations).await).await;
        without(&other.get("/d/lisowski/search?q=4711").await.expect(200), "PO 4711");
        without(&other.get(&format!("/d/lisowski/search?q={code}")).await.expect(200), "PO 4711");
    }

    async fn the_date_an_update_wants_is_judged_in_the_form_that_fixes_it(app: &TestApp) {
        let (built, mut clerk, mut desk) = importing(app).await;
        known(app, &built, &mut clerk).await;
        app.sql("UPDATE organisation SET import_create_automatically = TRUE", args![]).await;
        let order = submit(app, &built, &mut clerk, "PO up", &[("c0.collection.date", "2026-05-07"), ("c0.delivery.date", "2026-05-08")]).await;
        app.sql("UPDATE transport_service SET cut_off = 'DAY_BEFORE', cut_off_time = '09:30'", args![]).await;
        let edit = format!("{}/orders/{order}/edit", built.contact.root);
        let mut sooner = form(&clerk.get(&edit).await.expect(200));
        set(&mut sooner, &[("c0.collection.date", "2026-05-05")]);
        let _sent = send(&mut clerk, &edit, &sooner).await.expect(303);
        assert_eq!(app.number("SELECT count(*) FROM order_import WHERE kind = 'UPDATE' AND state = 'ERROR'", args![]).await, 1);
        let queue = desk.get(&format!("{IMPORTS}?tab=errors")).await.expect(200);
        let href = queue.body.split("<tr id=\"import-").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        let page = desk.get(&format!("{IMPORTS}/{href}/edit")).await.expect(200);
        without(&page, "asked only for a collection you move").says("Too late");
    }

    async fn an_address_nearly_like_a_known_one_waits_for_somebody_to_look(app: &TestApp) {
        let (built, mut clerk, mut desk) = importing(app).await;
        known(app, &built, &mut clerk).await;
        app.sql("UPDATE organisation SET import_create_automatically = TRUE, import_apply_changes = TRUE", args![]).await;
        let typed = |street: &'static str| [("c0.delivery.location", ""), ("c0.delivery.name", "Bakkerij Peeters"), ("c0.delivery.street", street), ("c0.delivery.postcode", "9000"), ("c0.delivery.city", "Gent"), ("c0.delivery.country", "BE")];
        let mut kept = typed("Dorpsstraat 12").to_vec();
        kept.push(("c0.delivery.keep", "on"));
        let first = submit(app, &built, &mut clerk, "PO 1", &kept).await;
        for (reference, street) in [("PO 2", "Dorpsstr. 12"), ("PO 3", "Dorpsstraat 14")] {
            submit(app, &built, &mut clerk, reference, &typed(street)).await;
        }
        assert_eq!((counted(app, "WAITING").await, app.number("SELECT count(*) FROM orders", args![]).await), (0, 3), "the same, and another");
        submit(app, &built, &mut clerk, "PO 4", &typed("Dorpstraat 12")).await;
        assert_eq!(counted(app, "WAITING").await, 1, "one letter less");
        let id = import(app, "PO 4").await;
        let page = desk.get(&format!("{IMPORTS}/{id}")).await.expect(200);
        page.says("Nearly a known location").says("Its address is nearly that of Bakkerij Peeters, Dorpsstraat 12, 9000 Gent (BE), in the address book.").says(">Create order");
        // A change that touches the stop waits, too; one that leaves it alone does not.
        let edit = format!("{}/orders/{first}/edit", built.contact.root);
        let mut other = form(&clerk.get(&edit).await.expect(200));
        set(&mut other, &[("planning_instructions", "Ring first")]);
        assert!(send(&mut clerk, &edit, &other).await.expect(303).location.ends_with("?done=changed"));
        let mut slip = form(&clerk.get(&edit).await.expect(200));
        set(&mut slip, &[("c0.delivery.location", ""), ("c0.delivery.filled", ""), ("c0.delivery.street", "Dorpsstraat")]);
        assert!(send(&mut clerk, &edit, &slip).await.expect(303).location.ends_with("?done=change-waits"));
        assert_eq!(app.number("SELECT count(*) FROM order_import WHERE kind = 'UPDATE' AND findings LIKE '%NEAR_DUPLICATE_LOCATION%'", args![]).await, 1);
        // Revised in place, and the stop left as it was, it stays remarked.
        let edit = format!("{}/orders/{}/edit", built.contact.root, order_of(app, "PO 4").await);
        let mut other = form(&clerk.get(&edit).await.expect(200));
        set(&mut other, &[("planning_instructions", "Ring first")]);
        assert!(send(&mut clerk, &edit, &other).await.expect(303).location.ends_with("?done=change-waits"));
        let mut right = form(&clerk.get(&edit).await.expect(200));
        set(&mut right, &[("c0.delivery.street", "Dorpsstraat 12")]);
        assert!(send(&mut clerk, &edit, &right).await.expect(303).location.ends_with("?done=changed"), "put right, it is made at once");
        // Kept all the same, it is remarked once.
        let mut another = typed("Dorpstraat 12").to_vec();
        another.extend([("c0.delivery.keep", "on"), ("c0.delivery.meant", "new")]);
        submit(app, &built, &mut clerk, "PO 5", &another).await;
        let page = desk.get(&format!("{IMPORTS}/{}", import(app, "PO 5").await)).await.expect(200);
        assert_eq!(page.body.matches("Its address is nearly that of").count(), 1);
    }

    async fn an_update_stands_beside_the_order_and_what_both_changed_is_chosen(app: &TestApp) {
        let (built, mut clerk, mut desk) = importing(app).await;
        known(app, &built, &mut clerk).await;
        app.sql("UPDATE organisation SET import_create_automatically = TRUE", args![]).await;
        let order = submit(app, &built, &mut clerk, "PO upd", &[]).await;
        let theirs = format!("{}/orders/{order}/edit", built.contact.root);
        let mut change = form(&clerk.get(&theirs).await.expect(200));
        set(&mut change, &[("c0.g0.quantity", "14"), ("c0.delivery.note", "Ring twice")]);
        let _ = send(&mut clerk, &theirs, &change).await.expect(303);
        desk.get("/d/vandorp/orders").await.expect(200).says(">Update<span class=\"sr\"> of Or-0001</span></a>");
        let to = desk.get(&format!("/d/vandorp/orders/{order}/import")).await.expect(303).location;
        let page = desk.get(&to).await.expect(200);
        page.says("<del>12</del>").says("<ins>14</ins>").says("Ring twice").says("The whole order as it would be").says("Accept after editing");
        let ours = format!("/d/vandorp/orders/{order}/edit");
        let mut own = form(&desk.get(&ours).await.expect(200));
        set(&mut own, &[("c0.g0.quantity", "13")]);
        let _ = send(&mut desk, &ours, &own).await.expect(303);
        let moved = press(&mut desk, &format!("{to}/accept"), &page, &[]).await.expect(422);
        moved.says("Nothing was decided").says("Changed by both sides; it was 12").says("Keep 13").says("Take 14");
        press(&mut desk, &format!("{to}/accept"), &moved, &[]).await.expect(422).says("choose which holds");
        let (_, rest) = moved.body.split_once("name=\"choice.").expect("a choice");
        let name = format!("choice.{}", rest.split('"').next().unwrap());
        let _ = press(&mut desk, &format!("{to}/accept"), &moved, &[(&name, "proposed")]).await.expect(303);
        desk.get(&format!("/d/vandorp/orders/{order}")).await.expect(200).says("Ring twice").says(">14</td>");
        assert_eq!(app.number("SELECT count(*) FROM order_import WHERE state IN ('WAITING', 'ERROR')", args![]).await, 0);
    }

    async fn an_applied_update_keeps_its_badge_until_somebody_who_may_decide_has_seen_it(app: &TestApp) {
        let (built, mut clerk, mut desk) = importing(app).await;
        known(app, &built, &mut clerk).await;
        app.sql("UPDATE organisation SET import_create_automatically = TRUE, import_apply_changes = TRUE", args![]).await;
        let order = submit(app, &built, &mut clerk, "PO seen", &[]).await;
        let theirs = format!("{}/orders/{order}/edit", built.contact.root);
        let mut change = form(&clerk.get(&theirs).await.expect(200));
        set(&mut change, &[("c0.g0.quantity", "14")]);
        let _ = send(&mut clerk, &theirs, &change).await.expect(303);
        let path = format!("/d/vandorp/orders/{order}");
        desk.get("/d/vandorp/orders").await.expect(200).says(">Update, applied<");
        let mut viewer = app.signed_in(&app.staff(&built.organisation, "Vera", Role::Viewer).await).await;
        without(viewer.get(&path).await.expect(200).says("Update, applied"), "data-when-seen");
        let _ = viewer.post(&format!("{path}/seen"), &[]).await.expect(403);
        desk.get(&path).await.expect(200).says("data-when-seen");
        let _ = desk.post(&format!("{path}/seen"), &[]).await.expect(303);
        without(without(&desk.get(&path).await.expect(200), "data-when-seen"), "Update, applied");
    }
}
