//! What becomes of an order's units in the act that makes, changes or ends it (9.2): numbered in one block, never twice.

use std::collections::BTreeSet;

use kit::db::Tx;
use rules::handling_unit::{self, New, Unit};
use rules::label::{Plate, Series, Sscc};
use rules::order::{OrderDocument, PartId};
use rules::submission_code::SubmissionCode;

use super::store::{self, Numbered};
use super::table::UnitRow;
use crate::customers::CustomerId;
use crate::failure::{Failure, Refusal};
use crate::history::Act;
use crate::orders::OrderId;
use crate::organisations::{self, OrganisationId, Settings};

/// Whose units.
#[derive(Clone, Copy, Debug)]
pub struct Whose<'a> {
    /// Whose tenant.
    pub organisation: OrganisationId,
    /// Whose order.
    pub customer: CustomerId,
    /// The order's id, from submission on.
    pub order: OrderId,
    /// Its submission code.
    pub code: &'a str,
}

/// The units of what is submitted now.
///
/// # Errors
/// Refused when the SSCCs do not suffice; or the database does not answer.
pub async fn begin(tx: &mut Tx, act: &Act, settings: &Settings, whose: Whose<'_>, document: &OrderDocument) -> Result<(), Failure> {
    number(tx, act, settings.series.as_ref(), whose, 0, handling_unit::first(document)).await
}

/// The units of an order that was `before` and is `after`; of the collections in `begun` none becomes void. Also numbers what an
/// order from before there were labels has no units for, and what an order that was cancelled has none for any more.
///
/// # Errors
/// As [`begin`].
pub async fn follow(
    tx: &mut Tx,
    act: &Act,
    whose: Whose<'_>,
    (before, after): (&OrderDocument, &OrderDocument),
    begun: &BTreeSet<PartId>,
) -> Result<(), Failure> {
    let rows = store::of_order(tx, whose.organisation, whose.order).await?;
    let followed = handling_unit::follow(before, after, &living(&rows)?, begun);
    if followed.is_nothing() {
        return Ok(());
    }
    let ordinals = |units: &[u32]| units.iter().map(|ordinal| i64::from(*ordinal)).collect::<Vec<_>>();
    store::make_void(tx, &whose, &ordinals(&followed.void), (&act.actor.name, act.now)).await?;
    store::revise(tx, &whose, &ordinals(&followed.revised)).await?;
    if followed.new.is_empty() {
        return Ok(());
    }
    let settings = organisations::settings(tx, whose.organisation).await?;
    let last = rows.last().map_or(0, |row| row.ordinal);
    number(tx, act, settings.series.as_ref(), whose, last, followed.new).await
}

/// What was submitted was rejected, withdrawn or cancelled: its units are void, but for what was collected.
///
/// # Errors
/// When the database does not answer.
pub async fn end(tx: &mut Tx, act: &Act, whose: Whose<'_>, document: &OrderDocument, begun: &BTreeSet<PartId>) -> Result<(), Failure> {
    let rows = store::of_order(tx, whose.organisation, whose.order).await?;
    let void: Vec<i64> = handling_unit::none_left(document, &living(&rows)?, begun).into_iter().map(i64::from).collect();
    store::make_void(tx, &whose, &void, (&act.actor.name, act.now)).await
}

/// Those that are not void, as the rules see them.
pub(super) fn living(rows: &[UnitRow]) -> Result<Vec<Unit>, Failure> {
    rows.iter().filter(|row| row.void_at.is_none()).map(UnitRow::unit).collect()
}

/// Names units and writes them, behind the `last` that was counted.
async fn number(tx: &mut Tx, act: &Act, series: Option<&Series>, whose: Whose<'_>, last: i64, new: Vec<New>) -> Result<(), Failure> {
    if new.is_empty() {
        return Ok(());
    }
    let kept = kept(tx, whose.organisation, series, &new).await?;
    let own = |unit: &New| unit.own.clone().filter(|own| kept.contains(own));
    let without = new.iter().filter(|unit| own(unit).is_none()).count();
    let mut block = match series {
        Some(series) => block(tx, whose.organisation, series, without).await?.into_iter(),
        None => Vec::new().into_iter(),
    };
    let code = SubmissionCode::parse(whose.code).map_err(|error| Failure::fault(error.to_string()))?;
    let mut units = Vec::with_capacity(new.len());
    for (unit, ordinal) in new.iter().zip(last + 1..) {
        let own = own(unit);
        let text = match (&own, series) {
            (Some(own), _) => own.as_str().to_owned(),
            (None, Some(_)) => block.next().ok_or_else(|| Failure::fault("a block of SSCCs too short"))?.as_str().to_owned(),
            (None, None) => Plate::of(&code, u32::try_from(ordinal).map_err(Failure::fault)?).as_str().to_owned(),
        };
        units.push(Numbered { ordinal, line: unit.line.to_string(), code: text, own: own.is_some() });
    }
    store::insert(tx, &whose, units, act.now).await
}

/// The customer's SSCCs that are kept: not of the carrier's own series, and on no other pallet now.
async fn kept(tx: &mut Tx, organisation: OrganisationId, series: Option<&Series>, new: &[New]) -> Result<BTreeSet<Sscc>, Failure> {
    let own = new.iter().filter_map(|unit| unit.own.as_ref());
    let own: BTreeSet<Sscc> = own.filter(|own| !series.is_some_and(|series| series.holds(own))).cloned().collect();
    if own.is_empty() {
        return Ok(own);
    }
    let codes: Vec<&str> = own.iter().map(Sscc::as_str).collect();
    let borne = store::borne(tx, organisation, &codes).await?;
    Ok(own.into_iter().filter(|own| !borne.iter().any(|code| code == own.as_str())).collect())
}

/// So many SSCCs, taken in one go; all or none.
async fn block(tx: &mut Tx, organisation: OrganisationId, series: &Series, count: usize) -> Result<Vec<Sscc>, Failure> {
    let wanted = i64::try_from(count).map_err(Failure::fault)?;
    if wanted == 0 {
        return Ok(Vec::new());
    }
    let used = store::take(tx, organisation, &series.head(), wanted).await?;
    let taken = series.take(used.unsigned_abs(), wanted.unsigned_abs());
    let block = taken.map_err(|exhausted| {
        let left = if exhausted.left == 0 { "none is left".to_owned() } else { format!("{} are left", exhausted.left) };
        Refusal::new(format!(
            "The carrier's label numbers have run out: {} are needed, {left}. Nothing was done. The carrier gives another extension digit \
             or GS1 prefix under Organisation settings, Labels.",
            exhausted.wanted
        ))
    })?;
    block.map(|serial| series.sscc(serial).ok_or_else(|| Failure::fault("a serial beyond its series"))).collect()
}
