//! Two contacts and two staff at once: random acts on ten orders, each of the four with connections of their own. Whatever the
//! schedule, the books are whole afterwards, and nobody heard anything but a refusal in words.
//!
//! `SCHEDULES` says how many (25), `SEED` where to begin; the seed of a schedule that went wrong is printed. The same seed makes the
//! same choices; what meets what is up to the machine.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use cartage::app::App;
use cartage::charges::PriceSeen;
use cartage::order_import::{Decision, How, ImportRow, Seen, Stood};
use cartage::orders::{OrderId, Submitted};
use jiff::civil::date;
use kit::args;
use kit::clock::Clock;
use kit::db::{Db, DbError};
use rules::order::OrderDocument;
use rules::order_change::{Choice, Operation, Path};
use rules::order_status::StopState;
use testkit::{Backend, MONDAY_10, TestApp};
use tokio::task::JoinSet;

use crate::import_acts::set;
use crate::import_hands::OrderSeen;
use crate::import_house::{Hand, No, Now, Yard, also, collect_on, wrong};

const ORDERS: usize = 10;
/// Acts of each of the four, after the orders are submitted.
const ACTS: usize = 20;
/// Schedules in which a run without the lock must have gone wrong.
const UNLOCKED: u64 = 10;

/// Dice that fall the same way for the same seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % sides as u64).unwrap()
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.roll(of.len())]
    }
}

/// How often each act was done, and refused.
type Tally = BTreeMap<&'static str, (u64, u64)>;

/// What all four see.
#[derive(Default)]
struct Shared {
    orders: Vec<OrderId>,
    /// Imports that were decided, as they were then.
    decided: BTreeMap<cartage::order_import::ImportId, ImportRow>,
    tally: Tally,
}

/// One of the four.
struct Player {
    app: App,
    hand: Hand,
    yard: Arc<Yard>,
    dice: Dice,
    shared: Arc<Mutex<Shared>>,
    /// The last change that was sent: it may be sent again.
    sent: Option<(OrderId, Stood, uuid::Uuid, OrderDocument)>,
}

/// A decided import without what may still be seen of it.
fn settled(import: &ImportRow) -> ImportRow {
    ImportRow { revision: 0, seen_at: None, seen_by: None, ..import.clone() }
}

impl Player {
    fn id(&self) -> uuid::Uuid {
        self.app.ids.id(self.app.clock.now())
    }

    fn reference(&mut self) -> String {
        format!("po {}", self.dice.roll(2 * ORDERS))
    }

    /// Looks at an order, and whether what was decided stays so.
    async fn look_at(&self, order: OrderId) -> Result<Now, String> {
        let now = Now::of(&self.app, self.yard.organisation.id, order).await;
        let mut shared = self.shared.lock().unwrap();
        for import in now.imports.iter().filter(|import| import.decided_at.is_some()) {
            let known = shared.decided.entry(import.id).or_insert_with(|| settled(import));
            if *known != settled(import) {
                return Err(format!("a decided import changed from {known:?} to {import:?}"));
            }
        }
        Ok(now)
    }

    /// Submits an order with a reference nobody has, or that somebody just took.
    async fn submit(&mut self) -> Result<(), No> {
        let reference = self.reference();
        let mut document = self.yard.document(&reference);
        collect_on(&mut document, self.dice.one(&[date(2026, 5, 4), date(2026, 5, 5), date(2026, 5, 6), date(2026, 5, 7)]));
        let made = self.hand.submit(&self.app, self.yard.customer, self.id(), document).await?;
        let order = match made {
            Submitted::New(row) => row.id,
            Submitted::Waits(id) | Submitted::Again(id) => id,
        };
        self.shared.lock().unwrap().orders.push(order);
        Ok(())
    }

    /// One act: what it is called, and what came of it.
    async fn act(&mut self, customer: bool) -> Result<(), String> {
        let now = self.app.clock.now();
        self.app.clock.set(now + jiff::Span::new().milliseconds(1));
        let order = {
            let shared = self.shared.lock().unwrap();
            shared.orders[self.dice.roll(shared.orders.len())]
        };
        let now = self.look_at(order).await?;
        let (what, done) = if customer { self.contact(order, &now).await } else { self.staff(order, &now).await };
        if let Err(No::Fault(fault)) = done {
            return Err(format!("{what}: a fault: {fault}"));
        }
        let mut shared = self.shared.lock().unwrap();
        let counted = shared.tally.entry(what).or_default();
        *(if done.is_ok() { &mut counted.0 } else { &mut counted.1 }) += 1;
        Ok(())
    }

    async fn contact(&mut self, order: OrderId, now: &Now) -> (&'static str, Result<(), No>) {
        let (hand, asked) = (self.hand.clone(), now.open().is_some_and(|import| import.asked));
        match self.dice.roll(14) {
            // What can be done now is done more often than dice would have it.
            6..10 if asked => ("answer", hand.answer(&self.app, order, "seven").await),
            0 => ("cancel", hand.cancel(&self.app, (order, now.stood(false)), "sold").await.map(drop)),
            1 => ("take back", hand.take_back(&self.app, (order, now.stood(false))).await),
            2 => ("answer", hand.answer(&self.app, order, "seven").await),
            3 => ("see the answer", hand.look(&self.app, order).await),
            4 => ("submit", self.submit().await),
            5 => match self.sent.clone() {
                Some((order, seen, id, document)) => ("send again", hand.change(&self.app, (order, seen), id, document).await.map(drop)),
                None => ("see the answer", hand.look(&self.app, order).await),
            },
            _ => ("change", self.change(order, now).await),
        }
    }

    async fn change(&mut self, order: OrderId, now: &Now) -> Result<(), No> {
        let (mut document, seen) = now.form().ok_or_else(|| No::Said("not there".into()))?;
        let id = self.id();
        also(&mut document, &format!("line {id}"));
        match self.dice.roll(6) {
            0 => document.reference = Some(self.reference()),
            1 => document.planning_instructions = Some(format!("note {}", self.dice.roll(100))),
            2 => collect_on(&mut document, self.dice.one(&[date(2026, 5, 4), date(2026, 5, 6), date(2026, 5, 7)])),
            3 => document.consignments[0].goods[0].quantity += 1,
            _ => {}
        }
        self.sent = Some((order, seen, id, document.clone()));
        self.hand.change(&self.app, (order, seen), id, document).await.map(drop)
    }

    async fn staff(&mut self, order: OrderId, now: &Now) -> (&'static str, Result<(), No>) {
        let cancelled = now.order.as_ref().is_some_and(|order| order.status == "CANCELLED");
        let (hand, dice) = (self.hand.clone(), self.dice.roll(if cancelled { 12 } else { 24 }));
        let version = now.order.as_ref().map(|order| order.version);
        let of_order = OrderSeen { order, version: version.unwrap_or_default() };
        let import = now.open().or(now.imports.last());
        let Some(seen) = import.map(|import| Seen { import: import.id, revision: import.revision, order: version }) else {
            return ("look", Ok(()));
        };
        let app = &self.app;
        match dice {
            0 | 1 => ("reject", hand.reject(app, seen, "full").await),
            2 | 3 => ("ask", hand.ask(app, seen, "which dock?").await),
            4 => ("see the update", hand.look(app, order).await),
            5 => ("cancel the order", hand.end(app, of_order, false, "full").await),
            6 => ("decline the quote", hand.end(app, of_order, true, "full").await),
            7 => ("undo", hand.undo(app, of_order).await),
            8..12 if cancelled => ("undo", hand.undo(app, of_order).await),
            8 | 9 => ("send to planning", hand.send(app, order).await),
            10 | 11 => {
                let to = self.dice.one(&[StopState::Planned, StopState::Planned, StopState::RouteToStop, StopState::AtStop]);
                ("report", hand.report(app, of_order, Vec::new(), to).await)
            }
            12 | 13 => ("edit", self.edit(of_order, now).await),
            14 => ("switch", self.switch().await),
            _ => ("accept", self.accept(seen, import).await),
        }
    }

    async fn edit(&mut self, seen: OrderSeen, now: &Now) -> Result<(), No> {
        let (mut document, _) = now.form().ok_or_else(|| No::Said("not there".into()))?;
        match self.dice.roll(3) {
            0 => document.reference = Some(self.reference()),
            _ => document.planning_instructions = Some(format!("note {}", self.dice.roll(100))),
        }
        self.hand.edit(&self.app, seen, document).await
    }

    async fn accept(&mut self, seen: Seen, import: Option<&ImportRow>) -> Result<(), No> {
        let late = import.is_some_and(|import| import.state == "ERROR");
        let how = if late { self.dice.one(&[How::Late, How::Late, How::Fix]) } else { How::Accept };
        let proposed = import.and_then(|import| OrderDocument::from_json(&import.document).ok());
        let document = proposed.filter(|_| self.dice.roll(5) == 0 || how == How::Fix).map(|mut document| {
            document.consignments[0].delivery.reference = Some(format!("gate {}", self.dice.roll(9)));
            collect_on(&mut document, date(2026, 5, 7));
            document
        });
        let mut choices = BTreeMap::new();
        for field in ["planning_instructions", "reference"] {
            choices.insert(Path::Order { field: field.into() }, self.dice.one(&[Choice::Current, Choice::Proposed]));
        }
        let reason = self.dice.one(&["agreed", "agreed", "agreed", ""]).to_owned();
        let decision = Decision { desk: self.hand.desk(), seen, how, document, choices, reason, price: PriceSeen::NotAsked };
        self.hand.accept(&self.app, decision).await
    }

    /// Settings change under everybody's hands.
    async fn switch(&mut self) -> Result<(), No> {
        let on = self.dice.one(&["on", "on", "off"]);
        let (name, value) = match self.dice.roll(8) {
            0 => ("flow", "on"),
            1 => ("updates", on),
            2 => ("create", on),
            3 => ("changes", on),
            4 => ("cancels", on),
            5 => ("limit", self.dice.one(&["TO_PLAN", "PLANNED", "DEPARTED"])),
            6 => ("cancel-limit", self.dice.one(&["TO_PLAN", "PLANNED", "DEPARTED"])),
            _ => ("status", self.dice.one(&["QUOTE", "TO_PLAN"])),
        };
        set(&TestApp::over(self.app.db.clone()), &self.yard, name, value).await;
        Ok(())
    }
}

/// Plays a schedule over these copies of the program, and says what was wrong with it.
async fn play(test: &TestApp, copies: &[App], seed: u64) -> Result<Tally, String> {
    let yard = Arc::new(Yard::open(test, &format!("yard-{seed}")).await);
    let mut dice = Dice(seed);
    for name in ["updates", "create", "changes", "cancels"] {
        set(test, &yard, name, dice.one(&["on", "off"])).await;
    }
    set(test, &yard, "status", dice.one(&["QUOTE", "TO_PLAN", "TO_PLAN"])).await;
    set(test, &yard, "limit", dice.one(&["PLANNED", "DEPARTED"])).await;
    let cut_off = "UPDATE transport_service SET cut_off = 'SAME_DAY', cut_off_time = '09:00' WHERE id = $1";
    test.sql(cut_off, args![yard.service]).await;
    let shared = Arc::new(Mutex::new(Shared::default()));
    let hands: Vec<(bool, Hand)> =
        (yard.contacts.iter().map(|hand| (true, hand.clone()))).chain(yard.staff.iter().map(|hand| (false, hand.clone()))).collect();
    let mut players = Vec::new();
    for (n, (customer, hand)) in hands.into_iter().enumerate() {
        let app = copies[n % copies.len()].clone();
        let dice = Dice(seed.wrapping_mul(31).wrapping_add(n as u64));
        players.push((customer, Player { app, hand, yard: Arc::clone(&yard), dice, shared: Arc::clone(&shared), sent: None }));
    }
    submissions(&mut players, &shared).await?;
    let mut running = JoinSet::new();
    for (customer, mut player) in players {
        running.spawn(async move {
            for _ in 0..ACTS {
                player.act(customer).await?;
            }
            Ok::<_, String>(player)
        });
    }
    let ended = running.join_all().await.into_iter().collect::<Result<Vec<_>, String>>()?;
    let orders = shared.lock().unwrap().orders.clone();
    let mut found = wrong(&test.app, &yard).await;
    for order in orders {
        let now = ended[0].look_at(order).await?;
        found.extend(applied_once(&now));
    }
    if found.is_empty() { Ok(std::mem::take(&mut shared.lock().unwrap().tally)) } else { Err(found.join("\n")) }
}

/// The two contacts submit ten orders between them, at once.
async fn submissions(players: &mut [(bool, Player)], shared: &Mutex<Shared>) -> Result<(), String> {
    while shared.lock().unwrap().orders.len() < ORDERS {
        let [(_, marit), (_, joost), ..] = players else { return Err("nobody".into()) };
        let (one, two) = tokio::join!(marit.submit(), joost.submit());
        for done in [one, two] {
            if let Err(No::Fault(fault)) = done {
                return Err(format!("submit: a fault: {fault}"));
            }
        }
    }
    Ok(())
}

/// Every applied update's goods line is in the order once, and nobody else's.
fn applied_once(now: &Now) -> Vec<String> {
    let mut found = Vec::new();
    for import in now.imports.iter().filter(|import| import.kind == "UPDATE") {
        let operations: Vec<Operation> = serde_json::from_str(&import.operations).unwrap();
        let line = operations.iter().filter(|operation| operation.adds()).find_map(|operation| operation.to.as_ref()?.get("description"));
        let line = line.and_then(|line| line.as_str()).unwrap_or_default();
        let times = now.order.as_ref().map_or(0, |order| order.document.matches(line).count());
        let expected = usize::from(import.state == "COMPLETED");
        if times != expected {
            found.push(format!("{line} of an update that is {} stands {times} times in its order", import.state));
        }
    }
    found
}

/// A database, and so many copies of the program over it.
async fn copies(backend: Backend, count: usize) -> (TestApp, Vec<App>, String) {
    let (mut test, url) = TestApp::with_url(backend).await;
    test.app.clock = Clock::fixed(MONDAY_10.parse().unwrap());
    let copy = || match backend {
        // One file has one writer: everybody's acts go through it.
        Backend::Sqlite => test.app.clone(),
        Backend::Postgres => App { db: Db::open(&url).unwrap(), ..test.app.clone() },
    };
    let copies = (0..count).map(|_| copy()).collect();
    (test, copies, url)
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[expect(clippy::print_stdout, reason = "whoever runs a thousand by hand sees what was done in them")]
async fn run(backend: Backend) {
    // Two share a copy of the program, and its line; the other copy's two wait at the chain's head.
    let (test, copies, _) = copies(backend, 2).await;
    let (first, schedules) = (number("SEED", 1), number("SCHEDULES", 25));
    let mut total = Tally::new();
    for seed in first..first + schedules {
        let tally = play(&test, &copies, seed).await.unwrap_or_else(|why| panic!("SEED={seed} on {backend:?}:\n{why}"));
        for (what, (done, refused)) in tally {
            let counted = total.entry(what).or_default();
            *counted = (counted.0 + done, counted.1 + refused);
        }
    }
    println!("{schedules} schedules from SEED={first} on {backend:?}, each act done and refused so often: {total:?}");
    let never: Vec<_> = total.iter().filter(|(_, (done, _))| *done == 0).collect();
    assert!(schedules < 25 || (total.len() >= 17 && never.is_empty()), "never done: {never:?}");
    drop(copies);
    test.close().await;
}

mod whatever_meets_whatever {
    use super::{Backend, run};

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn sqlite() {
        run(Backend::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn postgres() {
        run(Backend::Postgres).await;
    }
}

/// Taking the chain's head no longer holds it: the head is a view, and its row is written at an act's end only. What else would keep
/// two from writing one entry is gone too, so that it is the books that show it.
const WITHOUT_LOCK: &str = "
    ALTER TABLE history_payload DROP CONSTRAINT history_payload_pkey;
    ALTER TABLE history DROP CONSTRAINT history_pkey CASCADE;
    ALTER TABLE chain_head RENAME TO chain_head_kept;
    CREATE VIEW chain_head AS SELECT organisation, acts, entries, head FROM chain_head_kept;
    CREATE FUNCTION without_lock() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN
      IF NEW.entries <> OLD.entries THEN
        UPDATE chain_head_kept SET entries = NEW.entries, head = NEW.head WHERE organisation = NEW.organisation;
      END IF;
      RETURN NEW;
    END $body$;
    CREATE TRIGGER without_lock INSTEAD OF UPDATE ON chain_head FOR EACH ROW EXECUTE FUNCTION without_lock();";

/// Shows that the schedules can go wrong: with the lock they do not, without it they do.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_lock_at_the_chains_head_they_go_wrong() {
    let (test, held, url) = copies(Backend::Postgres, 4).await;
    let seed = number("SEED", 1);
    play(&test, &held, seed).await.unwrap_or_else(|why| panic!("SEED={seed} with the lock:\n{why}"));
    drop(held);
    let taken_out = test.app.db.read::<(), DbError, _>(|tx| Box::pin(async move { tx.script(WITHOUT_LOCK).await }));
    taken_out.await.unwrap();
    let loose: Vec<App> = (0..4).map(|_| App { db: Db::open(&url).unwrap(), ..test.app.clone() }).collect();
    let mut why = None;
    for seed in seed + 1..=seed + UNLOCKED {
        if let Err(wrong) = play(&test, &loose, seed).await {
            why = Some(wrong);
            break;
        }
    }
    println!("without the lock: {}", why.as_deref().unwrap_or("nothing"));
    assert!(why.is_some(), "{UNLOCKED} schedules went well without the lock: they would not see that it is missing");
    drop(loose);
    test.close().await;
}
