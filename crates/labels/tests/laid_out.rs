//! On no label does anything run off the paper, lie on something else, or come too near to a code.

mod orders;

use labels::{Dots, Drawing, Item, Paper, Rect, drawn};

/// The room each text takes, ascenders and descenders included but for the tallest accents.
fn texts(drawing: &Drawing) -> Vec<(Rect, String)> {
    let texts = drawing.items.iter().filter_map(|item| match item {
        Item::Text { x, baseline, size, width, text, .. } => {
            let (above, below) = ((size * 0.76) as i32, (size * 0.2) as i32);
            Some((Rect { x: *x, y: baseline - above, w: width.ceil() as i32, h: above + below }, text.clone()))
        }
        _ => None,
    });
    texts.collect()
}

fn meet(one: &Rect, other: &Rect) -> bool {
    one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h
}

#[test]
fn nothing_runs_off_or_lies_on_another() {
    for (at, label) in orders::labels(200).iter().enumerate() {
        for paper in Paper::ALL {
            for dots in Dots::ALL {
                let drawing = drawn(label, paper, dots).expect("it can be drawn");
                let per = dots.per_millimetre();
                let page = Rect { x: 0, y: 0, w: drawing.width, h: drawing.height };
                let texts = texts(&drawing);
                for (n, (room, text)) in texts.iter().enumerate() {
                    let edge = (3.0 * per) as i32;
                    let inner = Rect { x: edge, y: edge, w: page.w - 2 * edge, h: page.h - 2 * edge };
                    assert!(room.within(&inner), "label {at}, {paper:?}: {text:?} at {room:?} leaves {inner:?}");
                    for (other, words) in &texts[n + 1..] {
                        assert!(!meet(room, other), "label {at}, {paper:?}: {text:?} lies on {words:?}");
                    }
                }
                for item in &drawing.items {
                    let Item::Code { at: code, dark } = item else { continue };
                    assert!(dark.iter().all(|dark| dark.within(code)) && code.within(&page));
                    // Ten modules beside bars, four round a 2D code; text may stand right under bars.
                    let (side, above) = if code.w > code.h { ((5.0 * per) as i32, 0) } else { ((3.0 * per) as i32, (3.0 * per) as i32) };
                    let quiet = Rect { x: code.x - side, y: code.y - above, w: code.w + 2 * side, h: code.h + 2 * above };
                    for (room, text) in &texts {
                        assert!(!meet(room, &quiet), "label {at}, {paper:?}: {text:?} comes too near to a code");
                    }
                    for rule in &drawing.items {
                        if let Item::Fill(rule) = rule {
                            assert!(!meet(rule, &quiet), "label {at}, {paper:?}: a rule comes too near to a code");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn a_long_name_is_all_there() {
    let labels = orders::labels(200);
    let long = labels.iter().find(|label| label.to.name.starts_with("Przedsiębiorstwo")).expect("one of them");
    let drawing = drawn(long, Paper::A6, Dots::D203).expect("it can be drawn");
    let said: String = texts(&drawing).into_iter().map(|(_, text)| text + " ").collect();
    assert!(said.contains("sp. z o.o. sp.k."), "{said}");
    assert!(!said.contains('…'), "{said}");
}
