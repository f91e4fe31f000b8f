//! Plays what stands in the order import of the demonstration's second haulier, through the same acts as a clerk's and a planner's.

use std::collections::BTreeMap;

use cartage::app::App;
use cartage::charges::PriceSeen;
use cartage::contacts::Host;
use cartage::customers::{self, Profile};
use cartage::failure::Failure;
use cartage::order_import::{self, Asker, Change, Decision, How, ImportRow, NotChanged, Seen, Standing};
use cartage::orders::acts::{self, Desk, Edit, Why};
use cartage::orders::{self, OrderId};
use cartage::organisations;
use cartage::people;
use cartage::telling::House;
use cartage::viewer::{Contact, Staff, Viewer};
use jiff::Span;
use rules::access::Role;
use rules::order::OrderDocument;
use rules::order_import::{Overrides, Switches};
use uuid::Uuid;

use super::cast::STAFF;
use super::documents;
use super::people_of;
use super::script::Scene;
use super::staged::{STAGED, Then};
use super::week::{Stage, person, working_day};

/// The haulier whose customers' orders go through the import.
const HOUSE: &str = "lisowski";
/// The customer whose changes are applied by themselves.
const TRUSTED: &str = "de-korenaar";

/// Switches the flow on and plays every submission; how many there are in the end.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn play(app: &App) -> Result<usize, Failure> {
    switch_on(app).await?;
    let mut played = 0;
    for (n, (scene, then)) in STAGED.iter().enumerate() {
        let stage = Stage::set(app, scene).await?;
        let contact = stage.contact.clone().ok_or_else(|| Failure::fault("nobody submits it"))?;
        let minutes = 11 * i64::try_from(n).unwrap_or(0);
        let Some(order) = submitted(&stage, scene, *then, minutes).await? else { continue };
        documents::put(&stage, scene.reference, order).await?;
        Played { stage, contact, order }.follow(*then).await?;
        played += 1;
    }
    Ok(played)
}

async fn switch_on(app: &App) -> Result<(), Failure> {
    let owner = STAFF.iter().find(|login| login.organisation == HOUSE && login.role == Role::SuperAdmin);
    let owner = owner.ok_or_else(|| Failure::fault("a house without a super admin"))?;
    let owner = people::staff(app, person(app, owner.email).await?, HOUSE.to_owned()).await?.ok_or_else(Failure::not_found)?;
    organisations::provision_import(app, &owner).await?;
    let organisation = owner.carrier.id;
    let row = app.db.read(move |tx| Box::pin(organisations::by_id(tx, organisation))).await?;
    organisations::set_import(app, &owner, row.version, Switches { updates: true, ..Switches::provisioned() }).await?;
    trust(app, &owner).await
}

/// The trusted customer's changes need nobody.
async fn trust(app: &App, owner: &Staff) -> Result<(), Failure> {
    let (organisation, host) = (owner.carrier.id, Host::of(app, owner));
    let customer = app.db.read(move |tx| Box::pin(people_of::customer(tx, organisation, TRUSTED.to_owned()))).await?;
    app.act(owner, move |tx, act| {
        Box::pin(async move {
            let row = customers::load(tx, organisation, customer).await?.ok_or_else(Failure::not_found)?;
            let import = Overrides { apply_changes: Some(true), ..Overrides::default() };
            let profile = Profile { import, ..Profile::of(&row)? };
            customers::change(tx, act, &host, customer, row.version, &profile).await
        })
    })
    .await
}

/// Submits a scene: in time, or on the very day of the collection when it is to be late.
async fn submitted(stage: &Stage, scene: &Scene, then: Then, minutes: i64) -> Result<Option<OrderId>, Failure> {
    for shift in 0..7 {
        let collected = working_day(stage.today, scene.day + shift);
        let order = match then {
            Then::Late => {
                let day = stage.today.saturating_sub(Span::new().days(i64::from(shift)));
                stage.at(day, 9, minutes);
                stage.enter_now(scene, day, None).await?
            }
            // On the next day with a departure.
            Then::TooSoon => {
                stage.at(working_day(collected, -2), 8, minutes);
                let tomorrow = stage.enter_now(scene, collected, Some(working_day(collected, 1))).await?;
                if tomorrow.is_some() { tomorrow } else { stage.enter_now(scene, collected, Some(working_day(collected, 2))).await? }
            }
            _ => stage.enter(scene, collected, minutes).await?,
        };
        if order.is_some() {
            return Ok(order);
        }
    }
    Ok(None)
}

/// Something submitted, and who has to do with it.
struct Played {
    stage: Stage,
    contact: Contact,
    order: OrderId,
}

impl Played {
    async fn follow(&self, then: Then) -> Result<(), Failure> {
        match then {
            Then::Waits | Then::Late | Then::TooSoon => Ok(()),
            Then::Asked(question) => self.ask(question).await,
            Then::Rejected(reason) => self.reject(reason).await,
            Then::Withdrawn(wish) => self.cancel(wish).await,
            Then::Accepted => self.accept().await,
            Then::Update | Then::Applied => {
                self.accept().await?;
                self.more(2).await
            }
            Then::Conflict => {
                self.accept().await?;
                self.more(6).await?;
                self.edit().await
            }
            Then::UpdateRejected(reason) => {
                self.accept().await?;
                self.more(4).await?;
                self.reject(reason).await
            }
            Then::Cancellation(wish) => {
                self.accept().await?;
                self.cancel(wish).await
            }
            Then::Cancelled(wish) => {
                self.accept().await?;
                self.cancel(wish).await?;
                self.accept().await
            }
        }
    }

    fn desk(&self) -> Desk {
        Desk::of(&self.stage.app, &self.stage.staff)
    }

    /// Time goes on by a quarter of an hour.
    fn later(&self) {
        let now = self.stage.app.clock.now();
        let civil = now.to_zoned(self.stage.staff.carrier.zone.clone()).datetime();
        self.stage.at(civil.date(), civil.hour(), i64::from(civil.minute()) + 15);
    }

    async fn open(&self) -> Result<(ImportRow, Option<i64>), Failure> {
        let (scope, order) = (self.stage.staff.scope(), self.order);
        self.stage
            .app
            .db
            .read(move |tx| {
                Box::pin(async move {
                    let open = order_import::open_of(tx, scope.organisation, order).await?.ok_or_else(Failure::not_found)?;
                    let version = match orders::by_id(tx, scope, order).await {
                        Ok(row) => Some(row.version),
                        Err(_) => None,
                    };
                    Ok((open, version))
                })
            })
            .await
    }

    async fn seen(&self) -> Result<Seen, Failure> {
        let (open, order) = self.open().await?;
        Ok(Seen { import: open.id, revision: open.revision, order })
    }

    async fn accept(&self) -> Result<(), Failure> {
        self.later();
        let decision = Decision {
            desk: self.desk(),
            seen: self.seen().await?,
            how: How::Accept,
            document: None,
            choices: BTreeMap::new(),
            reason: "Agreed by telephone".to_owned(),
            price: PriceSeen::NotAsked,
        };
        let done = self.stage.app.act_or(&self.stage.staff, move |tx, act| Box::pin(order_import::accept(tx, act, decision))).await;
        done.map(drop).map_err(failed)
    }

    async fn reject(&self, reason: &'static str) -> Result<(), Failure> {
        self.later();
        let (desk, seen) = (self.desk(), self.seen().await?);
        let why = Why { reason: reason.to_owned(), note: String::new() };
        self.stage
            .app
            .act(&self.stage.staff, move |tx, act| Box::pin(async move { order_import::reject(tx, act, &desk, seen, &why).await }))
            .await
    }

    async fn ask(&self, question: &'static str) -> Result<(), Failure> {
        self.later();
        let (desk, seen) = (self.desk(), self.seen().await?);
        self.stage
            .app
            .act(&self.stage.staff, move |tx, act| Box::pin(async move { order_import::ask(tx, act, &desk, seen, question).await }))
            .await
    }

    /// The contact, with the order before them as it stands.
    async fn asker(&self) -> Result<Asker, Failure> {
        let (house, scope, order) = (House::of(&self.stage.app, &self.contact.carrier), self.contact.scope(), self.order);
        let standing = self.stage.app.db.read(move |tx| Box::pin(Standing::load(tx, scope, order))).await?;
        Ok(Asker { scope, contact: self.contact.id, house, order, seen: standing.stood() })
    }

    async fn cancel(&self, wish: &'static str) -> Result<(), Failure> {
        self.later();
        let asker = self.asker().await?;
        self.stage
            .app
            .act(&self.contact, move |tx, act| Box::pin(async move { order_import::cancel(tx, act, &asker, wish).await.map(drop) }))
            .await
    }

    /// The order as it is, with so many more units on its first line.
    async fn with_more(&self, units: u32) -> Result<(i64, OrderDocument), Failure> {
        let (scope, order) = (self.stage.staff.scope(), self.order);
        let row = self.stage.app.db.read(move |tx| Box::pin(orders::by_id(tx, scope, order))).await?;
        let mut document = OrderDocument::from_json(&row.document).map_err(|error| Failure::fault(format!("{error:?}")))?;
        for line in document.consignments.iter_mut().flat_map(|consignment| consignment.goods.iter_mut().take(1)) {
            line.quantity += units;
        }
        Ok((row.version, document))
    }

    /// The customer wants more units.
    async fn more(&self, units: u32) -> Result<(), Failure> {
        self.later();
        let (_, document) = self.with_more(units).await?;
        let submission = self.stage.app.ids.id::<Uuid>(self.stage.app.clock.now());
        let change = Change { asker: self.asker().await?, submission, document };
        let digest = self.order.0.as_bytes().to_vec();
        let done = self.stage.app.act_or(&self.contact, move |tx, act| Box::pin(order_import::change(tx, act, change, digest))).await;
        done.map(drop).map_err(failed)
    }

    /// Staff change the same field to something else.
    async fn edit(&self) -> Result<(), Failure> {
        self.later();
        let (version, document) = self.with_more(1).await?;
        let desk = self.desk();
        let edit = Edit {
            seen: acts::Seen { order: self.order, version },
            document,
            reason: "Agreed by telephone".to_owned(),
            price: PriceSeen::NotAsked,
        };
        let done =
            self.stage.app.act_or(&self.stage.staff, move |tx, act| Box::pin(async move { acts::edit(tx, act, &desk, edit).await })).await;
        done.map(drop).map_err(failed)
    }
}

/// What no scene of the demonstration may run into.
fn failed(why: NotChanged) -> Failure {
    match why {
        NotChanged::Failure(failure) => failure,
        other => Failure::fault(format!("the demonstration: {other:?}")),
    }
}
