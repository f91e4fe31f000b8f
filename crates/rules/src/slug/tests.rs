//! Names turned into paths, and paths as staff type them.

use proptest::prelude::*;

use super::*;

#[test]
fn slugs_made_of_names() {
    let cases = [
        ("Van der Berg Transport B.V.", Some("van-der-berg-transport-b-v")),
        ("Müller & Söhne GmbH", Some("muller-sohne-gmbh")),
        ("Société Générale", Some("societe-generale")),
        ("Großhandel Łódź", Some("grosshandel-lodz")),
        ("Ærø Færgerne", Some("aero-faergerne")),
        ("  --  7  --  ", Some("7")),
        ("O'Brien’s", Some("obriens")),
        ("New", Some("new-1")),
        ("運送", None),
        ("!!!", None),
        ("", None),
        ("Algemene Vereniging van Nederlandse Wegvervoerders", Some("algemene-vereniging-van-nederlandse-wegv")),
    ];
    for (name, slug) in cases {
        assert_eq!(make(name).as_deref(), slug, "{name}");
    }
}

#[test]
fn slugs_that_are_refused() {
    let cases = [
        ("", SlugError::Empty),
        ("Jansen", SlugError::Character('J')),
        ("jan sen", SlugError::Character(' ')),
        ("jan/sen", SlugError::Character('/')),
        ("jän", SlugError::Character('ä')),
        ("-jan", SlugError::Dash),
        ("jan-", SlugError::Dash),
        ("jan--sen", SlugError::Dash),
        ("new", SlugError::Reserved),
    ];
    for (slug, error) in cases {
        assert_eq!(check(slug), Err(error), "{slug}");
    }
    assert_eq!(check(&"a".repeat(LONGEST)), Ok(()));
    assert_eq!(check(&"a".repeat(LONGEST + 1)), Err(SlugError::TooLong { length: 41 }));
}

#[test]
fn a_number_behind_stays_within_the_length() {
    assert_eq!(numbered("jansen", 2), "jansen-2");
    let long = numbered(&"a".repeat(LONGEST), 12);
    assert_eq!((long.len(), long.ends_with("a-12")), (LONGEST, true));
    assert_eq!(numbered(&format!("{}-b", "a".repeat(37)), 2), format!("{}-2", "a".repeat(37)));
}

proptest! {
    #[test]
    fn what_is_made_is_accepted(name in any::<String>(), number in any::<u32>()) {
        if let Some(slug) = make(&name) {
            prop_assert_eq!(check(&slug), Ok(()));
            prop_assert_eq!(check(&numbered(&slug, number)), Ok(()));
        }
    }

    #[test]
    fn an_accepted_slug_makes_itself(slug in "[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}") {
        if check(&slug).is_ok() {
            prop_assert_eq!(make(&slug), Some(slug));
        }
    }
}
