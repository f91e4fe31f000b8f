//! The import flow.

mod badges;
mod findings;
mod history;
mod model;
mod rights;
mod settings;
mod table;
