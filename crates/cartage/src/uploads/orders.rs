//! An order of an upload: tried out, and made. Trying it out is making it and taking that back, so that the dry run finds what the
//! act itself would find.

use jiff::tz::TimeZone;
use kit::db::{DbError, Tx};
use kit::text::fold;
use kit::web::Fields;
use rules::creation_status::Side;
use rules::order::limits;
use rules::order_check::Place;
use uuid::Uuid;

use super::draft::Draft;
use super::places::Places;
use super::said::Said;
use super::store;
use super::table::{LineRow, UploadRow};
use crate::app::App;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::locations::Book;
use crate::orders::{self, Form, NotSubmitted, Submitted};
use crate::organisations::OrganisationId;
use crate::telling::House;
use crate::transport_services::{self, ServiceChoice};
use crate::viewer::{self, Actor, Scope};

/// What a stretch of work looks things up in.
pub(super) struct Desk {
    organisation: OrganisationId,
    customer: CustomerId,
    membership: Uuid,
    actor: Actor,
    house: House,
    home: String,
    services: Vec<ServiceChoice>,
    places: Places,
}

/// What became of a try.
enum Tried {
    /// It would become an order.
    Would,
    /// It would not.
    WouldNot(Box<NotSubmitted>),
}

impl From<Failure> for Tried {
    fn from(failure: Failure) -> Tried {
        Tried::WouldNot(Box::new(failure.into()))
    }
}

impl From<DbError> for Tried {
    fn from(error: DbError) -> Tried {
        Tried::WouldNot(Box::new(error.into()))
    }
}

impl Desk {
    /// Reads what orders of this upload are made from; none where its sender may not place orders any more.
    pub(super) async fn load(tx: &mut Tx, upload: &UploadRow, base_url: String) -> Result<Option<Desk>, Failure> {
        let customer = upload.customer.ok_or_else(|| Failure::fault("an upload of orders without a customer"))?;
        if !store::may_still(tx, upload, customer).await? {
            return Ok(None);
        }
        let (slug, name, zone, home) = store::carrier(tx, upload).await?;
        let zone = TimeZone::get(&zone).map_err(Failure::fault)?;
        let scope = Scope { organisation: upload.organisation, customer: Some(customer) };
        let book = Book::of(scope, customer).ok_or_else(Failure::not_found)?;
        Ok(Some(Desk {
            organisation: upload.organisation,
            customer,
            membership: upload.membership,
            actor: Actor { name: upload.sent_by.clone(), side: viewer::Side::Customer, membership: Some(upload.membership) },
            house: House::named(&base_url, &slug, &name, zone),
            home,
            services: transport_services::selectable(tx, upload.organisation, customer).await?,
            places: Places::load(tx, book).await?,
        }))
    }

    /// The form that a line is, or what is to be mended in its rows.
    fn form(&self, line: &LineRow, draft: &Draft) -> Result<Form, Vec<Said>> {
        let mut said = draft.said.clone();
        let mut fields: Fields =
            draft.cells.iter().filter(|cell| !cell.value.is_empty()).map(|cell| (cell.name.clone(), cell.value.clone())).collect();
        if draft.rows.len() > limits::GOODS_LINES {
            said.push(draft.about(
                "reference",
                format!("An order has at most {} goods lines; this one has {} rows.", limits::GOODS_LINES, draft.rows.len()),
            ));
        }
        said.extend(self.service(&mut fields).err().map(|(name, words)| draft.about(name, words)));
        for at in ["c0.collection", "c0.delivery"] {
            said.extend(self.places.settle(&mut fields, at, &self.home).err().map(|(name, words)| draft.about(&name, words)));
        }
        let read = orders::read_fields(&fields);
        said.extend(read.unread.into_iter().map(|(name, words)| draft.about(&name, words)));
        if !said.is_empty() {
            return Err(said);
        }
        Ok(Form {
            submission: submission(line),
            membership: self.membership,
            customer: self.customer,
            document: read.document,
            side: Side::Customer,
            stated: None,
            reason: None,
            keep: Vec::new(),
            house: self.house.clone(),
        })
    }

    /// Finds the service and the level by their names; the only service where none is named.
    fn service(&self, fields: &mut Fields) -> Result<(), (&'static str, String)> {
        let names = || self.services.iter().map(|service| service.name.as_str()).collect::<Vec<_>>().join(", ");
        let chosen = match (fields.get("service"), self.services.as_slice()) {
            (Some(name), services) => services
                .iter()
                .find(|service| fold(&service.name) == fold(name))
                .ok_or_else(|| ("service", format!("There is no such transport service. Write one of: {}.", names())))?,
            (None, [only]) => only,
            (None, _) => return Err(("service", format!("Say which transport service. Write one of: {}.", names()))),
        };
        if let Some(name) = fields.get("level") {
            let level = chosen.levels.iter().find(|(_, level)| fold(level) == fold(name));
            let (level, _) = level.ok_or_else(|| {
                let levels: Vec<&str> = chosen.levels.iter().map(|(_, name)| name.as_str()).collect();
                let to_be_had =
                    if levels.is_empty() { "Leave it empty.".to_owned() } else { format!("Write one of: {}.", levels.join(", ")) };
                ("level", format!("{} has no such service level. {to_be_had}", chosen.name))
            })?;
            fields.set("level", level.to_string());
        }
        fields.set("service", chosen.id.to_string());
        Ok(())
    }

    /// Tries a line out: what is to be mended, nothing when it would become an order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn check(&self, app: &App, line: &LineRow) -> Result<Vec<Said>, Failure> {
        let draft: Draft = serde_json::from_str(&line.content)?;
        let form = match self.form(line, &draft) {
            Ok(form) => form,
            Err(said) => return Ok(said),
        };
        let digest = orders::digest(&form);
        let tried = app.act_as_or::<(), Tried, _>(self.organisation, self.actor.clone(), move |tx, act| {
            Box::pin(async move {
                Err(match orders::submit(tx, act, form, digest).await {
                    Ok(_) => Tried::Would,
                    Err(refused) => Tried::WouldNot(Box::new(refused)),
                })
            })
        });
        match tried.await {
            Ok(()) | Err(Tried::Would) => Ok(Vec::new()),
            Err(Tried::WouldNot(refused)) => self.in_words(*refused, &draft),
        }
    }

    /// Makes the order of a line, in one transaction with the line that says so.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn make(&self, app: &App, line: &LineRow) -> Result<Option<Vec<Said>>, Failure> {
        let draft: Draft = serde_json::from_str(&line.content)?;
        let form = match self.form(line, &draft) {
            Ok(form) => form,
            Err(said) => return Ok(Some(said)),
        };
        let (digest, mut line) = (orders::digest(&form), line.clone());
        let made = app.act_as_or::<(), NotSubmitted, _>(self.organisation, self.actor.clone(), move |tx, act| {
            Box::pin(async move {
                let (id, number) = match orders::submit(tx, act, form, digest).await? {
                    Submitted::New(order) => (order.id, order.number.clone()),
                    Submitted::Waits(id) => (id, String::new()),
                    Submitted::Again(id) => (id, String::new()),
                };
                line.state = "DONE".to_owned();
                line.made = Some(id.0);
                line.number = number;
                Ok(store::put(tx, &line, "GOOD").await?)
            })
        });
        match made.await {
            Ok(()) => Ok(None),
            Err(refused) => self.in_words(refused, &draft).map(Some),
        }
    }

    fn in_words(&self, refused: NotSubmitted, draft: &Draft) -> Result<Vec<Said>, Failure> {
        let carrier = &self.house.carrier;
        Ok(match refused {
            NotSubmitted::Wrong(problems) => {
                let said = |problem: &rules::order_check::Problem| {
                    draft.about(&format!("{}", problem.at), orders::problem_in_words(problem, &self.house.zone))
                };
                problems.iter().map(said).collect()
            }
            NotSubmitted::Blocked => {
                vec![draft.about("", format!("{carrier} does not take orders from you at the moment. Please call them."))]
            }
            NotSubmitted::Different { number, .. } => vec![draft.about("", format!("This row was submitted before as {number}."))],
            NotSubmitted::ReferenceTaken(holder) => {
                vec![draft.about("reference", format!("This reference is {}. Use another one.", holder.words))]
            }
            NotSubmitted::Gone(stops) => {
                let words = "This location was archived meanwhile, or is not yours any more. Write the address.";
                let said = |(c, kind)| draft.about(&Place::Stop(c, kind, "location").to_string(), words.to_owned());
                stops.into_iter().map(said).collect()
            }
            NotSubmitted::Perhaps(stops) => {
                let words = "A location of your address book is nearly this address. Write its external id or its name as the location.";
                let said = |(c, kind, _)| draft.about(&Place::Stop(c, kind, "name").to_string(), words.to_owned());
                stops.into_iter().map(said).collect()
            }
            NotSubmitted::Failure(failure @ (Failure::Fault(_) | Failure::Mismatch(_))) => return Err(failure),
            NotSubmitted::Failure(Failure::Refused(refusal)) => vec![draft.about("", refusal.message)],
        })
    }
}

/// The submission id of a line: the same for as long as the upload is the same, so that nothing of it is made twice.
fn submission(line: &LineRow) -> Uuid {
    let bytes = [line.upload.0.as_bytes().as_slice(), &line.line.to_be_bytes()].concat();
    let digest = kit::secret::sha256(&bytes);
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    uuid::Builder::from_random_bytes(id).into_uuid()
}
