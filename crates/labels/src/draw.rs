//! A drawing: what stands where on the label, in whole dots from its upper left corner. Black on white.

/// A weight of the font.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Regular.
    Regular,
    /// Bold.
    Bold,
}

/// A rectangle, in dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rect {
    /// From the left.
    pub x: i32,
    /// From the top.
    pub y: i32,
    /// Its width.
    pub w: i32,
    /// Its height.
    pub h: i32,
}

impl Rect {
    /// Whether it lies within another.
    #[must_use]
    pub fn within(&self, outer: &Rect) -> bool {
        self.x >= outer.x && self.y >= outer.y && self.x + self.w <= outer.x + outer.w && self.y + self.h <= outer.y + outer.h
    }
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A black rectangle: a rule.
    Fill(Rect),
    /// One line of text.
    Text {
        /// Its left end.
        x: i32,
        /// The line it stands on.
        baseline: i32,
        /// Its size, in dots of an em.
        size: f32,
        /// How wide it comes out, in dots.
        width: f32,
        /// Its weight.
        weight: Weight,
        /// What it says; no control characters.
        text: String,
    },
    /// Black rectangles that belong together: bars, or the squares of a 2D code.
    Code {
        /// Where, without its quiet zone.
        at: Rect,
        /// The dark rectangles, in dots of the label.
        dark: Vec<Rect>,
    },
}

/// A drawn label.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Its width, in dots.
    pub width: i32,
    /// Its height, in dots.
    pub height: i32,
    /// What is drawn.
    pub items: Vec<Item>,
}
