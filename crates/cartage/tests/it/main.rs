//! One test binary: every store and HTTP test, on both databases.

mod contacts;
mod customers;
mod database;
mod edges;
mod locations;
mod order_entry;
mod service_levels;
mod sign_in;
mod who_may;
mod transport_services;
