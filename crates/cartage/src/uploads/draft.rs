//! From a table to drafts of orders: the columns are recognised, rows of one order put together, and each value brought into the one
//! form in which the order form itself would hold it.

use jiff::civil::{Date, Time};
use rules::reference;
use rules::upload::{self, Column, Counted, Kind, Part, ValueError};
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

/// What the file as a whole says about its dates.
struct Dates {
    day_first: Option<bool>,
    counted: Counted,
}

/// Makes drafts; none where no row looks like heads.
pub(super) fn drafts(kind: Kind, table: &Table) -> Option<Drafts> {
    let top: Vec<Vec<String>> = table.rows.iter().take(10).map(|row| row.cells.clone()).collect();
    let heads = upload::heads(kind, &top)?;
    let rows = table.rows.get(heads.row + 1..).unwrap_or_default();
    let is_date = |column: &Column| column.field == "date";
    let dates = heads.known.iter().filter(|(_, column)| is_date(column)).flat_map(|(at, _)| rows.iter().map(|row| row.cell(*at)));
    let counted = if table.from_1904 { Counted::From1904 } else { Counted::From1900 };
    let dates = Dates { day_first: upload::day_first(dates), counted };
    let at = |field: &str| heads.known.iter().find(|(_, column)| column.part == Part::Whole && column.field == field).map(|(at, _)| *at);
    let key = at("order").or(at("reference"));
    let keys: Vec<String> = rows.iter().map(|row| key.map_or(String::new(), |at| row.cell(at).to_owned())).collect();
    let drafts =
        upload::group(&keys).iter().map(|group| draft(&heads.known, group.iter().filter_map(|row| rows.get(*row)), &dates)).collect();
    let unknown = heads.unknown.iter().map(|(at, head)| format!("{} ({head})", column_name(*at)));
    let twice = heads.twice.iter().map(|(at, head)| format!("{} ({head}, a second time)", column_name(*at)));
    Some(Drafts { drafts, rows: rows.len(), left_out: unknown.chain(twice).collect() })
}

fn draft<'a>(known: &[(usize, Column)], rows: impl Iterator<Item = &'a Row>, dates: &Dates) -> Draft {
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
                Part::Whole => column.field.to_owned(),
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
                    head: column.head.to_owned(),
                },
                column,
                dates,
            );
        }
        line += usize::from(goods);
    }
    draft
}

impl Draft {
    /// Takes a cell in: understood, the same as what another row of the order says, or said to be neither.
    fn put(&mut self, mut typed: Typed, column: &Column, dates: &Dates) {
        match understood(column.field, &typed.text, dates) {
            Ok(value) => typed.value = value,
            Err(words) => {
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
    pub(super) fn about(&self, name: &str, words: String) -> Said {
        let first = self.rows.first().copied().unwrap_or_default();
        let Some(cell) = self.cell(name) else {
            let line = name.rsplit_once('.').map_or("", |(line, _)| line);
            let row = self.cells.iter().find(|cell| !line.is_empty() && cell.name.starts_with(line)).map_or(first, |cell| cell.row);
            return Said { row, column: String::new(), head: head_of(name).to_owned(), value: String::new(), words };
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
fn head_of(name: &str) -> &'static str {
    let (part, field) = match name.split_once('.') {
        None => (Part::Whole, name),
        Some((_, rest)) => match rest.split_once('.') {
            Some(("collection", field)) => (Part::Collection, field),
            Some(("delivery", field)) => (Part::Delivery, field),
            Some((_, field)) => (Part::Goods, field),
            None => (Part::Whole, rest),
        },
    };
    upload::columns(Kind::Orders).iter().find(|column| column.part == part && column.field == field).map_or("", |column| column.head)
}

/// A value as the order form holds it, or what to write instead.
fn understood(field: &str, text: &str, dates: &Dates) -> Result<String, String> {
    let time = |time: Time| time.strftime("%H:%M").to_string();
    match field {
        "date" => upload::date(text, dates.day_first, dates.counted).map(|date| date.to_string()).map_err(|error| match error {
            ValueError::NotUnderstood => "This is not a date. Write it as 2026-05-31 or 31.5.2026.".to_owned(),
            ValueError::Ambiguous { day_first, month_first } => {
                let said = |date: Date| date.strftime("%-d %B").to_string();
                format!("This could be {} or {}. Write it as {day_first} or as {month_first}.", said(day_first), said(month_first))
            }
        }),
        "from" | "until" => upload::time(text).map(time).map_err(|_| "This is not a time. Write it as 08:30.".to_owned()),
        "quantity" => upload::whole(text).map(|number| number.to_string()).map_err(|_| "Write a whole number such as 12.".to_owned()),
        "stackable" => match upload::yes_or_no(text) {
            Ok(true) => Ok("on".to_owned()),
            Ok(false) => Ok(String::new()),
            Err(_) => Err("Write yes or no.".to_owned()),
        },
        "country" => Ok(upload::country(text)),
        _ => Ok(text.to_owned()),
    }
}
