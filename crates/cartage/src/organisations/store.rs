//! The queries of organisations.

use kit::args;
use kit::db::{Entity, Tx};

use super::OrganisationId;
use super::settings::Settings;
use super::table::OrganisationRow;
use crate::failure::Failure;

/// The organisation with its settings.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn by_id(tx: &mut Tx, id: OrganisationId) -> Result<OrganisationRow, Failure> {
    tx.opt(OrganisationRow::select("id = $1"), args![id]).await?.ok_or_else(Failure::not_found)
}

/// The same question, so that it travels with others ([`Tx::ahead`]).
pub fn ahead(tx: &mut Tx, id: OrganisationId) {
    tx.ahead(OrganisationRow::select("id = $1"), args![id]);
}

/// What the rules need of an organisation: its status for new portal orders, its numbering, its zone.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn settings(tx: &mut Tx, id: OrganisationId) -> Result<Settings, Failure> {
    Settings::of(&by_id(tx, id).await?)
}

/// From now on rate cards are asked for while orders are made (8.5).
///
/// # Errors
/// When the database does not answer.
pub async fn has_rate_cards(tx: &mut Tx, id: OrganisationId) -> Result<(), Failure> {
    Ok(tx.later("UPDATE organisation SET has_rate_cards = TRUE WHERE id = $1", args![id]).await?)
}

/// Sets up an organisation, with the head of its history.
///
/// # Errors
/// When its slug is taken or the database does not answer.
pub async fn insert(tx: &mut Tx, row: &OrganisationRow) -> Result<(), Failure> {
    tx.insert(row).await?;
    let sql = "INSERT INTO chain_head (organisation, acts, entries, head) VALUES ($1, 0, 0, $2)";
    Ok(tx.exec(sql, args![row.id, Vec::<u8>::new()]).await.map(drop)?)
}

/// Whether there is an organisation at all: an installation without one is still to be set up.
///
/// # Errors
/// When the database does not answer.
pub async fn any(tx: &mut Tx) -> Result<bool, Failure> {
    let found: Option<(bool,)> = tx.opt("SELECT active FROM organisation LIMIT 1", args![]).await?;
    Ok(found.is_some())
}

/// Writes the settings of an organisation, and counts its version up.
pub(super) async fn save(tx: &mut Tx, row: &OrganisationRow) -> Result<(), Failure> {
    let sql = "UPDATE organisation SET name = $3, colour = $4, order_status = $5, quote_prefix = $6, quote_length = $7,
               quote_date_part = $8, order_prefix = $9, order_length = $10, order_date_part = $11, quote_waiting_hours = $12,
               import_provisioned_at = $13, import_provisioned_by = $14, import_enabled = $15, import_updates = $16,
               import_create_automatically = $17, import_apply_changes = $18, import_apply_cancellations = $19,
               import_update_limit = $20, import_cancel_limit = $21, gs1_prefix = $22, sscc_extension = $23,
               labels_before_approval = $24, version = version + 1
               WHERE id = $1 AND version = $2";
    let mut values = args![row.id, row.version, &row.name, &row.colour, &row.order_status];
    values.extend(args![&row.quote_prefix, row.quote_length, &row.quote_date_part]);
    values.extend(args![&row.order_prefix, row.order_length, &row.order_date_part, row.quote_waiting_hours]);
    values.extend(args![row.import_provisioned_at, row.import_provisioned_by.clone(), row.import_enabled, row.import_updates]);
    values.extend(args![row.import_create_automatically, row.import_apply_changes, row.import_apply_cancellations]);
    values.extend(args![&row.import_update_limit, &row.import_cancel_limit]);
    values.extend(args![&row.gs1_prefix, row.sscc_extension, row.labels_before_approval]);
    match tx.exec(sql, values).await? {
        1 => Ok(()),
        _ => Err(Failure::moved("The organisation's settings were changed meanwhile.")),
    }
}
