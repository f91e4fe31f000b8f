//! Tools without business words: the database, the clock, ids and secrets, web plumbing, the outbox, mail, files.
//!
//! Nothing here knows what is being traded or moved; everything here could serve another product.

pub mod clock;
pub mod db;
pub mod ids;
pub mod mail;
pub mod outbox;
pub mod password;
pub mod qr;
pub mod secret;
pub mod text;
pub mod totp;
pub mod typed;
pub mod vault;
pub mod web;
