//! The book of rules imports nothing of ours, reaches neither disk nor network, tells no time and rolls no dice.

use crate::paths;
use crate::source::Source;
use crate::tree::Tree;

/// What may not be named, side by side, anywhere in a path, and why.
const FORBIDDEN: &[(&[&str], &str)] = &[
    (&["kit"], "imports nothing of ours"),
    (&["cartage"], "imports nothing of ours"),
    (&["testkit"], "imports nothing of ours"),
    (&["std", "fs"], "reads no files"),
    (&["std", "io"], "does no I/O"),
    (&["std", "net"], "knows no network"),
    (&["std", "env"], "does not look at its surroundings"),
    (&["std", "process"], "starts nothing"),
    (&["std", "thread"], "starts nothing"),
    (&["tokio"], "is synchronous"),
    (&["SystemTime"], "takes the time as an argument"),
    (&["Instant", "now"], "takes the time as an argument"),
    (&["Timestamp", "now"], "takes the time as an argument"),
    (&["Zoned", "now"], "takes the time as an argument"),
    (&["TimeZone", "system"], "takes the zone as an argument"),
    (&["Uuid", "now_v7"], "takes ids as arguments"),
    (&["Uuid", "new_v4"], "takes ids as arguments"),
    (&["rand"], "rolls no dice"),
    (&["getrandom"], "rolls no dice"),
    (&["async"], "is synchronous"),
];

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for file in tree.rust().filter(|file| file.path.starts_with("crates/rules/")) {
        for named in paths::named(&Source::of(&file.text).code) {
            if let Some((_, why)) = FORBIDDEN.iter().find(|(parts, _)| forbidden(&named, parts)) {
                found.push(format!("{}:{}: `{}`: the book of rules {why}", file.path, named.line, named.text()));
            }
        }
    }
    found
}

/// One word counts where it begins a path (`kit::…`), and a type's name anywhere; two count side by side.
fn forbidden(named: &paths::Named, parts: &[&str]) -> bool {
    match parts {
        [one] if one.starts_with(char::is_lowercase) => named.begins(parts) && (named.parts.len() > 1 || *one == "async"),
        _ => named.holds(parts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(code: &str) -> usize {
        check(&Tree::of(&[("crates/rules/src/cut_off.rs", code)])).len()
    }

    #[test]
    fn the_clock_the_disk_and_our_crates_are_out_of_reach() {
        for code in [
            "use kit::clock::Clock;",
            "use cartage::{orders};",
            "fn a() { std::fs::read(\"x\") }",
            "use std::{collections::BTreeMap, net::IpAddr};",
            "let now = jiff::Timestamp::now();",
            "let now = Timestamp::now();",
            "use std::time::SystemTime;",
            "pub async fn decide() {}",
        ] {
            assert_eq!(found(code), 1, "{code}");
        }
    }

    #[test]
    fn a_rule_may_name_what_it_decides_about() {
        for code in [
            "use jiff::{Timestamp, civil::Date};",
            "// asks Timestamp::now() for nothing\nlet why = \"std::fs\";",
            "let kit = first_aid; kit.len()",
            "use crate::order_status::Status;",
        ] {
            assert_eq!(found(code), 0, "{code}");
        }
    }
}
