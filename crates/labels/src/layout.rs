//! Where what stands on a label: whose it is and which of how many on top, the service, from, to as the largest, what names the order
//! beside the 2D code, and lowest the bars with their text, as GS1 lays a logistic label out.

use crate::NotDrawn;
use crate::draw::{Drawing, Item, Rect, Weight};
use crate::fit::{self, Room};
use crate::label::{Address, Bars, Label};
use crate::paper::{Dots, Paper};
use crate::{bars, font, square};

/// White at the edge, which printers may not reach. All lengths here are millimetres.
const EDGE: f32 = 4.0;
/// How high the bars are: GS1 asks for 32 or more.
const BARS: f32 = 33.0;
/// The text below the bars: its digits come out a little over 3 high.
const BELOW_BARS: f32 = 4.4;
/// White round the 2D code: four of its modules.
const QUIET: f32 = 3.1;

/// A box on the label, in millimetres.
#[derive(Clone, Copy)]
struct Frame {
    x: f32,
    y: f32,
    w: f32,
    h: f32,
}

/// The label while it is laid out.
struct Sheet {
    dots: Dots,
    /// Between the edges.
    left: f32,
    right: f32,
    items: Vec<Item>,
}

/// Lays a label out.
///
/// # Errors
/// When its codes cannot be drawn.
pub fn drawn(label: &Label, paper: Paper, dots: Dots) -> Result<Drawing, NotDrawn> {
    let (width, height) = paper.millimetres();
    let mut sheet = Sheet { dots, left: EDGE, right: width - EDGE, items: Vec::new() };
    let bars_top = height - EDGE - BELOW_BARS - 1.4 - BARS;
    sheet.head(label);
    sheet.rule(14.0);
    sheet.service(label, Frame { x: EDGE, y: 14.8, w: width - 2.0 * EDGE, h: 8.0 });
    sheet.rule(23.6);
    sheet.from(&label.from, 24.4);
    sheet.rule(41.4);
    let facts = bars_top - 29.0;
    sheet.to(&label.to, 42.2, facts - 1.2);
    sheet.rule(facts - 0.6);
    sheet.facts(label, Frame { x: EDGE, y: facts, w: width - 2.0 * EDGE, h: 27.0 })?;
    sheet.bars(&label.bars, bars_top, width)?;
    let dots_of = |millimetres: f32| (millimetres * dots.per_millimetre()) as i32;
    Ok(Drawing { width: dots_of(width), height: dots_of(height), items: sheet.items })
}

impl Sheet {
    fn dots(&self, millimetres: f32) -> i32 {
        (millimetres * self.dots.per_millimetre()).round() as i32
    }

    fn rule(&mut self, y: f32) {
        let at = Rect { x: self.dots(self.left), y: self.dots(y), w: self.dots(self.right - self.left), h: self.dots(0.25).max(2) };
        self.items.push(Item::Fill(at));
    }

    /// Sets a text into a box, from its top; how far down it reaches, in millimetres. Sizes are millimetres of an em: the biggest, the
    /// one at which it is rather wrapped, the smallest.
    fn text(&mut self, text: &str, weight: Weight, at: Frame, (biggest, wraps_at, smallest): (f32, f32, f32), lines: usize) -> f32 {
        if text.trim().is_empty() {
            return at.y;
        }
        let per = self.dots.per_millimetre();
        let room = Room {
            width: at.w * per,
            height: at.h * per,
            biggest: biggest * per,
            wraps_at: wraps_at * per,
            smallest: smallest * per,
            lines,
        };
        let set = fit::set(text, weight, room);
        for (n, line) in set.lines.iter().enumerate() {
            let baseline = at.y * per + (font::ABOVE + font::LEADING * n as f32) * set.size;
            self.line(line, weight, set.size, at.x * per, baseline);
        }
        at.y + (font::ABOVE + font::BELOW + font::LEADING * (set.lines.len() as f32 - 1.0)) * set.size / per
    }

    fn line(&mut self, text: &str, weight: Weight, size: f32, x: f32, baseline: f32) {
        let width = font::width(weight, text) * size;
        let (x, baseline) = (x.floor() as i32, baseline.round() as i32);
        self.items.push(Item::Text { x, baseline, size, width, weight, text: text.to_owned() });
    }

    fn caption(&mut self, text: &str, x: f32, y: f32) {
        let per = self.dots.per_millimetre();
        self.line(text, Weight::Regular, 2.7 * per, x * per, (y + 2.6) * per);
    }

    /// Whose, and which of how many.
    fn head(&mut self, label: &Label) {
        let count = format!("{} / {}", label.n, label.of);
        let per = self.dots.per_millimetre();
        let size = (8.6_f32).min(34.0 / font::width(Weight::Bold, &count)) * per;
        let width = font::width(Weight::Bold, &count) * size / per;
        self.line(&count, Weight::Bold, size, (self.right - width) * per, 12.0 * per);
        let room = Frame { x: self.left, y: EDGE, w: self.right - self.left - width - 3.0, h: 9.4 };
        self.text(&label.carrier, Weight::Bold, room, (6.4, 4.6, 2.4), 2);
    }

    fn service(&mut self, label: &Label, at: Frame) {
        let both = if label.level.is_empty() { label.service.clone() } else { format!("{} · {}", label.service, label.level) };
        self.text(&both, Weight::Bold, at, (6.4, 4.2, 2.6), 2);
    }

    fn from(&mut self, from: &Address, y: f32) {
        self.caption("From", self.left, y);
        let room = |y: f32, h: f32| Frame { x: self.left + 12.0, y, w: self.right - self.left - 12.0, h };
        let (name, street, place) = (room(y, 7.4), room(y + 7.4, 4.6), room(y + 12.0, 4.6));
        self.text(&from.name, Weight::Bold, name, (4.4, 3.4, 2.2), 2);
        self.text(&from.street, Weight::Regular, street, (3.8, 2.6, 1.8), 2);
        self.text(&from.place, Weight::Regular, place, (3.8, 2.6, 1.8), 2);
    }

    fn to(&mut self, to: &Address, y: f32, until: f32) {
        self.caption("To", self.left, y);
        let width = self.right - self.left;
        let high = until - y;
        let room = |y: f32, h: f32| Frame { x: self.left, y, w: width, h };
        let (name, street) = (room(y + 3.4, high * 0.40), room(y + 3.6 + high * 0.40, high * 0.20));
        let place = room(y + 3.8 + high * 0.60, high * 0.40 - 4.2);
        self.text(&to.name, Weight::Bold, name, (7.6, 5.2, 2.4), 3);
        self.text(&to.street, Weight::Regular, street, (4.8, 3.4, 2.0), 2);
        self.text(&to.place, Weight::Bold, place, (7.0, 4.6, 2.4), 2);
    }

    /// What names the order, and beside it the 2D code.
    fn facts(&mut self, label: &Label, at: Frame) -> Result<(), NotDrawn> {
        let code = self.square(&label.square, at)?;
        if label.revision > 1 {
            self.caption(&format!("revision {}", label.revision), code, at.y + at.h - 2.4);
        }
        let (x, w) = (at.x + 17.0, code - QUIET - 2.0 - at.x - 17.0);
        let mut y = at.y + 0.6;
        let row = |y: f32, h: f32| Frame { x, y, w, h };
        self.caption("Code", at.x, y + 1.2);
        y = self.text(&label.submission_code, Weight::Bold, row(y, 5.4), (4.6, 3.0, 2.0), 1) + 0.3;
        let references: Vec<String> =
            label.references.iter().map(|reference| fit::plain(reference)).filter(|text| !text.is_empty()).collect();
        if !references.is_empty() {
            self.caption("Reference", at.x, y + 0.4);
            y = self.text(&references.join(" · "), Weight::Bold, row(y, 7.6), (4.0, 2.9, 1.7), 3) + 0.3;
        }
        if !label.weight.is_empty() {
            self.caption("Weight", at.x, y + 0.6);
            y = self.text(&label.weight, Weight::Bold, row(y, 4.8), (4.0, 3.0, 2.0), 1) + 0.3;
        }
        if !label.dangerous.is_empty() {
            let said = format!("ADR  {}", label.dangerous.join(" · "));
            self.boxed(&said, Frame { x: at.x, y: y + 0.4, w: x + w - at.x, h: at.y + at.h - y - 0.4 });
        }
        Ok(())
    }

    /// What is dangerous, in a frame.
    fn boxed(&mut self, text: &str, at: Frame) {
        let inner = Frame { x: at.x + 1.4, y: at.y + 0.8, w: at.w - 2.8, h: at.h - 1.6 };
        let bottom = self.text(text, Weight::Bold, inner, (4.4, 3.4, 1.7), 3) + 0.8;
        let line = self.dots(0.5);
        let (x, y, w, h) = (self.dots(at.x), self.dots(at.y), self.dots(at.w), self.dots(bottom - at.y));
        for side in [
            Rect { x, y, w, h: line },
            Rect { x, y: y + h - line, w, h: line },
            Rect { x, y, w: line, h },
            Rect { x: x + w - line, y, w: line, h },
        ] {
            self.items.push(Item::Fill(side));
        }
    }

    /// The 2D code in the upper right of a box; its left end.
    fn square(&mut self, text: &str, at: Frame) -> Result<f32, NotDrawn> {
        let rows = square::modules(text)?;
        let module = self.dots.square_module();
        let side = module * i32::try_from(rows.len()).unwrap_or_default();
        let (x, y) = (self.dots(at.x + at.w - QUIET) - side, self.dots(at.y + QUIET));
        let cell = |at: usize| module * i32::try_from(at).unwrap_or_default();
        let dark = rows.iter().enumerate().flat_map(|(row, modules)| {
            let runs = bars::runs(modules);
            runs.into_iter().map(move |(start, length)| Rect { x: x + cell(start), y: y + cell(row), w: cell(length), h: module })
        });
        self.items.push(Item::Code { at: Rect { x, y, w: side, h: side }, dark: dark.collect() });
        Ok(x as f32 / self.dots.per_millimetre())
    }

    fn bars(&mut self, code: &Bars, top: f32, width: f32) -> Result<(), NotDrawn> {
        let modules = bars::modules(code)?;
        let module = match code {
            Bars::Sscc(_) => self.dots.sscc_module(),
            Bars::Plate(_) => self.dots.plate_module(),
        };
        let wide = module * i32::try_from(modules.len()).unwrap_or_default();
        let (x, y, h) = ((self.dots(width) - wide) / 2, self.dots(top), self.dots(BARS));
        let cell = |at: usize| module * i32::try_from(at).unwrap_or_default();
        let dark = bars::runs(&modules).into_iter().map(|(start, length)| Rect { x: x + cell(start), y, w: cell(length), h });
        self.items.push(Item::Code { at: Rect { x, y, w: wide, h }, dark: dark.collect() });
        let (words, per) = (code.words(), self.dots.per_millimetre());
        let size = BELOW_BARS * per;
        let left = (width * per - font::width(Weight::Bold, &words) * size) / 2.0;
        self.line(&words, Weight::Bold, size, left, (top + BARS + 1.0) * per + 0.78 * size);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(bars: Bars) -> Label {
        Label { bars, square: "340123450000000017.1".into(), n: 1, of: 1, ..Label::default() }
    }

    #[test]
    fn bars_are_as_gs1_wants_them() {
        for paper in Paper::ALL {
            for dots in Dots::ALL {
                let drawn = drawn(&label(Bars::Sscc("340123450000000017".into())), paper, dots).expect("it can be drawn");
                let wide = drawn.items.iter().find_map(|item| match item {
                    Item::Code { at, .. } if at.h < at.w => Some(*at),
                    _ => None,
                });
                let at = wide.expect("it has bars");
                let per = dots.per_millimetre();
                let module = at.w as f32 / 156.0 / per;
                assert!((0.495..=1.016).contains(&module), "{module} mm");
                assert!(at.h as f32 / per >= 32.0 && at.w as f32 / per <= 165.0);
                // Ten modules of white on either side.
                let quiet = (at.x.min(drawn.width - at.x - at.w)) as f32 / per / module;
                assert!(quiet >= 10.0, "{paper:?} {dots:?}: {quiet} modules");
                assert_eq!(at.w % 156, 0, "whole dots");
            }
        }
    }
}
