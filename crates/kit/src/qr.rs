//! QR codes as one path of an SVG drawing: no picture file, nothing the Content-Security-Policy has to allow.

use qrcode::{Color, EcLevel, QrCode};

/// A QR code: squares of one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Units of a side, the quiet border of four included.
    pub side: usize,
    /// The `d` of the path that fills the dark squares.
    pub path: String,
}

const BORDER: usize = 4;

/// Draws a text; nothing when it is too long for a QR code.
#[must_use]
pub fn draw(text: &str) -> Option<Drawing> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let (width, colours) = (code.width(), code.to_colors());
    let dark = colours.iter().enumerate().filter(|(_, colour)| **colour == Color::Dark);
    let square = |(at, _): (usize, &Color)| format!("M{} {}h1v1h-1z", at % width + BORDER, at / width + BORDER);
    Some(Drawing { side: width + 2 * BORDER, path: dark.map(square).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_eyes_and_a_quiet_border() {
        let drawn = draw("otpauth://totp/Cartage:ann?secret=GEZDGNBV").unwrap();
        assert!(drawn.side > 28);
        for corner in ["M4 4h", &format!("M{} 4h", drawn.side - 5), &format!("M4 {}h", drawn.side - 5)] {
            assert!(drawn.path.contains(corner), "{corner}");
        }
        assert!(!drawn.path.contains("M3 ") && !drawn.path.contains(" 3h"));
        assert_eq!(draw(&"x".repeat(5_000)), None);
    }
}
