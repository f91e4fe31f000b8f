//! A page of the audit: read in the order of the chain. Who did it stands in what an erasure may empty, so it is looked for while
//! reading, a bounded number of entries at a time.

use kit::db::Tx;
use kit::web::Fields;
use uuid::Uuid;

use crate::failure::Failure;
use crate::history::{Among, Recorded, recorded};
use crate::organisations::OrganisationId;
use crate::viewer::{Actor, Side};

/// Entries of a page.
const PAGE: usize = 50;
/// Entries read at once when somebody's are looked for, and how often that is done for one page.
const CHUNK: usize = 500;
const CHUNKS: usize = 20;

/// Whose entries are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Anybody,
    /// One of the staff.
    Membership(Uuid),
    /// A contact of a customer.
    Customers,
    /// The program, or its command line.
    Program,
}

impl By {
    fn is(self, actor: Option<&Actor>) -> bool {
        match self {
            By::Anybody => true,
            By::Membership(id) => actor.is_some_and(|actor| actor.membership == Some(id)),
            By::Customers => actor.is_some_and(|actor| actor.side == Side::Customer),
            By::Program => actor.is_some_and(|actor| actor.side == Side::System),
        }
    }
}

/// What the address asks for. What is not understood is not asked for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) among: Among,
    pub(super) by: By,
}

impl Asked {
    pub(super) fn read(query: &Fields) -> Asked {
        let by = match query.text("by").as_str() {
            "customers" => By::Customers,
            "program" => By::Program,
            id => id.parse().map_or(By::Anybody, By::Membership),
        };
        let among = Among {
            before: query.text("before").parse().unwrap_or(i64::MAX),
            kind: Some(query.text("kind")).filter(|kind| !kind.is_empty()),
            subject: query.text("thing").parse().ok(),
        };
        Asked { among, by }
    }
}

/// A page: its entries, and the entry before which the next one begins.
pub(super) struct Sheet {
    pub(super) entries: Vec<Recorded>,
    pub(super) earlier: Option<i64>,
}

pub(super) async fn sheet(tx: &mut Tx, organisation: OrganisationId, asked: &Asked) -> Result<Sheet, Failure> {
    let (most, times) = if asked.by == By::Anybody { (PAGE + 1, 1) } else { (CHUNK, CHUNKS) };
    let (mut entries, mut among) = (Vec::new(), asked.among.clone());
    for _ in 0..times {
        let read = recorded(tx, organisation, &among, most).await?;
        let end = read.len() < most;
        for entry in read {
            if entries.len() == PAGE {
                return Ok(Sheet { earlier: Some(among.before), entries });
            }
            among.before = entry.told.entry;
            if asked.by.is(entry.told.actor.as_ref()) {
                entries.push(entry);
            }
        }
        if end {
            return Ok(Sheet { entries, earlier: None });
        }
    }
    Ok(Sheet { entries, earlier: Some(among.before) })
}
