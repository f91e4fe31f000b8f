//! Forms as customers and staff send them, each with one thing wrong, and what is said about it where.

mod changes;
mod forms;
mod lateness;
mod samples;
