//! Order import (rule 5): what customers submit, change and cancel while the flow is on is staged as an import, judged, and
//! applied at once or by staff. What an event does to an import is the book's table; here it is carried out, each in one
//! transaction.

kit::id!(
    /// An import.
    ImportId,
    /// A question to the customer about an import.
    QuestionId,
);

mod ask;
mod cancel;
mod carry_out;
mod case;
mod change;
mod claims;
mod decide;
pub mod desk;
mod judged;
mod lies;
mod near;
mod order_ended;
mod receive;
mod recorded;
mod refused;
mod seen;
mod standing;
mod stood;
mod store;
mod table;
mod told;

pub use ask::{answer, ask};
pub use cancel::{Cancelled, cancel, take_back};
pub use case::Case;
pub(crate) use case::{read, unfit};
pub use change::{Asker, Change, Changed, NotChanged, change};
pub(crate) use claims::reference_of_order;
pub use claims::{Holder, used_by};
pub use decide::{Decision, How, Seen, accept, reject};
pub(crate) use desk::{import_after, on_to_the_next, told_against};
pub(crate) use judged::would;
pub use lies::{ASKED, AWAITING, ERRORS, NOT_ACCEPTED, TO_APPROVE, WITHDRAWN, shelf, tab, words_of};
pub use order_ended::{order_cancelled, order_edited};
pub(crate) use receive::receive;
pub use receive::would_become;
pub(crate) use refused::decided;
pub use refused::why_not_in_words;
pub use seen::{seen_by_customer, seen_by_staff};
pub use standing::Standing;
pub use stood::Stood;
pub use store::{by_id, create_of, drop_readers, of_order, open_of, put_reader, questions, readers, waiting};
pub use table::{ClaimRow, ImportRow, QuestionRow, ReaderRow};
