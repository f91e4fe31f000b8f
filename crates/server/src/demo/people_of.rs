//! Finding the demonstration's people and customers again by the words they are known by.

use cartage::customers::CustomerId;
use cartage::failure::Failure;
use cartage::organisations::OrganisationId;
use cartage::people::PersonId;
use kit::args;
use kit::db::Tx;

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
