//! Stops and the address book over HTTP: what a location fills in, what is asked before one is stored twice, and what becomes of a
//! form whose location was archived or merged while it was filled (rule 7.4).

use kit::args;
use rules::access::{Right, Rights};
use testkit::{Browser, Built, Page, TestApp, both};

use crate::order_entry::usual_fields;

const SUBMISSION: &str = "018f2a6e-0000-7000-8000-0000000000a1";
const LOCATIONS: &str = "SELECT count(*) FROM location";

/// A usual form with others in place of some of its fields; an empty one is left out.
fn form(built: &Built, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let usual = usual_fields(built, SUBMISSION).into_iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    let changes = changes.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    usual.chain(changes).collect()
}

async fn send(clerk: &mut Browser, built: &Built, act: &str, changes: &[(&str, &str)]) -> Page {
    let form = form(built, changes);
    let fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    clerk.post(&format!("{}/orders/new{act}", built.contact.root), &fields).await
}

/// The customer's own location at the usual form's collection, open on Mondays with a pause and on Tuesdays without; its id.
async fn dock(clerk: &mut Browser, built: &Built) -> String {
    let fields = [
        ("name", "De Korenaar"),
        ("street", "Havenweg 12"),
        ("postcode", "4251 AB"),
        ("city", "Werkendam"),
        ("country", "NL"),
        ("monday", "8-12, 13-17"),
        ("tuesday", "9-15"),
        ("instructions", "Behind the silo"),
        ("aliases", "Dock 4"),
    ];
    let made = clerk.post(&format!("{}/locations/new", built.contact.root), &fields).await.expect(303);
    made.location.split('?').next().and_then(|path| path.rsplit('/').next()).unwrap().to_owned()
}

/// What takes the typed address away.
const NO_ADDRESS: [(&str, &str); 5] = [
    ("c0.collection.name", ""),
    ("c0.collection.street", ""),
    ("c0.collection.postcode", ""),
    ("c0.collection.city", ""),
    ("c0.collection.country", ""),
];

async fn document(app: &TestApp) -> rules::order::OrderDocument {
    rules::order::OrderDocument::from_json(&app.text("SELECT document FROM orders", args![]).await).unwrap()
}

both! {
    async fn an_address_book_longer_than_what_is_offered_is_searched_from_the_form(app: &TestApp) {
        let built = app.house().await;
        let (mut clerk, mut ann) = (app.signed_in(&built.contact).await, app.signed_in(&built.operations).await);
        let portal = format!("{}/orders/new", built.contact.root);
        let desk = format!("{}/orders/new?customer={}", built.operations.root, built.customer);
        let searched = ["hx-get=\"/p/vandorp/korenaar/locations/options\"", &format!("hx-get=\"/d/vandorp/locations/options?customer={}\"", built.customer)];
        let sql = "INSERT INTO location (id, organisation, visible, customer, name, sort_name, street, street_2, postcode, city, country, address_key,
                   opening_hours, instructions, email, phone, external_id, archived_at, version, created_at)
                   VALUES ($1, $2, 'CUSTOMER', $3, $4, $4, 'Kade 1', '', '1000 AA', 'Amsterdam', 'NL', $4, '[[],[],[],[],[],[],[]]', '', '', '', NULL, NULL, 1, 0)";
        for n in 0..200 {
            if n == 199 {
                for page in [clerk.get(&portal).await.expect(200), ann.get(&desk).await.expect(200)] {
                    assert!(!page.body.contains("locations/options"), "all of it stands in the form");
                }
            }
            let id: uuid::Uuid = app.app.ids.id(app.app.clock.now());
            app.sql(sql, args![id, built.organisation.id, built.customer, format!("dock {n:03}")]).await;
        }
        clerk.get(&portal).await.expect(200).says(searched[0]);
        ann.get(&desk).await.expect(200).says(searched[1]);
    }

    async fn opening_hours_fill_the_window_until_somebody_types_one(app: &TestApp) {
        let built = app.house().await;
        let mut clerk = app.signed_in(&built.contact).await;
        let id = dock(&mut clerk, &built).await;
        let chosen = |date: &'static str| [("c0.collection.location", id.as_str()), ("c0.collection.date", date)].to_vec();
        let with = |more: &[(&'static str, &'static str)], date| chosen(date).into_iter().chain(more.iter().copied()).collect::<Vec<_>>();
        // Tuesday: open without a pause, the window is filled; Monday: any time it is open.
        let page = send(&mut clerk, &built, "/refresh", &with(&NO_ADDRESS, "2026-05-05")).await.expect(200);
        assert_eq!((page.value("c0.collection.from"), page.value("c0.collection.until")), ("09:00".into(), "15:00".into()));
        assert_eq!((page.value("c0.collection.street"), page.value("c0.collection.hours")), ("Havenweg 12".into(), "09:00-15:00".into()));
        let moved = [("c0.collection.filled", id.as_str()), ("c0.collection.instructions", "Behind the silo")];
        let as_filled = [("c0.collection.from", "09:00"), ("c0.collection.until", "15:00"), ("c0.collection.hours", "09:00-15:00")];
        let other_day: Vec<_> = chosen("2026-05-11").into_iter().chain(moved).chain(as_filled).collect();
        let page = send(&mut clerk, &built, "/refresh", &other_day).await.expect(200);
        assert_eq!(page.value("c0.collection.from"), "");
        page.says("Any time it is open: 08:00–12:00, 13:00–17:00");
        let typed = [("c0.collection.from", "07:00"), ("c0.collection.until", "08:00"), ("c0.collection.hours", "09:00-15:00")];
        let by_hand: Vec<_> = chosen("2026-05-12").into_iter().chain(moved).chain(typed).collect();
        let page = send(&mut clerk, &built, "/refresh", &by_hand).await.expect(200);
        assert_eq!(page.value("c0.collection.from"), "07:00", "what was typed stays");
        page.says("De Korenaar is open 09:00–15:00 that day.");
        let closed: Vec<_> = chosen("2026-05-13").into_iter().chain(moved).collect();
        send(&mut clerk, &built, "/refresh", &closed).await.expect(200).says("De Korenaar is closed on Wednesday.");
    }

    async fn a_location_is_named_without_script_and_fills_the_order(app: &TestApp) {
        let built = app.house().await;
        let mut clerk = app.signed_in(&built.contact).await;
        let id = dock(&mut clerk, &built).await;
        let named: Vec<_> = NO_ADDRESS.into_iter().chain([("c0.collection.location_text", "nowhere")]).collect();
        let page = send(&mut clerk, &built, "", &named).await.expect(422);
        page.says("No single location is called “nowhere”");
        let named: Vec<_> = NO_ADDRESS.into_iter().chain([("c0.collection.location_text", "dock 4")]).collect();
        let _ = send(&mut clerk, &built, "", &named).await.expect(303);
        let collection = document(app).await.consignments[0].collection.clone();
        assert_eq!((collection.location, collection.address.city.as_str()), (Some(id), "Werkendam"));
        assert_eq!(collection.window.and_then(|window| window.from), Some(jiff::civil::time(9, 0, 0, 0)), "Tuesday's hours");
    }

    async fn an_archived_location_in_an_open_form_comes_back_with_a_word(app: &TestApp) {
        let built = app.house().await;
        let mut clerk = app.signed_in(&built.contact).await;
        let id = dock(&mut clerk, &built).await;
        let chosen = [("c0.collection.location", id.as_str()), ("c0.collection.filled", id.as_str()), ("c0.collection.note", "Ring twice")];
        let _ = clerk.post(&format!("{}/locations/{id}/archive", built.contact.root), &[]).await.expect(303);
        let page = send(&mut clerk, &built, "", &chosen).await.expect(422);
        page.says("This location is no longer in the address book").says("Ring twice");
        assert_eq!(app.number("SELECT count(*) FROM orders", args![]).await, 0);
        assert_eq!((page.value("c0.collection.location"), page.value("c0.collection.name")), (String::new(), "De Korenaar".into()));
        let _ = send(&mut clerk, &built, "", &[("c0.collection.note", "Ring twice")]).await.expect(303);
        assert_eq!(document(app).await.consignments[0].collection.location, None);
    }

    async fn a_location_merged_in_the_meantime_keeps_the_address_that_was_seen(app: &TestApp) {
        let built = app.house().await;
        let (mut clerk, mut kees) = (app.signed_in(&built.contact).await, app.signed_in(&built.super_admin).await);
        let id = dock(&mut clerk, &built).await;
        let other = [
            ("name", "De Korenaar"), ("street", "Havenweg 12"), ("street_2", "Dock 4"), ("postcode", "4251 AB"), ("city", "Werkendam"), ("country", "NL"),
            ("another", "on"),
        ];
        let made = clerk.post(&format!("{}/locations/new", built.contact.root), &other).await.expect(303);
        let survivor = made.location.split('?').next().and_then(|path| path.rsplit('/').next()).unwrap().to_owned();
        let merge = [("into", survivor.as_str()), ("version", "1"), ("into_version", "1"), ("reason", "One gate")];
        let _ = kees.post(&format!("/d/vandorp/locations/{id}/merge"), &merge).await.expect(303);
        let chosen = [("c0.collection.location", id.as_str()), ("c0.collection.filled", id.as_str())];
        let _ = send(&mut clerk, &built, "", &chosen).await.expect(303);
        let collection = document(app).await.consignments[0].collection.clone();
        assert_eq!((collection.location, collection.address.street_2), (Some(survivor), None));
    }

    async fn an_address_to_keep_is_asked_about_before_it_is_stored_twice(app: &TestApp) {
        let built = app.house().await;
        let mut clerk = app.signed_in(&built.contact).await;
        let id = dock(&mut clerk, &built).await;
        let keep = [("c0.collection.keep", "on"), ("c0.collection.name", "De Korenaar silo")];
        let page = send(&mut clerk, &built, "", &keep).await.expect(422);
        page.says("Did you mean one of these?").says(&id).says("De Korenaar silo");
        assert_eq!((app.number(LOCATIONS, args![]).await, app.number("SELECT count(*) FROM orders", args![]).await), (1, 0));
        let meant: Vec<_> = keep.into_iter().chain([("c0.collection.meant", id.as_str())]).collect();
        let _ = send(&mut clerk, &built, "", &meant).await.expect(303);
        let collection = document(app).await.consignments[0].collection.clone();
        assert_eq!((collection.location.as_deref(), collection.address.name.as_str()), (Some(id.as_str()), "De Korenaar"));
        assert_eq!(app.number(LOCATIONS, args![]).await, 1);
    }

    async fn another_place_is_kept_beside_it_and_who_may_not_keep_keeps_nothing(app: &TestApp) {
        let built = app.house().await;
        let mut clerk = app.signed_in(&built.contact).await;
        dock(&mut clerk, &built).await;
        let keep = [("c0.collection.keep", "on"), ("c0.collection.name", "De Korenaar silo"), ("c0.collection.meant", "new")];
        let orders_only = Rights::NONE.with(Right::PlaceOrders);
        let bram = app.contact(&built.organisation, (built.customer, "korenaar"), "Bram Bos", orders_only, None).await;
        let mut bram = app.signed_in(&bram).await;
        let blank = bram.get(&format!("{}/orders/new", built.contact.root)).await.expect(200);
        assert!(!blank.body.contains("Keep in the address book"));
        let other = keep.into_iter().chain([("submission", "018f2a6e-0000-7000-8000-0000000000a2"), ("reference", "B 1")]);
        let _ = send(&mut bram, &built, "", &other.collect::<Vec<_>>()).await.expect(303);
        assert_eq!(app.number(LOCATIONS, args![]).await, 1, "it is not his to keep");
        let _ = send(&mut clerk, &built, "", &keep).await.expect(303);
        assert_eq!(app.number(LOCATIONS, args![]).await, 2);
    }
}
