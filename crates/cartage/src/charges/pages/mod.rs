//! The addresses of charges: at the desk one page to add and one for each charge, in the portal the page where one is approved or
//! rejected, also without script.

mod desk;
mod portal;
mod price;

pub use desk::{act, add, blank, show};
pub use portal::{answer, asked};
pub use price::{price, reprice};

use super::ChargeId;
use crate::failure::{Failure, Mismatch, Refusal};
use crate::orders::OrderId;

fn ids(order: &str, charge: &str) -> Result<(OrderId, ChargeId), Failure> {
    Ok((order.parse().map_err(|_| Failure::not_found())?, charge.parse().map_err(|_| Failure::not_found())?))
}

/// What stood in the way, in words: a rule, or somebody who was first. Everything else stays a failure.
fn in_the_way(failure: Failure) -> Result<Refusal, Failure> {
    match failure {
        Failure::Refused(refusal) => Ok(refusal),
        Failure::Mismatch(Mismatch::Moved(what)) => Ok(Refusal::new(what)),
        other => Err(other),
    }
}
