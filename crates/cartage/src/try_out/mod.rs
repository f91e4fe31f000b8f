//! Try-out: what would happen to an order of this customer, for this service, at this time, each answer with the setting it
//! comes from (rule 2.4). It asks the rules that judge orders, and changes nothing.

mod answer;
mod facts;
mod import;
pub mod pages;
