//! Rate cards in words: prices, rows and zones, what is odd about a card and its days, and why an order has no price.

use jiff::civil::Date;
use rules::money::{Currency, Money};
use rules::rate_card::{By, End, NoPrice, Per, RateCard, ValidityWarning, Warning};
use rust_decimal::Decimal;

use crate::shell::says;

/// `EUR 45.00`.
pub(super) fn money(minor: i64, currency: Currency) -> String {
    Money::of(minor, currency).to_string()
}

/// `EUR 21.50 per pallet space`.
pub(super) fn unit_price(micro: i64, per: Per, currency: Currency) -> String {
    format!("{currency} {} per {}", rules::rate_card::show_price(micro, currency), per.words())
}

/// `over 100 up to 500 kg`.
pub(super) fn row(over: Decimal, up_to: Option<Decimal>, by: By) -> String {
    let show = rules::measure::show;
    match up_to {
        Some(end) => format!("over {} up to {} {}", show(over), show(end), by.words()),
        None => format!("over {} {}", show(over), by.words()),
    }
}

/// `A EUR 45.00 · B no price`.
pub(super) fn prices(card: &RateCard, prices: &[Option<i64>]) -> String {
    let price = |at: usize| prices.get(at).copied().flatten().map_or_else(|| "no price".to_owned(), |minor| money(minor, card.currency));
    if card.zones.is_empty() {
        return price(0);
    }
    card.zones.iter().enumerate().map(|(at, zone)| format!("{} {}", zone.name, price(at))).collect::<Vec<_>>().join(" · ")
}

/// Which end of an order says the zone.
pub(super) fn end(end: End) -> &'static str {
    match end {
        End::Collection => "collection",
        End::Delivery => "delivery",
    }
}

/// What is odd about a card: the line it is about, nothing where it is about zones or the whole, and what it does to orders.
pub(super) fn warning(warning: &Warning) -> (Option<&str>, String) {
    let show = rules::measure::show;
    match warning {
        Warning::NoLines => (None, "It has no lines: orders it prices have no charges.".to_owned()),
        Warning::Gap { line, over, up_to } => {
            (Some(line), format!("No row holds what is over {} up to {}: such an order has no price.", show(*over), show(*up_to)))
        }
        Warning::Overlap { line, over, up_to: Some(end) } => {
            (Some(line), format!("Two rows hold what is over {} up to {}: the upper one counts.", show(*over), show(*end)))
        }
        Warning::Overlap { line, over, up_to: None } => {
            (Some(line), format!("Two rows hold what is over {}: the upper one counts.", show(*over)))
        }
        Warning::Ends { line, at } => (Some(line), format!("No row holds what is over {}: such an order has no price.", show(*at))),
        Warning::EmptyZone { line, zone } => (Some(line), format!("Zone {zone} has no price in any row: its orders have no price.")),
        Warning::EmptyCell { line, zone: Some(zone), over } => {
            (Some(line), format!("The row over {} has no price in zone {zone}: such an order has no price.", show(*over)))
        }
        Warning::EmptyCell { line, zone: None, over } => {
            (Some(line), format!("The row over {} has no price: such an order has no price.", show(*over)))
        }
        Warning::ZonesOverlap { first, second } => {
            (None, format!("Zones {first} and {second} share addresses: {first} counts, for it stands first."))
        }
    }
}

/// What is odd about the days of the cards of one owner.
pub(super) fn validity(warning: &ValidityWarning) -> String {
    let day = |date: Date| says::plain_date(date);
    match warning {
        ValidityWarning::Gap { from, until } if from == until => format!("No card for them is valid on {}.", day(*from)),
        ValidityWarning::Gap { from, until } => format!("No card for them is valid from {} until {}.", day(*from), day(*until)),
        ValidityWarning::Overlap { from, until: Some(until) } => {
            format!("Two cards are valid from {} until {}: the one that began last counts.", day(*from), day(*until))
        }
        ValidityWarning::Overlap { from, until: None } => {
            format!("Two cards are valid from {} on: the one that began last counts.", day(*from))
        }
        ValidityWarning::Ends { at } => format!("No card for them is valid after {}.", day(*at)),
    }
}

/// Why a card has no price, to staff.
pub(super) fn no_price(why: &NoPrice) -> String {
    let show = rules::measure::show;
    match why {
        NoPrice::NotStated { line, what } => format!("{line}: nobody stated how many of {what} there are."),
        NoPrice::NoZone { line, place } if place.postcode.trim().is_empty() => format!("{line}: the address has no postcode yet."),
        NoPrice::NoZone { line, place } => format!("{line}: no zone holds {place}."),
        NoPrice::NoBand { line, by, measured } => format!("{line}: no row holds {} {}.", show(*measured), by.words()),
        NoPrice::EmptyCell { line, zone: Some(zone), measured } => format!("{line}: no price for {} in zone {zone}.", show(*measured)),
        NoPrice::EmptyCell { line, zone: None, measured } => format!("{line}: no price for {}.", show(*measured)),
        NoPrice::TooLarge => "It would cost more than can be charged at once.".to_owned(),
        NoPrice::TooMany => format!("It would have more than {} charges.", rules::charge::MOST),
    }
}

/// The same to the customer, while they enter an order: what they can do about it, and nothing of how the card is made.
pub(super) fn no_price_yet(missing: &[NoPrice]) -> Vec<String> {
    let mut said = Vec::new();
    for why in missing {
        let words = match why {
            NoPrice::NotStated { what, .. } => format!("State the {what} of the goods to see the price."),
            NoPrice::NoZone { place, .. } if place.postcode.trim().is_empty() => "Fill in the addresses to see the price.".to_owned(),
            NoPrice::NoZone { .. } | NoPrice::NoBand { .. } | NoPrice::EmptyCell { .. } | NoPrice::TooLarge | NoPrice::TooMany => {
                return vec!["The carrier prices this order after you have submitted it.".to_owned()];
            }
        };
        if !said.contains(&words) {
            said.push(words);
        }
    }
    said
}
