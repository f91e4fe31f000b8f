//! Who may: every route of the map as nobody, a stranger, another customer, a contact without rights, the customer, each staff
//! role, and staff of another organisation, against the table `who_may.txt`, which is written by hand from rules 1.1 to 1.7.
//! A route without a row fails; so does a row without a route.

use std::collections::BTreeMap;

use cartage::viewer::Who;
use kit::args;
use rules::access::{Right, Rights, Role};
use testkit::{Browser, Built, Page, TestApp, both};

/// The columns of the table, in order.
const VISITORS: [&str; 11] = [
    "nobody",
    "stranger",
    "other-customer",
    "no-rights",
    "customer",
    "super-admin",
    "admin",
    "operations",
    "finance",
    "viewer",
    "other-haulier",
];

/// What an answer means, as the table writes it.
fn meaning(page: &Page) -> &'static str {
    match page.status.as_u16() {
        _ if page.location.starts_with("/sign-in?next=") => "in", // to the sign-in
        200..=399 => "ok",
        422 | 409 | 429 => "ok", // let in; the empty form is refused for what it holds
        401 => "in",
        403 => "no",
        404 => "--",
        _ => "!!",
    }
}

/// A house with one of everything, and everybody who may come by.
pub(crate) struct World {
    pub(crate) built: Built,
    browsers: Vec<(&'static str, Browser)>,
    pub(crate) ids: BTreeMap<&'static str, String>,
}

pub(crate) async fn world(app: &TestApp) -> World {
    let built = app.house().await;
    let organisation = &built.organisation;
    let other = app.customer(organisation, "deltaplast").await;
    let neighbour = app.contact(organisation, (other, "deltaplast"), "Pieter Visser", Rights::ALL, None).await;
    let bare = app.contact(organisation, (built.customer, "korenaar"), "Bram Bos", Rights::NONE, None).await;
    let rival = app.organisation("lisowski").await;
    let rival_admin = app.staff(&rival, "Tomasz Lisowski", Role::SuperAdmin).await;
    let stranger = app.person("Nobody Inparticular", "nobody@elsewhere.example").await;
    let stranger = testkit::Login { person: stranger, membership: uuid::Uuid::nil(), root: String::new() };
    let mut browsers = vec![("nobody", app.browser())];
    for (name, login) in [("stranger", &stranger), ("other-customer", &neighbour), ("no-rights", &bare), ("customer", &built.contact)] {
        browsers.push((name, app.signed_in(login).await));
    }
    for (name, role) in [
        ("super-admin", Role::SuperAdmin),
        ("admin", Role::Admin),
        ("operations", Role::Operations),
        ("finance", Role::Finance),
        ("viewer", Role::Viewer),
    ] {
        let login = app.staff(organisation, &format!("Staff {name}"), role).await;
        browsers.push((name, app.signed_in(&login).await));
    }
    browsers.push(("other-haulier", app.signed_in(&rival_admin).await));
    let level = app.level(organisation, built.service, "Before 10:00").await;
    let order = crate::order_entry::submitted(app, &built).await;
    app.sql("UPDATE customer SET show_charges = TRUE", args![]).await;
    let charge = crate::charges::asked(app, &built, order.parse().unwrap(), 10_000).await.to_string();
    let (document_type, document) = crate::documents::filed(app, &built, order.parse().unwrap()).await;
    let location = location(app, &built).await;
    let stop = stop_of(app).await;
    let ids = BTreeMap::from([
        ("orders", order),
        ("charges", charge),
        ("document-types", document_type),
        ("documents", document),
        ("customers", built.customer.to_string()),
        ("contacts", built.contact.membership.to_string()),
        ("services", built.service.to_string()),
        ("levels", level.to_string()),
        ("locations", location),
        ("rate-cards", crate::rate_cards::card(app, &built, &[]).await.rsplit('/').next().unwrap().to_owned()),
        ("users", built.operations.membership.to_string()),
        ("stops", stop),
        ("outbox", message(app, &built).await),
        ("imports", import(app, &built).await),
        ("fields", own_field(app, &built).await),
        ("templates", template(app, &built).await),
        ("uploads", upload(app, &built, "ORDERS").await),
        ("customer-uploads", upload(app, &built, "CUSTOMERS").await),
        ("contact-uploads", upload(app, &built, "CONTACTS").await),
        ("location-uploads", upload(app, &built, "LOCATIONS").await),
    ]);
    World { built, browsers, ids }
}

async fn location(app: &TestApp, built: &Built) -> String {
    let id: uuid::Uuid = app.app.ids.id(app.app.clock.now());
    app.sql(
        "INSERT INTO location (id, organisation, visible, customer, name, sort_name, street, street_2, postcode, city, country, address_key,
         opening_hours, instructions, email, phone, external_id, archived_at, version, created_at)
         VALUES ($1, $2, 'CUSTOMER', $3, 'Dock', 'dock', 'Kade 1', '', '1000 AA', 'Amsterdam', 'NL', 'dock', '[[],[],[],[],[],[],[]]', '', '', '', NULL,
         NULL, 1, 0)",
        args![id, built.organisation.id, built.customer],
    )
    .await;
    id.to_string()
}

async fn own_field(app: &TestApp, built: &Built) -> String {
    let arranged = r#"{"custom":[{"key":"dock_number","label":"Dock number","at":"STOP","kind":"TEXT"}]}"#;
    let sql = "INSERT INTO order_form (organisation, arranged, version, changed_at, changed_by) VALUES ($1, $2, 1, 0, 'Ann')";
    app.sql(sql, args![built.organisation.id, arranged]).await;
    "dock_number".to_owned()
}

async fn upload(app: &TestApp, built: &Built, kind: &str) -> String {
    let id: uuid::Uuid = app.app.ids.id(app.app.clock.now());
    let (customer, side) = if kind == "ORDERS" { (Some(built.customer), "CUSTOMER") } else { (None, "CARRIER") };
    app.sql(
        "INSERT INTO upload (id, organisation, customer, kind, membership, sent_by, sent_side, file_name, state, left_out, row_count, line_count,
         created_at, claimed_until) VALUES ($1, $2, $3, $4, $5, 'Marit', $6, 'week.csv', 'CHECKED', '[]', 0, 0, 0, 0)",
        args![id, built.organisation.id, customer, kind, built.contact.membership, side],
    )
    .await;
    id.to_string()
}

async fn template(app: &TestApp, built: &Built) -> String {
    let id: uuid::Uuid = app.app.ids.id(app.app.clock.now());
    app.sql(
        "INSERT INTO order_template (id, organisation, customer, name, sort_name, document, created_at, created_by, version)
         SELECT $1, organisation, customer, 'Weekly', 'weekly', document, 0, 'Marit', 1 FROM orders WHERE organisation = $2",
        args![id, built.organisation.id],
    )
    .await;
    id.to_string()
}

async fn message(app: &TestApp, built: &Built) -> String {
    let id: uuid::Uuid = app.app.ids.id(app.app.clock.now());
    let sql = "INSERT INTO outbox (id, tenant, kind, receiver, payload, state, due_at, attempts, created_at) VALUES ($1, $2, 'mail', 'a@b.example', '', 'PENDING', 0, 0, 0)";
    app.sql(sql, args![id, built.organisation.id]).await;
    id.to_string()
}

async fn import(app: &TestApp, built: &Built) -> String {
    let id: uuid::Uuid = app.app.ids.id(app.app.clock.now());
    app.sql(
        "INSERT INTO order_import (id, organisation, customer, order_id, kind, state, revision, submission_code, contact, submitted_by,
         submitted_at, received_at, document, operations, findings, remarks, wish, reason, internal_note, asked, service, reference,
         reference_key, collection_date, delivery_date, from_place, to_place, goods, with_changes)
         SELECT $1, organisation, customer, $1, 'CREATE', 'WAITING', 0, 'CT1234', $2, 'Marit', created_at, created_at, document, '', '{}', 0,
         '', '', '', FALSE, service, 'PO who', 'po who', collection_date, delivery_date, from_place, to_place, goods, FALSE FROM orders",
        args![id, built.contact.membership],
    )
    .await;
    id.to_string()
}

async fn stop_of(app: &TestApp) -> String {
    let document = app.text("SELECT document FROM orders", args![]).await;
    let document = rules::order::OrderDocument::from_json(&document).unwrap();
    document.consignments[0].collection.id.to_string()
}

/// The path with real ids in it.
pub(crate) fn concrete(path: &str, world: &World) -> String {
    let mut before = "";
    let segments = path.split('/').map(|segment| {
        let filled = match segment {
            "{organisation}" => world.built.organisation.slug.clone(),
            "{customer}" if before == "{organisation}" => "korenaar".to_owned(),
            "{*file}" => "cartage.css".to_owned(),
            "{file}" => "1f5fbf.css".to_owned(),
            "{token}" => "no-such-token".to_owned(),
            segment if segment.starts_with('{') => world.ids.get(before).cloned().unwrap_or_else(|| "no-such-thing".to_owned()),
            segment => segment.to_owned(),
        };
        before = segment;
        filled
    });
    segments.collect::<Vec<_>>().join("/")
}

fn table() -> BTreeMap<String, Vec<&'static str>> {
    let lines = include_str!("who_may.txt").lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (route, answers) = line.split_once('|').expect("route | answers");
            let answers: Vec<&str> = answers.split_whitespace().collect();
            assert_eq!(answers.len(), VISITORS.len(), "{line}");
            (route.split_whitespace().collect::<Vec<_>>().join(" "), answers)
        })
        .collect()
}

both! {
    async fn every_route_answers_everyone_as_the_table_says(app: &TestApp) {
        let mut world = world(app).await;
        let (table, mut wrong, mut seen) = (table(), Vec::new(), Vec::new());
        let mut browsers = std::mem::take(&mut world.browsers);
        for route in cartage::routes::map().routes {
            let key = format!("{} {}", route.method, route.path);
            let path = concrete(route.path, &world);
            let mut answers = Vec::new();
            for (name, browser) in &mut browsers {
                // What changes something is tried on a copy of the visitor, so that signing out or ending sessions stays without effect.
                let page = match route.method.as_str() {
                    "GET" => browser.get(&path).await,
                    _ if ends_sessions(route.path) => app.browser().post(&path, &[]).await,
                    _ => browser.post(&path, &[]).await,
                };
                answers.push(meaning(&page));
                if page.status.is_server_error() {
                    wrong.push(format!("{key} answered {name} with {}", page.status));
                }
            }
            match table.get(&key) {
                None => wrong.push(format!("no row: {key:62} | {}", answers.join(" "))),
                Some(expected) if *expected != answers => wrong.push(format!("{key}\n  table  {}\n  answer {}", expected.join(" "), answers.join(" "))),
                Some(_) => {}
            }
            seen.push(key);
        }
        wrong.extend(table.keys().filter(|key| !seen.contains(key)).map(|key| format!("no such route: {key}")));
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

both! {
    async fn an_id_of_somebody_else_does_not_exist_in_ones_own_house(app: &TestApp) {
        let mut world = world(app).await;
        let mut browsers: BTreeMap<&str, Browser> = std::mem::take(&mut world.browsers).into_iter().collect();
        let (mut wrong, mut tried) = (Vec::new(), 0);
        for route in cartage::routes::map().routes {
            let inner = route.path.split('/').filter(|segment| segment.starts_with('{')).count();
            let (visitor, path) = match route.who {
                Who::Staff(_) if inner > 1 => ("other-haulier", concrete(route.path, &world).replace("/d/vandorp", "/d/lisowski")),
                Who::Contact(_) if inner > 2 => ("other-customer", concrete(route.path, &world).replace("/korenaar", "/deltaplast")),
                _ => continue,
            };
            let browser = browsers.get_mut(visitor).unwrap();
            let page = if route.method == "GET" { browser.get(&path).await } else { browser.post(&path, &[("version", "1"), ("reason", "x")]).await };
            tried += 1;
            if page.status != 404 {
                wrong.push(format!("{} {path} answered {visitor} with {}", route.method, page.status));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(tried > 20, "only {tried} routes tried");
        assert_eq!(app.number("SELECT count(*) FROM history WHERE organisation <> $1", args![world.built.organisation.id]).await, 0);
    }
}

/// Routes whose act would take the other visitors' sessions away.
fn ends_sessions(path: &str) -> bool {
    path == "/sign-out" || path.starts_with("/me/sessions")
}

#[test]
fn every_route_says_whom_it_is_for_by_its_place() {
    for route in cartage::routes::map().routes {
        let fits = match route.who {
            Who::Contact(_) => route.path.starts_with("/p/{organisation}/{customer}"),
            Who::Staff(_) => route.path.starts_with("/d/{organisation}"),
            Who::Person | Who::Anyone => !route.path.starts_with("/p/") && !route.path.starts_with("/d/"),
        };
        assert!(fits, "{} {} is for {:?}", route.method, route.path, route.who);
    }
    assert!(Rights::ALL.has(Right::PlaceOrders));
}
