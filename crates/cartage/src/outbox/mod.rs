//! The outbox as the desk looks after it: what waits to leave, what was given up, what left, and what was not sent after all; sent
//! again, hurried or dropped by hand; and old rows cleared away (rule 10.4). Never shows what a message says: it may hold a secret.

mod actions;
pub mod pages;
mod prune;
mod rows;
mod store;

pub use prune::PRUNE;
pub use store::given_up;
