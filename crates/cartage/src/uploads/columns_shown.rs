//! The example to download, and the columns as the page lists them.

use rules::upload::{Kind, Part, columns};
use sheet::{Cell, Format, Writer};

use crate::failure::Failure;

/// The heads of the example.
fn heads(kind: Kind) -> Vec<&'static str> {
    columns(kind).iter().map(|column| column.head).collect()
}

/// The example: every column, and an order of two goods lines.
pub(super) fn example(kind: Kind, format: Format) -> Result<Vec<u8>, Failure> {
    let mut writer = Writer::begin(format, &heads(kind)).map_err(|error| Failure::Fault(error.into()))?;
    let first: Vec<Cell> = columns(kind).iter().map(|column| Cell::text(column.example)).collect();
    let second = columns(kind).iter().map(|column| match (column.part, column.field) {
        (Part::Goods, "quantity") => Cell::text("3"),
        (Part::Goods, "packaging") => Cell::text("boxes"),
        (Part::Goods, "description") => Cell::text("Yeast"),
        (Part::Goods, "weight_kg") => Cell::text("37,5"),
        (Part::Goods, _) => Cell::Empty,
        _ => Cell::text(column.example),
    });
    let rows = if kind == Kind::Orders { vec![first, second.collect()] } else { vec![first] };
    rows.iter().try_for_each(|row| writer.row(row)).map_err(|error| Failure::Fault(error.into()))?;
    let mut bytes = writer.take();
    bytes.extend(writer.end().map_err(|error| Failure::Fault(error.into()))?);
    Ok(bytes)
}

/// The columns by the part they belong to.
pub(super) fn by_part() -> Vec<(&'static str, Vec<&'static str>)> {
    let parts =
        [(Part::Whole, "The order"), (Part::Collection, "Collection"), (Part::Delivery, "Delivery"), (Part::Goods, "Goods, a row each")];
    let of = |part: Part| columns(Kind::Orders).iter().filter(move |column| column.part == part).map(|column| column.head).collect();
    parts.into_iter().map(|(part, name)| (name, of(part))).collect()
}
