//! The queries of memberships: what a person is where, and to whom a membership belongs.

use jiff::Timestamp;
use kit::args;
use kit::db::{Entity, FromRow, Row, Tx};

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

struct Joined<T>(CarrierRow, T);

impl FromRow for Joined<ContactSeen> {
    fn from_row(row: &Row<'_>) -> Result<Self, kit::db::DbError> {
        Ok(Joined(
            CarrierRow::from_row(row)?,
            ContactSeen {
                id: row.get(7)?,
                name: row.get(8)?,
                email: row.get(9)?,
                rights: row.get(10)?,
                contact_access: row.get(11)?,
                archived_at: row.get(12)?,
                customer: row.get(13)?,
                customer_slug: row.get(14)?,
                customer_name: row.get(15)?,
                customer_access: row.get(16)?,
                as_of: row.get(17)?,
                seen_at: row.get(18)?,
            },
        ))
    }
}

impl FromRow for Joined<StaffSeen> {
    fn from_row(row: &Row<'_>) -> Result<Self, kit::db::DbError> {
        Ok(Joined(
            CarrierRow::from_row(row)?,
            StaffSeen {
                id: row.get(7)?,
                name: row.get(8)?,
                email: row.get(9)?,
                role: row.get(10)?,
                active: row.get(11)?,
                as_of: row.get(12)?,
                needs_second_factor: row.get(13)?,
            },
        ))
    }
}

fn carrier_columns() -> String {
    CarrierRow::COLUMNS.iter().map(|column| format!("o.{column}")).collect::<Vec<_>>().join(", ")
}

pub(in crate::people) async fn contact_at(
    tx: &mut Tx,
    person: PersonId,
    organisation: String,
    customer: String,
) -> Result<Option<(CarrierRow, ContactSeen)>, Failure> {
    // One person may be two contacts of a customer; the one that may get in counts.
    let sql = format!(
        "SELECT {}, c.id, c.name, c.email, c.rights, c.portal_access, c.archived_at, k.id, k.slug, k.name, k.portal_access, h.entries, v.at
         FROM organisation o JOIN chain_head h ON h.organisation = o.id
         JOIN customer k ON k.organisation = o.id AND k.slug = $2
         JOIN contact c ON c.organisation = o.id AND c.customer = k.id AND c.person = $3
         LEFT JOIN contact_seen v ON v.organisation = c.organisation AND v.contact = c.id
         WHERE o.slug = $1 AND k.archived_at IS NULL
         ORDER BY CASE WHEN c.archived_at IS NULL AND c.portal_access THEN 0 ELSE 1 END, c.id LIMIT 1",
        carrier_columns()
    );
    let found: Option<Joined<ContactSeen>> = tx.opt(sql, args![organisation, customer, person]).await?;
    Ok(found.map(|Joined(carrier, seen)| (carrier, seen)))
}

pub(in crate::people) async fn staff_at(
    tx: &mut Tx,
    person: PersonId,
    organisation: String,
) -> Result<Option<(CarrierRow, StaffSeen)>, Failure> {
    let sql = format!(
        "SELECT {}, s.id, s.name, s.email, s.role, s.active, h.entries,
         (EXISTS (SELECT 1 FROM second_factor_rule r WHERE r.organisation = o.id)
          AND NOT EXISTS (SELECT 1 FROM second_factor f WHERE f.person = s.person AND f.confirmed_at IS NOT NULL))
         FROM organisation o
         JOIN chain_head h ON h.organisation = o.id
         JOIN staff s ON s.organisation = o.id AND s.person = $2
         WHERE o.slug = $1 ORDER BY CASE WHEN s.active THEN 0 ELSE 1 END, s.id LIMIT 1",
        carrier_columns()
    );
    let found: Option<Joined<StaffSeen>> = tx.opt(sql, args![organisation, person]).await?;
    Ok(found.map(|Joined(carrier, seen)| (carrier, seen)))
}

type Desk = (String, String, String, String);
type Portal = (String, String, String, String, String, String);

pub(in crate::people) async fn memberships(tx: &mut Tx, person: PersonId) -> Result<(Vec<Desk>, Vec<Portal>), Failure> {
    let sql = "SELECT o.name, o.slug, s.name, s.email FROM staff s JOIN organisation o ON o.id = s.organisation
               WHERE s.person = $1 AND s.active AND o.active ORDER BY o.slug";
    let desks = tx.all(sql, args![person]).await?;
    let sql = "SELECT o.name, o.slug, k.name, k.slug, c.name, c.email FROM contact c
               JOIN customer k ON k.id = c.customer JOIN organisation o ON o.id = c.organisation
               WHERE c.person = $1 AND c.portal_access AND c.archived_at IS NULL
                 AND k.portal_access AND k.archived_at IS NULL AND o.active
               ORDER BY o.slug, k.slug";
    Ok((desks, tx.all(sql, args![person]).await?))
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
