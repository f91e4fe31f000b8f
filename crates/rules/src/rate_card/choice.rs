//! Which card an order is priced by (rule 8.5): the customer's own, else the service's, on the day the goods are collected.

use jiff::ToSpan;
use jiff::civil::Date;

/// Whose card it is, the one that counts first first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// The customer's own for the service.
    CustomerForService,
    /// The customer's own for every service.
    Customer,
    /// The service's.
    Service,
}

/// A card that could be chosen, and when it is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Valid<T> {
    /// The card.
    pub card: T,
    /// Whose it is.
    pub owner: Owner,
    /// The first day.
    pub from: Date,
    /// The last day; `None` until further notice.
    pub until: Option<Date>,
}

impl<T> Valid<T> {
    fn holds(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|last| day <= last)
    }
}

/// The card for an order collected on `day`, among the customer's and the service's: the customer's own before the
/// service's; of several of one owner the one that began last.
#[must_use]
pub fn chosen<T>(cards: &[Valid<T>], day: Date) -> Option<&Valid<T>> {
    cards.iter().filter(|card| card.holds(day)).min_by(|a, b| a.owner.cmp(&b.owner).then(b.from.cmp(&a.from)))
}

/// What is odd about the days of one owner's cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValidityWarning {
    /// No card from a day to a day, both included.
    Gap {
        /// The first day without.
        from: Date,
        /// The last day without.
        until: Date,
    },
    /// Two cards from a day on, until a day (`None`: without end); the one that began last counts.
    Overlap {
        /// The first day with two.
        from: Date,
        /// The last day with two.
        until: Option<Date>,
    },
    /// No card after that day.
    Ends {
        /// The last day with one.
        at: Date,
    },
}

/// What is odd about the days of one owner's cards, in the order of days.
#[must_use]
pub fn validity_warnings<T>(cards: &[Valid<T>]) -> Vec<ValidityWarning> {
    let mut spans: Vec<(Date, Option<Date>)> = cards.iter().map(|card| (card.from, card.until)).collect();
    spans.sort_unstable();
    let Some((_, mut reached)) = spans.first().copied() else { return Vec::new() };
    let mut found = Vec::new();
    for (from, until) in spans.into_iter().skip(1) {
        match reached {
            None => found.push(ValidityWarning::Overlap { from, until }),
            Some(last) if from <= last => {
                found.push(ValidityWarning::Overlap { from, until: Some(until.map_or(last, |until| until.min(last))) });
            }
            Some(last) => {
                let (expected, before) = (last.saturating_add(1.day()), from.saturating_sub(1.day()));
                if expected <= before {
                    found.push(ValidityWarning::Gap { from: expected, until: before });
                }
            }
        }
        reached = match (reached, until) {
            (Some(a), Some(b)) => Some(a.max(b)),
            _ => None,
        };
    }
    found.extend(reached.map(|at| ValidityWarning::Ends { at }));
    found
}
