//! A thousand labels in one PDF take under two seconds, one takes under twenty milliseconds; without optimisation, as tests are
//! usually built, a generous multiple of that.

mod orders;

use std::time::{Duration, Instant};

use labels::{Dots, Paper};

fn took(what: &str, bound: Duration, work: impl FnOnce() -> usize) {
    let bound = if cfg!(debug_assertions) { bound * 8 } else { bound };
    let begun = Instant::now();
    let bytes = work();
    let took = begun.elapsed();
    eprintln!("{what}: {took:?}, {bytes} bytes");
    assert!(took < bound, "{what}: {took:?}, and {bound:?} is the most");
}

#[test]
fn labels_are_drawn_while_somebody_waits() {
    let labels = orders::labels(1_000);
    took("one label, the first", Duration::from_millis(40), || labels::pdf(&labels[..1], Paper::A6).expect("a PDF").len());
    took("one label", Duration::from_millis(20), || labels::pdf(&labels[1..2], Paper::A6).expect("a PDF").len());
    took("1,000 labels as PDF", Duration::from_secs(2), || labels::pdf(&labels, Paper::A6).expect("a PDF").len());
    took("1,000 labels as ZPL", Duration::from_secs(2), || labels::zpl(&labels, Paper::A6, Dots::D300).expect("ZPL").len());
}
