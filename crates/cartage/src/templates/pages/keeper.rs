//! Who looks at templates, and what they may do with them: contacts who place orders keep their customer's, staff who keep customers'
//! profiles keep everybody's.

use kit::web::Fields;
use rules::access::{Act, Right};

use crate::app::App;
use crate::failure::Failure;
use crate::history;
use crate::shell::{Frame, Here};
use crate::templates::TemplateRow;
use crate::viewer::{Carrier, Contact, Scope, Staff, Viewer};

#[derive(Clone)]
pub(super) enum Keeper {
    Contact(Contact),
    Staff(Staff),
}

impl Keeper {
    pub(super) fn scope(&self) -> Scope {
        match self {
            Keeper::Contact(contact) => contact.scope(),
            Keeper::Staff(staff) => staff.scope(),
        }
    }

    pub(super) fn carrier(&self) -> &Carrier {
        match self {
            Keeper::Contact(contact) => &contact.carrier,
            Keeper::Staff(staff) => &staff.carrier,
        }
    }

    pub(super) fn root(&self) -> String {
        match self {
            Keeper::Contact(contact) => contact.root(),
            Keeper::Staff(staff) => staff.root(),
        }
    }

    pub(super) fn is_staff(&self) -> bool {
        matches!(self, Keeper::Staff(_))
    }

    /// Whether they may keep, rename, archive and restore.
    pub(super) fn may(&self) -> bool {
        match self {
            Keeper::Contact(contact) => contact.rights.has(Right::PlaceOrders),
            Keeper::Staff(staff) => staff.may(Act::Customers),
        }
    }

    /// Where an order is begun from a template; nowhere for who may not, and from one that is archived.
    pub(super) fn new_order(&self, row: &TemplateRow) -> Option<String> {
        let (root, id) = (self.root(), row.id);
        if row.archived_at.is_some() {
            return None;
        }
        match self {
            Keeper::Contact(contact) => contact.rights.has(Right::PlaceOrders).then(|| format!("{root}/orders/new?template={id}")),
            Keeper::Staff(staff) => {
                staff.may(Act::EnterOrders).then(|| format!("{root}/orders/new?customer={}&template={id}", row.customer))
            }
        }
    }

    /// Where the list of templates is that this one stands in.
    pub(super) fn list(&self, row: &TemplateRow) -> String {
        match self {
            Keeper::Contact(contact) => format!("{}/templates", contact.root()),
            Keeper::Staff(staff) => format!("{}/customers/{}/templates", staff.root(), row.customer),
        }
    }

    pub(super) async fn frame(&self, app: &App, title: impl Into<String>, query: &Fields) -> Result<Frame, Failure> {
        match self {
            Keeper::Contact(contact) => Frame::portal(app, contact, title, Here::Templates, query).await,
            Keeper::Staff(staff) => Frame::desk(app, staff, title, Here::Customers, query).await,
        }
    }

    /// Runs an act of theirs.
    pub(super) async fn act<T, F>(&self, app: &App, act: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut kit::db::Tx, &'t mut history::Act) -> kit::db::Action<'t, T, Failure> + Send + 'static,
    {
        match self {
            Keeper::Contact(contact) => app.act(contact, act).await,
            Keeper::Staff(staff) => app.act(staff, act).await,
        }
    }
}
