//! The lists: tabs and counts, paging, search, filters, and who never sees what.

use std::collections::BTreeSet;

use cartage::board::{self, Among, At, Needle, Shelf, Sort, Wanted};
use cartage::failure::Failure;
use cartage::orders::OrderId;
use cartage::viewer::Scope;
use kit::args;
use kit::db::DbError;
use rules::access::{Rights, Role};
use rules::order_status::{DeskTab, OrderStatus, PortalTab};
use testkit::{Browser, Built, Page, TestApp, both};

use crate::built_orders::{order, row};

fn wanted(house: &Built, among: Among, sort: Sort, at: At) -> Wanted {
    let scope = Scope { organisation: house.organisation.id, customer: None };
    Wanted { scope, among, customer: None, service: None, from: None, until: None, delivery: None, needle: None, sort, at }
}

async fn list(app: &TestApp, wanted: Wanted) -> board::OrderList {
    app.app.db.read::<_, Failure, _>(move |tx| Box::pin(async move { board::list(tx, wanted).await })).await.unwrap()
}

/// The order ids of the rows of a list page, in order.
fn rows(page: &Page) -> Vec<String> {
    page.body.split("<tr id=\"order-").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// What the tab of that name says it holds; 0 when it says nothing.
fn count(page: &Page, label: &str) -> i64 {
    let (_, rest) = page.body.split_once(&format!(">{label} <span class=\"count\">")).unwrap_or(("", "0<"));
    rest.split('<').next().unwrap().parse().unwrap()
}

async fn found(browser: &mut Browser, path: &str) -> Vec<String> {
    rows(&browser.get(path).await.expect(200))
}

const STORED: [&str; 7] = ["QUOTE", "TO_PLAN", "PLANNED", "DEPARTED", "IN_TRANSIT", "COMPLETED", "CANCELLED"];

both! {
    async fn every_status_lies_under_the_tab_the_rules_say_and_is_counted_there(app: &TestApp) {
        let house = app.house().await;
        let mut by_portal: Vec<(OrderId, Option<PortalTab>)> = Vec::new();
        for (n, status) in (1..).zip(STORED) {
            let built = order(&house, status, n);
            let built = if status == "CANCELLED" { built.ended("PLANNED") } else { built };
            let id = built.put(app, &house).await;
            by_portal.push((id, PortalTab::of(OrderStatus::parse(status).unwrap())));
        }
        let declined = order(&house, "QUOTE", 8).ended("QUOTE").put(app, &house).await;
        by_portal.push((declined, Some(PortalTab::Cancelled)));

        let mut browser = app.signed_in(&house.contact).await;
        let all = browser.get(&format!("{}/orders", house.contact.root)).await.expect(200);
        assert_eq!((rows(&all).len(), count(&all, "All")), (8, 8));
        for (tab, label) in [(PortalTab::Quotes, "Quotes"), (PortalTab::ToPlan, "To plan"), (PortalTab::Planned, "Planned"),
            (PortalTab::InTransit, "In transit"), (PortalTab::Delivered, "Delivered"), (PortalTab::Cancelled, "Cancelled")] {
            let page = browser.get(&format!("{}/orders?tab={}", house.contact.root, tab.as_str())).await.expect(200);
            let mut shown = rows(&page);
            let mut should: Vec<String> = by_portal.iter().filter(|(_, of)| *of == Some(tab)).map(|(id, _)| id.to_string()).collect();
            shown.sort();
            should.sort();
            assert_eq!(shown, should, "{tab:?}");
            assert_eq!(count(&page, label), i64::try_from(should.len()).unwrap(), "{tab:?}");
        }
        let mut browser = app.signed_in(&house.operations).await;
        let all = browser.get(&format!("{}/orders", house.operations.root)).await.expect(200);
        assert_eq!((rows(&all).len(), count(&all, "All")), (6, 6), "neither the quote nor the declined one");
        for tab in DeskTab::ALL.into_iter().skip(1) {
            let shown = found(&mut browser, &format!("{}/orders?tab={}", house.operations.root, tab.as_str())).await;
            assert_eq!(shown.len(), if tab == DeskTab::Planned { 2 } else { 1 }, "{tab:?}");
            assert!(!shown.contains(&declined.to_string()), "{tab:?}");
        }
        assert_eq!(found(&mut browser, &format!("{}/quotes", house.operations.root)).await, [by_portal[0].0.to_string()]);
        assert_eq!(found(&mut browser, &format!("{}/quotes?tab=declined", house.operations.root)).await, [declined.to_string()]);
    }

    async fn the_database_shelves_as_the_rules_do(app: &TestApp) {
        let house = app.house().await;
        for (n, (status, from)) in (1..).zip(STORED.map(|status| (status, None)).into_iter().chain([("CANCELLED", Some("QUOTE")), ("CANCELLED", Some("TO_PLAN"))])) {
            let mut built = order(&house, status, n);
            built.cancelled_from = from;
            let id = built.put(app, &house).await;
            let stored = app.text("SELECT shelf FROM orders WHERE id = $1", args![id]).await;
            assert_eq!(stored, board::shelf(&row(app, &house, id).await));
            assert!(Shelf::ALL.iter().any(|shelf| shelf.as_str() == stored), "{stored}");
        }
    }

    async fn paging_meets_every_order_once_in_both_directions(app: &TestApp) {
        let house = app.house().await;
        for n in 1..=120 {
            let mut built = order(&house, if n % 2 == 0 { "TO_PLAN" } else { "COMPLETED" }, n);
            built.pause = 0;
            built.document.consignments[0].collection.date = Some(jiff::civil::date(2026, 5, if n % 3 == 0 { 5 } else { 7 }));
            built.put(app, &house).await;
        }
        for sort in [Sort::Newest, Sort::Collection, Sort::CollectionLast] {
            for among in [Among::DeskOrders, Among::Everything, Among::Shelves(vec![Shelf::ToPlan, Shelf::Delivered])] {
                let (mut pages, mut at) = (Vec::new(), At::Start);
                loop {
                    let listed = list(app, wanted(&house, among.clone(), sort, at)).await;
                    pages.push(listed.lines.iter().map(|line| line.id).collect::<Vec<_>>());
                    let Some(on) = listed.on else { break };
                    at = At::After(on);
                }
                assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [50, 50, 20]);
                assert_eq!(pages.concat().into_iter().collect::<BTreeSet<_>>().len(), 120, "each once: {sort:?}");
                let last = list(app, wanted(&house, among.clone(), sort, At::After(place(app, &house, &pages[1], sort).await))).await;
                let middle = list(app, wanted(&house, among.clone(), sort, At::Before(last.back.unwrap()))).await;
                assert_eq!(middle.lines.iter().map(|line| line.id).collect::<Vec<_>>(), pages[1], "{sort:?}");
                let first = list(app, wanted(&house, among, sort, At::Before(middle.back.unwrap()))).await;
                assert_eq!(first.lines.iter().map(|line| line.id).collect::<Vec<_>>(), pages[0], "{sort:?}");
                assert!(first.back.is_none() && middle.on.is_some());
            }
        }
        let mut browser = app.signed_in(&house.operations).await;
        let page = browser.get(&format!("{}/orders?sort=collection", house.operations.root)).await.expect(200);
        let next = page.body.split("rel=\"next\"").next().unwrap().rsplit("href=\"").next().unwrap().split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
        let second = browser.get(&format!("{}/orders{next}", house.operations.root)).await.expect(200);
        assert_eq!(rows(&page).into_iter().chain(rows(&second)).collect::<BTreeSet<_>>().len(), 100, "{next}");
    }

    async fn any_word_finds_it_and_numbers_find_exactly_it(app: &TestApp) {
        let house = app.house().await;
        let first = order(&house, "TO_PLAN", 1).reference("Crémerie 47-11").put(app, &house).await;
        let second = order(&house, "QUOTE", 12).reference("AB/9 000").put(app, &house).await;
        let mut browser = app.signed_in(&house.operations).await;
        let root = house.operations.root.clone();
        for (typed, finds) in [
            ("cremerie", vec![first]), ("4711", vec![first]), ("47%2011", vec![first]), ("CR%C3%88MER", vec![first]), ("47+gent", vec![first]),
            ("werken", vec![second, first]), ("4251ab", vec![second, first]), ("ab9000", vec![second]), ("quote", vec![second]),
            ("47+nowhere", vec![]), ("%2F%2F", vec![]),
        ] {
            let shown = found(&mut browser, &format!("{root}/search?q={typed}")).await;
            assert_eq!(shown, finds.iter().map(ToString::to_string).collect::<Vec<_>>(), "{typed}");
        }
        for (typed, opens) in [("or-0001", first), ("Quote+0012", second), ("0000-0O12", second), ("Or-0001", first)] {
            let page = browser.get(&format!("{root}/search?q={typed}")).await.expect(303);
            assert_eq!(page.location, format!("{root}/orders/{opens}"), "{typed}");
        }
        drop(browser.post(&format!("{root}/orders/{second}/send-to-planning"), &[]).await.expect(303));
        for typed in ["Quote-0012", "Or-0002"] {
            let page = browser.get(&format!("{root}/search?q={typed}")).await;
            let sent = row(app, &house, second).await;
            assert_eq!(page.location, format!("{root}/orders/{second}"), "{typed} {sent:?}");
        }
    }

    async fn frequent_words_walk_the_list_and_find_the_same(app: &TestApp) {
        let house = app.house().await;
        let first = order(&house, "TO_PLAN", 1).reference("rare").put(app, &house).await;
        app.sql(
            "INSERT INTO search_word (organisation, word, customer, order_id)
             WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 4100)
             SELECT $1, 'often' || CAST(i AS TEXT), $2, $3 FROM n",
            args![house.organisation.id, house.customer, first],
        ).await;
        app.sql("UPDATE search_text SET words = words || ' often1 often4' WHERE order_id = $1", args![first]).await;
        order(&house, "TO_PLAN", 2).reference("other").put(app, &house).await;
        for (needle, times) in [("often", 1), ("often rare", 1), ("often other", 0), ("often werkendam", 1)] {
            let wanted = Wanted { needle: Needle::read(needle), ..wanted(&house, Among::DeskOrders, Sort::Newest, At::Start) };
            assert_eq!(list(app, wanted).await.lines.len(), times, "{needle}");
        }
        // In a portal: what others have often is not there, what one has often oneself is.
        let second = app.customer(&house.organisation, "bakker").await;
        let mut bakker = order(&house, "TO_PLAN", 3).reference("oftener");
        bakker.customer = second;
        bakker.put(app, &house).await;
        // Whether a customer's orders are few enough to be walked or not.
        for (pretended, (needle, ours, theirs)) in [("often", 1, 1), ("often4", 1, 0), ("oftene", 0, 1), ("often rare", 1, 0), ("korenaar", 2, 1), ("4251 ab", 2, 1), ("korenaar often1", 1, 0)].into_iter().flat_map(|each| [(1, each), (5_000, each), (50_000, each)]) {
            app.sql("UPDATE tally SET count = $1", args![pretended]).await;
            for (customer, times) in [(house.customer, ours), (second, theirs)] {
                let start = wanted(&house, Among::Everything, Sort::Newest, At::Start);
                let scope = Scope { customer: Some(customer), ..start.scope };
                assert_eq!(list(app, Wanted { scope, needle: Needle::read(needle), ..start }).await.lines.len(), times, "{needle}");
            }
        }
    }

    async fn filters_narrow_and_wrong_ones_are_said(app: &TestApp) {
        let house = app.house().await;
        let other = app.service(&house.organisation, "Express").await;
        let tuesday = order(&house, "TO_PLAN", 1).put(app, &house).await;
        let mut late = order(&house, "TO_PLAN", 2);
        late.document.consignments[0].collection.date = Some(jiff::civil::date(2026, 5, 20));
        let late = late.put_into(app, house.organisation.id, other).await;
        let second = app.customer(&house.organisation, "bakker").await;
        let mut bakker = order(&house, "TO_PLAN", 3);
        bakker.customer = second;
        let bakker = bakker.put(app, &house).await;
        let mut browser = app.signed_in(&house.operations).await;
        let root = format!("{}/orders", house.operations.root);
        for (query, finds) in [
            (format!("service={other}"), vec![late]), ("from=2026-05-06".into(), vec![late]), ("until=2026-05-05".into(), vec![bakker, tuesday]),
            (format!("customer={second}"), vec![bakker]), (format!("customer={second}&q=korenaar"), vec![bakker]), ("from=2026-05-05&until=2026-05-05&sort=collection".into(), vec![tuesday, bakker]),
        ] {
            assert_eq!(found(&mut browser, &format!("{root}?{query}")).await, finds.iter().map(ToString::to_string).collect::<Vec<_>>(), "{query}");
        }
        let page = browser.get(&format!("{root}?from=soon&until=2026-05-01&customer=x&before=nonsense&tab=none")).await.expect(200);
        page.says("Not a date.");
        browser.get(&format!("{root}?from=2026-05-05&until=2026-05-01")).await.expect(200).says("before the first day");
        browser.get(&format!("{root}?q=unfindable")).await.expect(200).says("Nothing found").says("Clear the filters");
        let mut portal = app.signed_in(&house.contact).await;
        let page = portal.get(&format!("{}/orders?customer={second}", house.contact.root)).await.expect(200);
        assert_eq!(rows(&page).len(), 2, "a customer cannot filter by another customer");
    }

    async fn nobody_elses_orders_are_listed_found_or_opened(app: &TestApp) {
        let house = app.house().await;
        let second = app.customer(&house.organisation, "bakker").await;
        let stranger = app.contact(&house.organisation, (second, "bakker"), "Bo Bakker", Rights::default(), None).await;
        let rival = app.organisation("rival").await;
        let theirs = app.customer(&rival, "korenaar").await;
        let service = app.service(&rival, "Groupage").await;
        let rival_staff = app.staff(&rival, "Riva Lee", Role::SuperAdmin).await;
        let ours = order(&house, "QUOTE", 1).reference("secret77").put(app, &house).await;
        let mut foreign = order(&house, "TO_PLAN", 1);
        foreign.customer = theirs;
        foreign.put_into(app, rival.id, service).await;

        let mut browser = app.signed_in(&stranger).await;
        for path in ["/orders", "/orders?q=secret77", "/orders?q=or-0001", "/orders?tab=quotes"] {
            assert_eq!(found(&mut browser, &format!("{}{path}", stranger.root)).await, [""; 0], "{path}");
        }
        drop(browser.get(&format!("{}/orders/{ours}", stranger.root)).await.expect(404));
        drop(browser.get(&format!("{}/orders/{ours}", house.contact.root)).await.expect(404));
        let mut browser = app.signed_in(&rival_staff).await;
        for path in ["/search?q=secret77", "/search?q=quote-0001", "/quotes"] {
            let page = browser.get(&format!("{}{path}", rival_staff.root)).await;
            assert!(page.location.is_empty() && rows(&page).is_empty(), "{path}");
        }
        drop(browser.get(&format!("{}/orders/{ours}", rival_staff.root)).await.expect(404));
        for path in ["send-to-planning", "cancel", "decline", "undo", "stops", "stops/from/correct"] {
            let fields = [("version", "1"), ("reason", "mine now"), ("state", "PLANNED")];
            drop(browser.post(&format!("{}/orders/{ours}/{path}", rival_staff.root), &fields).await.expect(404));
        }
        assert_eq!(row(app, &house, ours).await.version, 1);
        let mut browser = app.signed_in(&house.operations).await;
        assert_eq!(found(&mut browser, &format!("{}/orders", house.operations.root)).await, [""; 0], "one tenant's order never in the other's list");
    }

    async fn empty_lists_say_what_to_do_next(app: &TestApp) {
        let house = app.house().await;
        let looks_only = app.contact(&house.organisation, (house.customer, "korenaar"), "Jan Lezer", Rights::NONE, None).await;
        let mut browser = app.signed_in(&house.contact).await;
        browser.get(&format!("{}/orders", house.contact.root)).await.expect(200).says("No orders yet").says("/orders/new");
        let page = app.signed_in(&looks_only).await.get(&format!("{}/orders", looks_only.root)).await.expect(200);
        assert!(!page.body.contains("/orders/new"), "no control for what they may not do");
        let mut browser = app.signed_in(&house.operations).await;
        browser.get(&format!("{}/quotes", house.operations.root)).await.expect(200).says("No quotes wait");
        browser.get(&format!("{}/search", house.operations.root)).await.expect(200).says("Search quotes, orders and order imports");
    }

    async fn every_list_is_read_in_the_order_of_an_index(app: &TestApp) {
        let house = app.house().await;
        order(&house, "TO_PLAN", 1).put(app, &house).await;
        for sort in [Sort::Newest, Sort::Collection, Sort::CollectionLast] {
            for (among, customer) in [
                (Among::DeskOrders, None), (Among::Shelves(vec![Shelf::ToPlan]), None), (Among::Everything, Some(house.customer)),
                (Among::DeskOrders, Some(house.customer)), (Among::Shelves(vec![Shelf::Quote]), Some(house.customer)),
            ] {
                let wanted = Wanted { customer, ..wanted(&house, among, sort, At::Start) };
                let plan = explain(app, &wanted).await;
                assert!(!plan.contains("SCAN o") && !plan.contains("Seq Scan on orders"), "{wanted:?}\n{plan}");
                assert!(!plan.contains("TEMP B-TREE") && !plan.contains("Sort "), "{wanted:?}\n{plan}");
            }
        }
    }
}

async fn place(app: &TestApp, house: &Built, page: &[OrderId], sort: Sort) -> board::Place {
    let last = row(app, house, *page.last().unwrap()).await;
    let key = if sort == Sort::Newest { last.created_at.as_millisecond().to_string() } else { last.collection_date };
    board::Place { key, id: last.id }
}

async fn explain(app: &TestApp, wanted: &Wanted) -> String {
    let (sql, values) = board::statement(wanted);
    let read = app.app.db.read::<Vec<String>, DbError, _>(move |tx| {
        Box::pin(async move {
            if tx.is_postgres() {
                tx.script("SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off").await?;
                let lines: Vec<(String,)> = tx.all(format!("EXPLAIN {sql}"), values).await?;
                return Ok(lines.into_iter().map(|(line,)| line).collect());
            }
            let lines: Vec<(i64, i64, i64, String)> = tx.all(format!("EXPLAIN QUERY PLAN {sql}"), values).await?;
            Ok(lines.into_iter().map(|(_, _, _, line)| line).collect())
        })
    });
    read.await.unwrap().join("\n")
}
