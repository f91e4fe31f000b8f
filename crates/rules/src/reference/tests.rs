//! References that are the same one, and those that cannot be one.

use proptest::prelude::*;

use super::*;

#[test]
fn references_that_are_one() {
    let same = [
        ("PO 4711", "po 4711"),
        ("PO 4711", "  PO   4711 "),
        ("PO 4711", "PO\u{a0}4711"),
        ("PO 4711", "ＰＯ　４７１１"),
        ("PO-4711", "P\u{ad}O-4711"),
        ("PO-4711", "PO-\u{200b}4711\u{feff}"),
        ("Straße 1", "STRASSE 1"),
        ("STRAẞE 1", "STRASSE 1"),
        ("ΟΔΟΣ", "οδος"),
        ("Café", "Cafe\u{301}"),
        ("№ 5", "no 5"),
        ("ﬁx", "FIX"),
    ];
    for (one, other) in same {
        assert_eq!(fold(one), fold(other), "{one:?} {other:?}");
    }
}

#[test]
fn references_that_are_two() {
    for (one, other) in [("PO 4711", "PO4711"), ("PO-4711", "PO 4711"), ("4711", "47 11"), ("Cafe", "Café"), ("0815", "815")] {
        assert_ne!(fold(one), fold(other), "{one:?} {other:?}");
    }
}

#[test]
fn what_may_be_a_reference() {
    let fine = Reference { shown: "PO  4711".to_owned(), key: "po 4711".to_owned() };
    assert_eq!(check("  PO  4711 "), Ok(fine));
    assert!(check("x").is_ok());
    assert!(check(&"é".repeat(LONGEST)).is_ok());
    let cases = [
        ("", ReferenceError::Empty),
        (" \u{a0}\u{3000} ", ReferenceError::Empty),
        ("\u{200b}\u{2060}", ReferenceError::Empty),
        ("PO\n4711", ReferenceError::ControlCharacter { at: 2 }),
        ("PO\t4711", ReferenceError::ControlCharacter { at: 2 }),
        ("\0", ReferenceError::ControlCharacter { at: 0 }),
        ("a\u{85}b", ReferenceError::ControlCharacter { at: 1 }),
    ];
    for (typed, error) in cases {
        assert_eq!(check(typed), Err(error), "{typed:?}");
    }
    let long = "é".repeat(LONGEST + 1);
    assert_eq!(check(&long), Err(ReferenceError::TooLong { length: 256 }));
    assert!(check(&format!("  {}  ", "é".repeat(LONGEST))).is_ok(), "blanks at the ends do not count");
}

/// Every single character of the planes that hold scripts: its key is its own key.
#[test]
fn every_characters_key_is_settled() {
    for character in '\u{80}'..='\u{1ffff}' {
        let key = fold(&character.to_string());
        assert_eq!(fold(&key), key, "{character:?}");
    }
}

proptest! {
    #[test]
    fn a_key_is_its_own_key(typed in any::<String>()) {
        let key = fold(&typed);
        prop_assert_eq!(fold(&key), key);
    }

    #[test]
    fn case_and_blanks_do_not_matter(words in prop::collection::vec("[a-zA-Z0-9äÖßÉ/._-]{1,8}", 1..6), blanks in "[ \u{a0}\u{2003}]{1,4}") {
        let plain = fold(&words.join(" "));
        prop_assert_eq!(fold(&words.join(&blanks)), plain.clone());
        prop_assert_eq!(fold(&words.join(" ").to_uppercase()), plain.clone());
        prop_assert_eq!(fold(&words.join(" ").to_lowercase()), plain);
    }

    /// What is accepted is shown as typed, has a key, and holds nothing that cannot be printed.
    #[test]
    fn what_is_accepted_can_be_shown(typed in any::<String>()) {
        if let Ok(reference) = check(&typed) {
            prop_assert_eq!(&reference.shown, typed.trim());
            prop_assert!(!reference.key.is_empty() && !reference.shown.chars().any(char::is_control));
            prop_assert_eq!(check(&reference.shown), Ok(reference.clone()));
        }
    }
}
