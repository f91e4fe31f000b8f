//! Watching the program: whether it is well, and what it has been doing, for load balancers and for whoever keeps it.

pub mod pages;
mod store;
