//! Heads and values as customers' spreadsheets have them.

use jiff::civil::{Date, date as day};
use proptest::prelude::*;

use super::values::*;
use super::*;
use crate::order_form::{At, Block, CustomField, Field, Key, Kind as Own, OrderForm};

fn found(kind: Kind, rows: &[&[&str]]) -> Heads {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    heads(columns(kind), &rows).unwrap_or_else(|| panic!("no heads in {rows:?}"))
}

fn fields(heads: &Heads) -> Vec<String> {
    heads.known.iter().map(|(_, column)| format!("{:?}.{}", column.part, column.field)).collect()
}

#[test]
fn our_own_example_is_known_by_every_head() {
    for kind in Kind::ALL {
        let own: Vec<&str> = columns(kind).iter().map(|column| column.head.as_ref()).collect();
        let heads = found(kind, &[&own]);
        assert_eq!(heads.known.len(), own.len(), "{kind:?}: unknown {:?}, twice {:?}", heads.unknown, heads.twice);
        assert!(heads.known.iter().zip(columns(kind)).all(|((_, known), own)| known == own), "{kind:?}");
    }
}

#[test]
fn no_two_columns_of_a_kind_are_called_the_same() {
    for kind in Kind::ALL {
        let mut heads: Vec<&str> = columns(kind).iter().map(|column| column.head.as_ref()).collect();
        heads.sort_unstable();
        assert!(heads.windows(2).all(|pair| pair[0] != pair[1]), "{heads:?}");
    }
}

/// What an organisation may ask for, an upload can say: else its customers could upload nothing.
#[test]
fn every_field_that_can_be_required_has_a_column() {
    for field in Field::ALL.into_iter().filter(|field| field.may_be_required()) {
        let column = columns(Kind::Orders).iter().find(|column| {
            let there = match column.part {
                Part::Whole => Block::Order,
                Part::Consignment => Block::Consignment,
                Part::Collection | Part::Delivery => Block::Stop,
                Part::Goods => Block::Goods,
            } == field.block();
            there && column.field == field.input()
        });
        assert!(column.is_some(), "{field:?} ({})", field.as_str());
    }
}

fn own_field(label: &str, at: At, kind: Own) -> CustomField {
    let key = Key::of_label(label, &[]);
    CustomField { key, label: label.into(), at, kind, choices: Vec::new(), hint: String::new(), archived: false }
}

#[test]
fn own_fields_of_the_carrier_are_columns_too() {
    let custom = vec![
        own_field("Cost centre", At::Order, Own::Text),
        own_field("Dock", At::Stop, Own::Text),
        own_field("Unit", At::Goods, Own::Number),
        own_field("City", At::Stop, Own::Text),
        CustomField { archived: true, ..own_field("Gone", At::Order, Own::Text) },
    ];
    let all: Vec<Column> =
        columns(Kind::Orders).iter().cloned().chain(own_columns(&OrderForm { custom, ..OrderForm::default() })).collect();
    let known = |written: &[&str]| {
        let row: Vec<String> = written.iter().map(ToString::to_string).collect();
        fields(&heads(&all, &[row]).unwrap())
    };
    // What it is called in the carrier's form comes before what others call a column of ours; our own example's heads come first.
    assert_eq!(
        known(&["Cost centre", "Collection Dock", "Delivery dock", "Unit", "Collection city", "Quantity"]),
        [
            "Whole.custom.cost_centre",
            "Collection.custom.dock",
            "Delivery.custom.dock",
            "Goods.custom.unit",
            "Collection.city",
            "Goods.quantity"
        ]
    );
    assert_eq!(known(&["Dock Laden", "Losdock", "Qty"]), ["Collection.street_2", "Delivery.street_2", "Goods.quantity"]);
    assert!(!all.iter().any(|column| column.head.contains("Gone")));
}

#[test]
fn what_a_cell_says_is_written_as_the_form_holds_it() {
    let dates = Dates::of(["25/5/2026"], Counted::From1900);
    for (holds, text, value) in [
        (Holds::Text, "1.250", "1.250"),
        (Holds::Date, "4/5/2026", "2026-05-04"),
        (Holds::Time, "8h30", "08:30"),
        (Holds::Whole, "12,0", "12"),
        (Holds::YesOrNo, "ja", "on"),
        (Holds::YesOrNo, "nein", ""),
        (Holds::Country, "Nederland", "NL"),
    ] {
        assert_eq!(understood(holds, text, dates), Ok(value.to_owned()), "{holds:?} {text}");
    }
    assert_eq!(understood(Holds::YesOrNo, "maybe", dates), Err(ValueError::NotUnderstood));
}

#[test]
fn heads_in_five_languages() {
    let cases: [(&[&str], &[&str]); 6] = [
        (
            &["Referenz", "Abholdatum", "Abhol-PLZ", "Lieferort", "Gewicht (kg)", "Anzahl", "Stellplätze"],
            &[
                "Whole.reference",
                "Collection.date",
                "Collection.postcode",
                "Delivery.city",
                "Goods.weight_kg",
                "Goods.quantity",
                "Goods.pallet_spaces",
            ],
        ),
        (
            &["Klantreferentie", "Laaddatum", "Losdatum", "Los plaats", "Aantal", "Laadmeters"],
            &["Whole.reference", "Collection.date", "Delivery.date", "Delivery.city", "Goods.quantity", "Goods.loading_metres"],
        ),
        (
            &["Référence client", "Date d'enlèvement", "Ville de livraison", "Poids", "Désignation"],
            &["Whole.reference", "Collection.date", "Delivery.city", "Goods.weight_kg", "Goods.description"],
        ),
        (
            &["Numer referencyjny", "Data załadunku", "Miasto rozładunku", "Ilość", "Waga"],
            &["Whole.reference", "Collection.date", "Delivery.city", "Goods.quantity", "Goods.weight_kg"],
        ),
        (
            &["PO NUMBER", "pick-up date", "Pickup ZIP", "consignee name", "qty", "Gross weight"],
            &["Whole.reference", "Collection.date", "Collection.postcode", "Delivery.name", "Goods.quantity", "Goods.weight_kg"],
        ),
        (&["Order", "Sender city", "Receiver city"], &["Whole.order", "Collection.city", "Delivery.city"]),
    ];
    for (written, expected) in cases {
        assert_eq!(fields(&found(Kind::Orders, &[written])), expected, "{written:?}");
    }
}

#[test]
fn titles_above_and_groups_over_the_heads() {
    let rows: [&[&str]; 4] = [
        &["Orders of week 19"],
        &["Reference", "Collection", "Collection", "Delivery", "Delivery", "Weight"],
        &["Reference", "City", "Date", "City", "Date", "Weight"],
        &["4711", "Gent", "2026-05-04", "Lille", "", "12"],
    ];
    let heads = found(Kind::Orders, &rows);
    assert_eq!((heads.row, heads.known.len()), (2, 6));
    assert_eq!(fields(&heads)[1..3], ["Collection.city", "Collection.date"]);
}

#[test]
fn heads_that_stand_beside_groups_with_nothing_below() {
    let rows: [&[&str]; 3] = [
        &["Reference", "Collection", "Collection", "Delivery", "Quantity", "Week 19", "Goods"],
        &["", "City", "Date", "City"],
        &["4711", "Gent", "2026-05-04", "Lille", "2", "", "Flour"],
    ];
    let heads = found(Kind::Orders, &rows);
    assert_eq!(heads.row, 1);
    let expected = ["Whole.reference", "Collection.city", "Collection.date", "Delivery.city", "Goods.quantity", "Goods.description"];
    assert_eq!((fields(&heads), heads.unknown), (expected.map(String::from).to_vec(), Vec::new()));
}

#[test]
fn what_is_not_known_or_stands_twice_is_said() {
    let heads = found(Kind::Orders, &[&["Reference", "Colour", "Ref", "Quantity", "Length (cm)"]]);
    assert_eq!(heads.unknown, [(1, "Colour".to_owned()), (4, "Length (cm)".to_owned())]);
    assert_eq!(heads.twice, [(2, "Customer reference".to_owned())]);
    assert_eq!(super::heads(columns(Kind::Orders), &[vec!["just".into(), "text".into()]]), None);
}

#[test]
fn dates_in_three_formats() {
    let fourth = day(2026, 5, 4);
    for typed in ["2026-05-04", "4.5.2026", "04.05.26", "4-5-2026", "2026-05-04 08:30", "2026-05-04T00:00:00", "46146"] {
        assert_eq!(date(typed, None, Counted::From1900), Ok(fourth), "{typed}");
    }
    assert_eq!(date("44684", None, Counted::From1904), Ok(fourth));
    assert_eq!(date("4/5/2026", Some(true), Counted::From1900), Ok(fourth));
    assert_eq!(date("5/4/2026", Some(false), Counted::From1900), Ok(fourth));
    assert_eq!(date("25/5/2026", None, Counted::From1900), Ok(day(2026, 5, 25)));
    assert_eq!(date("5/25/2026", None, Counted::From1900), Ok(day(2026, 5, 25)));
    assert_eq!(date("5/5/2026", None, Counted::From1900), Ok(day(2026, 5, 5)));
    let both = ValueError::Ambiguous { day_first: fourth, month_first: day(2026, 4, 5) };
    assert_eq!(date("4/5/2026", None, Counted::From1900), Err(both));
    for typed in ["", "soon", "31.2.2026", "12", "2026", "1/2", "4.5.202", "99999999999"] {
        assert_eq!(date(typed, None, Counted::From1900), Err(ValueError::NotUnderstood), "{typed}");
    }
}

#[test]
fn one_clear_date_tells_which_number_is_the_day() {
    assert_eq!(day_first(["4/5/2026", "25/5/2026"]), Some(true));
    assert_eq!(day_first(["4/5/2026", "5/25/2026"]), Some(false));
    assert_eq!(day_first(["4/5/2026", "2026-05-25"]), None);
    assert_eq!(day_first(["25/5/2026", "5/25/2026"]), None);
}

#[test]
fn times_numbers_and_yes_or_no() {
    for (typed, hour, minute) in [
        ("8", 8, 0),
        ("8:30", 8, 30),
        ("08:30:00", 8, 30),
        ("8.30", 8, 30),
        ("0830", 8, 30),
        ("8h30", 8, 30),
        ("8:30 PM", 20, 30),
        ("12:05 am", 0, 5),
        ("16 Uhr", 16, 0),
        ("24:00", 23, 59),
    ] {
        assert_eq!(time(typed).map(|time| (time.hour(), time.minute())), Ok((hour, minute)), "{typed}");
    }
    for typed in ["", "noon", "25:00", "8:61", "13 pm"] {
        assert_eq!(time(typed), Err(ValueError::NotUnderstood), "{typed}");
    }
    for (typed, number) in [("12", 12), ("12,0", 12), ("12.00", 12), ("1 200", 1200)] {
        assert_eq!(whole(typed), Ok(number), "{typed}");
    }
    for typed in ["1.200", "twelve", "1,5", "-3"] {
        assert_eq!(whole(typed), Err(ValueError::NotUnderstood), "{typed}");
    }
    assert_eq!(
        (yes_or_no(" Ja "), yes_or_no("FALSE"), yes_or_no("fałsz"), yes_or_no("maybe")),
        (Ok(true), Ok(false), Ok(false), Err(ValueError::NotUnderstood))
    );
    assert_eq!((country(" Deutschland "), country("nl"), country("Atlantis")), ("DE".into(), "NL".into(), "ATLANTIS".into()));
}

#[test]
fn whose_address_book() {
    for (typed, customer, who) in [
        ("", "", Whose::Nobody),
        ("", "De Korenaar", Whose::One),
        ("All customers", "", Whose::All),
        ("alle Kunden", "De Korenaar", Whose::All),
        ("No customer", "De Korenaar", Whose::Nobody),
        ("żaden klient", "", Whose::Nobody),
        ("One customer", "", Whose::One),
        ("tous les clients", "", Whose::All),
        ("All", "", Whose::All),
    ] {
        assert_eq!(whose(typed, customer), Ok(who), "{typed:?} {customer:?}");
    }
    for company in ["De Korenaar", "All Freight BV", "Nobody BV", "Ein Haus GmbH"] {
        assert_eq!(whose(company, ""), Err(ValueError::NotUnderstood), "{company}");
    }
}

#[test]
fn rows_of_one_key_make_one_order() {
    let keys = ["A1", "B", "a1 ", "", "", "B"].map(String::from);
    assert_eq!(group(&keys), [vec![0, 2], vec![1, 5], vec![3], vec![4]]);
}

proptest! {
    /// Every row is in one group, once, and groups stand in the order of their first rows.
    #[test]
    fn no_row_is_lost(keys in proptest::collection::vec("[abAB ]{0,2}", 0..30)) {
        let groups = group(&keys);
        let mut all: Vec<usize> = groups.concat();
        all.sort_unstable();
        prop_assert_eq!(all, (0..keys.len()).collect::<Vec<_>>());
        prop_assert!(groups.windows(2).all(|pair| pair[0][0] < pair[1][0]));
    }

    /// A date written in a clear way is read as that date.
    #[test]
    fn a_clear_date_is_itself(days in 0_i32..30_000) {
        let date_of = Date::constant(2000, 1, 1).saturating_add(jiff::Span::new().days(days));
        for written in [date_of.to_string(), date_of.strftime("%-d.%-m.%Y").to_string(), date_of.strftime("%d-%m-%Y").to_string()] {
            prop_assert_eq!(date(&written, None, Counted::From1900), Ok(date_of));
        }
        let slashed = date_of.strftime("%d/%m/%Y").to_string();
        prop_assert_eq!(date(&slashed, Some(true), Counted::From1900), Ok(date_of));
    }

    /// Whatever stands in a table is answered.
    #[test]
    fn nothing_panics(text in "\\PC{0,20}") {
        let _answers = (date(&text, None, Counted::From1900), time(&text), whole(&text), yes_or_no(&text), country(&text), day_first([text.as_str()]));
        let _heads = heads(columns(Kind::Orders), &[vec![text.clone(), text]]);
    }
}
