//! Uploads of orders: read as they were meant, tried out without a trace, submitted once, and gone on with after a crash.

use std::time::Duration;

use cartage::jobs::{Job, round};
use kit::args;
use rules::access::Rights;
use sheet::{Cell, Format, Writer};
use testkit::{Browser, Built, Page, TestApp, both};
use uuid::Uuid;

pub(crate) const HEADS: &str = "Referenz;Abholfirma;Abholstraße;Abhol-PLZ;Abholort;Abholland;Abholdatum;Lieferfirma;Lieferstraße;Liefer-PLZ;Lieferort;Lieferland;Anzahl;Ware;Gewicht (kg)";

pub(crate) fn line(reference: &str, day: &str, goods: &str) -> String {
    format!("{reference};De Korenaar;Havenweg 12;4251 AB;Werkendam;NL;{day};Bäckerei Öz;Mühlweg 7;50667;Köln;Deutschland;{goods}")
}

/// As a spreadsheet on a German Windows saves it.
pub(crate) fn windows(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect()
}

pub(crate) async fn orders(app: &TestApp) -> i64 {
    app.number("SELECT CAST(count(*) AS BIGINT) FROM orders", args![]).await
}

pub(crate) fn new_id(app: &TestApp) -> String {
    app.app.ids.id::<Uuid>(app.app.clock.now()).to_string()
}

/// The upload's page once it is worked through.
pub(crate) async fn settled(browser: &mut Browser, path: &str) -> Page {
    for _ in 0..600 {
        let page = browser.get(path).await.expect(200);
        if !page.body.contains("every 1s") {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{path} is never done");
}

/// Sends a file and waits for its dry run: the page, and its address.
pub(crate) async fn checked(app: &TestApp, house: &Built, name: &str, bytes: &[u8]) -> (Browser, String, Page) {
    let mut clerk = app.signed_in(&house.contact).await;
    let path = format!("{}/orders/upload", house.contact.root);
    let id = new_id(app);
    let sent = clerk.upload(&path, &[("upload", &id)], (name, bytes)).await.expect(303);
    let page = settled(&mut clerk, &sent.location).await;
    (clerk, sent.location, page)
}

both! {
    async fn a_windows_file_with_semicolons_and_decimal_commas_becomes_orders_once(app: &TestApp) {
        let house = app.house().await;
        let text = [
            HEADS.to_owned(),
            line("PO 1", "05.05.2026", "12;Mehl;1.250,50"),
            line("PO 2", "5.5.2026", "3;Hefe;0,5"),
            line("po 1", "2026-05-05", "1;Zucker;37,25"),
        ]
        .join("\r\n");
        let (mut clerk, path, page) = checked(app, &house, "aufträge.csv", &windows(&text)).await;
        page.says("2 orders good").says("Submit all 2 orders").says("2, 4");
        assert_eq!(orders(app).await, 0, "the dry run makes nothing");
        assert_eq!(app.number("SELECT entries FROM chain_head", args![]).await, 0, "and leaves no trace in the history");
        assert_eq!(app.number("SELECT CAST(count(*) AS BIGINT) FROM outbox", args![]).await, 0, "and no mail");
        let submit = format!("{path}/submit");
        clerk.post(&submit, &[("which", "all")]).await.expect(303);
        clerk.post(&submit, &[("which", "all")]).await.expect(303);
        let page = settled(&mut clerk, &path).await;
        page.says("2 orders submitted").says("Or-0001").says("Or-0002");
        clerk.post(&submit, &[("which", "good")]).await.expect(303);
        settled(&mut clerk, &path).await;
        assert_eq!(orders(app).await, 2, "a double click and a stale tab make nothing twice");
        let one = app.text("SELECT document FROM orders WHERE reference = 'PO 1'", args![]).await;
        let document = rules::order::OrderDocument::from_json(&one).unwrap();
        let goods: Vec<String> = document.consignments[0].goods.iter().map(|g| format!("{} {} {}", g.quantity, g.description.clone().unwrap(), g.weight_kg.unwrap().normalize())).collect();
        assert_eq!(goods, ["12 Mehl 1250.5", "1 Zucker 37.25"]);
        let delivery = &document.consignments[0].delivery.address;
        assert_eq!((delivery.name.as_str(), delivery.city.as_str(), delivery.country.as_str()), ("Bäckerei Öz", "Köln", "DE"));
        let all = clerk.get(&format!("{}/orders", house.contact.root)).await.expect(200);
        all.says("PO 1").says("PO 2");
        app.browser().get(&path).await.expect(303);
    }

    async fn what_is_to_be_mended_names_row_column_value_and_what_to_write(app: &TestApp) {
        let house = app.house().await;
        let text = [
            HEADS.to_owned(),
            line("PO 1", "05.05.2026", "12;Mehl;100"),
            line("PO 2", "31.2.2026", "zwölf;Hefe;1.5"),
            line("PO 3", "6/5/2026", "1;Hefe;1.250"),
            line("PO 4", "1.5.2026", "1;Hefe;2"),
            line("PO 1", "06.05.2026", "1;Mehl;100"),
        ]
        .join("\n");
        let (mut clerk, path, page) = checked(app, &house, "week.csv", text.as_bytes()).await;
        page.says("0 orders good, 4 orders to mend");
        page.says("Row 3, column G (Collection date)").says("31.2.2026").says("This is not a date. Write it as 2026-05-31 or 31.5.2026.");
        page.says("Row 3, column M (Quantity)").says("Write a whole number such as 12.");
        page.says("This could be 6 May or 5 June. Write it as 2026-05-06 or as 2026-06-05.");
        page.says("This could be 1250 or 1.25");
        page.says("Row 5, column G (Collection date)").says("This date has passed; today is Mon 4 May 2026.");
        page.says("Row 6, column G (Collection date)").says("Row 2 of the same order says 05.05.2026.");
        for which in ["all", "good"] {
            clerk.post(&format!("{path}/submit"), &[("which", which)]).await.expect(422).says("No row of this upload can be submitted");
        }
        assert_eq!(orders(app).await, 0);
    }

    async fn the_good_rows_go_and_the_others_are_left(app: &TestApp) {
        let house = app.house().await;
        let text = [HEADS.to_owned(), line("PO 1", "05.05.2026", "12;Mehl;100"), line("PO 2", "soon", "1;Hefe;1")].join("\n");
        let (mut clerk, path, page) = checked(app, &house, "week.csv", text.as_bytes()).await;
        page.says("1 order good, 1 order to mend").says("Submit the good ones: 1 order");
        clerk.post(&format!("{path}/submit"), &[("which", "all")]).await.expect(422).says("Some rows are to be mended");
        assert_eq!(orders(app).await, 0);
        clerk.post(&format!("{path}/submit"), &[("which", "good")]).await.expect(303);
        settled(&mut clerk, &path).await.says("1 order submitted; 1 order left to mend");
        assert_eq!(orders(app).await, 1);
    }

    async fn a_workbook_with_locations_by_external_id_and_name(app: &TestApp) {
        let house = app.house().await;
        let dock: Uuid = app.app.ids.id(app.app.clock.now());
        app.sql(
            "INSERT INTO location (id, organisation, visible, customer, name, sort_name, street, street_2, postcode, city, country, address_key,
             opening_hours, instructions, email, phone, external_id, archived_at, version, created_at)
             VALUES ($1, $2, 'CUSTOMER', $3, 'Dock Gent', 'dock gent', 'Kaai 7', '', '9000', 'Gent', 'BE', 'dockgentkaai79000gentbe',
             '[[],[],[],[],[],[],[]]', 'Ring twice', '', '', 'GENT-1', NULL, 1, 0)",
            args![dock, house.organisation.id, house.customer],
        )
        .await;
        let heads = ["Reference", "Collection location", "Collection date", "Delivery location", "Quantity", "Goods", "Weight"];
        let mut writer = Writer::begin(Format::Xlsx, &heads).unwrap();
        let row = |reference: &str, to: &str| {
            let number = |text: &str| Cell::Number(text.to_owned());
            vec![Cell::text(reference), Cell::text("GENT-1"), Cell::Day("2026-05-05".parse().unwrap()), Cell::text(to), number("2"), Cell::text("Flour"), number("1.125")]
        };
        writer.row(&row("PO 1", "Dock Gent")).unwrap();
        writer.row(&row("PO 2", "GENT-9")).unwrap();
        let mut bytes = writer.take();
        bytes.extend(writer.end().unwrap());
        let (_, _, page) = checked(app, &house, "week.xlsx", &bytes).await;
        page.says("1 order good, 1 order to mend").says("Row 3, column D (Delivery location)").says("GENT-9").says("No location of your address book");
    }

    async fn what_is_no_table_or_too_much_of_one_is_refused(app: &TestApp) {
        let house = app.house().await;
        let mut clerk = app.signed_in(&house.contact).await;
        let path = format!("{}/orders/upload", house.contact.root);
        let too_large = vec![b'a'; 100 * 1024 * 1024];
        clerk.upload(&path, &[], ("big.csv", &too_large)).await.expect(422).says("larger than 5 MB");
        clerk.upload(&path, &[], ("a.pdf", b"%PDF-1.7 ...")).await.expect(422).says("This is no table");
        clerk.upload(&path, &[], ("a.csv", b"x;y\n1;2\n")).await.expect(422).says("No row of this file names its columns");
        clerk.upload(&path, &[], ("a.csv", HEADS.as_bytes())).await.expect(422).says("There are no rows");
        let many = format!("{HEADS}\n{}", "PO;a\n".repeat(5_011));
        clerk.upload(&path, &[], ("a.csv", many.as_bytes())).await.expect(422).says("more than 5000 rows");
        clerk.post(&path, &[]).await.expect(422).says("Choose a file");
        assert_eq!(app.number("SELECT CAST(count(*) AS BIGINT) FROM upload", args![]).await, 0);
    }

    async fn another_customers_upload_does_not_exist(app: &TestApp) {
        let house = app.house().await;
        let text = [HEADS.to_owned(), line("PO 1", "05.05.2026", "12;Mehl;100")].join("\n");
        let (_, path, _) = checked(app, &house, "week.csv", text.as_bytes()).await;
        let id = path.rsplit('/').next().unwrap().to_owned();
        let other = app.customer(&house.organisation, "deltaplast").await;
        let neighbour = app.contact(&house.organisation, (other, "deltaplast"), "Pieter Visser", Rights::ALL, None).await;
        let mut browser = app.signed_in(&neighbour).await;
        let theirs = format!("{}/uploads/{id}", neighbour.root);
        browser.get(&theirs).await.expect(404);
        browser.post(&format!("{theirs}/submit"), &[("which", "all")]).await.expect(404);
        browser.post(&format!("{theirs}/discard"), &[]).await.expect(404);
        assert_eq!(orders(app).await, 0);
        let bare = app.contact(&house.organisation, (house.customer, "korenaar"), "Bram Bos", Rights::NONE, None).await;
        app.signed_in(&bare).await.get(&path).await.expect(403);
    }

    async fn what_a_crash_left_is_gone_on_with_and_nothing_is_made_twice(app: &TestApp) {
        let house = app.house().await;
        let lines: Vec<String> = (1..=9).map(|n: i32| line(&format!("PO {n}"), "05.05.2026", "1;Mehl;10")).collect();
        let text = format!("{HEADS}\n{}", lines.join("\n"));
        let (mut clerk, path, _) = checked(app, &house, "week.csv", text.as_bytes()).await;
        clerk.post(&format!("{path}/submit"), &[("which", "all")]).await.expect(303);
        settled(&mut clerk, &path).await;
        assert_eq!(orders(app).await, 9);
        // As if the program had died after its orders and before it said so, for half of them.
        app.sql("UPDATE upload_line SET state = 'GOOD', made = NULL, number = '' WHERE line > 4", args![]).await;
        app.sql("UPDATE upload SET state = 'RUNNING', claimed_until = 1777881660000", args![]).await;
        const GO_ON: &[Job] = &[cartage::uploads::CONTINUE];
        round(&app.app, GO_ON).await.unwrap();
        assert_eq!(app.text("SELECT state FROM upload", args![]).await, "RUNNING", "another copy still holds it");
        app.set_clock("2026-05-04T08:02:00Z");
        round(&app.app, GO_ON).await.unwrap();
        assert_eq!(app.text("SELECT state FROM upload", args![]).await, "DONE");
        assert_eq!(orders(app).await, 9);
        settled(&mut clerk, &path).await.says("9 orders submitted");
    }

    async fn an_upload_is_forgotten_after_thirty_days(app: &TestApp) {
        let house = app.house().await;
        let text = [HEADS.to_owned(), line("PO 1", "05.05.2026", "12;Mehl;100")].join("\n");
        checked(app, &house, "week.csv", text.as_bytes()).await;
        const PRUNE: &[Job] = &[cartage::uploads::PRUNE];
        app.set_clock("2026-06-02T08:00:00Z");
        round(&app.app, PRUNE).await.unwrap();
        assert_eq!(app.number("SELECT CAST(count(*) AS BIGINT) FROM upload_line", args![]).await, 1);
        app.set_clock("2026-06-04T08:00:00Z");
        round(&app.app, PRUNE).await.unwrap();
        assert_eq!(app.number("SELECT CAST(count(*) AS BIGINT) FROM upload_line", args![]).await, 0);
        assert_eq!(app.number("SELECT CAST(count(*) AS BIGINT) FROM upload", args![]).await, 0);
    }
}
