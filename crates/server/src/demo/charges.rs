//! The charges of the demonstration's week, in every state, added, asked and answered through the same acts as a planner's and a clerk's.

use cartage::charges::{self, Asked, ChargeId, New, Seen};
use cartage::failure::Failure;
use cartage::orders::OrderId;
use cartage::orders::acts::Desk;
use cartage::telling::House;
use cartage::viewer::Viewer;
use rules::charge::{Act, Answer, Approval, Invoicing};
use rules::money::{Currency, Money};

use super::week::Stage;

/// What became of a charge.
#[derive(Clone, Copy, Debug)]
enum Story {
    Agreed,
    Invoiced,
    NotInvoiced,
    ToRequest,
    NotAsked,
    Asked,
    Approved,
    Rejected(&'static str),
    OnThePhone(&'static str),
    /// Approved, then asked anew about another amount.
    Changed(i64),
}

/// The order by its reference, what for, how many cents.
const CHARGED: [(&str, &str, i64, Story); 16] = [
    ("4500123981", "Groupage, 12 euro pallets", 38_400, Story::Invoiced),
    ("4500123981", "Waiting time at Gent, 1 h", 4_500, Story::Approved),
    ("4500123990", "Groupage, 12 euro pallets", 38_400, Story::Agreed),
    ("4500123990", "Waiting time at Werkendam, 1.5 h", 6_750, Story::Asked),
    ("4500123990", "Pallet exchange, 12 euro pallets", 4_200, Story::Changed(5_400)),
    ("4500123991", "Groupage, 10 pallets", 29_650, Story::Agreed),
    (
        "4500123991",
        "Second attempt at Veghel",
        8_500,
        Story::Rejected("The dock was booked and confirmed for 10:00; your driver came at 12:40."),
    ),
    ("4500123991", "Tail lift", 3_500, Story::ToRequest),
    ("4500123992", "Groupage, 4 euro pallets", 14_800, Story::Agreed),
    ("4500123992", "Credit for late delivery on Monday", -2_500, Story::Agreed),
    ("4500123992", "Saturday fee", 7_500, Story::NotAsked),
    ("DP 26-1190", "Full load Antwerpen–Stuttgart", 112_000, Story::Agreed),
    ("DP 26-1190", "Toll Germany", 18_640, Story::OnThePhone("Pieter Visser")),
    ("BF-2303", "Groupage, 18 pallets", 54_900, Story::Agreed),
    ("BF-2303", "Cooling at 4 °C", 6_000, Story::Asked),
    ("BF-2306", "Same-day surcharge", 9_500, Story::NotInvoiced),
];

/// Puts an order's charges on it.
pub(super) async fn put(stage: &Stage, reference: &str, order: OrderId) -> Result<(), Failure> {
    for (_, name, minor, story) in CHARGED.iter().filter(|(of, ..)| *of == reference) {
        Charged::add(stage, order, name, *minor, *story).await?.follow(*story).await?;
    }
    Ok(())
}

/// A charge while its story is played.
struct Charged<'a> {
    stage: &'a Stage,
    order: OrderId,
    charge: ChargeId,
    version: i64,
}

impl<'a> Charged<'a> {
    async fn add(stage: &'a Stage, order: OrderId, name: &str, minor: i64, story: Story) -> Result<Charged<'a>, Failure> {
        let approval = match story {
            Story::Agreed | Story::Invoiced | Story::NotInvoiced => Approval::None,
            Story::ToRequest | Story::NotAsked => Approval::ToRequest,
            Story::Asked | Story::Approved | Story::Rejected(_) | Story::OnThePhone(_) | Story::Changed(_) => Approval::Requested,
        };
        let new = New { name: name.to_owned(), amount: Money::of(minor, Currency::EUR), approval };
        let desk = Desk::of(&stage.app, &stage.staff);
        let added = stage.app.act(&stage.staff, move |tx, act| Box::pin(async move { charges::add(tx, act, &desk, order, new).await }));
        Ok(Charged { stage, order, charge: added.await?, version: 1 })
    }

    async fn follow(mut self, story: Story) -> Result<(), Failure> {
        match story {
            Story::Agreed | Story::ToRequest | Story::Asked => Ok(()),
            Story::Invoiced => self.act(Act::Invoicing(Invoicing::Invoiced)).await,
            Story::NotInvoiced => self.act(Act::Invoicing(Invoicing::DoNotInvoice)).await,
            Story::NotAsked => self.act(Act::RejectInternally).await,
            Story::Approved => self.answer(Answer::Approve).await,
            Story::Rejected(reason) => self.answer(Answer::Reject { reason: reason.to_owned() }).await,
            Story::OnThePhone(with) => self.act(Act::OnThePhone { with: with.to_owned(), answer: Answer::Approve }).await,
            Story::Changed(minor) => {
                self.answer(Answer::Approve).await?;
                self.act(Act::Change(Money::of(minor, Currency::EUR))).await?;
                self.act(Act::Request).await
            }
        }
    }

    async fn act(&mut self, doing: Act) -> Result<(), Failure> {
        let desk = Desk::of(&self.stage.app, &self.stage.staff);
        let seen = Seen { order: self.order, charge: self.charge, version: self.version };
        self.version += 1;
        let staff = &self.stage.staff;
        let done = self.stage.app.act(staff, move |tx, act| Box::pin(async move { charges::act(tx, act, &desk, seen, &doing).await }));
        done.await.map(drop)
    }

    async fn answer(&mut self, said: Answer) -> Result<(), Failure> {
        let Some(contact) = &self.stage.contact else { return Err(Failure::fault("nobody answers it")) };
        let house = House::of(&self.stage.app, contact.carrier());
        let zone = contact.carrier.zone.clone();
        let asked = Asked { scope: contact.scope(), order: self.order, charge: self.charge, revision: 1, zone, house };
        self.version += 1;
        let done = self.stage.app.act(contact, move |tx, act| Box::pin(async move { charges::answer(tx, act, &asked, &said).await }));
        done.await.map(drop)
    }
}
