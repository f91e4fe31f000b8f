//! Lists as files: what is filtered is what is exported, all of it, of the viewer only, and nothing in it is a formula.

use kit::args;
use kit::web::Fields;
use sheet::{Limits, Table};
use testkit::{Browser, both};

use crate::built_orders::order;

const LIMITS: Limits = Limits { file: 10 << 20, unpacked: 64 << 20, rows: 10_000, columns: 100, cell: 10_000 };

async fn table(browser: &mut Browser, path: &str) -> Table {
    sheet::read(&browser.get(path).await.expect(200).bytes, &LIMITS).unwrap()
}

/// What stands in the column of that head, below it.
fn column<'a>(table: &'a Table, head: &str) -> Vec<&'a str> {
    let at = table.rows[0].cells.iter().position(|cell| cell == head).unwrap_or_else(|| panic!("{head}: {:?}", table.rows[0]));
    table.rows[1..].iter().map(|row| row.cell(at)).collect()
}

both! {
    async fn a_list_is_exported_whole_and_in_its_order(app: &TestApp) {
        let house = app.house().await;
        for n in 1..=503 {
            let mut one = order(&house, if n % 100 == 0 { "PLANNED" } else { "TO_PLAN" }, n);
            one.document.reference = Some(if n == 7 { "=1+1".to_owned() } else { format!("PO {n}") });
            one.put(app, &house).await;
        }
        order(&house, "QUOTE", 900).put(app, &house).await;
        let mut clerk = app.signed_in(&house.contact).await;
        let root = &house.contact.root;
        for format in ["csv", "xlsx"] {
            let all = table(&mut clerk, &format!("{root}/orders/export?format={format}")).await;
            let numbers = column(&all, "Number");
            assert_eq!((numbers.len(), numbers[0], numbers[1], numbers[503]), (504, "Quote-0900", "Or-0503", "Or-0001"), "{format}");
            let mut once = numbers.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), 504, "each once");
            assert_eq!(column(&all, "Reference")[497], "=1+1");
            let planned = table(&mut clerk, &format!("{root}/orders/export?tab=planned&sort=collection&format={format}")).await;
            assert_eq!(column(&planned, "Status"), ["Planned"; 5]);
            assert_eq!(column(&planned, "Collection date"), ["2026-05-05"; 5]);
        }
        let raw = clerk.get(&format!("{root}/orders/export?q={}", "%3D1%2B1")).await.expect(200);
        assert!(!raw.body.contains(",=1") && !raw.body.contains("\n=1"), "{}", raw.body);
        let mut desk = app.signed_in(&house.operations).await;
        let root = &house.operations.root;
        assert_eq!(column(&table(&mut desk, &format!("{root}/orders/export")).await, "Number").len(), 503);
        assert_eq!(column(&table(&mut desk, &format!("{root}/quotes/export")).await, "Number"), ["Quote-0900"]);
        let found = table(&mut desk, &format!("{root}/orders/export?q=Or-0042")).await;
        assert_eq!(column(&found, "Number"), ["Or-0042"]);
        let none = table(&mut desk, &format!("{root}/search/export?q=%3F")).await;
        assert_eq!(none.rows.len(), 1);
    }

    async fn another_customers_orders_are_in_no_export(app: &TestApp) {
        let house = app.house().await;
        order(&house, "TO_PLAN", 1).put(app, &house).await;
        let other = app.customer(&house.organisation, "deltaplast").await;
        let mut theirs = order(&house, "TO_PLAN", 2);
        theirs.customer = other;
        theirs.put(app, &house).await;
        let mut clerk = app.signed_in(&house.contact).await;
        let path = format!("{}/orders/export?customer={other}", house.contact.root);
        assert_eq!(column(&table(&mut clerk, &path).await, "Number"), ["Or-0001"]);
        let mut desk = app.signed_in(&house.operations).await;
        let path = format!("{}/orders/export?customer={other}", house.operations.root);
        assert_eq!(column(&table(&mut desk, &path).await, "Number"), ["Or-0002"]);
    }

    async fn submitted_is_told_in_the_carriers_zone(app: &TestApp) {
        let house = app.house().await;
        order(&house, "TO_PLAN", 1).put(app, &house).await;
        app.sql("UPDATE orders SET created_at = 1777852500000 WHERE organisation = $1", args![house.organisation.id]).await;
        let mut clerk = app.signed_in(&house.contact).await;
        let all = table(&mut clerk, &format!("{}/orders/export?format=xlsx", house.contact.root)).await;
        assert_eq!(column(&all, "Submitted"), ["2026-05-04 01:55"], "it was 23:55 the day before in UTC");
    }

    async fn the_desks_companies_and_places_are_exported(app: &TestApp) {
        let house = app.house().await;
        for n in 0..501 {
            app.customer(&house.organisation, &format!("house-{n:03}")).await;
        }
        let mut desk = app.signed_in(&house.super_admin).await;
        let root = house.super_admin.root.clone();
        let customers = table(&mut desk, &format!("{root}/customers/export")).await;
        assert_eq!(customers.rows.len(), 503);
        let contacts = table(&mut desk, &format!("{root}/contacts/export?format=xlsx")).await;
        assert!(column(&contacts, "Access customer portal").contains(&"On"));
        let place: Fields = [("visible", "ALL"), ("name", "@Dock"), ("street", "Kade 1"), ("postcode", "1000 AA"), ("city", "Gent"), ("country", "NL")]
            .into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let fields: Vec<(&str, &str)> = place.iter().collect();
        desk.post(&format!("{root}/locations/new"), &fields).await.expect(303);
        let page = desk.get(&format!("{root}/locations/export")).await.expect(200);
        page.says("'@Dock,Kade 1");
        let page = desk.get(&format!("{root}/imports/export?tab=done")).await.expect(200);
        page.says("Kind,State,Reference");
    }
}
