//! The queries of persons and their addresses.

use jiff::Timestamp;
use kit::args;
use kit::db::{Entity, Tx};

use crate::failure::Failure;
use crate::people::PersonId;
use crate::people::table::{PersonEmailRow, PersonRow};

pub(in crate::people) async fn by_address(tx: &mut Tx, address: &str) -> Result<Option<PersonId>, Failure> {
    let found: Option<(PersonId,)> = tx.opt("SELECT person FROM person_email WHERE address = $1", args![address]).await?;
    Ok(found.map(|(person,)| person))
}

/// The person behind an address, with the hash of their password.
pub(in crate::people) async fn credentials(tx: &mut Tx, address: &str) -> Result<Option<(PersonId, Option<String>)>, Failure> {
    let sql = "SELECT p.id, p.password FROM person_email e JOIN person p ON p.id = e.person WHERE e.address = $1";
    Ok(tx.opt(sql, args![address]).await?)
}

pub(in crate::people) async fn by_id(tx: &mut Tx, person: PersonId) -> Result<PersonRow, Failure> {
    tx.opt(PersonRow::select("id = $1"), args![person]).await?.ok_or_else(Failure::not_found)
}

/// The name under which somebody with that address is known to a carrier that lets them in, for a person to be made of it.
pub(in crate::people) async fn invited_as(tx: &mut Tx, address: &str) -> Result<Option<String>, Failure> {
    let sql = "SELECT name, created_at FROM staff WHERE email = $1 AND person IS NULL AND active
               UNION ALL
               SELECT name, created_at FROM contact WHERE email = $1 AND person IS NULL AND portal_access AND archived_at IS NULL
               ORDER BY created_at LIMIT 1";
    let found: Option<(String, Timestamp)> = tx.opt(sql, args![address]).await?;
    Ok(found.map(|(name, _)| name))
}

/// Makes a person of an address, unless somebody else just did: then it is theirs.
pub(in crate::people) async fn insert(tx: &mut Tx, person: PersonRow, address: &str) -> Result<PersonId, Failure> {
    tx.insert(&person).await?;
    if add_address(tx, person.id, address, person.created_at).await? {
        return Ok(person.id);
    }
    tx.exec("DELETE FROM person WHERE id = $1", args![person.id]).await?;
    by_address(tx, address).await?.ok_or_else(|| Failure::fault("an address that is taken by nobody"))
}

/// Gives an address to a person; whether it was free.
pub(in crate::people) async fn add_address(tx: &mut Tx, person: PersonId, address: &str, now: Timestamp) -> Result<bool, Failure> {
    let sql = "INSERT INTO person_email (address, person, verified_at) VALUES ($1, $2, $3) ON CONFLICT (address) DO NOTHING";
    Ok(tx.exec(sql, args![address, person, now]).await? > 0)
}

/// A person's addresses, the oldest first.
pub(in crate::people) async fn addresses(tx: &mut Tx, person: PersonId) -> Result<Vec<PersonEmailRow>, Failure> {
    Ok(tx.all(PersonEmailRow::select("person = $1 ORDER BY verified_at, address"), args![person]).await?)
}

/// Removes an address no membership stands under, unless it is the last; whether it did.
pub(in crate::people) async fn remove_address(tx: &mut Tx, person: PersonId, address: &str) -> Result<bool, Failure> {
    let sql = "DELETE FROM person_email WHERE person = $1 AND address = $2
               AND EXISTS (SELECT 1 FROM person_email e WHERE e.person = $1 AND e.address <> $2)
               AND NOT EXISTS (SELECT 1 FROM staff s WHERE s.person = $1 AND s.email = $2)
               AND NOT EXISTS (SELECT 1 FROM contact c WHERE c.person = $1 AND c.email = $2)";
    Ok(tx.exec(sql, args![person, address]).await? > 0)
}

/// The addresses memberships of this person stand under.
pub(in crate::people) async fn addresses_in_use(tx: &mut Tx, person: PersonId) -> Result<Vec<(String,)>, Failure> {
    let sql = "SELECT email FROM staff WHERE person = $1 UNION SELECT email FROM contact WHERE person = $1";
    Ok(tx.all(sql, args![person]).await?)
}

pub(in crate::people) async fn rename(tx: &mut Tx, person: PersonId, name: &str) -> Result<(), Failure> {
    Ok(tx.exec("UPDATE person SET name = $2 WHERE id = $1", args![person, name]).await.map(drop)?)
}

pub(in crate::people) async fn set_password(tx: &mut Tx, person: PersonId, hash: &str) -> Result<(), Failure> {
    Ok(tx.exec("UPDATE person SET password = $2 WHERE id = $1", args![person, hash]).await.map(drop)?)
}
