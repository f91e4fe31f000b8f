//! Which customer a row means, and which rows of one file mean the same thing. Contacts are known by their address at a customer,
//! locations as [`crate::location::matched`] knows them.

use std::collections::HashMap;

use crate::reference::fold;

/// A customer there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known<'a> {
    /// The number the carrier's books know it by.
    pub number: Option<&'a str>,
    /// Its name.
    pub name: &'a str,
    /// It is archived.
    pub archived: bool,
}

/// What a row means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    /// None that is there.
    New,
    /// This one, by its place.
    This(usize),
    /// One of several, and nothing says which.
    OneOf(usize),
}

/// Which customer a number and a name mean, case and blanks left out: the one with that number; where nobody has it, the one of that
/// name that has none; without a number, the only one of that name. An archived one counts where no other is meant.
#[must_use]
pub fn customer_meant(number: Option<&str>, name: &str, known: &[Known<'_>]) -> Meant {
    let number = number.map(fold).filter(|number| !number.is_empty());
    let name = fold(name);
    let numbered = |one: &Known<'_>| one.number.map(fold).filter(|own| !own.is_empty());
    let by_number = |one: &Known<'_>| number.is_some() && numbered(one) == number;
    let by_name = |one: &Known<'_>| !name.is_empty() && fold(one.name) == name && (number.is_none() || numbered(one).is_none());
    let first = only(known, by_number);
    if first == Meant::New { only(known, by_name) } else { first }
}

fn only(known: &[Known<'_>], is: impl Fn(&Known<'_>) -> bool) -> Meant {
    let of = |archived: bool| known.iter().enumerate().filter(|(_, one)| one.archived == archived && is(one)).map(|(at, _)| at).collect();
    let (open, archived): (Vec<usize>, Vec<usize>) = (of(false), of(true));
    match (open.as_slice(), archived.as_slice()) {
        ([one], _) | ([], [one, ..]) => Meant::This(*one),
        ([], []) => Meant::New,
        (several, _) => Meant::OneOf(several.len()),
    }
}

/// For each row the first row before it that means the same thing: one that shares a key with it, case and blanks left out.
#[must_use]
pub fn repeated(rows: &[Vec<String>]) -> Vec<Option<usize>> {
    let mut first: HashMap<String, usize> = HashMap::new();
    let before = |(row, keys): (usize, &Vec<String>)| {
        let keys = keys.iter().map(|key| fold(key)).filter(|key| !key.is_empty());
        let known = keys.map(|key| *first.entry(key).or_insert(row)).filter(|known| *known < row);
        known.min()
    };
    rows.iter().enumerate().map(before).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const THERE: [Known<'static>; 6] = [
        Known { number: Some("10042"), name: "De Korenaar BV", archived: false },
        Known { number: None, name: "Bakker Fruit", archived: false },
        Known { number: Some("10050"), name: "Meble Nowak", archived: false },
        Known { number: Some("10051"), name: "Meble Nowak", archived: false },
        Known { number: Some("10060"), name: "Silo", archived: true },
        Known { number: Some("10061"), name: "Silo", archived: false },
    ];

    #[test]
    fn a_customer_is_known_by_its_number_then_by_its_name() {
        let cases = [
            (Some("10042"), "Another name", Meant::This(0)),
            (Some(" 10042 "), "", Meant::This(0)),
            (None, "de korenaar  bv", Meant::This(0)),
            (Some("10099"), "De Korenaar BV", Meant::New), // a namesake with a number of its own
            (Some("10070"), "Bakker Fruit", Meant::This(1)), // it gets its number
            (None, "Meble Nowak", Meant::OneOf(2)),
            (Some("10051"), "Meble Nowak", Meant::This(3)),
            (Some("10060"), "Silo", Meant::This(4)), // archived: to be restored first
            (None, "Silo", Meant::This(5)),
            (None, "Nobody", Meant::New),
            (None, "", Meant::New),
        ];
        for (number, name, meant) in cases {
            assert_eq!(customer_meant(number, name, &THERE), meant, "{number:?} {name:?}");
        }
    }

    #[test]
    fn rows_that_mean_the_same_thing_are_found() {
        let rows = [vec!["a", "1"], vec!["b", ""], vec!["A ", "2"], vec!["", ""], vec!["c", "2"], vec![""]];
        let rows: Vec<Vec<String>> = rows.iter().map(|keys| keys.iter().map(ToString::to_string).collect()).collect();
        assert_eq!(repeated(&rows), [None, None, Some(0), None, Some(2), None]);
    }

    proptest! {
        /// The first of its kind is never a repetition, and what a row repeats stands before it.
        #[test]
        fn only_what_came_before_is_repeated(rows in prop::collection::vec(prop::collection::vec("[abAB ]{0,1}", 0..3), 0..12)) {
            let found = repeated(&rows);
            prop_assert_eq!(found.len(), rows.len());
            prop_assert!(found.iter().enumerate().all(|(row, before)| before.is_none_or(|before| before < row)));
        }
    }
}
