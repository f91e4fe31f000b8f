//! Papers of an order, drawn on A4: what a paper says goes in, a PDF for any printer comes out, in the letters of the labels. Long texts
//! wrap and go on over pages. Knows no order and no database.

mod confirmation;
mod consignment_note;
mod flow;
mod form;
mod goods_table;
mod pdf;
mod sheet;

pub use confirmation::{Charge, Confirmation, Goods, GoodsLine, Part, StopOf, confirmation};
pub use consignment_note::{COPIES, ConsignmentNote, NoteLine, consignment_notes};
pub use labels::{NotDrawn, Weight};
pub use pdf::pdf;
pub use sheet::{Ink, Item, Sheet, Style};
