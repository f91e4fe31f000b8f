//! A rate card as it was typed: zones, lines and their rows as texts, counted from 0 without gaps, so that rows come and go without
//! anything typed being lost (rule 13).

use std::collections::{BTreeMap, BTreeSet};

use kit::web::Fields;
use rules::measure::field;
use rules::rate_card::{MOST_BANDS, MOST_LINES, MOST_ZONES, Rate};

use super::reading::{FUEL, ROW, UNIT_PRICE};
use super::terms::Terms;
use crate::shell::Typed;

/// The card's texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    /// What there is once: by name.
    pub(super) once: BTreeMap<String, String>,
    pub(super) zones: Vec<ZoneTyped>,
    pub(super) lines: Vec<LineTyped>,
}

/// A zone as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ZoneTyped {
    pub(super) name: String,
    pub(super) area: String,
}

/// A line as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LineTyped {
    pub(super) key: String,
    pub(super) name: String,
    /// FIXED, PER_UNIT or TABLE.
    pub(super) kind: String,
    /// Of a fixed or a unit price.
    pub(super) price: String,
    pub(super) per: String,
    pub(super) by: String,
    pub(super) bands: Vec<BandTyped>,
}

/// A table's row as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct BandTyped {
    pub(super) over: String,
    pub(super) up_to: String,
    /// One for each zone; one without zones.
    pub(super) prices: Vec<String>,
}

impl BandTyped {
    /// Whether nothing stands in it.
    pub(super) fn is_blank(&self) -> bool {
        [&self.over, &self.up_to].into_iter().chain(&self.prices).all(|text| text.trim().is_empty())
    }
}

/// A name such as `line.2.band.0.price1`, taken apart.
enum Name<'a> {
    Zone(usize, &'a str),
    Line(usize, &'a str),
    Band(usize, usize, &'a str),
    Once,
}

fn take_apart(name: &str) -> Name<'_> {
    let parts: Vec<&str> = name.split('.').collect();
    match parts[..] {
        ["zone", at, field] => at.parse().map_or(Name::Once, |at| Name::Zone(at, field)),
        ["line", at, field] => at.parse().map_or(Name::Once, |at| Name::Line(at, field)),
        ["line", at, "band", row, field] => match (at.parse(), row.parse()) {
            (Ok(at), Ok(row)) => Name::Band(at, row, field),
            _ => Name::Once,
        },
        _ => Name::Once,
    }
}

impl Draft {
    /// Reads a posted form; more zones, lines and rows than a card may have are cut off behind the first too many.
    pub(super) fn of(fields: &Fields) -> Draft {
        let mut once = BTreeMap::new();
        let (mut zones, mut lines) = (BTreeMap::<usize, ZoneTyped>::new(), BTreeMap::<usize, LineTyped>::new());
        let mut bands = BTreeMap::<(usize, usize), BTreeMap<&str, String>>::new();
        for (name, value) in fields.iter() {
            match take_apart(name) {
                Name::Zone(at, "name") => value.clone_into(&mut zones.entry(at).or_default().name),
                Name::Zone(at, "area") => value.clone_into(&mut zones.entry(at).or_default().area),
                Name::Line(at, field) => {
                    let line = lines.entry(at).or_default();
                    match field {
                        "key" => value.clone_into(&mut line.key),
                        "name" => value.clone_into(&mut line.name),
                        "kind" => value.clone_into(&mut line.kind),
                        "price" => value.clone_into(&mut line.price),
                        "per" => value.clone_into(&mut line.per),
                        "by" => value.clone_into(&mut line.by),
                        _ => {}
                    }
                }
                Name::Band(at, row, field) => drop(bands.entry((at, row)).or_default().insert(field, value.to_owned())),
                Name::Zone(..) => {}
                Name::Once => drop(once.insert(name.to_owned(), value.to_owned())),
            }
        }
        let columns: Vec<usize> = if zones.is_empty() { vec![0] } else { zones.keys().copied().take(MOST_ZONES + 1).collect() };
        for ((at, _), texts) in bands {
            if let Some(line) = lines.get_mut(&at).filter(|line| line.bands.len() <= MOST_BANDS) {
                let text = |field: &str| texts.get(field).cloned().unwrap_or_default();
                let prices = columns.iter().map(|column| text(&format!("price{column}"))).collect();
                line.bands.push(BandTyped { over: text("over"), up_to: text("up_to"), prices });
            }
        }
        Draft { once, zones: zones.into_values().take(MOST_ZONES + 1).collect(), lines: lines.into_values().take(MOST_LINES + 1).collect() }
    }

    /// A stored card as a form holds it.
    pub(super) fn filled(terms: &Terms, version: i64) -> Draft {
        let card = &terms.card;
        let money = |minor: Option<i64>| minor.map(|minor| rules::money::Money::of(minor, card.currency).amount()).unwrap_or_default();
        let id = |id: Option<uuid::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        let once = [
            ("version", version.to_string()),
            ("name", terms.name.clone()),
            ("customer", id(terms.customer.map(|id| id.0))),
            ("service", id(terms.service.map(|id| id.0))),
            ("from", terms.from.to_string()),
            ("until", terms.until.map(|until| until.to_string()).unwrap_or_default()),
            ("currency", card.currency.to_string()),
            ("zone_of", if card.zone_of == rules::rate_card::End::Collection { "COLLECTION" } else { "DELIVERY" }.to_owned()),
            ("minimum", money(card.minimum)),
            ("fuel", card.fuel.map(|fuel| field(fuel, FUEL)).unwrap_or_default()),
        ];
        let line = |line: &rules::rate_card::Line| {
            let typed = LineTyped { key: line.key.clone(), name: line.name.clone(), ..LineTyped::default() };
            match &line.rate {
                Rate::Fixed { amount } => LineTyped { kind: "FIXED".to_owned(), price: money(Some(*amount)), ..typed },
                Rate::PerUnit { per, micro } => LineTyped {
                    kind: "PER_UNIT".to_owned(),
                    price: field(rust_decimal::Decimal::new(*micro, 6), UNIT_PRICE),
                    per: per.as_str().to_owned(),
                    ..typed
                },
                Rate::Table { by, bands } => {
                    let band = |band: &rules::rate_card::Band| BandTyped {
                        over: field(band.over, ROW),
                        up_to: band.up_to.map(|up_to| field(up_to, ROW)).unwrap_or_default(),
                        prices: band.prices.iter().map(|price| money(*price)).collect(),
                    };
                    LineTyped { kind: "TABLE".to_owned(), by: by.as_str().to_owned(), bands: bands.iter().map(band).collect(), ..typed }
                }
            }
        };
        Draft {
            once: once.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            zones: card.zones.iter().map(|zone| ZoneTyped { name: zone.name.clone(), area: zone.area.to_string() }).collect(),
            lines: card.lines.iter().map(line).collect(),
        }
    }

    /// What there is once under this name.
    pub(super) fn raw(&self, name: &str) -> &str {
        self.once.get(name).map_or("", String::as_str)
    }

    /// Everything as fields of a form.
    pub(super) fn form(&self) -> Typed {
        let mut all: Vec<(String, String)> = self.once.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        for (at, zone) in self.zones.iter().enumerate() {
            all.push((format!("zone.{at}.name"), zone.name.clone()));
            all.push((format!("zone.{at}.area"), zone.area.clone()));
        }
        for (at, line) in self.lines.iter().enumerate() {
            let texts = [
                ("key", &line.key),
                ("name", &line.name),
                ("kind", &line.kind),
                ("price", &line.price),
                ("per", &line.per),
                ("by", &line.by),
            ];
            all.extend(texts.map(|(field, text)| (format!("line.{at}.{field}"), text.clone())));
            for (row, band) in line.bands.iter().enumerate() {
                all.push((format!("line.{at}.band.{row}.over"), band.over.clone()));
                all.push((format!("line.{at}.band.{row}.up_to"), band.up_to.clone()));
                let prices = band.prices.iter().enumerate();
                all.extend(prices.map(|(column, price)| (format!("line.{at}.band.{row}.price{column}"), price.clone())));
            }
        }
        Typed::of(all.into_iter().collect())
    }

    /// Gives every line whose key is none, or another's, one of its own.
    pub(super) fn keyed(&mut self, mut next: impl FnMut() -> String) {
        let mut seen = BTreeSet::new();
        for line in &mut self.lines {
            let fits = (1..=32).contains(&line.key.len()) && line.key.bytes().all(|byte| byte.is_ascii_alphanumeric());
            if !fits || !seen.insert(line.key.clone()) {
                line.key = next();
                seen.insert(line.key.clone());
            }
        }
    }
}
