//! What an order's goods come to.

use rust_decimal::Decimal;

use super::{Consignment, GoodsLine, OrderDocument};

/// Sums over goods lines; a measure nobody stated counts as nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Units.
    pub quantity: u64,
    /// Kilograms.
    pub weight_kg: Decimal,
    /// Cubic metres.
    pub volume_m3: Decimal,
    /// Loading metres.
    pub loading_metres: Decimal,
    /// Pallet spaces.
    pub pallet_spaces: Decimal,
}

impl Totals {
    /// The sums over these lines.
    #[must_use]
    pub fn of<'a>(lines: impl IntoIterator<Item = &'a GoodsLine>) -> Self {
        lines.into_iter().fold(Self::default(), |sum, line| Self {
            quantity: sum.quantity + u64::from(line.quantity),
            weight_kg: plus(sum.weight_kg, line.weight_kg),
            volume_m3: plus(sum.volume_m3, line.volume_m3),
            loading_metres: plus(sum.loading_metres, line.loading_metres),
            pallet_spaces: plus(sum.pallet_spaces, line.pallet_spaces),
        })
    }
}

/// Stays at the greatest decimal rather than failing; documents are bounded far below it.
fn plus(sum: Decimal, more: Option<Decimal>) -> Decimal {
    sum.saturating_add(more.unwrap_or_default())
}

impl Consignment {
    /// What this consignment's goods come to.
    #[must_use]
    pub fn totals(&self) -> Totals {
        Totals::of(&self.goods)
    }
}

impl OrderDocument {
    /// What all goods of the order come to.
    #[must_use]
    pub fn totals(&self) -> Totals {
        Totals::of(self.consignments.iter().flat_map(|consignment| &consignment.goods))
    }
}
