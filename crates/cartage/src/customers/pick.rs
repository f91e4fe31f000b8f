//! Choosing one customer of many in a form: a field that lists what is found by any word, and without script takes a name or a number.

use askama::Template;
use kit::db::Tx;
use kit::text::fold;

use super::CustomerId;
use super::store::{self, Line};
use crate::board::Turn;
use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// A customer as a picker offers it.
#[derive(Clone, Debug)]
pub struct Choice {
    pub(crate) id: CustomerId,
    pub(crate) name: String,
    /// What tells it from others of that name: number and place.
    pub(crate) line: String,
}

impl From<Line> for Choice {
    fn from(line: Line) -> Choice {
        let place = format!("{} {}", line.city, line.country);
        let parts = [line.number.as_deref().unwrap_or_default(), place.trim()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Choice { line: parts.join(", "), id: line.id, name: line.name }
    }
}

/// The options of a picker.
#[derive(Template)]
#[template(path = "customers/options.html")]
pub(super) struct Options {
    pub(super) choices: Vec<Choice>,
}

/// The first customers by name that every word of `needle` finds; none that is archived.
///
/// # Errors
/// When the database does not answer.
pub async fn found(tx: &mut Tx, organisation: OrganisationId, needle: &str) -> Result<Vec<Choice>, Failure> {
    let leaf = store::list(tx, organisation, false, needle, Turn::First).await?;
    Ok(leaf.rows.into_iter().map(Choice::from).collect())
}

/// Which customer a field means: the one `chosen` as long as its name stands there, else the one with this number or this name;
/// nobody where nothing stands there. In words why it is none.
///
/// # Errors
/// When the database does not answer.
pub async fn meant(
    tx: &mut Tx,
    organisation: OrganisationId,
    chosen: Option<CustomerId>,
    text: &str,
) -> Result<Result<Option<CustomerId>, String>, Failure> {
    let (text, wanted) = (text.trim(), fold(text));
    if wanted.is_empty() {
        return Ok(Ok(None));
    }
    if let Some(id) = chosen
        && store::load(tx, organisation, id).await?.is_some_and(|row| row.sort_name == wanted)
    {
        return Ok(Ok(chosen));
    }
    let mut called = store::called(tx, organisation, Some(text), text).await?;
    called.retain(|row| row.archived_at.is_none());
    let numbered = called.iter().find(|row| row.number.as_deref() == Some(text));
    Ok(match (numbered, called.as_slice()) {
        (Some(one), _) | (None, [one]) => Ok(Some(one.id)),
        (None, []) => Err(format!("No customer is called “{text}”, and none has this number. Choose one of the list")),
        (None, _) => Err(format!("Several customers are called “{text}”. Choose one of the list, or write its number")),
    })
}
