//! Why an order became a Quote or a To Plan order, in words: the sentence, what each of the three levels held, which decided and
//! what the standing did (rule 2.4). The order page and the try-out show the same.

use rules::creation_status::{Bound, DecidedBy, Decision, Levels, Standing, Status, by_levels};

/// A decision in words; shown by `creation_status/why.html`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// `Quote` or `To Plan`: what the order becomes.
    pub status: &'static str,
    /// The whole reason in a sentence or two.
    pub sentence: String,
    /// What each level held, the one that counts first.
    pub levels: Vec<Level>,
}

/// What one of the three places held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// `Customer profile`, …
    pub place: String,
    /// `Quote`, `To Plan` or `No value`.
    pub value: &'static str,
    /// Whether this one decided.
    pub decides: bool,
}

/// The word of a status as the article writes it.
#[must_use]
pub fn status_word(status: Status) -> &'static str {
    match status {
        Status::Quote => "Quote",
        Status::ToPlan => "To Plan",
    }
}

/// The word of a standing.
#[must_use]
pub fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Approved => "Approved",
        Standing::Prospect => "Prospect",
        Standing::NotApproved => "Not approved",
        Standing::Warning => "Warning",
        Standing::Blocked => "Blocked",
    }
}

/// Tells a decision; `customer` and `service` are their names.
#[must_use]
pub fn why(decision: &Decision, customer: &str, service: &str) -> Why {
    let (chosen, _) = by_levels(decision.stated, decision.levels);
    let chosen = status_word(chosen);
    let because = match decision.decided_by {
        DecidedBy::Message => "because the message itself says so".to_owned(),
        DecidedBy::Customer => format!("because the customer profile of {customer} says so"),
        DecidedBy::Service => format!("because the transport service {service} says so; the customer profile of {customer} has no value"),
        DecidedBy::Organisation => {
            "because Organisation settings say so; neither the customer profile nor the transport service has a value".to_owned()
        }
    };
    let standing = standing_word(decision.standing);
    let bound = match decision.bound {
        None if decision.warned => format!(" The standing of {customer} is {standing}; staff were told and decided."),
        None => String::new(),
        Some(Bound::ForcedQuote) => format!(" But the standing of {customer} is {standing}, so it becomes a Quote."),
        Some(Bound::Held) => format!(" The standing of {customer} is {standing}, so it waits for the carrier."),
    };
    let levels = level_rows(decision.levels, Some(decision.decided_by), service);
    Why { status: status_word(decision.status), sentence: format!("{chosen}, {because}.{bound}"), levels }
}

/// What each of the three places holds, the primary one first; none decides when nothing can be made at all.
#[must_use]
pub fn level_rows(levels: Levels, decided_by: Option<DecidedBy>, service: &str) -> Vec<Level> {
    let value = |status: Option<Status>| status.map_or("No value", status_word);
    let row = |place: String, value, by| Level { place, value, decides: decided_by == Some(by) };
    vec![
        row("Customer profile".to_owned(), value(levels.customer), DecidedBy::Customer),
        row(format!("Transport service {service}"), value(levels.service), DecidedBy::Service),
        row("Organisation settings".to_owned(), value(Some(levels.organisation)), DecidedBy::Organisation),
    ]
}

#[cfg(test)]
mod tests {
    use rules::creation_status::{Flow, Side, decide};

    use super::*;

    fn told(customer: Option<Status>, service: Option<Status>, standing: Standing, side: Side) -> Why {
        let levels = Levels { customer, service, organisation: Status::ToPlan };
        why(&decide(levels, standing, side, Flow::Direct).unwrap(), "De Korenaar BV", "Groupage")
    }

    #[test]
    fn the_sentence_names_the_place_that_decided() {
        use Status::{Quote, ToPlan};
        let customer = told(Some(Quote), Some(ToPlan), Standing::Approved, Side::Customer);
        assert_eq!(customer.sentence, "Quote, because the customer profile of De Korenaar BV says so.");
        let values: Vec<_> = customer.levels.iter().map(|level| (level.place.as_str(), level.value, level.decides)).collect();
        let expected = [
            ("Customer profile", "Quote", true),
            ("Transport service Groupage", "To Plan", false),
            ("Organisation settings", "To Plan", false),
        ];
        assert_eq!(values, expected);
        let service = told(None, Some(ToPlan), Standing::Approved, Side::Customer);
        assert_eq!(
            service.sentence,
            "To Plan, because the transport service Groupage says so; the customer profile of De Korenaar BV has no value."
        );
        let organisation = told(None, None, Standing::Approved, Side::Customer);
        assert!(organisation.sentence.starts_with("To Plan, because Organisation settings say so;"), "{}", organisation.sentence);
    }

    #[test]
    fn a_standing_that_bounds_is_told() {
        let forced = told(None, None, Standing::Prospect, Side::Customer);
        assert_eq!(forced.status, "Quote");
        assert!(forced.sentence.ends_with("But the standing of De Korenaar BV is Prospect, so it becomes a Quote."), "{}", forced.sentence);
        let staff = told(None, None, Standing::Blocked, Side::Staff);
        assert_eq!(staff.status, "To Plan");
        assert!(staff.sentence.ends_with("The standing of De Korenaar BV is Blocked; staff were told and decided."), "{}", staff.sentence);
    }
}
