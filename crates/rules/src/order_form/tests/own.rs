//! What was typed into own fields, and what is kept of it.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::*;

fn field(kind: Kind, choices: &[&str]) -> CustomField {
    CustomField {
        key: Key::new("own").unwrap(),
        label: "Own".into(),
        at: At::Order,
        kind,
        choices: choices.iter().map(|choice| (*choice).to_owned()).collect(),
        hint: String::new(),
        archived: false,
    }
}

#[test]
fn what_is_kept_of_what_was_typed() {
    let none: &[&str] = &[];
    let cases: &[(Kind, &[&str], &str, Value)] = &[
        (Kind::Text, none, "  dock 4 ", json!("dock 4")),
        (Kind::Text, none, " ", Value::Null),
        (Kind::Number, none, "12,5", json!("12.5")),
        (Kind::Number, none, "-1.250,00", json!("-1250")),
        (Kind::Number, none, "1 250", json!("1250")),
        (Kind::Number, none, "1.2340", json!("1.2340")),
        (Kind::Toggle, none, "on", json!(true)),
        (Kind::Toggle, none, "no", Value::Null),
        (Kind::Date, none, "4-5-2026", json!("2026-05-04")),
        (Kind::Dropdown, &["Blue", "Red"], "blue", json!("Blue")),
        (Kind::Tag, none, "fragile, tilt; fragile", json!(["fragile", "tilt"])),
        (Kind::Tag, &["Fragile"], "fragile", json!(["Fragile"])),
        (Kind::Url, none, "https://docs.example/1", json!("https://docs.example/1")),
    ];
    for (kind, choices, typed, kept) in cases {
        assert_eq!(field(*kind, choices).take(&json!(typed)).as_ref(), Ok(kept), "{kind:?} {typed}");
    }
}

#[test]
fn what_cannot_be_kept_is_said() {
    let cases: &[(Kind, &str, CustomError)] = &[
        (Kind::Number, "a dozen", CustomError::NotANumber),
        (Kind::Number, "1.234", CustomError::NotANumber),
        (Kind::Date, "31-2-2026", CustomError::NotADate),
        (Kind::Toggle, "perhaps", CustomError::NotYesOrNo),
        (Kind::Dropdown, "Green", CustomError::NotAChoice("Green".into())),
        (Kind::Tag, "Blue, Green", CustomError::NotAChoice("Green".into())),
        (Kind::Url, "javascript:alert(1)", CustomError::NotALink),
        (Kind::Url, "https://nowhere", CustomError::NotALink),
        (Kind::Text, "a\u{0}b", CustomError::ControlCharacter),
    ];
    for (kind, typed, error) in cases {
        assert_eq!(field(*kind, &["Blue", "Red"]).take(&json!(typed)).as_ref(), Err(error), "{kind:?} {typed}");
    }
    let long = "x".repeat(501);
    assert_eq!(field(Kind::Text, &[]).take(&json!(long)), Err(CustomError::TooLong { length: 501, limit: 500 }));
}

#[test]
fn a_key_is_made_of_the_first_label_and_is_never_anothers() {
    let dock = Key::of_label("Dock number", &[]);
    assert_eq!(dock.as_str(), "dock_number");
    assert_eq!(Key::of_label("Dock-Number!", &[dock]).as_str(), "dock_number_2");
    assert_eq!(Key::of_label("Größe", &[]).as_str(), "gr_e");
    assert_eq!(Key::of_label("№", &[]).as_str(), "field");
    for odd in ["", "Dock", "a.b", "a b", "abcdefghijklmnopqrstuvwxyz0123456789"] {
        assert_eq!(Key::new(odd), Err(NotAKey), "{odd}");
    }
}

proptest! {
    /// What is kept is understood as itself, also from its input.
    #[test]
    fn what_is_kept_stays(text in "\\PC{0,40}", kind in prop::sample::select(&Kind::ALL[..]), choices in prop::collection::vec("[a-zA-Z ,]{0,8}", 0..3)) {
        let mut own = field(kind, &[]);
        own.choices = choices.into_iter().map(|choice| choice.replace(',', "").trim().to_owned()).filter(|choice| !choice.is_empty()).collect();
        if let Ok(kept) = own.take(&json!(text)) {
            prop_assert_eq!(own.take(&kept), Ok(kept.clone()));
            prop_assert_eq!(own.take(&json!(typed(&kept))), Ok(kept));
        }
    }

    #[test]
    fn a_key_can_be_made_of_anything(label in "\\PC{0,80}", more in "\\PC{0,80}") {
        let first = Key::of_label(&label, &[]);
        let second = Key::of_label(&more, &[first]);
        prop_assert_ne!(first, second);
        prop_assert_eq!(Key::new(first.as_str()), Ok(first));
    }
}
