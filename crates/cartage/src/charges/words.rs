//! The states of a charge in the words of each side.

use rules::charge::{Approval, Invoicing, SeenApproval};

/// A word and the class of its badge.
pub(super) type Worded = (&'static str, &'static str);

/// To staff.
pub(super) fn approval(approval: Approval) -> Worded {
    match approval {
        Approval::None => ("No approval needed", ""),
        Approval::ToRequest => ("To be requested", "info"),
        Approval::RejectedInternal => ("Rejected internally", ""),
        Approval::Requested => ("To Approve", "warn"),
        Approval::Approved => ("Approved", "ok"),
        Approval::Rejected => ("Rejected", "danger"),
    }
}

/// To its customer; what they once said yes to is *Approved*, what nobody asked about *Agreed*.
pub(super) fn seen(seen: SeenApproval, stored: Approval) -> Worded {
    match seen {
        SeenApproval::Agreed if stored == Approval::None => ("Agreed", ""),
        SeenApproval::Agreed => ("Approved", "ok"),
        SeenApproval::ToApprove => ("To Approve", "warn"),
        SeenApproval::Rejected => ("Rejected", "danger"),
    }
}

pub(super) fn invoicing(invoicing: Invoicing) -> &'static str {
    match invoicing {
        Invoicing::Created => "Will be invoiced",
        Invoicing::DoNotInvoice => "Not invoiced",
        Invoicing::Invoiced => "Invoiced",
        Invoicing::InvoicedExternal => "Invoiced elsewhere",
    }
}
