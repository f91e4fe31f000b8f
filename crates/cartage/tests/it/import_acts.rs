//! What becomes of imports, act by act, against `import_acts.txt`, which was written by hand from the rules.

use std::collections::{BTreeMap, HashMap};

use cartage::charges::PriceSeen;
use cartage::order_import::{Decision, How, Seen};
use cartage::orders::{OrderId, Submitted};
use jiff::civil::date;
use kit::args;
use rules::order::OrderDocument;
use rules::order_change::{Choice, Path, changes};
use rules::order_status::StopState;
use testkit::{TestApp, both};
use uuid::Uuid;

use crate::import_hands::OrderSeen;
use crate::import_house::{Hand, No, Now, Yard, collect_on, wrong};
use crate::import_pages::Pages;

const SCENARIOS: &str = include_str!("import_acts.txt");
/// So many stories, and so many acts in them.
const ROWS: (usize, usize) = (51, 339);

/// A line: who, what, about which order, with what; and what must come of it.
pub(crate) struct Line<'a> {
    pub(crate) who: &'a str,
    pub(crate) verb: &'a str,
    pub(crate) order: char,
    /// What stands there without a value: a reference, a status, `stale`, `again`.
    pub(crate) words: Vec<&'a str>,
    pub(crate) values: BTreeMap<&'a str, &'a str>,
    /// `ok`, or `no` with what is said.
    answer: &'a str,
    state: &'a str,
}

impl<'a> Line<'a> {
    pub(crate) fn read(line: &'a str) -> Line<'a> {
        let mut cells = line.splitn(3, '|').map(str::trim);
        let mut words = cells.next().unwrap().split_whitespace();
        let (who, verb) = (words.next().unwrap(), words.next().unwrap());
        let mut rest: Vec<&str> = words.collect();
        let named = |word: &&str| word.len() == 1 && word.chars().all(|c| c.is_ascii_uppercase());
        let order = if rest.first().is_some_and(named) { rest.remove(0).chars().next().unwrap() } else { 'A' };
        let values = rest.iter().filter_map(|word| word.split_once('=')).collect();
        let words = rest.into_iter().filter(|word| !word.contains('=')).collect();
        Line { who, verb, order, words, values, answer: cells.next().unwrap_or("ok"), state: cells.next().unwrap_or_default() }
    }

    pub(crate) fn says(&self, word: &str) -> bool {
        self.words.contains(&word)
    }

    pub(crate) fn because(&self) -> &'a str {
        self.values.get("because").copied().unwrap_or_default()
    }

    /// Writes into a document what the line says of it.
    fn write(&self, document: &mut OrderDocument) {
        for (name, value) in &self.values {
            match *name {
                "ref" => document.reference = Some((*value).to_owned()),
                "note" => document.planning_instructions = Some((*value).to_owned()),
                "gate" => document.consignments[0].delivery.reference = Some((*value).to_owned()),
                "day" => collect_on(document, date(2026, 5, value.parse().unwrap())),
                "because" | "choose" => {}
                other => panic!("{other}: an unknown field"),
            }
        }
    }
}

/// A story on its way.
struct Play<'a> {
    app: &'a TestApp,
    yard: Yard,
    orders: BTreeMap<char, OrderId>,
    /// The last form of each order.
    sent: HashMap<char, (Uuid, OrderDocument)>,
    /// What has a page is done through it.
    pages: Option<Pages>,
}

/// Everything an act could have moved.
#[derive(PartialEq, Debug)]
struct All {
    orders: BTreeMap<char, Now>,
    counts: [i64; 4],
}

impl Play<'_> {
    fn hand(&self, name: &str) -> Hand {
        let [marit, joost] = &self.yard.contacts;
        let [ann, piet] = &self.yard.staff;
        match name {
            "Marit" => marit,
            "Joost" => joost,
            "Ann" => ann,
            "Piet" => piet,
            other => panic!("{other}: unknown"),
        }
        .clone()
    }

    fn id(&self) -> Uuid {
        self.app.app.ids.id(self.app.app.clock.now())
    }

    async fn now(&self, order: char) -> Now {
        Now::of(&self.app.app, self.yard.organisation.id, self.orders[&order]).await
    }

    async fn all(&self) -> All {
        let mut orders = BTreeMap::new();
        for order in self.orders.keys() {
            orders.insert(*order, self.now(*order).await);
        }
        let organisation = self.yard.organisation.id;
        let count = |sql| self.app.number(sql, args![organisation]);
        let counts = [
            count("SELECT count(*) FROM history WHERE organisation = $1").await,
            count("SELECT count(*) FROM outbox WHERE tenant = $1").await,
            count("SELECT count(*) FROM submission WHERE organisation = $1").await,
            count("SELECT count(*) FROM reference_claim WHERE organisation = $1").await,
        ];
        All { orders, counts }
    }

    /// What is wrong with how a line went.
    async fn line(&mut self, line: &Line<'_>) -> Result<(), String> {
        let clock = &self.app.app.clock;
        clock.set(clock.now() + jiff::Span::new().seconds(1));
        if line.who == "world" {
            return self.world(line).await;
        }
        let before = self.all().await;
        let done = if ["Marit", "Joost"].contains(&line.who) { self.contact(line).await } else { self.staff(line).await };
        let after = self.all().await;
        match (&done, line.answer.strip_prefix("no")) {
            (Err(No::Said(said)), Some(says)) if said.contains(self.words(says.trim())) => {}
            (Ok(()), None) => {}
            _ => return Err(format!("{done:?}")),
        }
        if line.answer != "ok" || line.state.is_empty() {
            return if before == after { Ok(()) } else { Err(format!("{done:?}, and it changed {before:#?}\nto {after:#?}")) };
        }
        let is = after.orders.get(&line.order).map(ToString::to_string).unwrap_or_default();
        if is.trim() != line.state.trim() {
            return Err(format!("it is   {is}"));
        }
        if after.counts[0] == before.counts[0] { Err("history does not know of it".to_owned()) } else { Ok(()) }
    }

    /// A refusal's words as they are heard: a page has its own for some.
    fn words<'a>(&self, says: &'a str) -> &'a str {
        match says {
            "nothing new" if self.pages.is_some() => "Nothing has changed",
            "wrong" if self.pages.is_some() => "",
            _ => says,
        }
    }

    async fn contact(&mut self, line: &Line<'_>) -> Result<(), No> {
        let id = self.id();
        let stood = match self.orders.contains_key(&line.order) {
            true => Some(self.now(line.order).await.stood(line.says("stale"))),
            false => None,
        };
        if let Some(pages) = &mut self.pages {
            if line.verb == "submits" {
                let order = pages.submits(line, id).await?;
                self.orders.insert(line.order, order);
                return Ok(());
            }
            let stood = stood.map(|stood| stood.to_string()).unwrap_or_default();
            if let Some(done) = pages.contact(line, self.orders[&line.order], &stood).await {
                return done;
            }
        }
        let (app, hand, key) = (&self.app.app, self.hand(line.who), line.order);
        match line.verb {
            "submits" => {
                let (mut id, mut document) = (id, self.yard.document(line.words[0]));
                if line.says("again") {
                    (id, document) = self.sent[&key].clone();
                }
                line.write(&mut document);
                self.sent.insert(key, (id, document.clone()));
                let made = hand.submit(app, self.yard.customer, id, document).await?;
                let order = match made {
                    Submitted::New(row) => row.id,
                    Submitted::Waits(id) | Submitted::Again(id) => id,
                };
                self.orders.insert(key, order);
                Ok(())
            }
            "changes" => {
                let now = self.now(key).await;
                let (mut document, _) = now.form().unwrap();
                let mut id = id;
                if line.says("again") {
                    (id, document) = self.sent[&key].clone();
                }
                line.write(&mut document);
                self.sent.insert(key, (id, document.clone()));
                hand.change(app, (self.orders[&key], now.stood(line.says("stale"))), id, document).await.map(drop)
            }
            "cancels" => hand.cancel(app, (self.orders[&key], stood.unwrap()), line.because()).await.map(drop),
            "takes-back" => hand.take_back(app, (self.orders[&key], stood.unwrap())).await,
            "answers" => hand.answer(app, self.orders[&key], line.because()).await,
            "looks" => hand.look(app, self.orders[&key]).await,
            other => panic!("{other}: no contact does that"),
        }
    }

    async fn staff(&mut self, line: &Line<'_>) -> Result<(), No> {
        let (app, hand, now) = (self.app.app.clone(), self.hand(line.who), self.now(line.order).await);
        let app = &app;
        let import = now.open().or(now.imports.last()).unwrap();
        let version = now.order.as_ref().map(|order| order.version);
        let seen = Seen {
            import: import.id,
            revision: import.revision - i64::from(line.says("stale")),
            order: version.map(|version| version - i64::from(line.says("stale-order"))),
        };
        let order = OrderSeen { order: import.order_id, version: version.unwrap_or_default() };
        if let Some(pages) = &mut self.pages
            && let Some(done) = pages.staff(line, seen, order).await
        {
            return done;
        }
        match line.verb {
            "accepts" => self.accept(line, &hand, &now, seen, How::Accept).await,
            "fixes" => self.accept(line, &hand, &now, seen, How::Fix).await,
            "accepts-late" => self.accept(line, &hand, &now, seen, How::Late).await,
            "rejects" => hand.reject(app, seen, line.because()).await,
            "asks" => hand.ask(app, seen, line.because()).await,
            "sees" => hand.look(app, order.order).await,
            "cancels-order" => hand.end(app, order, false, line.because()).await,
            "declines" => hand.end(app, order, true, line.because()).await,
            "undoes" => hand.undo(app, order).await,
            "sends" => hand.send(app, order.order).await,
            "reports" => hand.report(app, order, Vec::new(), state(line.words[0])).await,
            "edits" => {
                let (mut document, _) = now.form().unwrap();
                line.write(&mut document);
                hand.edit(app, order, document).await
            }
            other => panic!("{other}: no staff do that"),
        }
    }

    /// Accepts, with what the line changes of what the customer wants.
    async fn accept(&self, line: &Line<'_>, hand: &Hand, now: &Now, seen: Seen, how: How) -> Result<(), No> {
        let import = now.open().or(now.imports.last()).unwrap();
        let edits = line.values.keys().any(|name| !["because", "choose"].contains(name));
        let document = edits.then(|| {
            let mut document = OrderDocument::from_json(&import.document).unwrap();
            line.write(&mut document);
            document
        });
        let choice = line.values.get("choose").map(|word| if *word == "current" { Choice::Current } else { Choice::Proposed });
        let choices = choice.map(|choice| BTreeMap::from([(Path::Order { field: "planning_instructions".into() }, choice)]));
        let reason = line.because().to_owned();
        let decision =
            Decision { desk: hand.desk(), seen, how, document, choices: choices.unwrap_or_default(), reason, price: PriceSeen::NotAsked };
        hand.accept(&self.app.app, decision).await
    }

    async fn world(&self, line: &Line<'_>) -> Result<(), String> {
        let (organisation, customer, service) = (self.yard.organisation.id, self.yard.customer, self.yard.service);
        match line.verb {
            "sets" => {
                for (name, value) in &line.values {
                    set(self.app, &self.yard, name, value).await;
                }
            }
            "own" => {
                let sql = "UPDATE customer SET import_create_automatically = $2, import_apply_changes = $3 WHERE id = $1";
                let own = |name: &str| line.values.get(name).map(|value| *value == "on");
                self.app.sql(sql, args![customer, own("create"), own("changes")]).await;
            }
            "standing" => self.app.sql("UPDATE customer SET standing = $2 WHERE id = $1", args![customer, line.words[0]]).await,
            "cut-off" => {
                let sql = "UPDATE transport_service SET cut_off = 'SAME_DAY', cut_off_time = '09:00' WHERE id = $1";
                self.app.sql(sql, args![service]).await;
            }
            "withdraws" => self.app.sql("UPDATE transport_service SET selectable = 'NAMED' WHERE id = $1", args![service]).await,
            "archives" => self.app.sql("UPDATE transport_service SET archived_at = 1 WHERE id = $1", args![service]).await,
            "forgets" => self.app.sql("DELETE FROM submission WHERE organisation = $1", args![organisation]).await,
            "clock" => self.app.set_clock(line.words[0]),
            "says" => {
                let document = OrderDocument::from_json(&self.now(line.order).await.order.unwrap().document).unwrap();
                let mut wanted = document.clone();
                line.write(&mut wanted);
                let differs = changes(&document, &wanted).unwrap();
                return if differs.is_empty() { Ok(()) } else { Err(format!("{differs:?}")) };
            }
            other => panic!("{other}: the world does not do that"),
        }
        Ok(())
    }
}

/// Writes a setting of the order import.
pub(crate) async fn set(app: &TestApp, yard: &Yard, name: &str, value: &str) {
    let sql = match name {
        "flow" => "UPDATE organisation SET import_enabled = $2 WHERE id = $1",
        "updates" => "UPDATE organisation SET import_updates = $2 WHERE id = $1",
        "create" => "UPDATE organisation SET import_create_automatically = $2 WHERE id = $1",
        "changes" => "UPDATE organisation SET import_apply_changes = $2 WHERE id = $1",
        "cancels" => "UPDATE organisation SET import_apply_cancellations = $2 WHERE id = $1",
        "limit" => "UPDATE organisation SET import_update_limit = $2 WHERE id = $1",
        "cancel-limit" => "UPDATE organisation SET import_cancel_limit = $2 WHERE id = $1",
        "status" => "UPDATE organisation SET order_status = $2 WHERE id = $1",
        other => panic!("{other}: no such setting"),
    };
    let values = match value {
        "on" | "off" => args![yard.organisation.id, value == "on"],
        word => args![yard.organisation.id, word],
    };
    app.sql(sql, values).await;
}

fn state(word: &str) -> StopState {
    StopState::ALL.into_iter().find(|state| state.as_str() == word).unwrap()
}

/// The stories: a title and its lines.
fn stories() -> Vec<(&'static str, Vec<&'static str>)> {
    let stories = SCENARIOS.split("\n== ").skip(1);
    stories
        .map(|story| {
            let mut lines = story.lines();
            (lines.next().unwrap(), lines.filter(|line| !line.trim().is_empty()).collect())
        })
        .collect()
}

/// Tells all the stories, over HTTP where there are pages for it.
async fn tell(app: &TestApp, http: bool) {
    let stories = stories();
    assert_eq!((stories.len(), stories.iter().map(|(_, lines)| lines.len()).sum()), ROWS);
    let mut failed = Vec::new();
    for (n, (title, lines)) in stories.into_iter().enumerate() {
        app.set_clock(testkit::MONDAY_10);
        let yard = Yard::open(app, &format!("yard-{n}")).await;
        let pages = if http { Some(Pages::of(app, &yard).await) } else { None };
        let mut play = Play { app, yard, orders: BTreeMap::new(), sent: HashMap::new(), pages };
        for line in lines {
            let read = Line::read(line);
            if http && read.verb == "changes" && read.says("again") {
                continue;
            }
            if let Err(why) = play.line(&read).await {
                failed.push(format!("{title}\n  {line}\n  {why}"));
                break;
            }
        }
        failed.extend(wrong(&app.app, &play.yard).await.into_iter().map(|words| format!("{title}\n  {words}")));
    }
    assert!(failed.is_empty(), "{} of the stories went otherwise:\n{}", failed.len(), failed.join("\n"));
}

both! {
    async fn imports_become_what_the_rules_say(app: &TestApp) {
        tell(app, false).await;
    }

    async fn imports_become_the_same_over_http(app: &TestApp) {
        tell(app, true).await;
    }
}
