//! Puts the demonstration into the database, once: whole or not at all.

use std::collections::HashMap;

use cartage::app::App;
use cartage::contacts::{self, ContactRow};
use cartage::customers::{self, CustomerId, CustomerRow};
use cartage::failure::Failure;
use cartage::history::{Act, Entry, Subject, changed};
use cartage::locations::{self, Hours, LocationRow, OpeningHours, Visible};
use cartage::organisations::{self, OrganisationId, OrganisationRow};
use cartage::people::{PersonEmailRow, PersonId, PersonRow, StaffRow};
use cartage::service_levels::LevelId;
use cartage::templates::TemplateId;
use cartage::transport_services::ServiceId;
use cartage::viewer::{Actor, Side};
use jiff::Timestamp;
use kit::db::Tx;
use kit::ids::Ids;
use kit::password;
use kit::text::fold;
use rules::access::{Right, Rights};
use rules::order::Address;
use uuid::Uuid;

use super::cast::{COMPANIES, CONTACTS, HOUSES, House, PASSWORD, STAFF};
use super::form::{self, Arranging};
use super::offer::{LEVELS, PLACES, SERVICES};
use super::rows::{LevelRow, OfferRow, ServiceRow};
use super::templates::{self, Keeping};
use super::week::{self, Part};
use super::{imports, mail, rates};

/// Fills an empty database; leaves one with an organisation alone.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn seed(app: &App) -> Result<(), Failure> {
    if app.db.read(|tx| Box::pin(organisations::any(tx))).await? {
        return Ok(());
    }
    let hash = password::hash(PASSWORD.to_owned()).await?;
    let (now, ids) = (app.clock.now(), app.ids);
    app.db.write(move |tx| Box::pin(async move { Seeding { now, ids, ..Seeding::default() }.run(tx, &hash).await })).await?;
    let mut played = week::play(app, Part::BeforeTheCards).await?;
    rates::put(app, "van-dorp").await?;
    rates::put(app, "lisowski").await?;
    played += week::play(app, Part::SinceTheCards).await?;
    let staged = imports::play(app).await?;
    mail::put(app, "van-dorp").await?;
    tracing::info!(orders = played, imports = staged, "the demonstration's week is set up");
    Ok(())
}

/// What has been put in so far, by name.
struct Seeding {
    now: Timestamp,
    ids: Ids,
    houses: HashMap<&'static str, OrganisationId>,
    people: HashMap<&'static str, PersonId>,
    customers: HashMap<(&'static str, &'static str), CustomerId>,
    levels: HashMap<(&'static str, &'static str), LevelId>,
    services: HashMap<&'static str, ServiceId>,
    made: Vec<Made>,
}

/// Something that was put in: history says so.
struct Made {
    organisation: OrganisationId,
    subject: Subject,
    verb: &'static str,
    name: String,
}

impl Default for Seeding {
    fn default() -> Seeding {
        let (now, ids) = (Timestamp::UNIX_EPOCH, Ids);
        Seeding {
            now,
            ids,
            houses: HashMap::new(),
            people: HashMap::new(),
            customers: HashMap::new(),
            levels: HashMap::new(),
            services: HashMap::new(),
            made: Vec::new(),
        }
    }
}

impl Seeding {
    fn id<T: From<Uuid>>(&self) -> T {
        self.ids.id(self.now)
    }

    async fn run(mut self, tx: &mut Tx, hash: &str) -> Result<(), Failure> {
        for house in &HOUSES {
            let id = self.id();
            organisations::insert(tx, &organisation(id, house, self.now)).await?;
            self.houses.insert(house.slug, id);
        }
        self.staff(tx, hash).await?;
        self.customers(tx).await?;
        self.contacts(tx, hash).await?;
        self.levels(tx).await?;
        self.services(tx).await?;
        self.places(tx).await?;
        self.form(tx).await?;
        self.templates(tx).await?;
        self.record(tx).await
    }

    fn made(&mut self, organisation: OrganisationId, subject: Subject, verb: &'static str, name: &str) {
        self.made.push(Made { organisation, subject, verb, name: name.to_owned() });
    }

    /// Records what was put in, as if each house's first super admin had.
    async fn record(self, tx: &mut Tx) -> Result<(), Failure> {
        for house in &HOUSES {
            let organisation = self.houses[house.slug];
            let name = STAFF.iter().find(|login| login.organisation == house.slug).map_or(house.name, |login| login.name);
            let actor = Actor { name: name.to_owned(), side: Side::Carrier, membership: None };
            let mut act = Act::begin(tx, organisation, actor, self.now, self.ids).await?;
            let set_up = Entry::new(Subject("organisation", organisation.0), "organisation.set-up").internal().detail(house.name);
            act.record(tx, set_up).await?;
            for made in self.made.iter().filter(|made| made.organisation == organisation) {
                let changes = changed([("Name", String::new(), made.name.clone())]);
                act.record(tx, Entry::new(made.subject, made.verb).internal().changes(changes)).await?;
            }
            act.end(tx).await?;
        }
        Ok(())
    }

    /// The person with that address, made when the demonstration has not met them yet.
    async fn person(&mut self, tx: &mut Tx, name: &str, email: &'static str, hash: &str) -> Result<PersonId, Failure> {
        if let Some(known) = self.people.get(email) {
            return Ok(*known);
        }
        let id = self.id();
        tx.insert(&PersonRow { id, name: name.to_owned(), password: Some(hash.to_owned()), created_at: self.now }).await?;
        tx.insert(&PersonEmailRow { address: email.to_owned(), person: id, verified_at: self.now }).await?;
        self.people.insert(email, id);
        Ok(id)
    }

    async fn staff(&mut self, tx: &mut Tx, hash: &str) -> Result<(), Failure> {
        for login in &STAFF {
            let person = self.person(tx, login.name, login.email, hash).await?;
            let row = StaffRow {
                id: self.id(),
                organisation: self.houses[login.organisation],
                person: Some(person),
                name: login.name.to_owned(),
                email: login.email.to_owned(),
                role: login.role.as_str().to_owned(),
                active: true,
                version: 1,
                created_at: self.now,
            };
            tx.insert(&row).await?;
            self.made(row.organisation, Subject("staff", row.id.0), "user.invited", login.name);
        }
        Ok(())
    }

    async fn customers(&mut self, tx: &mut Tx) -> Result<(), Failure> {
        for company in &COMPANIES {
            let id = self.id();
            let row = CustomerRow {
                slug: company.slug.to_owned(),
                name: company.name.to_owned(),
                number: Some(company.number.to_owned()),
                sort_name: fold(company.name),
                street: company.street.to_owned(),
                postcode: company.postcode.to_owned(),
                city: company.city.to_owned(),
                country: company.country.to_owned(),
                portal_access: true,
                standing: company.standing.to_owned(),
                order_status: company.order_status.map(ToOwned::to_owned),
                show_charges: matches!(company.slug, "bakker-fruit" | "deltaplast" | "szklo-wislane")
                    || (company.organisation, company.slug) == ("van-dorp", "de-korenaar"),
                ..CustomerRow::blank(id, self.houses[company.organisation], self.now)
            };
            customers::insert(tx, &row).await?;
            self.made(row.organisation, Subject("customer", id.0), "customer.created", company.name);
            self.customers.insert((company.organisation, company.slug), id);
        }
        Ok(())
    }

    async fn contacts(&mut self, tx: &mut Tx, hash: &str) -> Result<(), Failure> {
        for login in &CONTACTS {
            let person = self.person(tx, login.name, login.email, hash).await?;
            let rights = if login.manages { Rights::default().with(Right::ManageColleagues) } else { Rights::default() };
            let row = ContactRow {
                id: self.id(),
                organisation: self.houses[login.organisation],
                customer: self.customers[&(login.organisation, login.customer)],
                person: Some(person),
                name: login.name.to_owned(),
                sort_name: fold(login.name),
                email: login.email.to_owned(),
                phone: login.phone.to_owned(),
                portal_access: true,
                rights: rights.as_i64(),
                archived_at: None,
                version: 1,
                created_at: self.now,
            };
            contacts::insert(tx, &row).await?;
            self.made(row.organisation, Subject("contact", row.id.0), "contact.created", login.name);
        }
        Ok(())
    }

    async fn levels(&mut self, tx: &mut Tx) -> Result<(), Failure> {
        for level in &LEVELS {
            let id = self.id();
            let row = LevelRow {
                id,
                organisation: self.houses[level.organisation],
                name: level.name.to_owned(),
                sort_name: fold(level.name),
                description: level.description.to_owned(),
                lead_days: level.lead_days,
                notice_hours: level.notice_hours,
                archived_at: None,
                version: 1,
                created_at: self.now,
            };
            tx.insert(&row).await?;
            self.made(row.organisation, Subject("service_level", id.0), "service_level.created", level.name);
            self.levels.insert((level.organisation, level.name), id);
        }
        Ok(())
    }

    async fn services(&mut self, tx: &mut Tx) -> Result<(), Failure> {
        for service in &SERVICES {
            let (id, organisation) = (self.id(), self.houses[service.organisation]);
            let row = ServiceRow {
                id,
                organisation,
                name: service.name.to_owned(),
                sort_name: fold(service.name),
                description: service.description.to_owned(),
                selectable: "ALL".to_owned(),
                order_status: service.order_status.map(ToOwned::to_owned),
                cut_off: service.cut_off.0.to_owned(),
                cut_off_time: service.cut_off.1.map(ToOwned::to_owned),
                collection_days: service.days,
                delivery_days: service.days,
                holidays_of: Some(service.holidays_of.to_owned()),
                closed_dates: String::new(),
                area: String::new(),
                lead_days: service.lead_days,
                notice_hours: None,
                archived_at: None,
                version: 1,
                created_at: self.now,
            };
            tx.insert(&row).await?;
            self.services.insert(service.name, id);
            self.made(organisation, Subject("transport_service", id.0), "transport_service.created", service.name);
            for level in service.levels {
                let level = self.levels[&(service.organisation, *level)];
                tx.insert(&OfferRow { organisation, service: id, level }).await?;
            }
        }
        Ok(())
    }

    async fn places(&mut self, tx: &mut Tx) -> Result<(), Failure> {
        for place in &PLACES {
            let visible = match place.customer {
                Some(customer) => (Visible::Customer, Some(self.customers[&(place.organisation, customer)])),
                None => (Visible::All, None),
            };
            let address = Address {
                name: place.name.to_owned(),
                street: place.street.to_owned(),
                postcode: place.postcode.to_owned(),
                city: place.city.to_owned(),
                country: place.country.to_owned(),
                ..Address::default()
            };
            let row = LocationRow::new(self.id(), self.houses[place.organisation], visible, &address, self.now);
            self.made(row.organisation, Subject("location", row.id.0), "location.created", place.name);
            let week = [place.hours, place.hours, place.hours, place.hours, place.hours, "", ""];
            let opening_hours = Hours(OpeningHours::typed(week).unwrap_or_default());
            let (instructions, aliases) = (place.instructions.to_owned(), place.aliases.to_owned());
            let row = LocationRow { instructions, aliases, opening_hours, ..row };
            locations::insert(tx, &row).await?;
        }
        Ok(())
    }

    /// The order form of one house, and what one of its customers finds filled in.
    async fn form(&mut self, tx: &mut Tx) -> Result<(), Failure> {
        let (organisation, at) = (self.houses["van-dorp"], self.now);
        let by = STAFF.iter().find(|login| login.organisation == "van-dorp").map_or("", |login| login.name);
        let (same_day, groupage) = (self.services["Same-day Randstad"], self.services["Groupage Benelux"]);
        let house = Arranging { organisation, same_day, groupage, at, by };
        form::arrange(tx, &house).await?;
        let customer = self.customers[&("van-dorp", "hofmann-maschinenbau")];
        form::machines(tx, &house, customer).await
    }

    /// What one customer sends every week.
    async fn templates(&mut self, tx: &mut Tx) -> Result<(), Failure> {
        let (organisation, customer) = (self.houses["van-dorp"], self.customers[&("van-dorp", "de-korenaar")]);
        let service = self.services["Groupage Benelux"];
        let by = STAFF.iter().find(|login| login.organisation == "van-dorp").map_or("", |login| login.name);
        for weekly in &templates::KORENAAR {
            let id: TemplateId = self.id();
            self.made(organisation, Subject("template", id.0), "template.kept", weekly.name);
            templates::keep(tx, &Keeping { organisation, customer, service, at: self.now, by }, id, weekly).await?;
        }
        Ok(())
    }
}

fn organisation(id: OrganisationId, house: &House, now: Timestamp) -> OrganisationRow {
    OrganisationRow {
        slug: house.slug.to_owned(),
        name: house.name.to_owned(),
        zone: house.zone.to_owned(),
        country: house.country.to_owned(),
        currency: house.currency.to_owned(),
        colour: house.colour.to_owned(),
        quote_waiting_hours: Some(24),
        gs1_prefix: house.gs1_prefix.to_owned(),
        ..OrganisationRow::with_first_values(id, now)
    }
}
