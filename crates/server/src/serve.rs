//! Serving: database, migrations, the outbox's worker, the listener; and stopping without cutting anybody off.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use cartage::app::{App, Outbox, Setup};
use cartage::live::Live;
use cartage::{jobs, migrations, people, routes, telling, watch};
use kit::clock::Clock;
use kit::db::{Db, DbError, migrate};
use kit::ids::Ids;
use kit::mail::Mailer;
use kit::outbox::Worker;
use kit::web::Measures;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::alone::{Held, shared};
use crate::credentials::Credentials;
use crate::options::Serve;
use crate::{demo, place, told};

/// Requests that are still running when the program is told to stop get this long.
const LAST_WORDS: Duration = Duration::from_secs(10);

/// Serves until SIGTERM or Ctrl-C.
///
/// # Errors
/// When the address is taken, the data directory cannot be made or the database does not answer.
pub(crate) async fn serve(options: Serve) -> anyhow::Result<()> {
    let listener = listen(&options.listen).await?;
    let base_url = base_url(&options, listener.local_addr()?);
    let clock = Clock::System;
    let (db, _shared) = open(&options, &clock).await?;
    let mailer = Arc::new(mailer(&options)?);
    let setup = Arc::new(Setup {
        base_url: base_url.clone(),
        demo: options.demo,
        behind_proxy: options.behind_proxy,
        outbox: outbox(&options),
        data: options.data.clone(),
    });
    let app = App { db, clock, ids: Ids, bell: Arc::default(), live: Live::new(Ids), measures: Measures::default(), setup };
    if options.demo {
        demo::seed(&app).await.map_err(told::said).context("the demonstration could not be set up")?;
    }
    if options.hold_outbox {
        tracing::warn!("the outbox is held: nothing leaves until the program is started without --hold-outbox");
    }
    let gate = Arc::new(telling::Access { db: app.db.clone() });
    let worker = Worker { db: app.db.clone(), clock: app.clock.clone(), mailer, gate, bell: app.bell.clone() };
    let worker = (!options.hold_outbox).then_some(worker);
    tokio::spawn(app.live.clone().run(app.clone()));
    if let Some(address) = &options.metrics {
        let (listener, watched) = (listen(address).await?, watch::pages::service(app.clone()));
        tokio::spawn(async move { axum::serve(listener, watched).await });
    }
    match people::setup_token(&app).await.map_err(told::said)? {
        Some(token) => told::empty(&base_url, token.reveal()),
        None => told::ready(&base_url, options.demo),
    }
    if let Some(file) = &options.write_credentials {
        let credentials = if options.demo { Credentials::demonstration(&base_url) } else { Credentials::none(&base_url) };
        credentials.write(file)?;
    }
    run(listener, app, worker).await
}

async fn run(listener: TcpListener, app: App, worker: Option<Worker>) -> anyhow::Result<()> {
    let (jobs_of, live) = (app.clone(), app.live.clone());
    let service = routes::service(app).into_make_service_with_connect_info::<SocketAddr>();
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let mut until = stopped.clone();
    let mut behind = JoinSet::new();
    behind.spawn(jobs::run(jobs_of, jobs::ALL, stopped.clone()));
    worker.map(|worker| behind.spawn(worker.run(stopped)));
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        let _gone = until.wait_for(|stop| *stop).await;
    });
    let serving = tokio::spawn(async move { serving.await });
    asked_to_stop().await?;
    tracing::info!("stopping");
    stop.send_replace(true);
    live.stop();
    let finished = async { (serving.await, behind.join_all().await) };
    match tokio::time::timeout(LAST_WORDS, finished).await {
        Ok((ended, _)) => Ok(ended??),
        Err(_) => {
            tracing::warn!("some requests were still running");
            Ok(())
        }
    }
}

async fn asked_to_stop() -> anyhow::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => Ok(interrupted?),
        _ = terminate.recv() => Ok(()),
    }
}

async fn listen(address: &str) -> anyhow::Result<TcpListener> {
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            bail!("{address} is taken by another program. Choose another: cartage serve --listen 127.0.0.1:8081 (0 for any free port)")
        }
        Err(error) => Err(error).with_context(|| format!("it is not possible to listen on {address}")),
    }
}

/// The address people type: as configured, else where the program listens, in words a browser on this machine can open.
fn base_url(options: &Serve, listening: SocketAddr) -> String {
    let configured = options.base_url.as_deref().map(|url| url.trim().trim_end_matches('/')).filter(|url| !url.is_empty());
    if let Some(url) = configured {
        return url.to_owned();
    }
    match listening.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => format!("http://localhost:{}", listening.port()),
        IpAddr::V6(ip) if ip.is_unspecified() => format!("http://localhost:{}", listening.port()),
        _ => format!("http://{listening}"),
    }
}

async fn open(options: &Serve, clock: &Clock) -> anyhow::Result<(Db, Held)> {
    let url = options.database_url.as_deref().map(str::trim).filter(|url| !url.is_empty());
    let (db, shared) = match url {
        Some(url) => (Db::open(url).context("DATABASE_URL is not understood")?, shared(url)?),
        None => {
            let home = &options.data;
            std::fs::create_dir_all(home).with_context(|| format!("the data directory {} cannot be made", home.display()))?;
            let file = place::file_in(home);
            let shared = shared(&file.display().to_string())?;
            (Db::open(&file.display().to_string()).with_context(|| format!("{} cannot be opened", file.display()))?, shared)
        }
    };
    match migrate(&db, migrations::ALL, clock.now()).await {
        Ok(()) => Ok((db, shared)),
        Err(DbError::Unavailable(why)) => bail!("the database does not answer ({why}). Start it, or check DATABASE_URL, then start again"),
        Err(error) => Err(error).context("the database could not be brought up to date"),
    }
}

/// What the desk is told of how mail leaves.
fn outbox(options: &Serve) -> Outbox {
    let smtp = options.smtp.as_deref().is_some_and(|url| !url.trim().is_empty());
    match (options.hold_outbox, options.demo || smtp) {
        (true, _) => Outbox::Held,
        (false, true) => Outbox::Open,
        (false, false) => Outbox::NoServer,
    }
}

/// A demonstration never sends mail to anybody: its people are invented, their addresses perhaps not.
fn mailer(options: &Serve) -> anyhow::Result<Mailer> {
    let smtp = options.smtp.as_deref().map(str::trim).filter(|url| !url.is_empty());
    match smtp {
        _ if options.demo => Ok(Mailer::Shown),
        Some(url) => Mailer::smtp(url, &options.mail_from).context("CARTAGE_SMTP or CARTAGE_MAIL_FROM is not understood"),
        None => {
            tracing::warn!("no SMTP server is configured (CARTAGE_SMTP): mail waits in the outbox");
            Ok(Mailer::Nowhere)
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::options::{Command, Options};

    fn options(arguments: &[&str]) -> Serve {
        match Options::parse_from([["cartage", "serve"].as_slice(), arguments].concat()).command() {
            Command::Serve(serve) => serve,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn links_begin_with_what_people_type() {
        let port: SocketAddr = "127.0.0.1:4711".parse().unwrap();
        assert_eq!(base_url(&options(&[]), port), "http://127.0.0.1:4711");
        assert_eq!(base_url(&options(&["--base-url", "https://orders.van-dorp.example/"]), port), "https://orders.van-dorp.example");
        assert_eq!(base_url(&options(&[]), "0.0.0.0:80".parse().unwrap()), "http://localhost:80");
    }

    #[test]
    fn the_desk_is_told_whether_mail_leaves() {
        assert_eq!(outbox(&options(&[])), Outbox::NoServer);
        assert_eq!(outbox(&options(&["--demo"])), Outbox::Open);
        assert_eq!(outbox(&options(&["--smtp", "smtp://mail.example"])), Outbox::Open);
        assert_eq!(outbox(&options(&["--smtp", "smtp://mail.example", "--hold-outbox"])), Outbox::Held);
    }

    #[tokio::test]
    async fn a_taken_port_is_told_with_the_way_out() {
        let first = listen("127.0.0.1:0").await.unwrap();
        let address = first.local_addr().unwrap().to_string();
        let error = listen(&address).await.unwrap_err().to_string();
        assert!(error.contains(&address) && error.contains("--listen"), "{error}");
    }
}
