//! Which location of the customer's address book a stop means: by external id, alias or name, or by the address that is written out,
//! as order forms and messages mean one (rule 7.4).

use std::collections::HashMap;

use kit::db::Tx;
use kit::web::Fields;
use rules::location::Wanted;
use rules::order::Address;

use crate::failure::Failure;
use crate::locations::{self, Book, LocationRow};
use crate::orders;

/// The stops of an upload's orders, as names of their fields begin.
pub(super) const STOPS: [&str; 2] = ["c0.collection", "c0.delivery"];

/// What stops of a stretch of lines mean, each asked for once.
#[derive(Default)]
pub(super) struct Places {
    found: HashMap<Asked, Option<LocationRow>>,
}

/// What a stop says of its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Asked {
    /// What it is called, whatever else is written.
    Called(String),
    /// Its address, as it is compared.
    At(String),
}

/// What a stop asks for, and the field that says so; nothing where it says nothing of its place.
fn asked(fields: &Fields, at: &str, home: &str) -> Option<(Asked, &'static str, Wanted)> {
    let text = |field: &str| fields.text(&format!("{at}.{field}"));
    let (location, name) = (text("location"), text("name"));
    let written = ["street", "postcode", "city"].into_iter().any(|field| !text(field).is_empty());
    let called = |field: &'static str, called: String| {
        let wanted = Wanted { called: Some(called.clone()), ..Wanted::default() };
        Some((Asked::Called(called), field, wanted))
    };
    match (location.is_empty(), name.is_empty()) {
        (false, _) => return called("location", location),
        (true, false) if !written => return called("name", name),
        (true, true) if !written => return None,
        (true, _) => {}
    }
    let country = Some(text("country")).filter(|country| !country.is_empty()).unwrap_or_else(|| home.to_owned());
    let address = Address {
        name,
        street: text("street"),
        street_2: Some(text("street_2")).filter(|line| !line.is_empty()),
        postcode: text("postcode").to_uppercase(),
        city: text("city"),
        country,
        ..Address::default()
    };
    let key = locations::address_key(&address);
    Some((Asked::At(key), "name", Wanted { address: Some(address), ..Wanted::default() }))
}

impl Places {
    /// Looks up what the stops of these forms mean.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn look_up(tx: &mut Tx, book: Book, home: &str, forms: &[Fields]) -> Result<Places, Failure> {
        let each = |fields: &Fields| STOPS.map(|at| asked(fields, at, home).map(|(asked, _, wanted)| (asked, wanted)));
        let all: HashMap<Asked, Wanted> = forms.iter().flat_map(each).flatten().collect();
        let (asked, wanted): (Vec<Asked>, Vec<Wanted>) = all.into_iter().unzip();
        let found = locations::matched(tx, book, &wanted).await?;
        let rows = found.into_iter().map(|found| found.map(|(row, _)| row));
        Ok(Places { found: asked.into_iter().zip(rows).collect() })
    }

    /// Ties a stop of a form to its location, and fills in what the location knows. What is wrong comes back with its field.
    pub(super) fn settle(&self, fields: &mut Fields, at: &str, home: &str) -> Result<(), (String, String)> {
        let asked = asked(fields, at, home);
        let name = |field: &str| format!("{at}.{field}");
        fields.remove(|field| field == name("location"));
        let Some((asked, field, _)) = asked else { return Ok(()) };
        match (self.found.get(&asked).and_then(Option::as_ref), asked) {
            (Some(row), _) => {
                orders::fill_stop(fields, at, row, false);
                fields.set(&name("location"), row.id.to_string());
                if row.opening_hours.is_known() {
                    fields.set(&name("opening_hours"), "on");
                }
            }
            (None, Asked::Called(_)) => {
                let words = "No location of your address book has this external id or alias, and no single one this name. Write the \
                             address in its own columns.";
                return Err((name(field), words.to_owned()));
            }
            (None, Asked::At(_)) if fields.get(&name("country")).is_none() => fields.set(&name("country"), home),
            (None, Asked::At(_)) => {}
        }
        Ok(())
    }
}
