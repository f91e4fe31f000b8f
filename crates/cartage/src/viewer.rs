//! Who is looking: a contact of a customer, staff of an organisation, or a signed-in person. The membership stands in the
//! path and is checked against the person on every request (rule 1.1), so a stale tab can never act for someone else.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use axum::http::Method;
use axum::http::request::Parts;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use kit::secret::Secret;
use kit::web::cookie;
use rules::access::{Act, Right, Rights, Role};

use crate::app::App;
use crate::contacts::ContactId;
use crate::customers::CustomerId;
use crate::failure::{Failure, Mismatch};
use crate::organisations::OrganisationId;
use crate::people::{self, Entering, Membership, PersonId, SessionId, StaffId};

/// The name of the cookie that holds the session's secret.
pub const SESSION_COOKIE: &str = "cartage";

/// Whom a route is for. Declared once in `routes.rs`, enforced here, and the oracle of the who-may test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody, signed in or not.
    Anyone,
    /// Whoever is signed in.
    Person,
    /// Contacts of the customer in the path; with this right where one is named.
    Contact(Option<Right>),
    /// Staff of the organisation in the path whose role may do this.
    Staff(Act),
}

/// The carrier as pages need it.
#[derive(Clone, Debug)]
pub struct Carrier {
    /// Its id.
    pub id: OrganisationId,
    /// Its word in paths.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Where its acts are timed.
    pub zone: TimeZone,
    /// Two letters.
    pub country: String,
    /// `#rrggbb`.
    pub colour: String,
    /// Whether the order import was provisioned (5.1).
    pub imports: bool,
}

/// Someone who is signed in, whatever they may do.
#[derive(Clone, Debug)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// The session they came with.
    pub session: SessionId,
    /// Everywhere they can go, where it was read with them.
    pub places: Option<Arc<[Membership]>>,
}

/// A contact of a customer, in that customer's portal.
#[derive(Clone, Debug)]
pub struct Contact {
    /// The person behind it.
    pub person: Person,
    /// The membership.
    pub id: ContactId,
    /// The name the carrier knows them by.
    pub name: String,
    /// The address of the membership.
    pub email: String,
    /// Whose portal.
    pub carrier: Arc<Carrier>,
    /// The customer.
    pub customer: CustomerId,
    /// The customer's word in paths.
    pub customer_slug: String,
    /// The customer's name.
    pub customer_name: String,
    /// What they may do (1.5).
    pub rights: Rights,
    /// Whether the customer's *Show charges on customer portal* is on (8.2).
    pub charges_shown: bool,
    /// The newest entry of the carrier's history when the request came: what is read after it shows at least that much.
    pub as_of: i64,
    /// When they were last here; up to ten minutes behind, none for the first time.
    pub seen_at: Option<Timestamp>,
}

/// Staff of an organisation, at its desk.
#[derive(Clone, Debug)]
pub struct Staff {
    /// The person behind it.
    pub person: Person,
    /// The membership.
    pub id: StaffId,
    /// Their name.
    pub name: String,
    /// The address of the membership.
    pub email: String,
    /// Whose desk.
    pub carrier: Arc<Carrier>,
    /// What they may do (1.6).
    pub role: Role,
    /// The newest entry of the carrier's history when the request came: what is read after it shows at least that much.
    pub as_of: i64,
}

/// What a viewer can see: everything of an organisation, or what belongs to one of its customers. Every query starts from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The tenant.
    pub organisation: OrganisationId,
    /// Only this customer's; everything of the organisation when none.
    pub customer: Option<CustomerId>,
}

/// Who did something, as history keeps it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Actor {
    /// Their name at the time.
    pub name: String,
    /// `CUSTOMER`, `CARRIER` or `SYSTEM`.
    pub side: Side,
    /// The membership's id; none for the system.
    pub membership: Option<uuid::Uuid>,
}

/// Which side of the counter somebody stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Side {
    /// A contact in the portal.
    Customer,
    /// Staff at the desk.
    Carrier,
    /// The program itself.
    System,
}

/// Somebody who looks and acts within a scope.
pub trait Viewer: Clone + Send + Sync + 'static {
    /// What they can see.
    fn scope(&self) -> Scope;
    /// Who they are to the history.
    fn actor(&self) -> Actor;
    /// The carrier they are with.
    fn carrier(&self) -> &Arc<Carrier>;
}

impl Viewer for Contact {
    fn scope(&self) -> Scope {
        Scope { organisation: self.carrier.id, customer: Some(self.customer) }
    }
    fn actor(&self) -> Actor {
        Actor { name: self.name.clone(), side: Side::Customer, membership: Some(self.id.0) }
    }
    fn carrier(&self) -> &Arc<Carrier> {
        &self.carrier
    }
}

impl Viewer for Staff {
    fn scope(&self) -> Scope {
        Scope { organisation: self.carrier.id, customer: None }
    }
    fn actor(&self) -> Actor {
        Actor { name: self.name.clone(), side: Side::Carrier, membership: Some(self.id.0) }
    }
    fn carrier(&self) -> &Arc<Carrier> {
        &self.carrier
    }
}

impl Staff {
    /// Whether their role may do this: for showing or leaving out a control. The route itself is guarded by its [`Who`].
    #[must_use]
    pub fn may(&self, act: Act) -> bool {
        rules::access::may(self.role, act)
    }

    /// `/d/{organisation}`: what every address at this desk begins with.
    #[must_use]
    pub fn root(&self) -> String {
        format!("/d/{}", self.carrier.slug)
    }
}

impl Contact {
    /// `/p/{organisation}/{customer}`: what every address in this portal begins with.
    #[must_use]
    pub fn root(&self) -> String {
        format!("/p/{}/{}", self.carrier.slug, self.customer_slug)
    }

    /// Whether any amount of a charge may reach them (8.2).
    #[must_use]
    pub fn sees_charges(&self) -> bool {
        self.charges_shown && self.rights.has(Right::SeeCharges)
    }

    /// Whether they may approve and reject charges.
    #[must_use]
    pub fn answers_charges(&self) -> bool {
        self.sees_charges() && self.rights.has(Right::ApproveCharges)
    }
}

/// Nobody is signed in: a page sends to the sign-in and comes back, a posted form is kept on the page that says so.
fn signed_out(parts: &Parts) -> Failure {
    Failure::Mismatch(Mismatch::SignedOut { next: way_back(parts) })
}

/// Whoever is led elsewhere first comes back to the page they asked for; a form that was posted is kept on the page that says so.
fn with_way_back(failure: Failure, parts: &Parts) -> Failure {
    match failure {
        Failure::Mismatch(Mismatch::NoSecondFactor { .. }) => Failure::Mismatch(Mismatch::NoSecondFactor { next: way_back(parts) }),
        other => other,
    }
}

fn way_back(parts: &Parts) -> String {
    if parts.method == Method::GET { parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default() } else { String::new() }
}

fn session_digest(parts: &Parts) -> Result<Vec<u8>, Failure> {
    let secret = cookie(&parts.headers, SESSION_COOKIE).filter(|secret| !secret.is_empty()).ok_or_else(|| signed_out(parts))?;
    Ok(Secret::given(secret).digest())
}

async fn person_of(parts: &Parts, app: &App) -> Result<Person, Failure> {
    let (digest, now) = (session_digest(parts)?, app.clock.now());
    people::by_session(app, digest, now).await?.ok_or_else(|| signed_out(parts))
}

/// What is asked of who is at the door. A page is drawn for what is looked at, with the switcher in its frame.
fn entering(parts: &Parts, app: &App) -> Result<Entering, Failure> {
    Ok(Entering { digest: session_digest(parts)?, now: app.clock.now(), places: parts.method == Method::GET })
}

/// The words of the path by name: `organisation`, `customer`.
async fn path(parts: &mut Parts, app: &App) -> Result<HashMap<String, String>, Failure> {
    Path::<HashMap<String, String>>::from_request_parts(parts, app).await.map(|Path(words)| words).map_err(|_| Failure::not_found())
}

fn need(parts: &Parts) -> Result<Who, Failure> {
    parts.extensions.get::<Who>().copied().ok_or_else(|| Failure::fault("a route that does not say whom it is for"))
}

impl FromRequestParts<App> for Person {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Person, Failure> {
        match need(parts)? {
            Who::Person | Who::Anyone => person_of(parts, app).await,
            other => Err(Failure::fault(format!("a page for a person on a route for {other:?}"))),
        }
    }
}

impl FromRequestParts<App> for Contact {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Contact, Failure> {
        let Who::Contact(right) = need(parts)? else {
            return Err(Failure::fault("a portal page on a route that is not for contacts"));
        };
        let entering = entering(parts, app)?;
        let words = path(parts, app).await?;
        let (organisation, customer) = (word(&words, "organisation")?, word(&words, "customer")?);
        let (_, contact) = people::contact_entering(app, entering, organisation, customer).await?.ok_or_else(|| signed_out(parts))?;
        let contact = contact.ok_or_else(Failure::not_found)?;
        // A page that fetches itself says nothing of who looks at it.
        if parts.method == Method::GET && !parts.headers.contains_key("cartage-live") {
            people::note_seen(app, &contact);
        }
        match right {
            Some(right) if !contact.rights.has(right) => Err(Failure::Mismatch(Mismatch::Forbidden)),
            _ => Ok(contact),
        }
    }
}

impl FromRequestParts<App> for Staff {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Staff, Failure> {
        let Who::Staff(act) = need(parts)? else {
            return Err(Failure::fault("a desk page on a route that is not for staff"));
        };
        let entering = entering(parts, app)?;
        let words = path(parts, app).await?;
        let staff = people::staff_entering(app, entering, word(&words, "organisation")?).await;
        let (_, staff) = staff.map_err(|failure| with_way_back(failure, parts))?.ok_or_else(|| signed_out(parts))?;
        let staff = staff.ok_or_else(Failure::not_found)?;
        if staff.may(act) { Ok(staff) } else { Err(Failure::Mismatch(Mismatch::Forbidden)) }
    }
}

fn word(words: &HashMap<String, String>, name: &str) -> Result<String, Failure> {
    words.get(name).cloned().ok_or_else(|| Failure::fault(format!("a path without {{{name}}}")))
}
