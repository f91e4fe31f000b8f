//! Orders, from quote on: submitted in the portal or entered at the desk, sent to planning, reported, cancelled (rules 4, 6, 7).

kit::id!(
    /// An order, from quote on: assigned at submission, kept for ever.
    OrderId,
    /// A cancellation or a declined quote.
    CancellationId,
);

pub mod acts;
mod change_words;
pub mod dashboard;
mod document;
pub mod entry;
mod field_names;
mod history_words;
pub mod lists;
mod making;
mod number;
pub mod order_page;
mod status_words;
mod stop_names;
mod stops_so_far;
mod store;
mod submit;
mod table;
mod terms;

pub use change_words::{ChangeNames, ChangeRow, Wording, change_words, names_for};
pub use document::{Columns, NO_DATE, derive, goods_in_words, joined, search_words, words_of};
pub use store::{by_id, lock_version, progress, save_status};
pub use submit::{Form, NotSubmitted, Submitted, digest, submit};
pub use table::{CancellationRow, OrderRow, ProgressRow, SubmissionRow};
