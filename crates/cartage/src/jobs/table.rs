//! The row of a job's latest run.

use jiff::Timestamp;

kit::entity! {
    /// The latest run of a job for one organisation.
    pub struct JobRunRow in "job_run" {
        /// The job's name.
        pub job: String,
        /// The organisation's id; empty for the installation.
        pub whose: String,
        /// When it was due.
        pub slot: Timestamp,
        /// Until then whoever claimed it is at it; when it failed, not before then again.
        pub claimed_until: Timestamp,
        /// When it was done.
        pub done_at: Option<Timestamp>,
        /// How often this slot was tried.
        pub attempts: i64,
        /// Why the last attempt failed.
        pub last_error: Option<String>,
    }
}
