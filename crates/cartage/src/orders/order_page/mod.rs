//! The page of one order, the same on both sides as far as both may see: what was ordered, how far it is, what happened. Staff
//! have the acts and the reason of its status besides.

mod approval;
mod goods;
mod load;
pub mod pages;
mod shown;
mod stops;
mod submission;
mod timeline;
mod why;

pub(crate) use goods::{Goods, Line as GoodsRow, dangerous, temperatures};
pub(crate) use pages::{desk_after, portal_after};
pub(crate) use shown::own_value;
pub(crate) use stops::{ConsignmentShown, StopShown, as_ordered};
pub(super) use stops::{address, backward};
pub(crate) use timeline::{Item, items};
