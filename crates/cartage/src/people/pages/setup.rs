//! The page of an empty installation; gone once there is an organisation.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::tz::TimeZone;
use kit::secret::Secret;
use kit::web::Fields;
use rules::money::Currency;
use rules::slug::SlugError;

use super::sign_in::signed_in;
use super::words;
use crate::app::App;
use crate::failure::{Failure, Refusal};
use crate::people::address;
use crate::people::session::Origin;
use crate::people::setup::{self, Founding};
use crate::shell::{self, COUNTRIES, Reading, Typed};

/// Characters a name may have.
const LONGEST_NAME: usize = 120;

#[derive(Template)]
#[template(path = "people/pages/setup.html")]
struct SetUp {
    version: &'static str,
    form: Typed,
    zones: Vec<String>,
}

impl SetUp {
    fn of(form: Typed) -> SetUp {
        let zones = jiff::tz::db().available().map(|zone| zone.to_string()).filter(|zone| zone.contains('/'));
        let mut zones: Vec<String> = zones.collect();
        zones.sort();
        SetUp { version: shell::version(), form, zones }
    }

    fn countries(&self) -> &'static [(&'static str, &'static str)] {
        &COUNTRIES
    }

    fn currencies(&self) -> Vec<&'static str> {
        let mut codes: Vec<_> = Currency::all().map(Currency::as_str).collect();
        codes.sort_unstable();
        codes
    }
}

/// `GET /setup`.
///
/// # Errors
/// Not found once there is an organisation.
pub async fn form(State(app): State<App>) -> Result<Response, Failure> {
    if !setup::is_empty(&app).await? {
        return Err(Failure::not_found());
    }
    let first = [("zone", "Europe/Amsterdam"), ("country", "NL"), ("currency", Currency::EUR.as_str())];
    shell::page(&SetUp::of(Typed::filled(first.map(|(name, value)| (name, value.to_owned())))))
}

/// `POST /setup`.
///
/// # Errors
/// Not found once there is an organisation, or the database does not answer.
pub async fn set_up(State(app): State<App>, origin: Origin, fields: Fields) -> Result<Response, Failure> {
    if !setup::is_empty(&app).await? {
        return Err(Failure::not_found());
    }
    let wrong = match read(&fields) {
        Err(wrong) => wrong,
        Ok(founding) => {
            let next = format!("/d/{}/settings/users", founding.slug);
            match setup::found(&app, founding, origin).await {
                Ok(secret) => return Ok(signed_in(&app, &secret, &next)),
                Err(Failure::Refused(refusal)) => vec![refusal],
                Err(other) => return Err(other),
            }
        }
    };
    let mut typed = fields;
    typed.remove(|name| name == "password");
    shell::unprocessable(&SetUp::of(Typed::of(typed).refused(wrong)))
}

fn read(fields: &Fields) -> Result<Founding, Vec<Refusal>> {
    let mut form = Reading::of(fields);
    let token = form.required("token", "The token", 100);
    let organisation = form.required("organisation", "The organisation's name", LONGEST_NAME);
    let slug = fields.text("slug");
    if let Err(error) = rules::slug::check(&slug) {
        form.refuse("slug", slug_error(error));
    }
    let zone = TimeZone::get(&fields.text("zone")).ok().filter(|zone| !zone.is_unknown());
    let zone = zone.and_then(|zone| zone.iana_name().map(ToOwned::to_owned));
    if zone.is_none() {
        form.refuse("zone", "There is no such time zone. Choose one of the list, such as Europe/Amsterdam");
    }
    let country = fields.text("country");
    if !rules::country::is_country(&country) {
        form.refuse("country", "Choose a country");
    }
    let currency = Currency::parse(fields.raw("currency"));
    if currency.is_none() {
        form.refuse("currency", "Choose a currency");
    }
    let name = form.required("name", "Your name", LONGEST_NAME);
    let email = address(fields.raw("email"));
    if email.is_none() {
        form.refuse("email", "Your e-mail address is missing or not whole, such as kees@van-dorp.example");
    }
    let password = fields.raw("password").to_owned();
    if let Err(refusal) = rules::password::check(&password, email.as_deref()) {
        form.refuse("password", words::password(refusal));
    }
    let zone = zone.unwrap_or_default();
    let currency = currency.unwrap_or(Currency::EUR).as_str().to_owned();
    let email = email.unwrap_or_default();
    form.done(Founding { token: Secret::given(&token), organisation, slug, zone, country, currency, name, email, password })
}

fn slug_error(error: SlugError) -> String {
    match error {
        SlugError::Empty => "The short name for addresses is missing".to_owned(),
        SlugError::TooLong { length } => format!("The short name has {length} characters; {} is the most", rules::slug::LONGEST),
        SlugError::Character(odd) => format!("The short name cannot hold “{odd}”: small letters, digits and dashes only"),
        SlugError::Dash => "The short name has a dash at an end, or two together".to_owned(),
        SlugError::Reserved => "This short name is kept for pages of the program; take another".to_owned(),
    }
}
