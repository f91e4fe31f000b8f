//! The order confirmation: whose it is and whom it is for, what names the order and how it stands, its consignments with stops and goods,
//! remarks, and, where its reader may see them, its charges.

use crate::flow::{self, Column, Flow, LEFT, RIGHT};
use crate::goods_table;
use crate::sheet::{BODY, CAPTION, HEADING, Ink, SMALL, STRONG, Sheet, Style, TITLE};

/// What an order confirmation says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Confirmation {
    /// The haulier.
    pub carrier: String,
    /// `Order confirmation`.
    pub title: String,
    /// The order's number.
    pub number: String,
    /// The customer: name, then address, a line each.
    pub customer: Vec<String>,
    /// What names the order and how it stands: label and text.
    pub facts: Vec<(String, String)>,
    /// What is to be known before anything else; empty for nothing.
    pub note: String,
    /// The consignments.
    pub parts: Vec<Part>,
    /// What else was said: label and text.
    pub remarks: Vec<(String, String)>,
    /// What it costs; empty where the reader sees no charges.
    pub charges: Vec<Charge>,
    /// What the charges come to: label and amount.
    pub sums: Vec<(String, String)>,
    /// When it was written, as its foot says it.
    pub as_of: String,
}

/// A consignment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// What it is called; empty for the only one.
    pub heading: String,
    /// Its stops in driving order.
    pub stops: Vec<StopOf>,
    /// What is carried.
    pub goods: Goods,
}

/// A stop.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StopOf {
    /// `Collection`.
    pub kind: String,
    /// Who is there.
    pub name: String,
    /// Where that is.
    pub address: String,
    /// On which day, between which times.
    pub when: String,
    /// What else is known: label and text.
    pub facts: Vec<(String, String)>,
}

/// The goods of a consignment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Goods {
    /// What is measured, at most four.
    pub columns: Vec<String>,
    /// The lines.
    pub lines: Vec<GoodsLine>,
    /// What they come to; none for a single line.
    pub total: Option<GoodsLine>,
}

/// A goods line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoodsLine {
    /// What it is.
    pub what: String,
    /// How many.
    pub quantity: String,
    /// How packed.
    pub packaging: String,
    /// One for each column.
    pub measures: Vec<String>,
    /// Sizes, temperatures, dangerous substances; a line each.
    pub details: Vec<String>,
}

/// A charge.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Charge {
    /// What it is for.
    pub name: String,
    /// How it came about; empty for nothing.
    pub how: String,
    /// How it stands.
    pub word: String,
    /// How much.
    pub amount: String,
}

/// Where the right half begins.
const MIDDLE: f32 = 108.0;
const WHOLE: f32 = RIGHT - LEFT;
/// As wide as what names the order is called.
const LABEL: f32 = 34.0;

/// Lays it out.
#[must_use]
pub fn confirmation(paper: &Confirmation) -> Vec<Sheet> {
    let name = format!("{} {} · {}", paper.title, paper.number, paper.carrier);
    let mut flow = Flow::new(name.clone());
    head(&mut flow, paper);
    for part in &paper.parts {
        consignment(&mut flow, part);
    }
    if !paper.remarks.is_empty() {
        heading(&mut flow, "Remarks");
        facts(&mut flow, &paper.remarks, LEFT, WHOLE);
    }
    charges(&mut flow, paper);
    let mut sheets = flow.done();
    flow::number(&mut sheets, &format!("{name} · {}", paper.as_of));
    sheets
}

fn head(flow: &mut Flow, paper: &Confirmation) {
    flow.row(vec![
        Column::new(LEFT, MIDDLE - LEFT - 6.0).add(&paper.carrier, HEADING),
        Column::right(MIDDLE, RIGHT - MIDDLE).add(&paper.title, TITLE).add(&paper.number, HEADING),
    ]);
    flow.space(2.0);
    flow.rule();
    flow.space(3.0);
    let mut customer = Column::new(LEFT, MIDDLE - LEFT - 6.0).add("For", CAPTION);
    for (n, line) in paper.customer.iter().enumerate() {
        customer = customer.add(line, if n == 0 { STRONG } else { BODY });
    }
    // Each label stands where its text begins, however many lines that takes.
    let (mut labels, mut texts) = (Column::new(MIDDLE, LABEL), Column::new(MIDDLE + LABEL, RIGHT - MIDDLE - LABEL));
    for (label, text) in &paper.facts {
        (labels, texts) = (labels.add(label, Style { ink: Ink::Grey, ..BODY }), texts.add(text, BODY));
        let lines = labels.count().max(texts.count());
        (labels, texts) = (labels.fill(lines, BODY), texts.fill(lines, BODY));
    }
    flow.row(vec![customer, labels, texts]);
    if !paper.note.is_empty() {
        flow.space(3.0);
        flow.text(&paper.note, STRONG);
    }
}

fn heading(flow: &mut Flow, text: &str) {
    flow.space(6.0);
    flow.need(26.0);
    flow.text(text, HEADING);
    flow.rule();
    flow.space(1.0);
}

/// Labels with their texts, one beneath the other.
fn facts(flow: &mut Flow, facts: &[(String, String)], x: f32, width: f32) {
    for (label, text) in facts {
        flow.row(vec![Column::new(x, width).add(label, CAPTION).add(text, BODY)]);
        flow.space(1.2);
    }
}

fn consignment(flow: &mut Flow, part: &Part) {
    heading(flow, if part.heading.is_empty() { "Transport" } else { &part.heading });
    for pair in part.stops.chunks(2) {
        let halves = [(LEFT, MIDDLE - LEFT - 6.0), (MIDDLE, RIGHT - MIDDLE)];
        flow.row(pair.iter().zip(halves).map(|(stop, (x, width))| column(stop, Column::new(x, width))).collect());
        flow.space(3.0);
    }
    goods_table::write(flow, &part.goods);
}

fn column(stop: &StopOf, column: Column) -> Column {
    let column = column.add(&stop.kind, CAPTION).add(&stop.name, STRONG).add(&stop.address, BODY).add(&stop.when, STRONG);
    stop.facts.iter().fold(column, |column, (label, text)| column.add(&format!("{label}: {text}"), BODY))
}

fn charges(flow: &mut Flow, paper: &Confirmation) {
    const AMOUNT: f32 = 38.0;
    const WORD: f32 = 40.0;
    if paper.charges.is_empty() {
        return;
    }
    heading(flow, "Charges");
    let name = || Column::new(LEFT, WHOLE - AMOUNT - WORD - 5.0);
    let word = || Column::new(RIGHT - AMOUNT - WORD, WORD - 2.5);
    let amount = || Column::right(RIGHT - AMOUNT, AMOUNT);
    flow.begin_table(vec![name().add("Charge", CAPTION), word().add("Status", CAPTION), amount().add("Amount", CAPTION)]);
    for charge in &paper.charges {
        let name = name().add(&charge.name, BODY).add(&charge.how, SMALL);
        flow.row(vec![name, word().add(&charge.word, BODY), amount().add(&charge.amount, BODY)]);
        flow.rule();
    }
    for (label, sum) in &paper.sums {
        flow.row(vec![name().add(label, STRONG), word(), amount().add(sum, STRONG)]);
    }
    flow.end_table();
    flow.space(1.0);
    flow.text("Amounts are without value added tax.", SMALL);
}
