use proptest::prelude::*;

use super::*;
use crate::location_match::{Closeness, Normal};
use crate::order::Address;

type Sees = Seen<&'static str>;
const OWN: Sees = Seen::By("korenaar");
const OTHER: Sees = Seen::By("bakker");
const ALL: Sees = Seen::ByAll;
const NONE: Sees = Seen::ByNone;

#[test]
fn who_finds_a_location_and_who_may_change_it() {
    for (seen, in_book, at_the_desk, own) in
        [(OWN, true, true, true), (OTHER, false, false, false), (ALL, true, true, false), (NONE, false, true, false)]
    {
        let is = (seen.in_book_of(&"korenaar"), seen.at_the_desk_for(&"korenaar"), seen.is_own_of(&"korenaar"));
        assert_eq!(is, (in_book, at_the_desk, own), "{seen:?}");
    }
}

#[test]
fn what_may_be_merged_into_what() {
    use MergeRefusal::{Archived, Hidden, Itself, SurvivorArchived};
    let cases = [
        // merged, archived, survivor, archived, may
        (OWN, false, OWN, false, Ok(())),
        (OWN, false, ALL, false, Ok(())),
        (ALL, false, ALL, false, Ok(())),
        (NONE, false, NONE, false, Ok(())),
        (NONE, false, ALL, false, Ok(())),
        (OWN, false, OTHER, false, Err(Hidden)),
        (OWN, false, NONE, false, Err(Hidden)),
        (ALL, false, OWN, false, Err(Hidden)),
        (ALL, false, NONE, false, Err(Hidden)),
        (NONE, false, OWN, false, Err(Hidden)), // staff find it whomever they enter for
        (OWN, true, OWN, false, Err(Archived)),
        (OWN, false, OWN, true, Err(SurvivorArchived)),
    ];
    for (seen, archived, into, gone, may) in cases {
        let merged = Mergeable { id: "1", seen, archived };
        let survivor = Mergeable { id: "2", seen: into, archived: gone };
        assert_eq!(may_merge(&merged, &survivor), may, "{merged:?} into {survivor:?}");
        assert_eq!(may_merge(&merged, &Mergeable { id: "1", ..survivor }), Err(Itself));
    }
}

#[test]
fn aliases_are_read_one_a_line() {
    for (typed, read) in [
        ("", Ok(vec![])),
        ("  DC Veghel \r\n\r\nVEGHEL dc\n", Ok(vec!["DC Veghel", "VEGHEL dc"])),
        ("DC Veghel\ndc  veghel\nＤＣ Veghel", Ok(vec!["DC Veghel"])),
        ("a\tb", Err(AliasError::ControlCharacter)),
    ] {
        assert_eq!(aliases(typed), read.map(|read| read.into_iter().map(str::to_owned).collect()), "{typed:?}");
    }
    let long = "x".repeat(ALIAS + 1);
    assert_eq!(aliases(&long), Err(AliasError::TooLong { alias: long.clone(), length: ALIAS + 1 }));
    assert_eq!(aliases(&long[1..]).map(|read| read.len()), Ok(1));
    let many = |n: usize| (0..n).map(|n| n.to_string()).collect::<Vec<_>>().join("\n");
    assert_eq!(aliases(&many(ALIASES)).map(|read| read.len()), Ok(ALIASES));
    assert_eq!(aliases(&many(ALIASES + 2)), Err(AliasError::TooMany { given: ALIASES + 2 }));
}

struct Kept(Sees, Option<&'static str>, &'static str, Vec<String>, &'static str);

fn book() -> Vec<Kept> {
    let aliases = |given: &[&str]| given.iter().map(|alias| (*alias).to_owned()).collect();
    vec![
        Kept(ALL, Some("T-1"), "Terminal Tilburg", aliases(&["Hub"]), "tilburg"),
        Kept(OWN, Some("7"), "De Korenaar, dock 4", aliases(&["Dock 4", "T-9"]), "werkendam"),
        Kept(OWN, None, "Sligro", aliases(&[]), "veghel"),
        Kept(OWN, None, "Sligro", aliases(&["Hub", "Sligro Gent"]), "gent"),
        Kept(NONE, Some("7"), "Yard", aliases(&["Terminal Tilburg"]), "gent"),
    ]
}

/// The one address in that city, there under that name.
fn at(name: &str, city: &str) -> Address {
    let [name, street, postcode, city, country] = [name, "Kade 1", "", city, "NL"].map(str::to_owned);
    Address { name, street, postcode, city, country, ..Address::default() }
}

fn candidates(kept: &[Kept]) -> Vec<Candidate<'_, &'static str>> {
    kept.iter()
        .map(|it| Candidate { seen: it.0.clone(), external_id: it.1, name: it.2, aliases: &it.3, address: Normal::of(&at(it.2, it.4)) })
        .collect()
}

#[test]
fn which_location_is_meant() {
    use How::{Address, Alias, ExternalId, Name};
    let kept = book();
    for (external, called, address, meant) in [
        ("T-1", "", "", Some((0, ExternalId))),
        ("t-1", "", "", None),                  // external ids are as written
        (" 7 ", "", "", Some((1, ExternalId))), // the customer's own before nobody's
        ("T-9", "", "", Some((1, Alias))),      // an id that is kept as an alias
        ("T-1", "Dock 4", "Sligro/veghel", Some((0, ExternalId))),
        ("X-1", "dock  4", "", Some((1, Alias))), // an id nobody knows: what it is called
        ("", "7", "", Some((1, ExternalId))),     // what it is called may be an id
        ("", "HUB", "", Some((3, Alias))),        // the customer's own alias before one of all
        ("", "terminal TILBURG", "", Some((0, Name))),
        ("", "Sligro", "", None), // two are called so
        ("", "Sligro", "SLIGRO B.V./Veghel", Some((2, Address))),
        ("", "sligro gent", "", Some((3, Alias))),
        ("", "", "Sligro/gent", Some((3, Address))),
        ("", "", "yard/GENT", Some((4, Address))),
        ("", "", "Bakker/gent", None), // at one door, but another company
        ("", "Nowhere", "Sligro/elsewhere", None),
        ("", " ", "", None),
    ] {
        let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let address = address.split_once('/').map(|(name, city)| at(name, city));
        let wanted = Wanted { external_id: said(external), called: said(called), address };
        assert_eq!(matched(&wanted, &candidates(&kept)), meant, "{wanted:?}");
    }
}

fn any_seen() -> impl Strategy<Value = Sees> {
    prop_oneof![Just(OWN), Just(OTHER), Just(ALL), Just(NONE)]
}

proptest! {
    /// Merging never takes a location from anybody who found it.
    #[test]
    fn nobody_loses_what_is_merged(merged in any_seen(), survivor in any_seen()) {
        let one = |id, seen| Mergeable { id, seen, archived: false };
        let may = may_merge(&one("1", merged.clone()), &one("2", survivor.clone())).is_ok();
        for customer in ["korenaar", "bakker", "somebody else"] {
            if may {
                prop_assert!(!merged.in_book_of(&customer) || survivor.in_book_of(&customer));
                prop_assert!(!merged.at_the_desk_for(&customer) || survivor.at_the_desk_for(&customer));
            }
        }
    }

    /// What is written for aliases reads back as the same aliases.
    #[test]
    fn aliases_read_back(typed in "[a-cA-C \\n]{0,60}") {
        let read = aliases(&typed).unwrap();
        prop_assert_eq!(aliases(&read.join("\n")), Ok(read));
    }

    /// An external id that is given and known decides, whatever else is said.
    #[test]
    fn a_known_external_id_decides(called in "[A-Za-z4-7 ]{0,8}", address in "[a-z]{0,8}") {
        let kept = book();
        let wanted = Wanted { external_id: Some("T-1".into()), called: Some(called), address: Some(at("Sligro", &address)) };
        prop_assert_eq!(matched(&wanted, &candidates(&kept)), Some((0, How::ExternalId)));
    }

    /// Whoever is meant has what was said of it.
    #[test]
    fn whoever_is_meant_has_what_was_said(external in "(T-1|7|8)?", called in "(Hub|Sligro|Yard|7)?", address in "(gent|tilburg|oss)?") {
        let kept = book();
        let candidates = candidates(&kept);
        let address = at("Sligro", &address);
        let wanted = Wanted { external_id: Some(external.clone()), called: Some(called.clone()), address: Some(address.clone()) };
        if let Some((place, how)) = matched(&wanted, &candidates) {
            let one = &candidates[place];
            let id = one.external_id.unwrap_or_default();
            let has = match how {
                How::ExternalId => id == external || id == called,
                How::Alias => one.aliases.iter().any(|alias| [&external, &called].iter().any(|said| alias_key(said) == alias_key(alias))),
                How::Name => one.name == called,
                How::Address => one.address.closeness(&Normal::of(&address)) == Closeness::Same,
            };
            prop_assert!(has, "{:?} by {:?}", wanted, how);
        }
    }
}
