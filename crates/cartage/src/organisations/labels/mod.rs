//! The labels of an organisation (rules 9.1, 9.3): under which GS1 prefix its units are numbered, and whether labels may be printed
//! before a submission is accepted.

pub(super) mod form;
pub mod pages;
