//! The kit knows no business word, names the database drivers in `db` only and the web framework in `web` only.

use crate::paths;
use crate::source::Source;
use crate::tree::Tree;

/// Words of the trade, in the singular, looked for in code and texts; a comment or a test may name one as an example. Left out,
/// for they mean something else in a tool: stop, label, level, service, document, location, transport (of mail), import.
const BUSINESS: &str = "carrier charge consignee consignment consignor contact customer cutoff depot desk driver freight goods haulage \
    haulier invoice lorry order organisation pallet portal quote shipment shipper sscc staff tariff truck vehicle waybill";

/// Drivers and frameworks, and the one folder of the kit that may name each.
const HOMES: &[(&str, &str)] = &[
    ("rusqlite", "crates/kit/src/db/"),
    ("tokio_postgres", "crates/kit/src/db/"),
    ("deadpool_postgres", "crates/kit/src/db/"),
    ("axum", "crates/kit/src/web/"),
    ("tower", "crates/kit/src/web/"),
    ("tower_http", "crates/kit/src/web/"),
    ("lettre", "crates/kit/src/mail"),
    ("argon2", "crates/kit/src/password"),
];

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for file in tree.rust().filter(|file| file.path.starts_with("crates/kit/")) {
        let source = Source::of(&file.text).without_tests();
        let code = source.lines().flat_map(|(line, code)| business(code).map(move |word| (line, word)));
        let texts = source.texts.iter().flat_map(|text| business(&text.text).map(move |word| (text.line, word)));
        for (line, word) in code.chain(texts) {
            found.push(format!("{}:{line}: `{word}` is a word of the trade; the kit knows none", file.path));
        }
        for named in paths::named(&source.code) {
            let home = HOMES.iter().find(|(name, _)| named.parts.len() > 1 && named.begins(&[name]));
            if let Some((name, home)) = home.filter(|(_, home)| !file.path.starts_with(home)) {
                found.push(format!("{}:{}: only {home} may name {name}", file.path, named.line));
            }
        }
    }
    found
}

/// The words of the trade in a piece of code or text. `ORDER BY` and `order_by` are words of SQL.
fn business(text: &str) -> impl Iterator<Item = String> {
    let words = words(text);
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let one = word.strip_suffix('s').unwrap_or(word);
        let sql = one == "order" && words.get(index + 1).is_some_and(|next| next == "by");
        if BUSINESS.split_whitespace().any(|known| known == word || known == one) && !sql {
            found.push(word.clone());
        }
    }
    found.into_iter()
}

/// `OrderNumber`, `order_number` and `order number` are two words each.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_small = false;
    for c in text.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && after_small) {
            words.push(String::new());
        }
        after_small = c.is_lowercase();
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, code: &str) -> usize {
        check(&Tree::of(&[(path, code)])).len()
    }

    #[test]
    fn words_of_the_trade_are_found_in_code_and_texts() {
        for code in ["struct OrderNumber;", "let customers = 3;", "say(\"the haulier's file\")", "let x = CUSTOMER_PATH;"] {
            assert_eq!(found("crates/kit/src/text.rs", code), 1, "{code}");
        }
    }

    #[test]
    fn words_that_only_look_like_it_are_not() {
        for code in [
            "// the order of a customer",
            "use std::cmp::Ordering;",
            "sql(\"SELECT a FROM b ORDER BY a\")",
            "fn order_by() {}",
            "let reordered = recharged;",
        ] {
            assert_eq!(found("crates/kit/src/text.rs", code), 0, "{code}");
        }
    }

    #[test]
    fn a_driver_stays_at_home() {
        assert_eq!(found("crates/kit/src/db/sqlite.rs", "use rusqlite::Connection;"), 0);
        assert_eq!(found("crates/kit/src/outbox.rs", "use rusqlite::Connection;"), 1);
        assert_eq!(found("crates/kit/src/mail.rs", "fn a() -> axum::Router { b() }"), 1);
    }
}
