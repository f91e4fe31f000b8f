//! Tables of what names a unit, when its labels are offered and what outdates them, and what no number may ever do.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{
    Code, Exhausted, Offer, Plate, Prefix, PrefixError, Scan, Series, SeriesError, Source, Sscc, Stage, check_digit, come_with, offer,
};
use crate::order_status::OrderStatus;
use crate::submission_code::SubmissionCode;

#[test]
fn check_digits_as_gs1_computes_them() {
    // The first is the worked example of GS1's own check digit calculator; the others were reckoned by hand.
    for (digits, check) in
        [("37610425002123456", 9), ("00000000000000000", 0), ("34012345000000001", 7), ("10614141192837465", 7), ("99999999999999999", 5)]
    {
        assert_eq!(check_digit(digits), check, "{digits}");
    }
}

#[test]
fn the_longer_the_prefix_the_fewer_serials() {
    for (prefix, serials, first, last) in [
        ("8712", 1_000_000_000_000, "087120000000000000", "08712999999999999"),
        ("8712345", 1_000_000_000, "08712345000000000", "08712345999999999"),
        ("871234567", 10_000_000, "08712345670000000", "08712345679999999"),
        ("871234567890", 10_000, "08712345678900000", "08712345678909999"),
    ] {
        let series = Series::new(prefix, 0).unwrap();
        assert_eq!(series.capacity(), serials, "{prefix}");
        assert_eq!(&series.sscc(0).unwrap().as_str()[..17], &first[..17], "{prefix}");
        assert_eq!(&series.sscc(serials - 1).unwrap().as_str()[..17], last, "{prefix}");
        assert_eq!(series.sscc(serials), None, "{prefix}");
    }
}

#[test]
fn a_prefix_has_four_to_twelve_digits() {
    for (typed, read) in [
        ("8712345", Ok("8712345")),
        (" 871 2345 ", Ok("8712345")),
        ("8712", Ok("8712")),
        ("871234567890", Ok("871234567890")),
        ("871", Err(PrefixError::Length { given: 3 })),
        ("", Err(PrefixError::Length { given: 0 })),
        ("8712345678901", Err(PrefixError::Length { given: 13 })),
        ("87-12345", Err(PrefixError::Character('-'))),
        ("٣٤٥٦٧", Err(PrefixError::Character('٣'))),
    ] {
        assert_eq!(Prefix::parse(typed).as_ref().map(Prefix::as_str).map_err(|error| *error), read, "{typed:?}");
    }
    assert_eq!(Series::new("8712345", 10), Err(SeriesError::Extension));
}

#[test]
fn a_block_is_taken_whole_or_not_at_all() {
    let series = Series::new("871234567890", 3).unwrap();
    for (used, wanted, expected) in [
        (0, 4, Ok(0..4)),
        (9_990, 10, Ok(9_990..10_000)),
        (9_990, 11, Err(Exhausted { wanted: 11, left: 10 })),
        (10_000, 1, Err(Exhausted { wanted: 1, left: 0 })),
        (10_000, 0, Ok(10_000..10_000)),
    ] {
        assert_eq!(series.take(used, wanted), expected, "{wanted} after {used}");
    }
}

#[test]
fn a_blocks_codes_lead_back_to_it() {
    let code = SubmissionCode::parse("7F3K-9Q2M").unwrap();
    // A submission code of digits only is not taken for the head of a series.
    let digits = SubmissionCode::parse("12345678").unwrap();
    for (source, text, numbers, codes) in [
        (Source::Submission(code), "U7F3K9Q2M", 1..3, vec!["U7F3K9Q2M001", "U7F3K9Q2M002"]),
        (Source::Submission(digits), "U12345678", 1_000..1_001, vec!["U123456781000"]),
        (Source::Series(Series::new("4012345", 3).unwrap()), "34012345", 1..2, vec!["340123450000000017"]),
        (Source::Series(Series::new("871234567890", 3).unwrap()), "3871234567890", 9_999..10_001, vec!["387123456789099995"]),
    ] {
        assert_eq!(source.text(), text);
        assert_eq!(Source::parse(text), Some(source.clone()), "{text}");
        let made: Vec<Code> = source.codes(numbers.clone()).collect();
        assert_eq!(made.iter().map(Code::as_str).collect::<Vec<_>>(), codes, "{text}");
        for (number, code) in numbers.zip(&made) {
            assert_eq!(source.number_of(code), Some(number), "{text}");
        }
    }
    let series = Source::Series(Series::new("4012345", 3).unwrap());
    for other in ["U7F3K9Q2M001", "440123450000000014"] {
        assert_eq!(series.number_of(&Code::parse(other).unwrap()), None, "{other}");
    }
    for text in ["", "U", "U7F3", "3", "3871", "x4012345"] {
        assert_eq!(Source::parse(text), None, "{text}");
    }
}

#[test]
fn what_a_scanner_reads() {
    let sscc = "340123450000000017";
    for (typed, code, revision) in [
        (sscc, Some(sscc), None),
        ("00340123450000000017", Some(sscc), None),
        ("]C100340123450000000017", Some(sscc), None),
        ("(00) 3 4012345 000000001 7", Some(sscc), None),
        ("\u{1d}00340123450000000017", Some(sscc), None),
        ("340123450000000017.2", Some(sscc), Some(2)),
        ("340123450000000016", None, None),
        ("34012345000000001", None, None),
        ("340123450000000017.0", None, None),
        ("340123450000000017.x", None, None),
        ("U7F3K9Q2M001", Some("U7F3K9Q2M001"), None),
        ("]C0U7F3K9Q2M001", Some("U7F3K9Q2M001"), None),
        ("u7f3k-9q2m-001.14", Some("U7F3K9Q2M001"), Some(14)),
        ("U7F3K9Q2M1234", Some("U7F3K9Q2M1234"), None),
        ("U7F3K9Q2M0001", None, None),
        ("U7F3K9Q2M01", None, None),
        ("7F3K9Q2M", None, None),
        ("Or-0012", None, None),
        ("De Korenaar", None, None),
        ("", None, None),
        ("ü", None, None),
    ] {
        let read = Scan::read(typed);
        assert_eq!(read.as_ref().map(|scan| scan.code.as_str()), code, "{typed:?}");
        assert_eq!(read.and_then(|scan| scan.revision), revision, "{typed:?}");
    }
}

#[test]
fn labels_come_to_what_waited_for_them() {
    let (quote, planned) = (Stage::Order(OrderStatus::Quote), Stage::Order(OrderStatus::ToPlan));
    for (before, now, usually, before_approval) in [
        (Stage::Waiting, planned, true, false),
        (Stage::Waiting, quote, false, false),
        (quote, planned, true, true),
        (planned, Stage::Order(OrderStatus::Planned), false, false),
        (Stage::Order(OrderStatus::Cancelled), planned, false, false),
        (Stage::Waiting, Stage::NotAccepted, false, false),
    ] {
        assert_eq!((come_with(before, now, false), come_with(before, now, true)), (usually, before_approval), "{before:?} {now:?}");
    }
}

#[test]
fn labels_are_offered() {
    use OrderStatus::{Cancelled, Completed, Planned, Quote, ToPlan};
    for (stage, usually, before_approval) in [
        (Stage::Waiting, Offer::WithApproval, Offer::Now),
        (Stage::NotAccepted, Offer::NoMore, Offer::NoMore),
        (Stage::Order(Quote), Offer::WithPlanning, Offer::WithPlanning),
        (Stage::Order(ToPlan), Offer::Now, Offer::Now),
        (Stage::Order(Planned), Offer::Now, Offer::Now),
        (Stage::Order(Completed), Offer::Now, Offer::Now),
        (Stage::Order(Cancelled), Offer::NoMore, Offer::NoMore),
    ] {
        assert_eq!((offer(stage, false), offer(stage, true)), (usually, before_approval), "{stage:?}");
    }
}

fn series() -> impl Strategy<Value = Series> {
    ("[0-9]{4,12}", 0..10_u8).prop_map(|(prefix, extension)| Series::new(&prefix, extension).unwrap())
}

proptest! {
    /// Every serial has an SSCC of its own, which reads back, and one wrong digit anywhere is noticed.
    #[test]
    fn every_number_reads_back((series, at, place, wrong) in (series(), any::<u64>(), 0..18_usize, 1..10_u8)) {
        let serial = at % series.capacity();
        let sscc = series.sscc(serial).unwrap();
        prop_assert_eq!(Sscc::parse(sscc.as_str()), Some(sscc.clone()));
        prop_assert!(series.holds(&sscc));
        let mut bytes = sscc.as_str().as_bytes().to_vec();
        bytes[place] = b'0' + (bytes[place] - b'0' + wrong) % 10;
        prop_assert_eq!(Sscc::parse(&String::from_utf8(bytes).unwrap()), None);
    }

    /// However many take how much, one after the other, no number comes twice and none is lost before the last.
    #[test]
    fn no_number_comes_twice(wanted in prop::collection::vec(0..3_000_u64, 0..12)) {
        let series = Series::new("871234567890", 7).unwrap();
        let (mut used, mut given) = (0, BTreeSet::new());
        for wanted in wanted {
            match series.take(used, wanted) {
                Ok(block) => {
                    used = block.end;
                    for serial in block {
                        prop_assert!(given.insert(series.sscc(serial).unwrap()));
                    }
                }
                Err(exhausted) => prop_assert!(exhausted.left < wanted && exhausted.left == series.left(used)),
            }
        }
        prop_assert_eq!(given.len() as u64, used);
    }

    /// A plate is never an SSCC, a submission code or a bare number, and tells its code and count apart.
    #[test]
    fn nobody_takes_a_plate_for_anything_else((random, ordinal) in (any::<u64>(), 1..1_000_000_u32)) {
        let code = SubmissionCode::from_random(random);
        let plate = Plate::of(&code, ordinal);
        prop_assert_eq!(Plate::parse(plate.as_str()), Some(plate.clone()));
        prop_assert_eq!(Sscc::parse(plate.as_str()), None);
        prop_assert!(SubmissionCode::parse(plate.as_str()).is_err());
        prop_assert_eq!(Plate::parse(code.as_str()), None);
        prop_assert!(Plate::of(&code, ordinal + 1) != plate);
    }

    /// What the 2D code holds comes back, and no text makes the reader fail.
    #[test]
    fn a_scan_reads_back((series, at, revision, noise) in (series(), any::<u64>(), 1..10_000_u32, "\\PC{0,40}")) {
        let code = Code::Sscc(series.sscc(at % series.capacity()).unwrap());
        let scan = Scan::read(&code.with_revision(revision)).unwrap();
        prop_assert_eq!((scan.code, scan.revision), (code, Some(revision)));
        let _ = Scan::read(&noise);
    }
}
