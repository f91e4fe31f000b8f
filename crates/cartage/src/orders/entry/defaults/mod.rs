//! Default order values: set at the desk on the very form the customer will see, and filled into blank forms (rule 7.3).

mod fill;
pub mod pages;

pub(crate) use fill::prefilled;
pub(super) use fill::{Filled, How, filled};
