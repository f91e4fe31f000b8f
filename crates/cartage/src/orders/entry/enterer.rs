//! Who enters an order, and for whom: a contact for their customer, or staff for one of theirs.

use kit::web::Fields;
use rules::access::Right;
use rules::creation_status::Side;
use uuid::Uuid;

use super::bound::bind;
use super::form::{Asked, EntryForm, load};
use super::read::read;
use crate::app::App;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::orders::store;
use crate::shell::{Frame, Here};
use crate::templates::{self, TemplateId};
use crate::viewer::{Carrier, Contact, Staff, Viewer};

/// Templates to choose from at once; the others stand in the list.
const OFFERED: i64 = 12;

/// Who enters, and for whom.
#[derive(Clone)]
pub(super) enum Enterer {
    Contact(Contact),
    Staff(Staff, CustomerId, String),
}

impl Enterer {
    pub(super) fn side(&self) -> Side {
        match self {
            Enterer::Contact(_) => Side::Customer,
            Enterer::Staff(..) => Side::Staff,
        }
    }
    pub(super) fn customer(&self) -> CustomerId {
        match self {
            Enterer::Contact(contact) => contact.customer,
            Enterer::Staff(_, customer, _) => *customer,
        }
    }
    pub(super) fn scope(&self) -> crate::viewer::Scope {
        match self {
            Enterer::Contact(contact) => contact.scope(),
            Enterer::Staff(staff, ..) => staff.scope(),
        }
    }
    pub(super) fn carrier(&self) -> &Carrier {
        match self {
            Enterer::Contact(contact) => &contact.carrier,
            Enterer::Staff(staff, ..) => &staff.carrier,
        }
    }
    pub(super) fn membership(&self) -> Uuid {
        match self {
            Enterer::Contact(contact) => contact.id.0,
            Enterer::Staff(staff, ..) => staff.id.0,
        }
    }
    /// Whether they may put an address into the address book (1.5).
    pub(super) fn keeps(&self) -> bool {
        match self {
            Enterer::Contact(contact) => contact.rights.has(Right::ManageLocations),
            Enterer::Staff(..) => true,
        }
    }
    pub(super) fn root(&self) -> String {
        match self {
            Enterer::Contact(contact) => contact.root(),
            Enterer::Staff(staff, ..) => staff.root(),
        }
    }
    pub(super) async fn frame(&self, app: &App, query: &Fields) -> Result<Frame, Failure> {
        match self {
            Enterer::Contact(contact) => Frame::portal(app, contact, "New order", Here::NewOrder, query).await,
            Enterer::Staff(staff, ..) => Frame::desk(app, staff, "Order entry", Here::OrderEntry, query).await,
        }
    }

    /// Loads the form round these typed values.
    pub(super) async fn form(&self, app: &App, mut fields: Fields) -> Result<EntryForm, Failure> {
        let (scope, customer, side) = (self.scope(), self.customer(), self.side());
        let (now, home) = (app.clock.now(), self.carrier().country.clone());
        let charges = match self {
            Enterer::Contact(contact) => contact.sees_charges(),
            Enterer::Staff(..) => true,
        };
        let loaded = app.db.read::<_, Failure, _>(move |tx| {
            Box::pin(async move {
                let template = bind(tx, scope, customer, &mut fields).await?;
                let read = read(&fields);
                load(tx, Asked { scope, customer, fields, read, now, side, home, base: None, template, charges }).await
            })
        });
        let form = loaded.await?.form;
        let of = if side == Side::Staff { format!("?customer={customer}") } else { String::new() };
        let book_at = format!("{}/locations/options{of}", self.root());
        Ok(EntryForm { keeps: form.keeps && self.keeps(), book_at, ..form })
    }

    /// The first of the customer's templates, by name, and where all of them stand.
    pub(super) async fn templates(&self, app: &App) -> Result<(Vec<(TemplateId, String)>, String), Failure> {
        let (organisation, customer) = (self.scope().organisation, self.customer());
        let all = match self {
            Enterer::Contact(contact) => format!("{}/templates", contact.root()),
            Enterer::Staff(staff, ..) => format!("{}/customers/{customer}/templates", staff.root()),
        };
        Ok((app.db.read(move |tx| Box::pin(templates::first(tx, organisation, customer, OFFERED))).await?, all))
    }

    /// Whether a contact's customer has submitted anything that could be duplicated.
    pub(super) async fn has_last(&self, app: &App) -> Result<bool, Failure> {
        let Enterer::Contact(contact) = self else { return Ok(false) };
        let scope = contact.scope();
        Ok(app.db.read(move |tx| Box::pin(store::last_of(tx, scope))).await?.is_some())
    }
}
