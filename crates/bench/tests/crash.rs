//! kill -9 under load: every acknowledged order is there once, nothing is half there, history verifies, counters and search agree,
//! and the outbox goes on. As often as `CRASHES` says, on each database.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bench::asks;
use bench::http::Client;
use bench::program::Program;
use bench::seed::{Seeded, seed};
use cartage::history;
use kit::args;
use kit::ids::Ids;
use testkit::{Backend, SmtpServer, TestApp};
use tokio::task::JoinSet;

const CLIENTS: usize = 8;

/// The program, built beside this test.
fn binary() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let binary = test.parent().unwrap().parent().unwrap().join("cartage");
    assert!(binary.exists(), "{} is not built: cargo build -p cartage-server", binary.display());
    binary
}

fn crashes() -> usize {
    std::env::var("CRASHES").ok().and_then(|often| often.parse().ok()).unwrap_or(8)
}

/// What clients were told: the order each acknowledged form became.
type Acknowledged = HashMap<String, String>;

/// Submits until the program is gone. A form that was not acknowledged is sent again after the restart, as browsers do.
async fn client(
    seeded: Arc<Seeded>,
    address: String,
    client: usize,
    mut owed: Option<bench::http::Ask>,
    stop: Arc<AtomicBool>,
) -> (Acknowledged, Option<bench::http::Ask>) {
    let buyer = &seeded.large.buyers[client];
    let mut next = asks::submit(&seeded.large, buyer, seeded.today());
    let mut acknowledged = Acknowledged::new();
    let Ok(mut connection) = Client::connect(&address).await else { return (acknowledged, owed) };
    for nth in 0.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let ask = owed.take().unwrap_or_else(|| with_mail(next(nth), client));
        match connection.ask(&ask).await {
            Ok(answer) => {
                let order = answer.location.rsplit('/').next().unwrap().split('?').next().unwrap().to_owned();
                acknowledged.insert(submission(&ask), order);
            }
            Err(_) => return (acknowledged, Some(ask)),
        }
    }
    (acknowledged, owed)
}

/// The order's mail goes to somebody at the customer.
fn with_mail(ask: bench::http::Ask, client: usize) -> bench::http::Ask {
    let form = ask.form.map(|form| format!("{form}&contact_emails=orders{client}%40customer-{client}.example"));
    bench::http::Ask { form, ..ask }
}

fn submission(ask: &bench::http::Ask) -> String {
    let form = ask.form.as_deref().unwrap();
    form.split('&').find_map(|field| field.strip_prefix("submission=")).unwrap().to_owned()
}

async fn crash(backend: Backend) {
    let (database, url) = TestApp::with_url(backend).await;
    let seeded = Arc::new(seed(database.app.db.clone(), 200).await.unwrap());
    let post = SmtpServer::start().await;
    let smtp = post.url();
    let settings = [("CARTAGE_SMTP", smtp.as_str()), ("CARTAGE_MAIL_FROM", "Cartage <cartage@large.example>")];
    let mut acknowledged = Acknowledged::new();
    let mut owed: Vec<Option<bench::http::Ask>> = vec![None; CLIENTS];
    for round in 0..=crashes() {
        let mut program = Program::start(&binary(), &url, &settings).await.unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        let mut clients = JoinSet::new();
        for (n, owes) in owed.drain(..).enumerate() {
            let (seeded, address, stop) = (seeded.clone(), program.address.clone(), stop.clone());
            clients.spawn(async move { (n, client(seeded, address, n, owes, stop).await) });
        }
        tokio::time::sleep(Duration::from_millis(60 + Ids.number() % 240)).await;
        // The last round ends in peace, so that every client has its answer.
        if round < crashes() {
            program.kill()
        } else {
            stop.store(true, Ordering::Relaxed)
        }
        owed = vec![None; CLIENTS];
        while let Some(ended) = clients.join_next().await {
            let (n, (told, owes)) = ended.unwrap();
            for (form, order) in told {
                let before = acknowledged.insert(form.clone(), order.clone());
                assert!(before.as_ref().is_none_or(|before| *before == order), "{form} became {order} after {before:?}");
            }
            owed[n] = owes;
        }
        if round == crashes() {
            delivered(&post, &database).await;
        }
    }
    assert!(owed.iter().all(Option::is_none), "the last round answered everybody");
    whole(&database, &acknowledged).await;
    eprintln!("{backend:?}: {} orders acknowledged over {} crashes", acknowledged.len(), crashes());
    database.close().await;
}

/// The outbox empties itself; every mail arrived, and what arrived twice says that it is the same.
async fn delivered(post: &SmtpServer, app: &TestApp) {
    let began = std::time::Instant::now();
    let waiting = || app.number("SELECT count(*) FROM outbox WHERE state IN ('PENDING', 'LEASED')", Vec::new());
    while waiting().await > 0 {
        assert!(began.elapsed() < Duration::from_secs(150), "the outbox still holds {}", waiting().await);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let sent = app.number("SELECT count(*) FROM outbox WHERE state = 'DONE'", Vec::new()).await;
    let ids: BTreeSet<String> = post.taken().into_iter().map(|mail| mail.id).collect();
    assert_eq!(i64::try_from(ids.len()).unwrap(), sent, "each message under an id of its own");
    assert_eq!(app.number("SELECT count(*) FROM outbox WHERE state NOT IN ('DONE')", Vec::new()).await, 0);
}

/// Nothing is missing, doubled or half there.
async fn whole(app: &TestApp, acknowledged: &Acknowledged) {
    assert!(acknowledged.len() > crashes(), "too few orders to say anything");
    for (form, order) in acknowledged {
        let (form, order): (uuid::Uuid, uuid::Uuid) = (form.parse().unwrap(), order.parse().unwrap());
        let there = app.number("SELECT count(*) FROM submission WHERE id = $1 AND order_id = $2", args![form, order]).await;
        assert_eq!(there, 1, "{form} was acknowledged as {order}");
    }
    let seeded = 200;
    let all = i64::try_from(acknowledged.len()).unwrap() + seeded;
    for (what, sql) in [
        ("orders", "SELECT count(*) FROM orders"),
        ("submissions", "SELECT count(*) FROM submission"),
        ("numbers", "SELECT count(DISTINCT number) FROM orders"),
        ("issued numbers", "SELECT count(*) FROM issued_number i JOIN orders o ON o.id = i.order_id AND o.number = i.number"),
        ("entries of history", "SELECT count(*) FROM history WHERE verb = 'order.submitted'"),
        ("payloads", "SELECT count(*) FROM history h JOIN history_payload p ON p.organisation = h.organisation AND p.entry = h.entry"),
        ("orders that can be found", "SELECT count(DISTINCT order_id) FROM search_word"),
        ("counted", "SELECT CAST(sum(count) AS BIGINT) FROM tally WHERE customer = $1"),
    ] {
        let values = if sql.contains("$1") { args![uuid::Uuid::nil()] } else { Vec::new() };
        assert_eq!(app.number(sql, values).await, all, "{what}");
    }
    for chain in app.app.db.read(|tx| Box::pin(history::chains(tx))).await.unwrap() {
        let verified = history::verify(&app.app.db, &chain, &[]).await.unwrap();
        assert!(verified.broken.is_none(), "{:?}", verified.broken);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite() {
    crash(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres() {
    crash(Backend::Postgres).await;
}
