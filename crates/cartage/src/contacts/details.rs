//! What staff write about a contact: read from the form, compared field by field, and in words.

use kit::text::fold;
use kit::web::Fields;
use rules::access::{Right, Rights};
use rules::order::limits;

use super::ContactId;
use super::table::ContactRow;
use crate::failure::{Failure, Refusal};
use crate::history::{Change, changed};
use crate::shell::{Reading, Typed};

/// What a contact's page holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// The name the carrier knows them by.
    pub name: String,
    /// In small letters.
    pub email: String,
    /// May be empty.
    pub phone: String,
    /// *Access customer portal*.
    pub portal_access: bool,
    /// What they may do in the portal (1.5); a new contact's are the usual ones.
    pub rights: Rights,
    /// Switch *Access to Customer Portal* on for the customer in the same step (1.4).
    pub also_customer: bool,
}

impl Details {
    /// Reads the form, or says everything that is wrong with it.
    ///
    /// # Errors
    /// Each field that is wrong.
    pub fn read(fields: &Fields) -> Result<Details, Vec<Refusal>> {
        let mut form = Reading::of(fields);
        let details = Details {
            name: form.required("name", "Name", limits::NAME),
            email: form.email("email", "E-mail"),
            phone: form.line("phone", "Phone", limits::PHONE),
            portal_access: form.ticked("portal_access"),
            rights: Right::ALL.into_iter().filter(|right| form.ticked(field_of(*right))).fold(Rights::NONE, Rights::with),
            also_customer: form.ticked("also_customer"),
        };
        if details.email.is_empty() {
            form.refuse("email", "E-mail is missing");
        }
        if details.also_customer && !details.portal_access {
            form.refuse("portal_access", "Switch on Access customer portal too, or untick the box below it");
        }
        form.done(details)
    }

    /// What a row holds.
    ///
    /// # Errors
    /// A fault when its rights are none.
    pub fn of(row: &ContactRow) -> Result<Details, Failure> {
        let (name, email, phone) = (row.name.clone(), row.email.clone(), row.phone.clone());
        Ok(Details { name, email, phone, portal_access: row.portal_access, rights: row.rights()?, also_customer: false })
    }

    /// The form filled with it.
    #[must_use]
    pub fn form(&self, version: i64) -> Typed {
        let on = |on: bool| if on { "on" } else { "" };
        let form = Typed::filled([
            ("version", version.to_string()),
            ("name", self.name.clone()),
            ("email", self.email.clone()),
            ("phone", self.phone.clone()),
            ("portal_access", on(self.portal_access).to_owned()),
        ]);
        Right::ALL.into_iter().fold(form, |form, right| form.with(field_of(right), on(self.rights.has(right))))
    }

    /// Writes it into a row.
    pub(super) fn fill(&self, row: &mut ContactRow) {
        (row.name, row.sort_name) = (self.name.clone(), fold(&self.name));
        (row.email, row.phone) = (self.email.clone(), self.phone.clone());
        (row.portal_access, row.rights) = (self.portal_access, self.rights.as_i64());
    }

    /// The fields in which `after` differs, in the words of the page.
    #[must_use]
    pub fn changes(&self, after: &Details) -> Vec<Change> {
        let on = |on: bool| if on { "on" } else { "off" }.to_owned();
        let mut changes = changed([
            ("Name", self.name.clone(), after.name.clone()),
            ("E-mail", self.email.clone(), after.email.clone()),
            ("Phone", self.phone.clone(), after.phone.clone()),
            ("Access customer portal", on(self.portal_access), on(after.portal_access)),
        ]);
        for right in Right::ALL {
            let (from, to) = (self.rights.has(right), after.rights.has(right));
            changes.extend(changed([(right_in_words(right), on(from), on(to))]));
        }
        changes
    }
}

/// The name of the box of a right.
#[must_use]
pub(super) fn field_of(right: Right) -> &'static str {
    match right {
        Right::PlaceOrders => "place_orders",
        Right::SeeCharges => "see_charges",
        Right::ApproveCharges => "approve_charges",
        Right::ManageLocations => "manage_locations",
        Right::ManageColleagues => "manage_colleagues",
    }
}

/// A right as pages call it.
#[must_use]
pub fn right_in_words(right: Right) -> &'static str {
    match right {
        Right::PlaceOrders => "Place orders",
        Right::SeeCharges => "See charges",
        Right::ApproveCharges => "Approve charges",
        Right::ManageLocations => "Manage locations",
        Right::ManageColleagues => "Manage colleagues",
    }
}

/// What a right lets a contact do.
#[must_use]
pub(super) fn right_does(right: Right) -> &'static str {
    match right {
        Right::PlaceOrders => "Submit orders in the portal, and edit, cancel or take them back where you allow it.",
        Right::SeeCharges => "See charges on orders, where this customer is shown any.",
        Right::ApproveCharges => "Approve and reject charges that wait for approval.",
        Right::ManageLocations => "Add and change addresses in this customer's address book.",
        Right::ManageColleagues => "Invite colleagues and change their rights.",
    }
}

/// A contact at a glance: a line of the customer's *Contacts* panel.
#[derive(Clone, Debug)]
pub struct Glance {
    /// Which contact.
    pub id: ContactId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// *Access customer portal*: on or off.
    pub access: &'static str,
    /// Why they do not get in although it is on; empty when they do.
    pub but: &'static str,
    /// Their rights in words.
    pub rights: String,
    /// They were archived.
    pub archived: bool,
}

/// A contact at a glance.
///
/// # Errors
/// A fault when its rights are none.
pub fn glance(row: &ContactRow, customer_access: bool) -> Result<Glance, Failure> {
    let rights: Vec<&str> = row.rights()?.iter().map(right_in_words).collect();
    Ok(Glance {
        id: row.id,
        name: row.name.clone(),
        email: row.email.clone(),
        access: if row.portal_access { "On" } else { "Off" },
        but: shut_out(row.portal_access, customer_access),
        rights: if rights.is_empty() { "May look only".to_owned() } else { rights.join(", ") },
        archived: row.archived_at.is_some(),
    })
}

/// Why somebody whose own access is on does not get in: the customer's is off.
#[must_use]
pub(super) fn shut_out(contact_access: bool, customer_access: bool) -> &'static str {
    if contact_access && !customer_access { "no effect: Access to Customer Portal is off" } else { "" }
}
