//! What an order costs: by the card that holds for its customer and service on the day it is collected, in one query.

use jiff::civil::Date;
use kit::db::Tx;
use rules::order::OrderDocument;
use rules::rate_card::{self, Facts, NoPrice, Price, chosen};

use super::{RateCardId, store, words};
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// What a card says of an order.
#[derive(Clone, Debug)]
pub struct Priced {
    /// The card.
    pub card: RateCardId,
    /// What staff call it.
    pub name: String,
    /// The price, or why there is none.
    pub price: Result<Price, Vec<NoPrice>>,
}

impl Priced {
    /// Why there is no price, to staff; nothing where there is one.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        self.price.as_ref().err().map(|missing| missing.iter().map(words::no_price).collect()).unwrap_or_default()
    }

    /// The same to the customer, while they can still do something about it.
    #[must_use]
    pub fn missing_yet(&self) -> Vec<String> {
        self.price.as_ref().err().map(|missing| words::no_price_yet(missing)).unwrap_or_default()
    }
}

/// What an order of this customer costs; nothing where no card holds for it. An order without a day of collection is priced as if it
/// were collected `today`.
///
/// # Errors
/// When the database does not answer.
pub async fn price(
    tx: &mut Tx,
    organisation: OrganisationId,
    customer: CustomerId,
    document: &OrderDocument,
    today: Date,
) -> Result<Option<Priced>, Failure> {
    let Ok(service) = document.service.parse() else { return Ok(None) };
    let day = document.first_collection().unwrap_or(today);
    let rows = store::for_order(tx, organisation, (customer, service), day).await?;
    let valid: Vec<_> = rows.iter().map(super::RateCardRow::valid).collect();
    let Some(row) = chosen(&valid, day).and_then(|valid| rows.iter().find(|row| row.id == valid.card)) else { return Ok(None) };
    let price = rate_card::price(&row.card()?, &Facts::of(document));
    Ok(Some(Priced { card: row.id, name: row.name.clone(), price }))
}
