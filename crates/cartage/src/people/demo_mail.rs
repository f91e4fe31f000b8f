//! The demonstration's mail: read from the outbox, with the links that lead back here made clickable.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use kit::mail::Mail;

use super::store::mail as store;
use crate::app::App;
use crate::failure::Failure;
use crate::shell::says;

/// A mail as the demonstration shows it.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) to: String,
    pub(super) subject: String,
    pub(super) at: Timestamp,
    /// When, in words, UTC: a person without an organisation has no zone.
    pub(super) when: String,
    pub(super) pieces: Vec<Piece>,
}

/// A piece of a mail's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// As it was written.
    Text(String),
    /// A link into this installation.
    Link(String),
    /// The end of a line.
    Break,
}

/// The newest mails, the newest first.
pub(super) async fn newest(app: &App) -> Result<Vec<Shown>, Failure> {
    let rows = app.db.read(|tx| Box::pin(store::newest(tx))).await?;
    let shown = rows.into_iter().filter_map(|(at, payload)| {
        let mail: Mail = serde_json::from_str(&payload).ok()?;
        let when = format!("{} UTC", says::instant(at, &TimeZone::UTC));
        Some(Shown { to: mail.to, subject: mail.subject, at, when, pieces: pieces(&mail.text, &app.setup.base_url) })
    });
    Ok(shown.collect())
}

/// Only what begins with our own address is a link: nobody is led elsewhere by what somebody typed.
fn pieces(text: &str, base_url: &str) -> Vec<Piece> {
    let start = format!("{base_url}/");
    let mut pieces = Vec::new();
    for line in text.trim_end().lines() {
        let mut rest = line;
        while let Some(at) = rest.find(&start).filter(|_| !base_url.is_empty()) {
            let (before, from) = rest.split_at(at);
            let (link, after) = from.split_at(from.find(char::is_whitespace).unwrap_or(from.len()));
            pieces.extend([Piece::Text(before.to_owned()), Piece::Link(link.to_owned())]);
            rest = after;
        }
        pieces.extend([Piece::Text(rest.to_owned()), Piece::Break]);
    }
    pieces.retain(|piece| *piece != Piece::Text(String::new()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::Piece::{Break, Link, Text};
    use super::*;

    #[test]
    fn only_links_to_ourselves_are_links() {
        let text = "Open\nhttp://here/sign-in/link/abc\nnot http://here.evil.example/ nor https://evil.example/";
        let rest = "not http://here.evil.example/ nor https://evil.example/".to_owned();
        let link = Link("http://here/sign-in/link/abc".into());
        assert_eq!(pieces(text, "http://here"), [Text("Open".into()), Break, link, Break, Text(rest), Break]);
        assert_eq!(pieces("/a", ""), [Text("/a".into()), Break]);
    }
}
