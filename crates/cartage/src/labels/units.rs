//! What becomes of an order's units in the act that makes, changes or ends it (9.2): numbered in one block, never twice.

use std::collections::BTreeSet;
use std::ops::Range;

use kit::db::Tx;
use rules::handling_unit::{self, New, Unit};
use rules::label::{Code, Plate, Series, Source, Sscc};
use rules::order::{OrderDocument, PartId};
use rules::submission_code::SubmissionCode;

use super::store::{self, Numbered};
use super::table::{BlockRow, UnitRow};
use crate::customers::CustomerId;
use crate::failure::{Failure, Refusal};
use crate::history::Act;
use crate::orders::OrderId;
use crate::organisations::{self, OrganisationId, Settings};
use crate::viewer::Scope;

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

impl Whose<'_> {
    fn submission_code(&self) -> Result<SubmissionCode, Failure> {
        SubmissionCode::parse(self.code).map_err(|error| Failure::fault(error.to_string()))
    }
}

/// The units of what is submitted now: a block, unless the customer's own SSCCs are among them.
///
/// # Errors
/// Refused when the SSCCs do not suffice; or the database does not answer.
pub async fn begin(tx: &mut Tx, act: &Act, settings: &Settings, whose: Whose<'_>, document: &OrderDocument) -> Result<(), Failure> {
    let (new, series) = (handling_unit::first(document), settings.series.as_ref());
    if new.is_empty() {
        return Ok(());
    }
    if new.iter().any(|unit| unit.own.is_some()) {
        return number(tx, act, series, whose, 0, new).await;
    }
    let (source, numbers) = match series {
        Some(series) => (Source::Series(series.clone()), block(tx, whose.organisation, series, new.len()).await?),
        None => (Source::Submission(whose.submission_code()?), 1..new.len() as u64 + 1),
    };
    let mut lines: Vec<(&str, usize)> = Vec::new();
    for unit in &new {
        match lines.last_mut() {
            Some((line, count)) if *line == unit.line.as_str() => *count += 1,
            _ => lines.push((unit.line.as_str(), 1)),
        }
    }
    let block = BlockRow {
        order_id: whose.order,
        organisation: whose.organisation,
        customer: whose.customer,
        source: source.text(),
        first: i64::try_from(numbers.start).map_err(Failure::fault)?,
        units: i64::try_from(new.len()).map_err(Failure::fault)?,
        lines: serde_json::to_string(&lines)?,
        created_at: act.now,
    };
    store::insert_block(tx, &block).await
}

/// The units of an order, those that are void among them, as they came.
///
/// # Errors
/// When the database does not answer.
pub async fn of_order(tx: &mut Tx, organisation: OrganisationId, order: OrderId) -> Result<Vec<UnitRow>, Failure> {
    let rows = store::of_order(tx, organisation, order).await?;
    if !rows.is_empty() {
        return Ok(rows);
    }
    store::block(tx, organisation, order).await?.map_or(Ok(rows), |block| block.rows())
}

/// The same where something is to happen to them: from now on each has a row of its own.
pub(super) async fn one_by_one(tx: &mut Tx, whose: &Whose<'_>) -> Result<Vec<UnitRow>, Failure> {
    let rows = store::of_order(tx, whose.organisation, whose.order).await?;
    if !rows.is_empty() {
        return Ok(rows);
    }
    let Some(block) = store::block(tx, whose.organisation, whose.order).await? else { return Ok(rows) };
    let rows = block.rows()?;
    let numbered = |row: &UnitRow| Numbered { ordinal: row.ordinal, line: row.line.clone(), code: row.code.clone(), own: row.own };
    store::insert(tx, whose, rows.iter().map(numbered).collect(), block.created_at).await?;
    store::delete_block(tx, whose).await?;
    Ok(rows)
}

/// The units a code names, as far as this viewer sees them: the one that is not void first.
pub(super) async fn named(tx: &mut Tx, scope: Scope, code: &Code) -> Result<Vec<UnitRow>, Failure> {
    let mut units = store::by_code(tx, scope, code.as_str()).await?;
    if units.first().is_some_and(|unit| unit.void_at.is_none()) {
        return Ok(units);
    }
    let sources = match code {
        Code::Plate(plate) => Plate::code_of(plate.as_str()).map(Source::Submission).into_iter().collect(),
        Code::Sscc(_) => store::heads(tx, scope.organisation).await?.iter().filter_map(|head| Source::parse(head)).collect::<Vec<_>>(),
    };
    let place = |source: &Source| Some((source.text(), i64::try_from(source.number_of(code)?).ok()?));
    let numbers: Vec<(String, i64)> = sources.iter().filter_map(place).collect();
    if numbers.is_empty() {
        return Ok(units);
    }
    for block in store::blocks_holding(tx, scope, &numbers).await? {
        units.splice(0..0, block.rows()?.into_iter().filter(|unit| unit.code == code.as_str()));
    }
    Ok(units)
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
    let rows = of_order(tx, whose.organisation, whose.order).await?;
    let followed = handling_unit::follow(before, after, &living(&rows)?, begun);
    if followed.is_nothing() {
        return Ok(());
    }
    let rows = one_by_one(tx, &whose).await?;
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
    let rows = one_by_one(tx, &whose).await?;
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
    let source = series.cloned().map(Source::Series);
    let numbers = match series {
        Some(series) => block(tx, whose.organisation, series, without).await?,
        None => 0..0,
    };
    let mut block = source.iter().flat_map(|source| source.codes(numbers.clone()));
    let code = whose.submission_code()?;
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

/// The customer's SSCCs that are kept: of none of the series the carrier numbers by or ever did, and on no other pallet now.
async fn kept(tx: &mut Tx, organisation: OrganisationId, series: Option<&Series>, new: &[New]) -> Result<BTreeSet<Sscc>, Failure> {
    let own = new.iter().filter_map(|unit| unit.own.as_ref());
    let own: BTreeSet<Sscc> = own.filter(|own| !series.is_some_and(|series| series.holds(own))).cloned().collect();
    if own.is_empty() {
        return Ok(own);
    }
    let heads = store::heads(tx, organisation).await?;
    let own: BTreeSet<Sscc> = own.into_iter().filter(|own| !heads.iter().any(|head| own.as_str().starts_with(head.as_str()))).collect();
    let codes: Vec<&str> = own.iter().map(Sscc::as_str).collect();
    let borne = store::borne(tx, organisation, &codes).await?;
    Ok(own.into_iter().filter(|own| !borne.iter().any(|code| code == own.as_str())).collect())
}

/// So many serials, taken in one go; all or none.
async fn block(tx: &mut Tx, organisation: OrganisationId, series: &Series, count: usize) -> Result<Range<u64>, Failure> {
    let wanted = i64::try_from(count).map_err(Failure::fault)?;
    if wanted == 0 {
        return Ok(0..0);
    }
    let used = store::take(tx, organisation, &series.head(), wanted).await?;
    series.take(used.unsigned_abs(), wanted.unsigned_abs()).map_err(|exhausted| {
        let left = if exhausted.left == 0 { "none is left".to_owned() } else { format!("{} are left", exhausted.left) };
        Failure::from(Refusal::new(format!(
            "The carrier's label numbers have run out: {} are needed, {left}. Nothing was done. The carrier gives another extension digit \
             or GS1 prefix under Organisation settings, Labels.",
            exhausted.wanted
        )))
    })
}
