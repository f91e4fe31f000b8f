//! Cartage: the customer portal and order desk of a road haulier. One folder per concept, named as in the book of rules.
//!
//! A concept shows its verbs in `mod.rs`; `actions` carries them out in one transaction, `store` asks the database,
//! `table` says what its rows are, `pages` speaks HTML. `routes.rs` is the whole URL map.

pub mod app;
pub mod audit;
pub mod board;
pub mod charges;
pub mod contacts;
pub mod creation_status;
pub mod customers;
pub mod defaults;
pub mod documents;
pub mod failure;
pub mod history;
pub mod import_settings;
pub mod jobs;
pub mod keeping;
pub mod labels;
pub mod live;
pub mod locations;
pub mod migrations;
pub mod order_form;
pub mod order_import;
pub mod orders;
pub mod organisations;
pub mod outbox;
pub mod papers;
pub mod people;
pub mod rate_cards;
pub mod routes;
pub mod service_levels;
pub mod shell;
pub mod telling;
pub mod templates;
pub mod transport_services;
pub mod try_out;
pub mod uploads;
pub mod viewer;
pub mod watch;
