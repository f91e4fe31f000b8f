//! What was measured as a page of the documentation, and whether it keeps the budgets.

use std::fmt::Write;

use crate::asks::Kind;
use crate::measure::{Measured, Pair, SUBMIT, SUBMIT_AUTOMATICALLY};
use crate::plot;

/// A budget, what was measured, and whether that is within a quarter of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// In words.
    pub what: String,
    /// The most, or the least, that it may be.
    pub budget: f64,
    /// What it is.
    pub is: f64,
    /// Whether more is better.
    pub least: bool,
}

impl Judged {
    /// Whether the budget itself is met.
    #[must_use]
    pub fn met(&self) -> bool {
        if self.least { self.is >= self.budget } else { self.is <= self.budget }
    }

    /// Whether it is missed by more than a quarter: then the bench fails.
    #[must_use]
    pub fn failed(&self) -> bool {
        if self.least { self.is < self.budget / 1.25 } else { self.is > self.budget * 1.25 }
    }
}

/// How much slower than its bare statements, at the same number of clients.
fn ratio(pair: &Pair) -> f64 {
    pair.program.within(50) / pair.bare.within(50).max(1e-6)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// Every budget against what was measured.
#[must_use]
pub fn judge(all: &[Measured]) -> Vec<Judged> {
    let mut judged = Vec::new();
    let mut put = |what: String, budget: f64, is: f64, least: bool| judged.push(Judged { what, budget, is, least });
    for one in all {
        let name = format!("{}, {} orders", one.database, grouped(one.orders));
        let of = |what: &str| one.pairs.iter().filter(|pair| pair.what == what).map(ratio).collect::<Vec<f64>>();
        put(format!("{name}: submit ÷ bare transaction"), 2.0, median(of(SUBMIT)), false);
        put(format!("{name}: portal list with counts ÷ bare statements"), 3.0, median(of("portal list with counts")), false);
        let imports = of(Kind::ImportQueue.words());
        put(format!("{name}: order imports with 5 000 waiting ÷ bare statements"), 3.0, median(imports), false);
        let by_import = one.pairs.iter().filter(|pair| pair.what == SUBMIT_AUTOMATICALLY).filter_map(|pair| {
            let direct = one.pairs.iter().find(|other| other.what == SUBMIT && other.clients == pair.clients)?;
            Some(pair.program.within(50) / direct.program.within(50).max(1e-6))
        });
        put(format!("{name}: submit through an automatic import ÷ submit directly"), 1.5, median(by_import.collect()), false);
        put(format!("{name}: idle, MB"), 40.0, one.idle as f64 / 1e6, false);
        let largest = one.pairs.iter().filter(|pair| pair.list).map(|pair| pair.program.bytes).max().unwrap_or(0);
        put(format!("{name}: largest list page, kB on the wire"), 30.0, largest as f64 / 1e3, false);
        let at_32 = one.pairs.iter().find(|pair| pair.what == SUBMIT && pair.clients == 32).map_or(0.0, |pair| pair.program.rate());
        let (one_house, houses) = if one.database == "SQLite" { (2_500.0, 2_500.0) } else { (1_000.0, 2_000.0) };
        put(format!("{name}: submissions a second, one haulier, 32 clients"), one_house, at_32, true);
        put(format!("{name}: submissions a second, 32 hauliers, 32 clients"), houses, one.many.rate(), true);
    }
    for database in ["SQLite", "PostgreSQL"] {
        let of = |orders| all.iter().find(|one| one.database == database && one.orders == orders);
        let (Some(small), Some(large)) = (of(10_000), of(1_000_000)) else { continue };
        for pair in small.pairs.iter().filter(|pair| pair.list && pair.clients == 1) {
            let Some(same) = large.pairs.iter().find(|other| other.what == pair.what && other.clients == 1) else { continue };
            put(
                format!("{database}: p95 of {} at 1 000 000 ÷ at 10 000", pair.what),
                1.5,
                same.program.within(95) / pair.program.within(95),
                false,
            );
        }
    }
    judged
}

/// `1 000 000`.
#[must_use]
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap_or_default()).collect();
    groups.join("\u{a0}")
}

/// The figures as Markdown tables.
#[must_use]
pub fn tables(all: &[Measured], machine: &str) -> String {
    let mut page = format!("{machine}\n");
    for one in all {
        let _ = write!(
            page,
            "\n### {}, {} orders\n\nFirst page {:.0} ms after start · idle {:.0} MB · after all load {:.0} MB · 32 hauliers submit {:.0} a second, their bare rows {:.0}\n\n\
             | what | clients | a second | p50 ms | p95 ms | p99 ms | bare p50 ms | ÷ bare | µs of processor | kB on the wire |\n|---|---|---|---|---|---|---|---|---|---|\n",
            one.database,
            grouped(one.orders),
            one.first_page.as_secs_f64() * 1e3,
            one.idle as f64 / 1e6,
            one.loaded as f64 / 1e6,
            one.many.rate(),
            one.many_bare.rate()
        );
        for pair in &one.pairs {
            let it = &pair.program;
            let _ = writeln!(
                page,
                "| {} | {} | {:.0} | {:.2} | {:.2} | {:.2} | {:.2} | {:.1} | {:.0} | {:.1} |",
                pair.what,
                pair.clients,
                it.rate(),
                it.within(50),
                it.within(95),
                it.within(99),
                pair.bare.within(50),
                ratio(pair),
                it.cpu.unwrap_or_default().as_secs_f64() * 1e6,
                it.bytes as f64 / 1e3
            );
        }
    }
    page
}

/// The budgets as a Markdown table.
#[must_use]
pub fn budgets(judged: &[Judged]) -> String {
    let mut page = "| budget | | measured | |\n|---|---|---|---|\n".to_owned();
    for one in judged {
        let sign = if one.least { "≥" } else { "≤" };
        let end = if one.met() {
            "met"
        } else if one.failed() {
            "**missed**"
        } else {
            "missed, within a quarter"
        };
        let _ = writeln!(page, "| {} | {sign} {} | {:.2} | {end} |", one.what, one.budget, one.is);
    }
    page
}

/// p95 of pages at one client, over the number of orders, for one database.
#[must_use]
pub fn plot_pages(all: &[Measured], database: &str) -> String {
    let of: Vec<&Measured> = all.iter().filter(|one| one.database == database).collect();
    let places: Vec<String> = of.iter().map(|one| grouped(one.orders)).collect();
    let kinds: Vec<&str> =
        of.first().map(|one| one.pairs.iter().filter(|pair| pair.clients == 1).map(|pair| pair.what).collect()).unwrap_or_default();
    let value = |one: &Measured, kind: &str| {
        one.pairs.iter().find(|pair| pair.what == kind && pair.clients == 1).map_or(0.0, |pair| pair.program.within(95))
    };
    let lines: Vec<plot::Line> = kinds.iter().map(|kind| ((*kind).to_owned(), of.iter().map(|one| value(one, kind)).collect())).collect();
    plot::lines(&format!("{database}: p95 over HTTP by number of orders, one client"), "ms", &places, &lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_fails_when_missed_by_a_quarter() {
        let judged = |budget, is, least| Judged { what: String::new(), budget, is, least };
        for (one, met, failed) in [
            (judged(2.0, 2.0, false), true, false),
            (judged(2.0, 2.4, false), false, false),
            (judged(2.0, 2.6, false), false, true),
            (judged(1_000.0, 1_000.0, true), true, false),
            (judged(1_000.0, 801.0, true), false, false),
            (judged(1_000.0, 799.0, true), false, true),
        ] {
            assert_eq!((one.met(), one.failed()), (met, failed), "{one:?}");
        }
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!((grouped(950), grouped(10_000), grouped(1_000_000)), ("950".into(), "10\u{a0}000".into(), "1\u{a0}000\u{a0}000".into()));
    }
}
