//! What is counted at the moment somebody asks.

use kit::args;
use kit::db::Tx;

use crate::failure::Failure;

/// Whether the database answers.
pub(super) async fn answers(tx: &mut Tx) -> Result<(), Failure> {
    let _one: (i64,) = tx.one("SELECT CAST(1 AS BIGINT)", args![]).await?;
    Ok(())
}

/// Messages that wait and messages given up, and acts of all organisations since the beginning.
pub(super) async fn counted(tx: &mut Tx) -> Result<(i64, i64, i64), Failure> {
    let (waiting,): (i64,) = tx.one("SELECT count(*) FROM outbox WHERE state IN ('PENDING', 'LEASED')", args![]).await?;
    let (dead,): (i64,) = tx.one("SELECT count(*) FROM outbox WHERE state = 'DEAD'", args![]).await?;
    let (acts,): (i64,) = tx.one("SELECT CAST(COALESCE(sum(acts), 0) AS BIGINT) FROM chain_head", args![]).await?;
    Ok((waiting, dead, acts))
}
