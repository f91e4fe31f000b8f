//! Order Imports over HTTP: the queue with an import opened beside it, the acts that decide it, and the forms that ask why.

mod at;
mod bulk;
mod decide;
mod export;
mod open;
mod reading;

pub use bulk::{bulk_create, created};
pub(crate) use decide::on_to_the_next;
pub use decide::{accept, ask, ask_form, late, late_form, reject, reject_form};
pub use export::export;
pub(crate) use open::import_after;
pub use open::{list, of_order, opened};
pub use reading::{reading, seen};
