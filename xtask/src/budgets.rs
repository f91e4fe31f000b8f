//! How large things may grow, and names under which houses rot.

use crate::tree::{File, Tree};

/// The most lines a Rust file may have.
const CEILING: usize = 400;
/// Half of the product's files stay under this many lines.
const MEDIAN: usize = 120;
/// Names for a kind of code, where a concept's name belongs.
const NAMES: &[&str] = &["common", "helper", "helpers", "manager", "managers", "misc", "services", "util", "utils"];

/// What the browser loads: files by the beginning and the end of their paths, and the most bytes all of them together may have.
const ASSETS: &[(&str, &str, u64)] = &[
    ("assets/", ".css", 48_000),
    ("assets/vendor/", ".js", 64_000),
    ("assets/", ".js", 50_000),
    ("assets/", ".svg", 32_000),
    ("assets/vendor/", ".woff2", 140_000),
];

/// Everything that is too large or badly named.
pub(crate) fn check(tree: &Tree) -> Vec<String> {
    [lines(tree), names(tree), median_of(tree), assets(tree)].concat()
}

/// How large things are.
pub(crate) fn summary(tree: &Tree) -> String {
    let longest = tree.rust().map(count).max().unwrap_or(0);
    let bytes: u64 = tree.files().filter(|file| budget_of(file).is_some()).map(|file| file.bytes).sum();
    format!("{} Rust files, median {} lines, longest {longest}; assets {bytes} bytes", tree.rust().count(), median(tree))
}

fn count(file: &File) -> usize {
    file.text.lines().count()
}

fn lines(tree: &Tree) -> Vec<String> {
    let long = tree.rust().filter(|file| count(file) > CEILING);
    long.map(|file| format!("{}: {} lines, {CEILING} is the ceiling: is it one concept?", file.path, count(file))).collect()
}

fn names(tree: &Tree) -> Vec<String> {
    let bad = |file: &&File| file.path.trim_end_matches(".rs").split('/').any(|part| NAMES.contains(&part));
    tree.rust().filter(bad).map(|file| format!("{}: named for a kind of code; name it after its concept", file.path)).collect()
}

/// The median length of what is not tests.
fn median(tree: &Tree) -> usize {
    let mut counts: Vec<usize> = tree.rust().filter(|file| !file.is_test()).map(count).collect();
    counts.sort_unstable();
    counts.get(counts.len() / 2).copied().unwrap_or(0)
}

fn median_of(tree: &Tree) -> Vec<String> {
    let median = median(tree);
    if median < MEDIAN { Vec::new() } else { vec![format!("the median Rust file has {median} lines; under {MEDIAN} is the budget")] }
}

/// The first budget a file falls under.
fn budget_of(file: &File) -> Option<usize> {
    ASSETS.iter().position(|(start, end, _)| file.path.starts_with(start) && file.path.ends_with(end))
}

fn assets(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for (index, (start, end, most)) in ASSETS.iter().enumerate() {
        let bytes: u64 = tree.files().filter(|file| budget_of(file) == Some(index)).map(|file| file.bytes).sum();
        if bytes > *most {
            found.push(format!("{start}*{end}: {bytes} bytes, {most} is the budget"));
        }
    }
    let licence = |file: &&File| {
        file.path.contains("/licences/") || file.path.ends_with("/CHECKSUMS") || file.path.ends_with(".md") || file.path.ends_with(".txt")
    };
    let unknown = tree.files().filter(|file| file.path.starts_with("assets/") && budget_of(file).is_none()).filter(|file| !licence(file));
    found.extend(unknown.map(|file| format!("{}: no budget says how large it may be", file.path)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_past_the_ceiling_is_found() {
        let (fine, long) = ("a\n".repeat(400), "a\n".repeat(401));
        let tree = Tree::of(&[("crates/kit/src/a.rs", &fine), ("crates/kit/src/b.rs", &long)]);
        assert_eq!(lines(&tree), ["crates/kit/src/b.rs: 401 lines, 400 is the ceiling: is it one concept?"]);
    }

    #[test]
    fn a_name_for_a_kind_of_code_is_found() {
        let tree = Tree::of(&[
            ("crates/kit/src/utils.rs", ""),
            ("crates/kit/src/helpers/mod.rs", ""),
            ("crates/cartage/src/service_levels/mod.rs", ""),
        ]);
        assert_eq!(names(&tree).len(), 2);
    }

    #[test]
    fn the_median_leaves_tests_out() {
        let (small, large) = ("a\n".repeat(10), "a\n".repeat(130));
        let tree = Tree::of(&[("a.rs", &small), ("b/tests/c.rs", &large), ("b/tests/d.rs", &large)]);
        assert!(median_of(&tree).is_empty());
        let tree = Tree::of(&[("a.rs", &small), ("c.rs", &large), ("d.rs", &large)]);
        assert_eq!(median_of(&tree), ["the median Rust file has 130 lines; under 120 is the budget"]);
    }

    #[test]
    fn an_asset_over_budget_or_without_one_is_found() {
        let css = "a".repeat(48_001);
        let tree = Tree::of(&[("assets/cartage.css", &css), ("assets/film.mp4", ""), ("assets/vendor/licences/htmx.txt", "")]);
        assert_eq!(
            assets(&tree),
            ["assets/*.css: 48001 bytes, 48000 is the budget", "assets/film.mp4: no budget says how large it may be"]
        );
    }
}
