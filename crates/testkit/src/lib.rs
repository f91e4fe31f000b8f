//! For tests only: the program on either database with a clock that stands where it is set, browsers without a screen,
//! and builders that put a haulier, its customers and their people into the database.

mod browser;
mod build;
mod database;
mod smtp;
mod workbook;

use std::sync::Arc;

use cartage::app::{App, Setup};
use cartage::live::Live;
use jiff::Timestamp;
use kit::clock::Clock;
use kit::db::Db;
use kit::ids::Ids;
use kit::web::Measures;
use tempfile::TempDir;

pub use browser::{Browser, Page, Stream};
pub use build::{Built, Login, Organisation, usual_rights_and};
pub use database::Backend;
pub use smtp::{SmtpServer, Taken};
pub use workbook::Workbook;

/// Monday 4 May 2026, 10:00 in Amsterdam: where every test's clock stands at first.
pub const MONDAY_10: &str = "2026-05-04T08:00:00Z";

/// The program on a database of its own.
pub struct TestApp {
    /// Its state.
    pub app: App,
    database: database::Database,
    /// Where documents are kept; removed when dropped.
    documents: TempDir,
}

impl TestApp {
    /// Starts on a fresh database of that kind.
    ///
    /// # Panics
    /// When there is no such database: `TEST_DATABASE_URL` must name a PostgreSQL server (bin/test starts one).
    pub async fn on(backend: Backend) -> TestApp {
        let database = database::Database::fresh(backend).await;
        let clock = Clock::fixed(MONDAY_10.parse().expect("an instant"));
        let documents = TempDir::new().expect("a temporary directory");
        let setup = Setup { base_url: "http://cartage.test".into(), data: documents.path().to_owned(), ..Setup::default() };
        let app = App {
            db: database.db.clone(),
            clock,
            ids: Ids,
            bell: Arc::default(),
            live: Live::new(Ids),
            measures: Measures::default(),
            setup: Arc::new(setup),
        };
        TestApp { app, database, documents }
    }

    /// The builders on a fresh database of that kind, on the real clock, and its URL: for a program of its own to serve.
    ///
    /// # Panics
    /// As [`TestApp::on`].
    pub async fn with_url(backend: Backend) -> (TestApp, String) {
        let database = database::Database::fresh(backend).await;
        let (over, url) = (TestApp::over(database.db.clone()), database.url.clone());
        (TestApp { database, ..over }, url)
    }

    /// The builders over a migrated database that is there already and stays.
    #[must_use]
    pub fn over(db: Db) -> TestApp {
        let documents = TempDir::new().expect("a temporary directory");
        let setup = Setup { base_url: "http://cartage.test".into(), data: documents.path().to_owned(), ..Setup::default() };
        let app = App {
            db: db.clone(),
            clock: Clock::System,
            ids: Ids,
            bell: Arc::default(),
            live: Live::new(Ids),
            measures: Measures::default(),
            setup: Arc::new(setup),
        };
        TestApp { app, database: database::Database::lent(db), documents }
    }

    /// Moves the clock.
    ///
    /// # Panics
    /// When `to` is not an instant such as `2026-05-04T08:00:00Z`.
    pub fn set_clock(&self, to: &str) {
        self.app.clock.set(to.parse::<Timestamp>().expect("an instant"));
    }

    /// A browser nobody is signed in with.
    #[must_use]
    pub fn browser(&self) -> Browser {
        Browser::new(cartage::routes::service(self.app.clone()))
    }

    /// Removes the database. A test that failed leaves it behind to be looked at.
    pub async fn close(self) {
        let TestApp { app, database, documents } = self;
        drop((app, documents));
        database.remove().await;
    }
}

/// Declares a test that runs on both databases, as `name::sqlite` and `name::postgres`.
#[macro_export]
macro_rules! both {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident : &TestApp) $body:block)*) => { $(
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports, reason = "a test may need none of them")]
            use super::*;
            async fn body($app: &$crate::TestApp) $body
            async fn run(backend: $crate::Backend) {
                let app = $crate::TestApp::on(backend).await;
                body(&app).await;
                app.close().await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() { run($crate::Backend::Sqlite).await; }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() { run($crate::Backend::Postgres).await; }
        }
    )* };
}
