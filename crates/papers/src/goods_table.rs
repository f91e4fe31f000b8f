//! The goods of a consignment as a table that goes on over sheets: a column for each measure, and beneath each line the rest.

use crate::confirmation::Goods;
use crate::flow::{Column, Flow, LEFT, RIGHT};
use crate::sheet::{BODY, CAPTION, SMALL, STRONG, Style};

const QUANTITY: f32 = 16.0;
const PACKAGING: f32 = 26.0;
const MEASURE: f32 = 20.0;
/// Between columns.
const GAP: f32 = 2.5;

/// Columns of a line: what it is, how many, how packed, and the measures.
fn columns(texts: [&str; 3], measures: &[String], style: Style) -> Vec<Column> {
    let numbers = RIGHT - MEASURE * measures.len() as f32;
    let packaging = numbers - PACKAGING;
    let quantity = packaging - GAP - QUANTITY;
    let [what, how_many, packed] = texts;
    let mut columns = vec![
        Column::new(LEFT, quantity - LEFT - GAP).add(what, style),
        Column::right(quantity, QUANTITY).add(how_many, style),
        Column::new(packaging, PACKAGING - GAP).add(packed, style),
    ];
    for (n, measure) in measures.iter().enumerate() {
        columns.push(Column::right(numbers + MEASURE * n as f32 + GAP, MEASURE - GAP).add(measure, style));
    }
    columns
}

/// Writes it.
pub(crate) fn write(flow: &mut Flow, goods: &Goods) {
    flow.begin_table(columns(["Goods", "Quantity", "Packaging"], &goods.columns, CAPTION));
    for line in &goods.lines {
        flow.row(columns([&line.what, &line.quantity, &line.packaging], &line.measures, BODY));
        for detail in &line.details {
            flow.row(vec![Column::new(LEFT + 3.0, RIGHT - LEFT - 3.0).add(detail, SMALL)]);
        }
        flow.rule();
    }
    if let Some(total) = &goods.total {
        flow.row(columns([&total.what, &total.quantity, ""], &total.measures, STRONG));
    }
    flow.end_table();
}
