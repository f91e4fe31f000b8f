//! What the compiler does not check for us: who may import whom, how large things may grow, which concepts there are, and
//! whether the PostgreSQL half of the tests ran.

mod budgets;
mod common_passwords;
mod concepts;
mod fences;
mod halves;
mod paths;
mod source;
mod tree;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;

const USAGE: &str = "\
cargo xtask fences               who may import whom
cargo xtask budgets              sizes and names of files
cargo xtask concepts             writes docs/concepts.md from the first words of every module
cargo xtask concepts --check     fails when docs/concepts.md is not what would be written
cargo xtask common-passwords FILE  writes the filter of common passwords from a list (its module says which)
cargo xtask halves FILE          fails unless every test with two halves passed on SQLite and on PostgreSQL;
                                 FILE is nextest's JUnit report, or the output of `cargo test`
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(said) => finish(&said, ExitCode::SUCCESS),
        Err(error) => finish(&format!("{error:#}\n"), ExitCode::FAILURE),
    }
}

fn run(arguments: &[&str]) -> anyhow::Result<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies in the workspace")?;
    let tree = || tree::Tree::read(root, &["crates", "xtask", "assets", "docs"]);
    match arguments {
        ["fences"] => verdict("fences", &fences::check(&tree()?)),
        ["budgets"] => {
            let tree = tree()?;
            verdict(&format!("budgets: {}", budgets::summary(&tree)), &budgets::check(&tree))
        }
        ["concepts"] => {
            std::fs::write(root.join(concepts::FILE), concepts::page(&tree()?)?)?;
            Ok(format!("{} written\n", concepts::FILE))
        }
        ["concepts", "--check"] => verdict("concepts", &concepts::check(&tree()?)?),
        ["common-passwords", file] => common_passwords::write(root, Path::new(file)),
        ["halves", file] => {
            let report = std::fs::read_to_string(file).with_context(|| format!("no test report at {file}"))?;
            halves::check(&report)
        }
        _ => anyhow::bail!("{USAGE}"),
    }
}

/// Nothing found is one good line; anything found fails with all of it.
fn verdict(what: &str, found: &[String]) -> anyhow::Result<String> {
    anyhow::ensure!(found.is_empty(), "{what}: {} found\n  {}", found.len(), found.join("\n  "));
    Ok(format!("{what}: ok\n"))
}

fn finish(said: &str, code: ExitCode) -> ExitCode {
    match std::io::stdout().lock().write_all(said.as_bytes()) {
        Ok(()) => code,
        Err(_) => ExitCode::FAILURE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_fails_with_everything_that_was_found() {
        assert!(verdict("fences", &[]).is_ok());
        let error = verdict("fences", &["a".into(), "b".into()]).expect_err("two were found").to_string();
        assert_eq!(error, "fences: 2 found\n  a\n  b");
    }

    #[test]
    fn an_unknown_command_shows_the_known_ones() {
        assert!(run(&["fence"]).expect_err("there is no such command").to_string().contains("cargo xtask fences"));
    }
}
