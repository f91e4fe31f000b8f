//! What a label says. Everything is text as it is to be read; what does not fit is shrunk, then wrapped, never cut off the edge.

/// A label.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    /// Whose vehicle comes.
    pub carrier: String,
    /// The transport service.
    pub service: String,
    /// The service level; empty for none.
    pub level: String,
    /// Where it is collected.
    pub from: Address,
    /// Where it goes.
    pub to: Address,
    /// The submission code.
    pub submission_code: String,
    /// The customer's references; one line each.
    pub references: Vec<String>,
    /// Which unit of its consignment.
    pub n: u32,
    /// Of how many.
    pub of: u32,
    /// `333 kg`; empty when nobody said.
    pub weight: String,
    /// Dangerous substances, `UN 1263, 3, II` each.
    pub dangerous: Vec<String>,
    /// The bars.
    pub bars: Bars,
    /// What the 2D code holds.
    pub square: String,
    /// Which revision of the label it is.
    pub revision: u32,
}

/// An address on a label.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// The company or place.
    pub name: String,
    /// Street, and a second line where there is one.
    pub street: String,
    /// Country, postcode and city.
    pub place: String,
}

/// What the bars hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bars {
    /// Eighteen digits, as GS1-128 with the application identifier 00.
    Sscc(String),
    /// Capital letters and digits, as plain Code 128.
    Plate(String),
}

impl Default for Bars {
    fn default() -> Self {
        Self::Plate(String::new())
    }
}

impl Bars {
    /// As it stands below the bars, for people.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Sscc(digits) => format!("(00) {digits}"),
            Self::Plate(text) => text.clone(),
        }
    }
}
