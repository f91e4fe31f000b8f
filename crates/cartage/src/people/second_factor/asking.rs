//! *Staff must use a second factor*: what a super admin asks of everybody at this desk. Contacts and other organisations are not
//! concerned.

use jiff::Timestamp;

use crate::app::App;
use crate::failure::Failure;
use crate::history::{Entry, Subject, changed};
use crate::people::store::second_factor as store;
use crate::viewer::Staff;

/// What is asked of an organisation's staff.
#[derive(Clone, Debug)]
pub(in crate::people) struct Asking {
    /// Since when, and by whom; none when it is not asked.
    pub(in crate::people) since: Option<(Timestamp, String)>,
    /// Active staff who have no second factor; nobody learns who.
    pub(in crate::people) without: i64,
}

/// What is asked of this organisation's staff.
pub(in crate::people) async fn asking(app: &App, staff: &Staff) -> Result<Asking, Failure> {
    let organisation = staff.carrier.id;
    app.db
        .read(move |tx| {
            Box::pin(async move {
                let (all, with) = store::staff_with(tx, organisation).await?;
                Ok(Asking { since: store::rule(tx, organisation).await?, without: all - with })
            })
        })
        .await
}

/// Asks it from now on, or no longer. As it is already: nothing is done.
pub(in crate::people) async fn set(app: &App, staff: &Staff, on: bool) -> Result<(), Failure> {
    app.act(staff, move |tx, act| {
        Box::pin(async move {
            let was = store::rule(tx, act.organisation).await?.is_some();
            if was == on {
                return Ok(());
            }
            match on {
                true => store::set_rule(tx, act.organisation, act.now, &act.actor.name).await?,
                false => store::drop_rule(tx, act.organisation).await?,
            }
            let word = |on: bool| if on { "on" } else { "off" }.to_owned();
            let entry = Entry::new(Subject("organisation", act.organisation.0), "organisation.second_factor_changed").internal();
            act.record(tx, entry.changes(changed([("Staff must use a second factor", word(was), word(on))]))).await
        })
    })
    .await
}
