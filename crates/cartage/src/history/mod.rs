//! History: every act on orders, settings and rights, append-only (rule 10.5). An [`Act`] is one transaction of one actor; it
//! begins by taking the organisation's chain head, so that acts of one organisation follow one another on both databases.

mod act;
mod broken;
mod daily;
mod erase;
mod head;
mod lines;
mod store;
mod table;
mod verify;

pub use act::{Act, Change, Entry, Subject, changed};
pub use broken::{Broken, Wrong};
pub use daily::DAILY_HEAD;
pub use erase::{ERASED, erase_payloads};
pub use head::{Head, reach};
pub use lines::{Line, lines, overtaken};
pub use store::chain::{Chain, chain_of, chains, heads};
pub use store::recorded::{Among, Recorded, recorded};
pub use store::{Told, of_subject, of_subject_before, of_subject_with};
pub use verify::{Verified, verify};
