//! The 2D code: a QR code of the unit's code with the revision of its label.

use qrcode::{Color, EcLevel, QrCode};

use crate::NotDrawn;

/// Rows of modules, dark or not, without the quiet zone.
pub(crate) fn modules(text: &str) -> Result<Vec<Vec<bool>>, NotDrawn> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| NotDrawn::Square(text.to_owned()))?;
    let width = code.width();
    let dark: Vec<bool> = code.to_colors().into_iter().map(|colour| colour == Color::Dark).collect();
    Ok(dark.chunks(width).map(<[bool]>::to_vec).collect())
}
