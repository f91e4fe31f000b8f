//! The form of an order import at the desk: *Fix the error*, and accepting after editing (3.6, 5.5, 5.6). Saving it decides the import.

mod opened;
pub mod pages;
