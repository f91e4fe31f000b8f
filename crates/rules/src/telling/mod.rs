//! Who is told what, and when (rule 10.2): kinds of event, what each member chose for them, when a digest is due, and who is
//! told nothing more (rule 10.4).

mod choice;
mod withheld;

pub use choice::{Capacity, Choice, Choices, Kind, next_digest};
pub use withheld::{Named, Withheld};

#[cfg(test)]
mod tests;
