//! The documents of an order as its page shows them, and the form that adds to them.

use jiff::tz::TimeZone;
use rules::documents::{AT_ONCE, LARGEST, customer_sees};
use rules::order::OrderDocument;

use super::table::{DocumentRow, TypeRow};
use crate::papers::Link;
use crate::shell::says;

/// The panel of the order's page.
pub(crate) struct Panel {
    /// What the program writes itself.
    pub(crate) papers: Vec<Link>,
    pub(crate) rows: Vec<Line>,
    /// Where documents are added; none for whoever may not.
    pub(crate) add: Option<Add>,
}

/// A document.
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) kind: String,
    /// The consignment it belongs to; empty: the order as a whole.
    pub(crate) of: String,
    /// `1.2 MB`.
    pub(crate) size: String,
    pub(crate) by: String,
    pub(crate) iso: String,
    pub(crate) at: String,
    /// At the desk: the customer does not see it.
    pub(crate) internal: bool,
    pub(crate) removable: bool,
}

/// The form that adds documents.
pub(crate) struct Add {
    pub(crate) action: String,
    /// Id and name of the types to choose from.
    pub(crate) types: Vec<(String, String)>,
    /// Id and name of the consignments, where there are several.
    pub(crate) consignments: Vec<(String, String)>,
    /// At the desk, where there is no type yet: who may make one does it here.
    pub(crate) make_types: Option<String>,
}

impl Add {
    /// Files that are taken at a time.
    pub(crate) fn at_once(&self) -> usize {
        AT_ONCE
    }

    /// Megabytes a file may have.
    pub(crate) fn largest(&self) -> u64 {
        LARGEST / (1024 * 1024)
    }
}

/// Who looks at the panel.
#[derive(Clone, Copy)]
pub(crate) struct Eyes<'a> {
    pub(crate) desk: bool,
    /// They may add and remove.
    pub(crate) may: bool,
    /// A customer may remove what their own side filed.
    pub(crate) open: bool,
    /// The order's address.
    pub(crate) here: &'a str,
    /// Where types are made, for whoever may.
    pub(crate) types_at: Option<&'a str>,
    pub(crate) zone: &'a TimeZone,
}

/// The panel; nothing where there is nothing and they may do nothing.
pub(crate) fn panel(
    (rows, types): (&[DocumentRow], &[TypeRow]),
    document: &OrderDocument,
    eyes: &Eyes<'_>,
    papers: Vec<Link>,
) -> Option<Panel> {
    let parts: Vec<(String, String)> = if document.consignments.len() > 1 {
        document.consignments.iter().enumerate().map(|(n, part)| (part.id.to_string(), format!("Consignment {}", n + 1))).collect()
    } else {
        Vec::new()
    };
    let lines: Vec<Line> = rows.iter().filter_map(|row| line(row, types, &parts, eyes)).collect();
    let usable = |row: &&TypeRow| row.archived_at.is_none() && (eyes.desk || row.customers_upload);
    let choice: Vec<(String, String)> = types.iter().filter(usable).map(|row| (row.id.to_string(), row.name.clone())).collect();
    let make_types = eyes.types_at.filter(|_| choice.is_empty()).map(str::to_owned);
    let add = (eyes.may && (!choice.is_empty() || make_types.is_some())).then(|| Add {
        action: format!("{}/documents", eyes.here),
        types: choice,
        consignments: parts,
        make_types,
    });
    (add.is_some() || !lines.is_empty() || !papers.is_empty()).then_some(Panel { papers, rows: lines, add })
}

fn line(row: &DocumentRow, types: &[TypeRow], parts: &[(String, String)], eyes: &Eyes<'_>) -> Option<Line> {
    let of = types.iter().find(|of| of.id == row.document_type)?;
    let seen = customer_sees(of.to_customers(), row.sent_by_customer);
    if !eyes.desk && !seen {
        return None;
    }
    let part = parts.iter().find(|(id, _)| *id == row.consignment).map(|(_, name)| name.clone());
    Some(Line {
        id: row.id.to_string(),
        name: row.name.clone(),
        href: format!("{}/documents/{}", eyes.here, row.id),
        kind: of.name.clone(),
        of: part.unwrap_or_default(),
        size: size(row.size),
        by: row.sent_by.clone(),
        iso: row.sent_at.to_string(),
        at: says::instant(row.sent_at, eyes.zone),
        internal: eyes.desk && !seen,
        removable: eyes.may && (eyes.desk || (row.sent_by_customer && eyes.open)),
    })
}

/// `640 B`, `12 kB`, `1.2 MB`.
fn size(bytes: i64) -> String {
    match bytes {
        ..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_short() {
        for (bytes, words) in [(0, "0 B"), (999, "999 B"), (12_345, "12 kB"), (1_234_567, "1.2 MB"), (20_971_520, "20.9 MB")] {
            assert_eq!(size(bytes), words);
        }
    }
}
