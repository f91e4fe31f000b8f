//! Who is welcomed when access is switched on (rule 1.4): by mail, through the people's invitation.

use std::sync::Arc;

use kit::db::Tx;
use rules::access::Right;

use super::store;
use super::table::ContactRow;
use crate::app::App;
use crate::customers::CustomerRow;
use crate::failure::Failure;
use crate::history::Act;
use crate::people::{self, Invitation};
use crate::viewer::{Carrier, Viewer};

/// Who welcomes: the carrier, and where this installation is found.
#[derive(Clone, Debug)]
pub struct Host {
    /// The carrier.
    pub carrier: Arc<Carrier>,
    /// What links in mails start with.
    pub base_url: String,
}

impl Host {
    /// The carrier of whoever acts, in this installation.
    #[must_use]
    pub fn of(app: &App, viewer: &impl Viewer) -> Host {
        Host { carrier: viewer.carrier().clone(), base_url: app.setup.base_url.clone() }
    }
}

/// Welcomes a contact whose access has just come on, if it is on altogether. Whether it is.
pub(super) async fn welcome(tx: &mut Tx, act: &Act, host: &Host, customer: &CustomerRow, contact: &ContactRow) -> Result<bool, Failure> {
    let on = customer.portal_access && contact.portal_access && contact.archived_at.is_none() && customer.archived_at.is_none();
    if on {
        let does = if contact.rights()?.has(Right::PlaceOrders) { "place and follow" } else { "follow" };
        let what = format!("{does} transport orders for {}", customer.name);
        let root = format!("/p/{}/{}", host.carrier.slug, customer.slug);
        let invitation = Invitation { email: &contact.email, name: &contact.name, carrier: &host.carrier.name, what: &what, root: &root };
        people::invite(tx, act, &host.base_url, &invitation).await?;
    }
    Ok(on)
}

/// Welcomes everybody whose own access is on at a customer whose *Access to Customer Portal* has just been switched on.
///
/// # Errors
/// When the database does not answer.
pub async fn welcome_all(tx: &mut Tx, act: &Act, host: &Host, customer: &CustomerRow) -> Result<(), Failure> {
    for contact in store::of_customer(tx, customer.organisation, customer.id).await? {
        welcome(tx, act, host, customer, &contact).await?;
    }
    Ok(())
}
