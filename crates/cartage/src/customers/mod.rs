//! Customers: the companies that buy transport. The profile says whether they may use the portal, how the carrier regards them,
//! and what their orders become (rules 1.4, 2.1, 2.2).

kit::id!(
    /// A customer.
    CustomerId
);

mod store;
mod table;

pub use store::{choices, insert, load};
pub use table::CustomerRow;
