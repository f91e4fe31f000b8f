//! `docs/concepts.md`: what each concept is, in the first words of its modules, on two shelves with the same labels.

use std::collections::BTreeMap;

use crate::tree::Tree;

/// Where the list stands.
pub(crate) const FILE: &str = "docs/concepts.md";

const SHELVES: [&str; 2] = ["crates/rules/src/", "crates/cartage/src/"];

const HEAD: &str = "\
# Concepts

Written by `cargo xtask concepts` from the first words of every module; change them there. One name stands on both shelves:
what is allowed and computed in the book of rules (`crates/rules/src`), what is done in the product (`crates/cartage/src`).

";

/// The page as it should be. Fails when a module does not say what it is.
pub(crate) fn page(tree: &Tree) -> anyhow::Result<String> {
    let mut concepts: BTreeMap<&str, [Option<String>; 2]> = BTreeMap::new();
    let mut silent = Vec::new();
    for (shelf, home) in SHELVES.iter().enumerate() {
        for file in tree.rust().filter(|file| !file.is_test()) {
            let Some(name) = file.path.strip_prefix(home).and_then(concept) else { continue };
            match first_words(&file.text) {
                Some(words) => concepts.entry(name).or_default()[shelf] = Some(words),
                None => silent.push(file.path.as_str()),
            }
        }
    }
    anyhow::ensure!(silent.is_empty(), "these modules do not say in a `//!` what they are:\n  {}", silent.join("\n  "));
    let mut page = String::from(HEAD);
    page.push_str("| concept | in the book of rules | in the product |\n|---|---|---|\n");
    for (name, [rule, product]) in &concepts {
        let cell = |words: &Option<String>| words.as_deref().unwrap_or("").replace('|', "\\|");
        page.push_str(&format!("| `{name}` | {} | {} |\n", cell(rule), cell(product)));
    }
    Ok(page)
}

/// What differs between the page and what stands in the repository.
pub(crate) fn check(tree: &Tree) -> anyhow::Result<Vec<String>> {
    let there = tree.get(FILE).map_or("", |file| file.text.as_str());
    let page = page(tree)?;
    let gone = there.lines().filter(|line| !page.lines().any(|other| other == *line)).map(|line| format!("- {line}"));
    let new = page.lines().filter(|line| !there.lines().any(|other| other == *line)).map(|line| format!("+ {line}"));
    let mut found: Vec<String> = gone.chain(new).collect();
    if found.is_empty() && there != page {
        found.push(format!("{FILE}: its lines stand in another order"));
    }
    if !found.is_empty() {
        found.insert(0, format!("{FILE} is not what the modules say; run `cargo xtask concepts`"));
    }
    Ok(found)
}

/// `cut_off.rs` and `orders/mod.rs` are concepts; a concept's inner files and the crate's own top are not.
fn concept(inside: &str) -> Option<&str> {
    let name = inside.strip_suffix("/mod.rs").or_else(|| inside.strip_suffix(".rs"))?;
    (!name.contains('/') && name != "lib").then_some(name)
}

/// The first sentence of a module's own words, on one line; links to code become plain code.
fn first_words(text: &str) -> Option<String> {
    let words = text.lines().take_while(|line| line.starts_with("//!")).map(|line| line.trim_start_matches("//!").trim());
    let paragraph = words.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    let plain = paragraph.replace("[`", "`").replace("`]", "`");
    let sentence = plain.split_once(". ").map_or(plain.as_str(), |(sentence, _)| sentence);
    let sentence = sentence.trim_end_matches(['.', ':']);
    (!sentence.is_empty()).then(|| sentence.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: (&str, &str) =
        ("crates/rules/src/cut_off.rs", "//! Until when a customer\n//! may still order. Strictly before.\n//!\n//! More.\nuse x;\n");
    const PRODUCT: (&str, &str) = ("crates/cartage/src/orders/mod.rs", "//! What was ordered: see [`Order`].\n");

    #[test]
    fn both_shelves_stand_beside_each_other() {
        let store = ("crates/cartage/src/orders/store.rs", "");
        let page = page(&Tree::of(&[PRODUCT, store, RULE])).expect("every concept says what it is");
        let rows: Vec<&str> = page.lines().skip(7).collect();
        assert_eq!(rows, ["| `cut_off` | Until when a customer may still order |  |", "| `orders` |  | What was ordered: see `Order` |"]);
    }

    #[test]
    fn a_module_without_words_is_found() {
        let error = page(&Tree::of(&[("crates/rules/src/money.rs", "use x;\n")])).expect_err("it says nothing").to_string();
        assert!(error.contains("crates/rules/src/money.rs"), "{error}");
    }

    #[test]
    fn an_old_page_is_found() {
        let now = page(&Tree::of(&[RULE])).expect("it says what it is");
        assert!(check(&Tree::of(&[RULE, (FILE, &now)])).expect("it says what it is").is_empty());
        let found = check(&Tree::of(&[RULE, PRODUCT, (FILE, &now)])).expect("both say what they are");
        assert_eq!(found.len(), 2);
        assert_eq!(found[1], "+ | `orders` |  | What was ordered: see `Order` |");
    }
}
