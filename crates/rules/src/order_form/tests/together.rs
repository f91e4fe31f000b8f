//! Arrangements that do not fit together.

use super::super::*;

const NOTE: Id = Id::Standard(Field::Note);

fn known() -> Known {
    Known { services: vec![("groupage".into(), true), ("express".into(), false)], import: false, defaults: Vec::new() }
}

fn told(arrange: impl FnOnce(&mut OrderForm, &mut Known)) -> Vec<Warning> {
    let (mut form, mut known) = (OrderForm::default(), known());
    arrange(&mut form, &mut known);
    warnings(&form, &known)
}

fn dropdown() -> CustomField {
    CustomField {
        key: Key::new("colour").unwrap(),
        label: "Colour".into(),
        at: At::Goods,
        kind: Kind::Dropdown,
        choices: Vec::new(),
        hint: String::new(),
        archived: false,
    }
}

type Case = (&'static str, Vec<Warning>, Vec<Warning>);

fn hide(form: &mut OrderForm, service: Option<&str>, field: Field) {
    form.arrange(service, Id::Standard(field), Some(Presence::Hidden));
}

fn as_expected(cases: Vec<Case>) {
    for (case, told, expected) in cases {
        assert_eq!(told, expected, "{case}");
    }
}

#[test]
fn what_does_not_fit_together() {
    use Presence::{Hidden, Required};
    as_expected(vec![
        ("as it is at first", told(|_, _| {}), vec![]),
        (
            "a service requires what others hide",
            told(|form, _| {
                form.arrange(None, NOTE, Some(Hidden));
                form.arrange(Some("groupage"), NOTE, Some(Required));
            }),
            vec![],
        ),
        (
            "required, one service hides it",
            told(|form, _| {
                form.arrange(None, NOTE, Some(Required));
                form.arrange(Some("express"), NOTE, Some(Hidden));
            }),
            vec![Warning::RequiredButHidden { field: NOTE, service: "express".into() }],
        ),
        (
            "required, every service hides it",
            told(|form, _| {
                form.arrange(None, NOTE, Some(Required));
                form.arrange(Some("express"), NOTE, Some(Hidden));
                form.arrange(Some("groupage"), NOTE, Some(Hidden));
            }),
            vec![Warning::RequiredAndNobodySees { field: NOTE }],
        ),
    ]);
}

#[test]
fn what_hides_what_an_order_needs() {
    use Presence::{Optional, Required};
    let id = Id::Standard;
    let colour = Key::new("colour").unwrap();
    as_expected(vec![
        (
            "no name for goods",
            told(|form, _| {
                hide(form, None, Field::Description);
                hide(form, None, Field::Packaging);
            }),
            vec![Warning::GoodsWithoutName { service: None }],
        ),
        (
            "no name for goods of one service",
            told(|form, _| {
                hide(form, None, Field::Description);
                hide(form, Some("express"), Field::Packaging);
            }),
            vec![Warning::GoodsWithoutName { service: Some("express".into()) }],
        ),
        (
            "nobody says when",
            told(|form, _| hide(form, None, Field::DeliveryDate)),
            vec![Warning::NobodySaysWhen { service: "express".into() }],
        ),
        (
            "the import asks for the reference",
            told(|form, known| {
                known.import = true;
                form.arrange(None, id(Field::Reference), Some(Optional));
            }),
            vec![Warning::ReferenceIsAsked { service: None }],
        ),
        (
            "nothing to choose",
            told(|form, _| form.custom.push(dropdown())),
            vec![Warning::NothingToChoose { field: colour, required: false }],
        ),
        (
            "nothing to choose and required",
            told(|form, _| {
                form.custom.push(dropdown());
                form.arrange(None, Id::Custom(colour), Some(Required));
            }),
            vec![Warning::NothingToChoose { field: colour, required: true }],
        ),
        ("an archived dropdown", told(|form, _| form.custom.push(CustomField { archived: true, ..dropdown() })), vec![]),
        (
            "a default for what is hidden",
            told(|form, known| {
                known.defaults = vec![("De Korenaar".into(), Some("express".into()), vec![NOTE, id(Field::Weight)])];
                hide(form, Some("express"), Field::Note);
            }),
            vec![Warning::DefaultIsHidden { customer: "De Korenaar".into(), field: NOTE, service: Some("express".into()) }],
        ),
    ]);
}
