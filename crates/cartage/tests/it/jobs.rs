//! Periodic work: each slot once whatever the number of copies, again after a failure, made up for after a time off.

use std::sync::atomic::{AtomicUsize, Ordering};

use cartage::failure::Failure;
use cartage::jobs::{Job, When, Work, round};
use jiff::civil::Time;
use kit::args;
use testkit::both;

const RUNS: &str = "SELECT count(*) FROM sign_in_attempt";

/// A job that leaves a row for each organisation and slot it ran for.
const LEAVES_A_ROW: &[Job] = &[Job {
    name: "leaves-a-row",
    when: When::Daily(Time::constant(7, 30, 0, 0)),
    work: Work::OfEach(|app, organisation, slot| {
        Box::pin(async move {
            let what = format!("{organisation} {slot}");
            app.db
                .write::<_, Failure, _>(move |tx| {
                    Box::pin(async move {
                        let sql = "INSERT INTO sign_in_attempt (what, window_start, attempts) VALUES ($1, 0, 1)";
                        Ok(tx.exec(sql, args![what]).await.map(drop)?)
                    })
                })
                .await
        })
    }),
}];

static TRIED: AtomicUsize = AtomicUsize::new(0);

const FAILS: &[Job] = &[
    Job {
        name: "fails",
        when: When::Every(60),
        work: Work::OfAll(|_, _| {
            TRIED.fetch_add(1, Ordering::SeqCst);
            Box::pin(async { Err(Failure::fault("not today")) })
        }),
    },
    Job { name: "panics", when: When::Every(60), work: Work::OfAll(|_, _| Box::pin(async { panic!("on purpose") })) },
];

both! {
    async fn a_slot_runs_once_whatever_the_number_of_copies(app: &TestApp) {
        for slug in ["vandorp", "lisowski"] {
            drop(app.organisation(slug).await);
        }
        let rounds = (0..6).map(|_| { let app = app.app.clone(); tokio::spawn(async move { round(&app, LEAVES_A_ROW).await.unwrap() }) });
        let mut done = 0;
        for task in rounds.collect::<Vec<_>>() {
            done += task.await.unwrap();
        }
        assert_eq!((done, app.number(RUNS, args![]).await), (2, 2));
        app.set_clock("2026-05-05T05:29:00Z");
        assert_eq!(round(&app.app, LEAVES_A_ROW).await.unwrap(), 0, "the next day, a minute before");
        app.set_clock("2026-05-08T05:30:00Z");
        assert_eq!(round(&app.app, LEAVES_A_ROW).await.unwrap(), 2, "after three days off: the latest slot only");
        assert_eq!(app.number(RUNS, args![]).await, 4);
        app.sql("UPDATE organisation SET active = FALSE WHERE slug = 'lisowski'", args![]).await;
        app.set_clock("2026-05-09T05:30:00Z");
        assert_eq!(round(&app.app, LEAVES_A_ROW).await.unwrap(), 1);
    }

    async fn what_a_copy_left_behind_is_taken_over_when_its_claim_runs_out(app: &TestApp) {
        drop(app.organisation("vandorp").await);
        app.sql("INSERT INTO job_run (job, whose, slot, claimed_until, done_at, attempts, last_error) SELECT 'leaves-a-row', '', 0, 0, 0, 1, NULL", args![]).await;
        assert_eq!(round(&app.app, LEAVES_A_ROW).await.unwrap(), 1);
        app.sql("UPDATE job_run SET done_at = NULL WHERE whose <> ''", args![]).await;
        app.sql("DELETE FROM sign_in_attempt", args![]).await;
        assert_eq!(round(&app.app, LEAVES_A_ROW).await.unwrap(), 0, "claimed");
        app.set_clock("2026-05-04T08:15:00Z");
        assert_eq!(round(&app.app, LEAVES_A_ROW).await.unwrap(), 1);
    }

    async fn what_fails_is_tried_again_later_and_stops_no_other(app: &TestApp) {
        let before = TRIED.load(Ordering::SeqCst);
        assert_eq!(round(&app.app, FAILS).await.unwrap(), 0);
        assert_eq!(round(&app.app, FAILS).await.unwrap(), 0, "not at once");
        assert!(TRIED.load(Ordering::SeqCst) > before);
        assert_eq!(app.text("SELECT last_error FROM job_run WHERE job = 'fails'", args![]).await, "not today");
        assert!(app.text("SELECT last_error FROM job_run WHERE job = 'panics'", args![]).await.contains("panic"));
        app.set_clock("2026-05-04T08:01:00Z");
        assert_eq!(round(&app.app, FAILS).await.unwrap(), 0);
        assert_eq!(app.number("SELECT attempts FROM job_run WHERE job = 'fails'", args![]).await, 2);
    }
}
