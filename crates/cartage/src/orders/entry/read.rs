//! From the typed form to the order document. What cannot be read as a date, time or number is said beside its field; the rest
//! is judged by the rules.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use kit::web::Fields;
use rules::civil_time;
use rules::measure::{self, Bounds};
use rules::money::{self, Currency, Money};
use rules::order::{Address, Adr, Consignment, GoodsLine, OrderDocument, PartId, SHAPE, Stop, Window, limits};
use rust_decimal::Decimal;
use serde_json::Value;

use super::shape::shape;
use super::words;
use crate::shell::says;

/// A document and what could not be read, each with its field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// What was understood.
    pub document: OrderDocument,
    /// Field and words.
    pub unread: Vec<(String, String)>,
}

/// Reads a tidy form. Parts have no ids, whatever was sent: all of them are new.
#[must_use]
pub(crate) fn read(fields: &Fields) -> Read {
    read_by(Reader { fields, with_ids: false, unread: Vec::new() })
}

/// Reads a tidy form of an order that is there, each part with the id that was sent for it; see [`super::carry::carry`].
#[must_use]
pub(super) fn read_with_ids(fields: &Fields) -> Read {
    read_by(Reader { fields, with_ids: true, unread: Vec::new() })
}

fn read_by(mut reader: Reader<'_>) -> Read {
    let fields = reader.fields;
    let consignments = shape(fields).consignments.iter().enumerate().map(|(c, parts)| reader.consignment(c, *parts)).collect();
    let document = OrderDocument {
        shape: SHAPE,
        service: fields.text("service"),
        level: reader.optional("level"),
        reference: reader.optional("reference"),
        requested_price: reader.price("requested_price"),
        planning_instructions: reader.optional("planning_instructions"),
        contact_emails: listed(fields.raw("contact_emails")),
        custom_fields: reader.own(""),
        consignments,
        ..OrderDocument::default()
    };
    Read { document, unread: reader.unread }
}

/// Addresses, phones: separated by commas, semicolons, blanks or lines.
fn listed(typed: &str) -> Vec<String> {
    typed.split([',', ';', '\n']).map(str::trim).filter(|one| !one.is_empty()).map(ToOwned::to_owned).collect()
}

/// A date as people type it: `2026-05-04`, `4-5-2026`, `4/5/2026`, `4.5.2026`: day before month where the year comes last.
#[must_use]
pub(super) fn date(typed: &str) -> Option<Date> {
    civil_time::typed_date(typed)
}

/// A time as people type it: `8:30`, `08:30`, `0830`, `8`.
#[must_use]
pub(super) fn time(typed: &str) -> Option<Time> {
    let (hour, minute) = match typed.split_once([':', '.', 'h']) {
        Some((hour, minute)) => (hour, if minute.is_empty() { "0" } else { minute }),
        None if typed.len() > 2 => typed.split_at_checked(typed.len() - 2)?,
        None => (typed, "0"),
    };
    // A window that ends at midnight is meant to end with the day.
    if (hour, minute.trim_start_matches('0')) == ("24", "") {
        return Time::new(23, 59, 0, 0).ok();
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

struct Reader<'a> {
    fields: &'a Fields,
    with_ids: bool,
    unread: Vec<(String, String)>,
}

impl Reader<'_> {
    fn optional(&self, name: &str) -> Option<String> {
        self.fields.get(name).map(ToOwned::to_owned)
    }

    /// The id that was sent for a part.
    fn id(&self, at: &str) -> PartId {
        PartId::new(if self.with_ids { self.fields.text(&format!("{at}.id")) } else { String::new() })
    }

    fn parsed<T>(&mut self, name: &str, parse: impl Fn(&str) -> Option<T>, otherwise: &str) -> Option<T> {
        let typed = self.fields.get(name)?;
        let read = parse(typed);
        if read.is_none() {
            self.unread.push((name.to_owned(), otherwise.to_owned()));
        }
        read
    }

    fn measure(&mut self, name: &str, bounds: Bounds) -> Option<Decimal> {
        match measure::parse(self.fields.get(name)?, bounds) {
            Ok(value) => Some(value),
            Err(error) => {
                self.unread.push((name.to_owned(), words::measure(&error)));
                None
            }
        }
    }

    /// An amount in the currency the form names.
    fn price(&mut self, name: &str) -> Option<Money> {
        let currency = Currency::parse(self.fields.raw(&format!("{name}_in"))).or_else(|| Currency::parse("EUR"))?;
        match money::parse(self.fields.get(name)?, currency) {
            Ok(price) => Some(price),
            Err(error) => {
                self.unread.push((name.to_owned(), says::no_amount(error, currency)));
                None
            }
        }
    }

    /// Own fields as they were typed; the rules understand them.
    fn own(&self, at: &str) -> BTreeMap<String, Value> {
        let begins = if at.is_empty() { "custom.".to_owned() } else { format!("{at}.custom.") };
        let mut own = BTreeMap::new();
        for (name, value) in self.fields.iter() {
            if let Some(key) = name.strip_prefix(&begins) {
                own.entry(key.to_owned()).or_insert_with(|| Value::String(value.trim().to_owned()));
            }
        }
        own
    }

    fn whole(&mut self, name: &str, most: usize) -> Option<u32> {
        let plain = |typed: &str| typed.replace([' ', '\u{a0}', '\u{202f}'], "").parse::<u32>().ok().filter(|n| *n as usize <= most);
        self.parsed(name, plain, &format!("Write a whole number up to {most}."))
    }

    fn consignment(&mut self, c: usize, (stops, lines): (usize, usize)) -> Consignment {
        Consignment {
            id: self.id(&format!("c{c}")),
            reference: self.optional(&format!("c{c}.reference")),
            collection: self.stop(&format!("c{c}.collection")),
            stops: (0..stops).map(|s| self.stop(&format!("c{c}.s{s}"))).collect(),
            delivery: self.stop(&format!("c{c}.delivery")),
            goods: (0..lines).map(|g| self.goods(&format!("c{c}.g{g}"))).collect(),
            ..Consignment::default()
        }
    }

    fn stop(&mut self, at: &str) -> Stop {
        let name = |field: &str| format!("{at}.{field}");
        let text = |field: &str| self.fields.text(&name(field));
        let address = Address {
            name: text("name"),
            street: text("street"),
            street_2: self.optional(&name("street_2")),
            postcode: text("postcode").to_uppercase(),
            city: text("city"),
            country: text("country").to_uppercase(),
            ..Address::default()
        };
        let from = self.parsed(&name("from"), time, "Write a time such as 08:30.");
        let until = self.parsed(&name("until"), time, "Write a time such as 16:00.");
        Stop {
            id: self.id(at),
            address,
            location: self.optional(&name("location")),
            date: self.parsed(&name("date"), date, "Write a date such as 2026-05-04 or 4-5-2026."),
            window: (from.is_some() || until.is_some()).then_some(Window { from, until }),
            opening_hours: self.fields.ticked(&name("opening_hours")) && from.is_none() && until.is_none(),
            reference: self.optional(&name("reference")),
            note: self.optional(&name("note")),
            email: self.optional(&name("email")),
            phones: listed(self.fields.raw(&name("phones"))),
            instructions: self.optional(&name("instructions")),
            duration_minutes: self.whole(&name("duration_minutes"), limits::DURATION_MINUTES as usize),
            custom_fields: self.own(at),
            ..Stop::default()
        }
    }

    fn goods(&mut self, at: &str) -> GoodsLine {
        let name = |field: &str| format!("{at}.{field}");
        GoodsLine {
            id: self.id(at),
            quantity: self.whole(&name("quantity"), limits::QUANTITY as usize).unwrap_or(0),
            packaging: self.optional(&name("packaging")),
            packaging_size: self.optional(&name("packaging_size")),
            description: self.optional(&name("description")),
            weight_kg: self.measure(&name("weight_kg"), measure::WEIGHT_KG),
            volume_m3: self.measure(&name("volume_m3"), measure::VOLUME_M3),
            loading_metres: self.measure(&name("loading_metres"), measure::LOADING_METRES),
            pallet_spaces: self.measure(&name("pallet_spaces"), measure::PALLET_SPACES),
            unit_length_m: self.measure(&name("unit_length_m"), measure::UNIT_METRES),
            unit_width_m: self.measure(&name("unit_width_m"), measure::UNIT_METRES),
            unit_height_m: self.measure(&name("unit_height_m"), measure::UNIT_METRES),
            stackable: self.fields.ticked(&name("stackable")).then_some(true),
            min_temperature_c: self.measure(&name("min_temperature_c"), measure::CELSIUS),
            max_temperature_c: self.measure(&name("max_temperature_c"), measure::CELSIUS),
            transport_temperature_c: self.measure(&name("transport_temperature_c"), measure::CELSIUS),
            adr: self.adr(at),
            barcodes: listed(self.fields.raw(&name("barcodes"))),
            custom_fields: self.own(at),
            ..GoodsLine::default()
        }
    }

    /// The dangerous substance of a line: one in this form.
    fn adr(&mut self, at: &str) -> Vec<Adr> {
        let name = |field: &str| format!("{at}.adr0.{field}");
        let adr = Adr {
            un_number: self.optional(&name("un_number")),
            proper_shipping_name: self.optional(&name("proper_shipping_name")),
            class: self.optional(&name("class")),
            packing_group: self.optional(&name("packing_group")),
            tunnel_code: self.optional(&name("tunnel_code")),
            packages: self.whole(&name("packages"), limits::QUANTITY as usize),
            quantity: self.measure(&name("quantity"), measure::ADR_QUANTITY),
            emergency_phone: self.optional(&name("emergency_phone")),
            ..Adr::default()
        };
        if adr == Adr::default() { Vec::new() } else { vec![adr] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_as_people_type_them() {
        for (typed, read) in
            [("2026-05-04", "2026-05-04"), ("4-5-2026", "2026-05-04"), ("4/5/26", "2026-05-04"), ("04.05.2026", "2026-05-04")]
        {
            assert_eq!(date(typed), Some(read.parse().unwrap()), "{typed}");
        }
        for typed in ["", "4-5", "31-2-2026", "2026-13-01", "tomorrow"] {
            assert_eq!(date(typed), None, "{typed}");
        }
        for (typed, read) in [("8", "08:00"), ("8:30", "08:30"), ("0830", "08:30"), ("16h", "16:00"), ("24:00", "23:59")] {
            assert_eq!(time(typed), Some(read.parse().unwrap()), "{typed}");
        }
        assert_eq!(time("25:00"), None);
        assert_eq!(time("é8"), None);
    }

    #[test]
    fn what_cannot_be_read_is_said_beside_its_field() {
        let fields = Fields::parse("c0.collection.date=soon&c0.g0.quantity=two&c0.g0.weight_kg=1.2.3&c0.delivery.from=noon".as_bytes());
        let read = read(&fields);
        let at: Vec<&str> = read.unread.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(at, ["c0.collection.date", "c0.delivery.from", "c0.g0.quantity", "c0.g0.weight_kg"]);
    }
}
