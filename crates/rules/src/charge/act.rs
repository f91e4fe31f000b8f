//! What staff do to a charge, what the customer answers, and why not (rules 8.1 and 8.3).

use super::{Approval, Charge, Invoicing};
use crate::money::Money;

/// Letters of a reason.
pub const LONGEST_REASON: usize = 1000;

/// What staff do to a charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Another amount.
    Change(Money),
    /// The customer shall agree to it; it is not asked yet.
    MustBeApproved,
    /// Ask the customer, or ask once more after a no.
    Request,
    /// Take the request back: the customer is not asked any more.
    TakeBack,
    /// It will not be asked for.
    RejectInternally,
    /// What the customer said *on the phone with …*.
    OnThePhone {
        /// With whom.
        with: String,
        /// What was said.
        answer: Answer,
    },
    /// Whether it will be invoiced.
    Invoicing(Invoicing),
    /// Take it off the order.
    Remove,
}

/// What a customer says to a charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Approve,
    /// No, and why.
    Reject {
        /// Why.
        reason: String,
    },
}

/// What became of the charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is now this.
    Now(Charge),
    /// It was this already; nothing was done and nobody is told again.
    Already(Charge),
    /// It is off the order.
    Removed,
}

/// Why something cannot be done to a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChargeRefusal {
    /// It is on an invoice.
    Invoiced(Invoicing),
    /// Not from where it stands.
    NotFrom(Approval),
    /// The customer is asked about another amount by now.
    AmountMoved {
        /// What the charge is now.
        now: Money,
        /// Its revision.
        revision: i64,
    },
    /// Somebody answered before.
    Answered(Approval),
    /// A no needs its reason.
    ReasonMissing,
    /// Longer than [`LONGEST_REASON`].
    ReasonTooLong,
    /// Who was on the phone is missing.
    WhoMissing,
    /// A charge keeps its currency.
    OtherCurrency,
    /// The customer agreed to it: change the amount, or do not invoice it.
    AgreedTo,
}

/// What becomes of a charge when staff act on it.
///
/// # Errors
/// A refusal; the charge stays as it is.
pub fn act(charge: &Charge, act: &Act) -> Result<Outcome, ChargeRefusal> {
    if charge.invoicing.is_final() {
        return Err(ChargeRefusal::Invoiced(charge.invoicing));
    }
    let now = |approval| Ok(Outcome::Now(Charge { approval, ..*charge }));
    match (act, charge.approval) {
        (Act::Change(amount), _) => change(charge, *amount),
        (Act::MustBeApproved, Approval::None) => now(Approval::ToRequest),
        (Act::Request, Approval::None | Approval::ToRequest) => now(Approval::Requested),
        (Act::Request, Approval::Rejected) => {
            Ok(Outcome::Now(Charge { approval: Approval::Requested, revision: charge.revision + 1, ..*charge }))
        }
        (Act::TakeBack, Approval::Requested) => now(Approval::ToRequest),
        (Act::RejectInternally, Approval::ToRequest) => now(Approval::RejectedInternal),
        (Act::MustBeApproved, Approval::ToRequest)
        | (Act::Request, Approval::Requested)
        | (Act::TakeBack, Approval::ToRequest)
        | (Act::RejectInternally, Approval::RejectedInternal) => Ok(Outcome::Already(*charge)),
        (Act::OnThePhone { with, answer: said }, _) => {
            if with.trim().is_empty() {
                return Err(ChargeRefusal::WhoMissing);
            }
            answer(charge, charge.revision, said)
        }
        (Act::Invoicing(invoicing), _) if *invoicing == charge.invoicing => Ok(Outcome::Already(*charge)),
        (Act::Invoicing(invoicing), _) => Ok(Outcome::Now(Charge { invoicing: *invoicing, ..*charge })),
        (Act::Remove, Approval::None | Approval::ToRequest | Approval::RejectedInternal | Approval::Rejected)
            if charge.agreed.is_none() =>
        {
            Ok(Outcome::Removed)
        }
        (Act::Remove, Approval::Requested) => Err(ChargeRefusal::NotFrom(Approval::Requested)),
        (Act::Remove, _) => Err(ChargeRefusal::AgreedTo),
        (Act::MustBeApproved | Act::Request | Act::TakeBack | Act::RejectInternally, from) => Err(ChargeRefusal::NotFrom(from)),
    }
}

/// Another amount is another revision. What nobody is asked about stays so; what is asked is asked anew; what was
/// agreed stays agreed until the customer says yes to the new amount; after a no the new amount is asked.
fn change(charge: &Charge, amount: Money) -> Result<Outcome, ChargeRefusal> {
    if amount.currency != charge.amount.currency {
        return Err(ChargeRefusal::OtherCurrency);
    }
    if amount == charge.amount {
        return Ok(Outcome::Already(*charge));
    }
    let (approval, agreed) = match charge.approval {
        Approval::RejectedInternal => return Err(ChargeRefusal::NotFrom(Approval::RejectedInternal)),
        Approval::Approved => (Approval::ToRequest, Some(charge.amount)),
        Approval::Rejected => (Approval::Requested, charge.agreed),
        same @ (Approval::None | Approval::ToRequest | Approval::Requested) => (same, charge.agreed),
    };
    Ok(Outcome::Now(Charge { amount, revision: charge.revision + 1, approval, agreed, ..*charge }))
}

/// What becomes of a charge when the customer answers to the revision they saw. The first answer wins: the same answer
/// once more is no error, another is told what was answered.
///
/// # Errors
/// A refusal; the charge stays as it is.
pub fn answer(charge: &Charge, seen: i64, said: &Answer) -> Result<Outcome, ChargeRefusal> {
    if charge.invoicing.is_final() {
        return Err(ChargeRefusal::Invoiced(charge.invoicing));
    }
    if let Answer::Reject { reason } = said {
        match reason.trim() {
            "" => return Err(ChargeRefusal::ReasonMissing),
            long if long.chars().count() > LONGEST_REASON => return Err(ChargeRefusal::ReasonTooLong),
            _ => {}
        }
    }
    let wanted = match said {
        Answer::Approve => Approval::Approved,
        Answer::Reject { .. } => Approval::Rejected,
    };
    match charge.approval {
        Approval::None | Approval::ToRequest | Approval::RejectedInternal => Err(ChargeRefusal::NotFrom(charge.approval)),
        _ if seen != charge.revision => Err(ChargeRefusal::AmountMoved { now: charge.amount, revision: charge.revision }),
        Approval::Requested => {
            let agreed = if wanted == Approval::Approved { None } else { charge.agreed };
            Ok(Outcome::Now(Charge { approval: wanted, agreed, ..*charge }))
        }
        same if same == wanted => Ok(Outcome::Already(*charge)),
        other => Err(ChargeRefusal::Answered(other)),
    }
}
