//! Which location of the customer's address book a stop means: by external id, by alias or name, or by the address that is written out.

use std::collections::{BTreeSet, HashMap};

use kit::db::Tx;
use kit::text::fold;
use kit::web::Fields;
use rules::order::Address;

use crate::failure::Failure;
use crate::locations::{self, Book, LocationRow};

/// Locations of a book that are looked at.
const MOST: i64 = 20_000;

/// A customer's address book, to be looked things up in.
pub(super) struct Places {
    rows: Vec<LocationRow>,
    by_id: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    by_address: HashMap<String, usize>,
}

impl Places {
    /// Reads it once for a stretch of work.
    pub(super) async fn load(tx: &mut Tx, book: Book) -> Result<Places, Failure> {
        let rows = locations::visible_to(tx, book, "", MOST).await?;
        let (mut by_id, mut by_name, mut by_address) = (HashMap::new(), HashMap::<String, Vec<usize>>::new(), HashMap::new());
        for (at, row) in rows.iter().enumerate() {
            if let Some(id) = &row.external_id {
                by_id.insert(fold(id), at);
            }
            let names: BTreeSet<String> = row.aliases().iter().chain([&row.name]).map(|name| fold(name)).collect();
            for name in names {
                by_name.entry(name).or_default().push(at);
            }
            by_address.entry(row.address_key.clone()).or_insert(at);
        }
        Ok(Places { rows, by_id, by_name, by_address })
    }

    fn named(&self, text: &str) -> Result<&LocationRow, String> {
        let found = match (self.by_id.get(&fold(text)), self.by_name.get(&fold(text)).map(Vec::as_slice)) {
            (Some(at), _) => Some(*at),
            (None, Some([at])) => Some(*at),
            (None, Some([_, _, ..])) => return Err("Several locations have this name. Write the external id, or the address.".to_owned()),
            (None, _) => None,
        };
        found.and_then(|at| self.rows.get(at)).ok_or_else(|| {
            "No location of your address book has this external id or name. Write the address in its own columns.".to_owned()
        })
    }

    /// Ties a stop of a form to its location, and fills in what the location knows. What is wrong comes back with its field.
    pub(super) fn settle(&self, fields: &mut Fields, at: &str, home: &str) -> Result<(), (String, String)> {
        let name = |field: &str| format!("{at}.{field}");
        let written = ["street", "postcode", "city"].into_iter().any(|field| fields.get(&name(field)).is_some());
        let asked = match (fields.get(&name("location")), fields.get(&name("name"))) {
            (Some(text), _) => Some(("location", text.to_owned())),
            (None, Some(text)) if !written => Some(("name", text.to_owned())),
            _ => None,
        };
        fields.remove(|field| field == name("location"));
        let known = match asked {
            Some((field, text)) => Some(self.named(&text).map_err(|words| (name(field), words))?),
            None => {
                if fields.get(&name("country")).is_none() {
                    fields.set(&name("country"), home);
                }
                let address = Address {
                    name: fields.text(&name("name")),
                    street: fields.text(&name("street")),
                    street_2: fields.get(&name("street_2")).map(ToOwned::to_owned),
                    postcode: fields.text(&name("postcode")).to_uppercase(),
                    city: fields.text(&name("city")),
                    country: fields.text(&name("country")),
                    ..Address::default()
                };
                self.by_address.get(&locations::address_key(&address)).and_then(|at| self.rows.get(*at))
            }
        };
        if let Some(known) = known {
            fill(fields, at, known);
        }
        Ok(())
    }
}

fn fill(fields: &mut Fields, at: &str, location: &LocationRow) {
    let mut set = |field: &str, value: &str| fields.set(&format!("{at}.{field}"), value);
    set("location", &location.id.to_string());
    set("name", &location.name);
    set("street", &location.street);
    set("street_2", &location.street_2);
    set("postcode", &location.postcode);
    set("city", &location.city);
    set("country", &location.country);
    if location.opening_hours.is_known() {
        set("opening_hours", "on");
    }
    for (field, value) in [("instructions", &location.instructions), ("email", &location.email), ("phones", &location.phone)] {
        let name = format!("{at}.{field}");
        if !value.is_empty() && fields.get(&name).is_none() {
            fields.set(&name, value.clone());
        }
    }
}
