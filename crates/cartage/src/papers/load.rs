//! What papers are made from, read in one go.

use kit::db::Tx;
use rules::order::OrderDocument;
use rules::order_status::OrderStatus;
use rules::submission_code::SubmissionCode;

use crate::board::{self, Around};
use crate::charges::{self, ChargeRow};
use crate::customers::{self, CustomerRow};
use crate::failure::Failure;
use crate::labels;
use crate::order_form;
use crate::orders::{self, OrderId, OrderNow, OrderRow, OwnLabels};
use crate::viewer::Scope;

/// An order with what its papers say of it.
pub(super) struct Loaded {
    pub(super) row: OrderRow,
    pub(super) status: OrderStatus,
    pub(super) document: OrderDocument,
    pub(super) around: Around,
    pub(super) customer: CustomerRow,
    /// What the organisation's own fields are called.
    pub(super) own: OwnLabels,
    /// The goods line of each unit, and what the unit is called.
    pub(super) units: Vec<(String, String)>,
    /// Its charges; none where no amount may reach whoever reads the paper (8.2).
    pub(super) charges: Option<Vec<ChargeRow>>,
}

impl Loaded {
    /// The submission code as it is written.
    pub(super) fn code(&self) -> String {
        SubmissionCode::parse(&self.row.submission_code).map_or_else(|_| self.row.submission_code.clone(), |code| code.to_string())
    }
}

/// Reads an order that this viewer can see. `sees` says whether a contact sees charges; staff get what the customer is shown.
pub(super) async fn load(tx: &mut Tx, scope: Scope, id: OrderId, sees: Option<bool>) -> Result<Loaded, Failure> {
    let row = orders::by_id(tx, scope, id).await?;
    let around = board::around(tx, &row).await?;
    let customer = customers::load(tx, row.organisation, row.customer).await?.ok_or_else(Failure::not_found)?;
    let own = OwnLabels::of(&order_form::arranged(tx, row.organisation).await?.0);
    let units = labels::of_order(tx, row.organisation, row.id).await?.into_iter().filter(|unit| unit.void_at.is_none());
    let units = units.map(|unit| (unit.line, unit.code)).collect();
    let shown = charges::shown_to(tx, row.organisation, row.customer).await? && sees.unwrap_or(true);
    let charges = if shown { Some(charges::of_order(tx, &row).await?) } else { None };
    let now = OrderNow::of(tx, row).await?;
    Ok(Loaded { status: now.status, document: now.document, row: now.row, around, customer, own, units, charges })
}
