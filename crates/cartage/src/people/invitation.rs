//! Invitations: a membership begins with a mail that says what it is for and leads to the sign-in. It holds no secret, so it
//! may lie in an inbox for a year. Whoever shows that the address is theirs gets the membership (rules 1.3, 1.4).

use kit::db::Tx;
use kit::mail::Mail;
use kit::outbox::Slip;
use kit::web::Fields;

use super::store::memberships as store;
use crate::contacts::ContactId;
use crate::failure::Failure;
use crate::history::Act;

/// Whom to invite, and to what.
#[derive(Clone, Copy, Debug)]
pub struct Invitation<'a> {
    /// The membership's address, as [`address`] wrote it.
    pub email: &'a str,
    /// The membership's name: how the mail greets.
    pub name: &'a str,
    /// The carrier's name.
    pub carrier: &'a str,
    /// What they can do there, after "you can": `place and follow transport orders for De Korenaar BV`.
    pub what: &'a str,
    /// `/p/{organisation}/{customer}` or `/d/{organisation}`: where they land after signing in.
    pub root: &'a str,
}

/// Invites somebody whose membership has just been written or switched on: puts the welcome mail into the outbox, and links
/// the membership at once when a person has already shown that the address is theirs. Nobody learns which it was.
///
/// # Errors
/// When the database does not answer.
pub async fn invite(tx: &mut Tx, act: &Act, base_url: &str, invitation: &Invitation<'_>) -> Result<(), Failure> {
    store::link_where_verified(tx, invitation.email).await?;
    let slip = Slip { what: "WELCOME", ..Slip::default() };
    act.post(tx, slip, &welcome(base_url, invitation)).await
}

/// Unlinks a contact whose address was changed: the person behind the old address has no part in the new one (rule 1.3).
/// Invite anew afterwards, where access is on.
///
/// # Errors
/// When the database does not answer.
pub async fn unlink(tx: &mut Tx, act: &Act, contact: ContactId) -> Result<(), Failure> {
    store::unlink_contact(tx, act.organisation, contact).await
}

/// An e-mail address as memberships keep it: small letters, no blanks round it; none when it is no address.
#[must_use]
pub fn address(typed: &str) -> Option<String> {
    let address = typed.trim().to_lowercase();
    rules::email::is_email(&address).then_some(address)
}

fn welcome(base_url: &str, invitation: &Invitation<'_>) -> Mail {
    let Invitation { email, name, carrier, what, root } = invitation;
    let query = Fields::from_iter([("email".to_owned(), (*email).to_owned()), ("next".to_owned(), (*root).to_owned())]).encode();
    Mail {
        to: (*email).to_owned(),
        subject: format!("Welcome to {carrier}"),
        text: format!(
            "Hello {name},\n\n{carrier} has given you access: you can {what}.\n\nSign in here:\n{base_url}/sign-in?{query}\n\n\
             You need no password: choose \"Mail me a link\" and we send you a link that signs you in. You can set a password \
             in your profile afterwards.\n\nIf you did not expect this, you need not do anything.\n"
        ),
    }
}
