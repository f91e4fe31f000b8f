//! The labels on the order's page: how many there are, how they stand, and the way to print them.

use kit::db::Tx;
use rules::label::{Offer, Stage, offer};

use super::drawing::Format;
use super::store;
use crate::failure::Failure;
use crate::orders::OrderId;
use crate::organisations::{self, OrganisationId};

/// How many labels an order has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Units that are not void.
    units: i64,
    /// Of these never printed.
    never: i64,
    /// Of these printed, and saying something else since.
    outdated: i64,
    /// The carrier's *Labels before approval*.
    before_approval: bool,
}

/// Counts the labels of an order, or of what waits to become one. The caller has made sure that it is within the viewer's scope.
pub(crate) async fn tally(tx: &mut Tx, organisation: OrganisationId, order: OrderId) -> Result<Tally, Failure> {
    let (units, never, outdated) = store::counts(tx, organisation, order).await?;
    let before_approval = organisations::settings(tx, organisation).await?.labels_before_approval;
    Ok(Tally { units, never, outdated, before_approval })
}

/// The panel of the order's page.
pub(crate) struct Panel {
    /// The order, or what waits to become one.
    pub(crate) order: OrderId,
    /// They can be printed, and none was.
    pub(crate) ready: bool,
    /// How they stand.
    pub(crate) sentence: String,
    /// What is wrong with labels that were printed; empty for nothing.
    pub(crate) warning: String,
    /// Their page; none while they are not offered.
    pub(crate) href: Option<String>,
    /// Which are printed by the button: all, or what is open; none where they are not the viewer's to print.
    pub(crate) print: Option<(&'static str, &'static str)>,
    /// The viewer submits orders, so that their labels may print by themselves (9.4).
    pub(crate) prints: bool,
    /// What they can be printed as.
    pub(crate) formats: [(&'static str, &'static str); 8],
}

/// What the panel says, at the order's address `here`; `ordered` is how many units the order has, `may` whether the viewer prints.
/// None where there is nothing to say.
pub(crate) fn panel(stage: Stage, tally: Tally, ordered: u64, (order, here): (OrderId, &str), may: bool, carrier: &str) -> Option<Panel> {
    let offered = offer(stage, tally.before_approval);
    let units = u64::try_from(tally.units).unwrap_or_default().max(ordered);
    let labels = if units == 1 { "1 label".to_owned() } else { format!("{units} labels") };
    let come = if units == 1 { "comes" } else { "come" };
    let (now, sentence) = match offered {
        Offer::NoMore if tally.units == 0 => return None,
        Offer::NoMore => (false, "What was collected keeps its labels; the others are void.".to_owned()),
        Offer::WithPlanning => (false, format!("{labels} {come} when {carrier} sends it to planning.")),
        Offer::WithApproval => (false, format!("{labels} {come} when {carrier} accepts it.")),
        Offer::Now if tally.units == 0 || tally.never == tally.units => (true, format!("{labels}, not printed yet.")),
        Offer::Now if tally.never > 0 => (true, format!("{labels}, {} not printed yet.", tally.never)),
        Offer::Now => (true, format!("{labels}, printed.")),
    };
    let warning = match tally.outdated {
        0 => String::new(),
        _ if !now => String::new(),
        1 => "1 printed label says something else than the order by now: print it again.".to_owned(),
        many => format!("{many} printed labels say something else than the order by now: print them again."),
    };
    let some_open = tally.outdated > 0 || (tally.never > 0 && tally.never < tally.units);
    let print = if some_open { ("open", "Print what is open") } else { ("all", "Print labels") };
    Some(Panel {
        order,
        ready: now && may && tally.never == tally.units,
        sentence,
        warning,
        href: now.then(|| format!("{here}/labels")),
        print: (now && may).then_some(print),
        prints: false,
        formats: Format::choices(),
    })
}
