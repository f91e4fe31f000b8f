//! Dates and places of a consignment's stops against the calendar and the service: past, too far ahead, out of order, not
//! served, outside the area, after the cut-off, lead time not kept. A change is judged for what it moves (rule 3.5).

use jiff::civil::Date;

use super::{Check, Findings, Place, ServiceTerms, What};
use crate::civil_time::{days_later, today};
use crate::order::{Consignment, Part, Stop, StopAt, StopKind, limits};

pub(super) fn check(asked: &Check<'_>, index: usize, consignment: &Consignment, found: &mut Findings) {
    found.add_if(consignment.collection.date.is_none(), Place::Stop(index, StopKind::Collection, "date"), What::Missing);
    let mut earlier: Option<Date> = None;
    for at in consignment.stops_in_order() {
        if let Some(service) = &asked.service {
            check_area(asked, service, index, at, found);
        }
        let Some(date) = at.stop.date else { continue };
        let place = Place::Stop(index, at.kind, "date");
        match earlier {
            Some(earlier) if date < earlier => found.add(place, What::BeforeEarlierStop { earlier }),
            _ => earlier = Some(date),
        }
        if moved(asked, at.stop) {
            check_day(asked, place, date, found);
            if let Some(service) = &asked.service {
                check_served(service, at.kind, place, date, found);
            }
        }
    }
    if let Some(service) = &asked.service {
        check_in_time(asked, service, index, consignment, found);
    }
}

/// Whether the stop is new, or its date or window is another than before.
fn moved(asked: &Check<'_>, stop: &Stop) -> bool {
    let Some(before) = asked.before else { return true };
    match before.part(&stop.id) {
        Some(Part::Stop(before)) => (before.date, before.window, before.opening_hours) != (stop.date, stop.window, stop.opening_hours),
        _ => true,
    }
}

fn check_day(asked: &Check<'_>, place: Place, date: Date, found: &mut Findings) {
    let today = today(asked.now, asked.zone);
    let latest = days_later(today, limits::DAYS_AHEAD);
    found.add_if(date < today, place, What::Past { today });
    found.add_if(date > latest, place, What::TooFarAhead { latest });
}

fn check_served(service: &ServiceTerms<'_>, kind: StopKind, place: Place, date: Date, found: &mut Findings) {
    let served = match kind {
        StopKind::Collection => service.days.collects(date),
        StopKind::Delivery => service.days.delivers(date),
        StopKind::Further(_) => Ok(()),
    };
    if let Err(reason) = served {
        found.add(place, What::NotServed(reason));
    }
}

fn check_area(asked: &Check<'_>, service: &ServiceTerms<'_>, index: usize, at: StopAt<'_>, found: &mut Findings) {
    let address = &at.stop.address;
    let same_place = asked.before.is_some_and(|before| {
        let Some(Part::Stop(before)) = before.part(&at.stop.id) else { return false };
        before.address.country == address.country && before.address.postcode == address.postcode
    });
    let outside = !same_place && !address.country.is_empty() && !service.area.contains(&address.country, &address.postcode);
    found.add_if(outside, Place::Stop(index, at.kind, "postcode"), What::OutsideArea);
}

/// Cut-off, notice and delivery days; a past date is told as that alone.
fn check_in_time(asked: &Check<'_>, service: &ServiceTerms<'_>, index: usize, consignment: &Consignment, found: &mut Findings) {
    let (collection, delivery) = (&consignment.collection, &consignment.delivery);
    let Some(date) = collection.date else { return };
    let place = Place::Stop(index, StopKind::Collection, "date");
    let lead_changed = lead_changed(asked, consignment);
    let collection_moved = moved(asked, collection);
    let past = date < today(asked.now, asked.zone);
    if collection_moved && !past {
        let missed = service.cut_off.judge(asked.now, date, asked.zone).err();
        if let Some(deadline) = missed.and_then(|missed| missed.deadline) {
            found.add(place, What::CutOff { deadline });
        }
    }
    if (lead_changed || collection_moved) && !past {
        let starts = collection.window.and_then(|window| window.from).or_else(|| (asked.opens)(collection));
        if let Err(missed) = service.lead_time.judge_notice(asked.now, date, starts, asked.zone) {
            found.add(place, What::LeadTime(missed));
        }
    }
    let Some(delivery) = delivery.date.filter(|delivery| lead_changed && *delivery >= date) else { return };
    if let Err(missed) = service.lead_time.judge_delivery(date, delivery, service.days) {
        found.add(Place::Stop(index, StopKind::Delivery, "date"), What::LeadTime(missed));
    }
}

/// Whether the consignment is new, or its collection or delivery date or the level is another than before.
fn lead_changed(asked: &Check<'_>, consignment: &Consignment) -> bool {
    let Some(before) = asked.before else { return true };
    let dates = |consignment: &Consignment| (consignment.collection.date, consignment.delivery.date);
    match before.part(&consignment.id) {
        Some(Part::Consignment(was)) => before.level != asked.document.level || dates(was) != dates(consignment),
        _ => true,
    }
}
