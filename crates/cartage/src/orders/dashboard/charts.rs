//! The two small charts: bars drawn on the server. Each bar stands beside its number, which is a link to those orders, so the
//! picture only repeats what the words say.

use jiff::civil::Date;
use rules::order_status::PortalTab;

use crate::board::{Counts, Shelf};
use crate::shell::says;

/// Days of the second chart, today included.
pub(super) const DAYS: i64 = 14;
/// How high a column is drawn.
const HEIGHT: i64 = 60;

/// A status with its bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bar {
    pub(super) label: &'static str,
    /// The word of its tab in the list.
    pub(super) tab: &'static str,
    pub(super) count: i64,
    /// Of a hundred.
    pub(super) width: i64,
}

/// The statuses an order passes until it is delivered, each with a bar against the longest.
pub(super) fn statuses(counts: &Counts) -> Vec<Bar> {
    let open = [
        (PortalTab::Quotes, "Quotes"),
        (PortalTab::ToPlan, "To plan"),
        (PortalTab::Planned, "Planned"),
        (PortalTab::InTransit, "In transit"),
    ];
    let counted = open.map(|(tab, label)| (tab, label, Shelf::of_portal(tab).iter().map(|shelf| counts.of(shelf.as_str())).sum::<i64>()));
    let most = counted.iter().map(|(.., count)| *count).max().unwrap_or(0);
    counted.map(|(tab, label, count)| Bar { label, tab: tab.as_str(), count, width: part(count, most, 100) }).into()
}

/// A day with its column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// `2026-05-04`.
    pub(super) iso: String,
    /// `Mon 4 May`.
    pub(super) words: String,
    /// `4`.
    pub(super) day: i8,
    pub(super) count: i64,
    /// From the top, and how high.
    pub(super) y: i64,
    pub(super) height: i64,
    pub(super) today: bool,
}

/// The last [`DAYS`] days as columns, today last; `counted` are days and how many orders each has.
pub(super) fn days(counted: &[(String, i64)], today: Date) -> Vec<Column> {
    let most = counted.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let first = first_day(today);
    let column = |date: Date| {
        let iso = date.to_string();
        let count = counted.iter().find(|(day, _)| *day == iso).map_or(0, |(_, count)| *count);
        let height = part(count, most, HEIGHT);
        Column { words: says::date(date, today), day: date.day(), count, y: HEIGHT - height, height, today: date == today, iso }
    };
    first.series(jiff::Span::new().days(1)).take_while(|date| *date <= today).map(column).collect()
}

/// The first day of the chart.
pub(super) fn first_day(today: Date) -> Date {
    today.checked_sub(jiff::Span::new().days(DAYS - 1)).unwrap_or(Date::MIN)
}

/// `count` of `most` on a scale; something is never drawn as nothing.
fn part(count: i64, most: i64, scale: i64) -> i64 {
    match (count, most) {
        (0, _) | (_, 0) => 0,
        _ => (count.saturating_mul(scale) / most).max(2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fourteen_days_end_today_and_the_busiest_is_highest() {
        let today: Date = "2026-05-04".parse().unwrap();
        let days = days(&[("2026-04-21".into(), 3), ("2026-05-01".into(), 300), ("2026-05-04".into(), 150)], today);
        assert_eq!((days.len(), days[0].iso.as_str(), days[13].iso.as_str()), (14, "2026-04-21", "2026-05-04"));
        let drawn: Vec<_> = days.iter().filter(|day| day.count > 0).map(|day| (day.day, day.y, day.height)).collect();
        assert_eq!(drawn, [(21, 58, 2), (1, 0, 60), (4, 30, 30)]);
        assert!(days[13].today && !days[12].today && days[1].height == 0);
    }

    #[test]
    fn no_orders_are_no_bars() {
        let bars = statuses(&Counts::default());
        assert_eq!(
            bars.iter().map(|bar| (bar.tab, bar.count, bar.width)).collect::<Vec<_>>(),
            [("quotes", 0, 0), ("to-plan", 0, 0), ("planned", 0, 0), ("in-transit", 0, 0)]
        );
    }
}
