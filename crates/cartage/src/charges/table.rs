//! The row of a charge.

use jiff::Timestamp;
use rules::charge::{Approval, Charge, Invoicing};
use rules::money::{Currency, Money};
use rules::rate_card::How;

use super::ChargeId;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::orders::{OrderId, OrderRow};
use crate::organisations::OrganisationId;
use crate::people::StaffId;
use crate::rate_cards::RateCardId;

kit::entity! {
    /// An amount asked for an order.
    pub struct ChargeRow in "charge" {
        /// Its id.
        pub id: ChargeId,
        /// Whose tenant.
        pub organisation: OrganisationId,
        /// Whose order.
        pub customer: CustomerId,
        /// The order.
        pub order_id: OrderId,
        /// What it is for.
        pub name: String,
        /// In the currency's smallest unit, net.
        pub amount: i64,
        /// Three letters.
        pub currency: String,
        /// Which wording of it this is.
        pub revision: i64,
        /// See [`ChargeRow::charge`].
        pub approval: String,
        /// See [`ChargeRow::charge`].
        pub invoicing: String,
        /// What the customer agreed to before the amount was changed.
        pub agreed: Option<i64>,
        /// What of a rate card asked for it, as `rules::rate_card::Source` writes it; none where staff wrote it.
        pub source: Option<String>,
        /// How it came about, as JSON of `rules::rate_card::How`; none where staff wrote it, or changed what a card asked for.
        pub how: Option<String>,
        /// When it was added.
        pub created_at: Timestamp,
        /// By whom.
        pub created_by: String,
        /// When somebody last did something to it.
        pub changed_at: Timestamp,
        /// Who.
        pub changed_by: String,
        /// When the customer was last asked.
        pub requested_at: Option<Timestamp>,
        /// By whom.
        pub requested_by: Option<String>,
        /// Their membership, so that they hear of the answer.
        pub requested_staff: Option<StaffId>,
        /// When it was last answered.
        pub decided_at: Option<Timestamp>,
        /// By whom: the contact, or who was on the phone for the carrier.
        pub decided_by: Option<String>,
        /// With whom they spoke; empty where it was answered in the portal.
        pub decided_with: String,
        /// Why it was rejected; empty for none.
        pub reason: String,
        /// When it was taken off the order.
        pub removed_at: Option<Timestamp>,
        /// By whom.
        pub removed_by: Option<String>,
        /// Counts its changes.
        pub version: i64,
    }
}

kit::entity! {
    /// An order that a rate card priced, or could not price.
    pub struct OrderPriceRow in "order_price" {
        /// Whose tenant.
        pub organisation: OrganisationId,
        /// The order.
        pub order_id: OrderId,
        /// The card that held for it when it was last priced.
        pub rate_card: RateCardId,
        /// When that was.
        pub priced_at: Timestamp,
        /// What kept it from a price, a line each; empty where it has one.
        pub missing: String,
        /// Since when its charges do not follow its changes.
        pub left_alone_at: Option<Timestamp>,
        /// Who said so.
        pub left_alone_by: Option<String>,
    }
}

impl ChargeRow {
    /// A new charge of an order, added by `by`.
    #[must_use]
    pub fn new(id: ChargeId, order: &OrderRow, name: String, charge: &Charge, (at, by): (Timestamp, &str)) -> ChargeRow {
        let row = ChargeRow {
            id,
            organisation: order.organisation,
            customer: order.customer,
            order_id: order.id,
            name,
            amount: 0,
            currency: charge.amount.currency.as_str().to_owned(),
            revision: 1,
            approval: String::new(),
            invoicing: String::new(),
            agreed: None,
            source: None,
            how: None,
            created_at: at,
            created_by: by.to_owned(),
            changed_at: at,
            changed_by: by.to_owned(),
            requested_at: None,
            requested_by: None,
            requested_staff: None,
            decided_at: None,
            decided_by: None,
            decided_with: String::new(),
            reason: String::new(),
            removed_at: None,
            removed_by: None,
            version: 1,
        };
        row.with(charge)
    }

    /// How it came about, if a rate card asked for it and nobody changed it since.
    ///
    /// # Errors
    /// A fault when it cannot be read.
    pub fn how(&self) -> Result<Option<How>, Failure> {
        Ok(self.how.as_deref().map(serde_json::from_str).transpose()?)
    }

    /// As the rules see it.
    ///
    /// # Errors
    /// A fault when the row holds a word no rule knows.
    pub fn charge(&self) -> Result<Charge, Failure> {
        let odd = |word: &str| Failure::fault(format!("a charge that holds {word:?}"));
        let currency = Currency::parse(&self.currency).ok_or_else(|| odd(&self.currency))?;
        Ok(Charge {
            amount: Money::of(self.amount, currency),
            revision: self.revision,
            approval: Approval::parse(&self.approval).ok_or_else(|| odd(&self.approval))?,
            invoicing: Invoicing::parse(&self.invoicing).ok_or_else(|| odd(&self.invoicing))?,
            agreed: self.agreed.map(|minor| Money::of(minor, currency)),
        })
    }

    /// The row with what the rules made of the charge.
    #[must_use]
    pub fn with(&self, charge: &Charge) -> ChargeRow {
        ChargeRow {
            amount: charge.amount.minor,
            revision: charge.revision,
            approval: charge.approval.as_str().to_owned(),
            invoicing: charge.invoicing.as_str().to_owned(),
            agreed: charge.agreed.map(|money| money.minor),
            ..self.clone()
        }
    }
}
