//! A database for each test: a file in a temporary directory, or a copy of a migrated template on the PostgreSQL server.

use cartage::migrations;
use jiff::Timestamp;
use kit::db::{Db, DbError, migrate};
use kit::ids::Ids;
use kit::secret::{hex, sha256};
use tempfile::TempDir;

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// A file.
    Sqlite,
    /// The server `TEST_DATABASE_URL` names.
    Postgres,
}

pub(crate) struct Database {
    pub(crate) db: Db,
    /// Where another program finds it; empty for one that is lent.
    pub(crate) url: String,
    home: Home,
}

enum Home {
    File(#[expect(dead_code, reason = "removed when dropped")] TempDir),
    Server {
        admin: Db,
        name: String,
    },
    /// Somebody else's: left as it is.
    Lent,
}

impl Database {
    pub(crate) fn lent(db: Db) -> Database {
        Database { db, url: String::new(), home: Home::Lent }
    }

    pub(crate) async fn fresh(backend: Backend) -> Database {
        match backend {
            Backend::Sqlite => file().await,
            Backend::Postgres => server().await,
        }
    }

    pub(crate) async fn remove(self) {
        if let Home::Server { admin, name } = self.home {
            drop(self.db);
            command(&admin, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.expect("the test's database can be dropped");
        }
    }
}

async fn file() -> Database {
    let home = TempDir::new().expect("a temporary directory");
    let url = format!("sqlite:{}", home.path().join("cartage.sqlite").display());
    let db = Db::open(&url).expect("SQLite opens a file");
    migrate(&db, migrations::ALL, Timestamp::UNIX_EPOCH).await.expect("the migrations run on SQLite");
    Database { db, url, home: Home::File(home) }
}

async fn server() -> Database {
    let url = std::env::var("TEST_DATABASE_URL").expect("TEST_DATABASE_URL names a PostgreSQL server (bin/test starts one)");
    let admin = Db::open(&url).expect("the URL is understood");
    let texts: String = migrations::ALL.iter().flat_map(|migration| [migration.sql, migration.postgres]).collect();
    let template = format!("cartage_{}", hex(&sha256(texts.as_bytes())[..6]));
    let name = format!("test_{}", hex(&Ids.bytes::<8>()));
    make_template(&admin, &url, &template).await;
    command(&admin, format!("CREATE DATABASE {name} TEMPLATE {template}")).await.expect("a copy of the template");
    let url = at(&url, &name);
    Database { db: Db::open(&url).expect("the URL is understood"), url, home: Home::Server { admin, name } }
}

/// Makes the migrated template once per server; tests in other processes wait for it.
async fn make_template(admin: &Db, url: &str, template: &str) {
    let sql = format!("SELECT 1::bigint FROM pg_database WHERE datname = '{template}'");
    let there = || async {
        admin
            .read::<Vec<(i64,)>, DbError, _>({
                let sql = sql.clone();
                move |tx| Box::pin(async move { tx.all(sql, Vec::new()).await })
            })
            .await
    };
    if !there().await.expect("the server answers").is_empty() {
        return;
    }
    let making = format!("{template}_{}", hex(&Ids.bytes::<4>()));
    command(admin, format!("CREATE DATABASE {making}")).await.expect("a database can be made");
    let db = Db::open(&at(url, &making)).expect("the URL is understood");
    migrate(&db, migrations::ALL, Timestamp::UNIX_EPOCH).await.expect("the migrations run on PostgreSQL");
    drop(db);
    // The first to finish gives it its name; the others' attempts fail and are thrown away. Connections take a moment to close.
    for _ in 0..50 {
        if command(admin, format!("ALTER DATABASE {making} RENAME TO {template}")).await.is_ok() {
            return;
        }
        if !there().await.expect("the server answers").is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    command(admin, format!("DROP DATABASE IF EXISTS {making} WITH (FORCE)")).await.expect("a spare template can be dropped");
}

async fn command(admin: &Db, sql: String) -> Result<(), DbError> {
    admin.read::<(), DbError, _>(move |tx| Box::pin(async move { tx.script(&sql).await })).await
}

/// The URL with another database's name.
fn at(url: &str, name: &str) -> String {
    let (server, _) = url.rsplit_once('/').expect("postgres://server/database");
    format!("{server}/{name}")
}
