//! How many requests were answered how, and how fast: for whoever watches the program. Routes are counted by their pattern, never by
//! what somebody typed into an address.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Answered {
    method: String,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Took {
    method: String,
    route: String,
}

/// The requests of this copy of the program; cheap to clone.
#[derive(Clone, Default)]
pub struct Measures(Arc<Inner>);

struct Inner {
    answered: Family<Answered, Counter>,
    took: Family<Took, Histogram, fn() -> Histogram>,
}

impl Default for Inner {
    fn default() -> Inner {
        // From half a millisecond to eight seconds.
        Inner { answered: Family::default(), took: Family::new_with_constructor(|| Histogram::new(exponential_buckets(0.0005, 2.0, 15))) }
    }
}

/// A figure taken at the moment somebody asks: its name, what it says, its value.
pub type Figure = (&'static str, &'static str, i64);

impl Measures {
    /// Everything in OpenMetrics text, with `figures` of the moment.
    #[must_use]
    pub fn text(&self, figures: &[Figure]) -> String {
        let mut registry = Registry::with_prefix("cartage");
        registry.register("http_requests", "Requests answered, by route and status", self.0.answered.clone());
        registry.register_with_unit("http_request", "Time from request to answer", Unit::Seconds, self.0.took.clone());
        for (name, help, value) in figures {
            let gauge = Gauge::<i64, AtomicI64>::default();
            gauge.set(*value);
            registry.register(*name, *help, gauge);
        }
        let mut text = String::new();
        // Writing into a String does not fail.
        let _written = encode(&mut text, &registry);
        text
    }
}

/// Counts a request and its time. Streams are counted when they begin.
pub async fn measured(State(measures): State<Measures>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let (method, began) = (request.method().to_string(), Instant::now());
    let response = next.run(request).await;
    let status = response.status().as_u16();
    measures.0.took.get_or_create(&Took { method: method.clone(), route: route.clone() }).observe(began.elapsed().as_secs_f64());
    measures.0.answered.get_or_create(&Answered { method, route, status }).inc();
    response
}
