//! Counters and search words are held against their rows: what was broken by hand is seen, named and mended.

use cartage::board::{Projections, check_projections};
use kit::args;
use testkit::{Built, TestApp, both};
use uuid::Uuid;

async fn check(app: &TestApp, house: &Built, mend: bool) -> Projections {
    check_projections(&app.app, house.organisation.id, mend).await.unwrap()
}

/// A house with three orders, whose names (the builders write none) have been mended.
async fn whole(app: &TestApp) -> Built {
    let house = app.house().await;
    for _ in 0..3 {
        app.sql("UPDATE orders SET reference = reference || '-' || number, reference_key = reference_key || number", args![]).await;
        crate::order_entry::submitted(app, &house).await;
    }
    let found = check(app, &house, true).await;
    assert!(found.told.iter().all(|words| words.starts_with("customer ") || words.starts_with("contact ")), "{:?}", found.told);
    assert_eq!(check(app, &house, false).await.told, Vec::<String>::new());
    house
}

async fn count(app: &TestApp, what: &'static str) -> i64 {
    app.number("SELECT CAST(COALESCE(sum(count), 0) AS BIGINT) FROM tally WHERE what = $1", args![what]).await
}

both! {
    async fn a_counter_that_is_off_is_seen_and_mended(app: &TestApp) {
        let house = whole(app).await;
        let words = app.number("SELECT count(*) FROM search_word", args![]).await;
        app.sql("UPDATE tally SET count = count + 5 WHERE what = 'TO_PLAN' AND customer = $1", args![house.customer]).await;
        app.sql("DELETE FROM tally WHERE what = 'TO_PLAN' AND customer = $1", args![Uuid::nil()]).await;
        app.sql("INSERT INTO tally (organisation, customer, what, count) VALUES ($1, $2, 'COMPLETED', 4)", args![house.organisation.id, house.customer]).await;
        let found = check(app, &house, false).await;
        assert_eq!((found.differ, found.mended), (3, 0), "{:?}", found.told);
        let told = found.told.join("\n");
        assert!(told.contains("the counter TO_PLAN of all customers says 0, there are 3"), "{told}");
        assert!(told.contains(&format!("the counter TO_PLAN of customer {} says 8, there are 3", house.customer)), "{told}");
        assert_eq!(check(app, &house, true).await.mended, 3);
        assert_eq!(check(app, &house, false).await.differ, 0);
        crate::order_entry::submitted(app, &house).await;
        assert_eq!(check(app, &house, false).await.differ, 0, "and goes on counting");
        assert!(app.number("SELECT count(*) FROM search_word", args![]).await > words);
        app.signed_in(&house.operations).await.get("/d/vandorp/orders").await.expect(200).says("<span class=\"count\">4</span>");
    }

    async fn words_of_orders_dropped_and_added_are_seen_and_mended(app: &TestApp) {
        let house = whole(app).await;
        app.sql("DELETE FROM search_word WHERE word = 'or0001'", args![]).await;
        app.sql("INSERT INTO search_word (organisation, word, customer, order_id) SELECT organisation, 'kraken', customer, id FROM orders WHERE number = 'Or-0001'", args![]).await;
        app.sql("UPDATE search_text SET words = words || ' octopus' WHERE order_id = (SELECT id FROM orders WHERE number = 'Or-0002')", args![]).await;
        app.sql("UPDATE search_word SET customer = organisation WHERE word = 'or0003'", args![]).await;
        app.sql("UPDATE search_text SET words = replace(words, 'werkendam', 'gorinchem') WHERE order_id = (SELECT id FROM orders WHERE number = 'Or-0003')", args![]).await;
        app.sql("INSERT INTO search_word (organisation, word, customer, order_id) VALUES ($1, 'ghost', $2, $3)", args![house.organisation.id, house.customer, Uuid::max()]).await;
        let found = check(app, &house, false).await;
        let told = found.told.join("\n");
        for said in [
            "order Or-0001 is not found by or0001\n", "order Or-0001 is found by kraken, which is none of its words",
            "order Or-0002 is found by octopus, which is none of its words", "order Or-0003 is found by or0003 under another customer",
            "order Or-0003 is not found by or0003, werkendam, but by gorinchem, which is none of its words",
            "order Or-0003 is found by werkendam, which is none of its words", "ghost leads to order ffff",
        ] {
            assert!(told.contains(said), "{said}: {told}");
        }
        assert_eq!(found.differ, 7, "{told}");
        assert_eq!(check(app, &house, true).await.differ, 7 - 1, "a word whose order has it again leads nowhere else");
        assert_eq!(check(app, &house, false).await.told, Vec::<String>::new());
        let mut ann = app.signed_in(&house.operations).await;
        ann.get("/d/vandorp/search?q=kraken").await.expect(200).says("Nothing");
        assert!(ann.get("/d/vandorp/search?q=or0001").await.expect(303).location.contains("/orders/"));
    }

    async fn words_of_names_are_seen_and_mended(app: &TestApp) {
        let house = whole(app).await;
        let other = app.organisation("lisowski").await;
        let foreign = app.customer(&other, "drogeria").await;
        app.sql("UPDATE name_word SET word = 'krokodil' WHERE word = 'korenaar' AND kind = 'CUSTOMER'", args![]).await;
        app.sql("UPDATE name_word SET kind = 'LOCATION' WHERE word = 'marit'", args![]).await;
        app.sql("INSERT INTO name_word (organisation, kind, word, subject) VALUES ($1, 'CONTACT', 'ghost', $2)", args![house.organisation.id, Uuid::max()]).await;
        let found = check(app, &house, false).await;
        let told = found.told.join("\n");
        assert_eq!(found.differ, 3, "{told}");
        assert!(told.contains("customer korenaar BV is not found by korenaar (customer), but by krokodil (customer)"), "{told}");
        assert!(told.contains("contact Marit de Wit is not found by marit (contact), but by marit (location)"), "{told}");
        assert!(told.contains("ghost leads to"), "{told}");
        check(app, &house, true).await;
        assert_eq!(check(app, &house, false).await.differ, 0);
        let theirs = app.number("SELECT count(*) FROM name_word WHERE subject = $1", args![foreign]).await;
        assert_eq!(theirs, 0, "another organisation is left alone");
        app.signed_in(&house.operations).await.get("/d/vandorp/customers?find=korenaar").await.expect(200).says("korenaar BV");
    }

    async fn nothing_differs_while_orders_are_submitted_and_sent(app: &TestApp) {
        let house = whole(app).await;
        app.sql("UPDATE organisation SET order_status = 'QUOTE'", args![]).await;
        let orders = async {
            for _ in 0..8 {
                app.sql("UPDATE orders SET reference_key = reference_key || number", args![]).await;
                let quote = crate::order_entry::submitted(app, &house).await;
                let mut ann = app.signed_in(&house.operations).await;
                ann.post(&format!("/d/vandorp/orders/{quote}/send-to-planning"), &[("version", "1")]).await.expect(303);
            }
        };
        let checks = async {
            for _ in 0..30 {
                assert_eq!(check(app, &house, true).await.told, Vec::<String>::new());
            }
        };
        tokio::join!(orders, checks);
        assert_eq!(count(app, "TO_PLAN").await, 2 * 11);
    }
}
