//! Where the organisation's settings of the order import do not count: the customers with values of their own (5.2).

use kit::args;
use kit::db::{DbError, FromRow, Row, Tx};
use rules::order_import::{Held, Limit, Overrides, Setting};
use uuid::Uuid;

use crate::failure::Failure;
use crate::import_settings::{OF_CUSTOMERS, own};
use crate::organisations::OrganisationId;

/// Customers that are looked at for their names.
const LOOKED_AT: i64 = 400;
/// Names shown for one setting.
const SHOWN: usize = 8;

/// The customers with values of their own, and how many there are for each setting.
#[derive(Clone, Debug, Default)]
pub struct OwnImport {
    customers: Vec<(Uuid, String, Overrides)>,
    counts: [i64; 6],
}

/// Who differs in one setting: a few by name, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnHeld {
    /// Id, name and value; at most eight.
    pub shown: Vec<(Uuid, String, Held)>,
    /// How many there are in all.
    pub count: i64,
}

impl OwnHeld {
    /// How many there are beyond those shown.
    #[must_use]
    pub fn more(&self) -> i64 {
        self.count - i64::try_from(self.shown.len()).unwrap_or(self.count)
    }
}

impl OwnImport {
    /// Who has a value of their own for this setting.
    #[must_use]
    pub fn of(&self, setting: Setting) -> OwnHeld {
        let at = OF_CUSTOMERS.iter().position(|known| *known == setting);
        let count = at.and_then(|at| self.counts.get(at)).copied().unwrap_or_default();
        let differs = |(id, name, overrides): &(Uuid, String, Overrides)| Some((*id, name.clone(), own(setting, overrides)?));
        OwnHeld { shown: self.customers.iter().filter_map(differs).take(SHOWN).collect(), count }
    }
}

struct Found {
    customer: (Uuid, String, Overrides),
    counts: [i64; 6],
}

impl FromRow for Found {
    fn from_row(row: &Row<'_>) -> Result<Found, DbError> {
        let limit = |word: Option<String>| word.as_deref().and_then(Limit::parse);
        let overrides = Overrides {
            updates: row.get(2)?,
            create_automatically: row.get(3)?,
            apply_changes: row.get(4)?,
            update_limit: limit(row.get(5)?),
            apply_cancellations: row.get(6)?,
            cancel_limit: limit(row.get(7)?),
        };
        let counts = [row.get(8)?, row.get(9)?, row.get(10)?, row.get(11)?, row.get(12)?, row.get(13)?];
        Ok(Found { customer: (row.get(0)?, row.get(1)?, overrides), counts })
    }
}

/// Customers with values of their own, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn customers_with_own_import(tx: &mut Tx, organisation: OrganisationId) -> Result<OwnImport, Failure> {
    let sql = "SELECT id, name, import_updates, import_create_automatically, import_apply_changes, import_update_limit,
               import_apply_cancellations, import_cancel_limit, count(import_updates) OVER (), count(import_create_automatically) OVER (),
               count(import_apply_changes) OVER (), count(import_update_limit) OVER (), count(import_apply_cancellations) OVER (),
               count(import_cancel_limit) OVER () FROM customer
               WHERE organisation = $1 AND archived_at IS NULL AND (import_updates IS NOT NULL OR import_create_automatically IS NOT NULL
               OR import_apply_changes IS NOT NULL OR import_apply_cancellations IS NOT NULL OR import_update_limit IS NOT NULL
               OR import_cancel_limit IS NOT NULL) ORDER BY sort_name, id LIMIT $2";
    let found: Vec<Found> = tx.all(sql, args![organisation, LOOKED_AT]).await?;
    let counts = found.first().map_or([0; 6], |found| found.counts);
    Ok(OwnImport { customers: found.into_iter().map(|found| found.customer).collect(), counts })
}
