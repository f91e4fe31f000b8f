//! The queries of memberships: what a person is where, and to whom a membership belongs.

use jiff::Timestamp;
use kit::args;
use kit::db::{Asked, Entity, FromRow, Row, Tx, Value};

use crate::contacts::ContactId;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;
use crate::people::{PersonId, StaffId};

kit::entity! {
    /// What a page needs of an organisation, read with the membership.
    pub(in crate::people) struct CarrierRow in "organisation" {
        pub id: OrganisationId,
        pub slug: String,
        pub name: String,
        pub zone: String,
        pub country: String,
        pub colour: String,
        pub active: bool,
        pub import_provisioned_at: Option<Timestamp>,
    }
}

/// A contact's membership, with its customer.
pub(in crate::people) struct ContactSeen {
    pub id: ContactId,
    pub name: String,
    pub email: String,
    pub rights: i64,
    pub contact_access: bool,
    pub archived_at: Option<Timestamp>,
    pub customer: CustomerId,
    pub customer_slug: String,
    pub customer_name: String,
    pub customer_access: bool,
    pub as_of: i64,
    pub charges_shown: bool,
    /// When they were last here.
    pub seen_at: Option<Timestamp>,
}

/// A staff member's membership.
pub(in crate::people) struct StaffSeen {
    pub id: StaffId,
    pub name: String,
    pub email: String,
    pub role: String,
    pub active: bool,
    pub as_of: i64,
    /// The organisation asks for a second factor, and they have none.
    pub needs_second_factor: bool,
}

pub(in crate::people) struct Joined<T>(pub CarrierRow, pub T);

impl FromRow for Joined<ContactSeen> {
    fn from_row(row: &Row<'_>) -> Result<Self, kit::db::DbError> {
        Ok(Joined(
            CarrierRow::from_row(row)?,
            ContactSeen {
                id: row.get(8)?,
                name: row.get(9)?,
                email: row.get(10)?,
                rights: row.get(11)?,
                contact_access: row.get(12)?,
                archived_at: row.get(13)?,
                customer: row.get(14)?,
                customer_slug: row.get(15)?,
                customer_name: row.get(16)?,
                customer_access: row.get(17)?,
                as_of: row.get(18)?,
                seen_at: row.get(19)?,
                charges_shown: row.get(20)?,
            },
        ))
    }
}

impl FromRow for Joined<StaffSeen> {
    fn from_row(row: &Row<'_>) -> Result<Self, kit::db::DbError> {
        Ok(Joined(
            CarrierRow::from_row(row)?,
            StaffSeen {
                id: row.get(8)?,
                name: row.get(9)?,
                email: row.get(10)?,
                role: row.get(11)?,
                active: row.get(12)?,
                as_of: row.get(13)?,
                needs_second_factor: row.get(14)?,
            },
        ))
    }
}

fn carrier_columns() -> String {
    CarrierRow::COLUMNS.iter().map(|column| format!("o.{column}")).collect::<Vec<_>>().join(", ")
}

/// Who asks: a person, or whoever a session belongs to.
#[derive(Clone)]
pub(in crate::people) enum Asking {
    Person(PersonId),
    Session { digest: Vec<u8>, now: Timestamp },
}

impl Asking {
    /// The person in SQL, and its arguments, which come first.
    fn person(&self) -> (&'static str, Vec<Value>) {
        match self {
            Asking::Person(person) => ("$1", args![*person]),
            Asking::Session { digest, now } => {
                ("(SELECT e.person FROM session e WHERE e.digest = $1 AND e.expires_at > $2)", args![digest.clone(), *now])
            }
        }
    }
}

/// A question, and the arguments after the person's.
fn question(asking: &Asking, more: Vec<Value>, text: impl Fn(&str, usize) -> String) -> (String, Vec<Value>) {
    let (person, mut values) = asking.person();
    let sql = text(person, values.len() + 1);
    values.extend(more);
    (sql, values)
}

/// What somebody is in a customer's portal, on its way.
pub(in crate::people) async fn contact_at(
    tx: &mut Tx,
    asking: &Asking,
    organisation: String,
    customer: String,
) -> Result<Asked<Joined<ContactSeen>>, Failure> {
    // One person may be two contacts of a customer; the one that may get in counts.
    let (sql, values) = question(asking, args![organisation, customer], |person, next| {
        format!(
            "SELECT {}, c.id, c.name, c.email, c.rights, c.portal_access, c.archived_at, k.id, k.slug, k.name, k.portal_access, h.entries,
               v.at, k.show_charges
             FROM organisation o JOIN chain_head h ON h.organisation = o.id
             JOIN customer k ON k.organisation = o.id AND k.slug = ${}
             JOIN contact c ON c.organisation = o.id AND c.customer = k.id AND c.person = {person}
             LEFT JOIN contact_seen v ON v.organisation = c.organisation AND v.contact = c.id
             WHERE o.slug = ${next} AND k.archived_at IS NULL
             ORDER BY CASE WHEN c.archived_at IS NULL AND c.portal_access THEN 0 ELSE 1 END, c.id LIMIT 1",
            carrier_columns(),
            next + 1
        )
    });
    Ok(tx.ask(sql, values).await?)
}

/// What somebody is at a desk, on its way.
pub(in crate::people) async fn staff_at(tx: &mut Tx, asking: &Asking, organisation: String) -> Result<Asked<Joined<StaffSeen>>, Failure> {
    let (sql, values) = question(asking, args![organisation], |person, next| {
        format!(
            "SELECT {}, s.id, s.name, s.email, s.role, s.active, h.entries,
             (EXISTS (SELECT 1 FROM second_factor_rule r WHERE r.organisation = o.id)
              AND NOT EXISTS (SELECT 1 FROM second_factor f WHERE f.person = s.person AND f.confirmed_at IS NOT NULL))
             FROM organisation o
             JOIN chain_head h ON h.organisation = o.id
             JOIN staff s ON s.organisation = o.id AND s.person = {person}
             WHERE o.slug = ${next} ORDER BY CASE WHEN s.active THEN 0 ELSE 1 END, s.id LIMIT 1",
            carrier_columns()
        )
    });
    Ok(tx.ask(sql, values).await?)
}

pub(in crate::people) type Desk = (String, String, String, String);
pub(in crate::people) type Portal = (String, String, String, String, String, String);

/// Everywhere somebody can go: desks and portals, on their way.
pub(in crate::people) async fn memberships(tx: &mut Tx, asking: &Asking) -> Result<(Asked<Desk>, Asked<Portal>), Failure> {
    let (sql, values) = question(asking, Vec::new(), |person, _| {
        format!(
            "SELECT o.name, o.slug, s.name, s.email FROM staff s JOIN organisation o ON o.id = s.organisation
             WHERE s.person = {person} AND s.active AND o.active ORDER BY o.slug"
        )
    });
    let desks = tx.ask(sql, values).await?;
    let (sql, values) = question(asking, Vec::new(), |person, _| {
        format!(
            "SELECT o.name, o.slug, k.name, k.slug, c.name, c.email FROM contact c
             JOIN customer k ON k.id = c.customer JOIN organisation o ON o.id = c.organisation
             WHERE c.person = {person} AND c.portal_access AND c.archived_at IS NULL
               AND k.portal_access AND k.archived_at IS NULL AND o.active
             ORDER BY o.slug, k.slug"
        )
    });
    Ok((desks, tx.ask(sql, values).await?))
}

/// Gives memberships of that address to the person who has shown that it is theirs; leaves them open when nobody has.
pub(in crate::people) async fn link_where_verified(tx: &mut Tx, address: &str) -> Result<(), Failure> {
    for sql in [
        "UPDATE staff SET person = (SELECT e.person FROM person_email e WHERE e.address = $1) WHERE email = $1 AND person IS NULL",
        "UPDATE contact SET person = (SELECT e.person FROM person_email e WHERE e.address = $1) WHERE email = $1 AND person IS NULL",
    ] {
        tx.exec(sql, args![address]).await?;
    }
    Ok(())
}

pub(in crate::people) async fn unlink_contact(tx: &mut Tx, organisation: OrganisationId, contact: ContactId) -> Result<(), Failure> {
    let sql = "UPDATE contact SET person = NULL WHERE organisation = $1 AND id = $2";
    Ok(tx.exec(sql, args![organisation, contact]).await.map(drop)?)
}

/// Notes that a contact is in the portal.
pub(in crate::people) async fn saw_contact(
    tx: &mut Tx,
    organisation: OrganisationId,
    contact: ContactId,
    now: Timestamp,
) -> Result<(), Failure> {
    let sql = "INSERT INTO contact_seen (organisation, contact, at) VALUES ($1, $2, $3)
               ON CONFLICT (organisation, contact) DO UPDATE SET at = $3";
    Ok(tx.exec(sql, args![organisation, contact, now]).await.map(drop)?)
}

/// When each contact of a customer was last in its portal; who never was is left out.
///
/// # Errors
/// When the database does not answer.
pub async fn last_seen(tx: &mut Tx, organisation: OrganisationId, customer: CustomerId) -> Result<Vec<(ContactId, Timestamp)>, Failure> {
    let sql = "SELECT v.contact, v.at FROM contact c JOIN contact_seen v ON v.organisation = c.organisation AND v.contact = c.id
               WHERE c.organisation = $1 AND c.customer = $2";
    Ok(tx.all(sql, args![organisation, customer]).await?)
}
