//! An action that waits for its turn and for its COMMIT, on either database: one action = one savepoint, refused alone,
//! acknowledged only when it is known whether the transaction was committed.

use tokio::sync::oneshot;

use super::DbError;

pub(super) struct Waiting<T, E, F> {
    action: Option<F>,
    result: Option<Result<T, E>>,
    back: oneshot::Sender<Result<T, E>>,
}

impl<T, E: From<DbError>, F> Waiting<T, E, F> {
    pub(super) fn new(action: F, back: oneshot::Sender<Result<T, E>>) -> Waiting<T, E, F> {
        Waiting { action: Some(action), result: None, back }
    }

    /// Whether the caller left before it began.
    pub(super) fn gone(&self) -> bool {
        self.back.is_closed()
    }

    /// The action, once.
    pub(super) fn take(&mut self) -> Option<F> {
        self.action.take()
    }

    /// What it came to; whether it may be kept.
    pub(super) fn ended(&mut self, result: Result<T, E>) -> bool {
        let kept = result.is_ok();
        self.result = Some(result);
        kept
    }

    /// What it did cannot be kept.
    pub(super) fn fail(&mut self, why: DbError) {
        self.result = Some(Err(why.into()));
    }

    /// Tells the caller, once it is known whether the transaction was committed.
    pub(super) fn answer(mut self, committed: Result<(), String>) {
        let result = match (committed, self.result.take()) {
            (Ok(()), Some(result)) | (Err(_), Some(result @ Err(_))) => result,
            (Err(why), _) => Err(DbError::Unavailable(why).into()),
            (Ok(()), None) => return,
        };
        drop(self.back.send(result));
    }
}
