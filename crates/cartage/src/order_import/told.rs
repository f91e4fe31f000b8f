//! Who is told of a step (5.11, 10.2): the customer of every decision, with the reason as written.

use kit::db::Tx;
use rules::label;
use rules::order::OrderDocument;
use rules::order_import::{Kind, News as Decided, OrderEffect};
use rules::order_status::OrderStatus;

use super::carry_out::{Doer, Doing};
use super::case::Case;
use super::table::ImportRow;
use crate::failure::Failure;
use crate::history::Act;
use crate::orders::OrderRow;
use crate::telling::{self, About, News};

/// Tells the customer's people.
pub(super) async fn tell(
    tx: &mut Tx,
    act: &Act,
    case: &Case,
    fresh: bool,
    (order, import): (Option<&OrderRow>, &ImportRow),
    doing: &Doing<'_>,
) -> Result<(), Failure> {
    let about = order.map_or_else(|| About::from(import), About::from);
    let none = OrderDocument::default();
    let document = doing.document.or(case.proposed.as_ref()).or(case.order.as_ref().map(|order| &order.document)).unwrap_or(&none);
    let now = order.map(|order| order.status.as_str());
    let Some(news) = news(act, case, fresh, doing, now) else { return Ok(()) };
    telling::tell(tx, act, doing.house, &about, document, news).await
}

fn news<'a>(act: &'a Act, case: &'a Case, fresh: bool, doing: &'a Doing<'_>, now: Option<&str>) -> Option<News<'a>> {
    let (changes, reason) = (doing.changes.as_slice(), doing.why.reason.as_str());
    if let Some(decided) = doing.step.tells_customer {
        return Some(match decided {
            Decided::Accepted { with_changes } => {
                News::Made { changes: if with_changes { changes } else { &[] }, labels: labels_come(case, now) }
            }
            Decided::NotAccepted => News::SubmissionNotAccepted(reason),
            Decided::UpdateAccepted { with_changes } => News::UpdateAccepted { changes, with_changes },
            Decided::UpdateNotAccepted => News::UpdateNotAccepted(reason),
            Decided::CancellationAccepted => News::CancellationAccepted,
            Decided::CancellationNotAccepted => News::CancellationNotAccepted(reason),
        });
    }
    match (case.kind, doing.step.order) {
        (Kind::Create, OrderEffect::Create) => Some(News::Submitted),
        (Kind::Create, OrderEffect::Nothing) if fresh => Some(News::Waits),
        (_, OrderEffect::ApplyMerged) if doing.doer != Doer::Carrier => Some(News::Changed { by: &act.actor.name, changes }),
        (_, OrderEffect::Cancel) if doing.doer != Doer::Carrier => {
            Some(News::CancelledByCustomer { by: &act.actor.name, reason: &case.import.wish })
        }
        _ => None,
    }
}

/// Whether the labels of a submission waited for the order that is made of it.
fn labels_come(case: &Case, now: Option<&str>) -> bool {
    let before_approval = case.terms.settings.labels_before_approval;
    let status = now.and_then(OrderStatus::parse);
    status.is_some_and(|status| label::come_with(label::Stage::Waiting, label::Stage::Order(status), before_approval))
}

impl From<&ImportRow> for About {
    fn from(row: &ImportRow) -> About {
        About {
            id: row.order_id,
            organisation: row.organisation,
            customer: row.customer,
            source: "PORTAL".to_owned(),
            number: None,
            reference: row.reference.clone(),
            status: String::new(),
            submission_code: row.submission_code.clone(),
            created_by: row.submitted_by.clone(),
            from_place: row.from_place.clone(),
            to_place: row.to_place.clone(),
            collection_date: row.collection_date.clone(),
            goods: row.goods.clone(),
        }
    }
}
