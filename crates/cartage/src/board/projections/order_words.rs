//! The words of orders held against what their documents and numbers say.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use kit::args;
use kit::db::{Entity, Query, Tx};
use uuid::Uuid;

use super::{Projections, difference};
use crate::app::App;
use crate::board::add_words;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::jobs;
use crate::orders::{OrderId, OrderRow, words_of};
use crate::organisations::OrganisationId;

/// Orders of a chunk.
const CHUNK: usize = 200;
/// Orders mended in one act.
const MENDED: usize = 20;

/// A word as it is stored for an order: wrong when customer or time are not the order's.
type Stored = (OrderId, String, CustomerId, Timestamp);

async fn chunk(tx: &mut Tx, organisation: OrganisationId, after: OrderId) -> Result<Vec<OrderRow>, Failure> {
    let sql = OrderRow::select("organisation = $1 AND id > $2 ORDER BY id LIMIT 200");
    Ok(tx.all(sql, args![organisation, after]).await?)
}

async fn stored(tx: &mut Tx, orders: &[OrderRow]) -> Result<HashMap<OrderId, Vec<Stored>>, Failure> {
    let mut query = Query::new("SELECT order_id, word, customer, created_at FROM search_word WHERE order_id IN (", Vec::new());
    for (n, row) in orders.iter().enumerate() {
        query = query.with(if n == 0 { "?" } else { ", ?" }, args![row.id]);
    }
    let (sql, values) = query.text(")").done();
    let mut by_order: HashMap<OrderId, Vec<Stored>> = HashMap::new();
    for word in tx.all::<Stored>(sql, values).await? {
        by_order.entry(word.0).or_default().push(word);
    }
    Ok(by_order)
}

/// How the stored words of an order differ from what they should be.
fn differs(row: &OrderRow, stored: &[Stored]) -> Result<Option<String>, Failure> {
    let should = words_of(row)?;
    let own = |(_, _, customer, at): &&Stored| *customer == row.customer && *at == row.created_at;
    let is: BTreeSet<String> = stored.iter().filter(own).map(|(_, word, ..)| word.clone()).collect();
    if let Some((_, word, ..)) = stored.iter().find(|word| !own(word)) {
        return Ok(Some(format!("order {} is found by {word} under another customer or time", row.number)));
    }
    Ok(difference(&format!("order {}", row.number), &should, &is))
}

/// Looks again at an order that differs: rows and words were not read at one instant.
async fn still_differs(tx: &mut Tx, organisation: OrganisationId, id: OrderId) -> Result<Option<String>, Failure> {
    loop {
        let (before, sql) = (one(tx, organisation, id).await?, OrderRow::select("organisation = $1 AND id = $2 AND version = $3"));
        let Some(row) = before else { return Ok(None) };
        let words = stored(tx, std::slice::from_ref(&row)).await?;
        let unmoved: Option<OrderRow> = tx.opt(sql, args![organisation, id, row.version]).await?;
        if unmoved.is_some() {
            return differs(&row, words.get(&id).map_or(&[], Vec::as_slice));
        }
    }
}

async fn one(tx: &mut Tx, organisation: OrganisationId, id: OrderId) -> Result<Option<OrderRow>, Failure> {
    Ok(tx.opt(OrderRow::select("organisation = $1 AND id = $2"), args![organisation, id]).await?)
}

/// Writes the words of an order anew, from what it says under the chain head.
async fn rewrite(tx: &mut Tx, organisation: OrganisationId, id: OrderId) -> Result<(), Failure> {
    let Some(row) = one(tx, organisation, id).await? else { return Ok(()) };
    tx.later("DELETE FROM search_word WHERE order_id = $1 AND organisation = $2", args![id, organisation]).await?;
    let words = words_of(&row)?;
    add_words(tx, &row, words).await
}

pub(super) async fn check(app: &App, organisation: OrganisationId, mend: bool, found: &mut Projections) -> Result<(), Failure> {
    let mut after = OrderId(Uuid::nil());
    loop {
        let read = app.db.read::<_, Failure, _>(move |tx| {
            Box::pin(async move {
                let rows = chunk(tx, organisation, after).await?;
                let words = if rows.is_empty() { HashMap::new() } else { stored(tx, &rows).await? };
                Ok((rows, words))
            })
        });
        let (rows, words) = read.await?;
        let Some(last) = rows.last() else { return Ok(()) };
        (after, found.seen) = (last.id, found.seen + rows.len() as u64);
        let mut wrong = Vec::new();
        for row in &rows {
            if differs(row, words.get(&row.id).map_or(&[], Vec::as_slice))?.is_some() {
                wrong.push(row.id);
            }
        }
        settle(app, organisation, wrong, mend, found).await?;
        if rows.len() < CHUNK {
            return Ok(());
        }
    }
}

async fn settle(app: &App, organisation: OrganisationId, wrong: Vec<OrderId>, mend: bool, found: &mut Projections) -> Result<(), Failure> {
    let mut sure = Vec::new();
    for id in wrong {
        if let Some(words) = app.db.read(move |tx| Box::pin(still_differs(tx, organisation, id))).await? {
            found.tell(words);
            sure.push(id);
        }
    }
    for few in sure.chunks(MENDED).filter(|_| mend) {
        let few = few.to_vec();
        found.mended += few.len() as u64;
        let act = app.act_as(organisation, jobs::by_itself(), move |tx, _| {
            Box::pin(async move {
                for id in few {
                    rewrite(tx, organisation, id).await?;
                }
                Ok(())
            })
        });
        act.await?;
    }
    Ok(())
}
