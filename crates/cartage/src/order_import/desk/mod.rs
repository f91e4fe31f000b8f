//! The desk's *Order Imports*: the queue on the left, the opened import on the right, with what it asks for, what stands against it
//! and the acts that decide it.

mod accepting;
mod asking;
mod bar;
mod difference;
mod findings_words;
mod opened;
pub mod pages;
mod place;
mod queue;
mod shown;
mod tabs;

pub(crate) use findings_words::told_against;
pub(crate) use pages::{import_after, on_to_the_next};
