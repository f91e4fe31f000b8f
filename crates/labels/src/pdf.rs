//! The labels as one PDF, a page each, in the very size of the paper. Laid out on the grid of a 203 dpi printer, an eighth of a
//! millimetre, so that bars stay even on the printers that PDFs of labels mostly end up on. Texts stay text: they can be searched.

use krilla::color::luma;
use krilla::geom::{PathBuilder, Point, Rect as Area};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::{Document, SerializeSettings};

use crate::NotDrawn;
use crate::draw::{Item, Rect};
use crate::label::Label;
use crate::layout::drawn;
use crate::lettering::Letters;
use crate::paper::{Dots, Paper};

/// Points in a millimetre.
const POINTS: f32 = 72.0 / 25.4;

/// The labels, a page each, in this order.
///
/// # Errors
/// When a code cannot be drawn, or the PDF cannot be written.
pub fn pdf(labels: &[Label], paper: Paper) -> Result<Vec<u8>, NotDrawn> {
    let letters = Letters::load()?;
    let (width, height) = paper.millimetres();
    let page = PageSettings::from_wh(width * POINTS, height * POINTS).ok_or_else(|| NotDrawn::Pdf("a paper without a size".into()))?;
    let mut document = Document::new_with(SerializeSettings { xmp_metadata: false, ..SerializeSettings::default() });
    for label in labels {
        let drawing = drawn(label, paper, Dots::D203)?;
        let mut page = document.start_page_with(page.clone());
        let mut surface = page.surface();
        surface.set_fill(Some(Fill { paint: luma::Color::black().into(), rule: FillRule::NonZero, ..Fill::default() }));
        for item in &drawing.items {
            write(&letters, &mut surface, item);
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| NotDrawn::Pdf(format!("{error:?}")))
}

fn write(letters: &Letters, surface: &mut Surface<'_>, item: &Item) {
    match item {
        Item::Fill(at) => fill(surface, std::slice::from_ref(at)),
        Item::Code { dark, .. } => fill(surface, dark),
        Item::Text { x, baseline, size, weight, text, .. } => {
            let start = Point::from_xy(points(*x as f32), points(*baseline as f32));
            letters.write(surface, start, (*weight, points(*size)), text);
        }
    }
}

fn points(dots: f32) -> f32 {
    dots / Dots::D203.per_millimetre() * POINTS
}

fn fill(surface: &mut Surface<'_>, rects: &[Rect]) {
    let mut path = PathBuilder::new();
    for rect in rects {
        let (x, y, w, h) = (rect.x as f32, rect.y as f32, rect.w as f32, rect.h as f32);
        if let Some(area) = Area::from_xywh(points(x), points(y), points(w), points(h)) {
            path.push_rect(area);
        }
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}
