//! The board's projections held against the rows they are made of: counters, words of orders, words of names. Read in chunks while
//! the program serves; mended in acts of their own, each a few things at a time under the chain head.

mod counters;
mod found;
mod name_words;
mod order_words;

use crate::app::App;
use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// Differences that are told in words; more are only counted.
const TOLD: usize = 20;

/// What was found in the projections of an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Projections {
    /// Orders and things with a name that were looked at.
    pub seen: u64,
    /// How many differ from what the rows say.
    pub differ: u64,
    /// How many of those were mended.
    pub mended: u64,
    /// The first of them in words.
    pub told: Vec<String>,
}

impl Projections {
    fn tell(&mut self, words: String) {
        self.differ += 1;
        if self.told.len() < TOLD {
            self.told.push(words);
        }
    }
}

/// Holds the projections of an organisation against its rows, and mends what differs where that is wanted.
///
/// # Errors
/// When the database does not answer or a row cannot be read.
pub async fn check_projections(app: &App, organisation: OrganisationId, mend: bool) -> Result<Projections, Failure> {
    let mut found = Projections::default();
    counters::check(app, organisation, mend, &mut found).await?;
    order_words::check(app, organisation, mend, &mut found).await?;
    name_words::check(app, organisation, mend, &mut found).await?;
    Ok(found)
}

/// What is missing and what is too much, in words; none when there is no difference.
fn difference<'w>(of: &str, missing: impl Iterator<Item = &'w String>, foreign: impl Iterator<Item = &'w String>) -> Option<String> {
    let list = |words: &mut dyn Iterator<Item = &'w String>| words.map(String::as_str).collect::<Vec<_>>().join(", ");
    let (missing, foreign) = (list(&mut { missing }), list(&mut { foreign }));
    match (missing.is_empty(), foreign.is_empty()) {
        (true, true) => None,
        (false, true) => Some(format!("{of} is not found by {missing}")),
        (true, false) => Some(format!("{of} is found by {foreign}, which is none of its words")),
        (false, false) => Some(format!("{of} is not found by {missing}, but by {foreign}, which is none of its words")),
    }
}
