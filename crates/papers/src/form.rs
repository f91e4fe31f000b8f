//! The form of the CMR note: its boxes with their numbers in their places, as drivers and customs officers everywhere look for them. What is
//! left to the pen is drawn, too: signatures, payment, the carrier's reservations.

use crate::sheet::{Ink, STRONG, Sheet, Style};
use labels::Weight;

/// The frame of the whole form.
pub(crate) const LEFT: f32 = 12.0;
pub(crate) const WIDTH: f32 = 186.0;
const HALF: f32 = WIDTH / 2.0;
const MIDDLE: f32 = LEFT + HALF;
/// White between a frame and what stands in it.
const INSET: f32 = 1.6;
const LINE: f32 = 0.25;

/// What a box is called.
const CAPTION: Style = Style { size: 2.2, weight: Weight::Regular, ink: Ink::Black };
const NUMBER: Style = Style { size: 2.8, weight: Weight::Bold, ink: Ink::Black };

/// A place on the form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) w: f32,
    pub(crate) h: f32,
}

const fn left(y: f32, h: f32) -> Place {
    Place { x: LEFT, y, w: HALF, h }
}

const fn right(y: f32, h: f32) -> Place {
    Place { x: MIDDLE, y, w: HALF, h }
}

const fn third(n: f32) -> Place {
    Place { x: LEFT + n * WIDTH / 3.0, y: 242.0, w: WIDTH / 3.0, h: 37.0 }
}

/// A numbered box.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numbered {
    pub(crate) number: &'static str,
    pub(crate) caption: &'static str,
    pub(crate) at: Place,
}

const fn numbered(number: &'static str, caption: &'static str, at: Place) -> Numbered {
    Numbered { number, caption, at }
}

const TITLE: Place = right(16.0, 26.0);
pub(crate) const SENDER: Numbered = numbered("1", "Sender (name, address, country)", left(16.0, 26.0));
pub(crate) const CONSIGNEE: Numbered = numbered("2", "Consignee (name, address, country)", left(42.0, 26.0));
pub(crate) const DELIVERY: Numbered = numbered("3", "Place of delivery of the goods (place, country)", left(68.0, 16.0));
pub(crate) const TAKING_OVER: Numbered =
    numbered("4", "Place and date of taking over of the goods (place, country, date)", left(84.0, 16.0));
const ATTACHED: Numbered = numbered("5", "Documents attached", left(100.0, 12.0));
pub(crate) const CARRIER: Numbered = numbered("16", "Carrier (name, address, country)", right(42.0, 20.0));
const SUCCESSIVE: Numbered = numbered("17", "Successive carriers (name, address, country)", right(62.0, 20.0));
const RESERVATIONS: Numbered = numbered("18", "Carrier's reservations and observations", right(82.0, 30.0));
/// Boxes 6 to 12.
pub(crate) const GOODS: Place = Place { x: LEFT, y: 112.0, w: WIDTH, h: 74.0 };
pub(crate) const INSTRUCTIONS: Numbered = numbered("13", "Sender's instructions (customs and other formalities)", left(186.0, 30.0));
const PAYMENT: Numbered = numbered("14", "Instructions as to payment for carriage", left(216.0, 16.0));
const AGREEMENTS: Numbered = numbered("19", "Special agreements", right(186.0, 14.0));
const PAID_BY: Numbered = numbered("20", "To be paid by", right(200.0, 32.0));
pub(crate) const ESTABLISHED: Numbered = numbered("21", "Established in, on", left(232.0, 10.0));
const CASH: Numbered = numbered("15", "Cash on delivery", right(232.0, 10.0));
const SENDERS_MARK: Numbered = numbered("22", "Signature and stamp of the sender", third(0.0));
const CARRIERS_MARK: Numbered = numbered("23", "Signature and stamp of the carrier", third(1.0));
const RECEIVED: Numbered = numbered("24", "Goods received: place, date, signature and stamp of the consignee", third(2.0));

const ALL: [Numbered; 16] = [
    SENDER,
    CONSIGNEE,
    DELIVERY,
    TAKING_OVER,
    ATTACHED,
    CARRIER,
    SUCCESSIVE,
    RESERVATIONS,
    INSTRUCTIONS,
    PAYMENT,
    AGREEMENTS,
    ESTABLISHED,
    CASH,
    SENDERS_MARK,
    CARRIERS_MARK,
    RECEIVED,
];

/// What is said of the Convention (its article 6, 1 k).
const CLAUSE: &str = "This carriage is subject, notwithstanding any clause to the contrary, to the Convention on the Contract for the \
                      International Carriage of Goods by Road (CMR).";

/// Draws the form without what is particular to a note.
pub(crate) fn draw(sheet: &mut Sheet, number: &str) {
    frame(sheet, TITLE);
    let (x, y, right) = (TITLE.x + INSET, TITLE.y + 1.2, TITLE.x + TITLE.w - INSET);
    sheet.write("International consignment note", Style { size: 4.0, ..STRONG }, x, y);
    sheet.write_right("CMR", Style { size: 7.0, ..STRONG }, right, y);
    let room = TITLE.w - 2.0 * INSET;
    let (number, style) = fitting(&format!("No. {number}"), room - 24.0);
    sheet.write(&number, style, x, y + 6.0);
    for (n, line) in CAPTION.lines(CLAUSE, room).iter().enumerate() {
        sheet.write(line, CAPTION, x, y + 14.0 + n as f32 * CAPTION.line());
    }
    for one in ALL {
        outline(sheet, one);
    }
    payment(sheet);
    paid_by(sheet);
}

/// A line as large as it fits.
fn fitting(text: &str, width: f32) -> (String, Style) {
    let style = Style { size: 4.0, ..STRONG };
    let size = style.size.min(width / style.width(text).max(0.1) * style.size).max(1.8);
    let style = Style { size, ..style };
    (style.lines(text, width).into_iter().next().unwrap_or_default(), style)
}

/// A box with its number and what it is.
fn outline(sheet: &mut Sheet, Numbered { number, caption, at }: Numbered) {
    frame(sheet, at);
    sheet.write(number, NUMBER, at.x + INSET, at.y + 0.4);
    let x = at.x + INSET + NUMBER.width(number) + 1.4;
    for (n, line) in CAPTION.lines(caption, at.x + at.w - INSET - x).iter().enumerate() {
        sheet.write(line, CAPTION, x, at.y + 0.9 + n as f32 * CAPTION.line());
    }
}

fn frame(sheet: &mut Sheet, at: Place) {
    sheet.fill((at.x, at.y), (at.w, LINE), Ink::Black);
    sheet.fill((at.x, at.y + at.h), (at.w + LINE, LINE), Ink::Black);
    sheet.fill((at.x, at.y), (LINE, at.h), Ink::Black);
    sheet.fill((at.x + at.w, at.y), (LINE, at.h), Ink::Black);
}

/// Two squares to tick.
fn payment(sheet: &mut Sheet) {
    let at = PAYMENT.at;
    for (n, words) in ["Carriage paid", "Carriage forward"].into_iter().enumerate() {
        let y = at.y + 5.4 + n as f32 * 4.6;
        frame(sheet, Place { x: at.x + INSET, y: y + 0.5, w: 2.8, h: 2.8 });
        sheet.write(words, CAPTION, at.x + INSET + 5.0, y + 0.6);
    }
}

/// Who pays what: to be filled in by hand.
fn paid_by(sheet: &mut Sheet) {
    const ROWS: [&str; 7] =
        ["Carriage charges", "Deductions", "Balance", "Supplements", "Additional charges", "Miscellaneous", "Total to be paid"];
    let at = PAID_BY.at;
    outline(sheet, PAID_BY);
    let (first, column) = (at.x + 36.0, (at.w - 36.0) / 3.0);
    for (n, words) in ["Sender", "Currency", "Consignee"].into_iter().enumerate() {
        let x = first + n as f32 * column;
        sheet.fill((x, at.y), (LINE, at.h), Ink::Black);
        sheet.write(words, CAPTION, x + INSET, at.y + 0.9);
    }
    let (top, row) = (at.y + 4.2, (at.h - 4.2) / ROWS.len() as f32);
    for (n, words) in ROWS.into_iter().enumerate() {
        let y = top + n as f32 * row;
        sheet.fill((at.x, y), (at.w, 0.15), Ink::Pale);
        sheet.write(words, CAPTION, at.x + INSET, y + 0.5);
    }
}

/// Columns 6 to 12: number, caption, share of the width.
pub(crate) const COLUMNS: [(&str, &str, f32); 7] = [
    ("6", "Marks and numbers", 0.2),
    ("7", "Number of packages", 0.085),
    ("8", "Method of packing", 0.125),
    ("9", "Nature of the goods", 0.255),
    ("10", "Statistical number", 0.12),
    ("11", "Gross weight, kg", 0.11),
    ("12", "Volume, m³", 0.105),
];
/// How high the captions of the goods are.
pub(crate) const GOODS_HEAD: f32 = 9.8;

/// The frame and the captions of boxes 6 to 12.
pub(crate) fn goods(sheet: &mut Sheet) {
    frame(sheet, GOODS);
    sheet.fill((GOODS.x, GOODS.y + GOODS_HEAD), (GOODS.w, LINE), Ink::Black);
    let mut x = GOODS.x;
    for (number, caption, share) in COLUMNS {
        let w = GOODS.w * share;
        outline(sheet, Numbered { number, caption, at: Place { x, y: GOODS.y, w, h: GOODS_HEAD } });
        if x > GOODS.x {
            sheet.fill((x, GOODS.y), (LINE, GOODS.h), Ink::Black);
        }
        x += w;
    }
}

/// Writes texts into a box as large as they fit; whether all of it did. Where not even the smallest letters do, the box says where the
/// whole stands.
pub(crate) fn write(sheet: &mut Sheet, at: Place, texts: &[String], bold_first: bool) -> bool {
    const LARGEST: f32 = 3.3;
    const SMALLEST: f32 = 2.2;
    let head = 4.4;
    let (x, y, w, h) = (at.x + INSET, at.y + head, at.w - 2.0 * INSET, at.h - head - 0.6);
    let set = |size: f32| -> Vec<(String, Style)> {
        let style = |n: usize| Style { size, weight: if n == 0 && bold_first { Weight::Bold } else { Weight::Regular }, ink: Ink::Black };
        texts.iter().enumerate().flat_map(|(n, text)| style(n).lines(text, w).into_iter().map(move |line| (line, style(n)))).collect()
    };
    let mut size = LARGEST;
    let mut lines = set(size);
    let high = |lines: &[(String, Style)]| lines.iter().map(|(_, style)| style.line()).sum::<f32>();
    while high(&lines) > h && size > SMALLEST {
        size -= 0.1;
        lines = set(size);
    }
    let all = high(&lines) <= h;
    if !all {
        let last = Style { size, weight: Weight::Bold, ink: Ink::Black };
        let fits = (h / last.line()) as usize;
        lines.truncate(fits.saturating_sub(1));
        lines.push(("… the whole stands on the next page".to_owned(), last));
    }
    let mut y = y;
    for (line, style) in &lines {
        sheet.write(line, *style, x, y);
        y += style.line();
    }
    all
}
