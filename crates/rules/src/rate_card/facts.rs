//! What a rate card looks at in an order.

use rust_decimal::Decimal;

use super::{By, End, Per};
use crate::order::{Address, OrderDocument, Totals};

/// What of an order prices depend on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Its consignments.
    pub consignments: Vec<Piece>,
}

/// A consignment, as far as prices depend on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    /// Where from.
    pub from: Place,
    /// Where to.
    pub to: Place,
    /// Stops beyond collection and delivery.
    pub further_stops: usize,
    /// What its goods come to.
    pub totals: Totals,
}

/// Country and postcode.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Two capital letters.
    pub country: String,
    /// As written.
    pub postcode: String,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.country, self.postcode)
    }
}

impl Place {
    fn of(address: &Address) -> Self {
        Self { country: address.country.clone(), postcode: address.postcode.clone() }
    }
}

impl Facts {
    /// Of an order as it was ordered.
    #[must_use]
    pub fn of(order: &OrderDocument) -> Self {
        let piece = |consignment: &crate::order::Consignment| Piece {
            from: Place::of(&consignment.collection.address),
            to: Place::of(&consignment.delivery.address),
            further_stops: consignment.stops.len(),
            totals: consignment.totals(),
        };
        Self { consignments: order.consignments.iter().map(piece).collect() }
    }

    /// How many of what a unit price is for; saturating, as orders are bounded far below.
    #[must_use]
    pub fn how_many(&self, per: Per) -> Decimal {
        self.consignments.iter().map(|piece| piece.how_many(per)).fold(Decimal::ZERO, Decimal::saturating_add)
    }
}

impl Piece {
    fn how_many(&self, per: Per) -> Decimal {
        match per {
            Per::Unit => Decimal::from(self.totals.quantity),
            Per::Kilogram => self.totals.weight_kg,
            Per::HundredKilograms => self.totals.weight_kg / Decimal::ONE_HUNDRED,
            Per::CubicMetre => self.totals.volume_m3,
            Per::LoadingMetre => self.totals.loading_metres,
            Per::PalletSpace => self.totals.pallet_spaces,
            Per::Consignment => Decimal::ONE,
            Per::FurtherStop => Decimal::from(self.further_stops),
        }
    }

    /// What a table is looked up by.
    #[must_use]
    pub fn measure(&self, by: By) -> Decimal {
        match by {
            By::Weight => self.totals.weight_kg,
            By::PalletSpaces => self.totals.pallet_spaces,
        }
    }

    /// The place of an end.
    #[must_use]
    pub fn place(&self, end: End) -> &Place {
        match end {
            End::Collection => &self.from,
            End::Delivery => &self.to,
        }
    }
}
