//! The whole database carried elsewhere: every row arrives, on either database, the history verifies, the pages are the same; what
//! is damaged on the way is refused and leaves nothing.

use std::collections::BTreeSet;

use cartage::failure::Failure;
use cartage::history;
use cartage::keeping::{Manifest, TABLES, clear, export, fill};
use cartage::migrations;
use kit::args;
use kit::db::{Db, DbError, Standing, migrate, standing};
use testkit::{Backend, Browser, Built, TestApp, both};

/// Everything in a database, and what it says of itself.
async fn carried(app: &TestApp) -> (Manifest, Vec<u8>) {
    let done = export(&app.app.db, app.app.clock.now(), Vec::new()).await.unwrap();
    (done.manifest, done.to)
}

async fn filled(app: &TestApp, manifest: &Manifest, rows: &[u8]) -> Result<(), String> {
    match fill(&app.app.db, app.app.clock.now(), manifest, rows).await {
        Ok(()) => Ok(()),
        Err(Failure::Refused(refusal)) => Err(refusal.message),
        Err(other) => Err(format!("{other:?}")),
    }
}

/// A house that has seen something: settings, customers, quotes, orders, stops, a cancellation, mail.
async fn seeded(app: &TestApp) -> Built {
    let house = app.house().await;
    let mut kees = app.signed_in(&house.super_admin).await;
    let mut ann = app.signed_in(&house.operations).await;
    let level = [("name", "Vóór 10:00"), ("description", "Łódź, naïve"), ("lead_days", "2"), ("notice_hours", "")];
    kees.post("/d/vandorp/levels/new", &level).await.expect(303);
    let user = format!("/d/vandorp/settings/users/{}", house.operations.membership);
    kees.post(&user, &[("name", "Ann Smit"), ("role", "OPERATIONS"), ("version", "1")]).await.expect(303);
    app.sql("UPDATE organisation SET order_status = 'QUOTE'", args![]).await;
    for n in 0..4 {
        app.sql("UPDATE orders SET reference_key = reference_key || number", args![]).await;
        let quote = crate::order_entry::submitted(app, &house).await;
        let at = format!("/d/vandorp/orders/{quote}");
        if n > 0 {
            ann.post(&format!("{at}/send-to-planning"), &[("version", "1")]).await.expect(303);
        }
        if n > 2 {
            ann.post(&format!("{at}/cancel"), &[("reason", "Road closed"), ("version", "2")]).await.expect(303);
        }
    }
    house
}

/// What somebody sees who walks through the pages.
async fn walked(browser: &mut Browser, paths: &[String]) -> Vec<(String, String)> {
    let mut seen = Vec::new();
    for path in paths {
        seen.push((path.clone(), browser.get(path).await.expect(200).body));
    }
    seen
}

async fn tables(db: &Db) -> Vec<String> {
    db.read::<_, DbError, _>(|tx| Box::pin(tx.tables())).await.unwrap()
}

both! {
    async fn every_table_is_carried_those_first_that_others_point_to(app: &TestApp) {
        let there: BTreeSet<String> = tables(&app.app.db).await.into_iter().filter(|name| name != "migration").collect();
        let listed: BTreeSet<String> = TABLES.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(there, listed, "a new table belongs into keeping/tables.rs");
        assert_eq!(TABLES.len(), listed.len(), "each once");
        for (at, (name, key)) in TABLES.iter().enumerate() {
            let table = (*name).to_owned();
            let fields = app.app.db.read::<_, DbError, _>(move |tx| Box::pin(async move { tx.fields(&table).await })).await.unwrap();
            assert!(key.iter().all(|column| fields.iter().any(|field| field.name == *column)), "{name}");
            if app.app.db.kind() == kit::db::Kind::Sqlite {
                let sql = format!("SELECT \"table\", 1 FROM pragma_foreign_key_list('{name}')");
                let points: Vec<(String, i64)> = app.app.db.read::<_, DbError, _>(move |tx| Box::pin(tx.all(sql, args![]))).await.unwrap();
                for (to, _) in points {
                    assert!(TABLES[..at].iter().any(|(before, _)| *before == to), "{name} points to {to}, which comes later");
                }
            }
        }
    }

    async fn it_moves_there_and_back_and_shows_the_same_pages(app: &TestApp) {
        let first = TestApp::on(Backend::Sqlite).await;
        let house = seeded(&first).await;
        let mut kees = first.signed_in(&house.super_admin).await;
        let mut marit = first.signed_in(&house.contact).await;
        let (manifest, rows) = carried(&first).await;
        let count = |name: &str| manifest.tables.iter().find(|table| table.table == name).map(|table| table.rows);
        assert_eq!((count("orders"), count("organisation"), count("cancellation")), (Some(4), Some(1), Some(1)));
        clear(&app.app.db).await.unwrap();
        filled(app, &manifest, &rows).await.unwrap();

        let order = first.text("SELECT lower(hex(id)) FROM orders ORDER BY number LIMIT 1", args![]).await;
        let order: uuid::Uuid = order.parse().unwrap();
        let desk = ["orders", "quotes", "customers", "contacts", "services", "levels", "locations", "audit", "settings/portal", "settings/users", "search?q=gent", "try-out"];
        let mut at_the_desk: Vec<String> = desk.iter().map(|path| format!("/d/vandorp/{path}")).collect();
        at_the_desk.extend([format!("/d/vandorp/orders/{order}"), format!("/d/vandorp/customers/{}", house.customer)]);
        let root = &house.contact.root;
        let in_the_portal = [format!("{root}/orders"), format!("{root}/orders?tab=all"), format!("{root}/orders/{order}"), format!("{root}/orders/new")];
        let (mut kees_there, mut marit_there) = (kees.at(cartage::routes::service(app.app.clone())), marit.at(cartage::routes::service(app.app.clone())));
        for (here, there, paths) in [(&mut kees, &mut kees_there, at_the_desk.as_slice()), (&mut marit, &mut marit_there, in_the_portal.as_slice())] {
            for ((path, one), (_, other)) in walked(here, paths).await.into_iter().zip(walked(there, paths).await) {
                // A form that is asked for anew carries an id of its own.
                let fresh = |page: &str| page.split("name=\"submission\" value=\"").enumerate().map(|(n, part)| if n == 0 { part } else { &part[36..] }).collect::<String>();
                assert_eq!(fresh(&one), fresh(&other), "{path}");
            }
        }
        crate::order_entry::submitted(app, &house).await;
        assert_eq!(app.number("SELECT count(*) FROM orders", args![]).await, 5, "and it goes on there");

        let (manifest, rows) = carried(app).await;
        let third = TestApp::on(Backend::Sqlite).await;
        clear(&third.app.db).await.unwrap();
        filled(&third, &manifest, &rows).await.unwrap();
        let (back, same) = carried(&third).await;
        assert_eq!((&back.tables, &back.heads), (&manifest.tables, &manifest.heads));
        if app.app.db.kind() == kit::db::Kind::Sqlite {
            assert!(same == rows, "the same rows in the same bytes");
        }
        for chain in third.app.db.read(|tx| Box::pin(history::chains(tx))).await.unwrap() {
            assert_eq!(history::verify(&third.app.db, &chain, &[]).await.unwrap().broken, None);
        }
        first.close().await;
        third.close().await;
    }

    async fn nothing_is_written_over_what_is_there(app: &TestApp) {
        let house = seeded(app).await;
        let (manifest, rows) = carried(app).await;
        let refused = filled(app, &manifest, &rows).await.unwrap_err();
        assert!(refused.contains("not empty"), "{refused}");
        assert_eq!(carried(app).await.0.tables, manifest.tables);
        app.signed_in(&house.operations).await.get("/d/vandorp/orders").await.expect(200);
    }

    async fn what_is_damaged_on_the_way_leaves_nothing(app: &TestApp) {
        let first = TestApp::on(Backend::Sqlite).await;
        seeded(&first).await;
        let (manifest, rows) = carried(&first).await;
        clear(&app.app.db).await.unwrap();
        let mut other = rows.clone();
        let place = rows.windows(11).position(|bytes| bytes == b"Road closed").unwrap();
        other[place] = b'T';
        let mut forged = manifest.clone();
        forged.migrations[0].1 = "00".into();
        let mut short = manifest.clone();
        short.tables.pop();
        for (manifest, rows, said) in [
            (&manifest, other.as_slice(), "did not arrive as it left"),
            (&manifest, &rows[..rows.len() / 2], "damaged or cut off"),
            (&manifest, &rows[..rows.len() - 3], "damaged or cut off"),
            (&forged, &rows, "does not know"),
            (&short, &rows, "not every table arrived"),
        ] {
            let refused = filled(app, manifest, rows).await.unwrap_err();
            assert!(refused.contains(said), "{refused}");
            assert_eq!(standing(&app.app.db, migrations::ALL).await.unwrap(), Standing::Empty, "{said}");
        }
        filled(app, &manifest, &rows).await.unwrap();
        first.close().await;
    }

    async fn what_was_broken_off_is_served_by_nobody_and_begun_anew(app: &TestApp) {
        let first = TestApp::on(Backend::Sqlite).await;
        seeded(&first).await;
        let (manifest, rows) = carried(&first).await;
        app.sql("INSERT INTO migration (name, digest, applied_at) VALUES ('~ a move or a restore that was broken off', '', 0)", args![]).await;
        app.house().await;
        let serve = migrate(&app.app.db, migrations::ALL, app.app.clock.now()).await.unwrap_err().to_string();
        assert!(serve.contains("broken off"), "{serve}");
        filled(app, &manifest, &rows).await.unwrap();
        assert_eq!(carried(app).await.0.tables, manifest.tables);
        first.close().await;
    }

    async fn a_backup_of_an_older_version_is_brought_up_to_date(app: &TestApp) {
        let old = TestApp::on(Backend::Sqlite).await;
        clear(&old.app.db).await.unwrap();
        migrate(&old.app.db, &migrations::ALL[..3], old.app.clock.now()).await.unwrap();
        old.house().await;
        let (manifest, rows) = carried(&old).await;
        assert!(manifest.tables.iter().all(|table| table.table != "daily_head"));
        clear(&app.app.db).await.unwrap();
        filled(app, &manifest, &rows).await.unwrap();
        assert_eq!(standing(&app.app.db, migrations::ALL).await.unwrap(), Standing::Same);
        assert_eq!(app.number("SELECT count(*) FROM contact", args![]).await, 1);
        assert_eq!(app.number("SELECT count(*) FROM outbox_way", args![]).await, 1, "what later migrations put in is there");
        old.close().await;
    }

    async fn a_history_that_was_altered_is_not_restored(app: &TestApp) {
        let first = TestApp::on(Backend::Sqlite).await;
        seeded(&first).await;
        first.sql("UPDATE history SET verb = 'order.submitted' WHERE entry = 3", args![]).await;
        let (manifest, rows) = carried(&first).await;
        clear(&app.app.db).await.unwrap();
        let refused = filled(app, &manifest, &rows).await.unwrap_err();
        assert!(refused.contains("the history does not verify") && refused.contains("entry 3"), "{refused}");
        first.close().await;
    }

    async fn what_is_carried_away_while_others_write_is_of_one_instant(app: &TestApp) {
        let house = seeded(app).await;
        let writing = async {
            for _ in 0..12 {
                app.sql("UPDATE orders SET reference_key = reference_key || number", args![]).await;
                crate::order_entry::submitted(app, &house).await;
            }
        };
        let carrying = async {
            let mut copies = Vec::new();
            for _ in 0..5 {
                copies.push(carried(app).await);
            }
            copies
        };
        let ((), copies) = tokio::join!(writing, carrying);
        let restored = TestApp::on(Backend::Sqlite).await;
        for (manifest, rows) in copies {
            clear(&restored.app.db).await.unwrap();
            filled(&restored, &manifest, &rows).await.unwrap();
            let found = cartage::board::check_projections(&restored.app, house.organisation.id, false).await.unwrap();
            let orders: Vec<&String> = found.told.iter().filter(|words| words.contains("counter") || words.starts_with("order")).collect();
            assert_eq!(orders, Vec::<&String>::new());
        }
        restored.close().await;
    }
}
