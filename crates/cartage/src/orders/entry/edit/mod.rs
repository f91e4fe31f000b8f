//! The form of something that is there: a contact edits what they submitted (5.6), staff change an order at once. What was typed
//! outlives whatever others did meanwhile.

mod bring_over;
mod opened;
pub mod pages;
mod send;
