//! From a table to drafts: the columns are recognised, rows of one order put together, and each value brought into the one form in
//! which the form itself would hold it.

use jiff::civil::Date;
use kit::web::Fields;
use rules::reference;
use rules::upload::{self, Column, Counted, Dates, Holds, Kind, Part, ValueError};
use serde::{Deserialize, Serialize};
use sheet::{Row, Table, column_name};

use super::said::Said;

/// A cell with the field of the form it fills.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Typed {
    /// The field: `c0.g1.weight_kg`.
    pub(super) name: String,
    /// What it holds there.
    pub(super) value: String,
    /// What stands in the table.
    pub(super) text: String,
    /// Where.
    pub(super) row: u32,
    /// Where.
    pub(super) column: String,
    /// What the column is called with us.
    pub(super) head: String,
}

/// What the rows of one order say.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Draft {
    /// Its rows.
    pub(super) rows: Vec<u32>,
    /// Its cells.
    pub(super) cells: Vec<Typed>,
    /// What could not be understood.
    pub(super) said: Vec<Said>,
}

/// What a table holds.
#[derive(Debug)]
pub(super) struct Drafts {
    /// Its orders, in order.
    pub(super) drafts: Vec<Draft>,
    /// Rows below the heads.
    pub(super) rows: usize,
    /// Columns that are left out, in words.
    pub(super) left_out: Vec<String>,
}

/// Makes drafts of a table with these columns; none where no row looks like heads.
pub(super) fn drafts(kind: Kind, columns: &[Column], table: &Table) -> Option<Drafts> {
    let top: Vec<Vec<String>> = table.rows.iter().take(10).map(|row| row.cells.clone()).collect();
    let heads = upload::heads(columns, &top)?;
    let rows = table.rows.get(heads.row + 1..).unwrap_or_default();
    let dates = heads.known.iter().filter(|(_, column)| column.holds == Holds::Date);
    let dates = dates.flat_map(|(at, _)| rows.iter().map(|row| row.cell(*at)));
    let dates = Dates::of(dates, if table.from_1904 { Counted::From1904 } else { Counted::From1900 });
    let at = |field: &str| heads.known.iter().find(|(_, column)| column.part == Part::Whole && column.field == field).map(|(at, _)| *at);
    let key = at("order").or(at("reference")).filter(|_| kind == Kind::Orders);
    let keys: Vec<String> = rows.iter().map(|row| key.map_or(String::new(), |at| row.cell(at).to_owned())).collect();
    let mut drafts: Vec<Draft> =
        upload::group(&keys).iter().map(|group| draft(&heads.known, group.iter().filter_map(|row| rows.get(*row)), dates)).collect();
    say_repeated(kind, columns, &mut drafts);
    let unknown = heads.unknown.iter().map(|(at, head)| format!("{} ({head})", column_name(*at)));
    let twice = heads.twice.iter().map(|(at, head)| format!("{} ({head}, a second time)", column_name(*at)));
    Some(Drafts { drafts, rows: rows.len(), left_out: unknown.chain(twice).collect() })
}

fn draft<'a>(known: &[(usize, Column)], rows: impl Iterator<Item = &'a Row>, dates: Dates) -> Draft {
    let mut draft = Draft::default();
    let mut line = 0;
    for row in rows {
        draft.rows.push(row.number);
        let mut goods = false;
        for (at, column) in known {
            let text = row.cell(*at);
            if text.is_empty() || column.field == "order" {
                continue;
            }
            goods |= column.part == Part::Goods;
            let name = match column.part {
                Part::Whole => column.field.to_string(),
                Part::Consignment => format!("c0.{}", column.field),
                Part::Collection => format!("c0.collection.{}", column.field),
                Part::Delivery => format!("c0.delivery.{}", column.field),
                Part::Goods => format!("c0.g{line}.{}", column.field),
            };
            draft.put(
                Typed {
                    name,
                    value: String::new(),
                    text: text.to_owned(),
                    row: row.number,
                    column: column_name(*at),
                    head: column.head.to_string(),
                },
                column,
                dates,
            );
        }
        line += usize::from(goods);
    }
    draft
}

/// Says which rows mean what a row before them means; orders are put together by their reference instead.
fn say_repeated(kind: Kind, columns: &[Column], drafts: &mut [Draft]) {
    let told = |draft: &Draft, fields: &[&str]| {
        let values: Vec<&str> = fields.iter().map(|field| draft.cell(field).map_or("", |cell| cell.value.as_str())).collect();
        if values.last().is_none_or(|last| last.is_empty()) { String::new() } else { values.join("\u{1f}") }
    };
    let (whose, field) = match kind {
        Kind::Orders => return,
        Kind::Customers => (None, "number"),
        Kind::Contacts => (Some("customer"), "email"),
        Kind::Locations => (Some("customer"), "external_id"),
    };
    let keys = |draft: &Draft| match (kind, whose) {
        (Kind::Customers, _) if draft.cell("number").is_none() => vec![told(draft, &["name"])],
        (Kind::Locations, _) => {
            let address = ["customer", "visible", "name", "street", "street_2", "postcode", "country", "city"];
            vec![told(draft, &["customer", "visible", "external_id"]), told(draft, &address)]
        }
        (_, Some(whose)) => vec![told(draft, &[whose, field])],
        (_, None) => vec![told(draft, &[field])],
    };
    let before = upload::repeated(&drafts.iter().map(keys).collect::<Vec<_>>());
    for (at, before) in before.into_iter().enumerate() {
        let Some(first) = before.and_then(|before| drafts.get(before)).map(Draft::rows_in_words) else { continue };
        let Some(draft) = drafts.get_mut(at) else { continue };
        let field = if draft.cell(field).is_some() { field } else { "name" };
        let said = draft.about(columns, field, format!("Row {first} means the same. Put what both say into one row."));
        draft.said.push(said);
    }
}

/// The fields of a form as the cells of a draft fill them.
pub(super) fn filled(draft: &Draft) -> Fields {
    let said = draft.cells.iter().filter(|cell| !cell.value.is_empty());
    said.map(|cell| (cell.name.clone(), cell.value.clone())).collect()
}

impl Draft {
    /// Takes a cell in: understood, the same as what another row of the order says, or said to be neither.
    fn put(&mut self, mut typed: Typed, column: &Column, dates: Dates) {
        match upload::understood(column.holds, &typed.text, dates) {
            Ok(value) => typed.value = value,
            Err(error) => {
                let words = instead(column.holds, error);
                let Typed { row, column, head, text: value, .. } = typed;
                self.said.push(Said { row, column, head, value, words });
                return;
            }
        }
        match self.cells.iter().find(|other| other.name == typed.name) {
            None => self.cells.push(typed),
            Some(other) if other.value == typed.value || reference::fold(&other.value) == reference::fold(&typed.value) => {}
            Some(other) => {
                let words = format!(
                    "Row {} of the same order says {}. Rows with one reference make one order: write the same in all of them, or give this row another reference.",
                    other.row, other.text
                );
                let Typed { row, column, head, text: value, .. } = typed;
                self.said.push(Said { row, column, head, value, words });
            }
        }
    }

    /// The cell that fills a field.
    pub(super) fn cell(&self, name: &str) -> Option<&Typed> {
        self.cells.iter().find(|cell| cell.name == name)
    }

    /// What is wrong with a field: beside its cell, or in the row it would stand in.
    pub(super) fn about(&self, columns: &[Column], name: &str, words: String) -> Said {
        let first = self.rows.first().copied().unwrap_or_default();
        let Some(cell) = self.cell(name) else {
            let line = name.rsplit_once('.').map_or("", |(line, _)| line);
            let row = self.cells.iter().find(|cell| !line.is_empty() && cell.name.starts_with(line)).map_or(first, |cell| cell.row);
            return Said { row, column: String::new(), head: head_of(columns, name).to_owned(), value: String::new(), words };
        };
        Said { row: cell.row, column: cell.column.clone(), head: cell.head.clone(), value: cell.text.clone(), words }
    }

    /// `5`, `5 to 7`, `5, 9`.
    pub(super) fn rows_in_words(&self) -> String {
        match self.rows.as_slice() {
            [one] => one.to_string(),
            [first, .., last] if (*last - *first) as usize + 1 == self.rows.len() => format!("{first} to {last}"),
            rows => rows.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        }
    }
}

/// What our example calls the column of a field.
fn head_of<'a>(columns: &'a [Column], name: &str) -> &'a str {
    let (part, field) = match name.strip_prefix("c0.") {
        None => (Part::Whole, name),
        Some(rest) => match rest.split_once('.') {
            Some(("collection", field)) => (Part::Collection, field),
            Some(("delivery", field)) => (Part::Delivery, field),
            Some((_, field)) => (Part::Goods, field),
            None => (Part::Consignment, rest),
        },
    };
    columns.iter().find(|column| column.part == part && column.field == field).map_or("", |column| column.head.as_ref())
}

/// What to write instead of a value that cannot be understood.
fn instead(holds: Holds, error: ValueError) -> String {
    if let ValueError::Ambiguous { day_first, month_first } = error {
        let said = |date: Date| date.strftime("%-d %B").to_string();
        return format!("This could be {} or {}. Write it as {day_first} or as {month_first}.", said(day_first), said(month_first));
    }
    match holds {
        Holds::Date => "This is not a date. Write it as 2026-05-31 or 31.5.2026.",
        Holds::Time => "This is not a time. Write it as 08:30.",
        Holds::Whole => "Write a whole number such as 12.",
        Holds::YesOrNo => "Write yes or no.",
        Holds::Text | Holds::Country => "This is not understood.",
    }
    .to_owned()
}
