//! What of a charge reaches its customer (rule 8.2): nothing where charges are not shown; else what was agreed and what is
//! asked, never what staff only consider.

use super::{Approval, Charge, Invoicing};
use crate::money::Money;

/// How a charge stands, to its customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SeenApproval {
    /// Agreed; nobody is asked, or they said yes.
    Agreed,
    /// *To Approve*.
    ToApprove,
    /// They said no.
    Rejected,
}

/// A charge as its customer sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsSeen {
    /// The amount it is about: what is asked, was refused, or holds.
    pub amount: Money,
    /// The revision an answer must name.
    pub revision: i64,
    /// How it stands.
    pub approval: SeenApproval,
    /// What was agreed before, where another amount is asked now or was refused.
    pub agreed: Option<Money>,
    /// Whether it is, or will be, invoiced.
    pub invoicing: Invoicing,
}

/// The charge as its customer sees it, where charges are shown to that customer (*Show charges on customer portal*) and to
/// that contact (the right to see them). `None` for what does not reach them.
#[must_use]
pub fn as_customer_sees(charge: &Charge, shown: bool) -> Option<AsSeen> {
    if !shown {
        return None;
    }
    let seen = |amount, approval, agreed| Some(AsSeen { amount, revision: charge.revision, approval, agreed, invoicing: charge.invoicing });
    match charge.approval {
        Approval::None | Approval::Approved => seen(charge.amount, SeenApproval::Agreed, None),
        Approval::Requested => seen(charge.amount, SeenApproval::ToApprove, charge.agreed),
        Approval::Rejected => seen(charge.amount, SeenApproval::Rejected, charge.agreed),
        Approval::ToRequest | Approval::RejectedInternal => seen(charge.agreed?, SeenApproval::Agreed, None),
    }
}
