//! Orders put straight into the tables, counted and findable as the act that makes one leaves them.

use cartage::board;
use cartage::failure::Failure;
use cartage::history::{Entry, Subject};
use cartage::orders::{OrderId, OrderRow, SubmissionRow, search_words};
use cartage::viewer::{Actor, Side};
use jiff::civil::date;
use kit::db::DbError;
use rules::creation_status::{Flow, Levels, Standing, Status, decide};
use rules::order::{Address, Consignment, GoodsLine, OrderDocument, PartId, Stop};
use rust_decimal::Decimal;
use testkit::{Built, Login, TestApp};

/// An order to be built. Change what matters to the test.
#[derive(Clone)]
pub(crate) struct Order {
    pub(crate) customer: cartage::customers::CustomerId,
    pub(crate) status: &'static str,
    pub(crate) cancelled_from: Option<&'static str>,
    pub(crate) number: String,
    pub(crate) number_sort: i64,
    pub(crate) code: String,
    pub(crate) source: &'static str,
    pub(crate) standing: Standing,
    pub(crate) document: OrderDocument,
    pub(crate) by: Option<Login>,
    /// Seconds until the next one is submitted.
    pub(crate) pause: i64,
}

pub(crate) fn stop(id: &str, name: &str, postcode: &str, city: &str, country: &str, day: jiff::civil::Date) -> Stop {
    Stop {
        id: PartId::new(id),
        address: Address {
            name: name.into(),
            street: "Havenweg 12".into(),
            postcode: postcode.into(),
            city: city.into(),
            country: country.into(),
            ..Address::default()
        },
        date: Some(day),
        ..Stop::default()
    }
}

/// A pallet order from Werkendam to Gent with reference `PO 4711`.
pub(crate) fn order(house: &Built, status: &'static str, n: i64) -> Order {
    let consignment = Consignment {
        id: PartId::new("c1"),
        collection: stop("from", "De Korenaar", "4251 AB", "Werkendam", "NL", date(2026, 5, 5)),
        delivery: stop("to", "Antwerp Bakery Supply", "9000", "Gent", "BE", date(2026, 5, 6)),
        goods: vec![GoodsLine {
            id: PartId::new("g1"),
            quantity: 12,
            packaging: Some("pallets".into()),
            description: Some("Flour".into()),
            weight_kg: Some(Decimal::new(4320, 0)),
            ..GoodsLine::default()
        }],
        ..Consignment::default()
    };
    Order {
        customer: house.customer,
        status,
        cancelled_from: None,
        number: if status == "QUOTE" { format!("Quote-{n:04}") } else { format!("Or-{n:04}") },
        number_sort: n,
        code: format!("{n:08}"),
        source: "PORTAL",
        standing: Standing::Approved,
        document: OrderDocument {
            service: house.service.to_string(),
            reference: Some("PO 4711".into()),
            consignments: vec![consignment],
            ..OrderDocument::default()
        },
        by: None,
        pause: 1,
    }
}

impl Order {
    pub(crate) fn reference(mut self, reference: &str) -> Order {
        self.document.reference = Some(reference.into());
        self
    }
    pub(crate) fn ended(mut self, from: &'static str) -> Order {
        (self.status, self.cancelled_from) = ("CANCELLED", Some(from));
        self
    }

    /// Writes it.
    pub(crate) async fn put(self, app: &TestApp, house: &Built) -> OrderId {
        let (organisation, service) = (house.organisation.id, house.service);
        self.put_into(app, organisation, service).await
    }

    /// Writes it into another organisation.
    pub(crate) async fn put_into(
        self,
        app: &TestApp,
        organisation: cartage::organisations::OrganisationId,
        service: cartage::transport_services::ServiceId,
    ) -> OrderId {
        let now = app.app.clock.now();
        let row = self.row(app.app.ids.id(now), now, organisation, service);
        let id = row.id;
        let words = search_words(&self.document, &[&row.number, &row.submission_code]);
        let actor = Actor { name: "Marit de Wit".into(), side: Side::Customer, membership: None };
        let sent = self.by.map(|by| submission(app, organisation, id, by.membership));
        let done: Result<(), Failure> = app
            .app
            .act_as(organisation, actor, move |tx, act| {
                Box::pin(async move {
                    tx.insert(&row).await?;
                    board::entered(tx, &row, words).await?;
                    if let Some(sent) = sent {
                        tx.insert(&sent).await?;
                    }
                    let number = "INSERT INTO issued_number (organisation, number, order_id, issued_at) VALUES ($1, $2, $3, $4)";
                    tx.exec(number, kit::args![organisation, &row.number, row.id, now]).await?;
                    act.record(tx, Entry::new(Subject("order", row.id.0), "order.submitted").of(row.customer).detail(row.number.clone()))
                        .await
                })
            })
            .await;
        done.unwrap();
        app.app.clock.set(now + jiff::Span::new().seconds(self.pause));
        id
    }

    fn row(
        &self,
        id: OrderId,
        now: jiff::Timestamp,
        organisation: cartage::organisations::OrganisationId,
        service: cartage::transport_services::ServiceId,
    ) -> OrderRow {
        let levels = Levels { customer: None, service: Some(Status::Quote), organisation: Status::ToPlan };
        let decision = decide(levels, self.standing, rules::creation_status::Side::Customer, Flow::Direct).unwrap();
        let begun = OrderRow::begun(id, (organisation, self.customer), service, (now, "Marit de Wit"));
        OrderRow {
            flow: "DIRECT".to_owned(),
            submission_code: self.code.clone(),
            source: self.source.into(),
            status: self.status.into(),
            number: self.number.clone(),
            number_sort: self.number_sort,
            decision: serde_json::to_string(&decision).unwrap(),
            cancelled_from: self.cancelled_from.map(Into::into),
            ..begun.saying(&self.document)
        }
    }
}

/// The row as it is now.
pub(crate) async fn row(app: &TestApp, house: &Built, id: OrderId) -> OrderRow {
    let scope = cartage::viewer::Scope { organisation: house.organisation.id, customer: None };
    app.app.db.read::<_, Failure, _>(move |tx| Box::pin(async move { cartage::orders::by_id(tx, scope, id).await })).await.unwrap()
}

/// Everything in the outbox: to whom, and what it says.
pub(crate) async fn mails(app: &TestApp) -> Vec<(String, String)> {
    let sql = "SELECT receiver, payload FROM outbox ORDER BY receiver, id";
    app.app.db.read::<_, DbError, _>(move |tx| Box::pin(async move { tx.all(sql, Vec::new()).await })).await.unwrap()
}

/// All counters of the organisation that are not 0, by name.
pub(crate) async fn tally(app: &TestApp, house: &Built) -> Vec<(String, i64)> {
    let (sql, organisation) =
        ("SELECT what, count FROM tally WHERE organisation = $1 AND customer = $2 AND count <> 0 ORDER BY what", house.organisation.id);
    let read =
        app.app.db.read::<_, DbError, _>(move |tx| Box::pin(async move { tx.all(sql, kit::args![organisation, uuid::Uuid::nil()]).await }));
    read.await.unwrap()
}

/// The form an order came by.
fn submission(
    app: &TestApp,
    organisation: cartage::organisations::OrganisationId,
    order_id: OrderId,
    membership: uuid::Uuid,
) -> SubmissionRow {
    let now = app.app.clock.now();
    SubmissionRow { id: app.app.ids.id(now), organisation, order_id, membership, digest: Vec::new(), at: now }
}
