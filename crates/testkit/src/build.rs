//! Builders: rows as a haulier's admin would have made them, put straight into the tables. Words that do not matter to a test
//! have a believable default.

use cartage::contacts::ContactId;
use cartage::customers::CustomerId;
use cartage::organisations::OrganisationId;
use cartage::people::{PersonId, StaffId};
use cartage::service_levels::LevelId;
use cartage::transport_services::ServiceId;
use cartage::viewer::SESSION_COOKIE;
use kit::args;
use kit::db::{DbError, Value};
use kit::secret::Secret;
use kit::text::fold;
use rules::access::{Right, Rights, Role};
use uuid::Uuid;

use crate::{Browser, TestApp};

/// An organisation that was built.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its word in paths.
    pub slug: String,
}

/// Somebody who can sign in.
#[derive(Clone, Debug)]
pub struct Login {
    /// The person.
    pub person: PersonId,
    /// The membership: a contact's or a staff member's id.
    pub membership: Uuid,
    /// `/p/…` or `/d/…`: where their pages begin.
    pub root: String,
}

/// A usual house: one haulier, one customer, one contact, one service for all, its dispatcher and its super admin.
#[derive(Clone, Debug)]
pub struct Built {
    /// The haulier.
    pub organisation: Organisation,
    /// The customer.
    pub customer: CustomerId,
    /// A contact of the customer with the usual rights.
    pub contact: Login,
    /// Staff of the operations role.
    pub operations: Login,
    /// Staff of the super admin role.
    pub super_admin: Login,
    /// A service for all customers, Monday to Sunday, no cut-off.
    pub service: ServiceId,
}

impl TestApp {
    async fn run(&self, sql: &'static str, values: Vec<Value>) {
        self.app
            .db
            .write::<u64, DbError, _>(move |tx| Box::pin(async move { tx.exec(sql, values).await }))
            .await
            .unwrap_or_else(|error| panic!("{error}\n{sql}"));
    }

    fn id<T: From<Uuid>>(&self) -> T {
        self.app.ids.id(self.app.clock.now())
    }

    /// A haulier in Amsterdam with first values everywhere.
    pub async fn organisation(&self, slug: &str) -> Organisation {
        let id: OrganisationId = self.id();
        self.run(
            "INSERT INTO organisation (id, slug, name, zone, country, currency, colour, active, order_status, quote_prefix, quote_length,
             quote_date_part, order_prefix, order_length, order_date_part, version, created_at)
             VALUES ($1, $2, $3, 'Europe/Amsterdam', 'NL', 'EUR', '#1f5fbf', TRUE, 'TO_PLAN', 'Quote-', 4, 'NONE', 'Or-', 4, 'NONE', 1, $4)",
            args![id, slug, format!("{slug} Transport"), self.app.clock.now()],
        )
        .await;
        let head = "INSERT INTO chain_head (organisation, acts, entries, head) VALUES ($1, 0, 0, $2)";
        self.run(head, args![id, Vec::<u8>::new()]).await;
        Organisation { id, slug: slug.to_owned() }
    }

    /// A customer with portal access, approved.
    pub async fn customer(&self, organisation: &Organisation, slug: &str) -> CustomerId {
        let id: CustomerId = self.id();
        let name = format!("{slug} BV");
        self.run(
            "INSERT INTO customer (id, organisation, slug, name, number, sort_name, street, postcode, city, country, portal_access, standing,
             order_status, note, archived_at, version, created_at)
             VALUES ($1, $2, $3, $4, NULL, $5, 'Havenweg 12', '4251 AB', 'Werkendam', 'NL', TRUE, 'APPROVED', NULL, '', NULL, 1, $6)",
            args![id, organisation.id, slug, &name, fold(&name), self.app.clock.now()],
        )
        .await;
        id
    }

    /// Anybody: a person with an address.
    pub async fn person(&self, name: &str, email: &str) -> PersonId {
        let (id, now): (PersonId, _) = (self.id(), self.app.clock.now());
        self.run("INSERT INTO person (id, name, password, created_at) VALUES ($1, $2, NULL, $3)", args![id, name, now]).await;
        let sql = "INSERT INTO person_email (address, person, verified_at) VALUES ($1, $2, $3) ON CONFLICT (address) DO NOTHING";
        self.run(sql, args![email, id, now]).await;
        id
    }

    /// A contact of a customer with these rights, for a person (a new one when none is given).
    pub async fn contact(
        &self,
        organisation: &Organisation,
        (customer, customer_slug): (CustomerId, &str),
        name: &str,
        rights: Rights,
        person: Option<PersonId>,
    ) -> Login {
        let id: ContactId = self.id();
        let email = format!("{}@{customer_slug}.example", fold(name).replace(' ', "."));
        let person = match person {
            Some(person) => person,
            None => self.person(name, &email).await,
        };
        self.run(
            "INSERT INTO contact (id, organisation, customer, person, name, sort_name, email, phone, portal_access, rights, archived_at, version, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, '', TRUE, $8, NULL, 1, $9)",
            args![id, organisation.id, customer, person, name, fold(name), email, rights.as_i64(), self.app.clock.now()],
        )
        .await;
        Login { person, membership: id.0, root: format!("/p/{}/{customer_slug}", organisation.slug) }
    }

    /// Staff of that role.
    pub async fn staff(&self, organisation: &Organisation, name: &str, role: Role) -> Login {
        let id: StaffId = self.id();
        let email = format!("{}@{}.example", fold(name).replace(' ', "."), organisation.slug);
        let person = self.person(name, &email).await;
        self.run(
            "INSERT INTO staff (id, organisation, person, name, email, role, active, version, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, TRUE, 1, $7)",
            args![id, organisation.id, person, name, email, role.as_str(), self.app.clock.now()],
        )
        .await;
        Login { person, membership: id.0, root: format!("/d/{}", organisation.slug) }
    }

    /// A service for all customers, every day, no cut-off. Change it with [`TestApp::sql`].
    pub async fn service(&self, organisation: &Organisation, name: &str) -> ServiceId {
        let id: ServiceId = self.id();
        self.run(
            "INSERT INTO transport_service (id, organisation, name, sort_name, description, selectable, order_status, cut_off, cut_off_time,
             collection_days, delivery_days, holidays_of, closed_dates, area, lead_days, notice_hours, archived_at, version, created_at)
             VALUES ($1, $2, $3, $4, '', 'ALL', NULL, 'NO_CUT_OFF', NULL, 127, 127, NULL, '', '', NULL, NULL, NULL, 1, $5)",
            args![id, organisation.id, name, fold(name), self.app.clock.now()],
        )
        .await;
        id
    }

    /// A service level that a service offers.
    pub async fn level(&self, organisation: &Organisation, service: ServiceId, name: &str) -> LevelId {
        let id: LevelId = self.id();
        self.run(
            "INSERT INTO service_level (id, organisation, name, sort_name, description, lead_days, notice_hours, archived_at, version, created_at)
             VALUES ($1, $2, $3, $4, '', NULL, NULL, NULL, 1, $5)",
            args![id, organisation.id, name, fold(name), self.app.clock.now()],
        )
        .await;
        let offer = "INSERT INTO service_offers_level (organisation, service, level) VALUES ($1, $2, $3)";
        self.run(offer, args![organisation.id, service, id]).await;
        id
    }

    /// Any change a test needs: `t.sql("UPDATE customer SET standing = $2 WHERE id = $1", args![…])`.
    pub async fn sql(&self, sql: &'static str, values: Vec<Value>) {
        self.run(sql, values).await;
    }

    /// One number the database knows: `t.number("SELECT count(*) FROM orders", args![])`.
    pub async fn number(&self, sql: &'static str, values: Vec<Value>) -> i64 {
        let found = self.app.db.read::<(i64,), DbError, _>(move |tx| Box::pin(async move { tx.one(sql, values).await })).await;
        found.unwrap_or_else(|error| panic!("{error}\n{sql}")).0
    }

    /// One text the database knows.
    pub async fn text(&self, sql: &'static str, values: Vec<Value>) -> String {
        let found = self.app.db.read::<(String,), DbError, _>(move |tx| Box::pin(async move { tx.one(sql, values).await })).await;
        found.unwrap_or_else(|error| panic!("{error}\n{sql}")).0
    }

    /// A usual house.
    pub async fn house(&self) -> Built {
        let organisation = self.organisation("vandorp").await;
        let customer = self.customer(&organisation, "korenaar").await;
        let contact = self.contact(&organisation, (customer, "korenaar"), "Marit de Wit", Rights::default(), None).await;
        let operations = self.staff(&organisation, "Ann Smit", Role::Operations).await;
        let super_admin = self.staff(&organisation, "Kees van Dorp", Role::SuperAdmin).await;
        let service = self.service(&organisation, "Groupage Benelux").await;
        Built { organisation, customer, contact, operations, super_admin, service }
    }

    /// A browser signed in as somebody.
    pub async fn signed_in(&self, login: &Login) -> Browser {
        self.signed_in_at(self.browser(), login).await
    }

    /// The same with a browser at another copy of the program.
    pub async fn signed_in_at(&self, mut browser: Browser, login: &Login) -> Browser {
        let (secret, now) = (Secret::new(self.app.ids), self.app.clock.now());
        let far: i64 = now.as_millisecond() + 10 * 365 * 24 * 3_600_000;
        self.run(
            "INSERT INTO session (digest, id, person, created_at, seen_at, expires_at, via, device, address)
             VALUES ($1, $2, $3, $4, $4, $5, 'PASSWORD', 'test', '')",
            args![secret.digest(), self.id::<Uuid>(), login.person, now, far],
        )
        .await;
        browser.keep(SESSION_COOKIE, secret.reveal());
        browser
    }
}

/// The rights a contact has at first, and one more.
#[must_use]
pub fn usual_rights_and(right: Right) -> Rights {
    Rights::default().with(right)
}
