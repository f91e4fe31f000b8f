//! A stop's address, window and what else is written about it. Dates are judged apart.

use super::{Findings, Place, What, texts};
use crate::country::{is_country, uses_postcode};
use crate::email;
use crate::order::{StopAt, limits};

pub(super) fn check(consignment: usize, at: StopAt<'_>, found: &mut Findings) {
    let place = |field| Place::Stop(consignment, at.kind, field);
    let stop = at.stop;
    check_address(consignment, at, found);
    if let Some(window) = stop.window {
        let backwards = window.from.zip(window.until).is_some_and(|(from, until)| until <= from);
        found.add_if(backwards, place("until"), What::WindowBackwards);
    }
    texts::line_if(place("reference"), stop.reference.as_ref(), limits::REFERENCE, found);
    if let Some(note) = &stop.note {
        texts::lines(place("note"), note, limits::LONG_TEXT, found);
    }
    if let Some(instructions) = &stop.instructions {
        texts::lines(place("instructions"), instructions, limits::LONG_TEXT, found);
    }
    found.add_if(stop.email.as_ref().is_some_and(|address| !email::is_email(address)), place("email"), What::NotAnEmail);
    texts::count(place("phones"), stop.phones.len(), limits::PHONES, found);
    for phone in &stop.phones {
        texts::line(place("phones"), phone, limits::PHONE, found);
    }
    if let Some(minutes) = stop.duration_minutes {
        let (count, limit) = (minutes as usize, limits::DURATION_MINUTES as usize);
        texts::count(place("duration_minutes"), count, limit, found);
    }
}

fn check_address(consignment: usize, at: StopAt<'_>, found: &mut Findings) {
    let place = |field| Place::Stop(consignment, at.kind, field);
    let address = &at.stop.address;
    texts::required(place("name"), &address.name, limits::NAME, found);
    texts::required(place("street"), &address.street, limits::STREET, found);
    texts::line_if(place("street_2"), address.street_2.as_ref(), limits::STREET, found);
    texts::required(place("city"), &address.city, limits::CITY, found);
    if address.country.trim().is_empty() {
        found.add(place("country"), What::Missing);
    } else if !is_country(&address.country) {
        let shown = address.country.chars().take(8).collect();
        found.add(place("country"), What::UnknownCountry(shown));
    }
    if uses_postcode(&address.country) {
        texts::required(place("postcode"), &address.postcode, limits::POSTCODE, found);
    } else {
        texts::line(place("postcode"), &address.postcode, limits::POSTCODE, found);
    }
}
