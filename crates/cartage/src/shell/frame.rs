//! The frame: what the navigation, the top bar and the switcher show round a page of the portal or the desk.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use kit::web::Fields;
use rules::access::Act;

use super::answer::told_by;
use super::says;
use crate::app::App;
use crate::board::{self, Counts};
use crate::failure::Failure;
use crate::order_import::{ASKED, ERRORS, TO_APPROVE};
use crate::organisations;
use crate::outbox;
use crate::people::{self, Membership};
use crate::viewer::{Contact, Person, Staff, Viewer};

/// Which line of the navigation is the current one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the line of that name")]
pub enum Here {
    Dashboard,
    Orders,
    NewOrder,
    Colleagues,
    Locations,
    Templates,
    Quotes,
    OrderImports,
    OrderEntry,
    Customers,
    Contacts,
    TransportServices,
    ServiceLevels,
    RateCards,
    OrganisationSettings,
    OrderForm,
    DocumentTypes,
    TryOut,
    Audit,
    Outbox,
    Nowhere,
}

impl Here {
    /// The kind of thing whose changes a page of the desk shows.
    fn kind(self) -> Option<&'static str> {
        match self {
            Here::Orders | Here::Quotes | Here::OrderImports => Some("order"),
            Here::Customers => Some("customer"),
            Here::Contacts => Some("contact"),
            Here::Locations => Some("location"),
            Here::Templates => Some("template"),
            Here::TransportServices => Some("transport_service"),
            Here::ServiceLevels => Some("service_level"),
            Here::RateCards => Some("rate_card"),
            Here::OrganisationSettings => Some("organisation"),
            Here::OrderForm => Some("order_form"),
            Here::DocumentTypes => Some("document_type"),
            Here::Dashboard
            | Here::NewOrder
            | Here::OrderEntry
            | Here::Colleagues
            | Here::TryOut
            | Here::Outbox
            | Here::Audit
            | Here::Nowhere => None,
        }
    }
}

/// A line of the navigation.
#[derive(Clone, Debug)]
pub struct Line {
    /// Where it leads.
    pub href: String,
    /// Name of its icon.
    pub icon: &'static str,
    /// Its words.
    pub label: &'static str,
    /// Its counter; not shown at 0.
    pub count: i64,
    /// Whether this page is it.
    pub current: bool,
}

/// A part of the navigation: a heading in capitals, a smaller one under it, lines.
#[derive(Clone, Debug)]
pub struct Part {
    /// `CONFIGURATION`; empty for none.
    pub heading: &'static str,
    /// `Order Input`; empty for none.
    pub under: &'static str,
    /// The lines.
    pub lines: Vec<Line>,
}

/// What stands round a page.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The page's title, without the carrier's name.
    pub title: String,
    /// The carrier's name; `Cartage` where no carrier is concerned.
    pub house: String,
    /// Two capitals of it.
    pub mark: String,
    /// `Customer portal` or `Order desk`.
    pub side: &'static str,
    /// Where the house's name leads.
    pub home: String,
    /// `rrggbb` in a portal, nothing at the desk.
    pub brand: Option<String>,
    /// Keeps drafts apart: `{person}:{membership}`.
    pub scope: String,
    /// The server's clock, for countdowns.
    pub now: Timestamp,
    /// The navigation.
    pub parts: Vec<Part>,
    /// Where a search goes; nowhere on pages of a person.
    pub search: Option<String>,
    /// What was searched for.
    pub q: String,
    /// The switcher: everywhere this person can go.
    pub memberships: Arc<[Membership]>,
    /// Who is signed in.
    pub name: String,
    /// Their address in this membership.
    pub email: String,
    /// Where the member chooses what they are told; nowhere on pages of a person.
    pub notifications: Option<String>,
    /// What the act before this page did, in words.
    pub told: Option<&'static str>,
    /// The channel whose changes this page shows (10.1); empty for a page that stays as it is.
    pub follows: String,
    /// The channel that moves the menu's counters; empty where there are none.
    pub menu_follows: String,
    /// The newest entry of history this page shows for certain.
    pub as_of: i64,
    /// Files' version.
    pub version: &'static str,
    /// A demonstration: a line says so and leads to the mail that was sent.
    pub demo: bool,
}

impl Frame {
    /// Round a page of the portal.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn portal(app: &App, contact: &Contact, title: impl Into<String>, here: Here, query: &Fields) -> Result<Frame, Failure> {
        let root = contact.root();
        let line = |at: Here, path: &str, icon, label| Line { href: format!("{root}{path}"), icon, label, count: 0, current: at == here };
        let mut lines =
            vec![line(Here::Dashboard, "/dashboard", "layout-dashboard", "Dashboard"), line(Here::Orders, "/orders", "truck", "Orders")];
        if contact.rights.has(rules::access::Right::PlaceOrders) {
            lines.push(line(Here::NewOrder, "/orders/new", "plus", "New order"));
        }
        lines.push(line(Here::Locations, "/locations", "map-pin", "Locations"));
        lines.push(line(Here::Templates, "/templates", "layout-template", "Templates"));
        lines.push(line(Here::Colleagues, "/colleagues", "users", "Colleagues"));
        let frame = Frame {
            side: "Customer portal",
            home: format!("{root}/dashboard"),
            brand: Some(contact.carrier.colour.trim_start_matches('#').to_owned()),
            scope: format!("{}:{}", contact.person.id, contact.id),
            parts: vec![Part { heading: "", under: "", lines }],
            search: Some(format!("{root}/orders")),
            notifications: Some(format!("{root}/notifications")),
            follows: if matches!(here, Here::NewOrder | Here::Nowhere) { String::new() } else { channel(&root) },
            as_of: contact.as_of,
            house: contact.carrier.name.clone(),
            email: contact.email.clone(),
            ..Frame::bare(app, &contact.person, title.into(), query).await?
        };
        Ok(frame.marked())
    }

    /// Round a page of the desk.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn desk(app: &App, staff: &Staff, title: impl Into<String>, here: Here, query: &Fields) -> Result<Frame, Failure> {
        let counts = read_counts(app, staff).await?;
        let frame = Frame {
            side: "Order desk",
            home: format!("{}/orders", staff.root()),
            scope: format!("{}:{}", staff.person.id, staff.id),
            parts: desk_parts(staff, here, &counts),
            search: Some(format!("{}/search", staff.root())),
            notifications: Some(format!("{}/notifications", staff.root())),
            follows: here.kind().map(|kind| format!("{}/{kind}", channel(&staff.root()))).unwrap_or_default(),
            menu_follows: format!("{}/order", channel(&staff.root())),
            as_of: staff.as_of,
            house: staff.carrier.name.clone(),
            email: staff.email.clone(),
            ..Frame::bare(app, &staff.person, title.into(), query).await?
        };
        Ok(frame.marked())
    }

    /// Round a page of a person: profile, choice of membership.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn person(app: &App, person: &Person, title: impl Into<String>, here: &str, query: &Fields) -> Result<Frame, Failure> {
        let line = |href: &str, icon, label| Line { href: href.to_owned(), icon, label, count: 0, current: href == here };
        let lines = vec![line("/", "route", "Where you work"), line("/me", "user", "Profile")];
        let parts = vec![Part { heading: "", under: "", lines }];
        Ok(Frame { parts, ..Frame::bare(app, person, title.into(), query).await? })
    }

    async fn bare(app: &App, person: &Person, title: String, query: &Fields) -> Result<Frame, Failure> {
        Ok(Frame {
            title,
            house: "Cartage".to_owned(),
            mark: "C".to_owned(),
            side: "",
            home: "/".to_owned(),
            brand: None,
            scope: format!("{}:", person.id),
            now: app.clock.now(),
            parts: Vec::new(),
            search: None,
            notifications: None,
            q: query.text("q"),
            memberships: people::memberships(app, person).await?,
            name: person.name.clone(),
            email: String::new(),
            told: query.get("done").and_then(told_by),
            follows: String::new(),
            menu_follows: String::new(),
            as_of: 0,
            version: super::version(),
            demo: app.setup.demo,
        })
    }

    /// The page shows one thing and follows only that.
    #[must_use]
    pub fn of_thing(self, root: &str, thing: impl std::fmt::Display) -> Frame {
        Frame { follows: format!("{}/{thing}", channel(root)), ..self }
    }

    fn marked(self) -> Frame {
        Frame { mark: says::initials(&self.house), ..self }
    }

    /// Two capitals of who is signed in.
    #[must_use]
    pub fn initials(&self) -> String {
        says::initials(&self.name)
    }

    /// Whether a line of the switcher is where we are.
    #[must_use]
    pub fn is_here(&self, membership: &Membership) -> bool {
        self.home.starts_with(&format!("{}/", membership.href))
    }

    /// Where we are, in the switcher's words.
    #[must_use]
    pub fn place(&self) -> &str {
        self.memberships.iter().find(|membership| self.is_here(membership)).map_or(self.house.as_str(), |here| here.label.as_str())
    }
}

/// A membership's address as the word of a channel: `d/van-dorp`.
fn channel(root: &str) -> String {
    root.trim_start_matches('/').to_owned()
}

/// The counters of the desk's menu by address.
///
/// # Errors
/// When the database does not answer.
pub async fn counters(app: &App, staff: &Staff) -> Result<BTreeMap<String, i64>, Failure> {
    let parts = desk_parts(staff, Here::Nowhere, &read_counts(app, staff).await?);
    Ok(parts.into_iter().flat_map(|part| part.lines).filter(|line| line.count > 0).map(|line| (line.href, line.count)).collect())
}

/// What the desk's menu counts.
struct Counted {
    counts: Counts,
    /// Mail that was given up.
    given_up: i64,
    /// Whether there are order imports to speak of.
    imports: bool,
}

async fn read_counts(app: &App, staff: &Staff) -> Result<Counted, Failure> {
    let scope = staff.scope();
    let read = app.db.read(move |tx| {
        Box::pin(async move {
            let imports = organisations::settings(tx, scope.organisation).await?.import_provisioned;
            Ok(Counted { counts: board::counts(tx, scope).await?, given_up: outbox::given_up(tx, scope.organisation).await?, imports })
        })
    });
    read.await
}

fn desk_parts(staff: &Staff, here: Here, counted: &Counted) -> Vec<Part> {
    let (counts, given_up) = (&counted.counts, counted.given_up);
    let root = staff.root();
    let line = |at: Here, path: &str, icon, label, count| Line { href: format!("{root}{path}"), icon, label, count, current: at == here };
    let mut work = vec![
        line(Here::Orders, "/orders", "truck", "Orders", counts.of("TO_PLAN")),
        line(Here::Quotes, "/quotes", "file-text", "Quotes", counts.of("QUOTE")),
    ];
    if counted.imports {
        let waiting = [TO_APPROVE, ERRORS, ASKED].iter().map(|tab| counts.of(tab)).sum();
        work.push(line(Here::OrderImports, "/imports", "inbox", "Order Imports", waiting));
    }
    if staff.may(Act::EnterOrders) {
        work.push(line(Here::OrderEntry, "/orders/new", "plus", "Order entry", 0));
    }
    vec![
        Part { heading: "", under: "", lines: work },
        Part {
            heading: "COMPANIES",
            under: "",
            lines: vec![
                line(Here::Customers, "/customers", "building-2", "Customers", 0),
                line(Here::Contacts, "/contacts", "users", "Contacts", 0),
            ],
        },
        Part {
            heading: "RATES",
            under: "Order Input",
            lines: vec![
                line(Here::TransportServices, "/services", "route", "Transport Services", 0),
                line(Here::ServiceLevels, "/levels", "timer", "Service levels", 0),
                line(Here::RateCards, "/rate-cards", "euro", "Rate cards", 0),
            ],
        },
        Part {
            heading: "CONFIGURATION",
            under: "",
            lines: vec![
                line(Here::OrganisationSettings, "/settings/portal", "settings", "Organisation settings", 0),
                line(Here::OrderForm, "/order-form", "layout-template", "Order form", 0),
                line(Here::Locations, "/locations", "map-pin", "Locations", 0),
                line(Here::DocumentTypes, "/document-types", "paperclip", "Documents", 0),
                line(Here::TryOut, "/try-out", "flask-conical", "Try-out", 0),
                line(Here::Outbox, "/outbox", "mail", "Outbox", given_up),
                line(Here::Audit, "/audit", "history", "Audit", 0),
            ],
        },
    ]
}
