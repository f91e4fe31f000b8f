//! Carrying everything away: all tables as they were at one instant, in chunks, while others go on writing.

use std::io::Write;

use jiff::Timestamp;
use kit::db::{Db, Tx};

use super::manifest::Manifest;
use super::sums::{Sum, TableSum};
use super::{format, store};
use crate::failure::Failure;
use crate::history;

/// Rows of a chunk.
const CHUNK: usize = 1000;

/// What was carried away.
pub struct Exported<W> {
    /// What it was.
    pub manifest: Manifest,
    /// Where it went.
    pub to: W,
}

/// Writes every row of every table to `to`. Give [`std::io::sink`] to sum them only.
///
/// # Errors
/// When the database does not answer or `to` does not take it.
pub async fn export<W: Write + Send + 'static>(db: &Db, now: Timestamp, mut to: W) -> Result<Exported<W>, Failure> {
    db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            store::freeze(tx).await?;
            let carried = everything(tx, now, &mut to).await;
            store::thaw(tx).await?;
            carried.map(|manifest| Exported { manifest, to })
        })
    })
    .await
}

async fn everything(tx: &mut Tx, now: Timestamp, to: &mut (impl Write + Send)) -> Result<Manifest, Failure> {
    let mut sums = Vec::new();
    for table in store::tables(tx).await? {
        sums.push(table_rows(tx, table, to).await?);
    }
    format::end(to)?;
    to.flush().map_err(|error| Failure::Fault(error.into()))?;
    Ok(Manifest {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: now,
        migrations: store::applied(tx).await?,
        tables: sums,
        heads: history::heads(tx).await?.iter().map(ToString::to_string).collect(),
    })
}

async fn table_rows(tx: &mut Tx, (table, key): (&str, &[&str]), to: &mut (impl Write + Send)) -> Result<TableSum, Failure> {
    let fields = tx.fields(table).await?;
    let names: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
    format::begin(to, table, &names)?;
    let places: Vec<usize> = key.iter().filter_map(|column| names.iter().position(|name| name == column)).collect();
    let (mut sum, mut after) = (Sum::default(), None);
    loop {
        let rows = store::rows(tx, (table, key), &fields, after.take(), CHUNK).await?;
        for row in &rows {
            let bytes = format::row_bytes(row);
            sum.add(&bytes);
            format::put(to, &bytes)?;
        }
        match rows.last() {
            Some(last) if rows.len() == CHUNK => after = Some(places.iter().filter_map(|place| last.get(*place).cloned()).collect()),
            _ => break,
        }
    }
    format::end(to)?;
    Ok(sum.of(table))
}
