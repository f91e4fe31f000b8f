//! Inside the product: a concept is seen through its `mod.rs` only; only `store`, `table` and `board` speak to the database;
//! only `pages`, `api`, `routes` and the shell speak to the web.

use super::Exception;
use crate::paths::{self, Named};
use crate::source::Source;
use crate::tree::{File, Tree};

const HOME: &str = "crates/cartage/src/";

/// Files that all may name though they lie behind a concept's door.
const OPEN: &[Exception] = &[Exception {
    path: "crates/cartage/src/shell/says.rs",
    why: "how instants and amounts are said; `says::today` reads well everywhere",
}];

/// The URL map hangs up every concept's pages, and may name those behind the doors: `routes.rs`, and its parts in `routes/`.
const MAP: &str = "crates/cartage/src/routes";

/// Who may run a statement.
const DATABASE: &[&str] = &["store", "table", "board"];
/// The files that run statements though they are none of these.
const DATABASE_TOO: &[Exception] = &[];

/// Who may name the web framework.
const WEB: &[&str] = &["pages", "api", "routes", "shell"];
/// The files that name it though they are none of these.
const WEB_TOO: &[Exception] =
    &[Exception { path: "crates/cartage/src/viewer.rs", why: "the extractors, which say who is looking before any page is asked" }];

/// What of the database layer only those may name: `Tx` and `Db` are everybody's.
const STATEMENTS: &[&str] = &["Query", "FromRow", "Row", "Entity", "Value", "Column"];
/// Methods of `Tx` that run something.
const METHODS: &[&str] = &["all", "opt", "one", "exec", "later", "insert", "script"];
/// How a text that is SQL looks.
const SQL: &[&str] = &["SELECT ", "INSERT INTO ", "DELETE FROM ", " WHERE ", " SET ", "ORDER BY ", "CREATE TABLE "];

/// Exceptions that nothing needs any more.
pub(super) fn stale(tree: &Tree) -> Vec<String> {
    [Exception::stale(OPEN, tree), Exception::stale(DATABASE_TOO, tree), Exception::stale(WEB_TOO, tree)].concat()
}

fn on_the_map(path: &str) -> bool {
    path.strip_prefix(MAP).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
}

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for file in tree.rust().filter(|file| file.path.starts_with(HOME)) {
        let source = Source::of(&file.text);
        found.extend(borders(tree, file, &source));
        if file.is_test() {
            continue;
        }
        let source = source.without_tests();
        if !lives_in(file, DATABASE) && !Exception::covers(DATABASE_TOO, &file.path) {
            found.extend(statements(file, &source));
        }
        if !lives_in(file, WEB) && !Exception::covers(WEB_TOO, &file.path) {
            let named = paths::named(&source.code);
            let web = named.iter().filter(|named| named.begins(&["axum"]) || named.begins(&["tower"]) || named.begins(&["tower_http"]));
            found.extend(web.map(|named| {
                format!("{}:{}: `{}`: only pages, api, routes and the shell name the web", file.path, named.line, named.text())
            }));
        }
    }
    found
}

/// Whether the file, or a folder it lies in, has one of these names.
fn lives_in(file: &File, names: &[&str]) -> bool {
    let inside = file.path.strip_prefix(HOME).unwrap_or(&file.path);
    inside.trim_end_matches(".rs").split('/').any(|part| names.contains(&part))
}

/// Paths that go past another concept's `mod.rs`.
fn borders(tree: &Tree, file: &File, source: &Source) -> Vec<String> {
    let here = module(&file.path);
    let mut found = Vec::new();
    for named in paths::named(&source.code) {
        let Some(absolute) = absolute(&here, &named) else { continue };
        let [concept, part, ..] = absolute.as_slice() else { continue };
        let foreign = here.first() != Some(concept);
        let folder = format!("{HOME}{concept}");
        let file_of = format!("{folder}/{part}.rs");
        let is_file = tree.get(&file_of).is_some() || tree.has_folder(&format!("{folder}/{part}"));
        // `shell::says` may be a function that bears its file's name; the file itself has to be public to be meant.
        let inside = absolute.len() > 2 || is_public(tree, &folder, part);
        let on_map = on_the_map(&file.path) && named.parts.iter().any(|part| part == "pages" || part == "api");
        if foreign && is_file && inside && !on_map && !Exception::covers(OPEN, &file_of) {
            found.push(format!("{}:{}: `{}` goes past {concept}/mod.rs", file.path, named.line, named.text()));
        }
    }
    found
}

/// Whether the concept's `mod.rs` opens this file of its to others.
fn is_public(tree: &Tree, folder: &str, part: &str) -> bool {
    let door = tree.get(&format!("{folder}/mod.rs")).map(|file| Source::of(&file.text).code).unwrap_or_default();
    door.lines().any(|line| line.trim_start().starts_with("pub") && line.contains(&format!(" mod {part}")))
}

/// `crates/cartage/src/orders/store.rs` is the module `orders::store`.
fn module(path: &str) -> Vec<String> {
    let inside = path.strip_prefix(HOME).unwrap_or(path).trim_end_matches(".rs").trim_end_matches("/mod");
    inside.split('/').filter(|part| *part != "lib").map(String::from).collect()
}

/// The path from the top of the crate, or none for what lies outside it.
fn absolute(here: &[String], named: &Named) -> Option<Vec<String>> {
    let (first, rest) = named.parts.split_first()?;
    match first.as_str() {
        "crate" => Some(rest.to_vec()),
        "super" => {
            let ups = named.parts.iter().take_while(|part| *part == "super").count();
            let kept = here.len().saturating_sub(ups);
            Some([&here[..kept], &named.parts[ups..]].concat())
        }
        _ => None,
    }
}

/// Everything that speaks to the database.
fn statements(file: &File, source: &Source) -> Vec<String> {
    let at = |line: usize, what: &str| format!("{}:{line}: {what}: only store, table and board speak to the database", file.path);
    let mut found = Vec::new();
    for named in paths::named(&source.code) {
        if named.begins(&["kit", "db"]) && named.parts.get(2).is_some_and(|part| STATEMENTS.contains(&part.as_str())) {
            found.push(at(named.line, &format!("`{}`", named.text())));
        }
    }
    for (line, code) in source.lines() {
        for method in METHODS {
            if [format!("tx.{method}("), format!("tx.{method}::<")].iter().any(|call| code.contains(call.as_str())) {
                found.push(at(line, &format!("`tx.{method}`")));
            }
        }
    }
    for text in &source.texts {
        if SQL.iter().any(|word| text.text.contains(word)) {
            found.push(at(text.line, "SQL"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, code: &str) -> Vec<String> {
        check(&Tree::of(&[
            ("crates/cartage/src/orders/mod.rs", "pub mod store;\nmod find;\npub use find::find;"),
            ("crates/cartage/src/orders/find.rs", ""),
            ("crates/cartage/src/orders/store.rs", ""),
            ("crates/cartage/src/customers/mod.rs", ""),
            (path, code),
        ]))
    }

    #[test]
    fn nobody_reaches_past_a_concepts_door() {
        let path = "crates/cartage/src/customers/actions.rs";
        for code in [
            "use crate::orders::store;",
            "use crate::{orders::{store::find, Order}};",
            "crate::orders::find::inner(tx)",
            "super::super::orders::store::find(tx)",
        ] {
            assert_eq!(found(path, code).len(), 1, "{code}");
        }
        assert!(found(path, "use crate::orders::{self, find};").is_empty());
        assert!(found("crates/cartage/src/orders/actions.rs", "use super::store; use crate::orders::store::find;").is_empty());
    }

    #[test]
    fn the_url_map_names_pages_and_nothing_else() {
        assert!(found("crates/cartage/src/routes.rs", "use crate::orders::store::pages;").is_empty());
        assert!(found("crates/cartage/src/routes/people.rs", "use crate::orders::dashboard::pages;").is_empty());
        assert_eq!(found("crates/cartage/src/routes.rs", "use crate::orders::store;").len(), 1);
        assert_eq!(found("crates/cartage/src/routes_of_old.rs", "use crate::orders::store::pages;").len(), 1);
        assert_eq!(found("crates/cartage/src/customers/pages.rs", "use crate::orders::store::pages;").len(), 1);
    }

    #[test]
    fn tests_keep_to_the_door_too() {
        let code = "#[cfg(test)]\nmod tests { use crate::orders::store; }";
        assert_eq!(found("crates/cartage/src/customers/actions.rs", code).len(), 1);
    }

    #[test]
    fn only_stores_speak_to_the_database() {
        for code in [
            "use kit::db::{Query, Tx};",
            "let rows = tx.all(sql, values).await?;",
            "let n = tx.exec::<X>(sql).await?;",
            "let sql = \"SELECT a\n FROM b\";",
            "let sql = \"UPDATE b SET a = 1\";",
        ] {
            assert_eq!(found("crates/cartage/src/customers/actions.rs", code).len(), 1, "{code}");
            assert!(found("crates/cartage/src/customers/store.rs", code).is_empty(), "{code}");
            assert!(found("crates/cartage/src/board/orders_list.rs", code).is_empty(), "{code}");
        }
        for code in ["use kit::db::{Db, Tx};", "// SELECT a FROM b", "let all = rows.iter().all(f);", "say(\"Select a customer\")"] {
            assert!(found("crates/cartage/src/customers/actions.rs", code).is_empty(), "{code}");
        }
    }

    #[test]
    fn a_tests_own_statement_is_its_own_business() {
        assert!(found("crates/cartage/src/customers/actions.rs", "#[cfg(test)]\nmod tests { fn a() { tx.all(\"SELECT 1\") } }").is_empty());
    }

    #[test]
    fn only_pages_speak_to_the_web() {
        let code = "use axum::response::Response;";
        assert_eq!(found("crates/cartage/src/customers/actions.rs", code).len(), 1);
        for path in ["customers/pages.rs", "customers/pages/edit.rs", "customers/api.rs", "routes.rs", "shell/page.rs"] {
            assert!(found(&format!("{HOME}{path}"), code).is_empty(), "{path}");
        }
    }

    #[test]
    fn an_exception_for_a_file_that_is_gone_is_found() {
        let list = [Exception { path: "crates/cartage/src/gone.rs", why: "it was needed" }];
        assert_eq!(Exception::stale(&list, &Tree::of(&[])).len(), 1);
    }
}
