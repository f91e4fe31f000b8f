//! What the program says on the console: where to open it and who to sign in as, or why it could not start.

use std::io::Write;
use std::process::ExitCode;

use cartage::failure::{Failure, Mismatch};

use crate::demo;

/// Says why the program stopped.
pub(crate) fn failed(error: &anyhow::Error) -> ExitCode {
    let _closed = writeln!(std::io::stderr().lock(), "cartage: {error:#}");
    ExitCode::FAILURE
}

/// A failure of an act, as a command tells it.
pub(crate) fn said(failure: Failure) -> anyhow::Error {
    match failure {
        Failure::Fault(error) => error,
        Failure::Refused(refusal) => anyhow::anyhow!("{}", refusal.message),
        Failure::Mismatch(Mismatch::NotFound) => anyhow::anyhow!("there is no such thing"),
        other => anyhow::anyhow!("{other:?}"),
    }
}

/// Says where to open it and, in the demonstration, who to sign in as.
pub(crate) fn ready(base_url: &str, is_demo: bool) {
    say(&if is_demo { demonstration(base_url) } else { format!("\nCartage is ready: {base_url}\n") });
}

/// Says where an empty installation is set up, and with which token.
pub(crate) fn empty(base_url: &str, token: &str) {
    say(&format!(
        "\nThis installation is empty. Set up the first organisation and its super admin at\n\n  {base_url}/setup\n\nwith this one-time token:\n\n  {token}\n"
    ));
}

fn demonstration(base_url: &str) -> String {
    let mut text = format!("\nCartage is ready: {base_url}\n\nSign in as\n");
    for login in demo::staff_logins() {
        text.push_str(&format!(
            "  {:<34} {} of {}\n",
            login.email,
            login.role.as_str().to_lowercase().replace('_', " "),
            login.organisation
        ));
    }
    for login in demo::portal_logins() {
        text.push_str(&format!("  {:<34} {} at {}\n", login.email, login.customer, login.organisation));
    }
    text.push_str(&format!("\nEverybody's password: {}\nMail that was sent:   {base_url}/demo/mail\n", demo::PASSWORD));
    text
}

/// One line or more on the console.
pub(crate) fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _closed = writeln!(out, "{text}").and_then(|()| out.flush());
}
