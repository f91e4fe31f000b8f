//! The goods of a consignment as a table: a column for each measure that anybody filled in, and beneath each line the rest.

use rules::measure;
use rules::order::{Adr, Consignment, GoodsLine, Totals};
use rust_decimal::Decimal;

use super::shown::own;
use crate::orders::OwnLabels;

/// The goods of a consignment.
pub(crate) struct Goods {
    /// The measures that have a column.
    pub(crate) columns: Vec<&'static str>,
    pub(crate) lines: Vec<Line>,
    /// What the columns come to; none for a single line.
    pub(crate) total: Option<Line>,
}

/// A goods line.
pub(crate) struct Line {
    pub(crate) what: String,
    pub(crate) quantity: String,
    pub(crate) packaging: String,
    /// One for each column; empty for what was not filled in.
    pub(crate) measures: Vec<String>,
    /// Sizes, temperatures, dangerous substances, barcodes.
    pub(crate) details: Vec<String>,
}

const MEASURES: [&str; 4] = ["Weight (kg)", "Volume (m³)", "Loading metres", "Pallet spaces"];

fn measures(line: &GoodsLine) -> [Option<Decimal>; 4] {
    [line.weight_kg, line.volume_m3, line.loading_metres, line.pallet_spaces]
}

fn sums(totals: &Totals) -> [Decimal; 4] {
    [totals.weight_kg, totals.volume_m3, totals.loading_metres, totals.pallet_spaces]
}

/// The table of a consignment's goods.
pub(super) fn goods(consignment: &Consignment, labels: &OwnLabels) -> Goods {
    let filled: Vec<usize> = (0..MEASURES.len()).filter(|n| consignment.goods.iter().any(|line| measures(line)[*n].is_some())).collect();
    let line = |line: &GoodsLine| Line {
        what: line.description.clone().unwrap_or_else(|| "Goods".to_owned()),
        quantity: line.quantity.to_string(),
        packaging: [&line.packaging, &line.packaging_size].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", "),
        measures: filled.iter().map(|n| measures(line)[*n].map(measure::show).unwrap_or_default()).collect(),
        details: details(line, labels),
    };
    let totals = consignment.totals();
    let total = (consignment.goods.len() > 1).then(|| Line {
        what: "Total".to_owned(),
        quantity: totals.quantity.to_string(),
        packaging: String::new(),
        measures: filled.iter().map(|n| measure::show(sums(&totals)[*n])).collect(),
        details: Vec::new(),
    });
    Goods { columns: filled.iter().map(|n| MEASURES[*n]).collect(), lines: consignment.goods.iter().map(line).collect(), total }
}

fn details(line: &GoodsLine, labels: &OwnLabels) -> Vec<String> {
    let sizes: Vec<String> = [line.unit_length_m, line.unit_width_m, line.unit_height_m]
        .into_iter()
        .zip(["long", "wide", "high"])
        .filter_map(|(size, word)| size.map(|size| format!("{} m {word}", measure::show(size))))
        .collect();
    let sizes = (!sizes.is_empty()).then(|| format!("Each {}", sizes.join(", ")));
    let stackable = line.stackable.map(|stackable| if stackable { "Stackable" } else { "Not stackable" }.to_owned());
    let barcodes = (!line.barcodes.is_empty()).then(|| format!("Barcodes {}", line.barcodes.join(", ")));
    let own = own(&line.custom_fields, labels).map(|(label, text)| format!("{label}: {text}"));
    let single = [sizes, stackable, temperatures(line)];
    single.into_iter().flatten().chain(line.adr.iter().map(|adr| format!("ADR: {}", dangerous(adr)))).chain(barcodes).chain(own).collect()
}

/// At what temperature a line is carried; none where nobody said.
pub(crate) fn temperatures(line: &GoodsLine) -> Option<String> {
    let celsius = |words: &str, value: Option<Decimal>| value.map(|value| format!("{words} {} °C", measure::show(value)));
    let parts: Vec<String> = [
        celsius("at", line.transport_temperature_c),
        celsius("not below", line.min_temperature_c),
        celsius("not above", line.max_temperature_c),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!parts.is_empty()).then(|| format!("Carried {}", parts.join(", ")))
}

/// A dangerous substance in the order the transport document names it (ADR 5.4.1.1.1).
pub(crate) fn dangerous(adr: &Adr) -> String {
    let number = adr.un_number.as_deref().map(|number| format!("UN {}", number.trim_start_matches("UN").trim()));
    let tunnel = adr.tunnel_code.as_deref().map(|code| if code.starts_with('(') { code.to_owned() } else { format!("({code})") });
    let named = [number, adr.proper_shipping_name.clone(), adr.class.clone(), adr.packing_group.clone(), tunnel];
    let named = named.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let packages = adr.packages.map(|packages| format!("{packages} packages"));
    let quantity = adr.quantity.map(|quantity| format!("quantity {}", measure::show(quantity)));
    let phone = adr.emergency_phone.as_deref().map(|phone| format!("emergency {phone}"));
    let more = [packages, quantity, phone].into_iter().flatten().map(|part| format!(" · {part}")).collect::<String>();
    format!("{named}{more}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dangerous_substance_is_named_in_the_order_of_the_transport_document() {
        let adr = Adr {
            un_number: Some("1263".into()),
            proper_shipping_name: Some("PAINT".into()),
            class: Some("3".into()),
            packing_group: Some("II".into()),
            tunnel_code: Some("D/E".into()),
            packages: Some(4),
            quantity: Some(Decimal::new(1200, 1)),
            emergency_phone: Some("+31 20 123".into()),
            ..Adr::default()
        };
        assert_eq!(dangerous(&adr), "UN 1263, PAINT, 3, II, (D/E) · 4 packages · quantity 120 · emergency +31 20 123");
    }
}
