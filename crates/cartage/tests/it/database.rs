//! The database layer: the same answers on both, whatever the statement.

use kit::args;
use kit::db::{Db, DbError};
use testkit::both;

async fn script(db: &Db, sql: &'static str) {
    db.write::<(), DbError, _>(move |tx| Box::pin(async move { tx.script(sql).await })).await.unwrap();
}

both! {
    async fn arguments_go_where_their_number_says(app: &TestApp) {
        script(&app.app.db, "CREATE TABLE t (id BIGINT PRIMARY KEY, a TEXT, b TEXT)").await;
        let read: (String, String) = app.app.db.write::<_, DbError, _>(|tx| Box::pin(async move {
            tx.exec("INSERT INTO t (id, a, b) VALUES (1, 'x', 'y')", args![]).await?;
            assert_eq!(tx.exec("UPDATE t SET b = $2, a = $3 WHERE id = $1", args![1_i64, "Łódź", "a"]).await?, 1);
            tx.one("SELECT a, b FROM t WHERE id = $1", args![1_i64]).await
        })).await.unwrap();
        assert_eq!(read, ("a".into(), "Łódź".into()));
    }

    async fn a_refused_action_leaves_nothing_behind_and_stops_no_other(app: &TestApp) {
        script(&app.app.db, "CREATE TABLE t (id BIGINT PRIMARY KEY)").await;
        let mut tasks = tokio::task::JoinSet::new();
        for n in 0..30_i64 {
            let db = app.app.db.clone();
            tasks.spawn(async move {
                db.write::<(), DbError, _>(move |tx| Box::pin(async move {
                    tx.exec("INSERT INTO t (id) VALUES ($1)", args![n]).await?;
                    if n % 3 == 0 { Err(DbError::fault("refused")) } else { Ok(()) }
                })).await
            });
        }
        let done = tasks.join_all().await;
        assert_eq!(done.iter().filter(|result| result.is_err()).count(), 10);
        assert_eq!(app.number("SELECT count(*) FROM t", args![]).await, 20);
    }

    async fn a_swallowed_error_is_not_committed(app: &TestApp) {
        script(&app.app.db, "CREATE TABLE t (id BIGINT CONSTRAINT t_id_key UNIQUE); INSERT INTO t VALUES (1)").await;
        let result = app.app.db.write::<(), DbError, _>(|tx| Box::pin(async move {
            tx.exec("INSERT INTO t (id) VALUES (2)", args![]).await?;
            let twice = tx.exec("INSERT INTO t (id) VALUES (1)", args![]).await;
            assert!(twice.is_err_and(|error| error.is_unique("t_id_key")));
            Ok(())
        })).await;
        assert!(result.is_err());
        assert_eq!(app.number("SELECT count(*) FROM t", args![]).await, 1);
    }

    async fn a_panic_in_an_action_is_an_error_and_the_next_one_runs(app: &TestApp) {
        let result = app.app.db.write::<(), DbError, _>(|_| Box::pin(async move { panic!("on purpose") })).await;
        assert!(result.is_err());
        assert_eq!(app.number("SELECT count(*) FROM orders", args![]).await, 0);
    }
}
