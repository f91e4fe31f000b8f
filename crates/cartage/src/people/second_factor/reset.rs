//! The way back for somebody who lost phone and recovery codes: whoever runs the installation resets it on the server. No page and
//! no organisation can (rule 1.3).

use jiff::Timestamp;
use kit::db::Db;
use kit::ids::Ids;

use super::checking::tell;
use crate::failure::Failure;
use crate::people::store::{persons, second_factor as store, sessions};

/// Erases the second factor of the person with that address and ends their sessions; they are told by mail. False when nobody has
/// the address, or has no second factor.
///
/// # Errors
/// When the database does not answer.
pub async fn reset(db: &Db, ids: Ids, address: &str, now: Timestamp) -> Result<bool, Failure> {
    let address = address.trim().to_lowercase();
    db.write(move |tx| {
        Box::pin(async move {
            let Some(person) = persons::by_address(tx, &address).await? else { return Ok(false) };
            if !store::erase(tx, person).await? {
                return Ok(false);
            }
            sessions::end_all(tx, person).await?;
            let text = "Whoever runs this installation has reset your second factor and signed you out everywhere: you can sign in without a \
                        code, and set it up again in your profile.\n\nIf you did not ask for that, set a new password at once.\n";
            tell(ids, tx, person, "Your second factor was reset", text.to_owned(), now).await?;
            Ok(true)
        })
    })
    .await
}
