//! The kinds of mail in words, as pages name them.

/// What a message is, by the word that stands on it.
#[must_use]
pub fn in_words(what: &str) -> &'static str {
    match what {
        "WELCOME" => "Welcome",
        "SUBMITTED" => "Submitted",
        "ACCEPTED" => "Accepted",
        "NOT_ACCEPTED" => "Not accepted",
        "CANCELLED" => "Cancelled",
        "UNDONE" => "Cancellation undone",
        "DIGEST" => "Digest",
        "NEW_QUOTE" => "New quotes",
        "WAITING_TOO_LONG" => "Quotes waiting too long",
        "CUT_OFF_NEAR" => "Cut-off near",
        _ => "Mail",
    }
}
