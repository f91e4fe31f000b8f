//! Users: the staff of an organisation. Super admins invite them, change their roles, and switch them off and on; the last
//! super admin stays (rule 1.6).

use kit::db::Tx;
use rules::access::{LastSuperAdmin, Role, Staffing, keep_a_super_admin};

use super::StaffId;
use super::invitation::{Invitation, invite};
use super::pages::words;
use super::store::staff as store;
use super::table::StaffRow;
use crate::app::App;
use crate::failure::{Failure, Refusal};
use crate::history::{Act, Entry, Subject, changed, overtaken};
use crate::viewer::{Staff, Viewer};

/// Somebody who is to be invited.
#[derive(Clone, Debug)]
pub(super) struct NewUser {
    pub(super) name: String,
    /// As [`super::address`] wrote it.
    pub(super) email: String,
    pub(super) role: Role,
}

fn subject(id: StaffId) -> Subject {
    Subject("staff", id.0)
}

/// Invites somebody to the desk.
pub(super) async fn invite_user(app: &App, staff: &Staff, new: NewUser) -> Result<StaffId, Failure> {
    let (carrier, root, base_url) = (staff.carrier.name.clone(), staff.root(), app.setup.base_url.clone());
    app.act(staff, move |tx, act| {
        Box::pin(async move {
            if let Some(known) = store::by_email(tx, act.organisation, &new.email).await? {
                return Err(Refusal::at("email", already(&known)).into());
            }
            let row = StaffRow {
                id: act.ids.id(act.now),
                organisation: act.organisation,
                person: None,
                name: new.name,
                email: new.email,
                role: new.role.as_str().to_owned(),
                active: true,
                version: 1,
                created_at: act.now,
            };
            store::insert(tx, &row).await?;
            welcome(tx, act, &base_url, &carrier, &root, &row).await?;
            let entry = Entry::new(subject(row.id), "user.invited").internal().detail(row.email.clone());
            let none = String::new;
            act.record(
                tx,
                entry.changes(changed([("Name", none(), row.name.clone()), ("Role", none(), words::role(new.role).to_owned())])),
            )
            .await?;
            Ok(row.id)
        })
    })
    .await
}

fn already(known: &StaffRow) -> String {
    match known.active {
        true => format!("{} is a user with this address already", known.name),
        false => format!("{} has this address and is switched off: switch that user on again", known.name),
    }
}

async fn welcome(tx: &mut Tx, act: &Act, base_url: &str, carrier: &str, root: &str, row: &StaffRow) -> Result<(), Failure> {
    let what = format!("work at the order desk of {carrier}");
    invite(tx, act, base_url, &Invitation { email: &row.email, name: &row.name, carrier, what: &what, root }).await
}

/// Gives a user another name or role.
pub(super) async fn change(app: &App, staff: &Staff, id: StaffId, seen: i64, name: String, role: Role) -> Result<(), Failure> {
    let (scope, zone) = (staff.scope(), staff.carrier.zone.clone());
    app.act(staff, move |tx, act| {
        Box::pin(async move {
            let row = store::by_id(tx, act.organisation, id).await?;
            if row.version != seen {
                return Err(overtaken(tx, scope, id.0, row.version.saturating_sub(seen), &zone).await?);
            }
            let before = role_of(&row)?;
            let changes =
                changed([("Name", row.name.clone(), name.clone()), ("Role", words::role(before).to_owned(), words::role(role).to_owned())]);
            if changes.is_empty() {
                return Ok(());
            }
            let after = StaffRow { name, role: role.as_str().to_owned(), ..row.clone() };
            keep_one(tx, &row, &after, "role").await?;
            save(tx, &after).await?;
            act.record(tx, Entry::new(subject(id), "user.changed").internal().changes(changes)).await
        })
    })
    .await
}

/// Switches a user off, who is out at once, or on again, who is welcomed. Doing what is done already changes nothing.
pub(super) async fn switch(app: &App, staff: &Staff, id: StaffId, on: bool) -> Result<(), Failure> {
    let (carrier, root, base_url) = (staff.carrier.name.clone(), staff.root(), app.setup.base_url.clone());
    app.act(staff, move |tx, act| {
        Box::pin(async move {
            let row = store::by_id(tx, act.organisation, id).await?;
            if row.active == on {
                return Ok(());
            }
            let after = StaffRow { active: on, ..row.clone() };
            keep_one(tx, &row, &after, "").await?;
            save(tx, &after).await?;
            if on {
                welcome(tx, act, &base_url, &carrier, &root, &after).await?;
            }
            let verb = if on { "user.switched-on" } else { "user.switched-off" };
            act.record(tx, Entry::new(subject(id), verb).internal()).await
        })
    })
    .await
}

async fn save(tx: &mut Tx, row: &StaffRow) -> Result<(), Failure> {
    if store::save(tx, row).await? { Ok(()) } else { Err(Failure::moved("This user was changed meanwhile. Look again.")) }
}

async fn keep_one(tx: &mut Tx, before: &StaffRow, after: &StaffRow, field: &str) -> Result<(), Failure> {
    let others = store::other_super_admins(tx, before.organisation, before.id).await?;
    let others = usize::try_from(others).unwrap_or(0);
    match keep_a_super_admin(staffing(before)?, staffing(after)?, others) {
        Ok(_) => Ok(()),
        Err(LastSuperAdmin) => {
            let words = "This is the last super admin who has signed in. Make somebody else super admin first, and let them sign in once.";
            Err(if field.is_empty() { Refusal::new(words) } else { Refusal::at(field, words) }.into())
        }
    }
}

fn staffing(row: &StaffRow) -> Result<Staffing, Failure> {
    Ok(Staffing { role: role_of(row)?, active: row.active })
}

/// The role a row holds.
pub(super) fn role_of(row: &StaffRow) -> Result<Role, Failure> {
    Role::parse(&row.role).ok_or_else(|| Failure::fault("a role that does not exist"))
}
