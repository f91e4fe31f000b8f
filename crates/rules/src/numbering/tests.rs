//! Numbers over lengths and the ends of years and months, and patterns that must not meet.

use proptest::prelude::*;

use super::*;
use crate::testing::{amsterdam, any_instant, any_zone, at, zone};

fn pattern(prefix: &str, length: u8, date_part: DatePart) -> Pattern {
    Pattern { prefix: prefix.to_owned(), length, date_part }
}

#[test]
fn the_first_patterns() {
    assert_eq!(Pattern::first_for_quotes().format(1, ""), "Quote-0001");
    assert_eq!(Pattern::first_for_orders().format(1, ""), "Or-0001");
    assert_eq!(validate(&Pattern::first_for_quotes(), &Pattern::first_for_orders()), Ok(()));
}

#[test]
fn numbers_as_written() {
    let cases = [
        ("Or-", 4, DatePart::None, 42, "Or-0042"),
        ("Or-", 4, DatePart::None, 9_999, "Or-9999"),
        ("Or-", 4, DatePart::None, 10_000, "Or-10000"),
        ("", 1, DatePart::None, 7, "7"),
        ("Or-", 4, DatePart::Yyyy, 42, "Or-2026-0042"),
        ("Or-", 4, DatePart::Yy, 42, "Or-26-0042"),
        ("Or-", 4, DatePart::Yymm, 42, "Or-2605-0042"),
        ("T/", 6, DatePart::Yymm, 1_234_567, "T/2605-1234567"),
        ("Or-", 12, DatePart::None, u64::MAX, "Or-18446744073709551615"),
    ];
    let now = at("2026-05-04T12:00:00Z");
    for (prefix, length, date_part, count, written) in cases {
        let pattern = pattern(prefix, length, date_part);
        assert_eq!(pattern.format(count, &pattern.period(now, &amsterdam())), written);
    }
}

#[test]
fn counts_restart_at_their_turn_in_the_organisations_zone() {
    let cases = [
        // zone, part, instant, period
        ("Europe/Amsterdam", DatePart::Yyyy, "2026-12-31T22:59:59Z", "2026"),
        ("Europe/Amsterdam", DatePart::Yyyy, "2026-12-31T23:00:00Z", "2027"),
        ("Europe/Amsterdam", DatePart::Yy, "2026-12-31T22:59:59Z", "26"),
        ("Europe/Amsterdam", DatePart::Yy, "2026-12-31T23:00:00Z", "27"),
        ("Europe/Amsterdam", DatePart::Yymm, "2026-12-31T22:59:59Z", "2612"),
        ("Europe/Amsterdam", DatePart::Yymm, "2026-12-31T23:00:00Z", "2701"),
        ("Europe/Amsterdam", DatePart::Yymm, "2026-06-30T21:59:59Z", "2606"),
        ("Europe/Amsterdam", DatePart::Yymm, "2026-06-30T22:00:00Z", "2607"),
        ("America/New_York", DatePart::Yyyy, "2027-01-01T04:59:59Z", "2026"),
        ("America/New_York", DatePart::Yyyy, "2027-01-01T05:00:00Z", "2027"),
        ("Australia/Sydney", DatePart::Yyyy, "2026-12-31T12:59:59Z", "2026"),
        ("Australia/Sydney", DatePart::Yyyy, "2026-12-31T13:00:00Z", "2027"),
        ("UTC", DatePart::Yy, "2099-12-31T23:59:59Z", "99"),
        ("UTC", DatePart::Yy, "2100-01-01T00:00:00Z", "00"),
        ("UTC", DatePart::None, "2026-12-31T23:59:59Z", ""),
    ];
    for (name, date_part, now, period) in cases {
        assert_eq!(pattern("Or-", 4, date_part).period(at(now), &zone(name)), period, "{name} {now}");
    }
}

#[test]
fn patterns_that_are_refused() {
    use Numbered::{Orders, Quotes};
    let fine = || pattern("Or-", 4, DatePart::None);
    let quotes = |prefix: &str| pattern(prefix, 4, DatePart::None);
    let cases = [
        (quotes("QuoteNumber-12"), fine(), PatternError::PrefixTooLong { of: Quotes, length: 14 }),
        (quotes("Q "), fine(), PatternError::PrefixCharacter { of: Quotes, character: ' ' }),
        (quotes("Öf-"), fine(), PatternError::PrefixCharacter { of: Quotes, character: 'Ö' }),
        (quotes("Q"), pattern("Or<", 4, DatePart::None), PatternError::PrefixCharacter { of: Orders, character: '<' }),
        (pattern("Q", 0, DatePart::None), fine(), PatternError::Length { of: Quotes, length: 0 }),
        (quotes("Q"), pattern("Or-", 13, DatePart::None), PatternError::Length { of: Orders, length: 13 }),
        (quotes("Or-"), fine(), PatternError::SamePrefix),
        (quotes("or-"), fine(), PatternError::SamePrefix),
        (quotes("A"), pattern("A1", 4, DatePart::None), PatternError::AmbiguousPrefixes),
        (quotes("a1"), pattern("A", 4, DatePart::None), PatternError::AmbiguousPrefixes),
        (quotes("A"), pattern("A-", 4, DatePart::None), PatternError::AmbiguousPrefixes),
        (quotes("A-2026-"), pattern("A-", 4, DatePart::Yyyy), PatternError::AmbiguousPrefixes),
        (quotes(""), pattern("2026", 4, DatePart::None), PatternError::AmbiguousPrefixes),
    ];
    for (quotes, orders, error) in cases {
        assert_eq!(validate(&quotes, &orders), Err(error), "{quotes:?} {orders:?}");
    }
}

#[test]
fn patterns_that_cannot_meet() {
    for (quotes, orders) in [("A", "AB"), ("A", "A1B"), ("Or-Q", "Or-"), ("", "Or-"), ("Q/", "Q."), ("ABCDEFGHIJKL", "1")] {
        assert_eq!(validate(&pattern(quotes, 1, DatePart::None), &pattern(orders, 12, DatePart::Yyyy)), Ok(()), "{quotes} {orders}");
    }
}

#[test]
fn date_parts_are_read_back() {
    for part in DatePart::ALL {
        assert_eq!(DatePart::parse(part.as_str()), Some(part));
    }
    assert_eq!(DatePart::parse("yyyy"), None);
}

fn any_pattern() -> impl Strategy<Value = Pattern> {
    ("[A-Ba-b0-2/-]{0,4}", 1..5_u8, prop::sample::select(&DatePart::ALL[..])).prop_map(|(prefix, length, date_part)| Pattern {
        prefix,
        length,
        date_part,
    })
}

proptest! {
    /// Two patterns that pass together never write the same text, upper or lower case, whenever and however high they count.
    #[test]
    fn accepted_patterns_never_write_the_same(
        quotes in any_pattern(), orders in any_pattern(), zone in any_zone(), now in any_instant(), later in any_instant(),
        count in 0..30_000_u64, other in 0..30_000_u64,
    ) {
        if validate(&quotes, &orders).is_ok() {
            let quote = quotes.format(count, &quotes.period(now, &zone));
            let order = orders.format(other, &orders.period(later, &zone));
            prop_assert_ne!(quote.to_lowercase(), order.to_lowercase());
        }
    }

    /// One pattern writes another text for every count and period.
    #[test]
    fn a_pattern_never_repeats_itself(pattern in any_pattern(), zone in any_zone(), now in any_instant(), later in any_instant(), a in 0..30_000_u64, b in 0..30_000_u64) {
        let (first, second) = (pattern.period(now, &zone), pattern.period(later, &zone));
        let same = a == b && first == second;
        prop_assert_eq!(pattern.format(a, &first) == pattern.format(b, &second), same);
    }
}
