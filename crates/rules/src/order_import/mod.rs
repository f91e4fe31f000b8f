//! The order import: what a customer submits, changes or cancels is staged, judged, and applied at once or by staff
//! (rule 5). Everything here is data in and data out: the settings in force, what holds an import back, what an event does
//! to it, who may edit or cancel, and which badge whom is shown. What a change *is* stands in [`crate::order_change`].

mod badge;
mod event;
mod findings;
mod kind;
mod rights;
mod settings;
mod step;
mod verdict;

pub use badge::{DeskBadge, Ending, PortalBadge, Trail, desk_badge, ending_badge, portal_badge, waits_for_approval};
pub use event::{Accept, Event};
pub use findings::{Bar, Findings, ImportError, Noted, Remark};
pub use kind::{Kind, State};
pub use rights::{Facts, Origin, Stage, WhyNot, may_cancel, may_edit, may_take_back, offered};
pub use settings::{Decided, Decision, Effective, Held, Limit, Overrides, Setting, Source, Switches, effective};
pub use step::{Answer, Claims, News, OrderEffect, Refused, Step, start, step};
pub use verdict::{Verdict, judge};

/// Characters a reason shown to the customer, or an internal note, may have; a reason needs at least one (rule 5.11).
pub const LONGEST_REASON: usize = 500;

#[cfg(test)]
mod tests;
