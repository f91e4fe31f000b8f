//! The order import as customers see it (rules 5.5 to 5.13, 6): badges and tabs by state, lists of orders and submissions merged,
//! and that no internal error is ever theirs to see.

use std::collections::{BTreeMap, BTreeSet};

use cartage::board::{self, check_projections};
use cartage::charges::PriceSeen;
use cartage::contacts::ContactId;
use cartage::failure::Failure;
use cartage::order_import::{self, Asker, Change, Decision, How, ImportRow, Seen, Standing};
use cartage::orders::acts::{Desk, Why};
use cartage::orders::{self, OrderId};
use cartage::telling::House;
use cartage::viewer::{Actor, Scope, Side};
use jiff::tz::TimeZone;
use kit::args;
use kit::db::Tx;
use rules::order::OrderDocument;
use testkit::{Browser, Built, Page, TestApp, both};
use uuid::Uuid;

use crate::built_orders::{mails, order};
use crate::order_entry::usual_fields;

pub(crate) const ORDERS: &str = "/p/vandorp/korenaar/orders";

/// A house with the order import on and updates enabled, whose contact has submitted before.
pub(crate) async fn importing(app: &TestApp) -> Built {
    let house = app.house().await;
    let sql =
        "UPDATE organisation SET import_provisioned_at = 1, import_provisioned_by = 'Kees', import_enabled = TRUE, import_updates = TRUE";
    app.sql(sql, args![]).await;
    let first = "INSERT INTO submission (id, organisation, order_id, membership, digest, at) VALUES ($1, $2, $1, $3, $4, 1)";
    app.sql(first, args![Uuid::from_u128(7), house.organisation.id, house.contact.membership, vec![1_u8]]).await;
    house
}

pub(crate) async fn automatic(app: &TestApp, create: bool, changes: bool, cancellations: bool) {
    let sql = "UPDATE organisation SET import_create_automatically = $1, import_apply_changes = $2, import_apply_cancellations = $3";
    app.sql(sql, args![create, changes, cancellations]).await;
}

/// Submits a usual order as the contact; its id.
pub(crate) async fn submit(app: &TestApp, house: &Built, reference: &str) -> OrderId {
    let mut clerk = app.signed_in(&house.contact).await;
    let submission: Uuid = app.app.ids.id(app.app.clock.now());
    let mut form = usual_fields(house, &submission.to_string());
    form.retain(|(name, _)| name != "reference");
    form.push(("reference".into(), reference.into()));
    let fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let sent = clerk.post(&format!("{ORDERS}/new"), &fields).await.expect(303);
    let now = app.app.clock.now();
    app.app.clock.set(now + jiff::Span::new().seconds(1));
    sent.location.rsplit('/').next().and_then(|last| last.split('?').next()).unwrap().parse().unwrap()
}

fn carriers() -> House {
    House::named("http://cartage.test", "vandorp", "vandorp Transport", TimeZone::get("Europe/Amsterdam").unwrap())
}

fn desk(house: &Built) -> Desk {
    let scope = Scope { organisation: house.organisation.id, customer: None };
    Desk { scope, zone: TimeZone::get("Europe/Amsterdam").unwrap(), house: carriers() }
}

fn ann() -> Actor {
    Actor { name: "Ann Smit".into(), side: Side::Carrier, membership: None }
}

fn marit(house: &Built) -> Actor {
    Actor { name: "Marit de Wit".into(), side: Side::Customer, membership: Some(house.contact.membership) }
}

fn own(house: &Built) -> Scope {
    Scope { organisation: house.organisation.id, customer: Some(house.customer) }
}

/// The open import of an order as the desk sees it now.
async fn seen(tx: &mut Tx, scope: Scope, id: OrderId) -> Result<Seen, Failure> {
    let import = order_import::open_of(tx, scope.organisation, id).await?.unwrap();
    let order = orders::by_id(tx, scope, id).await.ok().map(|row| row.version);
    Ok(Seen { import: import.id, revision: import.revision, order })
}

pub(crate) async fn accept(app: &TestApp, house: &Built, id: OrderId) {
    let (desk, organisation) = (desk(house), house.organisation.id);
    let done = app.app.act_as(organisation, ann(), move |tx, act| {
        Box::pin(async move {
            let seen = seen(tx, desk.scope, id).await?;
            let (choices, reason, price) = (BTreeMap::new(), "It fits".into(), PriceSeen::NotAsked);
            let decision = Decision { desk, seen, how: How::Accept, document: None, choices, reason, price };
            order_import::accept(tx, act, decision).await.map(drop).map_err(|not| Failure::refused(format!("{not:?}")))
        })
    });
    done.await.unwrap();
}

pub(crate) async fn reject(app: &TestApp, house: &Built, id: OrderId, reason: &'static str) {
    let (desk, organisation) = (desk(house), house.organisation.id);
    let done = app.app.act_as(organisation, ann(), move |tx, act| {
        Box::pin(async move {
            let seen = seen(tx, desk.scope, id).await?;
            let why = Why { reason: reason.into(), note: "They are late payers".into() };
            order_import::reject(tx, act, &desk, seen, &why).await
        })
    });
    done.await.unwrap();
}

pub(crate) async fn ask(app: &TestApp, house: &Built, id: OrderId, question: &'static str) {
    let (desk, organisation) = (desk(house), house.organisation.id);
    let done = app.app.act_as(organisation, ann(), move |tx, act| {
        Box::pin(async move {
            let seen = seen(tx, desk.scope, id).await?;
            order_import::ask(tx, act, &desk, seen, question).await
        })
    });
    done.await.unwrap();
}

/// The contact sends the order with other planning instructions.
pub(crate) async fn change(app: &TestApp, house: &Built, id: OrderId, words: &'static str) {
    let (scope, contact) = (own(house), ContactId(house.contact.membership));
    let submission: Uuid = app.app.ids.id(app.app.clock.now());
    let done = app.app.act_as(house.organisation.id, marit(house), move |tx, act| {
        Box::pin(async move {
            let row = orders::by_id(tx, scope, id).await?;
            let mut document = OrderDocument::from_json(&row.document).unwrap();
            document.planning_instructions = Some(words.into());
            let seen = Standing::load(tx, scope, id).await?.stood();
            let asker = Asker { scope, contact, house: carriers(), order: id, seen };
            let digest = submission.as_bytes().to_vec();
            let sent = order_import::change(tx, act, Change { asker, submission, document }, digest).await;
            sent.map(drop).map_err(|not| Failure::refused(format!("{not:?}")))
        })
    });
    done.await.unwrap();
}

async fn ended_by_the_carrier(app: &TestApp, house: &Built, id: OrderId) {
    let (desk, organisation) = (desk(house), house.organisation.id);
    let done = app.app.act_as(organisation, ann(), move |tx, act| {
        Box::pin(async move {
            let version = orders::by_id(tx, desk.scope, id).await?.version;
            let why = Why { reason: "The truck broke down".into(), note: String::new() };
            orders::acts::cancel(tx, act, &desk, orders::acts::Seen { order: id, version }, &why).await
        })
    });
    done.await.unwrap();
}

/// An order made through the import.
pub(crate) async fn made(app: &TestApp, house: &Built, reference: &str) -> OrderId {
    automatic(app, true, false, false).await;
    let id = submit(app, house, reference).await;
    automatic(app, false, false, false).await;
    id
}

pub(crate) fn path(id: OrderId) -> String {
    format!("{ORDERS}/{id}")
}

/// Posts an act from the page as it is now.
pub(crate) async fn post(browser: &mut Browser, id: OrderId, act: &str, fields: &[(&str, &str)]) -> Page {
    let seen = if ["cancel", "take-back"].contains(&act) { seen_on(&browser.get(&path(id)).await) } else { String::new() };
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("seen", seen.as_str())]).collect();
    browser.post(&format!("{ORDERS}/{id}/{act}"), &fields).await
}

/// What the page's forms carry of how the order stands.
pub(crate) fn seen_on(page: &Page) -> String {
    page.body.split_once("name=\"seen\" value=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default().to_owned()
}

fn ids(page: &Page) -> Vec<String> {
    page.body.split("<tr id=\"order-").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// What a person reads of some HTML.
fn text(html: &str) -> String {
    let words: String = html.split('<').map(|part| part.split_once('>').map_or("", |(_, text)| text)).collect::<Vec<_>>().join(" ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The body of a page, as read.
fn main(page: &Page) -> String {
    text(page.body.split_once("<main").unwrap().1.split_once("</main>").unwrap().0)
}

/// The line of an order in a list, as read.
fn line(page: &Page, id: OrderId) -> String {
    text(page.body.split_once(&format!("<tr id=\"order-{id}\"")).unwrap().1.split_once("</tr>").unwrap().0)
}

pub(crate) async fn clean(app: &TestApp, house: &Built) {
    let found = check_projections(&app.app, house.organisation.id, false).await.unwrap();
    // The house's names were put straight into the tables, without their words.
    let told: Vec<&String> = found.told.iter().filter(|told| !told.starts_with("customer ") && !told.starts_with("contact ")).collect();
    assert_eq!(told, Vec::<&String>::new());
}

pub(crate) fn without(page: &Page, words: &str) {
    assert!(!page.body.contains(words), "{words} stands in:\n{}", page.body);
}

both! {
    async fn every_state_has_its_badge_its_reason_and_its_tabs(app: &TestApp) {
        let house = importing(app).await;
        let mut clerk = app.signed_in(&house.contact).await;
        let mut states: Vec<(OrderId, &str, &str, &[&str])> = Vec::new();
        states.push((submit(app, &house, "S waits").await, "Waiting for approval", "", &["waiting"]));
        let rejected = submit(app, &house, "S rejected").await;
        reject(app, &house, rejected, "Outside our area").await;
        states.push((rejected, "Not accepted", "Outside our area", &["cancelled"]));
        let withdrawn = submit(app, &house, "S withdrawn").await;
        let _done = post(&mut clerk, withdrawn, "cancel", &[("reason", "Sold elsewhere")]).await.expect(303);
        states.push((withdrawn, "Cancelled by you", "Sold elsewhere", &["cancelled"]));
        let accepted = submit(app, &house, "S accepted").await;
        accept(app, &house, accepted).await;
        states.push((accepted, "", "", &["to-plan"]));
        let update = made(app, &house, "U waits").await;
        change(app, &house, update, "Ring first").await;
        states.push((update, "Update awaiting approval", "", &["waiting", "to-plan"]));
        let applied = made(app, &house, "U applied").await;
        automatic(app, false, true, false).await;
        change(app, &house, applied, "Ring first").await;
        automatic(app, false, false, false).await;
        states.push((applied, "Update awaiting approval", "applied, not yet seen by the carrier", &["to-plan"]));
        let refused = made(app, &house, "U rejected").await;
        change(app, &house, refused, "Ring first").await;
        reject(app, &house, refused, "No phone on board").await;
        states.push((refused, "Update not accepted", "No phone on board", &["to-plan"]));
        let cancelling = made(app, &house, "C waits").await;
        let _done = post(&mut clerk, cancelling, "cancel", &[]).await.expect(303);
        states.push((cancelling, "Cancellation awaiting approval", "", &["waiting", "to-plan"]));
        let kept = made(app, &house, "C rejected").await;
        let _done = post(&mut clerk, kept, "cancel", &[]).await.expect(303);
        reject(app, &house, kept, "It is on the truck").await;
        states.push((kept, "Cancellation not accepted", "It is on the truck", &["to-plan"]));
        let cancelled = made(app, &house, "C accepted").await;
        let _done = post(&mut clerk, cancelled, "cancel", &[("reason", "No flour")]).await.expect(303);
        accept(app, &house, cancelled).await;
        states.push((cancelled, "Cancelled by you", "No flour", &["cancelled"]));
        let ended = made(app, &house, "C carrier").await;
        ended_by_the_carrier(app, &house, ended).await;
        states.push((ended, "Cancelled by the carrier", "The truck broke down", &["cancelled"]));

        for tab in ["all", "waiting", "quotes", "to-plan", "planned", "in-transit", "delivered", "cancelled"] {
            let page = clerk.get(&format!("{ORDERS}?tab={tab}")).await.expect(200);
            let should: BTreeSet<String> =
                states.iter().filter(|(.., tabs)| tab == "all" || tabs.contains(&tab)).map(|(id, ..)| id.to_string()).collect();
            let shown = ids(&page);
            assert_eq!(shown.iter().cloned().collect::<BTreeSet<_>>(), should, "{tab}");
            assert_eq!(shown.len(), should.len(), "{tab}: no row twice");
            if !should.is_empty() {
                page.says(&format!("<span class=\"count\">{}</span>", should.len()));
            }
        }
        let all = clerk.get(ORDERS).await.expect(200);
        let badges = ["Waiting for approval", "Update awaiting approval", "Cancellation awaiting approval", "Update not accepted",
            "Cancellation not accepted", "Cancelled by you", "Cancelled by the carrier", "Not accepted"];
        for (id, badge, beside, _) in &states {
            let (line, page) = (line(&all, *id), clerk.get(&path(*id)).await.expect(200));
            let said: Vec<&str> = badges.into_iter().filter(|word| line.contains(word)).collect();
            assert_eq!(said, if badge.is_empty() { vec![] } else { vec![*badge] }, "{line}");
            assert!(line.contains(beside), "{line}");
            page.says(badge).says(beside);
            without(&page, "late payers");
        }
        assert!(line(&all, states[0].0).starts_with("S waits Waiting for approval "), "{}", line(&all, states[0].0));
        clean(app, &house).await;
        clerk.get("/p/vandorp/korenaar/dashboard").await.expect(200).says("3 orders</a> wait for approval").says("Update not accepted").says("Outside our area");
    }

    async fn an_import_in_error_looks_exactly_like_one_that_waits(app: &TestApp) {
        let house = importing(app).await;
        let waits = submit(app, &house, "PO A").await;
        let now = app.app.clock.now();
        app.app.clock.set(now - jiff::Span::new().seconds(1));
        app.sql("UPDATE transport_service SET cut_off = 'DAY_BEFORE', cut_off_time = '09:00'", args![]).await;
        let error = submit(app, &house, "PO B").await;
        assert_eq!(app.text("SELECT state FROM order_import WHERE reference = 'PO B'", args![]).await, "ERROR");
        let mut clerk = app.signed_in(&house.contact).await;
        let list = clerk.get(&format!("{ORDERS}?tab=waiting")).await.expect(200);
        let code = |page: &Page| page.body.split_once("data-copy=\"").map(|(_, rest)| rest.split('"').next().unwrap().to_owned()).unwrap();
        let (one, other) = (clerk.get(&path(waits)).await.expect(200), clerk.get(&path(error)).await.expect(200));
        let as_one = |text: String| text.replace("PO B", "PO A").replace(&code(&other), &code(&one));
        assert_eq!(as_one(main(&other)), main(&one));
        assert_eq!(as_one(line(&list, error)), line(&list, waits));
        let dashboard = clerk.get("/p/vandorp/korenaar/dashboard").await.expect(200);
        let lines = app.number("SELECT count(*) FROM digest_item WHERE lower(line) LIKE '%error%' OR lower(line) LIKE '%cut-off%' OR lower(line) LIKE '% late%'", args![]).await;
        assert_eq!(lines, 0);
        let mails: Vec<String> = mails(app).await.into_iter().filter(|(to, _)| to.contains("korenaar")).map(|(_, mail)| mail).collect();
        for read in [main(&other), text(&list.body), main(&dashboard)].into_iter().chain(mails) {
            for word in ["cut-off", "cutoff", "error", " late", "too late", "lead time", "ERROR"] {
                assert!(!read.contains(word), "{word}: {read}");
            }
        }
        // A change that comes too late waits like any other, too.
        let order = made_before(app, &house).await;
        change(app, &house, order, "Ring first").await;
        clerk.get(&path(order)).await.expect(200).says("Update awaiting approval");
    }

    async fn pages_of_merged_lists_show_every_line_once(app: &TestApp) {
        let house = importing(app).await;
        let model = submit(app, &house, "PO model").await;
        for n in 0..80_i64 {
            let mut built = order(&house, if n % 4 == 0 { "CANCELLED" } else { "TO_PLAN" }, n + 1);
            if n % 4 == 0 {
                built.cancelled_from = Some("PLANNED");
            }
            built.pause = n % 2;
            built.put(app, &house).await;
            let shelf = ["WAITING", "REJECTED", "WITHDRAWN", "ERROR"][usize::try_from(n % 4).unwrap()];
            copy(app, &house, model, shelf, n).await;
        }
        clean(app, &house).await;
        let mut clerk = app.signed_in(&house.contact).await;
        for (query, should, pages) in [("", 161, 4), ("?tab=waiting", 41, 1), ("?tab=cancelled", 60, 2), ("?sort=collection", 161, 4), ("?sort=collection-last", 161, 4), ("?q=gent", 161, 4), ("?from=2026-05-05&until=2026-05-05", 161, 4)] {
            let (mut met, mut walked, mut at) = (Vec::new(), Vec::new(), format!("{ORDERS}{query}"));
            loop {
                let page = clerk.get(&at).await.expect(200);
                met.extend(ids(&page));
                walked.push(ids(&page));
                let Some((before, _)) = page.body.split_once("\" rel=\"next\"") else { break };
                at = format!("{ORDERS}{}", before.rsplit_once("href=\"").unwrap().1.replace("&amp;", "&").replace("&#38;", "&"));
            }
            assert_eq!((met.len(), met.iter().collect::<BTreeSet<_>>().len(), walked.len()), (should, should, pages), "{query}");
            if walked.len() > 2 {
                let last = clerk.get(&at).await.expect(200);
                let back = last.body.split_once("\" rel=\"prev\"").unwrap().0.rsplit_once("href=\"").unwrap().1.replace("&amp;", "&").replace("&#38;", "&");
                assert_eq!(ids(&clerk.get(&format!("{ORDERS}{back}")).await.expect(200)), walked[walked.len() - 2], "{query}");
            }
        }
    }

    async fn what_waits_is_found_by_its_words_and_once_when_it_is_an_order(app: &TestApp) {
        let house = importing(app).await;
        let id = submit(app, &house, "PO Hazelnut 77").await;
        let rejected = submit(app, &house, "PO Walnut").await;
        let mut clerk = app.signed_in(&house.contact).await;
        for needle in ["hazelnut", "po-hazelnut-77", "kouter", "gent"] {
            let found = ids(&clerk.get(&format!("{ORDERS}?q={needle}")).await.expect(200));
            assert_eq!(found.contains(&id.to_string()), needle != "kouter", "{needle}");
        }
        reject(app, &house, rejected, "No").await;
        accept(app, &house, id).await;
        for (needle, should) in [("hazelnut", id), ("or-0001", id), ("walnut", rejected)] {
            assert_eq!(ids(&clerk.get(&format!("{ORDERS}?q={needle}")).await.expect(200)), [should.to_string()], "{needle}");
        }
        clean(app, &house).await;
        app.sql("DELETE FROM search_text WHERE order_id = $1", args![rejected]).await;
        app.sql("UPDATE tally SET count = 9 WHERE what = 'NOT_ACCEPTED'", args![]).await;
        assert!(check_projections(&app.app, house.organisation.id, true).await.unwrap().differ > 2);
        clean(app, &house).await;
    }
}

/// An order of the import from before the cut-off.
async fn made_before(app: &TestApp, house: &Built) -> OrderId {
    app.sql("UPDATE transport_service SET cut_off = 'NO_CUT_OFF', cut_off_time = NULL", args![]).await;
    let id = made(app, house, "PO C").await;
    app.sql("UPDATE transport_service SET cut_off = 'DAY_BEFORE', cut_off_time = '09:00'", args![]).await;
    id
}

/// Another submission like that one, in some state, as the act that makes one leaves it.
async fn copy(app: &TestApp, house: &Built, model: OrderId, state: &'static str, n: i64) {
    let now = app.app.clock.now();
    let (organisation, id, order): (_, order_import::ImportId, OrderId) = (house.organisation.id, app.app.ids.id(now), app.app.ids.id(now));
    let done: Result<(), Failure> = app
        .app
        .act_as(organisation, marit(house), move |tx, _| {
            Box::pin(async move {
                let row = order_import::of_order(tx, organisation, model).await?.remove(0);
                let reference = format!("PO copy {n}");
                let row = ImportRow {
                    id,
                    order_id: order,
                    state: state.into(),
                    submission_code: format!("C{n:07}"),
                    submitted_at: now,
                    reference_key: reference.to_lowercase(),
                    reference,
                    decided_at: Some(now),
                    ..row
                };
                tx.insert(&row).await?;
                board::import_moved(tx, None, &row).await
            })
        })
        .await;
    done.unwrap();
}
