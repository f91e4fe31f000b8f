//! A row that is a location: one address stands once in an address book (7.4), however it is written.

use kit::db::Tx;
use kit::web::Fields;
use rules::location::{How, Seen, Wanted};
use rules::order::Address;
use rules::upload::{Whose, whose};

use super::{NotTaken, Taken, customers, over};
use crate::contacts::Host;
use crate::failure::Refusal;
use crate::history::Act;
use crate::locations::{self, Book, Details, LocationRow, NotKept, Visible};

/// The fields that are its address.
const ADDRESS: [&str; 6] = ["name", "street", "street_2", "postcode", "city", "country"];

impl From<NotKept> for NotTaken {
    fn from(refused: NotKept) -> NotTaken {
        match refused {
            NotKept::Failure(failure) => failure.into(),
            NotKept::Perhaps(near) => {
                let near: Vec<String> = near.iter().take(2).map(|row| format!("{}, {}", row.name, row.line())).collect();
                let words = format!(
                    "This may be there already: {}. Write the address as it stands there or its external id; add another place by hand.",
                    near.join("; or ")
                );
                Refusal::at("name", words).into()
            }
        }
    }
}

/// Adds the location a row says, or changes the one that is there: known by its external id, then by its address.
///
/// # Errors
/// What is to be mended, or the database does not answer.
pub(super) async fn take(tx: &mut Tx, act: &mut Act, host: &Host, said: &Fields) -> Result<Taken, NotTaken> {
    let customer = said.text("customer");
    let words = "Write All customers, One customer or No customer, or leave it empty.";
    let whose = whose(said.raw("visible"), &customer).map_err(|_| Refusal::at("visible", words))?;
    let (visible, customer) = match whose {
        Whose::All => (Visible::All, None),
        Whose::Nobody => (Visible::None, None),
        Whose::One if customer.is_empty() => return Err(Refusal::at("customer", "Say which customer: its number or its name.").into()),
        Whose::One => (Visible::Customer, Some(customers::named(tx, act.organisation, &customer).await?)),
    };
    let seen = customer.as_ref().map_or(if visible == Visible::All { Seen::ByAll } else { Seen::ByNone }, |row| Seen::By(row.id));
    let whom = customer.as_ref().map_or_else(String::new, |row| row.name.clone());
    let book = Book::at_the_desk(act.organisation, customer.as_ref().map(|row| row.id));
    let blank = Details::blank(visible, customer.map(|row| row.id), &host.carrier.country);
    let fresh = over(blank.form(0).fields(), said, &["visible", "customer"]);
    let found = locations::matched(tx, book, &[wanted(&fresh)]).await?.pop().flatten();
    // What only the desk finds is none of a customer's.
    let Some((row, how)) = found.filter(|(row, _)| row.seen().covers(&seen)) else {
        let details = Details::read(&fresh)?;
        return Ok(Taken::new(locations::create(tx, act, &details, false).await?.0));
    };
    if row.seen() != seen {
        let words = format!("It is in every address book already, as {}, {}.", row.name, row.line());
        return Ok(Taken { notes: vec![words], ..Taken::there(row.id.0, &[]) });
    }
    change(tx, act, host, (&row, how), said, whom).await
}

/// What a row asks for.
fn wanted(fields: &Fields) -> Wanted {
    let text = |field: &str| fields.text(field);
    let address = Address {
        name: text("name"),
        street: text("street"),
        street_2: fields.get("street_2").map(ToOwned::to_owned),
        postcode: text("postcode").to_uppercase(),
        city: text("city"),
        country: text("country"),
        ..Address::default()
    };
    let written = fields.get("street").is_some() || fields.get("city").is_some();
    Wanted { external_id: fields.get("external_id").map(ToOwned::to_owned), called: None, address: written.then_some(address) }
}

/// Changes the one that is there. What it was known by stays as it is written there.
async fn change(
    tx: &mut Tx,
    act: &mut Act,
    host: &Host,
    (row, how): (&LocationRow, How),
    said: &Fields,
    whom: String,
) -> Result<Taken, NotTaken> {
    let mut stays = vec!["visible", "customer"];
    match how {
        How::ExternalId => {}
        How::Address => stays.extend(ADDRESS),
        // Known by another name: it may have been merged, and is called by its own id.
        How::Alias | How::Name => stays.extend(ADDRESS.into_iter().chain(["external_id"])),
    }
    let before = Details::of(row);
    let after = Details::read(&over(before.form(row.version).fields(), said, &stays))?;
    let changes = before.changes(&after, (whom.clone(), whom));
    if !changes.is_empty() {
        locations::change(tx, act, &host.carrier.zone, (row.id, row.version), &after, false).await?;
    }
    Ok(Taken::there(row.id.0, &changes))
}
