//! Counters for tabs and menus: rows moved by the act itself, so that no page ever counts millions.

use std::collections::HashMap;

use kit::args;
use kit::db::Tx;
use uuid::Uuid;

use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;
use crate::viewer::Scope;

/// Stands for "the whole organisation" where a customer's id would.
const EVERYBODY: Uuid = Uuid::nil();

/// Counts orders of which a change or a cancellation waits for the carrier.
pub const AWAITING_ORDERS: &str = "AWAITING_ORDERS";

/// Counts by name, of one viewer.
#[derive(Clone, Debug, Default)]
pub struct Counts(HashMap<String, i64>);

impl Counts {
    /// How many; none is 0.
    #[must_use]
    pub fn of(&self, what: &str) -> i64 {
        self.0.get(what).copied().unwrap_or(0)
    }

    /// All of them together.
    pub(super) fn all(&self) -> i64 {
        self.0.values().sum()
    }
}

const COUNTS: &str = "SELECT what, count FROM tally WHERE organisation = $1 AND customer = $2";

/// All counts within a scope: one query.
///
/// # Errors
/// When the database does not answer.
pub async fn counts(tx: &mut Tx, scope: Scope) -> Result<Counts, Failure> {
    let rows: Vec<(String, i64)> = tx.all(COUNTS, args![scope.organisation, whose(scope)]).await?;
    Ok(Counts(rows.into_iter().collect()))
}

/// The same question, so that it travels with others ([`Tx::ahead`]).
pub(super) fn ahead(tx: &mut Tx, scope: Scope) {
    tx.ahead(COUNTS, args![scope.organisation, whose(scope)]);
}

fn whose(scope: Scope) -> Uuid {
    scope.customer.map_or(EVERYBODY, |customer| customer.0)
}

/// Moves one order of a customer from one count to another, for the customer and for the organisation.
///
/// # Errors
/// When the database does not answer.
pub async fn shift(
    tx: &mut Tx,
    organisation: OrganisationId,
    customer: CustomerId,
    from: Option<&str>,
    to: Option<&str>,
) -> Result<(), Failure> {
    if from == to {
        return Ok(());
    }
    for (what, by) in [(from, -1_i64), (to, 1)] {
        let Some(what) = what else { continue };
        let sql = "INSERT INTO tally (organisation, customer, what, count) VALUES ($1, $2, $4, $5), ($1, $3, $4, $5)
                   ON CONFLICT (organisation, customer, what) DO UPDATE SET count = tally.count + $5";
        tx.later(sql, args![organisation, customer, EVERYBODY, what, by]).await?;
    }
    Ok(())
}
