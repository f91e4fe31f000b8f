//! Files as other people's programs write them, through the upload itself: each becomes the order it was meant to be, or is refused
//! in words. One fixture a quirk.

use kit::args;
use rules::order::OrderDocument;
use testkit::{Browser, Built, TestApp, Workbook, both};

use crate::uploads::{HEADS, checked, line, orders, settled};

/// The heads of [`HEADS`] as a workbook has them.
fn heads() -> Vec<&'static str> {
    HEADS.split(';').collect()
}

/// A row below them: its reference, its date as it stands there, quantity and weight.
fn cells<'a>(reference: &'a str, date: &'a str, quantity: &'a str, weight: &'a str) -> Vec<&'a str> {
    let address = ["De Korenaar", "Havenweg 12", "4251 AB", "Werkendam", "NL"];
    let to = ["Bäckerei Öz", "Mühlweg 7", "50667", "Köln", "DE"];
    [&[reference][..], &address, &[date], &to, &[quantity, "Mehl", weight]].concat()
}

/// Uploads a file, submits all of it, and leaves the browser and the upload's path.
async fn taken(app: &TestApp, house: &Built, name: &str, bytes: &[u8]) -> (Browser, String) {
    let (mut clerk, path, page) = checked(app, house, name, bytes).await;
    page.says("Nothing is submitted yet").says("Submit all");
    clerk.post(&format!("{path}/submit"), &[("which", "all")]).await.expect(303);
    settled(&mut clerk, &path).await;
    (clerk, path)
}

async fn order(app: &TestApp, reference: &'static str) -> OrderDocument {
    let text = app.text("SELECT document FROM orders WHERE reference = $1", args![reference]).await;
    OrderDocument::from_json(&text).unwrap()
}

/// Date, quantity and weight of the order's first line.
async fn said(app: &TestApp, reference: &'static str) -> (String, u32, String) {
    let consignment = order(app, reference).await.consignments.remove(0);
    let goods = &consignment.goods[0];
    (consignment.collection.date.unwrap().to_string(), goods.quantity, goods.weight_kg.unwrap().normalize().to_string())
}

fn as_said(date: &str, quantity: u32, weight: &str) -> (String, u32, String) {
    (date.to_owned(), quantity, weight.to_owned())
}

both! {
    async fn a_workbook_counted_from_1904(app: &TestApp) {
        let house = app.house().await;
        let book = Workbook { from_1904: true, ..Workbook::default() };
        let book = book.row(1, &heads()).row(2, &cells("PO 1", "@44685", "#12", "#1250.5")).row(3, &cells("PO 2", "#44686", "#1", "#2"));
        taken(app, &house, "mac.xlsx", &book.bytes()).await;
        assert_eq!(said(app, "PO 1").await, as_said("2026-05-05", 12, "1250.5"), "shown as a day");
        assert_eq!(said(app, "PO 2").await, as_said("2026-05-06", 1, "2"), "a plain number");
    }

    async fn serial_dates_in_text_in_cells_and_weights_without_noise(app: &TestApp) {
        let house = app.house().await;
        let book = Workbook::default().row(1, &heads());
        let book = book.row(2, &cells("PO 1", "@46147", "#12", "#0.30000000000000004")).row(3, &cells("PO 2", "#46148", "#1.0", "#1.125"));
        taken(app, &house, "week.xlsx", &book.bytes()).await;
        assert_eq!(said(app, "PO 1").await, as_said("2026-05-05", 12, "0.3"));
        assert_eq!(said(app, "PO 2").await, as_said("2026-05-06", 1, "1.125"));
        let address = order(app, "PO 1").await.consignments.remove(0).delivery.address;
        assert_eq!((address.name.as_str(), address.city.as_str()), ("Bäckerei Öz", "Köln"), "texts that stand in their cells");
    }

    async fn formulas_count_as_what_they_came_to_and_are_never_worked_out(app: &TestApp) {
        let house = app.house().await;
        let book = Workbook::default().row(1, &heads()).row(2, &cells("=\"PO \"&amp;1|PO 1", "@46147", "=4*3|12", "=1000+250.5|1250.5"));
        taken(app, &house, "week.xlsx", &book.bytes()).await;
        assert_eq!(said(app, "PO 1").await, as_said("2026-05-05", 12, "1250.5"));
        // In a text file a formula is text: no number, and where text may stand it stays text and leaves the house harmless.
        let text = [HEADS.to_owned(), line("PO 2", "2026-05-05", "=4*3;Mehl;1"), line("=PO(3)", "2026-05-05", "1;Mehl;1")].join("\n");
        let (mut clerk, path, page) = checked(app, &house, "week.csv", text.as_bytes()).await;
        page.says("1 order good, 1 order to mend").says("Row 2, column M (Quantity)").says("=4*3").says("Write a whole number such as 12.");
        clerk.post(&format!("{path}/submit"), &[("which", "good")]).await.expect(303);
        settled(&mut clerk, &path).await;
        let out = clerk.get(&format!("{}/orders/export?format=csv", house.contact.root)).await.expect(200);
        out.says("'=PO(3)");
        assert!(!out.body.split(['\n', ',']).any(|cell| cell.trim_start_matches('"').starts_with('=')), "{}", out.body);
    }

    async fn merged_heads_and_a_title_above(app: &TestApp) {
        let house = app.house().await;
        let book = Workbook { merged: vec!["A1:H1", "A2:A3", "B2:F2", "G2:K2"], ..Workbook::default() };
        let place = ["Firma", "Straße", "PLZ", "Ort", "Datum"];
        let book = book
            .row(1, &["Orders of week 19"])
            .row(2, &["Referenz", "Abholung", "", "", "", "", "Lieferung", "", "", "", "", "Anzahl", "Ware"])
            .row(3, &[&["", ][..], &place, &place, &["", ""]].concat())
            .row(4, &["PO 1", "De Korenaar", "Havenweg 12", "4251 AB", "Werkendam", "@46147", "Bakker", "Kade 1", "1011 AB", "Amsterdam", "", "#3", "Mehl"]);
        let (mut clerk, path, page) = checked(app, &house, "week.xlsx", &book.bytes()).await;
        page.says("1 order good");
        clerk.post(&format!("{path}/submit"), &[("which", "all")]).await.expect(303);
        settled(&mut clerk, &path).await;
        let consignment = order(app, "PO 1").await.consignments.remove(0);
        assert_eq!((consignment.collection.address.city.as_str(), consignment.delivery.address.city.as_str()), ("Werkendam", "Amsterdam"));
        assert_eq!(consignment.goods[0].quantity, 3, "heads beside the merged ones count too");
    }

    async fn marks_and_wide_characters_at_the_beginning(app: &TestApp) {
        let house = app.house().await;
        let text = |reference: &str| format!("{HEADS}\n{}", line(reference, "2026-05-05", "12;Żurek;1,5"));
        let wide: Vec<u8> = text("PO 2").encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (reference, bytes) in [
            ("PO 1", [b"\xef\xbb\xbf".to_vec(), text("PO 1").into_bytes()].concat()),
            ("PO 2", [b"\xff\xfe".to_vec(), wide].concat()),
        ] {
            taken(app, &house, "week.csv", &bytes).await;
            assert_eq!(said(app, reference).await, as_said("2026-05-05", 12, "1.5"));
            assert_eq!(order(app, reference).await.consignments[0].goods[0].description.as_deref(), Some("Żurek"));
        }
    }

    async fn dates_in_three_ways_in_one_file(app: &TestApp) {
        let house = app.house().await;
        let rows = [("PO 1", "2026-05-06"), ("PO 2", "6.5.2026"), ("PO 3", "6/5/2026"), ("PO 4", "25/5/2026")];
        let rows: Vec<String> = rows.iter().map(|(reference, day)| line(reference, day, "1;Mehl;1")).collect();
        taken(app, &house, "week.csv", format!("{HEADS}\n{}", rows.join("\n")).as_bytes()).await;
        for reference in ["PO 1", "PO 2", "PO 3"] {
            assert_eq!(said(app, reference).await.0, "2026-05-06", "{reference}: the fourth row shows which number is the day");
        }
    }

    async fn a_small_workbook_that_blows_up_is_refused(app: &TestApp) {
        let house = app.house().await;
        let mut clerk = app.signed_in(&house.contact).await;
        let bomb = Workbook { rows: " ".repeat(70 * 1024 * 1024), ..Workbook::default() }.row(1, &heads()).bytes();
        assert!(bomb.len() < 200_000, "{} bytes", bomb.len());
        let path = format!("{}/orders/upload", house.contact.root);
        clerk.upload(&path, &[], ("week.xlsx", &bomb)).await.expect(422).says("This workbook blows up to far more than it should hold.");
        assert_eq!(app.number("SELECT CAST(count(*) AS BIGINT) FROM upload", args![]).await, 0);
        assert_eq!(orders(app).await, 0);
    }

    async fn own_fields_and_default_values_reach_an_upload(app: &TestApp) {
        let house = app.house().await;
        let express = app.service(&house.organisation, "Express").await;
        let arranged = r#"{"organisation":{"custom.dock_number":"REQUIRED"},"custom":[
            {"key":"dock_number","label":"Dock number","at":"STOP","kind":"DROPDOWN","choices":["4","5"]},
            {"key":"tail_lift","label":"Tail lift","at":"ORDER","kind":"TOGGLE"}]}"#;
        let sql = "INSERT INTO order_form (organisation, arranged, version, changed_at, changed_by) VALUES ($1, $2, 1, 0, 'Ann')";
        app.sql(sql, args![house.organisation.id, arranged]).await;
        let defaults = serde_json::json!({
            "shape": 1, "service": express.to_string(), "planning_instructions": "By hand",
            "consignments": [{"collection": {"address": {"name": "De Korenaar", "street": "Havenweg 12", "postcode": "4251 AB", "city": "Werkendam",
                "country": "NL"}, "instructions": "Ring twice", "custom_fields": {"dock_number": "4"}}}]
        });
        let sql = "INSERT INTO order_default (organisation, customer, document, version, changed_at, changed_by) VALUES ($1, $2, $3, 1, 0, 'Ann')";
        app.sql(sql, args![house.organisation.id, house.customer, defaults.to_string()]).await;
        let mut clerk = app.signed_in(&house.contact).await;
        let path = format!("{}/orders/upload", house.contact.root);
        clerk.get(&path).await.expect(200).says("Delivery Dock number").says("comes from your default order values");
        clerk.get(&format!("{path}/example?format=csv")).await.expect(200).says("Collection Dock number").says("Tail lift");
        let heads = "Referenz;Abholdatum;Abholfirma;Abholort;Lieferfirma;Lieferstraße;Liefer-PLZ;Lieferort;Lieferung Dock number;Tail lift;Anzahl;Ware";
        let text = [
            heads,
            "PO 1;2026-05-05;;;Bakker;Kade 1;1011 AB;Amsterdam;5;ja;3;Mehl",
            "PO 2;2026-05-05;;;Bakker;Kade 1;1011 AB;Amsterdam;9;;3;Mehl",
            "PO 3;2026-05-05;;;Bakker;Kade 1;1011 AB;Amsterdam;;;3;Mehl",
            "PO 4;2026-05-05;Silo;Gent;Bakker;Kade 1;1011 AB;Amsterdam;5;;3;Mehl",
        ];
        let (mut clerk, path, page) = checked(app, &house, "week.csv", text.join("\n").as_bytes()).await;
        page.says("1 order good, 3 orders to mend");
        page.says("Row 3, column I (Delivery Dock number)").says("Dock number: 9 cannot be chosen");
        page.says("Row 4, Delivery Dock number").says("Dock number is missing.");
        page.says("Row 5, Collection street").says("Row 5, Collection Dock number");
        clerk.post(&format!("{path}/submit"), &[("which", "good")]).await.expect(303);
        settled(&mut clerk, &path).await;
        let document = order(app, "PO 1").await;
        assert_eq!((document.service, document.planning_instructions.as_deref()), (express.to_string(), Some("By hand")));
        assert_eq!(document.custom_fields.get("tail_lift"), Some(&serde_json::Value::Bool(true)));
        let consignment = &document.consignments[0];
        let dock = |stop: &rules::order::Stop| stop.custom_fields.get("dock_number").and_then(|dock| dock.as_str().map(ToOwned::to_owned));
        assert_eq!((dock(&consignment.collection).as_deref(), dock(&consignment.delivery).as_deref()), (Some("4"), Some("5")));
        assert_eq!(consignment.collection.instructions.as_deref(), Some("Ring twice"));
    }
}
