//! What the order confirmation says, from what the order is now.

use ::papers::{Charge, Confirmation, Goods, GoodsLine, Part, StopOf};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::links;
use super::load::Loaded;
use crate::charges;
use crate::failure::Failure;
use crate::orders::{self, ConsignmentShown, StopShown, status_name};
use crate::shell::says;
use rules::order_status::OrderStatus;

/// Writes it, as of now.
pub(super) fn confirmation(loaded: &Loaded, carrier: &str, now: Timestamp, zone: &TimeZone) -> Result<Confirmation, Failure> {
    let Loaded { row, status, document, own, .. } = loaded;
    // The year stands on every date: papers are read later.
    let parts = orders::as_ordered(document, (Date::ZERO, zone), own);
    let note = match status {
        OrderStatus::Quote => format!("This is a quote: it is carried out once {carrier} has sent it to planning."),
        _ => String::new(),
    };
    let (charges, sums) = charged(loaded, zone)?;
    Ok(Confirmation {
        carrier: carrier.to_owned(),
        title: links::confirmation(*status).to_owned(),
        number: row.number.clone(),
        customer: customer(loaded),
        facts: facts(loaded, zone),
        note,
        parts: parts.into_iter().map(part).collect(),
        remarks: remarks(loaded),
        charges,
        sums,
        as_of: format!("as of {}", says::instant(now, zone)),
    })
}

fn customer(loaded: &Loaded) -> Vec<String> {
    let row = &loaded.customer;
    let city = format!("{} {} {}", row.country, row.postcode, row.city);
    let city = if row.city.is_empty() { String::new() } else { city };
    [row.name.clone(), row.street.clone(), city].into_iter().filter(|line| !line.trim().is_empty()).collect()
}

fn facts(loaded: &Loaded, zone: &TimeZone) -> Vec<(String, String)> {
    let Loaded { row, status, document, around, .. } = loaded;
    let price = document.requested_price.filter(|_| loaded.charges.is_some()).map(|price| price.to_string());
    let facts = [
        ("Status", status_name(*status).to_owned()),
        ("Your reference", row.reference.clone()),
        ("Quote number", row.quote_number.clone().unwrap_or_default()),
        ("Transport service", around.service.clone()),
        ("Service level", around.level.clone().unwrap_or_default()),
        ("Submission code", loaded.code()),
        ("Submitted", format!("{}, {}", row.created_by, says::instant(row.created_at, zone))),
        ("Requested price", price.unwrap_or_default()),
    ];
    filled(facts)
}

fn filled<const N: usize>(facts: [(&str, String); N]) -> Vec<(String, String)> {
    facts.into_iter().filter(|(_, text)| !text.trim().is_empty()).map(|(label, text)| (label.to_owned(), text)).collect()
}

fn part(shown: ConsignmentShown) -> Part {
    let reference = if shown.reference.is_empty() { String::new() } else { format!("reference {}", shown.reference) };
    let heading = match (shown.heading.is_empty(), reference.is_empty()) {
        (_, true) => shown.heading,
        (true, false) => format!("Transport, {reference}"),
        (false, false) => format!("{}, {reference}", shown.heading),
    };
    let line = |line: orders::GoodsRow| GoodsLine {
        what: line.what,
        quantity: line.quantity,
        packaging: line.packaging,
        measures: line.measures,
        details: line.details,
    };
    Part {
        heading,
        stops: shown.stops.into_iter().map(stop).collect(),
        goods: Goods {
            columns: shown.goods.columns.into_iter().map(str::to_owned).collect(),
            lines: shown.goods.lines.into_iter().map(line).collect(),
            total: shown.goods.total.map(line),
        },
    }
}

fn stop(shown: StopShown) -> StopOf {
    let when = [shown.date, shown.when].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
    let mut facts = shown.facts;
    facts.extend(filled([("Telephone", shown.phones.join(", ")), ("E-mail", shown.email)]));
    StopOf { kind: shown.kind, name: shown.name, address: shown.address, when, facts }
}

fn remarks(loaded: &Loaded) -> Vec<(String, String)> {
    let document = &loaded.document;
    let mut remarks = filled([
        ("Planning instructions", document.planning_instructions.clone().unwrap_or_default()),
        ("Contact e-mails", document.contact_emails.join(", ")),
    ]);
    let own = document.custom_fields.iter().map(|(key, value)| (loaded.own.label(key), orders::own_value(value)));
    remarks.extend(own.filter(|(_, text)| !text.is_empty()));
    remarks
}

/// A label with an amount.
type Sum = (String, String);

/// The charges that reach the customer, and what they come to, currency by currency.
fn charged(loaded: &Loaded, zone: &TimeZone) -> Result<(Vec<Charge>, Vec<Sum>), Failure> {
    let Some(rows) = &loaded.charges else { return Ok((Vec::new(), Vec::new())) };
    let Some(panel) = charges::in_the_portal(rows, "", zone, false)? else { return Ok((Vec::new(), Vec::new())) };
    let line = |line: charges::Line| {
        let agreed = if line.agreed.is_empty() { String::new() } else { format!("Agreed before: {}", line.agreed) };
        let how = [line.how, agreed].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
        Charge { name: line.name, how, word: line.word.to_owned(), amount: line.amount }
    };
    let mut sums = Vec::new();
    for sum in panel.sums {
        sums.push(("Agreed".to_owned(), sum.agreed));
        sums.extend(sum.pending.map(|amount| ("To approve".to_owned(), amount)));
        sums.extend(sum.rejected.map(|amount| ("Rejected".to_owned(), amount)));
    }
    Ok((panel.rows.into_iter().map(line).collect(), sums))
}
