//! The numbers of channels: how far the history of what they show has come.

use kit::args;
use kit::db::{Query, Tx, Value};
use uuid::Uuid;

use super::channel::{Channel, What};
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// The newest entry of each organisation.
pub(super) async fn heads(tx: &mut Tx, organisations: Vec<OrganisationId>) -> Result<Vec<(OrganisationId, i64)>, Failure> {
    let mut found = Vec::with_capacity(organisations.len());
    // A hundred at a time: a statement's text must come from a small set.
    for some in organisations.chunks(100) {
        let query = one_of(Query::new("SELECT organisation, entries FROM chain_head WHERE organisation", Vec::new()), some, 100);
        let (sql, values) = query.done();
        found.append(&mut tx.all(sql, values).await?);
    }
    Ok(found)
}

/// How far each of `channels` has come, in their order; 0 where nothing ever happened.
pub(super) async fn numbers(tx: &mut Tx, channels: &[Channel]) -> Result<Vec<i64>, Failure> {
    let mut numbers = Vec::with_capacity(channels.len());
    for channel in channels {
        numbers.push(number(tx, channel).await?);
    }
    Ok(numbers)
}

async fn number(tx: &mut Tx, channel: &Channel) -> Result<i64, Failure> {
    let organisation = channel.organisation;
    let found: Option<(Option<i64>,)> = match (&channel.what, channel.customer) {
        (What::Thing(thing), _) => {
            let sql = "SELECT max(entry) FROM history WHERE organisation = $1 AND subject = $2";
            tx.opt(sql, args![organisation, *thing]).await?
        }
        (_, Some(customer)) => {
            let sql = "SELECT entry FROM customer_head WHERE organisation = $1 AND customer = $2";
            tx.opt(sql, args![organisation, customer]).await?
        }
        (_, None) => tx.opt("SELECT entries FROM chain_head WHERE organisation = $1", args![organisation]).await?,
    };
    Ok(found.and_then(|(number,)| number).unwrap_or(0))
}

/// Whether an order, or what was submitted to become one under this id, is this customer's.
pub(super) async fn is_order_of(tx: &mut Tx, organisation: OrganisationId, customer: CustomerId, order: Uuid) -> Result<bool, Failure> {
    let sql = "SELECT version FROM orders WHERE id = $1 AND organisation = $2 AND customer = $3
               UNION ALL SELECT revision FROM order_import WHERE order_id = $1 AND organisation = $2 AND customer = $3 LIMIT 1";
    let found: Option<(i64,)> = tx.opt(sql, args![order, organisation, customer]).await?;
    Ok(found.is_some())
}

/// `IN (…)` with `some`, filled up to `full` places by repeating the last.
fn one_of(query: Query, some: &[OrganisationId], full: usize) -> Query {
    let Some(last) = some.last() else { return query.text("IS NULL") };
    let mut values: Vec<Value> = some.iter().map(|id| Value::from(*id)).collect();
    values.resize(full, Value::from(*last));
    let mut query = query.text("IN (");
    for (i, value) in values.into_iter().enumerate() {
        query = query.with(if i == 0 { "?" } else { ", ?" }, vec![value]);
    }
    query.text(")")
}
