//! Rights as colleagues read them, and why something stays as it is.

use rules::access::{Right, RightsRefusal};

use crate::contacts::details::{field_of, right_in_words};
use crate::failure::Refusal;

/// What a right lets a colleague do, as the customer sees it.
pub(super) fn right_does(right: Right) -> &'static str {
    match right {
        Right::PlaceOrders => "Submits orders; without it, looks at them only.",
        Right::SeeCharges => "Sees charges on orders, where the carrier shows any.",
        Right::ApproveCharges => "Approves and rejects charges that wait for approval.",
        Right::ManageLocations => "Adds and changes addresses in your address book.",
        Right::ManageColleagues => "Invites colleagues, changes their rights, switches their access off and on.",
    }
}

/// Why a colleague stays as they are; `name` is the colleague's, `on` when their access was to be switched on.
pub(super) fn refusal(refusal: RightsRefusal, name: &str, on: bool) -> Refusal {
    match refusal {
        RightsRefusal::NotAManager => Refusal::new("You do not manage colleagues any more. Ask a colleague who does."),
        RightsRefusal::Lacks(right) if on => Refusal::new(format!(
            "{name} has the right “{}”, which you do not have yourself. Ask a colleague who has it, or your carrier.",
            right_in_words(right)
        )),
        RightsRefusal::Lacks(right) => Refusal::at(
            field_of(right),
            format!("You do not have the right “{}” yourself, so you can neither give nor take it", right_in_words(right)),
        ),
        RightsRefusal::LastManager => Refusal::at(
            field_of(Right::ManageColleagues),
            format!("{name} is the last one with access who manages colleagues. Give another colleague that right first"),
        ),
    }
}
