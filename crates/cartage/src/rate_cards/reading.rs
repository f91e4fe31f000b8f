//! Reading a rate card's form: everything that is wrong is said at its field.

use jiff::civil::Date;
use kit::typed;
use rules::measure::{self, Bounds, MeasureError};
use rules::money::{self, Currency, MoneyError};
use rules::rate_card::{Band, By, DEAREST, End, Line, MOST_BANDS, MOST_FUEL, MOST_LINES, MOST_ZONES, Per, Rate, RateCard, Zone};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::draft::{BandTyped, Draft, LineTyped};
use super::terms::Terms;
use crate::failure::{Failure, Refusal};
use crate::shell::{Reading, says};
use crate::transport_services::area_in_words;

/// Characters a card's, a zone's and a line's name may have.
const LONGEST_NAME: usize = 120;
/// Characters a zone's area may be typed with.
const LONGEST_AREA: usize = 20_000;

/// The fuel surcharge, in per cent.
pub(super) const FUEL: Bounds = Bounds { least: Decimal::ZERO, most: whole(MOST_FUEL, false), places: 3 };
/// The price of one unit, in the currency's unit; negative for a rebate.
pub(super) const UNIT_PRICE: Bounds = Bounds { least: whole(DEAREST, true), most: whole(DEAREST, false), places: 6 };
/// Where a table's row begins and ends.
pub(super) const ROW: Bounds = Bounds { least: Decimal::ZERO, most: whole(9_999_999, false), places: 3 };

/// A whole number below 2^32, or what is as far below zero.
const fn whole(number: i64, negative: bool) -> Decimal {
    Decimal::from_parts(number as u32, 0, 0, negative, 0)
}

impl Draft {
    /// Reads the card.
    ///
    /// # Errors
    /// An id that is none is something that does not exist; everything else is said at its field.
    pub(super) fn read(&self) -> Result<Result<Terms, Vec<Refusal>>, Failure> {
        let id = |name: &str| Some(self.raw(name).trim()).filter(|text| !text.is_empty());
        let customer = id("customer").map(str::parse).transpose().map_err(|_| Failure::not_found())?;
        let service = id("service").map(str::parse).transpose().map_err(|_| Failure::not_found())?;
        let form = self.form();
        let mut form = Reading::of(form.fields());
        if customer.is_none() && service.is_none() && self.raw("customer_text").trim().is_empty() {
            form.refuse("customer_text", "Choose a customer, a transport service, or both");
        }
        let name = form.required("name", "Name", LONGEST_NAME);
        let (from, until) = days(&mut form);
        let currency = Currency::parse(self.raw("currency")).unwrap_or_else(|| {
            form.refuse("currency", "Choose a currency");
            Currency::EUR
        });
        let card = RateCard {
            currency,
            zones: self.zones(&mut form),
            zone_of: if self.raw("zone_of") == "COLLECTION" { End::Collection } else { End::Delivery },
            lines: self.lines(&mut form, currency),
            minimum: price(&mut form, "minimum", self.raw("minimum"), currency, 0),
            fuel: number(&mut form, "fuel", self.raw("fuel"), FUEL),
        };
        Ok(form.done(Terms { name, customer, service, from, until, card }))
    }

    fn zones(&self, form: &mut Reading<'_>) -> Vec<Zone> {
        if self.zones.len() > MOST_ZONES {
            form.refuse("zones", format!("A card has at most {MOST_ZONES} zones"));
        }
        let mut zones: Vec<Zone> = Vec::new();
        for (at, typed) in self.zones.iter().enumerate() {
            let name = form.required(&format!("zone.{at}.name"), "The zone's name", LONGEST_NAME);
            if !name.is_empty() && zones.iter().any(|zone| zone.name == name) {
                form.refuse(&format!("zone.{at}.name"), format!("There are two zones called {name}"));
            }
            let field = format!("zone.{at}.area");
            let text = form.text(&field, "The zone's area", LONGEST_AREA);
            let area = text.parse().unwrap_or_else(|error| {
                form.refuse(&field, area_in_words(&error));
                rules::service_area::Area::default()
            });
            if typed.area.trim().is_empty() && at + 1 < self.zones.len() {
                form.refuse(&field, "Say where it is; only the last zone may be everywhere else");
            }
            zones.push(Zone { name, area });
        }
        zones
    }

    fn lines(&self, form: &mut Reading<'_>, currency: Currency) -> Vec<Line> {
        if self.lines.len() > MOST_LINES {
            form.refuse("lines", format!("A card has at most {MOST_LINES} lines"));
        }
        let mut lines: Vec<Line> = Vec::new();
        for (at, typed) in self.lines.iter().enumerate() {
            let field = format!("line.{at}.name");
            let name = form.required(&field, "What the charge is called", LONGEST_NAME);
            if !name.is_empty() && lines.iter().any(|line| line.name == name) {
                form.refuse(&field, format!("There are two lines called {name}"));
            }
            lines.push(Line { key: typed.key.clone(), name, rate: self.rate(form, at, typed, currency) });
        }
        lines
    }

    fn rate(&self, form: &mut Reading<'_>, at: usize, typed: &LineTyped, currency: Currency) -> Rate {
        let field = format!("line.{at}.price");
        match typed.kind.as_str() {
            "PER_UNIT" => {
                let per = Per::parse(&typed.per).unwrap_or_else(|| {
                    form.refuse(&format!("line.{at}.per"), "Choose what it is for");
                    Per::Unit
                });
                let price = number(form, &field, &typed.price, UNIT_PRICE);
                if typed.price.trim().is_empty() {
                    form.refuse(&field, "The price is missing");
                }
                let micro = price.unwrap_or_default() * Decimal::from(1_000_000);
                Rate::PerUnit { per, micro: micro.to_i64().unwrap_or_default() }
            }
            "TABLE" => {
                let by = By::parse(&typed.by).unwrap_or_else(|| {
                    form.refuse(&format!("line.{at}.by"), "Choose what is looked up");
                    By::Weight
                });
                Rate::Table { by, bands: self.bands(form, at, typed, currency) }
            }
            _ => {
                if typed.price.trim().is_empty() {
                    form.refuse(&field, "The price is missing");
                }
                Rate::Fixed { amount: price(form, &field, &typed.price, currency, -DEAREST).unwrap_or_default() }
            }
        }
    }

    /// The rows of a table; one that says nothing about where it begins goes on where the one above it ends.
    fn bands(&self, form: &mut Reading<'_>, at: usize, typed: &LineTyped, currency: Currency) -> Vec<Band> {
        if typed.bands.len() > MOST_BANDS {
            form.refuse(&format!("line.{at}.name"), format!("A table has at most {MOST_BANDS} rows"));
        }
        let mut bands: Vec<Band> = Vec::new();
        for (row, band) in typed.bands.iter().enumerate().filter(|(_, band)| !band.is_blank()) {
            let name = |field: &str| format!("line.{at}.band.{row}.{field}");
            let above = bands.last().map_or(Some(Decimal::ZERO), |band| band.up_to);
            let over = number(form, &name("over"), &band.over, ROW).or_else(|| if band.over.trim().is_empty() { above } else { None });
            let up_to = number(form, &name("up_to"), &band.up_to, ROW);
            match (over, up_to) {
                (None, _) if band.over.trim().is_empty() => form.refuse(&name("over"), "Say over what; the row above has no end"),
                (Some(over), Some(up_to)) if up_to <= over => form.refuse(&name("up_to"), "It must be more than what the row begins over"),
                _ => {}
            }
            bands.push(Band { over: over.unwrap_or_default(), up_to, prices: prices(form, band, &name, currency) });
        }
        if bands.is_empty() {
            form.refuse(&format!("line.{at}.band.0.up_to"), "The table has no rows");
        }
        bands
    }
}

fn prices(form: &mut Reading<'_>, band: &BandTyped, name: &dyn Fn(&str) -> String, currency: Currency) -> Vec<Option<i64>> {
    let read = |(column, text): (usize, &String)| price(form, &name(&format!("price{column}")), text, currency, 0);
    band.prices.iter().enumerate().map(read).collect()
}

fn days(form: &mut Reading<'_>) -> (Date, Option<Date>) {
    let mut day = |field: &str| {
        let typed = form.fields.get(field)?;
        let date = typed::date(typed);
        if date.is_none() {
            form.refuse(field, "Write a date such as 1-1-2027 or 2027-01-01");
        }
        date
    };
    let (from, until) = (day("from"), day("until"));
    if form.fields.get("from").is_none() {
        form.refuse("from", "Say from which day on it is valid");
    }
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        form.refuse("until", format!("It ends before it begins on {}", says::plain_date(from)));
    }
    (from.unwrap_or_default(), until)
}

/// An amount from `least` to the dearest, in the currency's unit; nothing where nothing was typed.
fn price(form: &mut Reading<'_>, field: &str, typed: &str, currency: Currency, least: i64) -> Option<i64> {
    let unit = 10_i64.pow(currency.decimals());
    match money::parse(typed, currency) {
        Ok(money) if (least * unit..=DEAREST * unit).contains(&money.minor) => return Some(money.minor),
        Ok(money) if money.minor < 0 => form.refuse(field, "It cannot be negative"),
        Ok(_) | Err(MoneyError::TooLarge) => form.refuse(field, format!("At most {}", money::Money::of(DEAREST * unit, currency))),
        Err(MoneyError::Empty) => {}
        Err(error) => form.refuse(field, says::no_amount(error, currency)),
    }
    None
}

/// A number within bounds; nothing where nothing was typed.
pub(super) fn number(form: &mut Reading<'_>, field: &str, typed: &str, bounds: Bounds) -> Option<Decimal> {
    let show = measure::show;
    match measure::parse(typed, bounds) {
        Ok(number) => return Some(number),
        Err(MeasureError::Empty) => {}
        Err(MeasureError::NotANumber) => form.refuse(field, "Write a number such as 12 or 12,5"),
        Err(MeasureError::Ambiguous { thousands, decimal }) => {
            let (thousands, decimal) = (show(thousands), show(decimal));
            form.refuse(field, format!("This could be {thousands} or {decimal}; write {thousands} or {decimal}0"));
        }
        Err(MeasureError::TooPrecise { places }) => form.refuse(field, format!("At most {places} decimals")),
        Err(MeasureError::TooSmall { least }) => form.refuse(field, format!("At least {}", show(least))),
        Err(MeasureError::TooLarge { most }) => form.refuse(field, format!("At most {}", show(most))),
    }
    None
}
