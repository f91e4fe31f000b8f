//! What a contact had before them when they acted: nobody takes back, replaces or cancels what they have not seen (5.9, 13).

use std::fmt::{Display, Formatter};
use std::str::FromStr;

use kit::db::Tx;

use super::change::Asker;
use super::standing::Standing;
use super::{ImportId, refused};
use crate::failure::Failure;
use crate::orders;

/// How what a customer submitted stood on somebody's page. Forms carry it as they write it: `3`, or `3.` and the id of what waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stood {
    /// The order's version; of what is no order yet, the import's revision.
    pub version: i64,
    /// Beside an order: the change or the cancellation that waited.
    pub waiting: Option<ImportId>,
}

impl Display for Stood {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        match self.waiting {
            Some(waiting) => write!(f, "{}.{waiting}", self.version),
            None => write!(f, "{}", self.version),
        }
    }
}

impl FromStr for Stood {
    type Err = ();

    fn from_str(text: &str) -> Result<Stood, ()> {
        let (version, waiting) = text.split_once('.').map_or((text, None), |(version, waiting)| (version, Some(waiting)));
        let waiting = waiting.map(|waiting| waiting.parse().map_err(|_| ())).transpose()?;
        Ok(Stood { version: version.parse().map_err(|_| ())?, waiting })
    }
}

impl Standing {
    /// As forms of this moment carry it.
    #[must_use]
    pub fn stood(&self) -> Stood {
        match (&self.order, &self.import) {
            (Some(order), import) => Stood { version: order.row.version, waiting: import.as_ref().map(|import| import.id) },
            (None, import) => Stood { version: import.as_ref().map_or(0, |import| import.revision), waiting: None },
        }
    }

    /// What it is called to its customer.
    pub(super) fn name(&self) -> &str {
        match (&self.order, &self.import) {
            (Some(order), _) if order.row.reference.is_empty() => &order.row.number,
            (Some(order), _) => &order.row.reference,
            (None, import) => import.as_ref().map_or("It", |import| &import.reference),
        }
    }

    /// Moved, saying what happened last, where it no longer stands as somebody saw it. To take back a wish only the wish must be the one
    /// they saw: it does not matter how far its order is.
    pub(super) async fn unmoved(&self, tx: &mut Tx, asker: &Asker, only_the_wish: bool) -> Result<(), Failure> {
        let (now, seen) = (self.stood(), asker.seen);
        let same = if only_the_wish && self.order.is_some() { now.waiting == seen.waiting } else { now == seen };
        if same {
            return Ok(());
        }
        let last = orders::told_last(tx, asker.scope, asker.order, &self.terms.settings.zone).await?;
        Err(refused::moved(self.name(), &last))
    }
}
