//! The book of rules of Cartage: what is allowed, computed and refused. Pure and synchronous: the time of day, ids and
//! random numbers are arguments, nothing here reads or writes anything. Rule numbers are those of docs/rules.md.
//!
//! | a planner asks | look in |
//! |---|---|
//! | Quote or To Plan, and who decided? | [`creation_status`] (rules 2.1 to 2.4) |
//! | which number does it get? | [`numbering`] (2.5), [`submission_code`] (2.6) |
//! | who may select this service? | [`eligibility`] (3.1) |
//! | do we drive that day, and there? | [`service_days`], [`holidays`], [`service_area`] (3.2), [`country`] |
//! | is it in time? | [`cut_off`] (3.3), [`lead_time`] (3.4), [`next_collection`] (3.7), [`civil_time`] |
//! | what is wrong with this form? | [`order_check`] (3.8) |
//! | which fields does the form have, and which must be filled? | [`order_form`] (7.2) |
//! | what stands in a blank form? | [`defaults`] (7.3) |
//! | what does a template bind? | [`template`] (7.5) |
//! | is this reference taken? | [`mod@reference`] (5.3) |
//! | what becomes of what a customer submits, changes, cancels? | [`order_import`] (5) |
//! | what was changed, and by both sides? | [`order_change`] (5.7) |
//! | where does the order stand? | [`order_status`] (6) |
//! | what was ordered? | [`order`] (7.1) |
//! | what does this table hold? | [`upload`] (7.5) |
//! | whose is that location, which is meant, when is it open? | [`location`], [`opening_hours`] (7.4) |
//! | was this form sent before? | [`submission`] (7.6) |
//! | what is a charge, and who agreed to it? | [`charge`] (8.1 to 8.4) |
//! | what does it cost, and why? | [`rate_card`] (8.5) |
//! | what stands on its labels, are they still right, from when are they printed? | [`handling_unit`], [`label`] (4.2, 9.1 to 9.3) |
//! | which files are kept with an order, and who sees them? | [`documents`] (9.5) |
//! | is this the same place? | [`location_match`] (5.4, 7.4) |
//! | who may do that? | [`access`] (1.4 to 1.6) |
//! | who is told what, and when? | [`telling`] (10.2, 10.4) |
//! | is this password good enough? | [`password`] (1.2) |
//! | how are amounts, weights, addresses and paths written? | [`money`], [`measure`], [`email`], [`slug`] |

pub mod access;
pub mod charge;
pub mod civil_time;
pub mod country;
pub mod creation_status;
pub mod cut_off;
pub mod defaults;
pub mod documents;
pub mod eligibility;
pub mod email;
pub mod handling_unit;
pub mod holidays;
pub mod label;
pub mod lead_time;
pub mod location;
pub mod location_match;
pub mod measure;
pub mod money;
pub mod next_collection;
pub mod numbering;
pub mod opening_hours;
pub mod order;
pub mod order_change;
pub mod order_check;
pub mod order_form;
pub mod order_import;
pub mod order_status;
pub mod papers;
pub mod password;
pub mod rate_card;
pub mod reference;
pub mod second_factor;
pub mod service_area;
pub mod service_days;
pub mod slug;
pub mod submission;
pub mod submission_code;
pub mod telling;
pub mod template;
pub mod upload;

#[cfg(test)]
mod testing;
