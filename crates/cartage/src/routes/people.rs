//! Where people come in, and where they meet their colleagues.

use rules::access::{Act, Right};

use super::Map;
use crate::contacts::colleagues::pages as colleagues;
use crate::orders::dashboard::pages as dashboard;
use crate::people::pages::{demo_mail, home, profile, second_factor, second_step, setup, sign_in, users};
use crate::viewer::Who;

/// Signing in, where to go from there, the profile, the users of an organisation.
pub(super) fn people(map: Map) -> Map {
    use Who::{Anyone, Contact, Person, Staff};
    map.get("/sign-in", Anyone, sign_in::form)
        .post("/sign-in", Anyone, sign_in::sign_in)
        .get("/sign-in/sent", Anyone, sign_in::sent)
        .get("/sign-in/link/{token}", Anyone, sign_in::link)
        .post("/sign-in/link/{token}", Anyone, sign_in::use_link)
        .get("/sign-in/second", Anyone, second_step::form)
        .post("/sign-in/second", Anyone, second_step::check)
        .post("/sign-out", Anyone, sign_in::sign_out)
        .get("/me", Person, profile::show)
        .post("/me/name", Person, profile::rename)
        .post("/me/addresses", Person, profile::ask_to_add)
        .post("/me/addresses/remove", Person, profile::remove)
        .get("/me/addresses/{token}", Person, profile::confirm)
        .post("/me/addresses/{token}", Person, profile::add)
        .post("/me/password", Person, profile::set_password)
        .get("/me/second-factor", Person, second_factor::show)
        .post("/me/second-factor/set-up", Person, second_factor::begin)
        .post("/me/second-factor/confirm", Person, second_factor::confirm)
        .post("/me/second-factor/codes", Person, second_factor::codes)
        .post("/me/second-factor/off", Person, second_factor::off)
        .post("/me/sessions/end-others", Person, profile::end_others)
        .post("/me/sessions/end-all", Person, profile::end_all)
        .post("/me/sessions/{session}/end", Person, profile::end_session)
        .get("/setup", Anyone, setup::form)
        .post("/setup", Anyone, setup::set_up)
        .get("/demo/mail", Anyone, demo_mail::list)
        .get("/", Person, home::start)
        .get("/d/{organisation}/settings/users", Staff(Act::Users), users::list)
        .post("/d/{organisation}/settings/users/second-factor", Staff(Act::Users), users::ask_for_second_factor)
        .get("/d/{organisation}/settings/users/new", Staff(Act::Users), users::blank)
        .post("/d/{organisation}/settings/users/new", Staff(Act::Users), users::invite)
        .get("/d/{organisation}/settings/users/{user}", Staff(Act::Users), users::show)
        .post("/d/{organisation}/settings/users/{user}", Staff(Act::Users), users::save)
        .post("/d/{organisation}/settings/users/{user}/off", Staff(Act::Users), users::off)
        .post("/d/{organisation}/settings/users/{user}/on", Staff(Act::Users), users::on)
        .get("/d/{organisation}", Staff(Act::See), home::desk)
        .get("/p/{organisation}/{customer}", Contact(None), home::portal)
}

/// The dashboard and colleagues, in the portal.
pub(super) fn dashboard_and_colleagues(map: Map) -> Map {
    use Who::Contact;
    const MANAGER: Who = Contact(Some(Right::ManageColleagues));
    map.get("/p/{organisation}/{customer}/dashboard", Contact(None), dashboard::show)
        .post("/p/{organisation}/{customer}/dashboard/seen", Contact(None), dashboard::seen)
        .get("/p/{organisation}/{customer}/colleagues", Contact(None), colleagues::list)
        .get("/p/{organisation}/{customer}/colleagues/new", MANAGER, colleagues::blank)
        .post("/p/{organisation}/{customer}/colleagues/new", MANAGER, colleagues::invite)
        .get("/p/{organisation}/{customer}/colleagues/{contact}", MANAGER, colleagues::show)
        .post("/p/{organisation}/{customer}/colleagues/{contact}", MANAGER, colleagues::change)
        .post("/p/{organisation}/{customer}/colleagues/{contact}/off", MANAGER, colleagues::off)
        .post("/p/{organisation}/{customer}/colleagues/{contact}/on", MANAGER, colleagues::on)
}
