//! Labels of handling units, drawn: what a label says goes in, a PDF for any printer or ZPL for a label printer comes out. Layout
//! happens once, in dots of the printer's grid; the formats only write it down. Knows no order and no database.

mod bars;
mod bitmap;
mod draw;
mod fit;
mod font;
mod label;
mod layout;
pub mod lettering;
mod paper;
mod pdf;
mod square;
mod svg;
mod zpl;

pub use draw::{Drawing, Item, Rect, Weight};
pub use label::{Address, Bars, Label};
pub use layout::drawn;
pub use paper::{Dots, Paper};
pub use pdf::pdf;
pub use svg::svg;
pub use zpl::zpl;

/// Why labels cannot be drawn. None of it is the fault of what somebody typed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotDrawn {
    /// The bars cannot hold this.
    #[error("no bars for {0:?}")]
    Bars(String),
    /// The 2D code cannot hold this.
    #[error("no 2D code for {0:?}")]
    Square(String),
    /// The PDF could not be written.
    #[error("the PDF could not be written: {0}")]
    Pdf(String),
}
