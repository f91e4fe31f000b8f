//! Cards and what they say orders cost, as a planner would check them by hand.

use jiff::civil::date;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::charge::{Approval, Charge, Invoicing};
use crate::money::Money;
use crate::order::Totals;

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn zone(name: &str, area: &str) -> Zone {
    Zone { name: name.into(), area: area.parse().unwrap() }
}

fn line(key: &str, rate: Rate) -> Line {
    Line { key: key.into(), name: key.into(), rate }
}

fn band(over: &str, up_to: &str, prices: &[Option<i64>]) -> Band {
    Band { over: dec(over), up_to: (!up_to.is_empty()).then(|| dec(up_to)), prices: prices.to_vec() }
}

fn card(currency: &str, lines: Vec<Line>) -> RateCard {
    let currency = Currency::parse(currency).unwrap();
    RateCard { currency, zones: Vec::new(), zone_of: End::Delivery, lines, minimum: None, fuel: None }
}

fn to(country: &str, postcode: &str, units: u64, kg: &str, spaces: &str) -> Piece {
    let place = Place { country: country.into(), postcode: postcode.into() };
    let totals = Totals { quantity: units, weight_kg: dec(kg), pallet_spaces: dec(spaces), ..Totals::default() };
    Piece { from: Place { country: "NL".into(), postcode: "5612 AB".into() }, to: place, further_stops: 0, totals }
}

fn order(pieces: &[Piece]) -> Facts {
    Facts { consignments: pieces.to_vec() }
}

fn per(per: Per, micro: i64) -> Rate {
    Rate::PerUnit { per, micro }
}

fn zoned() -> RateCard {
    let bands = vec![
        band("0", "100", &[Some(4500), Some(6000)]),
        band("100", "500", &[Some(8000), Some(11_000)]),
        band("500", "", &[Some(15_000), None]),
    ];
    RateCard {
        zones: vec![zone("A", "NL; BE"), zone("B", "DE 40-59")],
        ..card("EUR", vec![line("freight", Rate::Table { by: By::Weight, bands })])
    }
}

/// Each charge in words and figures, or why there is none.
fn said(card: &RateCard, facts: &Facts) -> Vec<String> {
    match price(card, facts) {
        Ok(price) => price.charges.iter().map(|one| format!("{}: {} = {}", one.name, one.how.words(card.currency), one.amount)).collect(),
        Err(why) => why.iter().map(|one| format!("{one:?}")).collect(),
    }
}

#[test]
fn what_orders_cost_and_why() {
    let simple = |rate| card("EUR", vec![line("freight", rate)]);
    let spaces = order(&[to("NL", "1011 AB", 12, "4800", "12.5")]);
    let cases: Vec<(RateCard, Facts, Vec<&str>)> = vec![
        (simple(Rate::Fixed { amount: 25_000 }), spaces.clone(), vec!["freight: Fixed price = EUR 250.00"]),
        (simple(per(Per::PalletSpace, 21_500_000)), spaces.clone(), vec!["freight: 12.5 × EUR 21.50 per pallet space = EUR 268.75"]),
        (
            simple(per(Per::Kilogram, 123_456)),
            order(&[to("NL", "1011 AB", 1, "0.05", "1")]),
            vec!["freight: 0.05 × EUR 0.123456 per kg = EUR 0.01"],
        ),
        (simple(per(Per::HundredKilograms, 3_000_000)), spaces.clone(), vec!["freight: 48 × EUR 3.00 per 100 kg = EUR 144.00"]),
        (
            card("JPY", vec![line("freight", per(Per::Unit, 1_500_000))]),
            order(&[to("JP", "1", 3, "1", "1")]),
            vec!["freight: 3 × JPY 1.5 per unit = JPY 5"],
        ),
        (
            card("KWD", vec![line("freight", per(Per::Unit, 1_500))]),
            order(&[to("KW", "1", 3, "1", "1")]),
            vec!["freight: 3 × KWD 0.0015 per unit = KWD 0.005"],
        ),
        (zoned(), order(&[to("BE", "1000", 1, "100", "1")]), vec!["freight: 100 kg: row over 0 up to 100, zone A (BE 1000) = EUR 45.00"]),
        (
            zoned(),
            order(&[to("DE", "40210", 1, "100.001", "1")]),
            vec!["freight: 100.001 kg: row over 100 up to 500, zone B (DE 40210) = EUR 110.00"],
        ),
        (
            zoned(),
            order(&[to("NL", "1011", 1, "90", "1"), to("NL", "1012", 1, "600", "1")]),
            vec![
                "freight, consignment 1: 90 kg: row over 0 up to 100, zone A (NL 1011) = EUR 45.00",
                "freight, consignment 2: 600 kg: row over 500, zone A (NL 1012) = EUR 150.00",
            ],
        ),
        (
            RateCard { minimum: Some(6000), fuel: Some(dec("8.75")), ..zoned() },
            order(&[to("NL", "1011", 1, "90", "1")]),
            vec![
                "freight: 90 kg: row over 0 up to 100, zone A (NL 1011) = EUR 45.00",
                "Up to the minimum: Minimum EUR 60.00 − EUR 45.00 = EUR 15.00",
                "Fuel surcharge: 8.75 % of EUR 60.00 = EUR 5.25",
            ],
        ),
        (
            zoned(),
            order(&[to("DE", "10115", 1, "90", "1")]),
            vec!["NoZone { line: \"freight\", place: Place { country: \"DE\", postcode: \"10115\" } }"],
        ),
        (zoned(), order(&[to("DE", "50667", 1, "900", "1")]), vec!["EmptyCell { line: \"freight\", zone: Some(\"B\"), measured: 900 }"]),
        (zoned(), order(&[to("NL", "1011", 1, "0", "1")]), vec!["NotStated { line: \"freight\", what: \"kg\" }"]),
        (simple(per(Per::Unit, 1)), order(&[]), vec!["NotStated { line: \"freight\", what: \"unit\" }"]),
        (simple(per(Per::FurtherStop, 25_000_000)), spaces, vec![]),
    ];
    for (card, facts, expected) in cases {
        assert_eq!(said(&card, &facts), expected);
    }
}

#[test]
fn what_is_odd_about_a_card() {
    let table = |bands| line("freight", Rate::Table { by: By::Weight, bands });
    let one = |bands| card("EUR", vec![table(bands)]);
    let freight = || "freight".to_string();
    let cases: Vec<(RateCard, Vec<Warning>)> = vec![
        (card("EUR", vec![]), vec![Warning::NoLines]),
        (one(vec![band("0", "100", &[Some(1)]), band("100", "", &[Some(2)])]), vec![]),
        (
            one(vec![band("0", "100", &[Some(1)]), band("150", "", &[Some(2)])]),
            vec![Warning::Gap { line: freight(), over: dec("100"), up_to: dec("150") }],
        ),
        (one(vec![band("10", "", &[Some(1)])]), vec![Warning::Gap { line: freight(), over: dec("0"), up_to: dec("10") }]),
        (
            one(vec![band("0", "100", &[Some(1)]), band("80", "", &[Some(2)])]),
            vec![Warning::Overlap { line: freight(), over: dec("80"), up_to: Some(dec("100")) }],
        ),
        (
            one(vec![band("0", "", &[Some(1)]), band("80", "", &[Some(2)])]),
            vec![Warning::Overlap { line: freight(), over: dec("80"), up_to: None }],
        ),
        (one(vec![band("0", "100", &[Some(1)])]), vec![Warning::Ends { line: freight(), at: dec("100") }]),
        (one(vec![band("0", "", &[None])]), vec![Warning::EmptyCell { line: freight(), zone: None, over: dec("0") }]),
        (zoned(), vec![Warning::EmptyCell { line: freight(), zone: Some("B".into()), over: dec("500") }]),
        (
            RateCard { zones: vec![zone("A", "NL"), zone("B", "NL 10")], ..one(vec![band("0", "", &[Some(1), None])]) },
            vec![Warning::EmptyZone { line: freight(), zone: "B".into() }, Warning::ZonesOverlap { first: "A".into(), second: "B".into() }],
        ),
    ];
    for (card, expected) in cases {
        assert_eq!(warnings(&card), expected, "{card:?}");
    }
}

#[test]
fn which_card_counts() {
    let valid = |card, owner, from, until| Valid { card, owner, from, until };
    let cards = [
        valid("service", Owner::Service, date(2026, 1, 1), None),
        valid("own 2026", Owner::Customer, date(2026, 1, 1), Some(date(2026, 12, 31))),
        valid("own, from July", Owner::Customer, date(2026, 7, 1), Some(date(2026, 12, 31))),
        valid("own for express", Owner::CustomerForService, date(2026, 9, 1), Some(date(2026, 9, 30))),
    ];
    let cases = [
        (date(2025, 12, 31), None),
        (date(2026, 1, 1), Some("own 2026")),
        (date(2026, 7, 1), Some("own, from July")),
        (date(2026, 9, 15), Some("own for express")),
        (date(2026, 10, 1), Some("own, from July")),
        (date(2026, 12, 31), Some("own, from July")),
        (date(2027, 1, 1), Some("service")),
    ];
    for (day, expected) in cases {
        assert_eq!(chosen(&cards, day).map(|valid| valid.card), expected, "{day}");
    }
}

#[test]
fn what_is_odd_about_the_days() {
    let cards = |spans: &[(i8, i8)]| -> Vec<Valid<()>> {
        let span = |(from, until): &(i8, i8)| Valid {
            card: (),
            owner: Owner::Service,
            from: date(2026, 1, *from),
            until: (*until > 0).then(|| date(2026, 1, *until)),
        };
        spans.iter().map(span).collect()
    };
    let day = |day| date(2026, 1, day);
    type Case<'a> = (&'a [(i8, i8)], Vec<ValidityWarning>);
    let cases: Vec<Case<'_>> = vec![
        (&[], vec![]),
        (&[(1, 0)], vec![]),
        (&[(1, 10), (11, 0)], vec![]),
        (&[(11, 0), (1, 10)], vec![]),
        (&[(1, 10), (12, 0)], vec![ValidityWarning::Gap { from: day(11), until: day(11) }]),
        (&[(1, 10), (10, 0)], vec![ValidityWarning::Overlap { from: day(10), until: Some(day(10)) }]),
        (&[(1, 0), (5, 0)], vec![ValidityWarning::Overlap { from: day(5), until: None }]),
        (&[(1, 10)], vec![ValidityWarning::Ends { at: day(10) }]),
        (&[(1, 20), (5, 8), (21, 0)], vec![ValidityWarning::Overlap { from: day(5), until: Some(day(8)) }]),
    ];
    for (spans, expected) in cases {
        assert_eq!(validity_warnings(&cards(spans)), expected, "{spans:?}");
    }
}

fn eur(minor: i64) -> Money {
    Money::of(minor, Currency::EUR)
}

/// An amount that stands for a charge staff changed by hand.
const BY_HAND: i64 = 77;

/// One line of a re-rating, in short: what the charges are afterwards.
fn rerated(standing: &[(Option<&str>, Charge)], wanted: &[(&str, i64)], shown: bool) -> (Vec<String>, (i64, i64)) {
    let sources: Vec<Option<Source>> = standing.iter().map(|(key, _)| key.map(|key| Source::Line(key.into()))).collect();
    let standing: Vec<Standing<'_>> = standing
        .iter()
        .zip(&sources)
        .map(|((_, charge), source)| Standing { source: source.as_ref(), charge, by_hand: charge.amount.minor == BY_HAND })
        .collect();
    let charges = wanted.iter().map(|(key, amount)| PricedCharge {
        source: Source::Line((*key).into()),
        name: (*key).into(),
        amount: eur(*amount),
        how: How::Fixed { amount: *amount },
    });
    let price = Price { charges: charges.collect(), total: eur(wanted.iter().map(|(_, amount)| amount).sum()) };
    let after = rerate(&standing, &price, shown);
    let words = |now: &Charge| {
        let agreed = now.agreed.map(|money| format!(" of {}", money.minor)).unwrap_or_default();
        format!("{} {}{agreed}", now.amount.minor, now.approval.as_str())
    };
    let said = after.iter().map(|one| match one {
        Rerated::Kept { at } => format!("{at} kept"),
        Rerated::Changed { at, now, .. } => format!("{at} {}", words(now)),
        Rerated::Removed { at } => format!("{at} removed"),
        Rerated::Added { now, priced } => format!("+{} {}", priced.name, words(now)),
    });
    (said.collect(), difference(&standing, &after))
}

#[test]
fn what_a_changed_order_does_to_its_charges() {
    let charge = |amount, approval| Charge::new(eur(amount), approval);
    let none = |amount| charge(amount, Approval::None);
    let pounds = Charge::new(Money::of(100, Currency::parse("GBP").unwrap()), Approval::None);
    let invoiced = Charge { invoicing: Invoicing::Invoiced, ..none(100) };
    type Case<'a> = (&'a [(Option<&'a str>, Charge)], &'a [(&'a str, i64)], bool, &'a [&'a str], (i64, i64));
    let cases: [Case<'_>; 17] = [
        (&[(Some("f"), none(100))], &[("f", 100)], true, &["0 kept"], (0, 0)),
        (&[(Some("f"), none(100))], &[("f", 130)], false, &["0 130 NONE"], (30, 0)),
        (&[(Some("f"), none(100))], &[("f", 130)], true, &["0 130 REQUESTED of 100"], (0, 30)),
        (&[(Some("f"), none(100))], &[("f", 70)], true, &["0 70 NONE"], (-30, 0)),
        (&[(Some("f"), none(100))], &[("f", 100), ("x", 20)], true, &["0 kept", "+x 20 REQUESTED"], (0, 20)),
        (&[(Some("f"), none(100)), (Some("x"), none(20))], &[("f", 110)], true, &["0 110 NONE", "1 removed"], (-10, 0)),
        (
            &[(Some("f"), none(100)), (Some("x"), none(20))],
            &[("f", 150)],
            true,
            &["0 150 REQUESTED of 100", "1 0 REQUESTED of 20"],
            (0, 30),
        ),
        (&[(None, none(55)), (Some("f"), none(100))], &[("f", 90)], true, &["0 kept", "1 90 NONE"], (-10, 0)),
        (&[(Some("f"), charge(100, Approval::Approved))], &[("f", 130)], true, &["0 kept"], (0, 0)),
        (&[(Some("f"), invoiced)], &[("f", 130), ("x", 5)], false, &["0 kept", "+x 5 NONE"], (5, 0)),
        (&[(Some("f"), charge(100, Approval::Requested))], &[("f", 100)], true, &["0 kept"], (0, 0)),
        (&[(Some("f"), charge(100, Approval::Requested))], &[("f", 80)], true, &["0 80 REQUESTED"], (0, -20)),
        (&[(Some("f"), none(BY_HAND))], &[("f", 130), ("x", 20)], false, &["0 kept", "+x 20 NONE"], (20, 0)),
        // Asked on the phone where charges are not shown, and not answered: still a question.
        (&[(Some("f"), charge(100, Approval::Requested))], &[("f", 80)], false, &["0 80 REQUESTED"], (0, -20)),
        (&[(Some("f"), charge(100, Approval::ToRequest))], &[("f", 130)], false, &["0 130 TO_REQUEST"], (0, 30)),
        (&[(Some("f"), charge(100, Approval::Rejected))], &[("f", 70)], false, &["0 70 REQUESTED"], (0, 70)),
        // Another currency: what stood is asked to go, what is new is asked.
        (&[(Some("f"), pounds)], &[("f", 80)], true, &["0 0 REQUESTED of 100", "+f 80 REQUESTED"], (0, -20)),
    ];
    for (standing, wanted, shown, expected, sums) in cases {
        let (said, by) = rerated(standing, wanted, shown);
        assert_eq!(
            (said.iter().map(String::as_str).collect::<Vec<_>>(), by),
            (expected.to_vec(), sums),
            "{standing:?} by {wanted:?}, shown {shown}"
        );
    }
}

#[test]
fn a_source_survives_being_written() {
    for source in [Source::Line("a:b".into()), Source::Table("k:1".into(), 12), Source::Minimum, Source::Fuel] {
        assert_eq!(Source::parse(&source.written()), Some(source));
    }
    assert_eq!(Source::parse("nothing"), None);
}

proptest! {
    /// The total is the sum of its charges, each what its own words compute to, and no order of lines changes what is asked.
    #[test]
    fn the_parts_sum_to_the_whole(
        micros in prop::collection::vec(-50_000_000_i64..50_000_000, 1..8),
        units in 1..500_u64,
        kg in 1..50_000_000_i64,
        minimum in prop::option::of(0..500_000_i64),
        fuel in prop::option::of(0..5_000_i64),
        code in prop::sample::select(vec!["EUR", "JPY", "KWD"]),
    ) {
        let lines: Vec<Line> = micros.iter().enumerate().map(|(at, micro)| line(&at.to_string(), per(Per::ALL[at % 3], *micro))).collect();
        let piece = Piece { totals: Totals { quantity: units, weight_kg: Decimal::new(kg, 3), ..Totals::default() }, ..Piece::default() };
        let mut card = RateCard { minimum, fuel: fuel.map(|fuel| Decimal::new(fuel, 2)), ..card(code, lines) };
        let first = price(&card, &order(std::slice::from_ref(&piece))).unwrap();
        prop_assert_eq!(first.charges.iter().map(|one| one.amount.minor).sum::<i64>(), first.total.minor);
        for one in &first.charges {
            prop_assert_eq!(one.how.amount(card.currency), Some(one.amount.minor));
        }
        card.lines.reverse();
        prop_assert_eq!(price(&card, &order(&[piece])).unwrap().total, first.total);
    }

    /// Where a measure has one price by the warnings, it has one; where they name a gap, it has none.
    #[test]
    fn warnings_tell_the_truth(cuts in prop::collection::vec((0..20_u32, 1..20_u32), 1..5), at in 1..40_u32) {
        let bands: Vec<Band> = cuts.iter().map(|(over, long)| band(&over.to_string(), &(over + long).to_string(), &[Some(1)])).collect();
        let card = card("EUR", vec![line("freight", Rate::Table { by: By::Weight, bands: bands.clone() })]);
        let measure = Decimal::from(at);
        let rows = bands.iter().filter(|band| band.holds(measure)).count();
        let within = |over: Decimal, up_to: Option<Decimal>| measure > over && up_to.is_none_or(|end| measure <= end);
        let found = warnings(&card);
        let none = found.iter().any(|one| match one {
            Warning::Gap { over, up_to, .. } => within(*over, Some(*up_to)),
            Warning::Ends { at, .. } => measure > *at,
            _ => false,
        });
        let two = found.iter().any(|one| matches!(one, Warning::Overlap { over, up_to, .. } if within(*over, *up_to)));
        prop_assert_eq!((none, two), (rows == 0, rows > 1));
    }

    /// Whatever a card asks, what is asked and agreed afterwards is what it wants, and an answered or invoiced charge stays.
    #[test]
    fn a_re_rating_asks_for_exactly_the_difference(old in prop::collection::vec(100..300_i64, 0..5), new in prop::collection::vec(100..300_i64, 0..5)) {
        let keys = ["a", "b", "c", "d", "e"];
        let standing: Vec<_> = old.iter().zip(keys).map(|(amount, key)| (Some(key), Charge::new(eur(*amount), Approval::None))).collect();
        let wanted: Vec<_> = new.iter().zip(keys).map(|(amount, key)| (key, *amount)).collect();
        let by: i64 = new.iter().sum::<i64>() - old.iter().sum::<i64>();
        prop_assert_eq!(rerated(&standing, &wanted, true).1, if by > 0 { (0, by) } else { (by, 0) });
        prop_assert_eq!(rerated(&standing, &wanted, false).1, (by, 0));
    }
}
