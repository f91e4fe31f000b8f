//! ZPL: what label printers understand. Texts are set by the printer where its font surely has the letters, and drawn where it may
//! not; codes are pictures of whole dots. Nothing that somebody typed can become a command: `^`, `~` and their like are written as
//! hexadecimal, and so is every byte that is not plain ASCII.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::NotDrawn;
use crate::bitmap::{self, Bitmap};
use crate::draw::{Drawing, Item, Weight};
use crate::label::Label;
use crate::layout::drawn;
use crate::paper::{Dots, Paper};

/// The labels, one after the other, for a printer of this grid.
///
/// # Errors
/// When a code cannot be drawn.
pub fn zpl(labels: &[Label], paper: Paper, dots: Dots) -> Result<String, NotDrawn> {
    let (mut text, mut pictures) = (String::new(), Pictures::new());
    for label in labels {
        write(&mut text, &mut pictures, &drawn(label, paper, dots)?);
    }
    Ok(text)
}

/// Lines of text that were drawn before: what they say, their weight and size. Most labels of an order say the same.
type Pictures = HashMap<(String, Weight, u32), Option<(String, i32)>>;

/// One label. `^CI28` says that texts are UTF-8; lengths and home are set, for a printer may hold others from the job before.
fn write(zpl: &mut String, pictures: &mut Pictures, drawing: &Drawing) {
    let _ = writeln!(zpl, "^XA^CI28^PW{}^LL{}^LH0,0^LS0^LT0^FWN", drawing.width, drawing.height);
    for item in &drawing.items {
        match item {
            Item::Fill(at) => {
                let _ = writeln!(zpl, "^FO{},{}^GB{},{},{}^FS", at.x, at.y, at.w, at.h, at.w.min(at.h));
            }
            Item::Code { at, dark } => {
                let _ = writeln!(zpl, "^FO{},{}{}^FS", at.x, at.y, picture(&bitmap::code(at, dark)));
            }
            Item::Text { x, baseline, size, width, weight, text } => {
                if text.chars().all(printers_own) {
                    words(zpl, (*x, *baseline), *size, text);
                    continue;
                }
                let drawn = pictures.entry((text.clone(), *weight, size.to_bits()));
                let drawn = drawn.or_insert_with(|| bitmap::text(text, *weight, *size, *width).map(|(map, above)| (picture(&map), above)));
                if let Some((drawn, above)) = drawn {
                    let _ = writeln!(zpl, "^FO{x},{}{drawn}^FS", baseline - *above);
                }
            }
        }
    }
    zpl.push_str("^XZ\n");
}

fn words(zpl: &mut String, (x, baseline): (i32, i32), size: f32, text: &str) {
    // Font 0 is about as wide as ours where its height is the em and its width a little less.
    let (high, wide) = (size.round() as i32, (size * 0.94).floor() as i32);
    let _ = writeln!(zpl, "^FT{x},{baseline}^A0N,{high},{wide}^FH_^FD{}^FS", harmless(text));
}

/// Letters that the scalable font of every printer has: ASCII and Latin-1.
fn printers_own(letter: char) -> bool {
    matches!(letter, ' '..='~' | '\u{a1}'..='\u{ff}')
}

/// A text that no printer takes for anything but text.
fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if (b' '..=b'~').contains(&byte) && !matches!(byte, b'^' | b'~' | b'_' | b'\\') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "_{byte:02X}");
        }
    }
    out
}

/// A picture, its rows shortened as ZPL allows: counts before repeated digits, `,` for the rest of a row in white, `!` in black, `:`
/// for a row like the one above.
fn picture(bitmap: &Bitmap) -> String {
    let total = bitmap.bits.len();
    let mut zpl = format!("^GFA,{total},{total},{},", bitmap.stride);
    let mut before: Option<&[u8]> = None;
    for row in bitmap.rows() {
        if before == Some(row) {
            zpl.push(':');
        } else {
            shortened(&mut zpl, row);
        }
        before = Some(row);
    }
    zpl
}

fn shortened(zpl: &mut String, row: &[u8]) {
    let digits: Vec<u8> = row.iter().flat_map(|byte| [byte >> 4, byte & 15]).collect();
    let end = match digits.last() {
        Some(last @ (0 | 15)) => digits.iter().rposition(|digit| digit != last).map_or(0, |at| at + 1),
        _ => digits.len(),
    };
    let mut at = 0;
    while at < end {
        let digit = digits[at];
        let run = digits[at..end].iter().take_while(|other| **other == digit).count();
        counted(zpl, run);
        let _ = write!(zpl, "{digit:X}");
        at += run;
    }
    if end < digits.len() {
        zpl.push(if digits.last() == Some(&0) { ',' } else { '!' });
    }
}

/// How often the next digit comes: `z` to `g` for twenties, `Y` to `G` for ones; nothing for once.
fn counted(zpl: &mut String, mut run: usize) {
    if run < 2 {
        return;
    }
    while run >= 20 {
        let twenties = (run / 20).min(20);
        zpl.push(char::from(b'f' + u8::try_from(twenties).unwrap_or(1)));
        run -= twenties * 20;
    }
    if run > 0 {
        zpl.push(char::from(b'F' + u8::try_from(run).unwrap_or(1)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_is_a_command() {
        assert_eq!(harmless("^XZ~JA\\&_5E"), "_5EXZ_7EJA_5C&_5F5E");
        assert_eq!(harmless("Café 100% #1"), "Caf_C3_A9 100% #1");
    }

    #[test]
    fn rows_are_shortened_as_the_manual_says() {
        for (row, expected) in [
            (vec![0x00, 0x00], ","),
            (vec![0xff, 0xff], "!"),
            (vec![0xf0, 0x00], "F,"),
            (vec![0x12, 0x22, 0x21], "1J21"),
            (vec![0xaa; 20], "hA"),
            (vec![0xaa; 21], "hHA"),
            (vec![0x0f, 0xff], "0!"),
        ] {
            let mut zpl = String::new();
            shortened(&mut zpl, &row);
            assert_eq!(zpl, expected, "{row:02x?}");
        }
    }
}
