//! A row that is a contact. Nobody gets into the portal, or a mail, by a table alone (1.4): whoever confirms it says so.

use kit::db::Tx;
use kit::web::Fields;

use super::{NotTaken, Taken, customers, over};
use crate::contacts::{self, Details, Host};
use crate::failure::Refusal;
use crate::history::Act;
use crate::people;

/// Adds the contact a row says, or changes name and phone of the one that has this address at this customer.
///
/// # Errors
/// What is to be mended, or the database does not answer.
pub(super) async fn take(tx: &mut Tx, act: &mut Act, host: &Host, said: &Fields, invites: bool) -> Result<Taken, NotTaken> {
    let Some(customer) = said.get("customer") else {
        return Err(Refusal::at("customer", "Say at which customer: its number or its name.").into());
    };
    let customer = customers::named(tx, act.organisation, customer).await?;
    let there = match people::address(said.raw("email")) {
        Some(address) => contacts::by_email(tx, act.organisation, customer.id, &address).await?,
        None => None,
    };
    let Some(row) = there else {
        let blank = Details { portal_access: invites, ..Details::default() };
        let details = Details::read(&over(blank.form(0).fields(), said, &["customer"]))?;
        return Ok(Taken::new(contacts::create(tx, act, host, customer.id, &details).await?.0.0));
    };
    if row.archived_at.is_some() {
        let words =
            format!("{} of {} has this address and is archived. Restore the contact first, or take this row out.", row.name, customer.name);
        return Err(Refusal::at("email", words).into());
    }
    let before = Details::of(&row)?;
    let after = Details::read(&over(before.form(row.version).fields(), said, &["customer"]))?;
    let changes = before.changes(&after);
    if !changes.is_empty() {
        contacts::change(tx, act, host, row.id, row.version, &after).await?;
    }
    Ok(Taken::there(row.id.0, &changes))
}
