//! Orders, from quote on: submitted in the portal or entered at the desk, sent to planning, reported, cancelled (rules 4, 6, 7).

kit::id!(
    /// An order, from quote on: assigned at submission, kept for ever.
    OrderId,
    /// A cancellation or a declined quote.
    CancellationId,
);

pub mod acts;
mod approval;
mod change;
mod change_words;
pub mod customer_acts;
pub mod dashboard;
mod document;
pub mod entry;
mod field_names;
mod history_words;
pub mod lists;
mod making;
mod number;
mod order_now;
pub mod order_page;
mod own_fields;
mod status_words;
mod stop_names;
mod stops_so_far;
mod store;
mod submit;
mod table;
mod terms;

pub use acts::{Desk, Why};
pub(crate) use acts::{End, end};
pub(crate) use change::{charges_follow, put_badges, rerating, rewrite};
pub use change_words::{ChangeNames, ChangeRow, Wording, change_words, names_for};
pub use document::{Columns, NO_DATE, derive, goods_in_words, joined, search_words, words_of};
pub(crate) use entry::{fill_stop, prefilled, preview, problem_in_words, problem_of_form, read_fields};
pub(crate) use field_names::own as field_label;
pub(crate) use history_words::told_last;
pub(crate) use making::{Making, make};
pub use order_now::OrderNow;
pub(crate) use order_page::{
    ConsignmentShown, Goods, GoodsRow, Item, StopShown, as_ordered, dangerous, desk_after, items, own_value, portal_after, temperatures,
};
pub(crate) use own_fields::OwnLabels;
pub use status_words::status as status_name;
pub(crate) use stop_names::kind as stop_name;
pub use store::{by_id, ended_at, lock_version, progress, save_status};
pub use submit::{Form, NotSubmitted, Submitted, digest, submit};
pub(crate) use submit::{keep_addresses, remember, sent_before};
pub use table::{CancellationRow, OrderRow, ProgressRow, SubmissionRow};
pub(crate) use terms::{Checked, Terms};
