//! What customers do with what they submitted, from its page: cancel, take back what waits, answer the carrier, and say that an answer
//! was seen (5.8, 5.9, 5.11, 5.13). What may be done is the order import's; here are the addresses and the one form.

mod form;
pub mod pages;

pub(super) use form::CancelForm;
