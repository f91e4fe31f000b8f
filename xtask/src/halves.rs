//! The PostgreSQL half really ran: every test that ends in `::sqlite` has a twin that ends in `::postgres`, and both passed.

use std::collections::BTreeMap;

/// How a test ended.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Passed,
    Failed,
    Skipped,
}

/// Reads a report and says how many tests ran on both databases, or what is missing.
pub(crate) fn check(report: &str) -> anyhow::Result<String> {
    let tests = if report.contains("<testsuites") { junit(report) } else { plain(report) };
    anyhow::ensure!(!tests.is_empty(), "the report names no test");
    let halves = |half: &str| -> BTreeMap<&str, End> {
        tests.iter().filter_map(|(name, end)| Some((name.strip_suffix(half)?.strip_suffix("::")?, *end))).collect()
    };
    let (sqlite, postgres) = (halves("sqlite"), halves("postgres"));
    let mut found = Vec::new();
    for (one, other, name) in [(&sqlite, &postgres, "postgres"), (&postgres, &sqlite, "sqlite")] {
        let alone = one.keys().filter(|test| !other.contains_key(**test));
        found.extend(alone.map(|test| format!("{test} has no half on {name}")));
    }
    for (name, end) in [(&sqlite, "sqlite"), (&postgres, "postgres")]
        .into_iter()
        .flat_map(|(half, of)| half.iter().map(move |(test, end)| (format!("{test}::{of}"), end)))
    {
        if *end != End::Passed {
            found.push(format!("{name} {}", if *end == End::Failed { "failed" } else { "was skipped" }));
        }
    }
    anyhow::ensure!(!postgres.is_empty(), "no test ran on PostgreSQL");
    anyhow::ensure!(found.is_empty(), "halves: {} found\n  {}", found.len(), found.join("\n  "));
    let single = tests.len() - sqlite.len() - postgres.len();
    Ok(format!("halves: ok, {} tests on SQLite, the same {} on PostgreSQL, {single} that need no database\n", sqlite.len(), postgres.len()))
}

/// Tests by binary and name, from nextest's JUnit report.
fn junit(report: &str) -> BTreeMap<String, End> {
    let mut tests = BTreeMap::new();
    for case in report.split("<testcase ").skip(1) {
        let case = case.split("</testsuite>").next().unwrap_or(case);
        let head = format!(" {}", case.split('>').next().unwrap_or(case));
        let body = if head.ends_with('/') { "" } else { case.split("</testcase>").next().unwrap_or(case) };
        let end = if body.contains("<failure") || body.contains("<error") {
            End::Failed
        } else if body.contains("<skipped") {
            End::Skipped
        } else {
            End::Passed
        };
        let value = |name: &str| head.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        let (class, name) = (value("classname"), value("name"));
        tests.insert(format!("{class} {name}"), end);
    }
    tests
}

/// Tests by name, from the output of `cargo test`.
fn plain(report: &str) -> BTreeMap<String, End> {
    let mut tests = BTreeMap::new();
    let mut binary = 0;
    for line in report.lines() {
        if line.starts_with("running ") {
            binary += 1;
        }
        let Some((name, end)) = line.strip_prefix("test ").and_then(|rest| rest.rsplit_once(" ... ")) else { continue };
        let end = match end.split([',', ' ']).next() {
            Some("ok") => End::Passed,
            Some("ignored") => End::Skipped,
            _ => End::Failed,
        };
        tests.insert(format!("{binary} {name}"), end);
    }
    tests
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(cases: &[(&str, &str)]) -> String {
        let cases: String = cases
            .iter()
            .map(|(name, body)| format!("<testcase name=\"{name}\" classname=\"cartage\" time=\"0.1\">{body}</testcase>\n"))
            .collect();
        format!("<?xml version=\"1.0\"?><testsuites name=\"run\"><testsuite name=\"cartage\">{cases}</testsuite></testsuites>")
    }

    fn says(report: &str) -> String {
        check(report).expect_err("this must be found").to_string()
    }

    #[test]
    fn equal_halves_are_counted() {
        let said = check(&report(&[("a::b::sqlite", ""), ("a::b::postgres", ""), ("c", "")])).expect("both ran");
        assert_eq!(said, "halves: ok, 1 tests on SQLite, the same 1 on PostgreSQL, 1 that need no database\n");
    }

    #[test]
    fn a_missing_half_is_found() {
        assert_eq!(says(&report(&[("a::sqlite", "")])), "no test ran on PostgreSQL");
        let both = [("a::sqlite", ""), ("a::postgres", ""), ("b::sqlite", "")];
        assert!(says(&report(&both)).contains("cartage b has no half on postgres"));
    }

    #[test]
    fn a_half_that_was_skipped_or_failed_is_found() {
        let skipped = [("a::sqlite", ""), ("a::postgres", "<skipped/>")];
        assert!(says(&report(&skipped)).contains("cartage a::postgres was skipped"));
        let failed = [("a::sqlite", "<failure message=\"x\"/>"), ("a::postgres", "")];
        assert!(says(&report(&failed)).contains("cartage a::sqlite failed"));
    }

    #[test]
    fn an_empty_report_is_no_good_news() {
        assert_eq!(says(""), "the report names no test");
        assert_eq!(says(&report(&[])), "the report names no test");
    }

    #[test]
    fn plain_output_will_do() {
        let text = "running 2 tests\ntest a::sqlite ... ok\ntest a::postgres ... ignored, no server\n";
        assert!(says(text).contains("1 a::postgres was skipped"));
        assert!(check("running 2 tests\ntest a::sqlite ... ok\ntest a::postgres ... ok\n").is_ok());
    }
}
