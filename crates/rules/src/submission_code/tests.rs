//! Codes as printed, as spoken and as mistyped.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;

#[test]
fn codes_as_printed() {
    let cases = [(0, "0000-0000"), (31, "0000-000Z"), (u64::MAX, "ZZZZ-ZZZZ"), (1 << 40, "0000-0000"), (0x9B_6F_4C_82_1F, "KDQM-S0GZ")];
    for (random, printed) in cases {
        assert_eq!(SubmissionCode::from_random(random).to_string(), printed);
    }
}

#[test]
fn codes_as_people_write_them() {
    for typed in ["K7QM-2R01", "k7qm2r01", " K7QM 2R01 ", "K7QM-2ROI", "k7qm-2rol", "K7-QM-2R-oL"] {
        assert_eq!(SubmissionCode::parse(typed).unwrap().to_string(), "K7QM-2R01", "{typed}");
    }
}

#[test]
fn what_is_no_code() {
    let cases = [
        ("", CodeError::Length { given: 0 }),
        ("K7QM-2R0", CodeError::Length { given: 7 }),
        ("K7QM-2R012", CodeError::Length { given: 9 }),
        ("K7QM-2RU1", CodeError::Character('U')),
        ("K7QM_2R01", CodeError::Character('_')),
        ("K7QM-2Ré1", CodeError::Character('é')),
    ];
    for (typed, error) in cases {
        assert_eq!(SubmissionCode::parse(typed), Err(error), "{typed}");
    }
    assert!(serde_json::from_str::<SubmissionCode>("\"K7\"").is_err());
}

proptest! {
    #[test]
    fn every_code_is_read_back(random in any::<u64>()) {
        let code = SubmissionCode::from_random(random);
        prop_assert_eq!(SubmissionCode::parse(&code.to_string()), Ok(code.clone()));
        prop_assert_eq!(SubmissionCode::parse(&code.as_str().to_lowercase()), Ok(code.clone()));
        prop_assert_eq!(serde_json::from_str::<SubmissionCode>(&serde_json::to_string(&code).unwrap()).unwrap(), code);
    }

    /// All forty bits are in the code, and no more.
    #[test]
    fn other_numbers_give_other_codes(numbers in prop::collection::hash_set(0..1_u64 << 40, 1..50)) {
        let codes: HashSet<_> = numbers.iter().map(|number| SubmissionCode::from_random(*number)).collect();
        prop_assert_eq!(codes.len(), numbers.len());
    }
}
