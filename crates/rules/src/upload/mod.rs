//! Orders, customers, contacts and locations that come in a table (rule 7.5): which column is which, what its values mean, and which
//! rows belong to one order. A value that could mean two things is refused, not guessed.

mod columns;
mod heads;
mod meant;
mod names;
mod unsaid;
mod values;

pub use columns::{Column, Holds, Kind, Part, columns, own_columns};
pub use heads::{Heads, group, heads};
pub use meant::{Known, Meant, customer_meant, repeated};
pub use unsaid::fill_unsaid;
pub use values::{Counted, Dates, ValueError, Whose, understood, whose};

#[cfg(test)]
mod tests;
