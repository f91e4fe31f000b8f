//! With *Show charges on customer portal* off, no amount of a charge reaches the customer (8.2): pages, history, mails, streams,
//! search, dashboard; the approval's address is not there. Amounts are seeded that stand nowhere else.

use kit::args;
use rules::access::Rights;
use testkit::{Browser, both};

use crate::built_orders::{mails, order};
use crate::charges::charge;

/// Amounts as they could be written: whole, grouped, in cents, in Dutch.
const CANARIES: [&str; 8] = ["7777.31", "7,777.31", "7.777,31", "777731", "4242.17", "4,242.17", "4.242,17", "424217"];

fn silent(what: &str, body: &str) {
    for canary in CANARIES {
        assert!(!body.contains(canary), "{canary} is in {what}:\n{body}");
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

both! {
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
