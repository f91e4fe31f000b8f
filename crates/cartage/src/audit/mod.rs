//! CONFIGURATION → Audit: everything that was recorded about settings and rights, or about one thing, newest first, and how far
//! the history reaches (rule 10.5).

pub mod pages;
mod read;
mod words;
