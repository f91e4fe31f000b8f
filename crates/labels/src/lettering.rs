//! The letters labels and papers are set in: how wide they come out, where lines break, and how they get into a PDF.

use krilla::geom::Point;
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};

use crate::NotDrawn;
use crate::draw::Weight;
use crate::fit;
use crate::font::{self, BOLD, REGULAR};

/// How far letters with all their accents reach above the line they stand on, in ems.
pub const ABOVE: f32 = font::ABOVE;
/// How far below it, in ems.
pub const BELOW: f32 = font::BELOW;

/// How wide a text comes out, in ems.
#[must_use]
pub fn width(weight: Weight, text: &str) -> f32 {
    font::width(weight, text)
}

/// A text in one line: without control characters and what turns the direction of writing, with single blanks.
#[must_use]
pub fn plain(text: &str) -> String {
    fit::plain(text)
}

/// A text in lines no wider than `width` ems, broken between words, and inside one that is wider than a line.
#[must_use]
pub fn lines(weight: Weight, text: &str, width: f32) -> Vec<String> {
    fit::lines(text, weight, width)
}

/// The fonts of a PDF while it is written.
pub struct Letters {
    regular: Font,
    bold: Font,
}

impl Letters {
    /// Reads them.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn load() -> Result<Letters, NotDrawn> {
        let font = |bytes: &'static [u8]| Font::new(bytes.into(), 0).ok_or_else(|| NotDrawn::Pdf("the font cannot be read".into()));
        Ok(Letters { regular: font(REGULAR)?, bold: font(BOLD)? })
    }

    /// Writes one line of text, letter by letter as it was measured. Place and size are points.
    pub fn write(&self, surface: &mut Surface<'_>, start: Point, (weight, size): (Weight, f32), text: &str) {
        let font = match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        };
        surface.draw_glyphs(start, &glyphs(weight, text), font.clone(), text, size, false);
    }
}

fn glyphs(weight: Weight, text: &str) -> Vec<KrillaGlyph> {
    let letter = |(at, letter): (usize, char)| {
        let (id, advance) = font::glyph(weight, letter);
        let id = GlyphId::new(u32::from(id.0));
        KrillaGlyph::new(id, advance, 0.0, 0.0, 0.0, at..at + letter.len_utf8(), None)
    };
    text.char_indices().map(letter).collect()
}
