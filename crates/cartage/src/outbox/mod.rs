//! The outbox as the desk looks after it: what waits to leave, what was given up, what left; and old rows cleared away (rule 10.4).

mod prune;
mod store;

pub use prune::PRUNE;
