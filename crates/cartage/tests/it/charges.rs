//! Charges over HTTP: every cell of the book's table, the customer's answers, two who answer at once, amounts that moved or are out of
//! bounds, and who is told.

use cartage::charges::ChargeId;
use cartage::failure::Failure;
use cartage::orders::OrderId;
use kit::args;
use rules::access::{Right, Rights, Role};
use testkit::{Browser, Built, Page, TestApp, both};

use crate::built_orders::{mails, order};

/// A charge of EUR, straight in the table.
pub(crate) async fn charge(app: &TestApp, house: &Built, order: OrderId, approval: &str, minor: i64) -> ChargeId {
    let id: ChargeId = app.app.ids.id(app.app.clock.now());
    app.sql(
        "INSERT INTO charge (id, organisation, customer, order_id, name, amount, currency, revision, approval, invoicing, created_at, created_by,
         changed_at, changed_by, requested_at, requested_by, requested_staff, decided_with, reason, version)
         VALUES ($1, $2, $3, $4, 'Waiting time', $5, 'EUR', 1, $6, 'CREATED', $7, 'Ann Smit', $7, 'Ann Smit', $7, 'Ann Smit', $8, '', '', 1)",
        args![id, house.organisation.id, house.customer, order, minor, approval, app.app.clock.now(), house.operations.membership],
    )
    .await;
    id
}

/// One that waits for the customer.
pub(crate) async fn asked(app: &TestApp, house: &Built, order: OrderId, minor: i64) -> ChargeId {
    charge(app, house, order, "REQUESTED", minor).await
}

/// A house whose customer is shown charges, and an order of theirs.
async fn shown(app: &TestApp) -> (Built, OrderId) {
    let house = app.house().await;
    app.sql("UPDATE customer SET show_charges = TRUE WHERE id = $1", args![house.customer]).await;
    let id = order(&house, "TO_PLAN", 1).put(app, &house).await;
    (house, id)
}

fn desk(house: &Built, order: OrderId, charge: ChargeId) -> String {
    format!("{}/orders/{order}/charges/{charge}", house.operations.root)
}

fn portal(house: &Built, order: OrderId, charge: ChargeId) -> String {
    format!("{}/orders/{order}/charges/{charge}", house.contact.root)
}

/// Everything of a charge, as the table of transitions writes it.
async fn state(app: &TestApp, charge: ChargeId) -> String {
    app.text(
        "SELECT CASE WHEN removed_at IS NOT NULL THEN 'removed' ELSE approval || ' ' || (amount / 100) || '.00 r' || revision
         || CASE WHEN agreed IS NULL THEN '' ELSE ', agreed ' || (agreed / 100) || '.00' END END FROM charge WHERE id = $1",
        args![charge],
    )
    .await
}

/// What a refusal must not move.
async fn all(app: &TestApp) -> (String, i64, usize) {
    let rows = app.number("SELECT CAST(COALESCE(sum(version + revision), 0) AS BIGINT) FROM charge", args![]).await;
    let history = app.number("SELECT count(*) FROM history", args![]).await;
    (rows.to_string(), history, mails(app).await.len())
}

async fn act(browser: &mut Browser, at: &str, word: &str) -> Page {
    let form: &[(&str, &str)] = match word {
        "change to 120" => &[("act", "change"), ("amount", "120,00")],
        "change to 100" => &[("act", "change"), ("amount", "100")],
        "must be approved" => &[("act", "must_be_approved")],
        "request" => &[("act", "request")],
        "take back" => &[("act", "take_back")],
        "reject inside" => &[("act", "reject_internally")],
        "phone yes" => &[("act", "phone"), ("with", "Ana Castro"), ("answer", "approve")],
        "phone no" => &[("act", "phone"), ("with", "Ana Castro"), ("answer", "reject"), ("reason", "Not ordered")],
        "remove" => &[("act", "remove")],
        other => panic!("no act {other}"),
    };
    browser.post(at, &[&[("version", "1")], form].concat()).await
}

both! {
    async fn every_act_from_every_state(app: &TestApp) {
        let (house, order) = shown(app).await;
        let mut ann = app.signed_in(&house.operations).await;
        for row in include_str!("../../../rules/src/charge/transitions.txt").lines().filter(|row| !row.is_empty()) {
            let [from, word, expected] = row.split('|').map(str::trim).collect::<Vec<_>>()[..] else { panic!("{row}") };
            app.sql("DELETE FROM charge", args![]).await;
            let id = charge(app, &house, order, from, 10_000).await;
            let (at, before, untouched) = (desk(&house, order, id), state(app, id).await, all(app).await);
            let page = act(&mut ann, &at, word).await;
            let now = state(app, id).await;
            match expected {
                "already" => {
                    assert!(page.expect(303).location.ends_with("done=charge-already"), "{row}");
                    assert_eq!(all(app).await, untouched, "{row}");
                }
                refused if refused.starts_with("not from") || refused.starts_with("answered") || refused == "agreed to" => {
                    drop(page.expect(422));
                    assert_eq!((now, all(app).await), (before, untouched), "{row}");
                }
                became => {
                    drop(page.expect(303));
                    assert_eq!(now, became, "{row}");
                }
            }
            for frozen in ["INVOICED", "INVOICED_EXTERNAL"] {
                app.sql("DELETE FROM charge", args![]).await;
                let id = charge(app, &house, order, from, 10_000).await;
                app.sql("UPDATE charge SET invoicing = $2 WHERE id = $1", args![id, frozen]).await;
                let untouched = all(app).await;
                drop(act(&mut ann, &desk(&house, order, id), word).await.expect(422));
                assert_eq!(all(app).await, untouched, "{frozen}: {row}");
            }
        }
    }

    async fn a_customer_answers_what_waits_for_them_and_nothing_else(app: &TestApp) {
        let (house, order) = shown(app).await;
        let mut marit = app.signed_in(&house.contact).await;
        for (from, answer, status, became) in [
            ("REQUESTED", "approve", 303, "APPROVED"), ("REQUESTED", "reject", 303, "REJECTED"),
            ("APPROVED", "approve", 303, "APPROVED"), ("APPROVED", "reject", 422, "APPROVED"),
            ("REJECTED", "approve", 422, "REJECTED"), ("REJECTED", "reject", 303, "REJECTED"),
            ("NONE", "approve", 422, "NONE"), ("TO_REQUEST", "approve", 422, "TO_REQUEST"), ("REJECTED_INTERNAL", "reject", 422, "REJECTED_INTERNAL"),
        ] {
            app.sql("DELETE FROM charge", args![]).await;
            let id = charge(app, &house, order, from, 10_000).await;
            let untouched = all(app).await;
            let form = [("revision", "1"), ("answer", answer), ("reason", "Not ordered")];
            drop(marit.post(&portal(&house, order, id), &form).await.expect(status));
            assert_eq!(state(app, id).await, format!("{became} 100.00 r1"), "{from} {answer}");
            if from != "REQUESTED" {
                assert_eq!(all(app).await, untouched, "{from} {answer}");
            }
        }
        app.sql("DELETE FROM charge", args![]).await;
        let id = asked(app, &house, order, 10_000).await;
        let untouched = all(app).await;
        for (form, says) in [
            ([("revision", "1"), ("answer", "reject"), ("reason", " ")], "Say why you reject it"),
            ([("revision", "1"), ("answer", "reject"), ("reason", &*"x".repeat(1001))], "more than 1000 characters"),
            ([("revision", "1"), ("answer", "perhaps"), ("reason", "")], "Approve the charge or reject it"),
        ] {
            marit.post(&portal(&house, order, id), &form).await.expect(422).says(says);
        }
        assert_eq!((state(app, id).await.as_str(), all(app).await), ("REQUESTED 100.00 r1", untouched));
    }

    async fn of_two_contacts_the_first_wins_and_the_second_is_told(app: &TestApp) {
        let (house, order) = shown(app).await;
        let bram = app.contact(&house.organisation, (house.customer, "korenaar"), "Bram Bos", Rights::default(), None).await;
        let (mut marit, mut bram) = (app.signed_in(&house.contact).await, app.signed_in(&bram).await);
        let id = asked(app, &house, order, 6_750).await;
        let at = portal(&house, order, id);
        let (yes, no) = ([("revision", "1"), ("answer", "approve")], [("revision", "1"), ("answer", "reject"), ("reason", "We waited, not you")]);
        let (one, two) = tokio::join!(marit.post(&at, &yes), bram.post(&at, &no));
        let (first, second) = if one.status == 303 { (one, two) } else { (two, one) };
        drop(first.expect(303));
        second.expect(422).says("already by ").says("Nothing of yours was done");
        assert_eq!(app.number("SELECT count(*) FROM history WHERE verb IN ('charge.approved', 'charge.rejected')", args![]).await, 1);
        assert_eq!(mails(app).await.len(), 1, "whoever asked hears it once");
    }

    async fn an_amount_that_has_just_changed_is_shown_and_not_approved(app: &TestApp) {
        let (house, order) = shown(app).await;
        let (mut marit, mut ann) = (app.signed_in(&house.contact).await, app.signed_in(&house.operations).await);
        let id = asked(app, &house, order, 10_000).await;
        marit.get(&portal(&house, order, id)).await.expect(200).says("EUR 100.00");
        drop(act(&mut ann, &desk(&house, order, id), "change to 120").await.expect(303));
        let untouched = all(app).await;
        let page = marit.post(&portal(&house, order, id), &[("revision", "1"), ("answer", "approve")]).await.expect(422);
        page.says("it is EUR 120.00 now. Nothing was done");
        assert_eq!(page.value("revision"), "2", "the next answer is to what is shown");
        assert_eq!((state(app, id).await.as_str(), all(app).await), ("REQUESTED 120.00 r2", untouched));
        drop(marit.post(&portal(&house, order, id), &[("revision", "2"), ("answer", "approve")]).await.expect(303));
        assert_eq!(state(app, id).await, "APPROVED 120.00 r2");
        // At the desk, whoever looked before is told what the other did.
        let page = ann.post(&desk(&house, order, id), &[("version", "1"), ("act", "change"), ("amount", "7")]).await.expect(422);
        page.says("Marit de Wit changed this charge").says("EUR 120.00, approved");
        assert_eq!(page.value("version"), "3");
        // What is withdrawn while somebody looks is not answered.
        let next = asked(app, &house, order, 5_000).await;
        drop(act(&mut ann, &desk(&house, order, next), "take back").await.expect(303));
        marit.post(&portal(&house, order, next), &[("revision", "1"), ("answer", "approve")]).await.expect(422).says("does not wait for your approval");
        assert_eq!(state(app, next).await, "TO_REQUEST 50.00 r1");
    }

    async fn amounts_are_bounded_and_a_credit_is_one(app: &TestApp) {
        let (house, order) = shown(app).await;
        let mut ann = app.signed_in(&house.operations).await;
        let at = format!("{}/orders/{order}/charges/new", house.operations.root);
        ann.get(&at).await.expect(200).says("What for");
        let untouched = all(app).await;
        for (amount, says) in [
            ("", "amount is missing"), ("free", "no amount"), ("1.234", "thousands or decimals"), ("0.125", "2 decimals"),
            ("10000000000,01", "At most EUR 10,000,000,000.00"), ("-10000000000,01", "At most"), ("99999999999999999999", "At most"),
        ] {
            let page = ann.post(&at, &[("name", "Toll"), ("amount", amount), ("currency", "EUR"), ("approval", "NONE")]).await.expect(422);
            page.says(says).says("value=\"Toll\"");
        }
        for (name, currency, approval) in [("", "EUR", "NONE"), ("Toll", "XXX", "NONE"), ("Toll", "EUR", "APPROVED"), (&*"x".repeat(121), "EUR", "NONE")] {
            drop(ann.post(&at, &[("name", name), ("amount", "5"), ("currency", currency), ("approval", approval)]).await.expect(422));
        }
        assert_eq!(all(app).await, untouched);
        for (amount, currency) in [("-50,00", "EUR"), ("10000000000", "EUR"), ("1234", "JPY"), ("1250,5", "KWD"), ("1.250", "KWD")] {
            drop(ann.post(&at, &[("name", "Toll"), ("amount", amount), ("currency", currency), ("approval", "NONE")]).await.expect(303));
        }
        let page = ann.get(&format!("{}/orders/{order}", house.operations.root)).await.expect(200);
        page.says("EUR -50.00").says("EUR 10,000,000,000.00").says("EUR 9,999,999,950.00").says("JPY 1,234").says("KWD 1,251.750");
        // What the form shows is what it reads: nothing changes by saving it as it stands.
        let (id,) = app.app.db.read::<(ChargeId,), kit::db::DbError, _>(|tx| Box::pin(async move {
            tx.one("SELECT id FROM charge WHERE amount = 1250", args![]).await
        })).await.unwrap();
        let at = desk(&house, order, id);
        let page = ann.get(&at).await.expect(200);
        assert_eq!(page.value("amount"), "1.250");
        let same = [("version", "1"), ("act", "change"), ("amount", &page.value("amount"))];
        assert!(ann.post(&at, &same).await.expect(303).location.ends_with("done=charge-already"));
        ann.post(&at, &[("version", "1"), ("act", "change"), ("amount", "1,250")]).await.expect(422).says("Write 1234 or 1.234");
    }

    async fn what_both_sides_see_from_the_request_to_the_answer(app: &TestApp) {
        let (house, order) = shown(app).await;
        let (mut marit, mut ann) = (app.signed_in(&house.contact).await, app.signed_in(&house.operations).await);
        let (at_desk, at_portal) = (format!("{}/orders/{order}", house.operations.root), format!("{}/orders/{order}", house.contact.root));
        drop(ann.post(&format!("{at_desk}/charges/new"), &[("name", "Waiting time, 1.5 h"), ("amount", "67,50"), ("currency", "EUR"), ("approval", "TO_REQUEST")]).await.expect(303));
        let page = marit.get(&at_portal).await.expect(200);
        assert!(!page.body.contains("67.50") && !page.body.contains("Waiting time"), "not asked yet");
        let id: ChargeId = app.app.db.read::<_, Failure, _>(|tx| Box::pin(async move { Ok(tx.one::<(ChargeId,)>("SELECT id FROM charge", args![]).await?) })).await.unwrap().0;
        let stream = marit.clone();
        let number = app.number("SELECT entries FROM chain_head WHERE organisation = $1", args![house.organisation.id]).await;
        let channel = format!("{}/{order}", house.contact.root.trim_start_matches('/'));
        let mut live = stream.stream(&format!("/live?c={channel}@{number}")).await;
        drop(act(&mut ann, &desk(&house, order, id), "request").await.expect(303));
        assert!(live.next(1_000).await.starts_with("changed"), "the open page hears it");
        let sent = mails(app).await;
        assert_eq!((sent.len(), sent[0].0.as_str()), (1, "marit.de.wit@korenaar.example"));
        assert!(sent[0].1.contains("EUR 67.50") && sent[0].1.contains(&portal(&house, order, id)), "{}", sent[0].1);
        marit.get(&at_portal).await.expect(200).says("To Approve").says("EUR 67.50").says("Approval of a charge requested");
        marit.get(&format!("{}/orders", house.contact.root)).await.expect(200).says("To Approve");
        marit.get(&format!("{}/dashboard", house.contact.root)).await.expect(200).says("To Approve");
        drop(marit.post(&portal(&house, order, id), &[("revision", "1"), ("answer", "reject"), ("reason", "The dock was free")]).await.expect(303));
        ann.get(&at_desk).await.expect(200).says("Rejected").says("The dock was free").says("by Marit de Wit");
        marit.get(&at_portal).await.expect(200).says("The dock was free");
        let sent = mails(app).await;
        assert!(sent.iter().any(|(to, text)| to == "ann.smit@vandorp.example" && text.contains("> The dock was free")), "{sent:?}");
        let list = marit.get(&format!("{}/orders", house.contact.root)).await.expect(200);
        assert!(!list.body.contains("To Approve"));
        // On the phone, with whom: the customer reads it, too.
        drop(ann.post(&desk(&house, order, id), &[("version", "3"), ("act", "request")]).await.expect(303));
        drop(ann.post(&desk(&house, order, id), &[("version", "4"), ("act", "phone"), ("with", ""), ("answer", "approve")]).await.expect(422));
        drop(ann.post(&desk(&house, order, id), &[("version", "4"), ("act", "phone"), ("with", "Ana Castro"), ("answer", "approve")]).await.expect(303));
        marit.get(&at_portal).await.expect(200).says("by Ann Smit, on the phone with Ana Castro").says("Approved");
    }

    async fn whoever_may_not_approve_sees_and_whoever_may_not_see_does_not(app: &TestApp) {
        let (house, order) = shown(app).await;
        let sees = app.contact(&house.organisation, (house.customer, "korenaar"), "Sien See", Rights::NONE.with(Right::SeeCharges), None).await;
        let blind = app.contact(&house.organisation, (house.customer, "korenaar"), "Bert Blind", Rights::NONE.with(Right::ApproveCharges), None).await;
        let id = asked(app, &house, order, 777_731).await;
        let (mut sees, mut blind, untouched) = (app.signed_in(&sees).await, app.signed_in(&blind).await, all(app).await);
        let page = sees.get(&format!("{}/orders/{order}", house.contact.root)).await.expect(200);
        page.says("7,777.31").says("To Approve");
        assert!(!page.body.contains("popovertarget=\"ch-"), "no control that is not theirs");
        let page = blind.get(&format!("{}/orders/{order}", house.contact.root)).await.expect(200);
        assert!(!page.body.contains("7,777.31") && !page.body.contains("To Approve"));
        let answer = [("revision", "1"), ("answer", "approve")];
        drop(sees.post(&portal(&house, order, id), &answer).await.expect(403));
        drop(blind.post(&portal(&house, order, id), &answer).await.expect(404));
        // Another order's address, another customer's, another haulier's.
        let other = order_of(app, &house, 2).await;
        let mut marit = app.signed_in(&house.contact).await;
        drop(marit.post(&portal(&house, other, id), &answer).await.expect(404));
        let molen = app.customer(&house.organisation, "molen").await;
        app.sql("UPDATE customer SET show_charges = TRUE", args![]).await;
        let mo = app.contact(&house.organisation, (molen, "molen"), "Mo Molen", Rights::ALL, None).await;
        drop(app.signed_in(&mo).await.post(&format!("{}/orders/{order}/charges/{id}", mo.root), &answer).await.expect(404));
        let far = app.organisation("vermeer").await;
        let vera = app.staff(&far, "Vera", Role::SuperAdmin).await;
        drop(app.signed_in(&vera).await.post(&format!("{}/orders/{order}/charges/{id}", vera.root), &[("version", "1"), ("act", "remove")]).await.expect(404));
        let (_, history, sent) = all(app).await;
        assert_eq!((state(app, id).await.as_str(), history - 1, sent), ("REQUESTED 7777.00 r1", untouched.1, untouched.2), "only the other order was entered");
    }
}

async fn order_of(app: &TestApp, house: &Built, n: i64) -> OrderId {
    order(house, "TO_PLAN", n).put(app, house).await
}
