//! Areas as staff type them, and addresses on both sides of their borders.

use proptest::prelude::*;

use super::*;

fn area(typed: &str) -> Area {
    typed.parse().unwrap()
}

#[test]
fn addresses_inside_and_outside() {
    let cases = [
        ("", "NL", "1011 AB", true),
        ("", "", "", true),
        ("NL", "NL", "1011 AB", true),
        ("NL", "NL", "", true),
        ("NL", "nl", "1011AB", true),
        ("NL", "BE", "1000", false),
        ("NL 1000-1999, 5600-5999", "NL", "1000 AA", true),
        ("NL 1000-1999, 5600-5999", "NL", "1999ZZ", true),
        ("NL 1000-1999, 5600-5999", "NL", "0999 ZZ", false),
        ("NL 1000-1999, 5600-5999", "NL", "2000 AA", false),
        ("NL 1000-1999, 5600-5999", "NL", "5612", true),
        ("NL 1000-1999, 5600-5999", "NL", "NL-5612 XY", true),
        ("NL 1000-1999", "NL", "", false),
        ("NL 1000-1999", "NL", "unknown", false),
        ("NL 10", "NL", "1099 ZZ", true), // ten, and all that begins with it
        ("NL 10", "NL", "1100 AA", false),
        ("DE 01-09", "DE", "04109", true),
        ("DE 01-09", "DE", "D-10115", false),
        ("DE 80331-81929", "DE", "81929", true),
        ("DE 80331-81929", "DE", "81930", false),
        ("FR 75, 77-78", "FR", "75008", true),
        ("FR 75, 77-78", "FR", "76000", false),
        ("PL 00-05", "PL", "05-800", true),
        ("PL 00-05", "PL", "06-100", false),
        ("SE 11-19", "SE", "SE-114 55", true),
        ("LU 1000-2999", "LU", "L-1234", true),
        ("CZ 11000-11999", "CZ", "118 00", true),
        ("GB AB-DD", "GB", "AB10 1XG", true),
        ("GB AB-DD", "GB", "CF10 1EP", true),
        ("GB AB-DD", "GB", "DE1 1AA", false),
        ("GB M1-M9", "GB", "M9 4XX", true),
        ("GB M1-M9", "GB", "M10 4XX", false), // ten is not between one and nine
        ("GB M1-M9", "GB", "ME1 1AA", false),
        ("GB M", "GB", "M60 1NW", true),
        ("GB M", "GB", "ME1 1AA", false),
        ("GB SW1", "GB", "SW1A 1AA", true),
        ("GB SW1A", "GB", "SW1A1AA", true),
        ("GB SW1A", "GB", "SW1A", true),
        ("GB M1", "GB", "M1 1AA", true),
        ("GB SW1A", "GB", "SW1B 1AA", false),
        ("GB SW1", "GB", "sw11 1aa", false),
        ("GB SW1", "GB", "SW1", true), // only the district is known
        ("IE D01-D08", "IE", "D02 X285", true),
        ("IE D01-D08", "IE", "D09 X285", false),
        ("IE D6W", "IE", "D6W XY00", true),
        ("NL 1000-1999; BE; DE 5", "BE", "9000", true),
        ("NL 1000-1999; BE; DE 5", "DE", "50667", true),
        ("NL 1000-1999\nBE", "BE", "1000", true),
    ];
    for (typed, country, postcode, inside) in cases {
        assert_eq!(area(typed).contains(country, postcode), inside, "{typed:?} and {country} {postcode}");
    }
}

#[test]
fn what_staff_mistype() {
    let bad = |country: &str, text: &str| AreaError::BadPostcode { country: country.to_owned(), text: text.to_owned() };
    let cases = [
        ("Holland", AreaError::UnknownCountry("Holland".to_owned())),
        ("UK M1", AreaError::UnknownCountry("UK".to_owned())),
        ("1000-1999", AreaError::UnknownCountry("1000-1999".to_owned())),
        ("NL 1000; BE; NL 2000", AreaError::CountryTwice("NL".to_owned())),
        ("NL abc", bad("NL", "abc")),
        ("NL 1000-", bad("NL", "")),
        ("NL 1000-20-30", bad("NL", "20-30")),
        ("NL 10 20", bad("NL", "10 20")),
        ("NL 1011AB", bad("NL", "1011AB")),
        ("GB 123", bad("GB", "123")),
        ("GB M1 2AB", bad("GB", "M1 2AB")),
        ("NL 1000-19", AreaError::UnequalEnds { text: "1000-19".to_owned() }),
        ("GB M-N1", AreaError::UnequalEnds { text: "M-N1".to_owned() }),
        ("NL 1999-1000", AreaError::Backwards { text: "1999-1000".to_owned() }),
        ("GB M9-M1", AreaError::Backwards { text: "M9-M1".to_owned() }),
    ];
    for (typed, error) in cases {
        assert_eq!(typed.parse::<Area>(), Err(error), "{typed}");
    }
}

#[test]
fn a_country_has_so_many_ranges() {
    let many = |number: usize| format!("NL {}", (0..number).map(|at| format!("{at:04}")).collect::<Vec<_>>().join(","));
    assert!(many(MOST_RANGES).parse::<Area>().is_ok());
    assert_eq!(many(MOST_RANGES + 1).parse::<Area>(), Err(AreaError::TooManyRanges { country: "NL".to_owned() }));
}

#[test]
fn areas_are_written_back_tidily() {
    let cases = [
        (" nl 1000-1999 ,5600 ;be; ", "NL 1000-1999, 5600; BE"),
        ("NL 1000-1000", "NL 1000"),
        ("NL: 10 – 19", "NL 10-19"),
        ("GB ab-dd, m1, sw1a", "GB AB-DD, M1, SW1A"),
        ("IE D02, D6W, D1", "IE D02, D6W, D01"),
        ("", ""),
    ];
    for (typed, tidy) in cases {
        assert_eq!(area(typed).to_string(), tidy);
        assert_eq!(area(tidy), area(typed));
    }
    assert_eq!(serde_json::to_value(area("nl 10")).unwrap(), "NL 10");
    assert!(serde_json::from_str::<Area>("\"Holland\"").is_err());
}

proptest! {
    /// Digits at the front decide: inside exactly when the first four lie between the ends.
    #[test]
    fn dutch_ranges_are_ranges_of_numbers(low in 1000..9999_u32, span in 0..3000_u32, postcode in 1000..=9999_u32, letters in "[A-Z]{2}") {
        let high = (low + span).min(9999);
        let area = area(&format!("NL {low}-{high}"));
        prop_assert_eq!(area.contains("NL", &format!("{postcode} {letters}")), (low..=high).contains(&postcode));
    }

    #[test]
    fn what_is_written_is_read_back(
        digits in prop::collection::vec((0..9000_u32, 0..999_u32), 0..5),
        districts in prop::collection::vec(("[A-Z]{1,2}", 1..99_u16), 0..5),
    ) {
        let dutch: Vec<String> = digits.iter().map(|(low, span)| format!("{low:04}-{:04}", low + span)).collect();
        let british: Vec<String> = districts.iter().map(|(area, number)| format!("{area}{number}")).collect();
        let read = area(&format!("NL {}; GB {}", dutch.join(","), british.join(",")));
        prop_assert_eq!(read.to_string().parse::<Area>(), Ok(read.clone()));
        prop_assert_eq!(serde_json::from_str::<Area>(&serde_json::to_string(&read).unwrap()).unwrap(), read);
    }

    /// Nothing a customer types as a postcode makes the question fail.
    #[test]
    fn any_postcode_has_an_answer(postcode in any::<String>(), country in "[A-Z]{2}") {
        for typed in ["NL 10-20", "GB M1-M9; IE D02", "BE"] {
            let whole = area(typed).contains(&country, &postcode);
            prop_assert_eq!(whole, area(typed).contains(&country.to_lowercase(), &postcode));
        }
    }

    /// Nothing staff type makes the reading fail otherwise than with a word why.
    #[test]
    fn any_area_is_read_or_refused(typed in "[A-Z]{2}[ ,;0-9A-Z–-]{0,20}") {
        if let Ok(read) = typed.parse::<Area>() {
            prop_assert_eq!(read.to_string().parse::<Area>(), Ok(read));
        }
    }
}

#[test]
fn areas_that_share_addresses() {
    let cases = [
        ("", "NL", true),
        ("NL", "BE", false),
        ("NL", "NL 1000-1999", true),
        ("NL 1000-1999", "NL 2000-2999", false),
        ("NL 1000-1999", "NL 1999-2999", true),
        ("NL 10", "NL 1050", true), // ten stands for all that begins with it
        ("NL 10", "NL 1150", false),
        ("NL 1000-1999; BE", "DE; BE 1000", true),
        ("GB AB-DD", "GB M1", false),
        ("GB SW", "GB SW1A", true),
    ];
    for (one, other, expected) in cases {
        assert_eq!(area(one).meets(&area(other)), expected, "{one:?} and {other:?}");
        assert_eq!(area(other).meets(&area(one)), expected, "{other:?} and {one:?}");
    }
}

proptest! {
    /// What lies in both is said to be shared.
    #[test]
    fn a_shared_address_means_shared_areas(a in 0..90_u32, b in 0..9_u32, c in 0..90_u32, d in 0..9_u32, at in 0..100_u32) {
        let (one, other) = (area(&format!("NL {a:02}-{:02}", a + b)), area(&format!("NL {c:02}-{:02}", c + d)));
        let postcode = format!("{at:02}34");
        if one.contains("NL", &postcode) && other.contains("NL", &postcode) {
            prop_assert!(one.meets(&other));
        }
    }
}
