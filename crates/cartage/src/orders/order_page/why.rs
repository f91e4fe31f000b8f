//! Why an order has the status it has. Staff see the whole decision that was kept with it (2.4); a customer reads one sentence
//! that says what happens next, without internal matters such as standing.

use rules::creation_status::{Bound, DecidedBy, Decision, Standing, Status};
use rules::order_status::OrderStatus;

use super::load::Loaded;
use crate::orders::status_words;

/// The reason of a status.
pub(super) struct Why {
    /// `Why To Plan?`
    pub(super) title: String,
    pub(super) sentences: Vec<String>,
    /// The levels of the decision: name, what it held, whether it decided. Staff only.
    pub(super) levels: Vec<(String, &'static str, bool)>,
}

/// What a status says about the stops.
fn now(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Draft | OrderStatus::Quote => "It is not in planning; Send to planning gives it an order number.",
        OrderStatus::ToPlan => "It is in planning; not every stop is planned yet.",
        OrderStatus::Planned => "Every stop is planned.",
        OrderStatus::Departed => "A driver is on the way to a first stop.",
        OrderStatus::InTransit => "Everything is collected, not everything is delivered.",
        OrderStatus::Cancelled => "It was ended; its stops do not count.",
        OrderStatus::Completed
        | OrderStatus::InvoiceReady
        | OrderStatus::DontInvoice
        | OrderStatus::InvoiceCreated
        | OrderStatus::Invoiced
        | OrderStatus::InvoicePosted => "Every stop is completed.",
    }
}

/// For a customer: what the status means to them.
pub(super) fn for_customer(loaded: &Loaded, carrier: &str) -> Why {
    let sentence = match loaded.status {
        OrderStatus::Draft | OrderStatus::Quote => {
            format!("{carrier} looks at this order first. You hear by mail when it is accepted; it gets its order number then.")
        }
        OrderStatus::ToPlan => format!("It is in, and {carrier} plans it now."),
        OrderStatus::Planned => format!("{carrier} has planned every stop."),
        OrderStatus::Departed => "A driver is on the way to collect it.".to_owned(),
        OrderStatus::InTransit => "Everything is collected and on its way.".to_owned(),
        OrderStatus::Cancelled => "It is not carried out.".to_owned(),
        OrderStatus::Completed
        | OrderStatus::InvoiceReady
        | OrderStatus::DontInvoice
        | OrderStatus::InvoiceCreated
        | OrderStatus::Invoiced
        | OrderStatus::InvoicePosted => "Everything is delivered.".to_owned(),
    };
    Why { title: format!("Why {}?", status_words::status(loaded.status)), sentences: vec![sentence], levels: Vec::new() }
}

/// For staff: the decision that was kept with the order, and what its stops make of it now.
pub(super) fn for_staff(loaded: &Loaded) -> Why {
    let title = format!("Why {}?", status_words::status(loaded.status));
    let Ok(decision) = serde_json::from_str::<Decision>(&loaded.row.decision) else {
        return Why { title, sentences: vec![now(loaded.status).to_owned()], levels: Vec::new() };
    };
    let mut sentences = vec![entered(&decision, loaded)];
    sentences.extend(standing(&decision, &loaded.around.customer));
    if loaded.row.quote_number.is_some() {
        sentences.push("It was sent to planning since.".to_owned());
    }
    if OrderStatus::from(decision.status) != loaded.status || loaded.status != OrderStatus::Quote {
        sentences.push(now(loaded.status).to_owned());
    }
    Why { title, sentences, levels: levels(&decision, loaded) }
}

fn word(status: Status) -> &'static str {
    status_words::status(status.into())
}

fn entered(decision: &Decision, loaded: &Loaded) -> String {
    let customer = &loaded.around.customer;
    let by = match decision.decided_by {
        DecidedBy::Message => "because whoever entered it chose so".to_owned(),
        DecidedBy::Customer => format!("because the customer profile of {customer} says so"),
        DecidedBy::Service => {
            format!("because the transport service {} says so and the customer profile says nothing", loaded.around.service)
        }
        DecidedBy::Organisation => {
            "because Organisation settings say so, and neither customer profile nor transport service says anything".to_owned()
        }
    };
    let status = word(decision.status);
    match decision.bound {
        Some(Bound::ForcedQuote) => format!("Entered as {status}. By the settings it would have been {}, {by}.", word(Status::ToPlan)),
        Some(Bound::Held) | None => format!("Entered as {status}, {by}."),
    }
}

/// What the customer's standing did then.
fn standing(decision: &Decision, customer: &str) -> Option<String> {
    let named = match decision.standing {
        Standing::Approved => return None,
        Standing::Prospect => "Prospect",
        Standing::NotApproved => "Not approved",
        Standing::Warning => "Warning",
        Standing::Blocked => "Blocked",
    };
    Some(match (decision.bound, decision.warned) {
        (Some(Bound::ForcedQuote), _) => format!("The standing of {customer} was {named}, which makes every order of theirs a Quote."),
        (Some(Bound::Held), _) => format!("The standing of {customer} was {named}, so it waited for staff."),
        (None, true) => format!("The standing of {customer} was {named}; staff entered it all the same."),
        (None, false) => format!("The standing of {customer} was {named}, which changed nothing."),
    })
}

fn levels(decision: &Decision, loaded: &Loaded) -> Vec<(String, &'static str, bool)> {
    let held = |status: Option<Status>| status.map_or("Empty", word);
    let decides = |by| decision.decided_by == by;
    let mut levels = Vec::new();
    if let Some(stated) = decision.stated {
        levels.push(("Chosen when it was entered".to_owned(), word(stated), decides(DecidedBy::Message)));
    }
    levels.push(("Customer profile".to_owned(), held(decision.levels.customer), decides(DecidedBy::Customer)));
    levels.push((format!("Transport service {}", loaded.around.service), held(decision.levels.service), decides(DecidedBy::Service)));
    levels.push(("Organisation settings".to_owned(), word(decision.levels.organisation), decides(DecidedBy::Organisation)));
    levels
}
