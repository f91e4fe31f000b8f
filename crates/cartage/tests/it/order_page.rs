//! The page of one order: everything that was ordered, on both sides; and what the customer's side never shows.

use jiff::civil::{Time, date};
use rules::creation_status::Standing;
use rules::order::{Adr, GoodsLine, PartId, Window};
use rust_decimal::Decimal;
use testkit::both;

use crate::built_orders::{order, stop};

both! {
    async fn the_page_shows_everything_that_was_ordered(app: &TestApp) {
        let house = app.house().await;
        let mut built = order(&house, "TO_PLAN", 1).reference("<b>PO</b> 4711");
        let document = &mut built.document;
        document.planning_instructions = Some("Tail lift needed".into());
        document.contact_emails = vec!["dock@korenaar.example".into()];
        let mut second = document.consignments[0].clone();
        second.id = PartId::new("c2");
        second.reference = Some("CONS-2".into());
        second.collection = stop("from2", "Mill", "3311", "Dordrecht", "NL", date(2026, 5, 5));
        second.delivery = stop("to2", "Bakery", "75001", "Paris", "FR", date(2027, 1, 6));
        let mut between = stop("via", "Depot", "2030", "Antwerpen", "BE", date(2026, 5, 6));
        between.window = Some(Window { from: Some(Time::constant(8, 0, 0, 0)), until: Some(Time::constant(12, 0, 0, 0)) });
        (between.reference, between.note, between.instructions) = (Some("GATE-9".into()), Some("Ring twice".into()), Some("Helmet".into()));
        (between.email, between.phones, between.duration_minutes) = (Some("gate@depot.example".into()), vec!["+32 3 123".into()], Some(45));
        second.stops = vec![between];
        second.goods.push(GoodsLine {
            id: PartId::new("g2"),
            quantity: 2,
            packaging: Some("drum".into()),
            loading_metres: Some(Decimal::new(12, 1)),
            min_temperature_c: Some(Decimal::new(-18, 0)),
            stackable: Some(false),
            barcodes: vec!["00340123".into()],
            adr: vec![Adr { un_number: Some("1263".into()), proper_shipping_name: Some("PAINT".into()), class: Some("3".into()), ..Adr::default() }],
            ..GoodsLine::default()
        });
        document.consignments.push(second);
        let id = built.put(app, &house).await;
        for (login, who) in [(&house.operations, "desk"), (&house.contact, "portal")] {
            let page = app.signed_in(login).await.get(&format!("{}/orders/{id}", login.root)).await.expect(200);
            for says in [
                "Or-0001", "0000-0001", "Groupage Benelux", "Marit de Wit", "Tail lift needed", "dock@korenaar.example", "Consignment 2", "CONS-2", "Stop 1",
                "Depot", "2030 Antwerpen (BE)", "08:00–12:00", "GATE-9", "Ring twice", "Helmet", "45 minutes", "tel:+32 3 123", "gate@depot.example", "Tue 5 May",
                "Wed 6 Jan 2027", "Flour", "4320", "Total", "1.2", "not below -18 °C", "Not stackable", "00340123", "UN 1263, PAINT, 3",
            ] {
                assert!(page.body.contains(says), "{says:?} is not on the {who} page:\n{}", page.body);
            }
            assert!(page.body.contains("&#60;b&#62;PO") && !page.body.contains("<b>PO"), "what was typed stays text");
        }
    }

    async fn the_reason_of_a_status_is_for_staff_the_customer_reads_what_comes_next(app: &TestApp) {
        let house = app.house().await;
        let mut built = order(&house, "QUOTE", 1);
        built.standing = Standing::NotApproved;
        let id = built.put(app, &house).await;
        let desk = app.signed_in(&house.operations).await.get(&format!("{}/orders/{id}", house.operations.root)).await.expect(200);
        desk.says("Why Quote?").says("because the transport service Groupage Benelux says so").says("Not approved").says("Organisation settings").says("Portal");
        let portal = app.signed_in(&house.contact).await.get(&format!("{}/orders/{id}", house.contact.root)).await.expect(200);
        portal.says("vandorp Transport looks at this order first").says(&format!("/orders/new?like={id}"));
        for hidden in ["Not approved", "standing", "Organisation settings", "because the transport service", "/cancel", "/decline", "send-to-planning", "Edit"] {
            assert!(!portal.body.contains(hidden), "{hidden:?} is on the portal's page");
        }
    }

    async fn what_is_no_order_is_not_found(app: &TestApp) {
        let house = app.house().await;
        let mut browser = app.signed_in(&house.operations).await;
        for id in ["nonsense", "00000000-0000-0000-0000-000000000000"] {
            drop(browser.get(&format!("{}/orders/{id}", house.operations.root)).await.expect(404));
            drop(browser.get(&format!("{}/orders/{id}/cancel", house.operations.root)).await.expect(404));
        }
        let id = order(&house, "TO_PLAN", 1).put(app, &house).await;
        drop(browser.get(&format!("{}/orders/{id}/stops/nowhere/correct", house.operations.root)).await.expect(404));
    }
}
