//! Acts of staff on an order that is there: send a quote to planning or decline it, cancel and undo that, report its stops.
//! Each is one transaction; whoever comes second is told what the first did.

mod cancel;
mod edit;
pub mod pages;
mod planning;
mod refused;
mod seen;
mod stops;
mod store;

pub(crate) use cancel::{End, end};
pub use cancel::{cancel, decline, undo};
pub use edit::{Edit, edit};
pub(super) use pages::ReasonForm;
pub use planning::{Sent, send_to_planning};
pub use seen::{Desk, Seen, Why};
pub use stops::{Correction, Report, correct as correct_stop, report as report_stops};
pub(super) use store::open_cancellation;
