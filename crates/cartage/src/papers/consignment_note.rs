//! What the CMR note of a consignment says. The sender is who hands the goods over, where they are collected: that is whose goods and whose
//! signature it is; who ordered the transport stands in box 13. What nobody knows beforehand is left to the pen, and no amount stands on it.

use ::papers::{ConsignmentNote, NoteLine};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rules::measure;
use rules::order::{Address, Consignment, GoodsLine};
use rust_decimal::Decimal;

use super::load::Loaded;
use crate::orders::{self, StopShown};

/// Marks of a line that are written out; of more, the first and the last.
const MARKS: usize = 3;

/// Writes the notes: of one consignment, or of all.
pub(super) fn notes(loaded: &Loaded, (carrier, country): (&str, &str), zone: &TimeZone, only: &str) -> Vec<ConsignmentNote> {
    let shown = orders::as_ordered(&loaded.document, (Date::ZERO, zone), &loaded.own);
    let several = loaded.document.consignments.len() > 1;
    let all = loaded.document.consignments.iter().zip(&shown).enumerate();
    let asked = all.filter(|(_, (part, _))| only.is_empty() || part.id.as_str() == only);
    let note = |(n, (part, shown)): (usize, (&Consignment, &orders::ConsignmentShown))| {
        let number = if several { format!("{}/{}", loaded.row.number, n + 1) } else { loaded.row.number.clone() };
        let (first, last) = (shown.stops.first().map(when).unwrap_or_default(), shown.stops.last().map(when).unwrap_or_default());
        let day = shown.stops.first().map(|stop| stop.date.clone()).unwrap_or_default();
        let totals = part.totals();
        let sum = |total: Decimal| if total.is_zero() { String::new() } else { measure::show(total) };
        ConsignmentNote {
            number: number.clone(),
            sender: address(&part.collection.address),
            consignee: address(&part.delivery.address),
            delivery: filled([place(&part.delivery.address), last]),
            taking_over: filled([place(&part.collection.address), first]),
            lines: part.goods.iter().map(|line| goods(line, part, loaded)).collect(),
            totals: [totals.quantity.to_string(), sum(totals.weight_kg), sum(totals.volume_m3)],
            instructions: instructions(loaded, part, &shown.stops),
            carrier: vec![carrier.to_owned(), country.to_owned()],
            established: filled([part.collection.address.city.clone(), day]).join(", "),
            foot: filled([format!("CMR note No. {number}"), loaded.code(), loaded.row.reference.clone()]).join(" · "),
        }
    };
    asked.map(note).collect()
}

fn filled<const N: usize>(texts: [String; N]) -> Vec<String> {
    texts.into_iter().filter(|text| !text.trim().is_empty()).collect()
}

fn joined(parts: [&str; 3], between: &str) -> String {
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}

fn address(at: &Address) -> Vec<String> {
    let street = joined([&at.street, at.street_2.as_deref().unwrap_or_default(), ""], ", ");
    filled([at.name.clone(), street, joined([&at.country, &at.postcode, &at.city], " ")])
}

fn place(at: &Address) -> String {
    joined([&at.country, &at.postcode, &at.city], " ")
}

fn when(stop: &StopShown) -> String {
    filled([stop.date.clone(), stop.when.clone()]).join(", ")
}

/// Who ordered it, what to name where, what stands between, and what to mind at the delivery.
fn instructions(loaded: &Loaded, part: &Consignment, stops: &[StopShown]) -> Vec<String> {
    let reference = |text: &str| if text.is_empty() { String::new() } else { format!(", reference {text}") };
    let mut said = vec![format!("Ordered by {}{}", loaded.customer.name, reference(&loaded.row.reference))];
    said.extend(part.reference.as_ref().map(|text| format!("Consignment reference {text}")));
    for (n, (at, shown)) in part.stops_in_order().zip(stops).enumerate() {
        let between = n > 0 && n + 1 < stops.len();
        let whereto = if between { format!(": {}, {}, {}", shown.name, shown.address, when(shown)) } else { String::new() };
        let named = reference(at.stop.reference.as_deref().unwrap_or_default());
        let minded = at.stop.instructions.as_deref().filter(|_| n > 0).map(|text| format!(": {text}")).unwrap_or_default();
        if !(whereto.is_empty() && named.is_empty() && minded.is_empty()) {
            said.push(format!("{}{whereto}{named}{minded}", shown.kind));
        }
    }
    said
}

fn goods(line: &GoodsLine, part: &Consignment, loaded: &Loaded) -> NoteLine {
    let units: Vec<&str> = loaded.units.iter().filter(|(of, _)| of == line.id.as_str()).map(|(_, code)| code.as_str()).collect();
    let own: Vec<&str> = line.barcodes.iter().map(String::as_str).chain(part.reference.as_deref()).collect();
    let named = line.description.clone().unwrap_or_else(|| "Goods".to_owned());
    let nature = std::iter::once(named).chain(line.adr.iter().map(orders::dangerous)).chain(orders::temperatures(line));
    let shown = |value: Option<Decimal>| value.map(measure::show).unwrap_or_default();
    NoteLine {
        marks: marks(if units.is_empty() { &own } else { &units }),
        packages: line.quantity.to_string(),
        packing: [&line.packaging, &line.packaging_size].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", "),
        nature: nature.collect(),
        weight: shown(line.weight_kg),
        volume: shown(line.volume_m3),
    }
}

/// What stands on the packages.
fn marks(codes: &[&str]) -> Vec<String> {
    match codes {
        [first, .., last] if codes.len() > MARKS => vec![(*first).to_owned(), format!("to {last}")],
        _ => codes.iter().map(|code| (*code).to_owned()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::marks;

    #[test]
    fn few_marks_are_written_out_of_many_the_first_and_the_last() {
        assert_eq!(marks(&["1", "2", "3"]), ["1", "2", "3"]);
        assert_eq!(marks(&["1", "2", "3", "4"]), ["1", "to 4"]);
        assert!(marks(&[]).is_empty());
    }
}
