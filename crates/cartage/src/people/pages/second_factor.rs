//! The second factor in the profile: set up, new recovery codes, switched off.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use kit::qr::{self, Drawing};
use kit::web::{Fields, QueryFields};

use super::{local, words};
use crate::app::App;
use crate::failure::{Failure, Refusal};
use crate::people::profile::ago;
use crate::people::second_factor::{self, NotConfirmed, NotProven};
use crate::people::session::Origin;
use crate::shell::{self, Frame, Typed};
use crate::viewer::Person;

#[derive(Template)]
#[template(path = "people/pages/second_factor.html")]
struct SecondFactorPage {
    frame: Frame,
    /// Since when it is on, in words; empty when it is off.
    since: String,
    codes_left: i64,
    begun: Option<Begun>,
    /// The organisations that ask for it, in words; empty for none.
    asked_by: String,
    has_password: bool,
    /// Where to go once it is set up; empty for nowhere else.
    next: String,
    form: Typed,
    /// Which of the forms came back.
    wrong_at: &'static str,
}

/// What is being set up.
struct Begun {
    letters: String,
    address: String,
    qr: Option<Drawing>,
}

impl SecondFactorPage {
    /// The form that came back, for one of the two that ask for a code; a blank one for the other.
    fn proof(&self, which: &str) -> Typed {
        if self.wrong_at == which { self.form.clone() } else { Typed::default() }
    }

    fn proof_hint(&self) -> &'static str {
        match self.has_password {
            true => "A code from the app, a recovery code, or your password",
            false => "A code from the app, or a recovery code",
        }
    }
}

async fn page(app: &App, person: &Person, query: &Fields, next: &str) -> Result<SecondFactorPage, Failure> {
    let state = second_factor::state(app, person).await?;
    let now: Timestamp = app.clock.now();
    let next = local(next);
    Ok(SecondFactorPage {
        frame: Frame::person(app, person, "Second factor", "/me", query).await?,
        since: state.since.map(|since| ago(since, now)).unwrap_or_default(),
        codes_left: state.codes_left,
        begun: state.begun.map(|(letters, address)| Begun { qr: qr::draw(&address), letters, address }),
        asked_by: listed(&state.asked_by),
        has_password: state.has_password,
        next: if next == "/" { String::new() } else { next.to_owned() },
        form: Typed::default(),
        wrong_at: "",
    })
}

/// `A`, `A and B`, `A, B and C`.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `GET /me/second-factor`.
///
/// # Errors
/// Not found for who is no staff, or the database does not answer.
pub async fn show(State(app): State<App>, person: Person, QueryFields(query): QueryFields) -> Result<Response, Failure> {
    shell::page(&page(&app, &person, &query, query.raw("next")).await?)
}

fn here(next: &str) -> String {
    match local(next) {
        "/" => "/me/second-factor".to_owned(),
        next => format!("/me/second-factor?{}", Fields::from_iter([("next".to_owned(), next.to_owned())]).encode()),
    }
}

/// `POST /me/second-factor/set-up`: begins, with a fresh secret.
///
/// # Errors
/// Not found for who is no staff, or the database does not answer.
pub async fn begin(State(app): State<App>, person: Person, fields: Fields) -> Result<Response, Failure> {
    second_factor::begin(&app, &person).await?;
    Ok(shell::redirect(&here(fields.raw("next")), ""))
}

/// `POST /me/second-factor/confirm`: switches it on, and shows the recovery codes, this once.
///
/// # Errors
/// When the database does not answer.
pub async fn confirm(State(app): State<App>, person: Person, fields: Fields) -> Result<Response, Failure> {
    let next = fields.raw("next").to_owned();
    match second_factor::confirm(&app, &person, fields.raw("code").to_owned()).await? {
        Ok(codes) => show_codes(&app, &person, codes, &next, true).await,
        Err(NotConfirmed::NotBegun) => Ok(shell::redirect(&here(&next), "")),
        Err(NotConfirmed::Wrong) => {
            let shown = page(&app, &person, &Fields::default(), &next).await?;
            let wrong = "This is not the code the app shows now. If it stays so, set the clock of your phone to automatic";
            shell::unprocessable(&SecondFactorPage {
                form: Typed::default().refused(vec![Refusal::at("code", wrong)]),
                wrong_at: "code",
                ..shown
            })
        }
    }
}

#[derive(Template)]
#[template(path = "people/pages/recovery_codes.html")]
struct CodesPage {
    frame: Frame,
    codes: Vec<String>,
    next: String,
    /// The second factor was switched on just now.
    first: bool,
}

impl CodesPage {
    /// A line each.
    fn text(&self) -> String {
        self.codes.join("\n")
    }
}

async fn show_codes(app: &App, person: &Person, codes: Vec<String>, next: &str, first: bool) -> Result<Response, Failure> {
    let frame = Frame::person(app, person, "Recovery codes", "/me", &Fields::default()).await?;
    let next = if local(next) == "/" { "/me/second-factor" } else { local(next) };
    shell::page(&CodesPage { frame, codes, next: next.to_owned(), first })
}

/// `POST /me/second-factor/codes`: new recovery codes in place of all there were, shown this once.
///
/// # Errors
/// When the database does not answer.
pub async fn codes(State(app): State<App>, person: Person, origin: Origin, fields: Fields) -> Result<Response, Failure> {
    match second_factor::new_codes(&app, &person, fields.raw("codes_proof").to_owned(), &origin).await? {
        Ok(codes) => show_codes(&app, &person, codes, "", false).await,
        Err(no) => refused(&app, &person, "codes_proof", no).await,
    }
}

/// `POST /me/second-factor/off`.
///
/// # Errors
/// When the database does not answer.
pub async fn off(State(app): State<App>, person: Person, origin: Origin, fields: Fields) -> Result<Response, Failure> {
    match second_factor::switch_off(&app, &person, fields.raw("off_proof").to_owned(), &origin).await? {
        Ok(()) => Ok(shell::redirect("/me", "second-factor-off")),
        Err(no) => refused(&app, &person, "off_proof", no).await,
    }
}

async fn refused(app: &App, person: &Person, field: &'static str, no: NotProven) -> Result<Response, Failure> {
    let shown = page(app, person, &Fields::default(), "").await?;
    let form = Typed::default().refused(vec![Refusal::at(field, words::not_proven(no))]);
    shell::unprocessable(&SecondFactorPage { form, wrong_at: field, ..shown })
}
