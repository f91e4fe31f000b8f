//! The CMR note: the international consignment note of a consignment, in four copies. What does not find room on the form goes on on
//! sheets behind it.

use labels::Weight;

use crate::flow::{self, Column, Flow, LEFT, RIGHT};
use crate::form::{self, COLUMNS, GOODS, GOODS_HEAD, Numbered};
use crate::sheet::{BODY, CAPTION, Ink, STRONG, Sheet, Style};

/// Whose copy each is, and the ink it is known by.
pub const COPIES: [(&str, Ink); 4] = [
    ("Copy for the sender", Ink::Red),
    ("Copy for the consignee", Ink::Blue),
    ("Copy for the carrier", Ink::Green),
    ("Further copy", Ink::Black),
];

/// What a CMR note says. What it does not say is left to the pen: no amount ever stands on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConsignmentNote {
    /// The order's number, with the consignment's where there are several.
    pub number: String,
    /// Box 1, a line each: name, address, country.
    pub sender: Vec<String>,
    /// Box 2.
    pub consignee: Vec<String>,
    /// Box 3: place, country, when.
    pub delivery: Vec<String>,
    /// Box 4: place, country, when.
    pub taking_over: Vec<String>,
    /// Boxes 6 to 12.
    pub lines: Vec<NoteLine>,
    /// Packages, gross weight and volume of all lines.
    pub totals: [String; 3],
    /// Box 13.
    pub instructions: Vec<String>,
    /// Box 16.
    pub carrier: Vec<String>,
    /// Box 21: where, and on which day.
    pub established: String,
    /// What names the order, at the foot.
    pub foot: String,
}

/// A line of goods.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoteLine {
    /// Box 6, a line each.
    pub marks: Vec<String>,
    /// Box 7.
    pub packages: String,
    /// Box 8.
    pub packing: String,
    /// Box 9, a line each; what is dangerous as the ADR wants it named.
    pub nature: Vec<String>,
    /// Box 11.
    pub weight: String,
    /// Box 12.
    pub volume: String,
}

/// What stands in the goods' boxes.
const GOODS_TEXT: Style = Style { size: 2.6, weight: Weight::Regular, ink: Ink::Black };

/// Lays them out: every note in all its copies.
#[must_use]
pub fn consignment_notes(notes: &[ConsignmentNote]) -> Vec<Sheet> {
    notes.iter().flat_map(copies).collect()
}

fn copies(note: &ConsignmentNote) -> Vec<Sheet> {
    let (mut form, behind) = on_the_form(note);
    form::draw(&mut form, &note.number);
    let mut sheets = vec![form];
    sheets.extend(behind);
    flow::number(&mut sheets, &note.foot);
    let copy = |(n, (whose, ink)): (usize, (&str, Ink))| {
        let mut copy = sheets.clone();
        for sheet in &mut copy {
            let number = Style { size: 4.6, weight: Weight::Bold, ink };
            sheet.write(&(n + 1).to_string(), number, form::LEFT, 8.0);
            sheet.write(whose, Style { size: 3.3, ..number }, form::LEFT + 6.0, 9.3);
        }
        copy
    };
    COPIES.into_iter().enumerate().flat_map(copy).collect()
}

/// What is particular to the note on its form, and the sheets behind it.
fn on_the_form(note: &ConsignmentNote) -> (Sheet, Vec<Sheet>) {
    let mut sheet = Sheet::default();
    let established = [note.established.clone()];
    let boxes: [(Numbered, &[String]); 7] = [
        (form::SENDER, &note.sender),
        (form::CONSIGNEE, &note.consignee),
        (form::DELIVERY, &note.delivery),
        (form::TAKING_OVER, &note.taking_over),
        (form::CARRIER, &note.carrier),
        (form::INSTRUCTIONS, &note.instructions),
        (form::ESTABLISHED, &established),
    ];
    let bold = |number: &str| matches!(number, "1" | "2" | "3" | "4" | "16");
    let too_long: Vec<_> = boxes.into_iter().filter(|(one, texts)| !form::write(&mut sheet, one.at, texts, bold(one.number))).collect();
    form::goods(&mut sheet);
    let shown = goods(&mut sheet, note);
    let rest = &note.lines[shown..];
    if too_long.is_empty() && rest.is_empty() {
        return (sheet, Vec::new());
    }
    let mut flow = Flow::going_on(format!("CMR note No. {}, continued", note.number));
    for (one, texts) in too_long {
        flow.text(&format!("{} {}", one.number, one.caption), CAPTION);
        for text in texts {
            flow.text(text, BODY);
        }
        flow.space(4.0);
    }
    if !rest.is_empty() {
        let heads = COLUMNS.map(|(number, caption, _)| vec![format!("{number} {caption}")]);
        flow.begin_table(columns(&heads, (LEFT, RIGHT - LEFT), CAPTION));
        for line in rest {
            flow.row(columns(&texts(line), (LEFT, RIGHT - LEFT), GOODS_TEXT));
            flow.rule();
        }
        flow.end_table();
    }
    (sheet, flow.done())
}

/// Writes the lines of goods that find room, and what all come to; how many those are.
fn goods(sheet: &mut Sheet, note: &ConsignmentNote) -> usize {
    const TOTALS: f32 = 5.0;
    let (top, until) = (GOODS.y + GOODS_HEAD + 1.0, GOODS.y + GOODS.h - TOTALS - 4.4);
    let area = (GOODS.x, GOODS.w);
    let (mut y, mut shown) = (top, 0);
    for line in &note.lines {
        let mut columns = columns(&texts(line), area, GOODS_TEXT);
        let height = columns.iter().map(Column::height).fold(0.0, f32::max);
        if y + height > until {
            break;
        }
        for column in &mut columns {
            let _ = column.write(sheet, y, until);
        }
        y += height + 0.8;
        shown += 1;
    }
    if shown < note.lines.len() {
        let words = match shown {
            0 => "The goods stand on the next page".to_owned(),
            1 => format!("1 line; {} more on the next page", note.lines.len() - 1),
            many => format!("{many} lines; {} more on the next page", note.lines.len() - many),
        };
        sheet.write(&words, Style { size: GOODS_TEXT.size, ..STRONG }, GOODS.x + 1.2, until + 0.2);
    }
    let [packages, weight, volume] = note.totals.clone();
    let total = [vec!["Total".to_owned()], vec![packages], vec![], vec![], vec![], vec![weight], vec![volume]];
    let y = GOODS.y + GOODS.h - TOTALS;
    sheet.fill((GOODS.x, y), (GOODS.w, 0.15), Ink::Pale);
    for mut column in columns(&total, area, Style { weight: Weight::Bold, ..GOODS_TEXT }) {
        let _ = column.write(sheet, y + 0.6, GOODS.y + GOODS.h);
    }
    shown
}

/// What stands in columns 6 to 12; 10 is left to the pen.
fn texts(line: &NoteLine) -> [Vec<String>; 7] {
    let one = |text: &String| vec![text.clone()];
    [line.marks.clone(), one(&line.packages), one(&line.packing), line.nature.clone(), Vec::new(), one(&line.weight), one(&line.volume)]
}

fn columns(texts: &[Vec<String>; 7], (left, width): (f32, f32), style: Style) -> Vec<Column> {
    let mut x = left;
    let mut columns = Vec::with_capacity(texts.len());
    for (texts, (number, _, share)) in texts.iter().zip(COLUMNS) {
        let (at, w) = (x + 1.2, width * share - 2.4);
        let column = if matches!(number, "7" | "11" | "12") { Column::right(at, w) } else { Column::new(at, w) };
        columns.push(texts.iter().fold(column, |column, text| column.add(text, style)));
        x += width * share;
    }
    columns
}
