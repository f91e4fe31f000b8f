//! Telling people (rule 10.2): who hears by mail of what happened, at once or in a digest, as each of them chose; and whether
//! they may still hear it when the mail is about to leave (rule 10.4).

mod audience;
mod store;
mod words;

pub use audience::{Access, Audience};
pub use words::in_words;
