//! Finding the demonstration's people and customers again by the words they are known by.

use cartage::customers::CustomerId;
use cartage::failure::Failure;
use cartage::organisations::OrganisationId;
use cartage::people::PersonId;
use kit::args;
use kit::db::Tx;
use uuid::Uuid;

/// The person with that address.
pub(super) async fn person(tx: &mut Tx, email: String) -> Result<(PersonId, String), Failure> {
    let sql = "SELECT p.id, p.name FROM person p JOIN person_email e ON e.person = p.id WHERE e.address = $1";
    Ok(tx.one(sql, args![email]).await?)
}

/// The customer with that word in paths.
pub(super) async fn customer(tx: &mut Tx, organisation: OrganisationId, slug: String) -> Result<CustomerId, Failure> {
    let (id,) = tx.one("SELECT id FROM customer WHERE organisation = $1 AND slug = $2", args![organisation, slug]).await?;
    Ok(id)
}

/// The house with that word in paths, and a few of its newest orders: id and number.
pub(super) async fn house_with_orders(tx: &mut Tx, slug: &'static str) -> Result<(OrganisationId, Vec<(Uuid, String)>), Failure> {
    let (organisation, _): (OrganisationId, String) = tx.one("SELECT id, name FROM organisation WHERE slug = $1", args![slug]).await?;
    let sql = "SELECT id, number FROM orders WHERE organisation = $1 AND status NOT IN ('QUOTE', 'CANCELLED') ORDER BY created_at DESC, id LIMIT 4";
    Ok((organisation, tx.all(sql, args![organisation]).await?))
}
