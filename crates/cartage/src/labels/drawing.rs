//! What a label says, from what its order says now; and the formats it is drawn in.

use ::labels::{Address, Bars, Dots, Label, NotDrawn, Paper};
use rules::handling_unit::Place;
use rules::label::{Code, Says};
use rules::measure;
use rules::order::Address as Ordered;
use tokio::sync::Semaphore;

use super::table::UnitRow;
use crate::board::Around;
use crate::failure::Failure;

/// Files that are drawn at a time; more wait for their turn.
static TURNS: Semaphore = Semaphore::const_new(2);

/// What all labels of an order say.
pub(super) struct Words<'a> {
    pub(super) carrier: &'a str,
    pub(super) around: &'a Around,
    /// As it is written.
    pub(super) code: String,
}

/// The label of a unit.
pub(super) fn label(words: &Words<'_>, says: &Says<'_>, row: &UnitRow, place: Place) -> Result<Label, Failure> {
    let code = row.code()?;
    let revision = u32::try_from(row.revision).map_err(Failure::fault)?;
    Ok(Label {
        carrier: words.carrier.to_owned(),
        service: words.around.service.clone(),
        level: words.around.level.clone().unwrap_or_default(),
        from: address(&says.consignment.collection.address),
        to: address(&says.consignment.delivery.address),
        submission_code: words.code.clone(),
        references: says.references().into_iter().map(str::to_owned).collect(),
        n: place.n,
        of: place.of,
        weight: says.weight_kg().map(|weight| format!("{} kg", measure::show(weight))).unwrap_or_default(),
        dangerous: says.dangerous(),
        square: code.with_revision(revision),
        revision,
        bars: match code {
            Code::Sscc(sscc) => Bars::Sscc(sscc.as_str().to_owned()),
            Code::Plate(plate) => Bars::Plate(plate.as_str().to_owned()),
        },
    })
}

fn address(address: &Ordered) -> Address {
    let join = |parts: &[&str], between: &str| {
        let said: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
        said.join(between)
    };
    Address {
        name: address.name.clone(),
        street: join(&[&address.street, address.street_2.as_deref().unwrap_or_default()], ", "),
        place: join(&[&address.country, &address.postcode, &address.city], " "),
    }
}

/// Paper and format of a file of labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// For any printer.
    Pdf(Paper),
    /// For a label printer.
    Zpl(Paper, Dots),
    /// A page that the browser prints.
    Sheets(Paper),
}

impl Format {
    /// All, each with its word and how it is called.
    const ALL: [(Format, &'static str, &'static str); 8] = [
        (Format::Pdf(Paper::A6), "pdf-a6", "PDF, A6"),
        (Format::Pdf(Paper::FourBySix), "pdf-4x6", "PDF, 4 × 6 in"),
        (Format::Zpl(Paper::A6, Dots::D203), "zpl-a6-203", "ZPL, A6, 203 dpi"),
        (Format::Zpl(Paper::A6, Dots::D300), "zpl-a6-300", "ZPL, A6, 300 dpi"),
        (Format::Zpl(Paper::FourBySix, Dots::D203), "zpl-4x6-203", "ZPL, 4 × 6 in, 203 dpi"),
        (Format::Zpl(Paper::FourBySix, Dots::D300), "zpl-4x6-300", "ZPL, 4 × 6 in, 300 dpi"),
        (Format::Sheets(Paper::A6), "sheets-a6", "From this browser, A6"),
        (Format::Sheets(Paper::FourBySix), "sheets-4x6", "From this browser, 4 × 6 in"),
    ];

    /// Their words, as forms offer them.
    pub(super) fn choices() -> [(&'static str, &'static str); 8] {
        Self::ALL.map(|(_, word, says)| (word, says))
    }

    pub(super) fn parse(word: &str) -> Option<Format> {
        Self::ALL.iter().find(|(_, known, _)| *known == word).map(|(format, _, _)| *format)
    }

    /// The ending of the file's name, and what it is; none for a page.
    pub(super) fn file(self) -> Option<(&'static str, &'static str)> {
        match self {
            Format::Pdf(_) => Some(("pdf", "application/pdf")),
            Format::Zpl(..) => Some(("zpl", "text/plain; charset=utf-8")),
            Format::Sheets(_) => None,
        }
    }

    /// The paper it is for.
    pub(super) fn paper(self) -> Paper {
        match self {
            Format::Pdf(paper) | Format::Zpl(paper, _) | Format::Sheets(paper) => paper,
        }
    }
}

/// Draws labels, beside whatever else is asked meanwhile.
pub(super) async fn drawn(labels: Vec<Label>, format: Format) -> Result<Vec<u8>, Failure> {
    let _turn = TURNS.acquire().await.map_err(Failure::fault)?;
    let work = move || -> Result<Vec<u8>, NotDrawn> {
        match format {
            Format::Pdf(paper) => ::labels::pdf(&labels, paper),
            Format::Zpl(paper, dots) => ::labels::zpl(&labels, paper, dots).map(String::into_bytes),
            Format::Sheets(paper) => {
                labels.iter().map(|label| ::labels::svg(label, paper)).collect::<Result<String, _>>().map(String::into_bytes)
            }
        }
    };
    tokio::task::spawn_blocking(work).await.map_err(Failure::fault)?.map_err(Failure::fault)
}
