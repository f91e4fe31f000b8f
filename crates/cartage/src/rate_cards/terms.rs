//! What staff set of a rate card: kept in its row, told in its history field by field, shown to whoever may only look.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kit::text::fold;
use rules::rate_card::{Line, Rate, RateCard, Zone};

use super::table::RateCardRow;
use super::words;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::history::Change;
use crate::shell::says;
use crate::transport_services::ServiceId;

/// Everything staff set of a card.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// What staff call it.
    pub name: String,
    /// Whose orders; none: everybody's.
    pub customer: Option<CustomerId>,
    /// Of which service; none: of every one.
    pub service: Option<ServiceId>,
    /// The first day of collection it prices.
    pub from: Date,
    /// The last; none: until further notice.
    pub until: Option<Date>,
    /// What it says.
    pub card: RateCard,
}

/// The names of a card's customer and service, where it has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Names {
    pub(super) customer: Option<String>,
    pub(super) service: Option<String>,
}

impl Names {
    /// Of these, among what was found.
    pub(super) fn of(found: &[(uuid::Uuid, String)], customer: Option<CustomerId>, service: Option<ServiceId>) -> Names {
        let name = |id: Option<uuid::Uuid>| id.and_then(|id| found.iter().find(|(known, _)| *known == id)).map(|(_, name)| name.clone());
        Names { customer: name(customer.map(|id| id.0)), service: name(service.map(|id| id.0)) }
    }
}

/// A label and what stands there.
pub(super) type Said = (String, String);

impl Terms {
    pub(super) fn of(row: &RateCardRow) -> Result<Terms, Failure> {
        Ok(Terms {
            name: row.name.clone(),
            customer: row.customer,
            service: row.service,
            from: row.valid_from,
            until: row.valid_until,
            card: row.card()?,
        })
    }

    /// Puts them into a row.
    pub(super) fn write(&self, row: &mut RateCardRow) -> Result<(), Failure> {
        row.name.clone_from(&self.name);
        row.sort_name = fold(&self.name);
        (row.customer, row.service) = (self.customer, self.service);
        (row.valid_from, row.valid_until) = (self.from, self.until);
        row.card = serde_json::to_string(&self.card)?;
        Ok(())
    }

    /// Everything in words, in the order of the page.
    pub(super) fn in_words(&self, names: &Names) -> Vec<Said> {
        let card = &self.card;
        let pair = |label: &str, value: String| (label.to_owned(), value);
        let mut said = vec![
            pair("Name", self.name.clone()),
            pair("Customer", names.customer.clone().unwrap_or_else(|| "Every customer".to_owned())),
            pair("Transport service", names.service.clone().unwrap_or_else(|| "Every service".to_owned())),
            pair("Valid from", says::plain_date(self.from)),
            pair("Valid until", self.until.map_or_else(|| "Until further notice".to_owned(), says::plain_date)),
            pair("Currency", card.currency.to_string()),
        ];
        if !card.zones.is_empty() {
            said.push(pair("The zone is that of the", words::end(card.zone_of).to_owned()));
        }
        said.extend(card.zones.iter().map(|zone| (format!("Zone {}", zone.name), zone_in_words(zone))));
        said.push(pair("Lines", card.lines.iter().map(|line| line.name.as_str()).collect::<Vec<_>>().join(", ")));
        said.extend(card.lines.iter().flat_map(|line| line_in_words(card, line)));
        let money = |minor: Option<i64>| minor.map(|minor| words::money(minor, card.currency)).unwrap_or_default();
        said.push(pair("Minimum", money(card.minimum)));
        said.push(pair("Fuel surcharge", card.fuel.map(|fuel| format!("{} %", rules::measure::show(fuel))).unwrap_or_default()));
        said.retain(|(_, value)| !value.is_empty());
        said
    }
}

fn zone_in_words(zone: &Zone) -> String {
    if zone.area.is_everywhere() { "Everywhere".to_owned() } else { zone.area.to_string() }
}

fn line_in_words(card: &RateCard, line: &Line) -> Vec<Said> {
    match &line.rate {
        Rate::Fixed { amount } => vec![(line.name.clone(), format!("{}, fixed", words::money(*amount, card.currency)))],
        Rate::PerUnit { per, micro } => vec![(line.name.clone(), words::unit_price(*micro, *per, card.currency))],
        Rate::Table { by, bands } => {
            let mut said = vec![(line.name.clone(), format!("Table by {}", by.words()))];
            said.extend(bands.iter().map(|band| {
                let row = words::row(band.over, band.up_to, *by);
                (format!("{}, {row}", line.name), words::prices(card, &band.prices))
            }));
            said
        }
    }
}

/// What became of one telling of a card in another, label by label.
pub(super) fn changes(before: &[Said], now: &[Said]) -> Vec<Change> {
    let was: BTreeMap<&str, &str> = before.iter().map(|(label, value)| (label.as_str(), value.as_str())).collect();
    let is: BTreeMap<&str, &str> = now.iter().map(|(label, value)| (label.as_str(), value.as_str())).collect();
    let gone = before.iter().filter(|(label, _)| !is.contains_key(label.as_str()));
    let mut labels: Vec<&str> = now.iter().chain(gone).map(|(label, _)| label.as_str()).collect();
    labels.dedup();
    let change = |label: &str| {
        let text = |side: &BTreeMap<&str, &str>| side.get(label).copied().unwrap_or_default().to_owned();
        Change { field: label.to_owned(), from: text(&was), to: text(&is) }
    };
    labels.into_iter().map(change).filter(|change| change.from != change.to).collect()
}
