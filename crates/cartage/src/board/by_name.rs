//! Lists by name, a page at a time: forwards and backwards from a row that was shown, so that a page stays where it is while
//! others add and archive.

use std::fmt::Display;

use kit::args;
use kit::db::{FromRow, Query, Tx};
use kit::web::Fields;
use uuid::Uuid;

use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// Rows of a page.
const ROWS: usize = 50;
/// Rows that an export reads at a time.
const STRETCH: usize = 500;

/// Which page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The first.
    First,
    /// The one after this row.
    After(Uuid),
    /// The one before this row.
    Before(Uuid),
    /// A stretch of an export, longer than a page: the first, or the one after this row.
    Stretch(Option<Uuid>),
}

impl Turn {
    /// As the address says: `after` or `before`; anything else is the first page.
    #[must_use]
    pub fn asked(query: &Fields) -> Turn {
        let id = |name| query.get(name).and_then(|id| id.parse().ok());
        match (id("after"), id("before")) {
            (Some(id), _) => Turn::After(id),
            (None, Some(id)) => Turn::Before(id),
            (None, None) => Turn::First,
        }
    }
}

/// A row of a list by name.
pub trait Listed: FromRow + Send {
    /// Its id.
    fn id(&self) -> Uuid;
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Leaf<T> {
    /// Its rows.
    pub rows: Vec<T>,
    /// There are rows before: `before` this one.
    pub before: Option<Uuid>,
    /// There are rows after: `after` this one.
    pub after: Option<Uuid>,
}

impl<T> Leaf<T> {
    /// Whether there is another page.
    #[must_use]
    pub fn is_part(&self) -> bool {
        self.before.is_some() || self.after.is_some()
    }
}

/// The page `turn` of what `query` selects from a table called `t`, by its `sort_name`. `sort_name` is SQL that finds the name of
/// row `$2` of organisation `$1`; a row that is gone begins the list anew.
///
/// # Errors
/// When the database does not answer.
pub async fn by_name<T: Listed>(
    tx: &mut Tx,
    organisation: OrganisationId,
    turn: Turn,
    sort_name: &'static str,
    query: Query,
) -> Result<Leaf<T>, Failure> {
    let from = match turn {
        Turn::First | Turn::Stretch(None) => None,
        Turn::After(id) | Turn::Before(id) | Turn::Stretch(Some(id)) => {
            tx.opt::<(String,)>(sort_name, args![organisation, id]).await?.map(|(name,)| (name, id))
        }
    };
    let backwards = matches!(turn, Turn::Before(_)) && from.is_some();
    if matches!(turn, Turn::Stretch(Some(_))) && from.is_none() {
        return Ok(Leaf { rows: Vec::new(), before: None, after: None }); // never begun anew
    }
    let page = if matches!(turn, Turn::Stretch(_)) { STRETCH } else { ROWS };
    let limit = args![i64::try_from(page + 1).unwrap_or(i64::MAX)];
    let query = match (&from, backwards) {
        (Some((name, id)), true) => query.with("AND (t.sort_name, t.id) < (?, ?)", args![name, *id]),
        (Some((name, id)), false) => query.with("AND (t.sort_name, t.id) > (?, ?)", args![name, *id]),
        (None, _) => query,
    };
    let order = if backwards { "ORDER BY t.sort_name DESC, t.id DESC LIMIT ?" } else { "ORDER BY t.sort_name, t.id LIMIT ?" };
    let (sql, values) = query.with(order, limit).done();
    let mut rows: Vec<T> = tx.all(sql, values).await?;
    let more = rows.len() > page;
    rows.truncate(page);
    if backwards {
        rows.reverse();
    }
    let (first, last) = (rows.first().map(Listed::id), rows.last().map(Listed::id));
    let (before, after) = if backwards { (more, true) } else { (from.is_some(), more) };
    Ok(Leaf { rows, before: first.filter(|_| before), after: last.filter(|_| after) })
}

/// `?q=…&show=…&after=…`: the address of another page of the same list.
#[must_use]
pub fn turned(query: &Fields, which: &str, id: impl Display) -> String {
    let mut fields = query.clone();
    fields.remove(|name| matches!(name, "after" | "before" | "done"));
    fields.set(which, id.to_string());
    format!("?{}", fields.encode())
}

/// `?q=…&format=csv`: everything that this list shows on all its pages, as a file.
#[must_use]
pub fn exported(query: &Fields, format: &str) -> String {
    turned(query, "format", format)
}
