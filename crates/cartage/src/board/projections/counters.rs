//! Counters held against the orders and imports they count: one statement, so that no act falls between the two. An act moves rows and counters
//! alike, so what they differ by stays the same whatever is done meanwhile, and is simply added.

use kit::args;
use kit::db::Tx;
use uuid::Uuid;

use super::Projections;
use crate::app::App;
use crate::failure::Failure;
use crate::jobs;
use crate::organisations::OrganisationId;

/// Sixteen zero bytes stand for the whole organisation.
const DIFFERENCES: &str = "SELECT x.customer, x.what, CAST(sum(x.there) AS BIGINT), CAST(sum(x.counted) AS BIGINT) FROM (
    SELECT customer, shelf AS what, count(*) AS there, 0 AS counted FROM orders WHERE organisation = $1 GROUP BY customer, shelf
    UNION ALL SELECT $2, shelf, count(*), 0 FROM orders WHERE organisation = $1 GROUP BY shelf
    UNION ALL SELECT customer, 'AWAITING_ORDERS', count(*), 0 FROM orders WHERE organisation = $1 AND awaiting <> '' GROUP BY customer
    UNION ALL SELECT $2, 'AWAITING_ORDERS', count(*), 0 FROM orders WHERE organisation = $1 AND awaiting <> ''
    UNION ALL SELECT customer, shelf, count(*), 0 FROM order_import WHERE organisation = $1 AND shelf <> '' GROUP BY customer, shelf
    UNION ALL SELECT $2, shelf, count(*), 0 FROM order_import WHERE organisation = $1 AND shelf <> '' GROUP BY shelf
    UNION ALL SELECT customer, tab, count(*), 0 FROM order_import
      WHERE organisation = $1 AND tab IN ('TO_APPROVE', 'ERRORS', 'ASKED') GROUP BY customer, tab
    UNION ALL SELECT $2, tab, count(*), 0 FROM order_import
      WHERE organisation = $1 AND tab IN ('TO_APPROVE', 'ERRORS', 'ASKED') GROUP BY tab
    UNION ALL SELECT customer, what, 0, count FROM tally WHERE organisation = $1
      AND what IN ('QUOTE', 'DECLINED', 'TO_PLAN', 'PLANNED', 'IN_TRANSIT', 'COMPLETED', 'CANCELLED', 'AWAITING_ORDERS', 'AWAITING',
        'NOT_ACCEPTED', 'WITHDRAWN', 'TO_APPROVE', 'ERRORS', 'ASKED')
  ) x GROUP BY x.customer, x.what HAVING sum(x.there) <> sum(x.counted) ORDER BY x.customer, x.what";

type Difference = (Uuid, String, i64, i64);

async fn differences(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Difference>, Failure> {
    Ok(tx.all(DIFFERENCES, args![organisation, Uuid::nil()]).await?)
}

async fn add(tx: &mut Tx, organisation: OrganisationId, (customer, what, there, counted): Difference) -> Result<(), Failure> {
    let sql = "INSERT INTO tally (organisation, customer, what, count) VALUES ($1, $2, $3, $4)
               ON CONFLICT (organisation, customer, what) DO UPDATE SET count = tally.count + $4";
    Ok(tx.later(sql, args![organisation, customer, what, there - counted]).await?)
}

pub(super) async fn check(app: &App, organisation: OrganisationId, mend: bool, found: &mut Projections) -> Result<(), Failure> {
    let differing = app.db.read(move |tx| Box::pin(differences(tx, organisation))).await?;
    for (customer, what, there, counted) in &differing {
        let whose = if customer.is_nil() { "of all customers".to_owned() } else { format!("of customer {customer}") };
        found.tell(format!("the counter {what} {whose} says {counted}, there are {there}"));
    }
    if mend && !differing.is_empty() {
        let mended = differing.len();
        let act = app.act_as(organisation, jobs::by_itself(), move |tx, _| {
            Box::pin(async move {
                for difference in differing {
                    add(tx, organisation, difference).await?;
                }
                Ok(())
            })
        });
        act.await?;
        found.mended += mended as u64;
    }
    Ok(())
}
