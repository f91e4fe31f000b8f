//! History proves itself (rule 10.5): what was altered by hand in the database is found and named, a cut tail too where a head
//! was kept, an erasure leaves the chain whole, and the head leaves the house once a day.

use cartage::customers::CustomerId;
use cartage::history::{self, Chain, Entry, Head, Subject, Verified, Wrong, changed};
use cartage::jobs;
use cartage::viewer::{Actor, Side};
use kit::args;
use rules::access::Role;
use testkit::{Built, TestApp, both};

fn ann() -> Actor {
    Actor { name: "Ann Smit".into(), side: Side::Carrier, membership: None }
}

/// Records that somebody changed the customer.
async fn record(app: &TestApp, house: &Built, customer: CustomerId, to: &str) {
    let to = to.to_owned();
    let done = app.app.act_as(house.organisation.id, ann(), move |tx, act| {
        Box::pin(async move {
            let entry =
                Entry::new(Subject("customer", customer.0), "customer.changed").changes(changed([("Name", "De Korenaar".into(), to)]));
            act.record(tx, entry).await
        })
    });
    done.await.unwrap();
}

async fn chain(app: &TestApp, slug: &'static str) -> Chain {
    app.app.db.read(move |tx| Box::pin(history::chain_of(tx, slug.into()))).await.unwrap()
}

async fn verified(app: &TestApp, against: &[Head]) -> Verified {
    history::verify(&app.app.db, &chain(app, "vandorp").await, against).await.unwrap()
}

/// What is found broken first: the entry, what is wrong, and the words for it.
async fn broken(app: &TestApp, against: &[Head]) -> (i64, Wrong, String) {
    let broken = verified(app, against).await.broken.expect("something is found");
    let words = broken.to_string();
    assert!(words.starts_with(&format!("vandorp: broken at entry {}", broken.entry)), "{words}");
    (broken.entry, broken.wrong, words)
}

/// A house with a history of ten entries.
async fn ten(app: &TestApp) -> Built {
    let house = app.house().await;
    for n in 0..10 {
        record(app, &house, house.customer, &format!("De Korenaar {n}")).await;
    }
    house
}

/// Puts the head back to an entry, as somebody would who cuts off the tail.
async fn cut_after(app: &TestApp, entry: i64) {
    app.sql("DELETE FROM history_payload WHERE entry > $1", args![entry]).await;
    app.sql("DELETE FROM history WHERE entry > $1", args![entry]).await;
    let head = "UPDATE chain_head SET entries = $1, head = (SELECT h.link FROM history h WHERE h.organisation = chain_head.organisation AND h.entry = $1) WHERE entries > 0";
    app.sql(head, args![entry]).await;
}

both! {
    async fn a_history_nobody_touched_is_whole_beyond_one_chunk(app: &TestApp) {
        let house = app.house().await;
        assert_eq!(verified(app, &[]).await, Verified { head: None, erased: 0, broken: None });
        let (id, customer) = (house.organisation.id, house.customer);
        let many = app.app.act_as(id, ann(), move |tx, act| Box::pin(async move {
            for n in 0..4001 {
                act.record(tx, Entry::new(Subject("customer", customer.0), "customer.changed").detail(n.to_string())).await?;
            }
            Ok(())
        }));
        many.await.unwrap();
        let first = verified(app, &[]).await;
        let head = first.head.clone().unwrap();
        assert_eq!((head.entry, first.broken), (4001, None));
        record(app, &house, house.customer, "later").await;
        assert_eq!(verified(app, &[head.clone(), Head { organisation: "lisowski".into(), ..head }]).await.broken, None, "another's head is not asked");
    }

    async fn a_row_altered_by_hand_is_found_and_named(app: &TestApp) {
        let house = ten(app).await;
        app.sql("UPDATE history SET verb = 'customer.archived' WHERE entry = 4", args![]).await;
        let (entry, wrong, words) = broken(app, &[]).await;
        assert_eq!((entry, wrong), (4, Wrong::RowChanged));
        for said in ["4 May 2026, 08:00:00 UTC", "customer.archived", &format!("customer {}", house.customer), "the row was changed"] {
            assert!(words.contains(said), "{said}: {words}");
        }
        app.sql("UPDATE history SET verb = 'customer.changed' WHERE entry = 4", args![]).await;
        for column in ["UPDATE history SET at = at + 1 WHERE entry = 7", "UPDATE history SET internal = TRUE WHERE entry = 6"] {
            app.sql(column, args![]).await;
        }
        assert_eq!(broken(app, &[]).await.0, 6, "the first");
    }

    async fn words_altered_or_emptied_by_hand_are_found(app: &TestApp) {
        let house = ten(app).await;
        app.sql("UPDATE history_payload SET salt = $1, payload = '' WHERE entry = 9", args![Vec::<u8>::new()]).await;
        let (entry, wrong, _) = broken(app, &[]).await;
        assert_eq!((entry, wrong), (9, Wrong::PayloadEmptied));
        app.sql("UPDATE history_payload SET payload = REPLACE(payload, 'Korenaar 4', 'Korenaar 5') WHERE entry = 5", args![]).await;
        let (entry, wrong, words) = broken(app, &[]).await;
        assert_eq!((entry, wrong), (5, Wrong::PayloadChanged));
        assert!(words.contains(&house.customer.to_string()), "{words}");
        app.sql("DELETE FROM history_payload WHERE entry = 2", args![]).await;
        let (entry, wrong, _) = broken(app, &[]).await;
        assert_eq!((entry, wrong), (2, Wrong::PayloadMissing));
    }

    async fn rows_taken_out_or_added_are_found(app: &TestApp) {
        ten(app).await;
        app.sql("UPDATE chain_head SET entries = 8, head = (SELECT link FROM history WHERE entry = 8)", args![]).await;
        assert_eq!(broken(app, &[]).await.1, Wrong::BeyondHead);
        app.sql("UPDATE chain_head SET entries = 10", args![]).await;
        assert_eq!(broken(app, &[]).await.1, Wrong::HeadDiffers);
        app.sql("DELETE FROM history_payload WHERE entry IN (6, 10)", args![]).await;
        app.sql("DELETE FROM history WHERE entry = 10", args![]).await;
        app.sql("INSERT INTO history_payload SELECT organisation, 6, salt, payload FROM history_payload WHERE entry = 5", args![]).await;
        app.sql("UPDATE history_payload SET (salt, payload) = (SELECT p.salt, p.payload FROM history_payload p WHERE p.entry = 6) WHERE entry = 6", args![]).await;
        assert_eq!(broken(app, &[]).await.0, 6);
        app.sql("DELETE FROM history_payload WHERE entry = 6", args![]).await;
        app.sql("DELETE FROM history WHERE entry = 6", args![]).await;
        let (entry, wrong, words) = broken(app, &[]).await;
        assert_eq!((entry, wrong), (6, Wrong::RowMissing));
        assert!(words.contains("missing, though later ones are there"), "{words}");
        app.sql("DELETE FROM history_payload WHERE entry > 6", args![]).await;
        app.sql("DELETE FROM history WHERE entry > 6", args![]).await;
        let (entry, wrong, _) = broken(app, &[]).await;
        assert_eq!((entry, wrong), (6, Wrong::TailCut { entries: 10 }));
    }

    async fn a_tail_cut_off_with_its_head_is_found_by_a_head_that_was_kept(app: &TestApp) {
        let house = ten(app).await;
        let head = verified(app, &[]).await.head.unwrap();
        cut_after(app, 7).await;
        assert_eq!(verified(app, &[]).await.broken, None, "by itself the chain is whole");
        let (entry, wrong, words) = broken(app, &Head::pick(&format!("> {head}\n"))).await;
        assert_eq!((entry, wrong), (8, Wrong::CutSinceKept { kept: 10 }));
        assert!(words.contains("together with the head"), "{words}");
        for n in 0..5 {
            record(app, &house, house.customer, &format!("as if nothing had been {n}")).await;
        }
        assert_eq!(verified(app, &[]).await.broken, None);
        let (entry, wrong, _) = broken(app, &[head]).await;
        assert_eq!((entry, wrong), (10, Wrong::NotAsKept));
    }

    async fn an_erasure_leaves_the_chain_whole_and_is_on_record(app: &TestApp) {
        let house = ten(app).await;
        let other = app.customer(&house.organisation, "verhoeven").await;
        record(app, &house, other, "Verhoeven").await;
        let head = verified(app, &[]).await.head.unwrap();
        let organisation = house.organisation.id;
        let erased = history::erase_payloads(&app.app, organisation, ann(), house.customer.0, "Asked by mail".into()).await.unwrap();
        assert_eq!(erased, 10);
        let found = verified(app, &[head]).await;
        assert_eq!((found.broken, found.erased, found.head.unwrap().entry), (None, 10, 12));
        assert_eq!(app.number("SELECT count(*) FROM history_payload WHERE payload LIKE '%Korenaar 3%'", args![]).await, 0);
        let page = app.signed_in(&house.super_admin).await.get(&format!("/d/vandorp/customers/{}", house.customer)).await.expect(200);
        page.says("Erased what was recorded before").says("10 entries").says("Asked by mail").says("What was recorded here has been erased.");
        let again = history::erase_payloads(&app.app, organisation, ann(), house.customer.0, String::new()).await;
        assert!(again.is_err());
        assert_eq!(verified(app, &[]).await.head.unwrap().entry, 12, "refused, so nothing is recorded");
        app.sql("UPDATE history_payload SET salt = $1, payload = '' WHERE entry = 11", args![Vec::<u8>::new()]).await;
        let (entry, wrong, _) = broken(app, &[]).await;
        assert_eq!((entry, wrong), (11, Wrong::PayloadEmptied), "one erasure does not cover another's");
    }

    async fn nothing_of_another_organisation_is_erased(app: &TestApp) {
        let house = ten(app).await;
        let other = app.organisation("lisowski").await;
        assert!(history::erase_payloads(&app.app, other.id, ann(), house.customer.0, String::new()).await.is_err());
        assert_eq!(app.number("SELECT count(*) FROM history_payload WHERE payload = ''", args![]).await, 0);
    }

    async fn the_head_is_kept_and_mailed_once_a_day(app: &TestApp) {
        let house = ten(app).await;
        app.staff(&house.organisation, "Eva Berg", Role::SuperAdmin).await;
        app.organisation("lisowski").await;
        let job = [history::DAILY_HEAD];
        let kept = || app.number("SELECT count(*) FROM daily_head", args![]);
        app.set_clock("2026-05-04T21:59:00Z"); // 23:59 in Amsterdam
        jobs::round(&app.app, &job).await.unwrap();
        assert_eq!(kept().await, 0, "the day it was set up");
        app.set_clock("2026-05-04T22:01:00Z");
        let (one, other) = tokio::join!(jobs::round(&app.app, &job), jobs::round(&app.app, &job));
        assert_eq!((one.unwrap() + other.unwrap(), kept().await), (2, 1), "two copies of the program, one head; an empty chain has none");
        assert_eq!(app.number("SELECT count(*) FROM outbox", args![]).await, 2, "a mail to each super admin");
        let text = app.text("SELECT payload FROM outbox WHERE receiver = 'eva.berg@vandorp.example'", args![]).await;
        let mail: kit::mail::Mail = serde_json::from_str(&text).unwrap();
        assert_eq!(Head::pick(&mail.text), [verified(app, &[]).await.head.unwrap()], "--against takes the mail");
        app.set_clock("2026-05-06T10:00:00Z");
        jobs::round(&app.app, &job).await.unwrap();
        assert_eq!(kept().await, 1, "nothing new was recorded");
        record(app, &house, house.customer, "new").await;
        app.set_clock("2026-05-07T10:00:00Z");
        jobs::round(&app.app, &job).await.unwrap();
        assert_eq!(kept().await, 2);
        cut_after(app, 7).await;
        assert_eq!(broken(app, &[]).await.1, Wrong::CutSinceKept { kept: 11 }, "heads kept every day are compared without being given");
    }
}
