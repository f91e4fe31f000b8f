//! Orders, customers, contacts and locations that come in a table (rule 7.5): which column is which, what its values mean, and which
//! rows belong to one order. A value that could mean two things is refused, not guessed.

mod columns;
mod heads;
mod values;

pub use columns::{Column, Kind, Part, columns};
pub use heads::{Heads, group, heads};
pub use values::{Counted, ValueError, country, date, day_first, time, whole, yes_or_no};

#[cfg(test)]
mod tests;
