//! What is written from top to bottom and goes on over as many sheets as it takes: rows of columns, each with its lines. A row that fits
//! on a sheet stays together; one that is longer goes on where the next sheet begins.

use crate::sheet::{HEIGHT, Ink, SMALL, Sheet, Style, WIDTH};

/// White on either side.
pub(crate) const LEFT: f32 = 18.0;
pub(crate) const RIGHT: f32 = WIDTH - 18.0;
/// Where the first sheet begins, and every other below its running head.
const TOP: f32 = 15.0;
const TOP_AGAIN: f32 = 25.0;
/// Where every sheet ends, above its foot.
const BOTTOM: f32 = HEIGHT - 22.0;
/// As much of a sheet may stay empty so that a row stays together.
const TOGETHER: f32 = 120.0;

/// A column of a row, with what stands in it.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    x: f32,
    width: f32,
    right: bool,
    lines: Vec<(String, Style)>,
}

impl Column {
    /// From `x`, this wide.
    pub(crate) fn new(x: f32, width: f32) -> Column {
        Column { x, width, right: false, lines: Vec::new() }
    }

    /// The same with texts at its right edge.
    pub(crate) fn right(x: f32, width: f32) -> Column {
        Column { right: true, ..Column::new(x, width) }
    }

    /// Adds a text, in as many lines as it takes.
    pub(crate) fn add(mut self, text: &str, style: Style) -> Column {
        self.lines.extend(style.lines(text, self.width).into_iter().map(|line| (line, style)));
        self
    }

    /// How many lines it has.
    pub(crate) fn count(&self) -> usize {
        self.lines.len()
    }

    /// The same with so many lines, empty ones at the end.
    pub(crate) fn fill(mut self, count: usize, style: Style) -> Column {
        self.lines.resize(count.max(self.lines.len()), (String::new(), style));
        self
    }

    /// How high it is.
    pub(crate) fn height(&self) -> f32 {
        self.lines.iter().map(|(_, style)| style.line()).sum()
    }

    /// Writes from `y` what fits above `until`, and keeps the rest; where that ends.
    pub(crate) fn write(&mut self, sheet: &mut Sheet, mut y: f32, until: f32) -> f32 {
        let mut written = 0;
        for (text, style) in &self.lines {
            if y + style.line() > until {
                break;
            }
            if self.right {
                sheet.write_right(text, *style, self.x + self.width, y);
            } else {
                sheet.write(text, *style, self.x, y);
            }
            y += style.line();
            written += 1;
        }
        self.lines.drain(..written);
        y
    }
}

/// Sheets while they are written.
pub(crate) struct Flow {
    sheets: Vec<Sheet>,
    y: f32,
    /// What stands on top of every sheet but the first.
    running: String,
    /// What stands on top of a table again where it goes on.
    head: Option<Vec<Column>>,
}

impl Flow {
    /// Sheets with this on top of all but the first.
    pub(crate) fn new(running: String) -> Flow {
        Flow { sheets: vec![Sheet::default()], y: TOP, running, head: None }
    }

    /// Sheets that go on from others: the first has the running head, too.
    pub(crate) fn going_on(running: String) -> Flow {
        let mut flow = Flow { sheets: Vec::new(), y: TOP, running, head: None };
        flow.turn();
        flow
    }

    fn turn(&mut self) {
        let mut sheet = Sheet::default();
        let line = SMALL.lines(&self.running, RIGHT - LEFT).into_iter().next().unwrap_or_default();
        sheet.write(&line, SMALL, LEFT, TOP);
        sheet.fill((LEFT, TOP + 6.0), (RIGHT - LEFT, 0.2), Ink::Pale);
        self.sheets.push(sheet);
        self.y = TOP_AGAIN;
        if let Some(head) = self.head.clone() {
            self.put(head);
            self.rule();
        }
    }

    fn sheet(&mut self) -> &mut Sheet {
        if self.sheets.is_empty() {
            self.sheets.push(Sheet::default());
        }
        let last = self.sheets.len() - 1;
        &mut self.sheets[last]
    }

    /// Goes on with a new sheet where less than this is left.
    pub(crate) fn need(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.turn();
        }
    }

    /// Leaves white.
    pub(crate) fn space(&mut self, height: f32) {
        self.y += height;
    }

    /// A rule across.
    pub(crate) fn rule(&mut self) {
        let y = self.y + 0.6;
        self.sheet().fill((LEFT, y), (RIGHT - LEFT, 0.2), Ink::Pale);
        self.y += 1.4;
    }

    /// A row.
    pub(crate) fn row(&mut self, columns: Vec<Column>) {
        let height = columns.iter().map(Column::height).fold(0.0, f32::max);
        if height <= TOGETHER {
            self.need(height);
        }
        self.put(columns);
    }

    /// Columns from where it stands, on as many sheets as they take.
    fn put(&mut self, mut columns: Vec<Column>) {
        loop {
            let (from, mut lowest) = (self.y, self.y);
            let sheet = self.sheet();
            for column in &mut columns {
                lowest = lowest.max(column.write(sheet, from, BOTTOM));
            }
            self.y = lowest;
            if columns.iter().all(|column| column.lines.is_empty()) {
                return;
            }
            self.turn();
        }
    }

    /// A text across.
    pub(crate) fn text(&mut self, text: &str, style: Style) {
        self.row(vec![Column::new(LEFT, RIGHT - LEFT).add(text, style)]);
    }

    /// What is written from here on is a table with this head, until [`Flow::end_table`].
    pub(crate) fn begin_table(&mut self, head: Vec<Column>) {
        self.need(20.0);
        self.put(head.clone());
        self.rule();
        self.head = Some(head);
    }

    /// The table ends.
    pub(crate) fn end_table(&mut self) {
        self.head = None;
    }

    /// The sheets.
    pub(crate) fn done(self) -> Vec<Sheet> {
        self.sheets
    }
}

/// Writes the foot of every sheet: what it is, and which of how many.
pub(crate) fn number(sheets: &mut [Sheet], foot: &str) {
    let all = sheets.len();
    for (at, sheet) in sheets.iter_mut().enumerate() {
        let count = format!("Page {} of {all}", at + 1);
        let y = HEIGHT - 15.0;
        sheet.write_right(&count, SMALL, RIGHT, y);
        let room = RIGHT - LEFT - SMALL.width(&count) - 6.0;
        let line = SMALL.lines(foot, room).into_iter().next().unwrap_or_default();
        sheet.write(&line, SMALL, LEFT, y);
    }
}
