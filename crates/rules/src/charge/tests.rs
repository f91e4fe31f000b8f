//! The table of a charge's transitions, and what the sums and the customer's view keep.

use proptest::prelude::*;

use super::{
    Act, Answer, Approval, Charge, ChargeRefusal, Invoicing, Outcome, SeenApproval, act, answer, as_customer_sees, seen_totals, totals,
};
use crate::money::{Currency, Money};

fn eur(minor: i64) -> Money {
    Money::of(minor, Currency::EUR)
}

/// What a row of the table says became of a charge of EUR 100.00, revision 1.
fn said(outcome: &Result<Outcome, ChargeRefusal>) -> String {
    match outcome {
        Ok(Outcome::Now(charge)) => {
            let agreed = charge.agreed.map(|money| format!(", agreed {}", money.amount())).unwrap_or_default();
            format!("{} {} r{}{agreed}", charge.approval.as_str(), charge.amount.amount(), charge.revision)
        }
        Ok(Outcome::Already(_)) => "already".into(),
        Ok(Outcome::Removed) => "removed".into(),
        Err(ChargeRefusal::NotFrom(from)) => format!("not from {}", from.as_str()),
        Err(ChargeRefusal::Answered(with)) => format!("answered {}", with.as_str()),
        Err(ChargeRefusal::AgreedTo) => "agreed to".into(),
        Err(other) => format!("{other:?}"),
    }
}

/// Every act from every state on a charge of EUR 100.00, revision 1; the product's tests walk the same table over HTTP.
const TABLE: &str = include_str!("transitions.txt");

fn no() -> Answer {
    Answer::Reject { reason: "Not ordered".into() }
}

fn act_of(word: &str) -> Act {
    let phone = |answer| Act::OnThePhone { with: "Ana Castro".into(), answer };
    match word {
        "change to 120" => Act::Change(eur(12_000)),
        "change to 100" => Act::Change(eur(10_000)),
        "must be approved" => Act::MustBeApproved,
        "request" => Act::Request,
        "take back" => Act::TakeBack,
        "reject inside" => Act::RejectInternally,
        "phone yes" => phone(Answer::Approve),
        "phone no" => phone(no()),
        "remove" => Act::Remove,
        other => panic!("no act {other}"),
    }
}

#[test]
fn every_act_from_every_state() {
    let mut rows = 0;
    for row in TABLE.lines().map(str::trim).filter(|row| !row.is_empty()) {
        let [from, word, expected] = row.split('|').map(str::trim).collect::<Vec<_>>()[..] else { panic!("{row}") };
        let charge = Charge::new(eur(10_000), Approval::parse(from).unwrap());
        assert_eq!(said(&act(&charge, &act_of(word))), expected, "{from}, {word}");
        for invoicing in [Invoicing::Invoiced, Invoicing::InvoicedExternal] {
            let frozen = Charge { invoicing, ..charge };
            assert_eq!(act(&frozen, &act_of(word)), Err(ChargeRefusal::Invoiced(invoicing)), "{from}, {word}");
        }
        rows += 1;
    }
    assert_eq!(rows, 9 * Approval::ALL.len());
}

#[test]
fn what_a_customer_answers_is_to_the_revision_they_saw() {
    let asked = Charge::new(eur(10_000), Approval::Requested);
    let cases: [(Approval, i64, Answer, &str); 11] = [
        (Approval::Requested, 1, Answer::Approve, "APPROVED 100.00 r1"),
        (Approval::Requested, 1, no(), "REJECTED 100.00 r1"),
        (Approval::Requested, 0, Answer::Approve, "AmountMoved { now: Money { minor: 10000, currency: Currency(\"EUR\") }, revision: 1 }"),
        (Approval::Requested, 1, Answer::Reject { reason: " ".into() }, "ReasonMissing"),
        (Approval::Requested, 1, Answer::Reject { reason: "x".repeat(1001) }, "ReasonTooLong"),
        (Approval::Approved, 1, Answer::Approve, "already"),
        (Approval::Approved, 1, no(), "answered APPROVED"),
        (Approval::Rejected, 1, Answer::Approve, "answered REJECTED"),
        (Approval::Rejected, 1, no(), "already"),
        (Approval::ToRequest, 1, Answer::Approve, "not from TO_REQUEST"),
        (Approval::None, 1, Answer::Approve, "not from NONE"),
    ];
    for (approval, seen, said_by_customer, expected) in cases {
        let charge = Charge { approval, ..asked };
        assert_eq!(said(&answer(&charge, seen, &said_by_customer)), expected, "{approval:?}, {said_by_customer:?}");
    }
}

#[test]
fn what_was_agreed_holds_until_the_new_amount_is_approved() {
    let mut charge = Charge::new(eur(10_000), Approval::Approved);
    let mut step = |doing: &Act| match act(&charge, doing) {
        Ok(Outcome::Now(now)) => {
            charge = now;
            (now.agreed_now().map(|money| money.minor), totals([&now])[0].pending, totals([&now])[0].rejected)
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(step(&Act::Change(eur(13_000))), (Some(10_000), 3000, 0));
    assert_eq!(step(&Act::Request), (Some(10_000), 3000, 0));
    assert_eq!(step(&act_of("phone no")), (Some(10_000), 0, 3000));
    assert_eq!(step(&Act::Change(eur(11_000))), (Some(10_000), 1000, 0));
    assert_eq!(step(&act_of("phone yes")), (Some(11_000), 0, 0));
}

#[test]
fn a_phone_call_names_who_and_a_charge_keeps_its_currency() {
    let asked = Charge::new(eur(10_000), Approval::Requested);
    let nobody = Act::OnThePhone { with: "  ".into(), answer: Answer::Approve };
    assert_eq!(act(&asked, &nobody), Err(ChargeRefusal::WhoMissing));
    let zloty = Money::of(10_000, Currency::parse("PLN").unwrap());
    assert_eq!(act(&asked, &Act::Change(zloty)), Err(ChargeRefusal::OtherCurrency));
}

#[test]
fn what_reaches_the_customer() {
    let agreed_before = Charge { agreed: Some(eur(8000)), ..Charge::new(eur(10_000), Approval::ToRequest) };
    let cases: [(Charge, Option<(i64, SeenApproval)>); 7] = [
        (Charge::new(eur(10_000), Approval::None), Some((10_000, SeenApproval::Agreed))),
        (Charge::new(eur(10_000), Approval::ToRequest), None),
        (Charge::new(eur(10_000), Approval::RejectedInternal), None),
        (Charge::new(eur(10_000), Approval::Requested), Some((10_000, SeenApproval::ToApprove))),
        (Charge::new(eur(10_000), Approval::Approved), Some((10_000, SeenApproval::Agreed))),
        (Charge::new(eur(10_000), Approval::Rejected), Some((10_000, SeenApproval::Rejected))),
        (agreed_before, Some((8000, SeenApproval::Agreed))),
    ];
    for (charge, expected) in cases {
        assert_eq!(as_customer_sees(&charge, true).map(|seen| (seen.amount.minor, seen.approval)), expected, "{charge:?}");
        assert_eq!(as_customer_sees(&charge, false), None, "switched off, nothing of {charge:?} reaches them");
    }
}

fn any_charge() -> impl Strategy<Value = Charge> {
    let currency = prop::sample::select(vec!["EUR", "JPY", "KWD"]).prop_map(|code| Currency::parse(code).unwrap());
    (
        -1_000_000_i64..1_000_000,
        prop::option::of(-1_000_000_i64..1_000_000),
        currency,
        prop::sample::select(Approval::ALL.to_vec()),
        prop::sample::select(Invoicing::ALL.to_vec()),
    )
        .prop_map(|(minor, agreed, currency, approval, invoicing)| {
            let agreed =
                agreed.filter(|_| !matches!(approval, Approval::None | Approval::Approved)).map(|minor| Money::of(minor, currency));
            Charge { amount: Money::of(minor, currency), revision: 1, approval, invoicing, agreed }
        })
}

proptest! {
    /// Agreed, pending and rejected together are the amounts of all charges that are invoiced, in whatever order they come.
    #[test]
    fn the_parts_sum_to_the_whole(mut charges in prop::collection::vec(any_charge(), 0..20)) {
        let sums = totals(&charges);
        charges.reverse();
        prop_assert_eq!(&sums, &totals(&charges));
        for sum in &sums {
            let whole: i64 = charges
                .iter()
                .filter(|charge| charge.amount.currency == sum.currency && charge.invoicing != Invoicing::DoNotInvoice)
                .map(|charge| charge.amount.minor)
                .sum();
            prop_assert_eq!(sum.agreed + sum.pending + sum.rejected, whole);
        }
    }

    /// What a customer sees as agreed is what staff see as agreed; staff alone see what is only considered.
    #[test]
    fn both_sides_agree_on_what_is_agreed(charges in prop::collection::vec(any_charge(), 0..20)) {
        let seen: Vec<_> = charges.iter().filter_map(|charge| as_customer_sees(charge, true)).collect();
        let agreed = |sums: Vec<super::Totals>| sums.into_iter().filter(|sum| sum.agreed != 0).map(|sum| sum.agreed()).collect::<Vec<_>>();
        prop_assert_eq!(agreed(totals(&charges)), agreed(seen_totals(&seen)));
    }

    /// Whatever staff and customer do, the revision never falls, and an amount never changes under the same revision.
    #[test]
    fn a_revision_stands_for_one_amount(words in prop::collection::vec(0..9_usize, 1..30), amounts in prop::collection::vec(1..5_i64, 30)) {
        let all = ["change to 120", "change to 100", "must be approved", "request", "take back", "reject inside", "phone yes", "phone no", "remove"];
        let mut charge = Charge::new(eur(10_000), Approval::None);
        for (at, word) in words.into_iter().enumerate() {
            let doing = if word < 2 { Act::Change(eur(amounts[at] * 1000)) } else { act_of(all[word]) };
            if let Ok(Outcome::Now(now)) = act(&charge, &doing) {
                prop_assert!(now.revision >= charge.revision);
                prop_assert!(now.revision > charge.revision || now.amount == charge.amount);
                charge = now;
            }
        }
    }
}
