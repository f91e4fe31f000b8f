//! Live pages (rule 10.1): who hears of what, from which number on, in this copy of the program and in another.

use std::sync::Arc;

use cartage::app::App;
use cartage::live::{Live, News};
use kit::ids::Ids;
use rules::access::{Rights, Role};
use testkit::{Browser, Built, Login, TestApp, both};

use crate::built_orders::{order, row};

/// Long enough for "within a second" on a busy machine; a test that waits this long fails.
const SECOND: u64 = 1_000;

async fn send(app: &TestApp, house: &Built, id: cartage::orders::OrderId) {
    let mut desk = app.signed_in(&house.operations).await;
    desk.post(&format!("{}/orders/{id}/send-to-planning", house.operations.root), &[]).await.expect(303);
}

/// The number the page says it was drawn at.
async fn drawn(browser: &mut Browser, path: &str) -> i64 {
    let page = browser.get(path).await.expect(200).body;
    let (_, rest) = page.split_once("data-as-of=\"").unwrap();
    rest.split('"').next().unwrap().parse().unwrap()
}

fn channel(login: &Login, thing: &str) -> String {
    format!("{}{}{thing}", login.root.trim_start_matches('/'), if thing.is_empty() { "" } else { "/" })
}

fn changed(channel: &str, number: i64) -> String {
    format!("changed {{\"channel\":\"{channel}\",\"number\":{number}}}")
}

fn gone(channel: &str) -> String {
    format!("gone {{\"channel\":\"{channel}\",\"gone\":true}}")
}

/// Another copy of the program on the same database.
fn another_copy(app: &TestApp) -> App {
    App { live: Live::new(Ids), bell: Arc::default(), ..app.app.clone() }
}

both! {
    async fn an_act_is_heard_by_whom_it_concerns(app: &TestApp) {
        let house = app.house().await;
        let other = app.customer(&house.organisation, "molen").await;
        let stranger = app.contact(&house.organisation, (other, "molen"), "Mo Molen", Rights::default(), None).await;
        let (ours, next) = (order(&house, "QUOTE", 1).put(app, &house).await, order(&house, "QUOTE", 2).put(app, &house).await);
        let (mut desk, mut clerk, mut outsider) =
            (app.signed_in(&house.operations).await, app.signed_in(&house.contact).await, app.signed_in(&stranger).await);
        let at = drawn(&mut desk, &format!("{}/quotes", house.operations.root)).await;
        assert_eq!(drawn(&mut clerk, &format!("{}/orders", house.contact.root)).await, at);
        outsider.get(&format!("{}/orders", stranger.root)).await.expect(200);
        let list = channel(&house.operations, "order");
        let settings = channel(&house.operations, "customer");
        let (ours_word, next_word) = (channel(&house.contact, &ours.to_string()), channel(&house.contact, &next.to_string()));
        let (portal, theirs) = (channel(&house.contact, ""), channel(&stranger, ""));
        let mut at_desk = desk.stream(&format!("/live?c={list}@{at}&c={settings}@{at}")).await;
        let mut in_portal = clerk.stream(&format!("/live?c={portal}@{at}")).await;
        let mut on_order = clerk.stream(&format!("/live?c={ours_word}@{at}&c={next_word}@{at}")).await;
        let mut elsewhere = outsider.stream(&format!("/live?c={theirs}@{at}")).await;
        send(app, &house, ours).await;
        assert_eq!(at_desk.next(SECOND).await, changed(&list, at + 1));
        assert_eq!(in_portal.next(SECOND).await, changed(&portal, at + 1));
        assert_eq!(on_order.next(SECOND).await, changed(&ours_word, at + 1));
        assert_eq!(on_order.next(300).await, "silence", "the other order did not change");
        assert_eq!(at_desk.next(300).await, "silence", "no customer did");
        assert_eq!(elsewhere.next(300).await, "silence", "another customer has no part in it");
        assert_eq!(drawn(&mut clerk, &format!("{}/orders/{ours}", house.contact.root)).await, at + 1);
    }

    async fn what_happened_before_the_stream_opened_is_said_at_once(app: &TestApp) {
        let house = app.house().await;
        let (ours, next) = (order(&house, "QUOTE", 1).put(app, &house).await, order(&house, "QUOTE", 2).put(app, &house).await);
        let mut clerk = app.signed_in(&house.contact).await;
        let at = drawn(&mut clerk, &format!("{}/orders", house.contact.root)).await;
        send(app, &house, ours).await;
        let (ours, next, portal) =
            (channel(&house.contact, &ours.to_string()), channel(&house.contact, &next.to_string()), channel(&house.contact, ""));
        let mut stream = clerk.stream(&format!("/live?c={portal}@{at}&c={ours}@{at}&c={next}@{at}")).await;
        let mut said = [stream.next(SECOND).await, stream.next(SECOND).await];
        said.sort();
        assert_eq!(said, [changed(&portal, at + 1), changed(&ours, at + 1)]);
        assert_eq!(stream.next(300).await, "silence");
        let asked = clerk.get(&format!("/live/moved?c={portal}@{at}&c={portal}@{}", at + 1)).await.expect(200);
        assert_eq!(asked.body, format!("[{{\"channel\":\"{portal}\",\"number\":{}}}]", at + 1));
        let mut seen = clerk.stream(&format!("/live?c={portal}@{}", at + 1)).await;
        assert_eq!(seen.next(300).await, "silence", "the page shows it already");
    }

    async fn a_flood_is_told_once_in_a_while(app: &TestApp) {
        let house = app.house().await;
        let mut orders = Vec::new();
        for n in 1..=6 {
            orders.push(order(&house, "QUOTE", n).put(app, &house).await);
        }
        let clerk = app.signed_in(&house.contact).await;
        let portal = channel(&house.contact, "");
        let last = app.number("SELECT entries FROM chain_head WHERE organisation = $1", kit::args![house.organisation.id]).await + 6;
        let mut stream = clerk.stream(&format!("/live?c={portal}@{}", last - 6)).await;
        for id in orders {
            send(app, &house, id).await;
        }
        let mut told = 1;
        while stream.next(SECOND).await != changed(&portal, last) {
            told += 1;
            assert!(told <= 6, "the last number is told");
        }
        assert_eq!(stream.next(300).await, "silence");
    }

    async fn nobody_follows_what_is_not_theirs(app: &TestApp) {
        let house = app.house().await;
        let ours = order(&house, "QUOTE", 1).put(app, &house).await;
        let other = app.customer(&house.organisation, "molen").await;
        let stranger = app.contact(&house.organisation, (other, "molen"), "Mo Molen", Rights::default(), None).await;
        let far = app.organisation("vermeer").await;
        let competitor = app.staff(&far, "Vera", Role::SuperAdmin).await;
        for login in [&stranger, &competitor] {
            let mut browser = app.signed_in(login).await;
            for wanted in [
                channel(&house.operations, "order"),
                channel(&house.operations, &ours.to_string()),
                channel(&house.contact, ""),
                channel(&house.contact, &ours.to_string()),
                "nonsense".to_owned(),
            ] {
                browser.get(&format!("/live?c={wanted}@0")).await.expect(404);
                browser.get(&format!("/live/moved?c={wanted}@0")).await.expect(404);
            }
        }
        // An order of another customer, asked for within one's own portal.
        let mut browser = app.signed_in(&stranger).await;
        let (own, through_own) = (channel(&stranger, ""), channel(&stranger, &ours.to_string()));
        browser.get(&format!("/live?c={through_own}@0")).await.expect(404);
        let mut stream = browser.stream(&format!("/live?c={own}@99&c={through_own}@0")).await;
        assert_eq!(stream.next(SECOND).await, gone(&through_own));
        browser.get("/live").await.expect(404);
        app.browser().get(&format!("/live?c={own}@0")).await.expect(303);
    }

    async fn losing_access_closes_the_stream(app: &TestApp) {
        let house = app.house().await;
        let clerk = app.signed_in(&house.contact).await;
        let (portal, contact) = (channel(&house.contact, ""), house.contact.membership);
        let mut stream = clerk.stream(&format!("/live?c={portal}@99")).await;
        assert_eq!(stream.next(200).await, "silence");
        let mut admin = app.signed_in(&house.super_admin).await;
        admin.post(&format!("{}/contacts/{contact}/archive", house.super_admin.root), &[]).await.expect(303);
        assert_eq!(stream.next(SECOND).await, gone(&portal));
        assert_eq!(stream.next(SECOND).await, "over");
        clerk.clone().get(&format!("/live?c={portal}@99")).await.expect(404);
    }

    async fn signing_out_closes_the_streams_of_that_browser_only(app: &TestApp) {
        let house = app.house().await;
        let (mut here, there) = (app.signed_in(&house.operations).await, app.signed_in(&house.operations).await);
        let desk = channel(&house.operations, "order");
        let (mut mine, mut other) =
            (here.stream(&format!("/live?c={desk}@99")).await, there.stream(&format!("/live?c={desk}@99")).await);
        here.post("/sign-out", &[]).await.expect(303);
        assert_eq!(mine.next(SECOND).await, gone(&desk));
        assert_eq!(mine.next(SECOND).await, "over");
        assert_eq!(other.next(300).await, "silence");
    }

    async fn a_stopping_program_ends_its_streams(app: &TestApp) {
        let house = app.house().await;
        let browser = app.signed_in(&house.operations).await;
        let mut stream = browser.stream(&format!("/live?c={}@99", channel(&house.operations, "order"))).await;
        assert_eq!(stream.next(200).await, "silence");
        app.app.live.stop();
        assert_eq!(stream.next(SECOND).await, "over");
    }

    async fn another_copy_tells_within_a_second(app: &TestApp) {
        let house = app.house().await;
        let id = order(&house, "QUOTE", 1).put(app, &house).await;
        let copy = another_copy(app);
        let running = [tokio::spawn(app.app.live.clone().run(app.app.clone())), tokio::spawn(copy.live.clone().run(copy.clone()))];
        let portal = channel(&house.contact, "");
        let clerk = app.signed_in(&house.contact).await;
        let there = Browser::new(cartage::routes::service(copy.clone()));
        let mut desk = app.signed_in_at(there, &house.operations).await;
        let at = app.number("SELECT entries FROM chain_head WHERE organisation = $1", kit::args![house.organisation.id]).await;
        let mut stream = clerk.stream(&format!("/live?c={portal}@{at}")).await;
        desk.post(&format!("{}/orders/{id}/send-to-planning", house.operations.root), &[]).await.expect(303);
        assert_eq!(stream.next(2 * SECOND).await, changed(&portal, at + 1));
        running.iter().for_each(tokio::task::JoinHandle::abort);
    }

    async fn what_a_killed_copy_could_not_tell_is_found(app: &TestApp) {
        let house = app.house().await;
        let id = order(&house, "QUOTE", 1).put(app, &house).await;
        // Nobody runs this copy's hub: what it tells never leaves it, as if it had been killed after COMMIT.
        let killed = another_copy(app);
        let (portal, ours) = (channel(&house.contact, ""), channel(&house.contact, &id.to_string()));
        let clerk = app.signed_in(&house.contact).await;
        let at = app.number("SELECT entries FROM chain_head WHERE organisation = $1", kit::args![house.organisation.id]).await;
        let mut stream = clerk.stream(&format!("/live?c={portal}@{at}&c={ours}@{at}")).await;
        let mut desk = app.signed_in_at(Browser::new(cartage::routes::service(killed)), &house.operations).await;
        desk.post(&format!("{}/orders/{id}/send-to-planning", house.operations.root), &[]).await.expect(303);
        assert_eq!(row(app, &house, id).await.status, "TO_PLAN");
        assert_eq!(stream.next(300).await, "silence", "it was not told");
        app.app.live.look_once(&app.app).await.unwrap();
        let mut said = [stream.next(SECOND).await, stream.next(SECOND).await];
        said.sort();
        assert_eq!(said, [changed(&portal, at + 1), changed(&ours, at + 1)]);
        app.app.live.look_once(&app.app).await.unwrap();
        assert_eq!(stream.next(300).await, "silence", "nothing is told twice");
    }

    async fn an_act_that_records_nothing_tells_nothing(app: &TestApp) {
        let house = app.house().await;
        let id = order(&house, "QUOTE", 1).put(app, &house).await;
        send(app, &house, id).await;
        let clerk = app.signed_in(&house.contact).await;
        let at = app.number("SELECT entries FROM chain_head WHERE organisation = $1", kit::args![house.organisation.id]).await;
        let mut stream = clerk.stream(&format!("/live?c={}@{at}", channel(&house.contact, ""))).await;
        send(app, &house, id).await;
        assert_eq!(stream.next(300).await, "silence");
        app.app.live.tell(News::Look(house.organisation.id));
        assert_eq!(stream.next(300).await, "silence", "looking finds nothing new");
    }
}
