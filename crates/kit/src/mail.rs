//! Mail: a plain-text message and the ways it leaves: SMTP, or nowhere because this is a demonstration.

use std::time::Duration;

use lettre::address::AddressError;
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::transport::smtp::Error as SmtpError;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A message as it waits in the outbox. Plain text: what somebody typed cannot become markup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// One address.
    pub to: String,
    /// Subject, one line.
    pub subject: String,
    /// Body, plain text.
    pub text: String,
}

/// Why a message did not leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsent {
    /// The server does not answer or lets us in no more, whatever the message.
    Server(String),
    /// The server did not take this message.
    Refused(String),
    /// Nobody would take it: its address is none.
    Malformed(String),
}

/// How mail leaves the program.
pub enum Mailer {
    /// Through an SMTP server.
    Smtp(Box<Smtp>),
    /// Kept for the demonstration's page; nothing leaves.
    Shown,
    /// Not configured: every message waits.
    Nowhere,
}

/// An SMTP server and how we appear to it.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    patience: Duration,
}

/// A message has to be taken within this time.
const PATIENCE: Duration = Duration::from_secs(30);
/// What a server answers that has no time for anybody, or does not let us in: 421, and what has to do with credentials.
const SHUT: [u16; 6] = [421, 454, 530, 534, 535, 538];

impl Mailer {
    /// SMTP by URL: `smtps://user:password@host`, `smtp://host:1025`, `smtp://host?tls=required`.
    ///
    /// # Errors
    /// When the URL or the sender's address is not understood.
    pub fn smtp(url: &str, from: &str) -> anyhow::Result<Mailer> {
        Mailer::smtp_with(url, from, PATIENCE)
    }

    /// SMTP with another patience than 30 seconds.
    ///
    /// # Errors
    /// When the URL or the sender's address is not understood.
    pub fn smtp_with(url: &str, from: &str, patience: Duration) -> anyhow::Result<Mailer> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.timeout(Some(patience)).build();
        Ok(Mailer::Smtp(Box::new(Smtp { transport, from: from.parse()?, patience })))
    }

    /// Sends one message. Its id becomes the Message-ID, the same at every attempt, so that a receiver can drop the double.
    ///
    /// # Errors
    /// When the server refuses it or cannot be reached, an address is malformed, or no server is configured.
    pub async fn send(&self, mail: &Mail, id: Uuid) -> Result<(), Unsent> {
        match self {
            Mailer::Smtp(smtp) => smtp.send(mail, id).await,
            Mailer::Shown => Ok(()),
            Mailer::Nowhere => Err(Unsent::Server("no mail server is configured (CARTAGE_SMTP)".into())),
        }
    }

    /// Whether what was sent stays readable afterwards: only in the demonstration.
    #[must_use]
    pub fn keeps_text(&self) -> bool {
        matches!(self, Mailer::Shown)
    }
}

impl Smtp {
    async fn send(&self, mail: &Mail, id: Uuid) -> Result<(), Unsent> {
        let message = message(&self.from, mail, id)?;
        let Ok(sent) = tokio::time::timeout(self.patience, self.transport.send(message)).await else {
            return Err(self.blame(format!("it was not taken within {} seconds", self.patience.as_secs())).await);
        };
        let Err(error) = sent else { return Ok(()) };
        match error.status().map(u16::from) {
            Some(code) if SHUT.contains(&code) => Err(Unsent::Server(in_words(&error))),
            Some(_) => Err(Unsent::Refused(in_words(&error))),
            None => Err(self.blame(in_words(&error)).await),
        }
    }

    /// An attempt broke off: was it the server, or only this message? Whoever greets us again is there.
    async fn blame(&self, why: String) -> Unsent {
        match tokio::time::timeout(self.patience, self.transport.test_connection()).await {
            Ok(Ok(true)) => Unsent::Refused(why),
            _ => Unsent::Server(why),
        }
    }
}

fn message(from: &Mailbox, mail: &Mail, id: Uuid) -> Result<Message, Unsent> {
    let malformed = |error: AddressError| Unsent::Malformed(format!("{} is no address: {error}", mail.to));
    let to = Mailbox::new(None, mail.to.parse().map_err(malformed)?);
    let built = Message::builder()
        .from(from.clone())
        .to(to)
        .subject(one_line(&mail.subject))
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".into()))
        .header(ContentType::TEXT_PLAIN)
        .body(mail.text.clone());
    built.map_err(|error| Unsent::Malformed(error.to_string()))
}

/// What somebody typed ends no header and begins no other: control characters become blanks.
fn one_line(text: &str) -> String {
    let plain = text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c });
    plain.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Why it was not taken, in one line that whoever looks after the mail understands.
fn in_words(error: &SmtpError) -> String {
    let mut behind = String::new();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        behind = format!("{behind}: {cause}");
        source = cause.source();
    }
    let code = error.status().map(|code| code.to_string()).unwrap_or_default();
    let words = match code.as_str() {
        "" if error.is_timeout() => "the mail server did not answer in time".to_owned(),
        "" => format!("the mail server cannot be reached ({error}{behind})"),
        _ if error.is_transient() => format!("the mail server asks to try again later ({code}{behind})"),
        _ => format!("the mail server refused it ({code}{behind})"),
    };
    one_line(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_ends_no_header_and_begins_no_other() {
        let from = "Cartage <cartage@vandorp.example>".parse().unwrap();
        let mail = Mail {
            to: "marit@korenaar.example".into(),
            subject: "Submitted: 45\r\nBcc: all@evil.example\n\nHello \u{2028}Łódź".into(),
            text: "Line\n.\nBcc: x\n".into(),
        };
        let sent = String::from_utf8(message(&from, &mail, Uuid::nil()).unwrap().formatted()).unwrap();
        let (headers, _) = sent.split_once("\r\n\r\n").unwrap();
        let names: Vec<&str> = headers.lines().filter(|line| !line.starts_with(' ')).filter_map(|line| line.split(':').next()).collect();
        assert!(!names.contains(&"Bcc"), "{headers}");
        assert!(headers.contains("Message-ID: <00000000-0000-0000-0000-000000000000@vandorp.example>"), "{headers}");
        assert!(headers.contains("Auto-Submitted: auto-generated"), "{headers}");
        for to in ["a@b.example, c@d.example", "a@b.example\r\nBcc: x@y.example", "", "Name <a@b.example>"] {
            assert!(matches!(message(&from, &Mail { to: to.into(), ..mail.clone() }, Uuid::nil()), Err(Unsent::Malformed(_))), "{to}");
        }
    }
}
