//! Erasing on request what was recorded about somebody or something: the payloads are emptied, salts too, so that no digest can
//! be guessed back; the chain stays whole, and the erasure is itself recorded.

use uuid::Uuid;

use super::act::{Entry, Subject};
use super::store::chain;
use crate::app::App;
use crate::failure::Failure;
use crate::organisations::OrganisationId;
use crate::viewer::Actor;

/// The verb of an erasure: verifying accepts an empty payload only where one is on record after it.
pub const ERASED: &str = "history.erased";

/// The kinds of things that are recorded.
const KINDS: &[&str] = &[
    "order",
    "organisation",
    "staff",
    "customer",
    "contact",
    "transport_service",
    "service_level",
    "location",
    "rate_card",
    "template",
    "order_form",
    "document_type",
    "upload",
];

/// Empties what was recorded about `subject`; how many entries were emptied. What it did to other things stays: those entries
/// are about them.
///
/// # Errors
/// Not found when nothing was ever recorded about it; refused when all of it is erased already.
pub async fn erase_payloads(app: &App, organisation: OrganisationId, actor: Actor, subject: Uuid, reason: String) -> Result<u64, Failure> {
    app.act_as(organisation, actor, move |tx, act| {
        Box::pin(async move {
            let (kind, emptied) = chain::empty(tx, organisation, subject).await?.ok_or_else(Failure::not_found)?;
            if emptied == 0 {
                return Err(Failure::refused("Everything recorded about it has been erased already."));
            }
            let kind = KINDS.iter().find(|known| **known == kind).ok_or_else(|| Failure::fault(format!("{kind}: an unknown kind")))?;
            let detail = if emptied == 1 { "1 entry".to_owned() } else { format!("{emptied} entries") };
            act.record(tx, Entry::new(Subject(kind, subject), ERASED).detail(detail).reason(reason)).await?;
            Ok(emptied)
        })
    })
    .await
}
