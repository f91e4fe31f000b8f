//! The rules' refusals in words: to staff at the desk, and to the customer, who hears nothing of what staff only consider.

use jiff::tz::TimeZone;
use rules::charge::{Approval, ChargeRefusal, LARGEST, LONGEST_REASON};
use rules::money::{Currency, Money, MoneyError};

use super::table::ChargeRow;
use super::words;
use crate::failure::Refusal;
use crate::shell::says;

/// Who answered, when: ` by Marit de Wit, 4 May 2026, 10:12`.
pub(super) fn answered_by(row: &ChargeRow, zone: &TimeZone) -> String {
    let by = row.decided_by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
    let with = if row.decided_with.is_empty() { String::new() } else { format!(", on the phone with {}", row.decided_with) };
    let at = row.decided_at.map(|at| format!(", {}", says::instant(at, zone))).unwrap_or_default();
    format!("{by}{with}{at}")
}

/// To staff.
pub(super) fn at_the_desk(refusal: ChargeRefusal, row: &ChargeRow, zone: &TimeZone) -> Refusal {
    let said = |approval| words::approval(approval).0.to_lowercase();
    match refusal {
        ChargeRefusal::Invoiced(invoicing) => {
            Refusal::new(format!("It is {}; nothing about it changes any more.", words::invoicing(invoicing).to_lowercase()))
        }
        ChargeRefusal::NotFrom(Approval::Requested) => Refusal::new("The customer is asked about it. Take the request back first."),
        ChargeRefusal::NotFrom(from) => Refusal::new(format!("It is {}; this cannot be done from there.", said(from))),
        ChargeRefusal::AmountMoved { now, .. } => Refusal::new(format!("The amount has changed: it is {now} now.")),
        ChargeRefusal::Answered(with) => Refusal::new(format!("It was {} already{}.", said(with), answered_by(row, zone))),
        ChargeRefusal::ReasonMissing => Refusal::at("reason", "Say why it was rejected."),
        ChargeRefusal::ReasonTooLong => Refusal::at("reason", too_long()),
        ChargeRefusal::WhoMissing => Refusal::at("with", "Say with whom you spoke."),
        ChargeRefusal::OtherCurrency => Refusal::at("amount", "A charge keeps its currency."),
        ChargeRefusal::AgreedTo => {
            Refusal::new("The customer agreed to it, so it stays on the order: change its amount, or set it to Not invoiced.")
        }
    }
}

/// To its customer.
pub(super) fn in_the_portal(refusal: ChargeRefusal, row: &ChargeRow, zone: &TimeZone) -> Refusal {
    match refusal {
        ChargeRefusal::AmountMoved { now, .. } => Refusal::new(format!(
            "The amount has changed since you opened the page: it is {now} now. Nothing was done; look at it and answer again."
        )),
        ChargeRefusal::Answered(with) => Refusal::new(format!(
            "It was {} already{}. Nothing of yours was done.",
            words::approval(with).0.to_lowercase(),
            answered_by(row, zone)
        )),
        ChargeRefusal::ReasonMissing => Refusal::at("reason", "Say why you reject it; the carrier reads it as you write it."),
        ChargeRefusal::ReasonTooLong => Refusal::at("reason", too_long()),
        ChargeRefusal::Invoiced(_) => Refusal::new("It is on an invoice; nothing about it changes any more."),
        ChargeRefusal::NotFrom(_) | ChargeRefusal::WhoMissing | ChargeRefusal::OtherCurrency | ChargeRefusal::AgreedTo => not_asked(),
    }
}

/// It does not wait for the customer, or not any more.
pub(super) fn not_asked() -> Refusal {
    Refusal::new("This charge does not wait for your approval any more. Nothing was done.")
}

fn too_long() -> String {
    format!("The reason has more than {LONGEST_REASON} characters.")
}

/// Reads an amount as it was typed.
///
/// # Errors
/// When it is none, could mean two things, or is beyond what a charge may be.
pub(super) fn amount(typed: &str, currency: Currency) -> Result<Money, Refusal> {
    let at = |message: String| Err(Refusal::at("amount", message));
    let largest = || format!("At most {} can be charged or credited at once.", Money::of(LARGEST, currency));
    match rules::money::parse(typed, currency) {
        Ok(money) if (-LARGEST..=LARGEST).contains(&money.minor) => Ok(money),
        Ok(_) | Err(MoneyError::TooLarge) => at(largest()),
        Err(error) => at(says::no_amount(error, currency)),
    }
}
