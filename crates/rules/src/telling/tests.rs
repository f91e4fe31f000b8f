//! First values, choices that come back as they were stored, digests over clock changes, and who is told nothing more.

use jiff::tz::TimeZone;

use super::*;

#[test]
fn until_somebody_chooses_exceptions_come_at_once_and_the_rest_in_the_digest() {
    let none = Choices::default();
    use Capacity as C;
    use Choice::{AtOnce, Digest, Never};
    for (kind, submitter, named) in [
        (Kind::Submitted, Digest, AtOnce),
        (Kind::Accepted, Digest, AtOnce),
        (Kind::LabelsReady, Digest, AtOnce),
        (Kind::NotAccepted, AtOnce, AtOnce),
        (Kind::Cancelled, AtOnce, AtOnce),
        (Kind::Undone, AtOnce, AtOnce),
        (Kind::Updated, Digest, AtOnce),
        (Kind::UpdateDecided, AtOnce, AtOnce),
        (Kind::CancellationDecided, AtOnce, AtOnce),
        (Kind::Question, AtOnce, AtOnce),
        (Kind::ChargeToApprove, AtOnce, AtOnce),
    ] {
        assert_eq!((none.of(kind, C::Submitter), none.of(kind, C::Named)), (submitter, named), "{kind:?}");
    }
    for (kind, planner) in [
        (Kind::NewQuote, Digest),
        (Kind::NewImport, Digest),
        (Kind::WaitingTooLong, AtOnce),
        (Kind::CutOffNear, AtOnce),
        (Kind::DatePassed, AtOnce),
        (Kind::ChargeAnswered, AtOnce),
    ] {
        assert_eq!((none.of(kind, C::Planner), none.of(kind, C::Onlooker)), (planner, Never), "{kind:?}");
    }
}

#[test]
fn what_is_of_two_kinds_is_told_once_and_as_soon_as_either() {
    use Choice::{AtOnce, Digest, Never};
    for (accepted, labels, told) in [
        (Digest, Digest, (Kind::Accepted, Digest)),
        (Digest, AtOnce, (Kind::LabelsReady, AtOnce)),
        (AtOnce, Digest, (Kind::Accepted, AtOnce)),
        (AtOnce, AtOnce, (Kind::Accepted, AtOnce)),
        (Never, Digest, (Kind::LabelsReady, Digest)),
        (AtOnce, Never, (Kind::Accepted, AtOnce)),
        (Never, Never, (Kind::Accepted, Never)),
    ] {
        let mut choices = Choices::default();
        choices.set(Kind::Accepted, accepted);
        choices.set(Kind::LabelsReady, labels);
        assert_eq!(choices.soonest(Kind::Accepted, &[Kind::LabelsReady], Capacity::Submitter), told);
    }
}

#[test]
fn what_was_chosen_counts_in_every_capacity_and_comes_back() {
    let mut choices = Choices::default();
    choices.set(Kind::Submitted, Choice::Never);
    choices.set(Kind::Cancelled, Choice::Digest);
    assert_eq!(Choices::parse(&choices.to_text()), choices);
    assert_eq!(choices.of(Kind::Submitted, Capacity::Named), Choice::Never);
    assert_eq!(choices.of(Kind::Cancelled, Capacity::Submitter), Choice::Digest);
    assert_eq!(Choices::parse("SUBMITTED=LOUDLY FLOWN=DIGEST  x ").to_text(), "");
    for kind in Kind::OF_CONTACTS.into_iter().chain(Kind::OF_STAFF) {
        assert_eq!(Kind::parse(kind.as_str()), Some(kind));
    }
}

#[test]
fn a_digest_goes_out_at_its_hour_in_the_zone_also_where_the_clock_changes() {
    let zone = TimeZone::get("Europe/Amsterdam").unwrap();
    for (now, hour, next) in [
        ("2026-05-04T14:59:59Z", 17, "2026-05-04T15:00:00Z"),
        ("2026-05-04T15:00:00Z", 17, "2026-05-05T15:00:00Z"),
        ("2026-03-28T16:00:00Z", 17, "2026-03-29T15:00:00Z"),
        ("2026-03-28T12:00:00Z", 2, "2026-03-29T01:00:00Z"), // 02:00 does not exist that night
        ("2026-05-04T23:30:00Z", 0, "2026-05-05T22:00:00Z"),
    ] {
        assert_eq!(next_digest(now.parse().unwrap(), &zone, hour).to_string(), next, "{hour} after {now}");
    }
}

#[test]
fn who_is_told_nothing_more() {
    let named = |organisation_active, customer_access, contact| Named { organisation_active, customer_access, contact }.judge();
    assert_eq!(named(true, true, None), Ok(()));
    assert_eq!(named(true, true, Some((false, true))), Ok(()));
    assert_eq!(named(true, false, Some((false, false))), Ok(()), "a customer that does not use the portal");
    assert_eq!(named(true, true, Some((false, false))), Err(Withheld::ContactOff));
    assert_eq!(named(true, false, Some((true, false))), Err(Withheld::ContactArchived));
    assert_eq!(named(false, true, None), Err(Withheld::OrganisationInactive));
}
