//! A row that is a customer.

use kit::db::Tx;
use kit::web::Fields;
use rules::upload::{Known, Meant, customer_meant};

use super::{NotTaken, Taken, over};
use crate::contacts::Host;
use crate::customers::{self, CustomerRow, Profile};
use crate::failure::{Failure, Refusal};
use crate::history::Act;
use crate::organisations::OrganisationId;

fn known(row: &CustomerRow) -> Known<'_> {
    Known { number: row.number.as_deref(), name: &row.name, archived: row.archived_at.is_some() }
}

/// The customer a number and a name mean; none where nobody is meant, and a refusal where several are.
async fn meant(
    tx: &mut Tx,
    organisation: OrganisationId,
    number: Option<&str>,
    name: &str,
) -> Result<Result<Option<CustomerRow>, usize>, Failure> {
    let mut there = customers::called(tx, organisation, number, name).await?;
    let known: Vec<Known<'_>> = there.iter().map(known).collect();
    Ok(match customer_meant(number, name, &known) {
        Meant::New => Ok(None),
        Meant::This(at) => Ok(Some(there.swap_remove(at))),
        Meant::OneOf(several) => Err(several),
    })
}

/// The customer a cell names, by number or by name.
///
/// # Errors
/// Nobody is called that, or several are; archived; or the database does not answer.
pub(super) async fn named(tx: &mut Tx, organisation: OrganisationId, text: &str) -> Result<CustomerRow, NotTaken> {
    let found = match meant(tx, organisation, Some(text), "").await? {
        Ok(None) => meant(tx, organisation, None, text).await?,
        found => found,
    };
    let refused = |words: String| NotTaken::from(Refusal::at("customer", words));
    match found {
        Ok(Some(row)) if row.archived_at.is_some() => Err(refused(format!("{} is archived. Restore the customer first.", row.name))),
        Ok(Some(row)) => Ok(row),
        Ok(None) => {
            Err(refused("No customer has this number or name. Write it as it stands in Customers, or add the customer first.".to_owned()))
        }
        Err(several) => Err(refused(format!("{several} customers are called this. Write the number of the one you mean."))),
    }
}

/// Adds the customer a row says, or changes the one that is there: of its profile only what stands in the row.
///
/// # Errors
/// What is to be mended, or the database does not answer.
pub(super) async fn take(tx: &mut Tx, act: &mut Act, host: &Host, said: &Fields) -> Result<Taken, NotTaken> {
    let (number, name) = (said.get("number"), said.text("name"));
    let field = if number.is_some() { "number" } else { "name" };
    let row = match meant(tx, act.organisation, number, &name).await? {
        Ok(row) => row,
        Err(several) => {
            let words = format!("{several} customers are called this. Write the number of the one you mean.");
            return Err(Refusal::at(field, words).into());
        }
    };
    let Some(row) = row else {
        let blank = Profile { country: host.carrier.country.clone(), ..Profile::default() };
        let profile = Profile::read(&over(blank.form(0).fields(), said, &[]))?;
        return Ok(Taken::new(customers::create(tx, act, &profile).await?.0));
    };
    if row.archived_at.is_some() {
        return Err(Refusal::at(field, format!("{} is archived. Restore the customer first, or take this row out.", row.name)).into());
    }
    let before = Profile::of(&row)?;
    let after = Profile::read(&over(before.form(row.version).fields(), said, &[]))?;
    let changes = before.changes(&after);
    if !changes.is_empty() {
        customers::change(tx, act, host, row.id, row.version, &after).await?;
    }
    Ok(Taken::there(row.id.0, &changes))
}
