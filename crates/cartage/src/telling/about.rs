//! What telling needs to know of an order, or of a submission that is no order yet.

use rules::submission_code::SubmissionCode;

use crate::customers::CustomerId;
use crate::orders::{NO_DATE, OrderId, OrderRow};
use crate::organisations::OrganisationId;

/// An order, or a submission that waits to become one, as its news speaks of it.
#[derive(Clone, Debug)]
pub struct About {
    /// The order's id, which a submission has from the beginning (2.6).
    pub id: OrderId,
    /// Whose tenant.
    pub organisation: OrganisationId,
    /// Whose order.
    pub customer: CustomerId,
    /// PORTAL or DESK: who entered it.
    pub source: String,
    /// The number people call it by; none while it waits: its submission code is what it is called then.
    pub number: Option<String>,
    /// The customer's reference as typed; empty for none.
    pub reference: String,
    /// The status of an order, as in rule 6; empty while it waits.
    pub status: String,
    /// The submission code as stored.
    pub submission_code: String,
    /// Who submitted it, by name.
    pub created_by: String,
    /// Place and country of the first collection.
    pub from_place: String,
    /// Place and country of the last delivery.
    pub to_place: String,
    /// First collection, ISO; `9999-12-31` for none.
    pub collection_date: String,
    /// Goods in a few words.
    pub goods: String,
}

impl From<&OrderRow> for About {
    fn from(row: &OrderRow) -> About {
        About {
            id: row.id,
            organisation: row.organisation,
            customer: row.customer,
            source: row.source.clone(),
            number: Some(row.number.clone()),
            reference: row.reference.clone(),
            status: row.status.clone(),
            submission_code: row.submission_code.clone(),
            created_by: row.created_by.clone(),
            from_place: row.from_place.clone(),
            to_place: row.to_place.clone(),
            collection_date: row.collection_date.clone(),
            goods: row.goods.clone(),
        }
    }
}

impl About {
    /// The submission code with its dash.
    pub(super) fn code(&self) -> String {
        SubmissionCode::parse(&self.submission_code).map_or_else(|_| self.submission_code.clone(), |code| code.to_string())
    }

    /// What it is called: the number, or the submission code while there is none.
    pub(super) fn called(&self) -> String {
        self.number.clone().unwrap_or_else(|| self.code())
    }

    /// The same with the customer's own word for it.
    pub(super) fn name(&self) -> String {
        if self.reference.is_empty() { self.called() } else { format!("{} ({})", self.called(), self.reference) }
    }

    /// From where to where, when, what.
    pub(super) fn in_short(&self) -> String {
        let day = if self.collection_date == NO_DATE { String::new() } else { format!(", collection {}", self.collection_date) };
        format!("{} to {}{day}, {}", self.from_place, self.to_place, self.goods)
    }
}
