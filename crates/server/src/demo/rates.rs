//! The rate cards of the demonstration, written through the same act as a super admin's: one for everybody's groupage, a customer's
//! own, one that does not cover everything it should, and one of the second haulier's.

use cartage::app::App;
use cartage::failure::Failure;
use cartage::people;
use cartage::rate_cards::{self, Terms};
use cartage::transport_services;
use jiff::Span;
use rules::money::Currency;
use rules::rate_card::{Band, By, End, Line, Per, Rate, RateCard, Zone};
use rust_decimal::Decimal;

use super::cast::{HOUSES, STAFF};
use super::people_of;
use super::week::person;

/// Up to how many kilograms, and cents in each zone; 0 for no price.
type Rows = &'static [(Option<i64>, &'static [i64])];

/// A card by weight and zone, or by the unit.
struct Card {
    house: &'static str,
    name: &'static str,
    customer: Option<&'static str>,
    service: &'static str,
    /// Days from today: the first and, if there is one, the last.
    valid: (i64, Option<i64>),
    zones: &'static [(&'static str, &'static str)],
    rows: Rows,
    /// For each handling unit, in the currency's hundredths.
    unit: Option<i64>,
    /// For each stop beyond collection and delivery, in cents.
    stop: Option<i64>,
    minimum: Option<i64>,
    /// Thousandths.
    fuel: i64,
}

const CARDS: [Card; 4] = [
    Card {
        house: "van-dorp",
        name: "Groupage Benelux, list price",
        customer: None,
        service: "Groupage Benelux",
        valid: (-60, None),
        zones: &[("Netherlands", "NL"), ("Belgium", "BE"), ("Luxembourg", "LU")],
        rows: &[
            (Some(100), &[4_250, 5_500, 7_900]),
            (Some(500), &[7_800, 9_650, 13_200]),
            (Some(1_000), &[11_900, 14_800, 19_500]),
            (Some(2_500), &[18_600, 22_900, 29_800]),
            (Some(5_000), &[26_400, 31_900, 41_500]),
            (Some(12_500), &[39_800, 46_700, 59_900]),
        ],
        unit: None,
        stop: Some(3_500),
        minimum: Some(6_000),
        fuel: 6_500,
    },
    Card {
        house: "van-dorp",
        name: "De Korenaar, groupage",
        customer: Some("de-korenaar"),
        service: "Groupage Benelux",
        valid: (-30, Some(335)),
        zones: &[("Netherlands", "NL"), ("Belgium", "BE"), ("Luxembourg", "LU")],
        rows: &[
            (Some(500), &[6_900, 8_750, 12_000]),
            (Some(1_000), &[10_600, 13_400, 17_800]),
            (Some(5_000), &[22_800, 27_900, 36_500]),
            (Some(25_000), &[34_500, 38_400, 52_000]),
        ],
        unit: None,
        stop: Some(2_500),
        minimum: None,
        fuel: 6_500,
    },
    Card {
        house: "van-dorp",
        name: "Same-day, by weight",
        customer: None,
        service: "Same-day Randstad",
        valid: (-60, Some(120)),
        zones: &[("Ring", "NL 1000-1199, 2500-2599, 3000-3099, 3500-3599"), ("Randstad", "NL 1000-3999")],
        rows: &[(Some(250), &[8_500, 11_000]), (Some(1_000), &[14_500, 17_500]), (Some(2_000), &[21_000, 0])],
        unit: None,
        stop: None,
        minimum: None,
        fuel: 6_500,
    },
    Card {
        house: "lisowski",
        name: "Szkło Wiślane, by the unit",
        customer: Some("szklo-wislane"),
        service: "Drobnica Polska – Benelux",
        valid: (-60, None),
        zones: &[],
        rows: &[],
        unit: Some(31_500),
        stop: Some(18_000),
        minimum: Some(120_000),
        fuel: 8_000,
    },
];

/// Puts the cards of that house in.
pub(super) async fn put(app: &App, house: &'static str) -> Result<(), Failure> {
    let boss = STAFF.iter().find(|login| login.organisation == house && login.role == rules::access::Role::SuperAdmin);
    let boss = boss.ok_or_else(|| Failure::fault("a house without a super admin"))?;
    let staff = people::staff(app, person(app, boss.email).await?, house.to_owned()).await?.ok_or_else(Failure::not_found)?;
    let (organisation, today) = (staff.carrier.id, app.clock.now().to_zoned(staff.carrier.zone.clone()).date());
    let currency =
        HOUSES.iter().find(|known| known.slug == house).and_then(|known| Currency::parse(known.currency)).unwrap_or(Currency::EUR);
    let services = app.db.read(move |tx| Box::pin(transport_services::choices(tx, organisation))).await?;
    for card in CARDS.iter().filter(|card| card.house == house) {
        let customer = match card.customer {
            Some(slug) => Some(app.db.read(move |tx| Box::pin(people_of::customer(tx, organisation, slug.to_owned()))).await?),
            None => None,
        };
        let day = |days: i64| today.saturating_add(Span::new().days(days));
        let terms = Terms {
            name: card.name.to_owned(),
            customer,
            service: services.iter().find(|(_, name)| name == card.service).map(|(id, _)| *id),
            from: day(card.valid.0),
            until: card.valid.1.map(day),
            card: written(card, currency)?,
        };
        app.act(&staff, move |tx, act| Box::pin(async move { rate_cards::create(tx, act, &terms).await })).await?;
    }
    Ok(())
}

fn written(card: &Card, currency: Currency) -> Result<RateCard, Failure> {
    let zone = |(name, area): &(&str, &str)| {
        Ok(Zone { name: (*name).to_owned(), area: area.parse().map_err(|error| Failure::fault(format!("{error:?}")))? })
    };
    let mut over = Decimal::ZERO;
    let mut bands = Vec::new();
    for (up_to, prices) in card.rows {
        let up_to = up_to.map(Decimal::from);
        bands.push(Band { over, up_to, prices: prices.iter().map(|cents| Some(*cents).filter(|cents| *cents > 0)).collect() });
        over = up_to.unwrap_or(over);
    }
    let line = |key: &str, name: &str, rate| Line { key: key.to_owned(), name: name.to_owned(), rate };
    let mut lines = Vec::new();
    if !bands.is_empty() {
        lines.push(line("freight", "Freight", Rate::Table { by: By::Weight, bands }));
    }
    lines.extend(card.unit.map(|cents| line("units", "Freight", Rate::PerUnit { per: Per::Unit, micro: cents * 10_000 })));
    lines.extend(card.stop.map(|cents| line("stops", "Further stops", Rate::PerUnit { per: Per::FurtherStop, micro: cents * 10_000 })));
    Ok(RateCard {
        currency,
        zones: card.zones.iter().map(zone).collect::<Result<_, Failure>>()?,
        zone_of: End::Delivery,
        lines,
        minimum: card.minimum,
        fuel: Some(Decimal::new(card.fuel, 3)),
    })
}
