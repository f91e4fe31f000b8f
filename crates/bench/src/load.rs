//! Load: so many clients, each asking again as soon as it was answered, for so long.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Barrier;

use crate::figures::Figures;
use crate::http::{Ask, Client};

/// One thing done; how many bytes came back.
pub type Done<'a> = Pin<Box<dyn Future<Output = anyhow::Result<usize>> + Send + 'a>>;

/// Somebody who does the same thing over and over.
pub trait Worker: Send + 'static {
    /// Does it once, for the `nth` time.
    fn once(&mut self, nth: usize) -> Done<'_>;
}

/// Lets `workers` work for `long`, after a tenth of it to warm up.
///
/// # Errors
/// When one of them is not answered as it should be.
pub async fn load<W: Worker>(workers: Vec<W>, long: Duration) -> anyhow::Result<Figures> {
    let start = Arc::new(Barrier::new(workers.len()));
    let mut running = tokio::task::JoinSet::new();
    for mut worker in workers {
        let start = start.clone();
        running.spawn(async move {
            start.wait().await;
            let warm = Instant::now() + long / 10;
            let mut nth = 0;
            while Instant::now() < warm {
                worker.once(nth).await?;
                nth += 1;
            }
            let warmed = nth;
            let (began, mut latencies, mut bytes) = (Instant::now(), Vec::new(), 0);
            while began.elapsed() < long {
                let asked = Instant::now();
                bytes = bytes.max(worker.once(nth).await?);
                latencies.push(asked.elapsed());
                nth += 1;
            }
            anyhow::Ok((latencies, warmed, began.elapsed(), bytes))
        });
    }
    let (mut all, mut warm, mut over, mut bytes) = (Vec::new(), 0, Duration::ZERO, 0);
    while let Some(ended) = running.join_next().await {
        let (latencies, warmed, took, largest) = ended??;
        warm += warmed;
        all.extend(latencies);
        over = over.max(took);
        bytes = bytes.max(largest);
    }
    Ok(Figures::of(all, warm, over, bytes))
}

/// Somebody at a browser: `ask` makes the nth request.
pub struct Browser<F> {
    client: Client,
    ask: F,
}

impl<F: FnMut(usize) -> Ask + Send + 'static> Browser<F> {
    /// Connects.
    ///
    /// # Errors
    /// When nobody listens.
    pub async fn new(address: &str, ask: F) -> anyhow::Result<Browser<F>> {
        Ok(Browser { client: Client::connect(address).await?, ask })
    }
}

impl<F: FnMut(usize) -> Ask + Send + 'static> Worker for Browser<F> {
    fn once(&mut self, nth: usize) -> Done<'_> {
        Box::pin(async move {
            let ask = (self.ask)(nth);
            Ok(self.client.ask(&ask).await?.bytes)
        })
    }
}
