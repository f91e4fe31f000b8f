//! Papers of an order that the program writes itself (rule 9.5): the order confirmation and the CMR note, as PDF for staff and for the
//! customer whose order it is. What is on them is what that customer may see, whoever asks: a paper goes on to others.

mod confirmation;
mod consignment_note;
mod links;
mod load;
pub mod pages;

pub(crate) use links::{Link, links};
