//! Where an order stands (rule 6): the states of a stop and how they follow each other, the status derived from them, the
//! tabs an order appears under, and the acts on a whole order: cancel, undo, decline, send to planning.

mod acts;
mod derived;
mod status;
mod stop_state;
mod tabs;

pub use acts::{ActRefusal, cancel, decline, send_to_planning, undo_cancel};
pub use derived::{StopFact, collection_begun, derive};
pub use status::OrderStatus;
pub use stop_state::{LONGEST_REASON, StopRefusal, StopState, advance, cancel_stop, correct};
pub use tabs::{DeskTab, PortalTab};

#[cfg(test)]
mod tests;
