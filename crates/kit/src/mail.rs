//! Mail: a plain-text message and the ways it leaves: SMTP, or nowhere because this is a demonstration.

use lettre::message::Mailbox;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use serde::{Deserialize, Serialize};

/// A message as it waits in the outbox. Plain text: what a customer typed cannot become markup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// One address.
    pub to: String,
    /// Subject, one line.
    pub subject: String,
    /// Body, plain text.
    pub text: String,
}

/// How mail leaves the program.
pub enum Mailer {
    /// Through an SMTP server.
    Smtp {
        /// The connection pool.
        transport: Box<AsyncSmtpTransport<Tokio1Executor>>,
        /// The sender of every message.
        from: Mailbox,
    },
    /// Kept for the demonstration's page; nothing leaves.
    Shown,
    /// Not configured: every message waits.
    Nowhere,
}

impl Mailer {
    /// SMTP by URL: `smtps://user:password@host`, `smtp://host:1025`, `smtp://host?tls=required`.
    ///
    /// # Errors
    /// When the URL or the sender's address is not understood.
    pub fn smtp(url: &str, from: &str) -> anyhow::Result<Mailer> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.build();
        Ok(Mailer::Smtp { transport: Box::new(transport), from: from.parse()? })
    }

    /// Sends one message.
    ///
    /// # Errors
    /// When the server refuses it or cannot be reached, an address is malformed, or no server is configured.
    pub async fn send(&self, mail: &Mail) -> anyhow::Result<()> {
        match self {
            Mailer::Smtp { transport, from } => {
                let subject = mail.subject.replace(['\r', '\n'], " ");
                let message = Message::builder().from(from.clone()).to(mail.to.parse()?).subject(subject).body(mail.text.clone())?;
                transport.send(message).await?;
                Ok(())
            }
            Mailer::Shown => Ok(()),
            Mailer::Nowhere => anyhow::bail!("no SMTP server is configured (CARTAGE_SMTP)"),
        }
    }

    /// Whether what was sent stays readable afterwards: only in the demonstration.
    #[must_use]
    pub fn keeps_text(&self) -> bool {
        matches!(self, Mailer::Shown)
    }
}
