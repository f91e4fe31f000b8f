//! Acts on an order that is there: sending to planning, declining, cancelling, undoing, reporting; and what each leaves behind.

use cartage::orders::OrderId;
use kit::args;
use rules::access::Role;
use rules::order_status::{StopState, advance};
use testkit::{Browser, Built, TestApp, both};

use crate::built_orders::{mails, order, row, tally};

/// The order's address at the desk.
fn at(house: &Built, id: OrderId) -> String {
    format!("{}/orders/{id}", house.operations.root)
}

async fn history(app: &TestApp, id: OrderId) -> i64 {
    app.number("SELECT count(*) FROM history WHERE subject = $1", args![id]).await
}

/// Everything an act could have moved: to be compared before and after a refusal.
async fn state(app: &TestApp, house: &Built, id: OrderId) -> (cartage::orders::OrderRow, Vec<(String, i64)>, i64, usize, i64) {
    let progress = app.number("SELECT count(*) FROM stop_progress WHERE order_id = $1 AND state <> 'TO_PLAN'", args![id]).await;
    (row(app, house, id).await, tally(app, house).await, history(app, id).await, mails(app).await.len(), progress)
}

/// Reports one stop and says how it was answered.
async fn report(browser: &mut Browser, app: &TestApp, house: &Built, id: OrderId, stop: &str, to: &str) -> testkit::Page {
    let version = row(app, house, id).await.version.to_string();
    browser.post(&format!("{}/stops", at(house, id)), &[("version", &version), ("stop", stop), ("state", to)]).await
}

both! {
    async fn a_quote_sent_twice_at_once_becomes_one_order(app: &TestApp) {
        let house = app.house().await;
        let other = app.staff(&house.organisation, "Piet Bos", Role::Operations).await;
        let id = order(&house, "QUOTE", 1).put(app, &house).await;
        let (mut ann, mut piet) = (app.signed_in(&house.operations).await, app.signed_in(&other).await);
        let path = format!("{}/send-to-planning", at(&house, id));
        let (one, two) = tokio::join!(ann.post(&path, &[]), piet.post(&path, &[]));
        let mut told = [one.expect(303).location, two.expect(303).location];
        told.sort();
        assert_eq!(told, [format!("{}?done=already-sent", at(&house, id)), format!("{}?done=sent", at(&house, id))]);
        let sent = row(app, &house, id).await;
        assert_eq!((sent.status.as_str(), sent.number.as_str(), sent.quote_number.as_deref()), ("TO_PLAN", "Or-0001", Some("Quote-0001")));
        assert_eq!(app.number("SELECT count(*) FROM issued_number WHERE order_id = $1", args![id]).await, 2);
        assert_eq!(app.number("SELECT last FROM number_series WHERE organisation = $1 AND series = 'ORDER'", args![house.organisation.id]).await, 1);
        assert_eq!(tally(app, &house).await, [("TO_PLAN".to_owned(), 1)]);
        let page = ann.get(&at(&house, id)).await.expect(200);
        page.says("Quote number").says("Quote-0001").says(">Or-0001<").says("as Or-0001 by");
        assert_eq!(app.number("SELECT count(*) FROM history WHERE subject = $1 AND verb = 'order.sent_to_planning'", args![id]).await, 1);
    }

    async fn chosen_quotes_are_answered_row_by_row(app: &TestApp) {
        let house = app.house().await;
        let first = order(&house, "QUOTE", 1).put(app, &house).await.to_string();
        let declined = order(&house, "QUOTE", 2).ended("QUOTE").put(app, &house).await.to_string();
        let last = order(&house, "QUOTE", 3).put(app, &house).await.to_string();
        let mut browser = app.signed_in(&house.operations).await;
        let bulk = format!("{}/quotes/send-to-planning", house.operations.root);
        browser.post(&bulk, &[("order", "nonsense")]).await.expect(422).says("Choose at least one quote");
        let nobodys = uuid::Uuid::nil().to_string();
        let page = browser.post(&bulk, &[("order", &first), ("order", &declined), ("order", &nobodys), ("order", &last)]).await.expect(303);
        let page = browser.get(&page.location).await.expect(200);
        page.says("It is Or-0001 now").says("It is Or-0002 now").says("Not sent").says("1 of them could not be found");
        assert_eq!(tally(app, &house).await, [("DECLINED".to_owned(), 1), ("TO_PLAN".into(), 2)]);
        let row = browser.post(&format!("{}/orders/{first}/send-to-planning", house.operations.root), &[("back", "quotes")]).await.expect(303);
        assert_eq!(row.location, format!("{}/quotes?done=already-sent", house.operations.root));
    }

    async fn an_order_keeps_its_number_to_delivery_and_its_status_follows_its_stops(app: &TestApp) {
        let house = app.house().await;
        let id = order(&house, "TO_PLAN", 7).put(app, &house).await;
        let mut browser = app.signed_in(&house.operations).await;
        for (stop, to, status, shelf) in [
            ("from", "PLANNED", "TO_PLAN", "TO_PLAN"),
            ("to", "PLANNED", "PLANNED", "PLANNED"),
            ("to", "TO_PLAN", "TO_PLAN", "TO_PLAN"),
            ("to", "DISPATCHED", "PLANNED", "PLANNED"),
            ("from", "ROUTE_TO_STOP", "DEPARTED", "PLANNED"),
            ("from", "AT_STOP", "DEPARTED", "PLANNED"),
            ("from", "COMPLETED", "IN_TRANSIT", "IN_TRANSIT"),
            ("to", "COMPLETED", "COMPLETED", "COMPLETED"),
        ] {
            let page = report(&mut browser, app, &house, id, stop, to).await.expect(303);
            assert_eq!(page.location, format!("{}?done=reported", at(&house, id)));
            let now = row(app, &house, id).await;
            assert_eq!((now.status.as_str(), now.number.as_str()), (status, "Or-0007"), "{stop} {to}");
            assert_eq!(tally(app, &house).await, [(shelf.to_owned(), 1)], "{stop} {to}");
        }
    }

    async fn every_step_of_a_stop_is_taken_or_refused_as_the_rules_say(app: &TestApp) {
        let house = app.house().await;
        let mut browser = app.signed_in(&house.operations).await;
        let mut n = 0;
        for from in StopState::ALL {
            for to in StopState::ALL {
                n += 1;
                let id = order(&house, "TO_PLAN", n).put(app, &house).await;
                app.sql(
                    "INSERT INTO stop_progress (organisation, order_id, stop, state, at) VALUES ($1, $2, 'from', $3, 0)",
                    args![house.organisation.id, id, from.as_str()],
                ).await;
                let before = state(app, &house, id).await;
                let page = report(&mut browser, app, &house, id, "from", to.as_str()).await;
                let stored = app.text("SELECT state FROM stop_progress WHERE order_id = $1 AND stop = 'from'", args![id]).await;
                if advance(from, to).is_ok() {
                    assert_eq!((page.status.as_u16(), stored.as_str()), (303, to.as_str()), "{from:?} {to:?}");
                } else {
                    drop(page.expect(422));
                    assert_eq!((stored.as_str(), state(app, &house, id).await), (from.as_str(), before), "{from:?} {to:?}");
                }
            }
        }
    }

    async fn every_stop_behind_is_reported_in_one_go(app: &TestApp) {
        let house = app.house().await;
        let id = order(&house, "TO_PLAN", 1).put(app, &house).await;
        let mut browser = app.signed_in(&house.operations).await;
        drop(report(&mut browser, app, &house, id, "from", "AT_STOP").await.expect(303));
        drop(browser.post(&format!("{}/stops", at(&house, id)), &[("version", "2"), ("state", "PLANNED")]).await.expect(303));
        assert_eq!(app.text("SELECT state FROM stop_progress WHERE order_id = $1 AND stop = 'from'", args![id]).await, "AT_STOP");
        assert_eq!(app.text("SELECT state FROM stop_progress WHERE order_id = $1 AND stop = 'to'", args![id]).await, "PLANNED");
        let before = state(app, &house, id).await;
        let none = browser.post(&format!("{}/stops", at(&house, id)), &[("version", "3"), ("state", "PLANNED")]).await.expect(422);
        none.says("Every stop is planned already");
        drop(browser.post(&format!("{}/stops", at(&house, id)), &[("version", "3"), ("stop", "nowhere"), ("state", "PLANNED")]).await.expect(404));
        drop(browser.post(&format!("{}/stops", at(&house, id)), &[("version", "3"), ("stop", "to"), ("state", "FLYING")]).await.expect(422));
        assert_eq!(state(app, &house, id).await, before);
    }

    async fn a_wrong_report_is_put_right_with_a_reason(app: &TestApp) {
        let house = app.house().await;
        let id = order(&house, "TO_PLAN", 1).put(app, &house).await;
        let mut browser = app.signed_in(&house.operations).await;
        drop(browser.post(&format!("{}/stops", at(&house, id)), &[("version", "1"), ("state", "COMPLETED")]).await.expect(303));
        let correct = format!("{}/stops/to/correct", at(&house, id));
        browser.get(&correct).await.expect(200).says("Correct Delivery, Gent");
        let before = state(app, &house, id).await;
        for (to, reason, says) in [("AT_STOP", " ", "Say why it is corrected"), ("COMPLETED", "why", "already"), ("", "why", "Choose how far"), ("AT_STOP", &*"x".repeat(501), "500")] {
            let page = browser.post(&correct, &[("version", "2"), ("state", to), ("reason", reason)]).await.expect(422);
            page.says(says).says(reason.trim());
        }
        assert_eq!(state(app, &house, id).await, before);
        drop(browser.post(&correct, &[("version", "2"), ("state", "AT_STOP"), ("reason", "Wrong button")]).await.expect(303));
        assert_eq!(row(app, &house, id).await.status, "IN_TRANSIT");
        browser.get(&at(&house, id)).await.expect(200).says("Wrong button");
        let page = app.signed_in(&house.contact).await.get(&format!("{}/orders/{id}", house.contact.root)).await.expect(200);
        page.says("Corrected");
        assert!(!page.body.contains("Wrong button"), "why it was corrected stays at the desk");
    }

    async fn cancelling_takes_a_reason_and_can_be_undone(app: &TestApp) {
        let house = app.house().await;
        let mut built = order(&house, "TO_PLAN", 3);
        (built.by, built.document.contact_emails) = (Some(house.contact.clone()), vec!["dock@korenaar.example".into()]);
        let id = built.put(app, &house).await;
        let mut browser = app.signed_in(&house.operations).await;
        drop(browser.post(&format!("{}/stops", at(&house, id)), &[("version", "1"), ("state", "PLANNED")]).await.expect(303));
        let cancel = format!("{}/cancel", at(&house, id));
        browser.get(&cancel).await.expect(200).says("Cancel Or-0003?");
        let before = state(app, &house, id).await;
        for (reason, note, says) in [("", "kept", "Give a reason"), (&*"é".repeat(501), "kept", "501 characters"), ("fine", &*"n".repeat(501), "501 characters")] {
            let page = browser.post(&cancel, &[("version", "2"), ("reason", reason), ("note", note)]).await.expect(422);
            page.says(says).says(note);
        }
        assert_eq!(state(app, &house, id).await, before);
        let reason = "é".repeat(500);
        drop(browser.post(&cancel, &[("version", "2"), ("reason", &reason), ("note", "no trucks")]).await.expect(303));
        assert_eq!(tally(app, &house).await, [("CANCELLED".to_owned(), 1)]);
        let sent = mails(app).await;
        assert_eq!(sent.iter().map(|(to, _)| to.as_str()).collect::<Vec<_>>(), ["dock@korenaar.example", "marit.de.wit@korenaar.example"]);
        assert!(sent.iter().all(|(_, text)| text.contains(&reason) && text.contains(&format!("http://cartage.test/p/vandorp/korenaar/orders/{id}")) && !text.contains("no trucks")));

        let before = state(app, &house, id).await;
        let again = browser.post(&cancel, &[("version", "2"), ("reason", "me too"), ("note", "")]).await.expect(422);
        again.says("Cancelled by Ann Smit").says("me too");
        let third = browser.post(&cancel, &[("version", &again.value("version")), ("reason", "me too")]).await.expect(422);
        third.says("cancelled or declined");
        browser.post(&format!("{}/stops", at(&house, id)), &[("version", "3"), ("state", "COMPLETED")]).await.expect(422).says("undo that");
        assert_eq!(state(app, &house, id).await, before);

        drop(browser.post(&format!("{}/undo", at(&house, id)), &[("version", "3")]).await.expect(303));
        assert_eq!((row(app, &house, id).await.status.as_str(), tally(app, &house).await), ("PLANNED", vec![("PLANNED".to_owned(), 1)]));
        assert_eq!(mails(app).await.len(), 4);
        let before = state(app, &house, id).await;
        browser.post(&format!("{}/undo", at(&house, id)), &[("version", "4")]).await.expect(422).says("not cancelled");
        assert_eq!(state(app, &house, id).await, before);
    }

    async fn what_is_delivered_is_not_cancelled(app: &TestApp) {
        let house = app.house().await;
        let id = order(&house, "COMPLETED", 1).put(app, &house).await;
        let before = state(app, &house, id).await;
        let mut browser = app.signed_in(&house.operations).await;
        let page = browser.post(&format!("{}/cancel", at(&house, id)), &[("version", "1"), ("reason", "late")]).await.expect(422);
        page.says("can no longer be cancelled");
        assert_eq!(state(app, &house, id).await, before);
        assert!(!browser.get(&at(&house, id)).await.expect(200).body.contains("Cancel order"), "no control for what cannot be done");
    }

    async fn a_declined_quote_is_not_accepted_and_can_be_a_quote_again(app: &TestApp) {
        let house = app.house().await;
        let id = order(&house, "QUOTE", 1).put(app, &house).await;
        let mut browser = app.signed_in(&house.operations).await;
        let decline = format!("{}/decline", at(&house, id));
        browser.get(&decline).await.expect(200).says("Decline Quote-0001?");
        drop(browser.post(&decline, &[("version", "1"), ("reason", "Outside our area"), ("note", "margin too thin")]).await.expect(303));
        assert_eq!(tally(app, &house).await, [("DECLINED".to_owned(), 1)]);
        browser.get(&at(&house, id)).await.expect(200).says("Outside our area").says("margin too thin");
        let mut portal = app.signed_in(&house.contact).await;
        let (page, list) = (format!("{}/orders/{id}", house.contact.root), format!("{}/orders?tab=cancelled", house.contact.root));
        for path in [&page, &list] {
            let shown = portal.get(path).await.expect(200);
            shown.says("Not accepted").says("Outside our area");
            assert!(!shown.body.contains("margin too thin"), "{path}");
        }
        let before = state(app, &house, id).await;
        browser.post(&format!("{}/send-to-planning", at(&house, id)), &[]).await.expect(422).says("declined");
        browser.post(&decline, &[("version", "2"), ("reason", "again")]).await.expect(422).says("declined");
        assert_eq!(state(app, &house, id).await, before);
        let page = browser.post(&format!("{}/undo", at(&house, id)), &[("version", "2")]).await.expect(303);
        assert_eq!(page.location, format!("{}?done=quote-again", at(&house, id)));
        assert_eq!((row(app, &house, id).await.status.as_str(), tally(app, &house).await), ("QUOTE", vec![("QUOTE".to_owned(), 1)]));
        browser.post(&format!("{}/stops", at(&house, id)), &[("version", "3"), ("state", "PLANNED")]).await.expect(422).says("send it to planning");
        drop(browser.post(&format!("{}/send-to-planning", at(&house, id)), &[]).await.expect(303));
        assert_eq!(tally(app, &house).await, [("TO_PLAN".to_owned(), 1)]);
    }

    async fn whoever_comes_second_hears_what_the_first_did(app: &TestApp) {
        let house = app.house().await;
        let other = app.staff(&house.organisation, "Piet Bos", Role::Admin).await;
        let id = order(&house, "TO_PLAN", 1).put(app, &house).await;
        let (mut ann, mut piet) = (app.signed_in(&house.operations).await, app.signed_in(&other).await);
        drop(piet.post(&format!("{}/stops", at(&house, id)), &[("version", "1"), ("stop", "from"), ("state", "AT_STOP")]).await.expect(303));
        let before = state(app, &house, id).await;
        let page = ann.post(&format!("{}/stops", at(&house, id)), &[("version", "1"), ("stop", "to"), ("state", "PLANNED")]).await.expect(422);
        page.says("Or-0001 has changed since you opened it").says("Piet Bos");
        let page = ann.post(&format!("{}/cancel", at(&house, id)), &[("version", "1"), ("reason", "typed by Ann")]).await.expect(422);
        page.says("Piet Bos").says("typed by Ann");
        assert_eq!((page.value("version").as_str(), state(app, &house, id).await), ("2", before));
        drop(ann.post(&format!("{}/cancel", at(&house, id)), &[("version", "2"), ("reason", "typed by Ann")]).await.expect(303));
    }

    async fn only_who_may_acts_and_nobody_else_sees_a_control(app: &TestApp) {
        let house = app.house().await;
        let quote = order(&house, "QUOTE", 1).put(app, &house).await;
        let planned = order(&house, "TO_PLAN", 2).put(app, &house).await;
        let (of_quote, of_order) = (state(app, &house, quote).await, state(app, &house, planned).await);
        for role in [Role::Finance, Role::Viewer] {
            let staff = app.staff(&house.organisation, role.as_str(), role).await;
            let mut browser = app.signed_in(&staff).await;
            for (id, path) in [(quote, "send-to-planning"), (quote, "decline"), (planned, "cancel"), (planned, "undo"), (planned, "stops"), (planned, "stops/from/correct")] {
                let fields = [("version", "1"), ("reason", "because"), ("state", "PLANNED")];
                drop(browser.post(&format!("{}/{path}", at(&house, id)), &fields).await.expect(403));
            }
            drop(browser.post(&format!("{}/quotes/send-to-planning", house.operations.root), &[("order", &quote.to_string())]).await.expect(403));
            for path in [at(&house, quote), at(&house, planned), format!("{}/quotes", house.operations.root)] {
                let body = browser.get(&path).await.expect(200).body;
                for control in ["send-to-planning", "Decline quote", "Cancel order", "/stops\"", "orders/new"] {
                    assert!(!body.contains(control), "{role:?} sees {control} on {path}");
                }
            }
        }
        assert_eq!((state(app, &house, quote).await, state(app, &house, planned).await), (of_quote, of_order));
    }
}
