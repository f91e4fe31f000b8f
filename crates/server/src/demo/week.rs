//! Plays the demonstration's week: every order goes through the same verbs as a clerk's and a planner's, at the hour it would have
//! been entered. An order the calendar does not allow (a run of holidays) is left out.

use std::collections::HashMap;
use std::sync::Arc;

use cartage::app::App;
use cartage::customers::CustomerId;
use cartage::failure::Failure;
use cartage::orders::acts::{self, Desk, Report, Seen, Why};
use cartage::orders::{self, Form, NotSubmitted, OrderId, Submitted};
use cartage::people;
use cartage::telling::House;
use cartage::transport_services::{self, ServiceId};
use cartage::viewer::{Contact, Person, Staff, Viewer};
use jiff::civil::{Date, Weekday};
use jiff::{Span, Timestamp};
use kit::clock::Clock;
use rules::creation_status::Side;
use rules::order::{Address, Consignment, GoodsLine, OrderDocument, SHAPE, Stop};
use rules::order_status::StopState;
use uuid::Uuid;

use super::cast::STAFF;
use super::people_of;
use super::script::{Fate, Place, Scene, WEEK};
use super::{charges, documents};

/// How many days an order moves to find one its service drives on.
const TRIES: i32 = 5;

/// A part of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What came before the hauliers had rate cards: charges were written by hand.
    BeforeTheCards,
    /// What has just arrived: a card prices it.
    SinceTheCards,
}

/// Plays every scene of a part; how many orders there are in the end.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn play(app: &App, part: Part) -> Result<usize, Failure> {
    let mut played = 0;
    let plays = |scene: &Scene| (scene.fate == Fate::Arrived) == (part == Part::SinceTheCards);
    for (n, scene) in WEEK.iter().enumerate().filter(|(_, scene)| plays(scene)) {
        let stage = Stage::set(app, scene).await?;
        let minutes = 7 * i64::try_from(n).unwrap_or(0);
        let away = if scene.day > 0 { 1 } else { -1 };
        for shift in 0..TRIES {
            let collected = working_day(stage.today, scene.day + away * shift);
            let Some(order) = stage.enter(scene, collected, minutes).await? else { continue };
            stage.follow(scene, order, collected).await?;
            charges::put(&stage, scene.reference, order).await?;
            documents::put(&stage, scene.reference, order).await?;
            played += 1;
            break;
        }
    }
    Ok(played)
}

/// The people and things of one scene.
pub(super) struct Stage {
    pub(super) app: App,
    clock: Clock,
    pub(super) staff: Staff,
    pub(super) contact: Option<Contact>,
    customer: CustomerId,
    service: ServiceId,
    pub(super) today: Date,
    now: Timestamp,
}

impl Stage {
    pub(super) async fn set(app: &App, scene: &Scene) -> Result<Stage, Failure> {
        let (house, company) = scene.whose;
        let clerk = STAFF.iter().find(|login| login.organisation == house && login.role == rules::access::Role::Operations);
        let clerk = clerk.ok_or_else(|| Failure::fault("a house without operations"))?;
        let staff = people::staff(app, person(app, clerk.email).await?, house.to_owned()).await?.ok_or_else(Failure::not_found)?;
        let contact = match scene.contact {
            Some(email) => people::contact(app, person(app, email).await?, house.to_owned(), company.to_owned()).await?,
            None => None,
        };
        let (organisation, company) = (staff.carrier.id, company.to_owned());
        let customer = app.db.read(move |tx| Box::pin(people_of::customer(tx, organisation, company))).await?;
        let services = app.db.read(move |tx| Box::pin(transport_services::selectable(tx, organisation, customer))).await?;
        let by_name: HashMap<String, ServiceId> = services.into_iter().map(|service| (service.name, service.id)).collect();
        let service = *by_name.get(scene.service).ok_or_else(|| Failure::fault(format!("no service {}", scene.service)))?;
        let now = app.clock.now();
        let today = now.to_zoned(staff.carrier.zone.clone()).date();
        let clock = Clock::fixed(now);
        let app = App { clock: clock.clone(), bell: Arc::default(), ..app.clone() };
        Ok(Stage { app, clock, staff, contact, customer, service, today, now })
    }

    /// Sets the clock to an hour of a day, but never ahead of the real one.
    pub(super) fn at(&self, date: Date, hour: i8, minute: i64) {
        let civil = date.at(hour, 0, 0, 0).saturating_add(Span::new().minutes(minute));
        let instant = self.staff.carrier.zone.to_timestamp(civil).unwrap_or(self.now);
        let just_now = self.now.saturating_sub(Span::new().minutes(1)).unwrap_or(self.now);
        self.clock.set(instant.min(just_now));
    }

    /// Enters the order two working days before its collection, in the morning.
    pub(super) async fn enter(&self, scene: &Scene, collected: Date, minutes: i64) -> Result<Option<OrderId>, Failure> {
        self.at(working_day(collected, -2), 8, minutes);
        self.enter_now(scene, collected, None).await
    }

    /// Enters the order at the hour the clock shows; with the day it is to arrive, where somebody wants a certain one.
    pub(super) async fn enter_now(&self, scene: &Scene, collected: Date, arrives: Option<Date>) -> Result<Option<OrderId>, Failure> {
        let mut document = document(scene, self.service, collected);
        for consignment in &mut document.consignments {
            consignment.delivery.date = arrives;
        }
        let (side, membership) = match &self.contact {
            Some(contact) => (Side::Customer, contact.id.0),
            None => (Side::Staff, self.staff.id.0),
        };
        let form = Form {
            submission: self.app.ids.id::<Uuid>(self.app.clock.now()),
            membership,
            customer: self.customer,
            document,
            side,
            stated: None,
            reason: None,
            keep: Vec::new(),
            house: House::of(&self.app, &self.staff.carrier),
        };
        let digest = orders::digest(&form);
        let result = match &self.contact {
            Some(contact) => self.app.act_or(contact, move |tx, act| Box::pin(orders::submit(tx, act, form, digest))).await,
            None => self.app.act_or(&self.staff, move |tx, act| Box::pin(orders::submit(tx, act, form, digest))).await,
        };
        match result {
            Ok(Submitted::New(order)) => Ok(Some(order.id)),
            Ok(Submitted::Again(order) | Submitted::Waits(order)) => Ok(Some(order)),
            Err(NotSubmitted::Failure(failure)) => Err(failure),
            Err(refused) => {
                tracing::debug!(reference = scene.reference, %collected, ?refused, "not on this day");
                Ok(None)
            }
        }
    }

    /// Lets happen to it what the scene says.
    async fn follow(&self, scene: &Scene, order: OrderId, collected: Date) -> Result<(), Failure> {
        if matches!(scene.fate, Fate::Arrived) {
            return Ok(());
        }
        self.at(working_day(collected, -2), 13, 20);
        if let Fate::Declined(reason) = scene.fate {
            return self.end(order, reason, true).await;
        }
        self.send(order).await?;
        if let Fate::Cancelled(reason) = scene.fate {
            return self.end(order, reason, false).await;
        }
        for (fate, state, first_only) in [
            (Fate::Planned, StopState::Planned, false),
            (Fate::Departed, StopState::RouteToStop, true),
            (Fate::InTransit, StopState::Completed, true),
            (Fate::Delivered, StopState::Completed, false),
        ] {
            if reached(scene.fate) < reached(fate) {
                break;
            }
            let (date, hour) = if state == StopState::Planned { (working_day(collected, -1), 15) } else { (collected, 9) };
            self.at(if fate == Fate::Delivered { working_day(collected, 1) } else { date }, hour, 25);
            self.report(order, state, first_only).await?;
        }
        Ok(())
    }

    pub(super) async fn seen(&self, order: OrderId) -> Result<(Seen, orders::OrderRow), Failure> {
        let scope = self.staff.scope();
        let row = self.app.db.read(move |tx| Box::pin(orders::by_id(tx, scope, order))).await?;
        Ok((Seen { order, version: row.version }, row))
    }

    async fn send(&self, order: OrderId) -> Result<(), Failure> {
        let (_, row) = self.seen(order).await?;
        if row.status != "QUOTE" {
            return Ok(());
        }
        let desk = Desk::of(&self.app, &self.staff);
        self.app
            .act(&self.staff, move |tx, act| Box::pin(async move { acts::send_to_planning(tx, act, &desk, order).await.map(drop) }))
            .await
    }

    async fn end(&self, order: OrderId, reason: &'static str, decline: bool) -> Result<(), Failure> {
        let ((seen, _), desk) = (self.seen(order).await?, Desk::of(&self.app, &self.staff));
        let why = Why { reason: reason.to_owned(), note: String::new() };
        self.app
            .act(&self.staff, move |tx, act| {
                Box::pin(async move {
                    if decline { acts::decline(tx, act, &desk, seen, &why).await } else { acts::cancel(tx, act, &desk, seen, &why).await }
                })
            })
            .await
    }

    async fn report(&self, order: OrderId, to: StopState, first_only: bool) -> Result<(), Failure> {
        let ((seen, row), desk) = (self.seen(order).await?, Desk::of(&self.app, &self.staff));
        let document = OrderDocument::from_json(&row.document).map_err(|error| Failure::fault(format!("{error:?}")))?;
        let first = document.consignments.first().map(|first| first.collection.id.to_string());
        let stops = if first_only { first.into_iter().collect() } else { Vec::new() };
        let report = Report { seen, stops, to };
        self.app.act(&self.staff, move |tx, act| Box::pin(async move { acts::report_stops(tx, act, &desk, report).await })).await
    }
}

/// How far a fate takes an order.
fn reached(fate: Fate) -> u8 {
    match fate {
        Fate::Arrived | Fate::Declined(_) | Fate::Cancelled(_) => 0,
        Fate::Sent => 1,
        Fate::Planned => 2,
        Fate::Departed => 3,
        Fate::InTransit => 4,
        Fate::Delivered => 5,
    }
}

pub(super) async fn person(app: &App, email: &str) -> Result<Person, Failure> {
    let (email, now) = (email.to_owned(), app.clock.now());
    let (id, name) = app.db.read(move |tx| Box::pin(people_of::person(tx, email))).await?;
    Ok(Person { id, name, session: app.ids.id(now), places: None })
}

/// The `n`th working day from `date`; for 0 the date itself, or the next working day.
pub(super) fn working_day(date: Date, n: i32) -> Date {
    let weekend = |date: Date| matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
    let step = |date: Date, by: i64| date.saturating_add(Span::new().days(by));
    let mut date = date;
    while weekend(date) {
        date = step(date, 1);
    }
    for _ in 0..n.abs() {
        date = step(date, i64::from(n.signum()));
        while weekend(date) {
            date = step(date, i64::from(n.signum()));
        }
    }
    date
}

fn document(scene: &Scene, service: ServiceId, collected: Date) -> OrderDocument {
    let line = |(quantity, packaging, description, weight): &(u32, &str, &str, &str)| GoodsLine {
        quantity: *quantity,
        packaging: Some((*packaging).to_owned()),
        description: Some((*description).to_owned()),
        weight_kg: weight.parse().ok(),
        ..GoodsLine::default()
    };
    OrderDocument {
        shape: SHAPE,
        service: service.to_string(),
        reference: Some(scene.reference.to_owned()),
        consignments: vec![Consignment {
            collection: Stop { address: address(scene.from), date: Some(collected), ..Stop::default() },
            delivery: Stop { address: address(scene.to), ..Stop::default() },
            goods: scene.goods.iter().map(line).collect(),
            ..Consignment::default()
        }],
        ..OrderDocument::default()
    }
}

fn address((name, street, postcode, city, country): Place) -> Address {
    Address {
        name: name.to_owned(),
        street: street.to_owned(),
        postcode: postcode.to_owned(),
        city: city.to_owned(),
        country: country.to_owned(),
        ..Address::default()
    }
}
