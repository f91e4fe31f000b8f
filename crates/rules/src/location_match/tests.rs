//! Places as customers write them.

use proptest::prelude::*;

use super::Closeness::{Near, Other, Same};
use super::*;

/// `name; street; postcode city; country`, and a second line where there is one.
fn address(text: &str) -> Address {
    let mut parts = text.split(';').map(|part| part.trim().to_owned());
    let mut next = || parts.next().unwrap_or_default();
    let (name, street, place, country, second) = (next(), next(), next(), next(), next());
    let (postcode, city) = place.split_once("  ").unwrap_or(("", &place));
    Address {
        name,
        street,
        street_2: (!second.is_empty()).then_some(second),
        postcode: postcode.to_owned(),
        city: city.trim().to_owned(),
        country,
        ..Address::default()
    }
}

#[track_caller]
fn judged(cases: &[(&str, &str, Closeness)]) {
    for (one, other, expected) in cases {
        assert_eq!(closeness(&address(one), &address(other)), *expected, "{one}\n{other}");
        assert_eq!(closeness(&address(other), &address(one)), *expected, "the other way round: {other}\n{one}");
    }
}

#[test]
fn one_place_written_in_two_ways() {
    judged(&[
        ("Möbel Krause GmbH; Hauptstraße 12; 10115  Berlin; DE", "MOEBEL KRAUSE GMBH; Hauptstr. 12; D-10115  BERLIN; DE", Same),
        ("Möbel Krause; Haupt-Straße 12 a; 10115  Berlin; DE", "Mobel Krause GmbH & Co. KG; Hauptstrasse 12A; 10115  Berlin; de", Same),
        ("Łuczak Sp. z o.o.; ul. Piotrkowska 120/4; 90-006  Łódź; PL", "Luczak sp. z o. o.; Piotrkowska 120 / 4; 90006  Lodz; PL", Same),
        ("Łuczak; ul. Piotrkowska 120/4; 90-006  Łódź; PL", "Łuczak; Piotrkowska 120 m. 4; PL-90-006  Łódź; PL", Same),
        ("Hala; 3 Maja 8; 41-200  Sosnowiec; PL", "Hala; ul. 3 Maja 8; 41-200  Sosnowiec; PL", Same),
        ("De Wit B.V.; Kerkstraat 5; 1011 AB  Amsterdam; NL", "De Wit bv; Kerkstr. 5; NL-1011ab  Amsterdam; NL", Same),
        (
            "Plastiques SA; 12 bis, avenue du Général Leclerc; 69007  Lyon CEDEX 07; FR",
            "PLASTIQUES S.A.; 12bis Av. du Gen Leclerc; 69007  Lyon; FR",
            Same,
        ),
        ("Depot; 12 Rue du 8 Mai 1945; 59000  Lille; FR", "Depot; 12, rue du 8 mai 1945; F-59000  LILLE; FR", Same),
        ("Smith Ltd; 10-12 High Street; SW1A 1AA  London; GB", "Smith Limited; 10 - 12 High St.; sw1a1aa  London; GB", Same),
        ("Dépôt; Straße des 17. Juni 135; 10623  Berlin; DE", "Depot; Str. des 17 Juni 135; 10623  Berlin; DE", Same),
        ("Kovo; Hlavní č. 7; 110 00  Praha; CZ", "Kovo s. r. o.; Hlavní č 7; 11000  Praha; CZ", Same),
        ("Fjord AS; Ørsteds vej 007; 8000  Århus; DK", "Fjord A/S; Oersteds vej 7; 8000  Aarhus; DK", Same),
        ("Lager; Wiener Platz 1; 81667  München; DE; Tor 3", "Lager; Wiener Pl. 1; 81667  Muenchen; DE; TOR 3", Same),
        ("Rossi SpA; Via Roma, 12/B; 20121  Milano; IT", "ROSSI S.p.A.; via Roma 12b; I-20121  Milano; IT", Same),
        ("Pilz; Dorfplatz; 6020  Sankt Anton; AT", "Pilz; Dorfplatz; A-6020  St. Anton; AT", Same),
    ]);
}

#[test]
fn nearly_the_same() {
    judged(&[
        // A slip of the keys.
        ("Krause; Hauptstraße 12; 10115  Berlin; DE", "Krause; Haupstraße 12; 10115  Berlin; DE", Near),
        ("Krause; Hauptstraße 12; 10115  Berlin; DE", "Kruase; Hauptstraße 12; 10115  Berlin; DE", Near),
        ("Krause; Hauptstraße 12; 10115  Berlin; DE", "Krause; Hauptstraße 12; 10151  Berlin; DE", Near),
        ("De Wit; Kerkstraat 5; 1011 AB  Amsterdam; NL", "De Wit; Kerkstraat 5; 1011  Amsterdam; NL", Near),
        // Something left out, or shortened.
        ("Krause; Hauptstraße 12; 10115  Berlin; DE", "Krause; Hauptstraße; 10115  Berlin; DE", Near),
        ("Krause; Hauptstraße 12; 60311  Frankfurt am Main; DE", "Krause; Hauptstraße 12; 60311  Frankfurt a.M.; DE", Near),
        ("Krause; Hauptstraße 12; 10115  Berlin; DE", "Krause Möbel und Küchen; Hauptstraße 12; 10115  Berlin; DE", Near),
        ("Krause; Hauptstraße 12; 10115  Berlin; DE; Tor 3", "Krause; Hauptstraße 12; 10115  Berlin; DE", Near),
        ("Krause; Hauptstraße 12; 10115  Berlin; DE", "; Hauptstraße 12; 10115  Berlin; DE", Near),
        // Another name at the same door; the district for the city.
        ("Krause; Hauptstraße 12; 10115  Berlin; DE", "Schnell & Gut; Hauptstraße 12; 10115  Berlin; DE", Near),
        ("De Wit; Venneperweg 5; 2153 AA  Nieuw-Vennep; NL", "De Wit; Venneperweg 5; 2153 AA  Haarlemmermeer; NL", Near),
    ]);
}

#[test]
fn two_places() {
    judged(&[
        // Two house numbers are never near.
        ("Krause; Hauptstraße 12; 10115  Berlin; DE", "Krause; Hauptstraße 13; 10115  Berlin; DE", Other),
        ("Krause; Hauptstraße 12; 10115  Berlin; DE", "Krause; Hauptstraße 12a; 10115  Berlin; DE", Other),
        ("Krause; Hauptstraße 1; 10115  Berlin; DE", "Krause; Hauptstraße 12; 10115  Berlin; DE", Other),
        ("Smith; 10 High Street; SW1A 1AA  London; GB", "Smith; 11 High Street; SW1A 1AA  London; GB", Other),
        ("Krause; Hauptstraße 12; 10115  Berlin; DE; Tor 3", "Krause; Hauptstraße 12; 10115  Berlin; DE; Tor 4", Other),
        ("Krause; Straße 3 Nord; 10115  Berlin; DE", "Krause; Straße 4 Nord; 10115  Berlin; DE", Other),
        // Another street, city, country, company.
        ("Krause; Oststraße 12; 10115  Berlin; DE", "Krause; Weststraße 12; 10115  Berlin; DE", Other),
        ("Krause; Industriestraße 12; 10115  Berlin; DE", "Krause; Industrieweg 12; 10115  Berlin; DE", Other),
        ("Krause; Hauptstraße 12; 10115  Berlin; DE", "Krause; Hauptstraße 12; 01067  Dresden; DE", Other),
        ("Krause; Hauptstraße 12; 10115  Berlin; DE", "Krause; Hauptstraße 12; 10115  Berlin; AT", Other),
        ("Krause; Hauptstraße 12; 10115  Berlin; DE", "Schnell & Gut; Haupstraße 12; 10115  Berlin; DE", Other),
        // Each part nearly, together not.
        ("Krause; Hauptstraße 12; 10115  Berlin; DE", "Kruase; Haupstraße; 10115  Berlin; DE", Other),
        // Two companies of a village, of which nobody knows the street.
        ("Krause; ; 10115  Berlin; DE", "Pilz; ; 10115  Berlin; DE", Other),
        // Nothing to compare yet.
        ("; ; ; DE", "; ; ; DE", Other),
        ("Krause; Hauptstraße 12; ; DE", "Krause; Hauptstraße 12; ; DE", Other),
    ]);
}

#[test]
fn nearly_one_of_those_that_are_known() {
    let known = ["Krause; Hauptstraße 12; 10115  Berlin; DE", "Pilz; Dorfplatz 3; 6020  Sankt Anton; AT"].map(address);
    let cases = [
        ("Krause; Haupstraße 12; 10115  Berlin; DE", true),
        ("Pilz; Dorfplatz; 6020  Sankt Anton; AT", true),
        ("KRAUSE GmbH; Hauptstr. 12; D-10115  Berlin; DE", false), // the known one itself
        ("Krause; Hauptstraße 13; 10115  Berlin; DE", false),
        ("Schulz; Ringstraße 1; 20095  Hamburg; DE", false),
    ];
    for (typed, near) in cases {
        assert_eq!(near_duplicate_of(&address(typed), &known).is_some(), near, "{typed}");
    }
    assert_eq!(near_duplicate_of(&known[0], &[]), None);
    // Nearly one of them and quite another: the other is meant.
    let two = ["Krause; Hauptstraße 12; 10115  Berlin; DE", "Krause; Haupstraße 12; 10115  Berlin; DE"].map(address);
    assert_eq!(near_duplicate_of(&two[0], &two), None);
}

#[test]
fn the_key_is_the_door() {
    let key = |text: &str| Normal::of(&address(text)).key();
    assert_eq!(key("Krause; Hauptstr. 12 A; D-10115  Berlin; de"), "DE|10115|berlin|hauptstr|12a|");
    assert_eq!(key("Schnell; Hauptstraße 12a; 10115  Berlin; DE; Tor 3"), "DE|10115|berlin|hauptstr|12a|tor3");
    assert_eq!(key("Krause; Hauptstr. 12; ; DE"), "", "too vague to find anything by");
    assert_eq!(Normal::of(&address("Łuczak Sp. z o. o.; ; ; PL")).name(), "luczak");
}

/// Parts that are often mistaken for one another.
fn any_address() -> impl Strategy<Value = Address> {
    let of = |texts: &'static [&'static str]| prop::sample::select(texts).prop_map(str::to_owned);
    let name = of(&["Krause", "KRAUSE GmbH", "Kruase", "Pilz", "B.V.", "", "ß.-/& ."]);
    let street = of(&["Hauptstr. 12", "Hauptstraße 12", "Haupstr 12", "12 Hauptstr.", "Hauptstr. 12-14", "12 / 14", "- 12 a", ""]);
    let place =
        (of(&["10115", "D-10115", "10117", "", "SW1A 1AA"]), of(&["Berlin", "Berlin Mitte", "Bärlin", ""]), of(&["DE", "GB", "FR"]));
    (name, street, place, of(&["", "Tor 3", "Tor 4"])).prop_map(|(name, street, (postcode, city, country), second)| Address {
        name,
        street,
        street_2: Some(second),
        postcode,
        city,
        country,
        ..Address::default()
    })
}

proptest! {
    #[test]
    fn closeness_has_no_direction_and_the_same_has_the_same_key(one in any_address(), other in any_address()) {
        let (one, other) = (Normal::of(&one), Normal::of(&other));
        prop_assert_eq!(one.closeness(&other), other.closeness(&one));
        if one.closeness(&other) == Same {
            prop_assert_eq!(one.key(), other.key());
        }
        if !one.key().is_empty() {
            prop_assert_eq!(one.closeness(&one), Same);
        }
    }

    #[test]
    fn whatever_is_typed_is_compared(text in "\\PC{0,30}", street in "\\PC{0,30}", code in "\\PC{0,8}") {
        let typed = Address { name: text.clone(), street, postcode: code, city: text, country: "DE".to_owned(), ..Address::default() };
        let normal = Normal::of(&typed);
        prop_assert!(normal.key().is_empty() || normal.closeness(&normal) == Same);
    }
}
