//! A label as a drawing inside a page, for browsers that print it from there. Each line of text is held to the width it was measured
//! with, so that it stays in its place whatever font the browser has.

use std::fmt::Write as _;

use crate::NotDrawn;
use crate::draw::{Item, Rect, Weight};
use crate::label::Label;
use crate::layout::drawn;
use crate::paper::{Dots, Paper};

/// One label as an SVG element, for a page in HTML. What was typed stays text.
///
/// # Errors
/// When a code cannot be drawn.
pub fn svg(label: &Label, paper: Paper) -> Result<String, NotDrawn> {
    let drawing = drawn(label, paper, Dots::D203)?;
    let mut svg = format!(
        "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"Label {} of {}, {}\">",
        drawing.width,
        drawing.height,
        label.n,
        label.of,
        escaped(&label.bars.words())
    );
    for item in &drawing.items {
        match item {
            Item::Fill(at) => path(&mut svg, std::slice::from_ref(at)),
            Item::Code { dark, .. } => path(&mut svg, dark),
            Item::Text { text, .. } if text.is_empty() => {}
            Item::Text { x, baseline, size, width, weight, text } => {
                let bold = if *weight == Weight::Bold { " font-weight=\"700\"" } else { "" };
                let _ = write!(
                    svg,
                    "<text x=\"{x}\" y=\"{baseline}\" font-size=\"{size:.1}\" textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\"{bold}>{}</text>",
                    escaped(text)
                );
            }
        }
    }
    svg.push_str("</svg>");
    Ok(svg)
}

fn path(svg: &mut String, rects: &[Rect]) {
    svg.push_str("<path shape-rendering=\"crispEdges\" d=\"");
    for Rect { x, y, w, h } in rects {
        let _ = write!(svg, "M{x} {y}h{w}v{h}h-{w}z");
    }
    svg.push_str("\"/>");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::{Address, Bars};

    #[test]
    fn what_was_typed_stays_text() {
        let to = Address { name: "<script>\"&'".into(), ..Address::default() };
        let label =
            Label { to, bars: Bars::Plate("U7F3K9Q2M001".into()), square: "U7F3K9Q2M001.1".into(), n: 1, of: 2, ..Label::default() };
        let svg = svg(&label, Paper::A6).expect("it can be drawn");
        assert!(svg.contains(">&lt;script&gt;&quot;&amp;'</text>") && !svg.contains("<script"), "{svg}");
        assert!(svg.starts_with("<svg viewBox=\"0 0 840 1184\" role=\"img\" aria-label=\"Label 1 of 2, U7F3K9Q2M001\">"));
        assert!(!svg.contains("style="), "the page's policy takes no styles");
    }
}
