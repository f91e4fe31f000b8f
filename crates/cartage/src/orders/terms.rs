//! The terms of an order: everything it is judged by at one moment, read once in the transaction that makes or changes it
//! (rules 2.1 to 2.4, 3, 5.2).

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Time;
use kit::db::Tx;
use rules::creation_status::{self, Decision, Flow, Levels, Side, Status};
use rules::lead_time::LeadTime;
use rules::location_match::{Closeness, closeness};
use rules::order::{OrderDocument, Part, PartId, Stop, StopKind};
use rules::order_check::{self, Check, Problem, Severity};
use rules::order_form::{Form, OrderForm, understand};
use rules::order_import::Effective;

use super::store;
use crate::customers::{self, CustomerId, CustomerRow};
use crate::failure::{Failure, Refusal};
use crate::locations::{self, Book, LocationId, LocationRow};
use crate::order_form;
use crate::organisations::{self, OrganisationId, Settings};
use crate::service_levels::LevelId;
use crate::transport_services::{self, Service};

/// What is said of a stop whose location is archived, or not this customer's any more.
pub(crate) const LOCATION_GONE: &str =
    "This location is no longer in the address book. The address below stays as it is; go on with it, or choose another.";

/// What an order is judged by: read once, in the transaction that makes it.
pub(crate) struct Terms {
    pub(crate) settings: Settings,
    pub(crate) customer: CustomerRow,
    pub(crate) service: Option<Service>,
    pub(crate) level: Option<LeadTime>,
    pub(crate) locations: HashMap<LocationId, LocationRow>,
    /// Domains a contact may name addresses of; none allows all.
    pub(crate) domains: Option<Vec<String>>,
    /// The order import as it holds for this customer (5.2).
    pub(crate) import: Effective,
    /// The order form as the organisation arranged it (7.2).
    pub(crate) order_form: OrderForm,
}

impl Terms {
    /// Asks what [`Terms::load`] will ask, so that it travels together.
    pub(crate) fn ahead(tx: &mut Tx, organisation: OrganisationId, customer: CustomerId, document: &OrderDocument) {
        customers::ahead(tx, organisation, customer);
        if let Ok(service) = document.service.parse() {
            transport_services::ahead(tx, organisation, service, customer);
        }
        organisations::ahead(tx, organisation);
        order_form::ahead(tx, organisation);
    }

    /// Reads what bounds `document` for a customer.
    pub(crate) async fn load(
        tx: &mut Tx,
        organisation: OrganisationId,
        customer: CustomerId,
        side: Side,
        document: &OrderDocument,
    ) -> Result<Terms, Failure> {
        let row = customers::load(tx, organisation, customer).await?.ok_or_else(Failure::not_found)?;
        let service = match document.service.parse() {
            Ok(id) => transport_services::for_order(tx, organisation, id, customer).await?,
            Err(_) => None,
        };
        let level = match (&service, document.level.as_deref().map(str::parse::<LevelId>)) {
            (Some(service), Some(Ok(level))) => transport_services::level(tx, organisation, service.id, level).await?.map(|(_, lead)| lead),
            _ => None,
        };
        let scope = crate::viewer::Scope { organisation, customer: (side == Side::Customer).then_some(customer) };
        let wanted = document.stops().filter_map(|(_, at)| at.stop.location.as_deref()?.parse().ok()).collect();
        let book = Book::of(scope, customer).ok_or_else(Failure::not_found)?;
        let locations = locations::find_all(tx, book, wanted).await?;
        let domains = match side {
            Side::Customer if !document.contact_emails.is_empty() => Some(store::contact_domains(tx, organisation, customer).await?),
            _ => None,
        };
        let settings = organisations::settings(tx, organisation).await?;
        let import = row.import(&settings)?;
        let (order_form, _) = order_form::arranged(tx, organisation).await?;
        Ok(Terms { settings, customer: row, service, level, locations, domains, import, order_form })
    }

    /// The form of the service a document names (7.2).
    pub(crate) fn form(&self, document: &OrderDocument) -> Form {
        self.order_form.form(Some(document.service.as_str()).filter(|service| !service.is_empty()))
    }

    /// The location a stop came from, if it is one this customer sees.
    pub(crate) fn location(&self, stop: &Stop) -> Option<&LocationRow> {
        self.locations.get(&stop.location.as_deref()?.parse().ok()?)
    }

    /// Stops that name a location which is not in the address book: archived, or not this customer's.
    pub(crate) fn gone(&self, document: &OrderDocument) -> Vec<(usize, StopKind)> {
        let stops = document.stops().filter(|(_, at)| at.stop.location.is_some() && self.location(at.stop).is_none());
        stops.map(|(c, at)| (c, at.kind)).collect()
    }

    /// Refuses a change that names a location which is not in the address book any more. A stop that was left as it stood keeps
    /// what it has.
    pub(crate) fn still_there(&self, document: &OrderDocument, before: &OrderDocument) -> Result<(), Failure> {
        let left = |stop: &Stop| match before.part(&stop.id) {
            Some(Part::Stop(had)) => had.address == stop.address && had.location == stop.location,
            Some(Part::Consignment(_) | Part::Goods(_)) | None => false,
        };
        let named = document.stops().filter(|(_, at)| at.stop.location.is_some() && !left(at.stop));
        match named.into_iter().find(|(_, at)| self.location(at.stop).is_none()) {
            Some((c, at)) => Err(Refusal::at(order_check::Place::Stop(c, at.kind, "location_text").to_string(), LOCATION_GONE).into()),
            None => Ok(()),
        }
    }

    fn opens(&self, stop: &Stop) -> Option<Time> {
        self.location(stop)?.opening_hours.opens_at(stop.date?)
    }

    /// Fills what the settings fill: an empty delivery date by the lead time (3.4). A location that is not this customer's, or
    /// whose address was typed over, is let go.
    pub(crate) fn fill(&self, document: &mut OrderDocument) {
        understand(&self.form(document), document, None);
        self.fill_but(document, |_| None);
    }

    /// As [`Self::fill`], for a change of `before`: a stop that was left as it stood stays so, whatever has become of its location
    /// and the lead time since.
    pub(crate) fn fill_change(&self, document: &mut OrderDocument, before: &OrderDocument) {
        understand(&self.form(document), document, Some(before));
        self.fill_but(document, |id| match before.part(id) {
            Some(Part::Stop(stop)) => Some(stop),
            Some(Part::Consignment(_) | Part::Goods(_)) | None => None,
        });
    }

    fn fill_but<'a>(&self, document: &mut OrderDocument, had: impl Fn(&PartId) -> Option<&'a Stop>) {
        let lead = self.service.as_ref().map(|service| (service.lead_time.with_level(self.level), &service.days));
        for consignment in &mut document.consignments {
            let dates = |collection: &Stop, delivery: &Stop| (collection.date, delivery.date);
            let before = had(&consignment.collection.id).zip(had(&consignment.delivery.id)).map(|(from, to)| dates(from, to));
            let untouched = before == Some(dates(&consignment.collection, &consignment.delivery));
            if let (None, Some(collected), Some((lead, days))) = (consignment.delivery.date, consignment.collection.date, lead)
                && !untouched
            {
                consignment.delivery.date = lead.earliest_delivery(collected, days);
            }
            let stops = [&mut consignment.collection, &mut consignment.delivery];
            for stop in stops.into_iter().chain(&mut consignment.stops) {
                let placed = |had: &Stop| had.address == stop.address && had.location == stop.location;
                if had(&stop.id).is_some_and(placed) {
                    continue;
                }
                let same = |location: &LocationRow| {
                    // Merged while the form was open: the address stays as it was seen, and the stop is tied to what it became.
                    let became = stop.location.as_deref() != Some(location.id.to_string().as_str());
                    let near = became && closeness(&location.address(), &stop.address) != Closeness::Other;
                    (near || location.address() == stop.address).then(|| location.id.to_string())
                };
                let kept = self.location(stop).and_then(same);
                stop.opening_hours &= kept.is_some();
                stop.location = kept;
            }
        }
    }

    /// How a submission of this side becomes an order at this moment (5.1).
    pub(crate) fn flow(&self, side: Side) -> Flow {
        if side == Side::Customer && self.import.enabled { Flow::Import } else { Flow::Direct }
    }

    /// Everything that is wrong with a new order at `now`.
    pub(crate) fn problems(&self, document: &OrderDocument, now: Timestamp, side: Side) -> Vec<Problem> {
        self.check(&Checked { document, before: None, form_before: None, now, side, flow: self.flow(side) })
    }

    /// Everything that is wrong with what is checked. An order keeps a service its customer may no longer select (3.1).
    pub(crate) fn check(&self, checked: &Checked<'_>) -> Vec<Problem> {
        let kept = checked.before.is_some();
        let service = self.service.as_ref().filter(|service| kept || !service.archived).map(|service| service.terms(self.level));
        let mut problems = order_check::check(&Check {
            document: checked.document,
            before: checked.before,
            now: checked.now,
            zone: &self.settings.zone,
            side: checked.side,
            flow: checked.flow,
            service: service.map(|terms| order_check::ServiceTerms { permitted: kept || terms.permitted, ..terms }),
            reference_required: checked.flow == Flow::Import,
            form: &self.form(checked.document),
            form_before: checked.form_before,
            email_domains: self.domains.as_deref(),
            opens: &|stop| self.opens(stop),
        });
        let kept = checked.before.is_some_and(|before| before.level == checked.document.level);
        if checked.document.level.is_some() && self.level.is_none() && !kept {
            let at = order_check::Place::Order("level");
            problems.push(Problem { at, what: order_check::What::ServiceNotPermitted, severity: Severity::Error });
        }
        problems
    }

    /// Quote or To Plan, and why (2.1 to 2.4).
    pub(crate) fn decide(
        &self,
        stated: Option<Status>,
        side: Side,
        flow: Flow,
    ) -> Result<Result<Decision, creation_status::Blocked>, Failure> {
        let levels = Levels {
            customer: self.customer.order_status()?,
            service: self.service.as_ref().and_then(|service| service.order_status),
            organisation: self.settings.order_status,
        };
        Ok(creation_status::decide_stated(stated, levels, self.customer.standing()?, side, flow))
    }
}

/// What is checked, when, and whose act it is.
pub(crate) struct Checked<'a> {
    /// The order as it would be.
    pub(crate) document: &'a OrderDocument,
    /// The order as it is, where this is a change of one.
    pub(crate) before: Option<&'a OrderDocument>,
    /// What stood there when the form was opened: what its form has come to ask for since binds only where a block is touched.
    pub(crate) form_before: Option<&'a OrderDocument>,
    /// The moment that counts.
    pub(crate) now: Timestamp,
    /// Whose act.
    pub(crate) side: Side,
    /// Which flow.
    pub(crate) flow: Flow,
}
