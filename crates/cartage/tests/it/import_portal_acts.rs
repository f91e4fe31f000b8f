//! What customers do on the page of what they submitted (rules 5.8 to 5.13): acts greyed out with their reason, cancelling, taking
//! back, answering.

use kit::args;
use rules::access::{Right, Rights};
use testkit::{Page, both};

use crate::built_orders::order;
use crate::import_portal::{ORDERS, ask, automatic, change, clean, importing, made, path, post, reject, seen_on, submit, without};

both! {
    async fn acts_are_greyed_out_with_the_reason_in_words(app: &TestApp) {
        let house = importing(app).await;
        let direct = order(&house, "TO_PLAN", 901).put(app, &house).await;
        let mut entered = order(&house, "TO_PLAN", 902);
        entered.source = "DESK";
        let entered = entered.put(app, &house).await;
        let own = made(app, &house, "PO 1").await;
        let waits = submit(app, &house, "PO 2").await;
        let mut clerk = app.signed_in(&house.contact).await;
        let mut bystander = app.signed_in(&app.contact(&house.organisation, (house.customer, "korenaar"), "Bram Bos", Rights::default().without(Right::PlaceOrders), None).await).await;
        let page = clerk.get(&path(own)).await.expect(200);
        page.says(&format!("href=\"{}/edit\"", path(own))).says(&format!("href=\"{}/cancel\" data-opens=\"cancel\"", path(own)));
        without(&page, " disabled");
        for hidden in ["> Edit", "data-opens=\"cancel\"", "disabled"] {
            without(&bystander.get(&path(own)).await.expect(200), hidden);
        }
        let _no = bystander.post(&format!("{}/cancel", path(own)), &[]).await.expect(403);
        let greyed = |page: &Page, edit: &str, cancel: &str| {
            page.says("disabled aria-describedby=\"why-edit\"").says(&format!("id=\"why-edit\">Edit: {edit}"));
            page.says("disabled aria-describedby=\"why-cancel\"").says(&format!("id=\"why-cancel\">Cancel: {cancel}"));
        };
        greyed(&clerk.get(&path(direct)).await.expect(200), "It was made at once when it was submitted; such orders cannot be changed here", "It was made at once when it was submitted; such orders cannot be cancelled here");
        greyed(&clerk.get(&path(entered)).await.expect(200), "The carrier entered it. To have it changed", "The carrier entered it. To have it cancelled");
        let _refused = post(&mut clerk, direct, "cancel", &[("reason", "Typed before")]).await.expect(422).says("It was made at once").says("Typed before");
        app.sql("UPDATE orders SET status = 'DEPARTED' WHERE id = $1", args![own]).await;
        greyed(&clerk.get(&path(own)).await.expect(200), "It is Departed already; orders can be changed here until they are Planned", "It is Departed already");
        app.sql("UPDATE orders SET status = 'TO_PLAN' WHERE id = $1", args![own]).await;
        app.sql("UPDATE organisation SET import_updates = FALSE", args![]).await;
        clerk.get(&path(own)).await.expect(200).says("Edit: The carrier does not take changes here").says("data-opens=\"cancel\"");
        app.sql("UPDATE organisation SET import_enabled = FALSE", args![]).await;
        greyed(&clerk.get(&path(own)).await.expect(200), "The carrier has switched this off", "The carrier has switched this off");
        clerk.get(&path(waits)).await.expect(200).says("Edit: The carrier has switched this off").says("data-opens=\"cancel\"");
        without(&clerk.get(&path(direct)).await.expect(200), "why-edit");
        let _done = post(&mut clerk, waits, "cancel", &[]).await.expect(303);
        greyed(&clerk.get(&path(waits)).await.expect(200), "It is cancelled or was not accepted", "It is cancelled or was not accepted");
        // Where the flow never was, nothing of it is shown.
        app.sql("UPDATE organisation SET import_provisioned_at = NULL, import_provisioned_by = NULL", args![]).await;
        let page = clerk.get(ORDERS).await.expect(200);
        without(&page, "?tab=waiting");
        without(&clerk.get(&path(direct)).await.expect(200), "why-cancel");
    }

    async fn cancelling_and_taking_back_do_what_the_state_allows(app: &TestApp) {
        let house = importing(app).await;
        let mut clerk = app.signed_in(&house.contact).await;
        let neighbour = app.customer(&house.organisation, "deltaplast").await;
        let neighbour = app.contact(&house.organisation, (neighbour, "deltaplast"), "Pieter Visser", Rights::ALL, None).await;
        let mut neighbour = app.signed_in(&neighbour).await;
        let id = made(app, &house, "PO 1").await;
        let entries = app.number("SELECT count(*) FROM history", args![]).await;
        for act in ["cancel", "take-back", "answer", "seen"] {
            let _no = neighbour.post(&format!("/p/vandorp/deltaplast/orders/{id}/{act}"), &[("answer", "x")]).await.expect(404);
        }
        let _nothing = post(&mut clerk, id, "take-back", &[]).await.expect(422).says("Nothing of it waits any more");
        let long = "x".repeat(501);
        let _long = post(&mut clerk, id, "cancel", &[("reason", &long)]).await.expect(422).says("501 characters").says("aria-invalid");
        assert_eq!(app.number("SELECT count(*) FROM history", args![]).await, entries, "nothing was changed");
        assert!(post(&mut clerk, id, "cancel", &[]).await.expect(303).location.ends_with("?done=cancellation-waits"));
        assert!(post(&mut clerk, id, "cancel", &[]).await.expect(303).location.ends_with("?done=cancellation-again"));
        let page = clerk.get(&path(id)).await.expect(200);
        page.says("Take it back").says("Your cancellation waits for the carrier. Take it back first.");
        assert!(post(&mut clerk, id, "take-back", &[]).await.expect(303).location.ends_with("?done=taken-back"));
        without(&clerk.get(&path(id)).await.expect(200), "Cancellation awaiting approval</span>");
        change(app, &house, id, "Ring first").await;
        clerk.get(&path(id)).await.expect(200).says("Planning instructions: <del></del> <ins>Ring first</ins>").says("Take it back");
        assert!(post(&mut clerk, id, "take-back", &[]).await.expect(303).location.ends_with("?done=taken-back"));
        change(app, &house, id, "Ring twice").await;
        assert!(post(&mut clerk, id, "cancel", &[]).await.expect(303).location.ends_with("?done=cancellation-waits"), "the change makes way");
        reject(app, &house, id, "It is loaded").await;
        let page = clerk.get(&path(id)).await.expect(200);
        page.says("Cancellation not accepted</span>").says("It is loaded").says("data-when-seen").says("> Seen</button>");
        let _seen = post(&mut clerk, id, "seen", &[]).await.expect(303);
        let page = clerk.get(&path(id)).await.expect(200);
        page.says("It is loaded");
        without(&page, "Cancellation not accepted</span>");
        without(&page, "data-when-seen");
        automatic(app, false, false, true).await;
        assert!(post(&mut clerk, id, "cancel", &[]).await.expect(303).location.ends_with("?done=cancelled-own"));
        clerk.get(&path(id)).await.expect(200).says("Cancelled by you");
        let _over = post(&mut clerk, id, "cancel", &[]).await.expect(422).says("It is cancelled");
        clean(app, &house).await;
    }

    async fn what_waits_can_be_duplicated_and_is_named_after_submit_and_new(app: &TestApp) {
        let house = importing(app).await;
        let mut clerk = app.signed_in(&house.contact).await;
        let new = format!("{ORDERS}/new");
        without(&clerk.get(&new).await.expect(200), "Duplicate last");
        let id = submit(app, &house, "PO 1").await;
        clerk.get(&new).await.expect(200).says("Duplicate last");
        let page = clerk.get(&format!("{new}?like=last")).await.expect(200);
        page.says("Werkendam").says("Gent");
        without(&page, "value=\"PO 1\"");
        clerk.get(&format!("{new}?last={id}")).await.expect(200).says("PO 1");
    }

    async fn staff_are_told_who_uses_a_reference_where_the_import_is_on(app: &TestApp) {
        let house = importing(app).await;
        let _waits = submit(app, &house, "PO 1").await;
        let mut ann = app.signed_in(&house.operations).await;
        let typed = [("customer", house.customer.to_string()), ("reference", "po 1".to_owned())];
        let typed = typed.each_ref().map(|(name, value)| (*name, value.as_str()));
        ann.post("/d/vandorp/orders/new/refresh", &typed).await.expect(200).says("Also used by an order of");
    }

    async fn an_old_page_takes_nothing_back_that_it_did_not_show(app: &TestApp) {
        let house = importing(app).await;
        let mut clerk = app.signed_in(&house.contact).await;
        let id = made(app, &house, "PO 1").await;
        change(app, &house, id, "Ring first").await;
        let old = seen_on(&clerk.get(&path(id)).await.expect(200));
        change(app, &house, id, "Ring twice").await;
        let entries = app.number("SELECT count(*) FROM history", args![]).await;
        for (act, typed) in [("take-back", ""), ("cancel", "Sold elsewhere")] {
            let page = clerk.post(&format!("{}/{act}", path(id)), &[("seen", &old), ("reason", typed)]).await.expect(422);
            page.says("PO 1 has changed since you opened it. Change submitted, waits for approval by Marit de Wit").says(typed);
            let _unseen = clerk.post(&format!("{}/{act}", path(id)), &[]).await.expect(422);
        }
        assert_eq!(app.number("SELECT count(*) FROM history", args![]).await, entries, "nothing was changed");
        let page = clerk.post(&format!("{}/cancel", path(id)), &[("seen", &old), ("reason", "Sold")]).await.expect(422);
        let now = [("seen", seen_on(&page)), ("reason", "Sold".to_owned())];
        let sent = clerk.post(&format!("{}/cancel", path(id)), &now.each_ref().map(|(name, value)| (*name, value.as_str()))).await.expect(303);
        assert!(sent.location.ends_with("?done=cancellation-waits"), "the page that told it carries what stands now");
    }

    async fn the_page_of_a_submission_is_live_for_its_customer_and_for_nobody_else(app: &TestApp) {
        let house = importing(app).await;
        let id = submit(app, &house, "PO 1").await;
        let clerk = app.signed_in(&house.contact).await;
        let mut stream = clerk.stream(&format!("/live?c=p/vandorp/korenaar/{id}@0")).await;
        assert!(stream.next(3000).await.starts_with("changed "), "it has moved since 0");
        let mut stream = clerk.stream(&format!("/live?c=p/vandorp/korenaar/{}@0", uuid::Uuid::from_u128(9))).await;
        assert!(!stream.next(500).await.starts_with("changed "), "nothing of theirs");
    }

    async fn a_question_is_answered_on_the_page(app: &TestApp) {
        let house = importing(app).await;
        let id = submit(app, &house, "PO 1").await;
        let mut clerk = app.signed_in(&house.contact).await;
        assert!(clerk.get(&format!("{}?done=submitted-waits", path(id))).await.expect(200).body.contains("until then it stands under Waiting for approval"));
        ask(app, &house, id, "Which dock?").await;
        clerk.get(&path(id)).await.expect(200).says("vandorp Transport asks").says("Which dock?").says("Question for you").says("waits for your answer");
        clerk.get(ORDERS).await.expect(200).says("Question for you");
        clerk.get("/p/vandorp/korenaar/dashboard").await.expect(200).says("Question for you");
        let _empty = post(&mut clerk, id, "answer", &[("answer", " ")]).await.expect(422).says("Write your answer.").says("answer-error");
        let long = "y".repeat(501);
        let _long = post(&mut clerk, id, "answer", &[("answer", &long)]).await.expect(422).says(&long).says("501 characters");
        assert_eq!(app.number("SELECT count(*) FROM import_question WHERE answered_at IS NULL", args![]).await, 1);
        assert!(post(&mut clerk, id, "answer", &[("answer", "Dock 4")]).await.expect(303).location.ends_with("?done=answered"));
        let page = clerk.get(&path(id)).await.expect(200);
        page.says("Dock 4");
        without(&page, "Your answer</label>");
        let _again = post(&mut clerk, id, "answer", &[("answer", "Dock 5")]).await.expect(422).says("not asking anything any more").says("Dock 5");
        reject(app, &house, id, "No room").await;
        let _over = post(&mut clerk, id, "answer", &[("answer", "Dock 6")]).await.expect(422).says("Dock 6");
        let mut ann = app.signed_in(&house.operations).await;
        let import = app.text("SELECT state FROM order_import", args![]).await;
        assert_eq!(import, "REJECTED");
        assert!(ann.get(&format!("/d/vandorp/orders/{id}")).await.expect(303).location.contains("/d/vandorp/imports/"));
    }
}
