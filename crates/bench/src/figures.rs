//! What is measured of one kind of request at one number of clients.

use std::time::Duration;

/// Latencies and what goes with them.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Requests answered, each as it should be.
    pub done: usize,
    /// Requests before measuring began.
    pub warm: usize,
    /// How long the clients asked.
    pub over: Duration,
    sorted: Vec<Duration>,
    /// Bytes of an answer with its headers, on the wire, of the largest.
    pub bytes: usize,
    /// Processor time of the program per request; nothing for bare statements.
    pub cpu: Option<Duration>,
}

impl Figures {
    /// From every latency in any order.
    #[must_use]
    pub fn of(mut latencies: Vec<Duration>, warm: usize, over: Duration, bytes: usize) -> Figures {
        latencies.sort_unstable();
        Figures { done: latencies.len(), warm, over, sorted: latencies, bytes, cpu: None }
    }

    /// With the processor time each took.
    #[must_use]
    pub fn with_cpu(self, cpu: Duration) -> Figures {
        Figures { cpu: Some(cpu), ..self }
    }

    /// Requests a second.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.done as f64 / self.over.as_secs_f64().max(f64::EPSILON)
    }

    /// The latency that `share` of a hundred requests stay within, in milliseconds.
    #[must_use]
    pub fn within(&self, share: usize) -> f64 {
        let place = (self.sorted.len() * share / 100).min(self.sorted.len().saturating_sub(1));
        self.sorted.get(place).map_or(0.0, |latency| latency.as_secs_f64() * 1e3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_places_in_the_sorted_row() {
        let figures = Figures::of((1..=100).rev().map(Duration::from_millis).collect(), 7, Duration::from_secs(2), 0);
        assert_eq!((figures.within(50), figures.within(95), figures.within(99)), (51.0, 96.0, 100.0));
        assert!((figures.rate() - 50.0).abs() < 1e-9);
        assert!(Figures::default().within(99) < f64::EPSILON);
    }
}
