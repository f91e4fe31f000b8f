//! CONFIGURATION → Organisation settings → Users.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use kit::web::{Fields, QueryFields};
use rules::access::{Act, Role};

use super::words;
use crate::app::App;
use crate::failure::{Failure, Refusal};
use crate::history::{self, Line};
use crate::people::second_factor::{self, Asking};
use crate::people::store::staff as store;
use crate::people::table::StaffRow;
use crate::people::users::{self, NewUser, role_of};
use crate::people::{StaffId, address};
use crate::shell::{Frame, Here, Reading, Typed, page, redirect, says, unprocessable};
use crate::viewer::{Staff, Viewer};

/// Characters a name may have.
const LONGEST_NAME: usize = 120;

struct User {
    id: StaffId,
    name: String,
    email: String,
    role: &'static str,
    active: bool,
    yourself: bool,
}

impl User {
    fn of(row: &StaffRow, staff: &Staff) -> Result<User, Failure> {
        Ok(User {
            id: row.id,
            name: row.name.clone(),
            email: row.email.clone(),
            role: words::role(role_of(row)?),
            active: row.active,
            yourself: row.id == staff.id,
        })
    }
}

#[derive(Template)]
#[template(path = "people/pages/users.html")]
struct ListPage {
    frame: Frame,
    root: String,
    here: &'static str,
    may: bool,
    users: Vec<User>,
    asking: Asking,
    /// Since when a second factor is asked for, and by whom, in words.
    asked: String,
}

/// `GET /d/{organisation}/settings/users`.
///
/// # Errors
/// When the database does not answer.
pub async fn list(State(app): State<App>, staff: Staff, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    let organisation = staff.carrier.id;
    let rows = app.db.read(move |tx| Box::pin(store::list(tx, organisation))).await?;
    let users = rows.iter().map(|row| User::of(row, &staff)).collect::<Result<_, _>>()?;
    let asking = second_factor::asking(&app, &staff).await?;
    let said = |(since, by): &(Timestamp, String)| format!("Asked for by {by}, {}", says::instant(*since, &staff.carrier.zone));
    let asked = asking.since.as_ref().map(said).unwrap_or_default();
    let frame = Frame::desk(&app, &staff, "Users", Here::OrganisationSettings, &query).await?;
    page(&ListPage { frame, root: staff.root(), here: "users", may: staff.may(Act::Users), users, asking, asked })
}

/// `POST /d/{organisation}/settings/users/second-factor`: *Staff must use a second factor*, on or off.
///
/// # Errors
/// When the database does not answer.
pub async fn ask_for_second_factor(State(app): State<App>, staff: Staff, fields: Fields) -> Result<Response, Failure> {
    let on = fields.ticked("second_factor");
    second_factor::set(&app, &staff, on).await?;
    let told = if on { "second-factor-asked" } else { "second-factor-free" };
    Ok(redirect(&format!("{}/settings/users", staff.root()), told))
}

#[derive(Template)]
#[template(path = "people/pages/user.html")]
struct UserPage {
    frame: Frame,
    root: String,
    /// Nobody yet: a new one.
    user: Option<User>,
    form: Typed,
    history: Vec<Line>,
}

impl UserPage {
    /// The roles as the form offers them: stored word, name, what each may.
    fn roles(&self) -> [(&'static str, &'static str, &'static str); 5] {
        Role::ALL.map(|role| (role.as_str(), words::role(role), words::role_may(role)))
    }
}

async fn new_page(app: &App, staff: &Staff, form: Typed) -> Result<UserPage, Failure> {
    let frame = Frame::desk(app, staff, "New user", Here::OrganisationSettings, &Fields::default()).await?;
    Ok(UserPage { frame, root: staff.root(), user: None, form, history: Vec::new() })
}

/// `GET /d/{organisation}/settings/users/new`.
///
/// # Errors
/// When the database does not answer.
pub async fn blank(State(app): State<App>, staff: Staff) -> Result<Response, Failure> {
    page(&new_page(&app, &staff, Typed::filled([("role", Role::Operations.as_str().to_owned())])).await?)
}

/// `POST /d/{organisation}/settings/users/new`.
///
/// # Errors
/// When the database does not answer.
pub async fn invite(State(app): State<App>, staff: Staff, fields: Fields) -> Result<Response, Failure> {
    let wrong = match read_new(&fields) {
        Err(wrong) => wrong,
        Ok(new) => match users::invite_user(&app, &staff, new).await {
            Ok(_) => return Ok(redirect(&format!("{}/settings/users", staff.root()), "invited")),
            Err(Failure::Refused(refusal)) => vec![refusal],
            Err(other) => return Err(other),
        },
    };
    unprocessable(&new_page(&app, &staff, Typed::of(fields).refused(wrong)).await?)
}

fn read_new(fields: &Fields) -> Result<NewUser, Vec<Refusal>> {
    let mut form = Reading::of(fields);
    let name = form.required("name", "Name", LONGEST_NAME);
    let email = address(fields.raw("email"));
    if email.is_none() {
        form.refuse("email", "E-mail address is missing or not whole, such as ann@van-dorp.example");
    }
    let role = role(&mut form, fields);
    form.done(NewUser { name, email: email.unwrap_or_default(), role })
}

fn role(form: &mut Reading<'_>, fields: &Fields) -> Role {
    Role::parse(fields.raw("role")).unwrap_or_else(|| {
        form.refuse("role", "Choose a role");
        Role::Viewer
    })
}

async fn user_page(app: &App, staff: &Staff, id: StaffId, form: Option<Typed>, query: &Fields) -> Result<UserPage, Failure> {
    let (scope, organisation) = (staff.scope(), staff.carrier.id);
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let row = store::by_id(tx, organisation, id).await?;
            Ok((row, history::of_subject(tx, scope, id.0).await?))
        })
    });
    let (row, told) = read.await?;
    let form = match form {
        Some(form) => form.now_at(row.version),
        None => Typed::filled([("name", row.name.clone()), ("role", row.role.clone()), ("version", row.version.to_string())]),
    };
    let frame = Frame::desk(app, staff, row.name.clone(), Here::OrganisationSettings, query).await?;
    let history = history::lines(told, &staff.carrier.zone, title_of);
    Ok(UserPage { frame, root: staff.root(), user: Some(User::of(&row, staff)?), form, history })
}

fn title_of(verb: &str) -> &'static str {
    match verb {
        "user.invited" => "Invited",
        "user.switched-off" => "Switched off",
        "user.switched-on" => "Switched on",
        "user.set-up" => "Set up with the installation",
        _ => "Changed",
    }
}

/// `GET /d/{organisation}/settings/users/{user}`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn show(
    State(app): State<App>,
    staff: Staff,
    Path((_, user)): Path<(String, String)>,
    QueryFields(query): QueryFields,
) -> Result<Response, Failure> {
    page(&user_page(&app, &staff, id(&user)?, None, &query).await?)
}

/// `POST /d/{organisation}/settings/users/{user}`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn save(
    State(app): State<App>,
    staff: Staff,
    Path((_, user)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let (id, seen) = (id(&user)?, fields.text("version").parse().unwrap_or(0));
    let mut form = Reading::of(&fields);
    let read = (form.required("name", "Name", LONGEST_NAME), role(&mut form, &fields));
    let typed = Typed::of(fields.clone());
    let typed = match form.done(read) {
        Err(wrong) => typed.refused(wrong),
        Ok((name, role)) => match users::change(&app, &staff, id, seen, name, role).await {
            Ok(()) => return Ok(redirect(&format!("{}/settings/users", staff.root()), "saved")),
            Err(failure) => typed.told(failure, seen)?,
        },
    };
    unprocessable(&user_page(&app, &staff, id, Some(typed), &Fields::default()).await?)
}

/// `POST /d/{organisation}/settings/users/{user}/off`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn off(State(app): State<App>, staff: Staff, Path((_, user)): Path<(String, String)>) -> Result<Response, Failure> {
    switch(&app, &staff, &user, false).await
}

/// `POST /d/{organisation}/settings/users/{user}/on`.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn on(State(app): State<App>, staff: Staff, Path((_, user)): Path<(String, String)>) -> Result<Response, Failure> {
    switch(&app, &staff, &user, true).await
}

async fn switch(app: &App, staff: &Staff, user: &str, on: bool) -> Result<Response, Failure> {
    let id = id(user)?;
    match users::switch(app, staff, id, on).await {
        Ok(()) => Ok(redirect(&format!("{}/settings/users/{id}", staff.root()), if on { "access-on" } else { "access-off" })),
        Err(Failure::Refused(refusal)) => {
            let mut shown = user_page(app, staff, id, None, &Fields::default()).await?;
            shown.form.refuse(refusal);
            unprocessable(&shown)
        }
        Err(other) => Err(other),
    }
}

fn id(user: &str) -> Result<StaffId, Failure> {
    user.parse().map_err(|_| Failure::not_found())
}
