//! What things are called now: for pages that speak of many things of many kinds.

use std::collections::HashMap;

use kit::args;
use kit::db::{Query, Tx};
use uuid::Uuid;

use crate::failure::Failure;
use crate::organisations::OrganisationId;

/// Kinds as history names them, and where each has its name.
const KINDS: &[(&str, &str)] = &[
    ("order", "SELECT id, number FROM orders WHERE organisation = ? AND id IN ("),
    ("staff", "SELECT id, name FROM staff WHERE organisation = ? AND id IN ("),
    ("customer", "SELECT id, name FROM customer WHERE organisation = ? AND id IN ("),
    ("contact", "SELECT id, name FROM contact WHERE organisation = ? AND id IN ("),
    ("transport_service", "SELECT id, name FROM transport_service WHERE organisation = ? AND id IN ("),
    ("service_level", "SELECT id, name FROM service_level WHERE organisation = ? AND id IN ("),
    ("rate_card", "SELECT id, name FROM rate_card WHERE organisation = ? AND id IN ("),
    ("location", "SELECT id, name FROM location WHERE organisation = ? AND id IN ("),
    ("upload", "SELECT id, file_name FROM upload WHERE organisation = ? AND id IN ("),
    ("template", "SELECT id, name FROM order_template WHERE organisation = ? AND id IN ("),
];

/// The names of `things` (kind, id) that are there; in one query.
///
/// # Errors
/// When the database does not answer.
pub async fn names_of(tx: &mut Tx, organisation: OrganisationId, things: &[(&str, Uuid)]) -> Result<HashMap<Uuid, String>, Failure> {
    let mut query = Query::default();
    let mut any = false;
    for (kind, select) in KINDS {
        let mut ids: Vec<Uuid> = things.iter().filter(|(of, _)| of == kind).map(|(_, id)| *id).collect();
        ids.sort_unstable();
        ids.dedup();
        for (n, id) in ids.iter().enumerate() {
            query = if n == 0 { query.text(if any { "UNION ALL" } else { "" }).with(select, args![organisation]) } else { query.text(",") };
            query = query.with("?", args![*id]);
            any = true;
        }
        if !ids.is_empty() {
            query = query.text(")");
        }
    }
    if !any {
        return Ok(HashMap::new());
    }
    let (sql, values) = query.done();
    Ok(tx.all::<(Uuid, String)>(sql, values).await?.into_iter().collect())
}
