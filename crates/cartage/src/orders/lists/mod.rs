//! The lists of orders: the portal's orders, the desk's orders and quotes, and the desk's search. A tab, filters, a search, a
//! sort and a place in it, all of them in the address.

pub mod export;
mod filters;
pub mod pages;
mod rows;
mod tabs;

pub(in crate::orders) use rows::{Badge, ImportBadge, Reader, Row, import_badge, row};
