//! Taking a number: in the creating transaction, under the organisation's chain head, so two acts never get the same (2.5).

use kit::db::Tx;
use rules::numbering::Pattern;

use super::{OrderId, store};
use crate::failure::Failure;
use crate::history::Act;

/// Which series a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Series {
    Quote,
    Order,
}

impl Series {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Series::Quote => "QUOTE",
            Series::Order => "ORDER",
        }
    }
}

/// How often a number that was once issued under another pattern is stepped over before we give up.
const STEPS: usize = 1000;

/// Takes the next number of a series for an order: its text and the integer lists sort by.
/// Numbers that an earlier pattern already issued are stepped over.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn take(
    tx: &mut Tx,
    act: &Act,
    series: Series,
    pattern: &Pattern,
    zone: &jiff::tz::TimeZone,
    order: OrderId,
) -> Result<(String, i64), Failure> {
    let period = pattern.period(act.now, zone);
    let mut before = store::last_in_series(tx, act.organisation, series.as_str(), &period).await?;
    for _ in 0..STEPS {
        let count = match &mut before {
            Some(last) => {
                *last += 1;
                store::count_to(tx, act.organisation, series.as_str(), &period, *last).await?;
                *last
            }
            None => store::next_in_series(tx, act.organisation, series.as_str(), &period).await?,
        };
        let text = pattern.format(u64::try_from(count).map_err(Failure::fault)?, &period);
        if store::issue(tx, act.organisation, &text, order, act.now).await? {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            return Ok((text, digits.parse().unwrap_or(count)));
        }
    }
    Err(Failure::fault(format!("a thousand numbers from {period} on are taken")))
}
