//! The test price: what an order of so much, from or to there, would cost, by the function that prices orders.

use kit::web::Fields;
use rules::measure::{Bounds, LOADING_METRES, PALLET_SPACES, VOLUME_M3, WEIGHT_KG};
use rules::order::Totals;
use rules::rate_card::{Facts, Piece, Place, RateCard, price};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::super::{reading, words};
use crate::failure::Refusal;
use crate::shell::Reading;

/// What came of it.
#[derive(Default)]
pub(super) struct Tested {
    /// What it is called, how it came about, how much it is.
    pub(super) charges: Vec<(String, String, String)>,
    /// Nothing where there is no price.
    pub(super) total: String,
    /// Why there is none.
    pub(super) missing: Vec<String>,
}

/// Tries a card out with what was typed for that.
pub(super) fn tested(card: &RateCard, typed: &Fields) -> Result<Tested, Vec<Refusal>> {
    let mut form = Reading::of(typed);
    let whole = Bounds { least: Decimal::ZERO, most: 99_999.into(), places: 0 };
    let mut number = |field: &str, bounds| reading::number(&mut form, field, typed.raw(field), bounds).unwrap_or_default();
    let totals = Totals {
        quantity: number("test_quantity", whole).to_u64().unwrap_or_default(),
        weight_kg: number("test_weight", WEIGHT_KG),
        volume_m3: number("test_volume", VOLUME_M3),
        loading_metres: number("test_metres", LOADING_METRES),
        pallet_spaces: number("test_spaces", PALLET_SPACES),
    };
    let further_stops = number("test_stops", whole).to_usize().unwrap_or_default();
    let place = Place { country: typed.text("test_country"), postcode: typed.text("test_postcode") };
    let piece = Piece { from: place.clone(), to: place, further_stops, totals };
    form.done(())?;
    Ok(match price(card, &Facts { consignments: vec![piece] }) {
        Ok(price) => Tested {
            charges: price.charges.iter().map(|one| (one.name.clone(), one.how.words(card.currency), one.amount.to_string())).collect(),
            total: price.total.to_string(),
            missing: Vec::new(),
        },
        Err(missing) => Tested { missing: missing.iter().map(words::no_price).collect(), ..Tested::default() },
    })
}
