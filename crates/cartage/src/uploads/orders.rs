//! An order of an upload: tried out, and made. Trying it out is making it and taking that back, so that the dry run finds what the
//! act itself would find.

use jiff::Timestamp;
use kit::db::{DbError, Tx};
use kit::text::fold;
use kit::web::Fields;
use rules::creation_status::Side;
use rules::order::{OrderDocument, limits};
use rules::order_check::{Place, Problem};
use rules::order_form::OrderForm;
use rules::upload::{Column, Kind, fill_unsaid};
use uuid::Uuid;

use super::columns_shown::columns_with;
use super::draft::{Draft, filled};
use super::places::{Places, STOPS};
use super::said::Said;
use super::store;
use super::table::{LineRow, UploadRow};
use crate::app::App;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::locations::Book;
use crate::orders::{self, Form, NotSubmitted, Submitted};
use crate::organisations::{self, OrganisationId};
use crate::telling::House;
use crate::transport_services::{self, ServiceChoice};
use crate::viewer::{self, Actor, Scope};
use crate::{defaults, order_form};

/// What a stretch of work looks things up in.
pub(super) struct Orders {
    organisation: OrganisationId,
    customer: CustomerId,
    membership: Uuid,
    actor: Actor,
    house: House,
    home: String,
    currency: String,
    services: Vec<ServiceChoice>,
    book: Book,
    order_form: OrderForm,
    columns: Vec<Column>,
    /// What a new order of this customer's begins with, as far as it holds now.
    defaults: OrderDocument,
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

impl Orders {
    /// Reads what orders of this upload are made from; none where its sender may not place orders any more.
    pub(super) async fn load(tx: &mut Tx, upload: &UploadRow, base_url: String, now: Timestamp) -> Result<Option<Orders>, Failure> {
        let customer = upload.customer.ok_or_else(|| Failure::fault("an upload of orders without a customer"))?;
        if !store::may_still(tx, upload, customer).await? {
            return Ok(None);
        }
        let carrier = store::carrier(tx, upload.organisation).await?;
        let scope = Scope { organisation: upload.organisation, customer: Some(customer) };
        let defaults = match defaults::of_customer(tx, upload.organisation, customer).await?.0 {
            Some(document) => orders::prefilled(tx, scope, customer, &document, (now, &carrier.zone)).await?.0.document,
            None => OrderDocument::default(),
        };
        let (order_form, _) = order_form::arranged(tx, upload.organisation).await?;
        Ok(Some(Orders {
            organisation: upload.organisation,
            customer,
            membership: upload.membership,
            actor: Actor { name: upload.sent_by.clone(), side: viewer::Side::Customer, membership: Some(upload.membership) },
            house: House::named(&base_url, &carrier.slug, &carrier.name, carrier.zone.clone()),
            home: carrier.country,
            currency: organisations::settings(tx, upload.organisation).await?.currency,
            services: transport_services::selectable(tx, upload.organisation, customer).await?,
            book: Book::of(scope, customer).ok_or_else(Failure::not_found)?,
            columns: columns_with(Kind::Orders, &order_form),
            order_form,
            defaults,
        }))
    }

    /// Looks up what the stops of some lines mean.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn look_up(&self, tx: &mut Tx, lines: &[LineRow]) -> Result<Places, Failure> {
        let forms = lines.iter().map(|line| Ok(filled(&serde_json::from_str::<Draft>(&line.content)?)));
        let forms = forms.collect::<Result<Vec<Fields>, Failure>>()?;
        Places::look_up(tx, self.book, &self.home, &forms).await
    }

    /// What is wrong with a field, beside its cell.
    fn about(&self, draft: &Draft, name: &str, words: String) -> Said {
        draft.about(&self.columns, name, words)
    }

    /// The form that a line is, or what is to be mended in its rows.
    fn form(&self, places: &Places, line: &LineRow, draft: &Draft) -> Result<Form, Vec<Said>> {
        let mut said = draft.said.clone();
        let mut fields = filled(draft);
        if draft.rows.len() > limits::GOODS_LINES {
            let words = format!("An order has at most {} goods lines; this one has {} rows.", limits::GOODS_LINES, draft.rows.len());
            said.push(self.about(draft, "reference", words));
        }
        said.extend(self.service(&mut fields).err().map(|(name, words)| self.about(draft, name, words)));
        for at in STOPS {
            said.extend(places.settle(&mut fields, at, &self.home).err().map(|(name, words)| self.about(draft, &name, words)));
        }
        fields.set("requested_price_in", self.currency.as_str());
        let read = orders::read_fields(&fields);
        said.extend(read.unread.into_iter().map(|(name, words)| self.about(draft, &name, words)));
        if !said.is_empty() {
            return Err(said);
        }
        let mut document = read.document;
        fill_unsaid(&mut document, &self.defaults);
        for consignment in &mut document.consignments {
            for stop in [&mut consignment.collection, &mut consignment.delivery] {
                if stop.address.country.is_empty() {
                    stop.address.country.clone_from(&self.home);
                }
            }
        }
        Ok(Form {
            submission: submission(line),
            membership: self.membership,
            customer: self.customer,
            document,
            side: Side::Customer,
            stated: None,
            reason: None,
            keep: Vec::new(),
            house: self.house.clone(),
        })
    }

    /// Finds the service and the level by their names; where none is named, the default one, or the only one.
    fn service(&self, fields: &mut Fields) -> Result<(), (&'static str, String)> {
        let names = || self.services.iter().map(|service| service.name.as_str()).collect::<Vec<_>>().join(", ");
        let chosen = match (fields.get("service"), self.services.as_slice()) {
            (Some(name), services) => services
                .iter()
                .find(|service| fold(&service.name) == fold(name))
                .ok_or_else(|| ("service", format!("There is no such transport service. Write one of: {}.", names())))?,
            (None, services) if !self.defaults.service.is_empty() => services
                .iter()
                .find(|service| service.id.to_string() == self.defaults.service)
                .ok_or_else(|| ("service", format!("Say which transport service. Write one of: {}.", names())))?,
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
    pub(super) async fn check(&self, app: &App, places: &Places, line: &LineRow) -> Result<Vec<Said>, Failure> {
        let draft: Draft = serde_json::from_str(&line.content)?;
        let form = match self.form(places, line, &draft) {
            Ok(form) => form,
            Err(said) => return Ok(said),
        };
        let (digest, service) = (orders::digest(&form), form.document.service.clone());
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
            Err(Tried::WouldNot(refused)) => self.in_words(*refused, &draft, &service),
        }
    }

    /// Makes the order of a line, in one transaction with the line that says so.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn make(&self, app: &App, places: &Places, line: &LineRow) -> Result<Option<Vec<Said>>, Failure> {
        let draft: Draft = serde_json::from_str(&line.content)?;
        let form = match self.form(places, line, &draft) {
            Ok(form) => form,
            Err(said) => return Ok(Some(said)),
        };
        let (digest, service, mut line) = (orders::digest(&form), form.document.service.clone(), line.clone());
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
            Err(refused) => self.in_words(refused, &draft, &service).map(Some),
        }
    }

    fn in_words(&self, refused: NotSubmitted, draft: &Draft, service: &str) -> Result<Vec<Said>, Failure> {
        let carrier = &self.house.carrier;
        let about = |name: &str, words: String| self.about(draft, name, words);
        Ok(match refused {
            NotSubmitted::Wrong(problems) => {
                let form = self.order_form.form(Some(service));
                let words = |problem: &Problem| about(&problem.at.to_string(), orders::problem_of_form(problem, &self.house.zone, &form));
                problems.iter().map(words).collect()
            }
            NotSubmitted::Blocked => {
                vec![about("", format!("{carrier} does not take orders from you at the moment. Please call them."))]
            }
            NotSubmitted::Different { number, .. } => vec![about("", format!("This row was submitted before as {number}."))],
            NotSubmitted::ReferenceTaken(holder) => {
                vec![about("reference", format!("This reference is {}. Use another one.", holder.words))]
            }
            NotSubmitted::Gone(stops) => {
                let words = "This location was archived meanwhile, or is not yours any more. Write the address.";
                let said = |(c, kind)| about(&Place::Stop(c, kind, "location").to_string(), words.to_owned());
                stops.into_iter().map(said).collect()
            }
            NotSubmitted::Perhaps(stops) => {
                let words = "A location of your address book is nearly this address. Write its external id or its name as the location.";
                let said = |(c, kind, _)| about(&Place::Stop(c, kind, "name").to_string(), words.to_owned());
                stops.into_iter().map(said).collect()
            }
            NotSubmitted::Failure(failure @ (Failure::Fault(_) | Failure::Mismatch(_))) => return Err(failure),
            NotSubmitted::Failure(Failure::Refused(refusal)) => vec![about("", refusal.message)],
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
