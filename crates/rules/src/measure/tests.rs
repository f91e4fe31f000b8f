//! Weights, volumes and temperatures as people type them.

use proptest::prelude::*;

use super::*;

fn number(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

#[test]
fn numbers_that_are_understood() {
    let cases = [
        ("120", WEIGHT_KG, "120"),
        (" 120 ", WEIGHT_KG, "120"),
        ("1,5", WEIGHT_KG, "1.5"),
        ("1.5", WEIGHT_KG, "1.5"),
        ("1.50", WEIGHT_KG, "1.5"),
        (",5", WEIGHT_KG, "0.5"),
        ("5.", WEIGHT_KG, "5"),
        ("0,125", WEIGHT_KG, "0.125"),
        ("0", WEIGHT_KG, "0"),
        ("007", WEIGHT_KG, "7"),
        ("1.234,5", WEIGHT_KG, "1234.5"),
        ("1,234.5", WEIGHT_KG, "1234.5"),
        ("12345,678", WEIGHT_KG, "12345.678"),
        ("2 400", WEIGHT_KG, "2400"),
        ("12\u{a0}400,5", WEIGHT_KG, "12400.5"),
        ("2\u{202f}400", WEIGHT_KG, "2400"),
        ("2’400.250", WEIGHT_KG, "2400.25"),
        ("999999", WEIGHT_KG, "999999"),
        ("1.234", VOLUME_M3, "1.234"), // a line of 1234 cubic metres there is not
        ("1,234", LOADING_METRES, "1.234"),
        ("0,4", LOADING_METRES, "0.4"),
        ("2.5", PALLET_SPACES, "2.5"),
        ("-18", CELSIUS, "-18"),
        ("−18,5", CELSIUS, "-18.5"),
        ("+4", CELSIUS, "4"),
        ("-0", WEIGHT_KG, "0"),
    ];
    for (typed, bounds, value) in cases {
        assert_eq!(parse(typed, bounds), Ok(number(value)), "{typed}");
        assert_eq!(show(parse(typed, bounds).unwrap()), value, "{typed}");
    }
}

#[test]
fn numbers_that_are_refused() {
    use MeasureError as E;
    let ambiguous = E::Ambiguous { thousands: number("1234"), decimal: number("1.234") };
    let cases = [
        ("", WEIGHT_KG, E::Empty),
        ("  ", WEIGHT_KG, E::Empty),
        ("abc", WEIGHT_KG, E::NotANumber),
        ("12 kg", WEIGHT_KG, E::NotANumber),
        ("1e3", WEIGHT_KG, E::NotANumber),
        (".", WEIGHT_KG, E::NotANumber),
        ("-", CELSIUS, E::NotANumber),
        ("--5", CELSIUS, E::NotANumber),
        ("1..5", WEIGHT_KG, E::NotANumber),
        ("1.23.456", WEIGHT_KG, E::NotANumber),
        ("1,23.4", WEIGHT_KG, E::NotANumber),
        ("2 40", WEIGHT_KG, E::NotANumber),
        ("1 2400", WEIGHT_KG, E::NotANumber),
        ("1 234'567", WEIGHT_KG, E::NotANumber),
        ("1 234.567,8", WEIGHT_KG, E::NotANumber),
        ("4 000 5", WEIGHT_KG, E::NotANumber),
        ("١٢", WEIGHT_KG, E::NotANumber),
        ("99999999999999999999999999999999", WEIGHT_KG, E::NotANumber),
        ("1.234", WEIGHT_KG, ambiguous),
        ("1,234", WEIGHT_KG, ambiguous),
        ("0.1234", WEIGHT_KG, E::TooPrecise { places: 3 }),
        ("2.125", PALLET_SPACES, E::TooPrecise { places: 2 }),
        ("-1", WEIGHT_KG, E::TooSmall { least: number("0") }),
        ("-100", CELSIUS, E::TooSmall { least: number("-99") }),
        ("1000000", WEIGHT_KG, E::TooLarge { most: number("999999") }),
        ("1.000.000", WEIGHT_KG, E::TooLarge { most: number("999999") }),
    ];
    for (typed, bounds, error) in cases {
        assert_eq!(parse(typed, bounds), Err(error), "{typed}");
    }
}

proptest! {
    /// What a form shows again is read back as the same number, unless it could mean two things.
    #[test]
    fn what_is_shown_is_read_back(units in 0..999_999_999_u32) {
        let weight = Decimal::new(i64::from(units), 3);
        match parse(&show(weight), WEIGHT_KG) {
            Ok(read) => prop_assert_eq!(read, weight),
            Err(error) => {
                let thousands = Decimal::from(units);
                prop_assert_eq!(error, MeasureError::Ambiguous { thousands, decimal: weight });
            }
        }
    }

    /// What a form field holds is read back, whatever the measure.
    #[test]
    fn what_a_field_holds_is_read_back(units in -2_000_000_i64..2_000_000, scale in 0_u32..=6) {
        let bounds = Bounds { least: (-2_000_000).into(), most: 2_000_000.into(), places: 6 };
        for value in [Decimal::new(units, scale), Decimal::new(units * 1000, scale)] {
            if value.abs() <= bounds.most {
                prop_assert_eq!(parse(&field(value, bounds), bounds), Ok(value.normalize()));
            }
        }
    }

    /// Comma and point mean the same.
    #[test]
    fn comma_and_point_mean_the_same(whole in 0..99_999_u32, fraction in "[0-9]{1,3}") {
        prop_assert_eq!(parse(&format!("{whole},{fraction}"), WEIGHT_KG), parse(&format!("{whole}.{fraction}"), WEIGHT_KG));
    }

    #[test]
    fn what_is_accepted_is_within_bounds(typed in "[-+]?[0-9., ]{0,14}") {
        for bounds in [WEIGHT_KG, VOLUME_M3, PALLET_SPACES, CELSIUS] {
            if let Ok(value) = parse(&typed, bounds) {
                prop_assert!(value >= bounds.least && value <= bounds.most && value.scale() <= bounds.places);
            }
        }
    }
}
