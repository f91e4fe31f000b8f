//! Small black and white pictures for label printers: a code, or a line of text in letters the printer's own font may lack.

use ab_glyph::{Font as _, PxScale, point};

use crate::draw::{Rect, Weight};
use crate::font;

/// A picture: rows of bits, a dark dot is 1, each row filled up to whole bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bitmap {
    /// Bytes of a row.
    pub(crate) stride: usize,
    /// The rows, one after the other.
    pub(crate) bits: Vec<u8>,
}

impl Bitmap {
    fn blank(width: i32, height: i32) -> Bitmap {
        let stride = usize::try_from(width.max(1)).unwrap_or(1).div_ceil(8);
        Bitmap { stride, bits: vec![0; stride * usize::try_from(height.max(1)).unwrap_or(1)] }
    }

    fn dot(&mut self, x: i32, y: i32) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        if x < self.stride * 8
            && let Some(byte) = self.bits.get_mut(y * self.stride + x / 8)
        {
            *byte |= 0x80 >> (x % 8);
        }
    }

    /// The rows.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.bits.chunks(self.stride)
    }
}

/// A code: its dark rectangles, within `at`.
pub(crate) fn code(at: &Rect, dark: &[Rect]) -> Bitmap {
    let mut bitmap = Bitmap::blank(at.w, at.h);
    for rect in dark {
        for y in rect.y - at.y..rect.y - at.y + rect.h {
            for x in rect.x - at.x..rect.x - at.x + rect.w {
                bitmap.dot(x, y);
            }
        }
    }
    bitmap
}

/// A line of text, and how far above its baseline the picture begins.
pub(crate) fn text(text: &str, weight: Weight, size: f32, width: f32) -> Option<(Bitmap, i32)> {
    let font = font::of(weight)?;
    let above = (font::ABOVE * size).ceil() as i32;
    let mut bitmap = Bitmap::blank(width.ceil() as i32 + 1, above + (font::BELOW * size).ceil() as i32);
    let scale = PxScale::from(size * font.height_unscaled() / font.units_per_em()?);
    let mut pen = 0.0;
    for letter in text.chars() {
        let (id, advance) = font::glyph(weight, letter);
        if let Some(outlined) = font.outline_glyph(id.with_scale_and_position(scale, point(pen, above as f32))) {
            let (left, top) = (outlined.px_bounds().min.x as i32, outlined.px_bounds().min.y as i32);
            outlined.draw(|x, y, covered| {
                if covered >= 0.5 {
                    bitmap.dot(left + i32::try_from(x).unwrap_or_default(), top + i32::try_from(y).unwrap_or_default());
                }
            });
        }
        pen += advance * size;
    }
    Some((bitmap, above))
}
