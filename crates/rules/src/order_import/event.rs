//! What can happen to an open import (rule 5.9).

use super::Verdict;
use crate::creation_status::Standing;

/// What is known when staff accept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Accept {
    /// Staff changed something of it: the customer is told "accepted with changes".
    pub edited: bool,
    /// What would be made is still too late.
    pub errors: bool,
    /// Create: a collection date of what would be made lies in the past.
    pub date_passed: bool,
    /// Update: a field that both sides changed, and nobody chose.
    pub conflict: bool,
    /// Cancel: a collection has begun. Update: every operation left is on a collection that has begun, so there is nothing
    /// that could be applied.
    pub collection_begun: bool,
}

/// Something that happens to an open import, or to its order, or to the settings over both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// The customer sends another version of the order, and how it is judged.
    CustomerSendsChange(Verdict),
    /// The customer cancels the order, and how that is judged.
    CustomerCancels(Verdict),
    /// The customer takes the import back.
    CustomerTakesBack,
    /// *Create order*, *Accept*: as it is or after editing.
    StaffAccept(Accept),
    /// *Fix the error*: what staff corrected is saved.
    StaffFixError(Accept),
    /// *Accept late…*, with a reason.
    StaffAcceptLate(Accept),
    /// *Reject…*, with a reason.
    StaffReject,
    /// Staff changed the order meanwhile.
    StaffEditOrder {
        /// The order now says all that the import asked for.
        empty_difference: bool,
    },
    /// Staff cancelled the order, or declined the quote.
    StaffCancelOrder,
    /// A driver is at a collection stop.
    CollectionBegan,
    /// The order moved past the limit, or the limit was lowered under it.
    PastLimit,
    /// The flow was switched off.
    FlowOff,
    /// *Enable updates* was switched off.
    UpdatesOff,
    /// Some automation was switched on: it never touches what waits (rule 5.2).
    AutomationOn,
    /// The customer may no longer select the service, or it is archived.
    ServiceWithdrawn,
    /// The customer's standing became this.
    StandingBecame(Standing),
    /// A collection date of it has passed.
    CollectionDatePassed,
    /// The same message came again.
    SameMessageAgain,
    /// Applying it failed; everything was rolled back.
    Fault,
}
