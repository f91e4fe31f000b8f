//! Which of our crates may depend on which: read from their manifests.

use crate::tree::Tree;

/// A crate of ours: its folder, its name, what it may use, what its tests may use besides.
struct Member {
    folder: &'static str,
    name: &'static str,
    uses: &'static [&'static str],
    tests_use: &'static [&'static str],
}

const MEMBERS: &[Member] = &[
    Member { folder: "crates/rules", name: "cartage-rules", uses: &[], tests_use: &[] },
    Member { folder: "crates/kit", name: "cartage-kit", uses: &[], tests_use: &[] },
    Member { folder: "crates/sheet", name: "cartage-sheet", uses: &[], tests_use: &[] },
    Member { folder: "crates/labels", name: "cartage-labels", uses: &[], tests_use: &[] },
    Member { folder: "crates/papers", name: "cartage-papers", uses: &["cartage-labels"], tests_use: &[] },
    Member {
        folder: "crates/cartage",
        name: "cartage",
        uses: &["cartage-rules", "cartage-kit", "cartage-sheet", "cartage-labels", "cartage-papers"],
        tests_use: &["cartage-testkit"],
    },
    Member {
        folder: "crates/bench",
        name: "cartage-bench",
        uses: &["cartage-rules", "cartage-kit", "cartage", "cartage-testkit"],
        tests_use: &[],
    },
    Member { folder: "crates/testkit", name: "cartage-testkit", uses: &["cartage-rules", "cartage-kit", "cartage"], tests_use: &[] },
    Member {
        folder: "crates/server",
        name: "cartage-server",
        uses: &["cartage-rules", "cartage-kit", "cartage"],
        tests_use: &["cartage-testkit"],
    },
    Member { folder: "xtask", name: "xtask", uses: &["cartage-rules"], tests_use: &[] },
];

pub(super) fn check(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for file in tree.files().filter(|file| file.path.ends_with("/Cargo.toml")) {
        let folder = file.path.trim_end_matches("/Cargo.toml");
        let Some(member) = MEMBERS.iter().find(|member| member.folder == folder) else {
            found.push(format!("{}: a crate that the fences do not know; say in xtask what it may use", file.path));
            continue;
        };
        for (line, name, for_tests) in dependencies(&file.text) {
            let ours = MEMBERS.iter().any(|other| other.name == name);
            let allowed = member.uses.contains(&name) || (for_tests && member.tests_use.contains(&name));
            if ours && !allowed {
                let way = if for_tests { "even in tests" } else { "here" };
                found.push(format!("{}:{line}: {} may not use {name} {way}", file.path, member.name));
            }
        }
    }
    found
}

/// Line, name, and whether it is for tests only, of every dependency.
fn dependencies(manifest: &str) -> Vec<(usize, &str, bool)> {
    let mut found = Vec::new();
    let mut section = "";
    for (index, line) in manifest.lines().enumerate() {
        let line = line.trim();
        if let Some(header) = line.strip_prefix('[') {
            section = header.trim_end_matches(']');
        } else if section.ends_with("dependencies") && !line.starts_with('#') {
            let name = line.split(['.', '=', ' ']).next().unwrap_or_default().trim_matches('"');
            found.push((index + 1, name, section.ends_with("dev-dependencies")));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_book_of_rules_uses_nothing_of_ours() {
        let tree = Tree::of(&[(
            "crates/rules/Cargo.toml",
            "[package]\nname = \"cartage-rules\"\n[dependencies]\njiff.workspace = true\ncartage-kit = { path = \"../kit\" }\n",
        )]);
        assert_eq!(check(&tree), ["crates/rules/Cargo.toml:5: cartage-rules may not use cartage-kit here"]);
    }

    #[test]
    fn the_testkit_is_for_tests_only() {
        let fine = Tree::of(&[("crates/cartage/Cargo.toml", "[dev-dependencies]\ncartage-testkit.workspace = true\n")]);
        assert!(check(&fine).is_empty());
        let not = Tree::of(&[("crates/cartage/Cargo.toml", "[dependencies]\ncartage-testkit.workspace = true\n")]);
        assert_eq!(check(&not), ["crates/cartage/Cargo.toml:2: cartage may not use cartage-testkit here"]);
    }

    #[test]
    fn a_new_crate_has_to_be_said() {
        assert_eq!(check(&Tree::of(&[("crates/extra/Cargo.toml", "")])).len(), 1);
    }
}
