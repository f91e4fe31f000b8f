//! A sheet of A4 while it is written: texts and surfaces, in millimetres from its upper left corner.

use labels::{Weight, lettering};

/// How wide a sheet is.
pub(crate) const WIDTH: f32 = 210.0;
/// How high.
pub(crate) const HEIGHT: f32 = 297.0;
/// From one line to the next, in ems.
const LEADING: f32 = 1.28;

/// What is written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// What is read.
    Black,
    /// What says what it is.
    Grey,
    /// Rules and bands.
    Pale,
    /// The sender's copy of a consignment note.
    Red,
    /// The consignee's.
    Blue,
    /// The carrier's.
    Green,
}

/// Something on a sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A rectangle that is filled: a rule, a band.
    Fill {
        /// From the left.
        x: f32,
        /// From the top.
        y: f32,
        /// Its width.
        w: f32,
        /// Its height.
        h: f32,
        /// In which ink.
        ink: Ink,
    },
    /// One line of text.
    Text {
        /// Its left end.
        x: f32,
        /// The line it stands on.
        baseline: f32,
        /// How wide it comes out.
        width: f32,
        /// How it is set.
        style: Style,
        /// What it says; no control characters.
        text: String,
    },
}

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// Millimetres of an em.
    pub size: f32,
    /// The weight of the font.
    pub weight: Weight,
    /// The ink.
    pub ink: Ink,
}

/// What is read.
pub(crate) const BODY: Style = Style { size: 3.1, weight: Weight::Regular, ink: Ink::Black };
/// The same, to be seen first.
pub(crate) const STRONG: Style = Style { weight: Weight::Bold, ..BODY };
/// What stands beneath.
pub(crate) const SMALL: Style = Style { size: 2.7, ink: Ink::Grey, ..BODY };
/// What says what it is.
pub(crate) const CAPTION: Style = Style { size: 2.7, weight: Weight::Bold, ink: Ink::Grey };
/// Above a part.
pub(crate) const HEADING: Style = Style { size: 4.0, ..STRONG };
/// On top of a paper.
pub(crate) const TITLE: Style = Style { size: 6.0, ..STRONG };

impl Style {
    /// How high a line is.
    pub(crate) fn line(self) -> f32 {
        self.size * LEADING
    }

    /// How wide a text comes out.
    pub(crate) fn width(self, text: &str) -> f32 {
        lettering::width(self.weight, text) * self.size
    }

    /// A text in lines no wider than this; as it was broken when it was typed, unless that is too often.
    pub(crate) fn lines(self, text: &str, width: f32) -> Vec<String> {
        let typed: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        let ems = width / self.size;
        if typed.len() > LINES_AS_TYPED {
            return lettering::lines(self.weight, text, ems);
        }
        typed.into_iter().flat_map(|line| lettering::lines(self.weight, line, ems)).collect()
    }
}

/// Line breaks of a text that are kept.
const LINES_AS_TYPED: usize = 24;

/// A sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// What is on it.
    pub items: Vec<Item>,
}

impl Sheet {
    /// Fills a rectangle.
    pub(crate) fn fill(&mut self, (x, y): (f32, f32), (w, h): (f32, f32), ink: Ink) {
        self.items.push(Item::Fill { x, y, w, h, ink });
    }

    /// Writes a line, which begins at `x` and whose upper end is `y`.
    pub(crate) fn write(&mut self, text: &str, style: Style, x: f32, y: f32) {
        let text = lettering::plain(text);
        if text.is_empty() {
            return;
        }
        let baseline = y + (LEADING - lettering::BELOW) * style.size;
        self.items.push(Item::Text { x, baseline, width: style.width(&text), style, text });
    }

    /// Writes a line that ends at `right`.
    pub(crate) fn write_right(&mut self, text: &str, style: Style, right: f32, y: f32) {
        let text = lettering::plain(text);
        let left = right - style.width(&text);
        self.write(&text, style, left, y);
    }
}
