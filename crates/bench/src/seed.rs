//! A database to measure on: hauliers, their customers and people, and as many orders as asked, written the way an act writes them.

use cartage::board;
use cartage::customers::CustomerId;
use cartage::failure::Failure;
use cartage::history::{Entry, Subject};
use cartage::orders::{OrderId, OrderRow, SubmissionRow, search_words};
use cartage::transport_services::ServiceId;
use cartage::viewer::{Actor, SESSION_COOKIE, Side};
use jiff::{Span, Timestamp};
use kit::args;
use kit::db::Db;
use rules::access::{Rights, Role};
use rules::creation_status::{Flow, Levels, Standing, Status, decide};
use rules::order::{Address, Consignment, GoodsLine, OrderDocument, PartId, Stop};
use rust_decimal::Decimal;
use testkit::{Login, Organisation, TestApp};

/// Orders of one act while seeding.
const CHUNK: usize = 500;
/// Customers of the large haulier.
pub const CUSTOMERS: usize = 40;
/// Small hauliers beside it.
pub const OTHERS: usize = 31;

/// The haulier whose order imports carry themselves out.
pub const AUTOMATIC: &str = "automatic";
/// The haulier whose order imports wait.
pub const WAITING: &str = "waiting";

/// A customer with a signed-in contact.
#[derive(Clone)]
pub struct Buyer {
    /// The customer.
    pub id: CustomerId,
    /// Somebody of it.
    pub contact: Login,
    /// Their session.
    pub cookie: String,
}

/// A haulier with its customers.
#[derive(Clone)]
pub struct House {
    /// The haulier.
    pub organisation: Organisation,
    /// Its one service.
    pub service: ServiceId,
    /// Its customers.
    pub buyers: Vec<Buyer>,
    /// `/d/…` and a cookie of its operations staff.
    pub desk: (String, String),
}

/// The database with everybody in it.
pub struct Seeded {
    /// The builders over it.
    pub app: TestApp,
    /// The haulier with the orders.
    pub large: House,
    /// Hauliers with one customer and no orders.
    pub others: Vec<House>,
    /// A haulier that runs the order import, all of it by itself.
    pub automatic: House,
    /// A haulier that runs the order import and decides everything by hand.
    pub waiting: House,
    /// How many orders there are.
    pub many: usize,
    /// Some of the large haulier's orders: of the first customer.
    pub orders: Vec<OrderId>,
}

impl Seeded {
    /// The day it is where the hauliers are.
    #[must_use]
    pub fn today(&self) -> jiff::civil::Date {
        self.app.app.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date()
    }
}

/// Fills an empty, migrated database.
///
/// # Errors
/// When the database does not answer.
pub async fn seed(db: Db, orders: usize) -> anyhow::Result<Seeded> {
    let app = TestApp::over(db);
    let large = house(&app, "large", CUSTOMERS).await;
    let mut others = Vec::new();
    for n in 0..OTHERS {
        others.push(house(&app, &format!("other-{n}"), 1).await);
    }
    let (automatic, waiting) = (import_house(&app, AUTOMATIC, true).await, import_house(&app, WAITING, false).await);
    let mut some = Vec::new();
    let mut made = 0;
    while made < orders {
        let many = CHUNK.min(orders - made);
        some.extend(chunk(&app, &large, made, many, orders).await?);
        made += many;
    }
    some.truncate(1_000);
    for series in ["QUOTE", "ORDER"] {
        let sql = "INSERT INTO number_series (organisation, series, period, last) VALUES ($1, $2, '', $3)";
        app.sql(sql, args![large.organisation.id, series, i64::try_from(orders)?]).await;
    }
    if app.app.db.kind() == kit::db::Kind::Postgres {
        app.sql("ANALYZE", Vec::new()).await; // what the server does by itself a minute later
    }
    Ok(Seeded { app, large, others, automatic, waiting, many: orders.max(1), orders: some })
}

/// A haulier that runs the order import; by itself, or by hand.
pub async fn import_house(app: &TestApp, slug: &str, by_itself: bool) -> House {
    let house = house(app, slug, CUSTOMERS).await;
    let on = "UPDATE organisation SET import_provisioned_at = 1, import_provisioned_by = 'Kees van Dorp', import_enabled = TRUE,
              import_create_automatically = $2 WHERE id = $1";
    app.sql(on, args![house.organisation.id, by_itself]).await;
    house
}

async fn house(app: &TestApp, slug: &str, customers: usize) -> House {
    let organisation = app.organisation(slug).await;
    let service = app.service(&organisation, "Groupage Benelux").await;
    let staff = app.staff(&organisation, "Ann Smit", Role::Operations).await;
    let mut buyers = Vec::new();
    for n in 0..customers {
        let customer_slug = format!("customer-{n}");
        let id = app.customer(&organisation, &customer_slug).await;
        let name = format!("Clerk {slug} {n}");
        let contact = app.contact(&organisation, (id, &customer_slug), &name, Rights::default(), None).await;
        let cookie = cookie(app, &contact).await;
        buyers.push(Buyer { id, contact, cookie });
    }
    let cookie = cookie(app, &staff).await;
    House { organisation, service, buyers, desk: (staff.root, cookie) }
}

/// Signs somebody in: the header of their session.
pub async fn cookie(app: &TestApp, login: &Login) -> String {
    let browser = app.signed_in(login).await;
    format!("{SESSION_COOKIE}={}", browser.cookie(SESSION_COOKIE))
}

/// What most orders of a haulier are: delivered long ago; a few are on their way.
fn status(n: usize) -> &'static str {
    match n % 100 {
        0..=1 => "QUOTE",
        2..=4 => "TO_PLAN",
        5..=6 => "PLANNED",
        7 => "IN_TRANSIT",
        8..=11 => "CANCELLED",
        _ => "COMPLETED",
    }
}

const CITIES: [(&str, &str); 8] = [
    ("Rotterdam", "3011"),
    ("Werkendam", "4251"),
    ("Gent", "9000"),
    ("Antwerpen", "2030"),
    ("Köln", "50667"),
    ("Łódź", "90-001"),
    ("Lille", "59000"),
    ("Utrecht", "3511"),
];

fn stop(id: &str, n: usize, at: Timestamp) -> Stop {
    let (city, postcode) = CITIES[n % CITIES.len()];
    let address = Address {
        name: format!("Warehouse {}", n % 97),
        street: format!("Havenweg {}", n % 301),
        postcode: postcode.into(),
        city: city.into(),
        country: "NL".into(),
        ..Address::default()
    };
    Stop { id: PartId::new(id), address, date: Some(at.to_zoned(jiff::tz::TimeZone::UTC).date()), ..Stop::default() }
}

/// The nth order's document.
#[must_use]
pub fn document(service: ServiceId, n: usize, at: Timestamp) -> OrderDocument {
    let goods = |line: usize| GoodsLine {
        id: PartId::new(format!("g{line}")),
        quantity: u32::try_from(1 + n % 26).unwrap_or(1),
        packaging: Some("euro pallets".into()),
        description: Some("Flour, bagged".into()),
        weight_kg: Some(Decimal::from(240 * (1 + n % 26))),
        ..GoodsLine::default()
    };
    OrderDocument {
        service: service.to_string(),
        reference: Some(format!("PO {n:07}")),
        consignments: vec![Consignment {
            id: PartId::new("c0"),
            collection: stop("from", n, at),
            delivery: stop("to", n + 3, at),
            goods: vec![goods(0), goods(1)],
            ..Consignment::default()
        }],
        ..OrderDocument::default()
    }
}

/// The nth row, with its document.
///
/// # Errors
/// Never for the documents made here.
pub fn row(house: &House, buyer: &Buyer, id: OrderId, n: usize, at: Timestamp) -> Result<(OrderRow, OrderDocument), Failure> {
    let document = document(house.service, n, at);
    let levels = Levels { customer: None, service: None, organisation: Status::ToPlan };
    let decision = decide(levels, Standing::Approved, rules::creation_status::Side::Customer, Flow::Direct);
    let status = status(n);
    let begun = OrderRow::begun(id, (house.organisation.id, buyer.id), house.service, (at, "Clerk"));
    let row = OrderRow {
        submission_code: format!("{n:08}"),
        source: "PORTAL".into(),
        flow: "DIRECT".to_owned(),
        status: status.into(),
        number: format!("{}{n:04}", if status == "QUOTE" { "Quote-" } else { "Or-" }),
        number_sort: i64::try_from(n).unwrap_or(0),
        decision: decision.map(|decision| serde_json::to_string(&decision)).ok().transpose()?.unwrap_or_default(),
        cancelled_from: (status == "CANCELLED").then(|| "TO_PLAN".to_owned()),
        ..begun.saying(&document)
    };
    Ok((row, document))
}

/// Writes orders `first` to `first + many`; the ids of those of the first customer.
async fn chunk(app: &TestApp, house: &House, first: usize, many: usize, all: usize) -> anyhow::Result<Vec<OrderId>> {
    let (house, now, ids) = (house.clone(), app.app.clock.now(), app.app.ids);
    let actor = Actor { name: "Clerk".into(), side: Side::Customer, membership: None };
    let organisation = house.organisation.id;
    let done = app.app.act_as(organisation, actor, move |tx, act| {
        Box::pin(async move {
            let mut first_buyers = Vec::new();
            for n in first..first + many {
                // The newest was submitted just now, the oldest a year ago.
                let ago = i64::try_from((all - n) * 365 * 24 * 3600 / all).unwrap_or(0);
                let at = now.checked_sub(Span::new().seconds(ago)).unwrap_or(now);
                let buyer = &house.buyers[n % CUSTOMERS];
                let id: OrderId = ids.id(at);
                let (row, document) = row(&house, buyer, id, n, at)?;
                tx.insert(&row).await?;
                board::entered(tx, &row, search_words(&document, &[&row.number, &row.submission_code])).await?;
                let issue = "INSERT INTO issued_number (organisation, number, order_id, issued_at) VALUES ($1, $2, $3, $4)";
                tx.later(issue, args![row.organisation, &row.number, row.id, row.created_at]).await?;
                let sent = SubmissionRow {
                    id: ids.id(at),
                    organisation: row.organisation,
                    order_id: id,
                    membership: buyer.contact.membership,
                    digest: ids.bytes::<32>().to_vec(),
                    at,
                };
                tx.insert(&sent).await?;
                act.record(tx, Entry::new(Subject("order", id.0), "order.submitted").of(buyer.id).detail(row.number)).await?;
                if n % CUSTOMERS == 0 {
                    first_buyers.push(id);
                }
            }
            Ok::<_, Failure>(first_buyers)
        })
    });
    done.await.map_err(said)
}

/// A failure as an error of the bench.
#[must_use]
pub fn said(failure: Failure) -> anyhow::Error {
    match failure {
        Failure::Fault(error) => error,
        other => anyhow::anyhow!("{other:?}"),
    }
}
