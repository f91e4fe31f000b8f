//! Papers and printers' grids.

/// The label's paper, upright.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Paper {
    /// 105 × 148 mm.
    A6,
    /// 4 × 6 inches.
    FourBySix,
}

/// How fine a printer prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dots {
    /// 203 dots an inch: eight a millimetre.
    D203,
    /// 300 dots an inch.
    D300,
}

impl Paper {
    /// Both.
    pub const ALL: [Self; 2] = [Self::A6, Self::FourBySix];

    /// The word for it in addresses and choices kept.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::A6 => "a6",
            Self::FourBySix => "4x6",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.as_str() == text)
    }

    /// Width and height in millimetres.
    #[must_use]
    pub fn millimetres(self) -> (f32, f32) {
        match self {
            Self::A6 => (105.0, 148.0),
            Self::FourBySix => (101.6, 152.4),
        }
    }
}

impl Dots {
    /// Both.
    pub const ALL: [Self; 2] = [Self::D203, Self::D300];

    /// The word for it in addresses and choices kept.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::D203 => "203",
            Self::D300 => "300",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dots| dots.as_str() == text)
    }

    /// Dots in a millimetre.
    #[must_use]
    pub fn per_millimetre(self) -> f32 {
        match self {
            Self::D203 => 8.0,
            Self::D300 => 300.0 / 25.4,
        }
    }

    /// Dots of a module of GS1-128 bars: GS1 asks for 0.495 mm or more.
    pub(crate) fn sscc_module(self) -> i32 {
        match self {
            Self::D203 => 4,
            Self::D300 => 6,
        }
    }

    /// Dots of a module of a licence plate's bars, which nothing prescribes: 0.375 and 0.42 mm.
    pub(crate) fn plate_module(self) -> i32 {
        match self {
            Self::D203 => 3,
            Self::D300 => 5,
        }
    }

    /// Dots of a module of the 2D code: about 0.75 mm.
    pub(crate) fn square_module(self) -> i32 {
        match self {
            Self::D203 => 6,
            Self::D300 => 9,
        }
    }
}
