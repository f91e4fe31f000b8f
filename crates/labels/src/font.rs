//! The font: DejaVu Sans Condensed, which has Latin, Greek and Cyrillic with all their accents. Measured here, for nothing else knows
//! how wide a text comes out before it is printed.

use std::sync::LazyLock;

use ab_glyph::{Font as _, FontRef, GlyphId};

use crate::draw::Weight;

pub(crate) const REGULAR: &[u8] = include_bytes!("../fonts/DejaVuSansCondensed.ttf");
pub(crate) const BOLD: &[u8] = include_bytes!("../fonts/DejaVuSansCondensed-Bold.ttf");

/// How far letters with all their accents reach above and below the line they stand on, in ems.
pub(crate) const ABOVE: f32 = 0.94;
pub(crate) const BELOW: f32 = 0.24;
/// From one line to the next, in ems.
pub(crate) const LEADING: f32 = 1.16;

static FONTS: LazyLock<Option<[FontRef<'static>; 2]>> =
    LazyLock::new(|| Some([FontRef::try_from_slice(REGULAR).ok()?, FontRef::try_from_slice(BOLD).ok()?]));

/// A weight of the font. Nothing would be drawn without: a test reads both files.
pub(crate) fn of(weight: Weight) -> Option<&'static FontRef<'static>> {
    let [regular, bold] = FONTS.as_ref()?;
    Some(match weight {
        Weight::Regular => regular,
        Weight::Bold => bold,
    })
}

/// Letters up to here are looked up once: Latin, Greek, Cyrillic and the signs between words.
const TABLED: u32 = 0x2200;

/// Glyphs and how far they move the pen, in ems, of the tabled letters.
static TABLES: LazyLock<[Vec<(GlyphId, f32)>; 2]> = LazyLock::new(|| {
    [Weight::Regular, Weight::Bold].map(|weight| {
        let letters = (0..TABLED).map(|letter| char::from_u32(letter).unwrap_or('\u{fffd}'));
        letters.map(|letter| looked_up(weight, letter)).collect()
    })
});

fn looked_up(weight: Weight, letter: char) -> (GlyphId, f32) {
    let Some(font) = of(weight) else { return (GlyphId(0), 0.0) };
    let id = font.glyph_id(letter);
    (id, font.h_advance_unscaled(id) / font.units_per_em().unwrap_or(2048.0))
}

/// A letter's glyph and how far it moves the pen, in ems.
pub(crate) fn glyph(weight: Weight, letter: char) -> (GlyphId, f32) {
    let [regular, bold] = &*TABLES;
    let table = match weight {
        Weight::Regular => regular,
        Weight::Bold => bold,
    };
    table.get(letter as usize).copied().unwrap_or_else(|| looked_up(weight, letter))
}

/// How wide a text is, in ems.
pub(crate) fn width(weight: Weight, text: &str) -> f32 {
    text.chars().map(|letter| glyph(weight, letter).1).sum()
}

/// Whether the font draws every letter of a text.
#[cfg(test)]
fn has(text: &str) -> bool {
    text.chars().all(|letter| [Weight::Regular, Weight::Bold].iter().all(|weight| glyph(*weight, letter).0 != GlyphId(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_the_letters_of_europe() {
        assert!(of(Weight::Regular).is_some() && of(Weight::Bold).is_some());
        for text in [
            "Zażółć gęślą jaźń ŻÓŁW",
            "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία ΆΈΉΊΌΎΏ",
            "Pijamalı hasta yağız şoföre çabucak güvendi İĞŞ",
            "Съешь ещё этих мягких французских булок",
            "Příliš žluťoučký kůň úpěl ďábelské ódy",
            "Ținut înălțat țărănesc Ș",
            "Đakovo Čačak Ljubljana ß Ø Å Þ ő ű ķ ģ ų ė",
            "Київ їжак ґанок Љубљана ѓ",
        ] {
            assert!(has(text), "{text}");
        }
        assert!(!has("東京"));
    }

    #[test]
    fn widths_add_up() {
        assert!(width(Weight::Regular, "iii") < width(Weight::Regular, "www"));
        assert!(width(Weight::Regular, "Werkendam") < width(Weight::Bold, "Werkendam"));
        assert!((width(Weight::Regular, "ab") - width(Weight::Regular, "a") - width(Weight::Regular, "b")).abs() < 1e-6);
    }
}
