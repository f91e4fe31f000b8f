//! One test binary: every store and HTTP test, on both databases.

#![expect(clippy::unwrap_used, reason = "a test that meets nothing where something must be has failed")]

mod audit;
mod built_orders;
mod colleagues;
mod contacts;
mod customers;
mod dashboard;
mod database;
mod edges;
mod exports;
mod history;
mod import_acts;
mod import_desk;
mod import_hands;
mod import_house;
mod import_pages;
mod import_portal;
mod import_portal_acts;
mod import_schedules;
mod import_settings;
mod import_table;
mod jobs;
mod keeping;
mod live;
mod locations;
mod order_acts;
mod order_edit;
mod order_entry;
mod order_lists;
mod order_page;
mod order_places;
mod outbox;
mod outbox_page;
mod profile;
mod projections;
mod second_factor;
mod service_levels;
mod settings;
mod setup;
mod sign_in;
mod telling;
mod telling_imports;
mod transport_services;
mod users;
mod who_may;
