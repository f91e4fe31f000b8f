//! The columns there are, the example to download, and the columns as the page lists them.

use rules::order_form::OrderForm;
use rules::upload::{Column, Kind, Part, columns, own_columns};
use sheet::{Cell, Format, Writer};

use crate::failure::Failure;

/// Every column: ours, and for orders the carrier's own fields.
pub(super) fn columns_with(kind: Kind, form: &OrderForm) -> Vec<Column> {
    let own = if kind == Kind::Orders { own_columns(form) } else { Vec::new() };
    columns(kind).iter().cloned().chain(own).collect()
}

/// The example: every column, and an order of two goods lines.
pub(super) fn example(kind: Kind, columns: &[Column], format: Format) -> Result<Vec<u8>, Failure> {
    let broken = |error: std::io::Error| Failure::Fault(error.into());
    let heads: Vec<&str> = columns.iter().map(|column| column.head.as_ref()).collect();
    let mut writer = Writer::begin(format, &heads).map_err(broken)?;
    let first: Vec<Cell> = columns.iter().map(|column| Cell::text(column.example)).collect();
    let second = columns.iter().map(|column| match (column.part, column.field.as_ref()) {
        (Part::Goods, "quantity") => Cell::text("3"),
        (Part::Goods, "packaging") => Cell::text("boxes"),
        (Part::Goods, "description") => Cell::text("Yeast"),
        (Part::Goods, "weight_kg") => Cell::text("37,5"),
        (Part::Goods, _) => Cell::Empty,
        _ => Cell::text(column.example),
    });
    let rows = if kind == Kind::Orders { vec![first, second.collect()] } else { vec![first] };
    rows.iter().try_for_each(|row| writer.row(row)).map_err(broken)?;
    let mut bytes = writer.take();
    bytes.extend(writer.end().map_err(broken)?);
    Ok(bytes)
}

/// The heads of columns by the part they belong to.
pub(super) fn by_part(kind: Kind, columns: &[Column]) -> Vec<(&'static str, Vec<String>)> {
    if kind != Kind::Orders {
        return vec![("A row", columns.iter().map(|column| column.head.to_string()).collect())];
    }
    let parts: [(&str, &[Part]); 4] = [
        ("The order", &[Part::Whole, Part::Consignment]),
        ("Collection", &[Part::Collection]),
        ("Delivery", &[Part::Delivery]),
        ("Goods, a row each", &[Part::Goods]),
    ];
    let of = |some: &[Part]| columns.iter().filter(|column| some.contains(&column.part)).map(|column| column.head.to_string()).collect();
    parts.into_iter().map(|(name, some)| (name, of(some))).collect()
}
