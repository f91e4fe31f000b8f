//! The order form, case by case.

mod arranged;
mod judged;
mod own;
mod together;
