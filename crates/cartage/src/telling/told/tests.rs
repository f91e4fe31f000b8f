//! Each piece of news: what the subject says, the sentence, what follows it, and its line in a digest.

use super::*;
use crate::orders::NO_DATE;
use uuid::Uuid;

fn order() -> About {
    About {
        id: Uuid::from_u128(7).into(),
        organisation: Uuid::from_u128(1).into(),
        customer: Uuid::from_u128(2).into(),
        source: "PORTAL".into(),
        number: Some("Or-0001".into()),
        reference: "PO 4711".into(),
        status: "TO_PLAN".into(),
        submission_code: "7K2M9XQ4".into(),
        created_by: "Marit de Wit".into(),
        from_place: "Werkendam (NL)".into(),
        to_place: "Gent (BE)".into(),
        collection_date: NO_DATE.into(),
        goods: "12 pallets".into(),
    }
}

fn told<'a>(about: &'a About, news: &'a News<'a>) -> Told<'a> {
    Told { carrier: "Van Dorp", portal: "https://c.example/p/vandorp/korenaar", about, news, labels: news.labels() }
}

fn change(field: &str, from: &str, to: &str) -> Change {
    Change { field: field.into(), from: from.into(), to: to.into() }
}

type Expected<'a> = (News<'a>, &'a str, &'a str);

/// Each piece of news about it: how the subject begins, and the text.
fn says(about: &About, table: &[Expected<'_>]) {
    for (news, subject, text) in table {
        let told = told(about, news);
        assert_eq!(told.subject(news.kind()), format!("{subject}: {}", about.name()), "{news:?}");
        assert!(told.text().starts_with(text), "{news:?}: {}", told.text());
        let end = "\nSubmission code 7K2M-9XQ4\nhttps://c.example/p/vandorp/korenaar/orders/00000000-0000-0000-0000-000000000007\n";
        assert!(told.text().ends_with(end), "{news:?}: {}", told.text());
        assert!(told.foot(news.kind()).contains("/notifications") && told.foot_named().contains(&about.called()));
    }
}

#[test]
fn news_of_a_submission_says_what_became_of_it() {
    let changes = [change("Weight", "", "120 kg")];
    says(
        &About { number: None, status: String::new(), ..order() },
        &[
            (News::Waits, "Submitted", "Marit de Wit submitted 7K2M-9XQ4 (PO 4711). It waits for approval by Van Dorp;"),
            (News::SubmissionNotAccepted("Full"), "Not accepted", "Van Dorp did not accept 7K2M-9XQ4 (PO 4711).\n\n> Full\n\n"),
            (News::Asked("Dock?"), "Question", "Van Dorp asks about 7K2M-9XQ4 (PO 4711):\n\n> Dock?\n\nAnswer on the order's page.\n\n"),
        ],
    );
    let quote = About { number: Some("Quote-0001".into()), status: "QUOTE".into(), ..order() };
    says(
        &quote,
        &[
            (News::Submitted, "Submitted", "Marit de Wit entered Quote-0001 (PO 4711). It arrived as a quote;"),
            (News::Made { changes: &[], labels: false }, "Accepted", "Van Dorp accepted 7K2M-9XQ4. It is a quote, Quote-0001;"),
        ],
    );
    let made = "Van Dorp accepted 7K2M-9XQ4. Its order number is Or-0001.\n\nWerkendam";
    let otherwise =
        "Van Dorp accepted 7K2M-9XQ4 with changes. Its order number is Or-0001. What was changed:\n\n- Weight: (empty) → 120 kg\n";
    says(
        &order(),
        &[
            (News::Made { changes: &[], labels: false }, "Accepted", made),
            (News::Made { changes: &changes, labels: false }, "Accepted with changes", otherwise),
        ],
    );
}

#[test]
fn news_of_an_order_says_who_did_what() {
    let changes = &[change("Weight", "", "120 kg")][..];
    let which = "Or-0001 (PO 4711)";
    let table: [(News<'_>, &str, String); 8] = [
        (News::CancelledByCustomer { by: "Bram", reason: "" }, "Cancelled", format!("Bram cancelled {which}.\n\nWerkendam")),
        (News::CancelledByCustomer { by: "Bram", reason: "Sold" }, "Cancelled", format!("Bram cancelled {which}.\n\n> Sold\n\n")),
        (
            News::Changed { by: "Bram", changes },
            "Update applied",
            format!("Bram changed {which}. The change counts at once.\n\n- Weight: (empty) → 120 kg\n\n"),
        ),
        (
            News::UpdateAccepted { changes, with_changes: false },
            "Update accepted",
            format!("Van Dorp accepted the update of {which}.\n\n- W"),
        ),
        (
            News::UpdateAccepted { changes, with_changes: true },
            "Update accepted with changes",
            format!("Van Dorp accepted the update of {which} with changes of its own.\n\n- W"),
        ),
        (
            News::UpdateNotAccepted("Full"),
            "Update not accepted",
            format!("Van Dorp did not accept the update of {which}. The order stays as it was.\n\n> Full\n"),
        ),
        (
            News::CancellationAccepted,
            "Cancellation accepted",
            format!("Van Dorp accepted the cancellation of {which}. The order is cancelled.\n\nW"),
        ),
        (
            News::CancellationNotAccepted("Loaded"),
            "Cancellation not accepted",
            format!("Van Dorp did not accept the cancellation of {which}. The order stays.\n\n> Loaded\n"),
        ),
    ];
    let table: Vec<Expected<'_>> = table.iter().map(|(news, subject, text)| (*news, *subject, text.as_str())).collect();
    says(&order(), &table);
}

#[test]
fn a_line_of_a_digest_holds_what_changed_and_why() {
    let changes: Vec<Change> = (0..10).map(|n| change(&format!("Line {n}"), "1", "2")).collect();
    let order = order();
    let line = |news: News<'_>| told(&order, &news).line(news.kind());
    let changed = line(News::Changed { by: "Bram", changes: &changes });
    assert!(changed.starts_with("Update applied: Or-0001 (PO 4711), by Bram: Werkendam (NL) to Gent (BE), 12 pallets\n- Line 0: 1 → 2\n"));
    assert!(changed.contains("- Line 7: 1 → 2\n- and 2 more\nhttps://"), "{changed}");
    let refused = line(News::UpdateNotAccepted("Full"));
    assert!(refused.starts_with("Update not accepted: Or-0001 (PO 4711): Werkendam (NL) to Gent (BE), 12 pallets\n> Full\nhttps://"));
    assert!(line(News::Waits).starts_with("Submitted: Or-0001 (PO 4711), waits for approval: "));
}

#[test]
fn labels_that_come_with_it_are_told_with_it() {
    let order = order();
    let made = News::Made { changes: &[], labels: true };
    let told = told(&order, &made);
    assert_eq!(told.also(), [Kind::LabelsReady]);
    assert!(told.text().contains("Its order number is Or-0001.\n\nIts labels are ready to print.\n\nWerkendam"), "{}", told.text());
    assert_eq!(told.subject(Kind::LabelsReady), "Labels ready: Or-0001 (PO 4711)");
    assert!(told.foot(Kind::LabelsReady).contains("by your choice for \"Labels ready\""));
    assert!(told.line(Kind::Accepted).starts_with("Accepted: Or-0001 (PO 4711), labels ready: Werkendam"));
    assert!(told.line(Kind::LabelsReady).starts_with("Labels ready: Or-0001 (PO 4711): Werkendam"));
    let waits = News::Waits;
    assert!(self::told(&order, &waits).also().is_empty());
}

#[test]
fn what_was_typed_into_a_field_stays_in_its_line() {
    let changes = [change("Note", "a\r\nBcc: x@evil.example\n\n> Van Dorp", &"é".repeat(300))];
    let order = order();
    let text = told(&order, &News::Changed { by: "Bram", changes: &changes }).text();
    assert!(text.contains(&format!("\n- Note: a Bcc: x@evil.example > Van Dorp → {}…\n", "é".repeat(200))), "{text}");
    let quoted = News::CancelledByCustomer { by: "Bram", reason: "one\n-- \ntwo" };
    assert!(told(&order, &quoted).text().contains("\n> one\n> -- \n> two\n"));
}
