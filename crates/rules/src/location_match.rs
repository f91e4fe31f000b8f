//! Whether two addresses are one place: the same however it is written, nearly the same (somebody should look before a second
//! one is kept or driven to), or another (rules 5.4, 7.4). Two house numbers are two places and never near.

mod letters;
mod street;
mod words;

use std::fmt::{Display, Formatter};

use self::letters::{Part, compare};
use self::street::Street;
use crate::order::Address;

/// How close two places are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Closeness {
    /// The same, written the same or otherwise.
    Same,
    /// Probably the same: a slip of the keys, a part left out, or another name at the same door.
    Near,
    /// Another place.
    Other,
}

/// How many parts of two near places may deviate.
const MOST_DEVIATIONS: usize = 2;

/// An address brought to one way of writing, to be compared with many others.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Normal {
    name: String,
    street: Street,
    second: String,
    postcode: String,
    city: String,
    country: String,
}

impl Normal {
    /// Brings an address to one way of writing.
    #[must_use]
    pub fn of(address: &Address) -> Self {
        let country = address.country.trim().to_uppercase();
        Self {
            name: words::of_name(&address.name),
            street: Street::of(&address.street, &country),
            second: words::of_second_line(address.street_2.as_deref().unwrap_or_default()),
            postcode: words::of_postcode(&address.postcode, &country),
            city: words::of_city(&address.city),
            country,
        }
    }

    /// The key of where it is, without who is there: two addresses with the same key are one door. Empty when it says neither
    /// postcode nor city.
    #[must_use]
    pub fn key(&self) -> String {
        if self.is_vague() { String::new() } else { self.to_string() }
    }

    /// The key of who is there, as it is compared: without accents, case and legal form.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How close another place is.
    #[must_use]
    pub fn closeness(&self, other: &Self) -> Closeness {
        if self.country != other.country || self.is_vague() || other.is_vague() {
            return Closeness::Other;
        }
        let number = if_given(&self.street.number, &other.street.number, |_, _| Part::Differs);
        let street = if_given(&self.street.name, &other.street.name, |a, b| compare(&letters::squeezed(a), &letters::squeezed(b)));
        let second = if_given(&self.second, &other.second, letters::compare_loosely);
        let postcode = if_given(&self.postcode, &other.postcode, letters::compare_postcodes);
        let city = if_given(&self.city, &other.city, letters::compare_loosely);
        let name = if_given(&self.name, &other.name, letters::compare_loosely);
        let door = [number, street, second, postcode, city];
        if door.iter().all(|part| *part == Part::Equal) && (name == Part::Equal || !self.street.name.is_empty()) {
            return if name == Part::Equal { Closeness::Same } else { Closeness::Near };
        }
        let elsewhere = (postcode == Part::Differs && city != Part::Equal) || (city == Part::Differs && postcode != Part::Equal);
        let differs = elsewhere || [number, street, second, name].contains(&Part::Differs);
        let deviations = door.into_iter().chain([name]).filter(|part| *part != Part::Equal).count();
        if differs || deviations > MOST_DEVIATIONS { Closeness::Other } else { Closeness::Near }
    }

    /// Says too little of where it is to be compared.
    fn is_vague(&self) -> bool {
        self.postcode.is_empty() && self.city.is_empty()
    }
}

impl Display for Normal {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let Street { name, number } = &self.street;
        let street = letters::squeezed(name);
        write!(
            f,
            "{}|{}|{}|{street}|{number}|{}",
            self.country,
            self.postcode,
            letters::squeezed(&self.city),
            letters::squeezed(&self.second)
        )
    }
}

/// How close two addresses are.
#[must_use]
pub fn closeness(one: &Address, other: &Address) -> Closeness {
    Normal::of(one).closeness(&Normal::of(other))
}

/// The one of the known addresses, by its place among them, that an address nearly is and is not: probably that one, with a slip in
/// it; none where it is one of them, or near none (5.4).
#[must_use]
pub fn near_duplicate_of<'a>(address: &Address, known: impl IntoIterator<Item = &'a Address>) -> Option<usize> {
    let own = Normal::of(address);
    let compared = known.into_iter().enumerate().map(|(n, known)| (own.closeness(&Normal::of(known)), n));
    compared.min().filter(|(how, _)| *how == Closeness::Near).map(|(_, n)| n)
}

/// Equal, near when only one of the two says it, else as `compared` says.
fn if_given(one: &str, other: &str, compared: impl Fn(&str, &str) -> Part) -> Part {
    if one == other {
        Part::Equal
    } else if one.is_empty() || other.is_empty() {
        Part::Near
    } else {
        compared(one, other)
    }
}

#[cfg(test)]
mod tests;
