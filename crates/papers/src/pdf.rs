//! Sheets as a PDF of A4 pages. Texts stay text: they can be searched, copied and read aloud.

use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::{Document, SerializeSettings};
use labels::NotDrawn;
use labels::lettering::Letters;

use crate::sheet::{HEIGHT, Ink, Item, Sheet, WIDTH};

/// Points in a millimetre.
const POINTS: f32 = 72.0 / 25.4;

/// The sheets, a page each, under this title.
///
/// # Errors
/// When the PDF cannot be written.
pub fn pdf(sheets: &[Sheet], title: &str) -> Result<Vec<u8>, NotDrawn> {
    let letters = Letters::load()?;
    let page = PageSettings::from_wh(WIDTH * POINTS, HEIGHT * POINTS).ok_or_else(|| NotDrawn::Pdf("a paper without a size".into()))?;
    let mut document = Document::new_with(SerializeSettings { xmp_metadata: false, ..SerializeSettings::default() });
    document.set_metadata(Metadata::new().title(title.to_owned()).language("en".to_owned()));
    for sheet in sheets {
        let mut page = document.start_page_with(page.clone());
        let mut surface = page.surface();
        for item in &sheet.items {
            write(&letters, &mut surface, item);
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| NotDrawn::Pdf(format!("{error:?}")))
}

fn write(letters: &Letters, surface: &mut Surface<'_>, item: &Item) {
    match item {
        Item::Fill { x, y, w, h, ink } => {
            let Some(area) = Rect::from_xywh(x * POINTS, y * POINTS, w * POINTS, h * POINTS) else { return };
            let mut path = PathBuilder::new();
            path.push_rect(area);
            if let Some(path) = path.finish() {
                take(surface, *ink);
                surface.draw_path(&path);
            }
        }
        Item::Text { x, baseline, style, text, .. } => {
            take(surface, style.ink);
            letters.write(surface, Point::from_xy(x * POINTS, baseline * POINTS), (style.weight, style.size * POINTS), text);
        }
    }
}

fn take(surface: &mut Surface<'_>, ink: Ink) {
    let colour = match ink {
        Ink::Black => rgb::Color::new(0, 0, 0),
        Ink::Grey => rgb::Color::new(84, 84, 84),
        Ink::Pale => rgb::Color::new(190, 190, 190),
        Ink::Red => rgb::Color::new(176, 24, 24),
        Ink::Blue => rgb::Color::new(24, 64, 160),
        Ink::Green => rgb::Color::new(16, 110, 50),
    };
    surface.set_fill(Some(Fill { paint: colour.into(), rule: FillRule::NonZero, ..Fill::default() }));
}
