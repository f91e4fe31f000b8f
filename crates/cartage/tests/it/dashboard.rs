//! The dashboard: today by the organisation's date, what the carrier ended, and figures that lead to what they count.

use jiff::civil::{Date, date};
use kit::args;
use testkit::{Browser, Built, Page, both};

use crate::built_orders::{Order, order};

const DASHBOARD: &str = "/p/vandorp/korenaar/dashboard";

fn on(house: &Built, n: i64, status: &'static str, collection: Date, delivery: Date) -> Order {
    let mut built = order(house, status, n).reference(&format!("PO {n}"));
    built.document.consignments[0].collection.date = Some(collection);
    built.document.consignments[0].delivery.date = Some(delivery);
    built
}

/// What stands between a heading and the end of its section.
fn section<'a>(page: &'a Page, heading: &str) -> &'a str {
    page.body.split("<section").find(|section| section.contains(heading)).unwrap_or_default()
}

/// How many orders the list behind a link shows.
async fn listed(browser: &mut Browser, page: &Page, link: &str) -> usize {
    assert!(page.body.contains(&format!("href=\"{link}\"")), "{link} is not linked:\n{}", page.body);
    browser.get(&link.replace("&amp;", "&").replace("&#38;", "&")).await.expect(200).body.matches("<tr id=\"order-").count()
}

both! {
    async fn today_is_the_organisations_and_figures_lead_to_their_orders(app: &TestApp) {
        let house = app.house().await;
        // Half past midnight on the 5th in Amsterdam, still the 4th elsewhere.
        app.set_clock("2026-05-04T22:30:00Z");
        for (n, status, from, to) in [(1, "PLANNED", 5, 6), (2, "TO_PLAN", 5, 7), (3, "IN_TRANSIT", 4, 5), (4, "QUOTE", 9, 9), (5, "COMPLETED", 4, 4)] {
            on(&house, n, status, date(2026, 5, from), date(2026, 5, to)).put(app, &house).await;
        }
        let mut marit = app.signed_in(&house.contact).await;
        assert_eq!(marit.get("/p/vandorp/korenaar").await.expect(303).location, DASHBOARD);
        let page = marit.get(DASHBOARD).await.expect(200);
        page.says("Tuesday, 5 May 2026").says("1 quote</a> waits for an answer");
        let collections = section(&page, "Collections today");
        assert!(collections.contains("PO 1") && collections.contains("PO 2") && !collections.contains("PO 3"), "{collections}");
        let deliveries = section(&page, "Deliveries today");
        assert!(deliveries.contains("PO 3") && !deliveries.contains("PO 1"), "{deliveries}");
        let root = "/p/vandorp/korenaar/orders";
        assert_eq!(listed(&mut marit, &page, &format!("{root}?from=2026-05-05&until=2026-05-05")).await, 2);
        assert_eq!(listed(&mut marit, &page, &format!("{root}?delivery=2026-05-05")).await, 1);
        assert_eq!(listed(&mut marit, &page, &format!("{root}?from=2026-04-22&until=2026-05-05")).await, 4);
        assert_eq!(listed(&mut marit, &page, &format!("{root}?tab=planned")).await, 1);
        page.says("Tue 5 May: 2 orders").says("Mon 4 May: 2 orders").says("Sun 3 May: 0 orders");
        assert_eq!(page.body.matches("<li><a href=\"/p/vandorp/korenaar/orders?from=").count(), 14);
    }

    async fn what_the_carrier_ended_stays_until_it_is_seen(app: &TestApp) {
        let house = app.house().await;
        let id = on(&house, 1, "TO_PLAN", date(2026, 5, 6), date(2026, 5, 7)).put(app, &house).await;
        let other = on(&house, 2, "QUOTE", date(2026, 5, 6), date(2026, 5, 7)).put(app, &house).await;
        let (mut marit, mut kees) = (app.signed_in(&house.contact).await, app.signed_in(&house.super_admin).await);
        assert!(!marit.get(DASHBOARD).await.expect(200).body.contains("dashboard/seen"), "nothing to tick off");
        let _ = kees.post(&format!("/d/vandorp/orders/{id}/cancel"), &[("version", "1"), ("reason", "No lorry <b>today</b>")]).await.expect(303);
        let page = marit.get(DASHBOARD).await.expect(200);
        page.says("Cancelled by the carrier").says("No lorry &#60;b&#62;today");
        app.set_clock("2026-05-04T09:00:00Z");
        let _ = kees.post(&format!("/d/vandorp/orders/{other}/decline"), &[("version", "1"), ("reason", "Too far")]).await.expect(303);
        let seen = marit.post(&format!("{DASHBOARD}/seen"), &[("until", &page.value("until"))]).await.expect(303);
        assert_eq!(seen.location, DASHBOARD);
        let page = marit.get(DASHBOARD).await.expect(200);
        page.says("Not accepted").says("Too far");
        assert!(!page.body.contains("No lorry"), "what came after the page was read is not ticked off, what stood on it is");
        // Somebody else has not seen it; the far future ticks off nothing that is still to come.
        let bram = app.contact(&house.organisation, (house.customer, "korenaar"), "Bram Jansen", rules::access::Rights::NONE, None).await;
        let mut bram = app.signed_in(&bram).await;
        let theirs = bram.get(DASHBOARD).await.expect(200);
        theirs.says("No lorry").says("Too far");
        assert!(!theirs.body.contains("New order"), "who may not place orders");
        let _ = marit.post(&format!("{DASHBOARD}/seen"), &[("until", "9999999999999")]).await.expect(303);
        assert_eq!(app.number("SELECT at FROM dashboard_look", args![]).await, "2026-05-04T09:00:00Z".parse::<jiff::Timestamp>().unwrap().as_millisecond());
        let _ = marit.post(&format!("{DASHBOARD}/seen"), &[("until", "5")]).await.expect(303);
        assert!(!marit.get(DASHBOARD).await.expect(200).body.contains("Too far"), "an old page takes nothing back");
        let _ = kees.post(&format!("/d/vandorp/orders/{id}/undo"), &[("version", "2")]).await.expect(303);
        assert!(!bram.get(DASHBOARD).await.expect(200).body.contains("No lorry"), "undone");
        app.set_clock("2026-05-30T09:00:00Z");
        assert!(!bram.get(DASHBOARD).await.expect(200).body.contains("Too far"), "old news");
    }

    async fn a_new_customer_is_told_how_to_begin_and_sees_nobody_elses(app: &TestApp) {
        let house = app.house().await;
        let other = app.customer(&house.organisation, "bakker").await;
        let fatima = app.contact(&house.organisation, (other, "bakker"), "Fatima", rules::access::Rights::default(), None).await;
        let today = date(2026, 5, 4);
        let id = on(&house, 1, "TO_PLAN", today, today).put(app, &house).await;
        let mut kees = app.signed_in(&house.super_admin).await;
        let _ = kees.post(&format!("/d/vandorp/orders/{id}/cancel"), &[("version", "1"), ("reason", "No lorry")]).await.expect(303);
        let page = app.signed_in(&fatima).await.get("/p/vandorp/bakker/dashboard").await.expect(200);
        page.says("No orders yet").says("New order");
        assert!(!page.body.contains("No lorry") && !page.body.contains("Duplicate last") && !page.body.contains("PO 1"));
        on(&house, 2, "TO_PLAN", today, today).put(app, &house).await;
        let mut theirs = on(&house, 3, "TO_PLAN", today, today);
        theirs.customer = other;
        theirs.put(app, &house).await;
        let page = app.signed_in(&fatima).await.get("/p/vandorp/bakker/dashboard").await.expect(200);
        page.says("PO 3").says("Duplicate last").says("Mon 4 May: 1 order<");
        assert!(!page.body.contains("PO 1") && !page.body.contains("PO 2") && !page.body.contains("No lorry"));
    }

    async fn many_orders_a_day_are_counted_and_the_first_shown(app: &TestApp) {
        let house = app.house().await;
        let today = date(2026, 5, 4);
        for n in 1..=11 {
            on(&house, n, "TO_PLAN", today, today).put(app, &house).await;
        }
        let page = app.signed_in(&house.contact).await.get(DASHBOARD).await.expect(200);
        assert_eq!(section(&page, "Collections today").matches("/orders/0").count(), 8);
        page.says("Show all 11").says("Mon 4 May: 11 orders");
    }
}
