//! Telling people (rule 10.2): who hears by mail of what happened, at once or in a digest, as each of them chose; and whether
//! they may still hear it when the mail is about to leave (rule 10.4).

mod about;
mod audience;
mod charges;
mod choices;
mod digest;
mod house;
mod news;
mod notices;
mod orders;
pub mod pages;
mod store;
mod table;
mod told;
mod waiting;
mod words;

pub use about::About;
pub use audience::{Access, Audience};
pub use charges::{ChargeTold, ask_to_approve, charge_answered};
pub use choices::{Chosen, chosen};
pub use digest::DIGEST;
pub use house::House;
pub use news::News;
pub use notices::NOTICES;
pub use orders::tell;
pub use words::in_words;

/// The hour of a contact's digest until they choose another: the day's end.
const FIRST_HOUR: i8 = 17;
/// The hour of the staff's digest until they choose another: the day's beginning.
const FIRST_HOUR_OF_STAFF: i8 = 8;
