//! Making an order of a document: it takes its number, is written, counted, and can be found. Who asked for it, and what is
//! recorded and told of it, is the caller's.

use jiff::Timestamp;
use kit::db::Tx;
use rules::creation_status::{Decision, Side, Status};
use rules::order::OrderDocument;
use rules::submission_code::SubmissionCode;

use super::document::search_words;
use super::number::{self, Series};
use super::submit::Form;
use super::table::OrderRow;
use super::terms::Terms;
use super::{OrderId, store};
use crate::board;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::history::Act;

/// What an order is besides its document.
pub(crate) struct Making {
    /// Assigned at submission (2.6).
    pub(crate) id: OrderId,
    /// Who ordered.
    pub(crate) customer: CustomerId,
    /// Assigned at submission too.
    pub(crate) submission_code: String,
    /// PORTAL or DESK: who entered it.
    pub(crate) source: &'static str,
    /// DIRECT or IMPORT: through which flow it came.
    pub(crate) flow: &'static str,
    /// When it was submitted.
    pub(crate) at: Timestamp,
    /// Who submitted it, by name.
    pub(crate) by: String,
}

impl Making {
    /// Of a form that becomes an order in this act.
    pub(crate) fn of(act: &Act, form: &Form) -> Making {
        Making {
            id: act.ids.id(act.now),
            customer: form.customer,
            submission_code: SubmissionCode::from_random(act.ids.number()).as_str().to_owned(),
            source: if form.side == Side::Customer { "PORTAL" } else { "DESK" },
            flow: "DIRECT",
            at: act.now,
            by: act.actor.name.clone(),
        }
    }
}

/// Takes the number, writes the order, counts it and makes it findable.
pub(crate) async fn make(
    tx: &mut Tx,
    act: &Act,
    terms: &Terms,
    making: Making,
    document: &OrderDocument,
    decision: &Decision,
) -> Result<OrderRow, Failure> {
    let service = terms.service.as_ref().ok_or_else(|| Failure::fault("an order without a service passed the rules"))?;
    let (series, pattern) = match decision.status {
        Status::Quote => (Series::Quote, &terms.settings.quotes),
        Status::ToPlan => (Series::Order, &terms.settings.orders),
    };
    let (number, number_sort) = number::take(tx, act, series, pattern, &terms.settings.zone, making.id).await?;
    let row = OrderRow {
        submission_code: making.submission_code,
        source: making.source.to_owned(),
        flow: making.flow.to_owned(),
        status: decision.status.as_str().to_owned(),
        number,
        number_sort,
        decision: serde_json::to_string(decision)?,
        ..OrderRow::begun(making.id, (act.organisation, making.customer), service.id, (making.at, &making.by)).saying(document)
    };
    store::insert(tx, &row).await?;
    let words = search_words(document, &[row.number.as_str(), &row.submission_code]);
    board::entered(tx, &row, words).await?;
    Ok(row)
}
