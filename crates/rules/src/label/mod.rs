//! Labels: what names a handling unit on them, an SSCC of the carrier's GS1 prefix or a licence plate that nobody takes for one;
//! what they say, when that makes a printed one out of date, and from when they may be printed (rules 4.2, 9.1 to 9.3).

mod block;
mod code;
mod offer;
mod plate;
mod says;
mod sscc;

pub use block::Source;
pub use code::{Code, Scan};
pub use offer::{Offer, Stage, come_with, offer};
pub use plate::Plate;
pub use says::{Says, outdated};
pub use sscc::{Exhausted, Prefix, PrefixError, Series, SeriesError, Sscc, check_digit};

#[cfg(test)]
mod tests;
