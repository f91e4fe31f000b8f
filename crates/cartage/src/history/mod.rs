//! History: every act on orders, settings and rights, append-only (rule 10.5). An [`Act`] is one transaction of one actor; it
//! begins by taking the organisation's chain head, so that acts of one organisation follow one another on both databases.

mod act;
mod lines;
mod store;
mod table;

pub use act::{Act, Change, Entry, Subject, changed};
pub use lines::{Line, lines, overtaken};
pub use store::{Told, of_subject};
