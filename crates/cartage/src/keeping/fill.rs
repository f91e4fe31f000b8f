//! Filling an empty database with what was carried away, and believing nothing: every table is counted and summed again, the
//! history verified. Until all of it holds the database is marked as incomplete; if it does not hold, nothing stays.

use std::io::Read;

use jiff::Timestamp;
use kit::db::{Db, Standing, migrate, standing};

use super::export::export;
use super::manifest::Manifest;
use super::{format, store};
use crate::failure::Failure;
use crate::history::{self, Head};
use crate::migrations;

/// Rows written in one transaction.
const CHUNK: usize = 500;

/// Fills `db`, which must be empty, with the rows in `from`, as `manifest` describes them; then brings it up to this program's
/// migrations.
///
/// # Errors
/// Refused when the database is not empty, the manifest is of another program, or what arrived is not what left; nothing is left in
/// the database then.
pub async fn fill(db: &Db, now: Timestamp, manifest: &Manifest, from: impl Read) -> Result<(), Failure> {
    let known = manifest.known()?;
    match standing(db, migrations::ALL).await? {
        Standing::Empty => {}
        Standing::Newer(name) if name == store::INCOMPLETE => clear(db).await?,
        _ => return Err(Failure::refused("it is not empty: nothing is written over what is there")),
    }
    let filled = async {
        migrate(db, known, now).await?;
        db.write::<_, Failure, _>(|tx| {
            Box::pin(async move {
                store::mark_incomplete(tx).await?;
                store::empty(tx).await
            })
        })
        .await?;
        rows(db, from).await?;
        compare(db, now, manifest).await?;
        if known.len() < migrations::ALL.len() {
            db.write::<_, Failure, _>(|tx| Box::pin(store::mark_complete(tx))).await?;
            migrate(db, migrations::ALL, now).await?;
            db.write::<_, Failure, _>(|tx| Box::pin(store::mark_incomplete(tx))).await?;
        }
        verify(db, manifest).await?;
        store::analyze(db).await?;
        db.write::<_, Failure, _>(|tx| Box::pin(store::mark_complete(tx))).await
    };
    let filled: Result<(), Failure> = filled.await;
    if filled.is_err() {
        clear(db).await?;
    }
    filled
}

/// Removes every table of Cartage's.
///
/// # Errors
/// When the database does not answer.
pub async fn clear(db: &Db) -> Result<(), Failure> {
    db.write::<_, Failure, _>(|tx| Box::pin(store::drop_all(tx))).await
}

async fn rows(db: &Db, mut from: impl Read) -> Result<(), Failure> {
    while let Some((table, fields)) = format::next_table(&mut from)? {
        if super::TABLES.iter().all(|(known, _)| *known != table) || fields.iter().any(|field| !is_word(field)) {
            return Err(format::damaged());
        }
        let mut some = Vec::with_capacity(CHUNK);
        while let Some(bytes) = format::next(&mut from)? {
            some.push(format::row_of(&bytes).filter(|row| row.len() == fields.len()).ok_or_else(format::damaged)?);
            if some.len() == CHUNK {
                write(db, &table, &fields, std::mem::take(&mut some)).await?;
            }
        }
        write(db, &table, &fields, some).await?;
    }
    Ok(())
}

/// A column's name; anything else in its place would be SQL of somebody else's.
fn is_word(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

async fn write(db: &Db, table: &str, fields: &[String], rows: Vec<Vec<store::Cell>>) -> Result<(), Failure> {
    if rows.is_empty() {
        return Ok(());
    }
    let (table, fields) = (table.to_owned(), fields.to_vec());
    db.write::<_, Failure, _>(move |tx| Box::pin(async move { store::insert(tx, &table, &fields, rows).await })).await
}

/// Counts and checksums of what arrived, against those of what left.
async fn compare(db: &Db, now: Timestamp, manifest: &Manifest) -> Result<(), Failure> {
    let arrived = export(db, now, std::io::sink()).await?.manifest;
    for (left, here) in manifest.tables.iter().zip(&arrived.tables) {
        if left != here {
            let (table, rows, checksum) = (&left.table, left.rows, &left.checksum);
            return Err(Failure::refused(format!(
                "{table} did not arrive as it left: {rows} rows with the checksum {checksum} left, {} of {} with {} arrived",
                here.rows, here.table, here.checksum
            )));
        }
    }
    if manifest.tables.len() != arrived.tables.len() || manifest.heads != arrived.heads {
        return Err(Failure::refused("not every table arrived, or the histories end elsewhere"));
    }
    Ok(())
}

async fn verify(db: &Db, manifest: &Manifest) -> Result<(), Failure> {
    let heads: Vec<Head> = manifest.heads.iter().filter_map(|line| Head::read(line)).collect();
    for chain in db.read(|tx| Box::pin(history::chains(tx))).await? {
        if let Some(broken) = history::verify(db, &chain, &heads).await?.broken {
            return Err(Failure::refused(format!("the history does not verify: {broken}")));
        }
    }
    Ok(())
}
