//! Automations × *Enable updates* × creation status × create, edit and cancel × limit × the order's status at the act, every
//! combination over HTTP, against `import_table.txt`, which was written by hand from the rules.

use std::collections::BTreeMap;

use cartage::charges::PriceSeen;
use cartage::order_import::{Decision, How, Seen};
use cartage::orders::OrderId;
use kit::args;
use rules::order_status::StopState;
use testkit::{TestApp, both};
use uuid::Uuid;

use crate::import_acts::Line;
use crate::import_hands::OrderSeen;
use crate::import_house::{No, Now, Yard, wrong};
use crate::import_pages::Pages;

const TABLE: &str = include_str!("import_table.txt");
const SWITCH: &[&str] = &["off", "on"];
const ORGANISATION: &[&str] = &["TO_PLAN", "QUOTE"];
const OWN: &[&str] = &["-", "TO_PLAN", "QUOTE"];
const STANDING: &[&str] = &["APPROVED", "PROSPECT", "NOT_APPROVED", "WARNING"];
const LIMIT: &[&str] = &["QUOTE", "TO_PLAN", "PLANNED", "DEPARTED"];
const STATUS: &[&str] = &["WAITING", "QUOTE", "TO_PLAN", "PLANNED", "DEPARTED", "BEGUN", "IN_TRANSIT", "COMPLETED", "CANCELLED"];
/// What there is in the columns of an act.
const CREATE: [&[&str]; 8] = [SWITCH, SWITCH, SWITCH, SWITCH, OWN, OWN, ORGANISATION, STANDING];
const CHANGE: [&[&str]; 8] = [SWITCH, SWITCH, SWITCH, SWITCH, SWITCH, ORGANISATION, LIMIT, STATUS];
/// So many combinations of what is created, edited and cancelled: of standings that are not APPROVED those with every switch on but
/// *Automatically create orders*; with the flow off those with all switches alike and the first status and limit.
const COMBINATIONS: [usize; 3] = [4 * 4 * 18 + 3 * 2 * 18, 16 * 2 * 4 * 9 + 2 * 9, 16 * 2 * 4 * 9 + 2 * 9];

type Words = Vec<&'static str>;

/// A row: what its columns hold, and what comes of it.
struct Row {
    columns: Words,
    comes: &'static str,
}

impl Row {
    fn holds(&self, combination: &[&str]) -> bool {
        let holds = |(column, word): (&&str, &&str)| *column == "*" || column.split(',').any(|one| one == *word);
        self.columns.iter().zip(combination).all(holds)
    }
}

/// The rows of an act.
fn rows(act: &str) -> Vec<Row> {
    let lines = TABLE.lines().filter_map(|line| line.strip_prefix(act)?.strip_prefix(' ')?.split_once('|'));
    lines.map(|(left, right)| Row { columns: left.split_whitespace().collect(), comes: right.trim() }).collect()
}

/// Every combination of an act that is tried, with what the table says comes of it.
fn combinations(act: &str) -> Vec<(Words, &'static str)> {
    let domains = if act == "create" { CREATE } else { CHANGE };
    let mut all: Vec<Words> = vec![Vec::new()];
    for domain in domains {
        all = all.iter().flat_map(|begun| domain.iter().map(|word| [begun.as_slice(), &[*word]].concat())).collect();
    }
    all.retain(|words| {
        let alike = |switches: &[&str]| switches.windows(2).all(|two| two[0] == two[1]);
        match act {
            "create" => words[7] == "APPROVED" || alike(&[words[0], words[2], words[3]]) && words[0] == "on",
            _ => words[0] == "on" || alike(&words[1..5]) && words[5] == "TO_PLAN" && words[6] == "QUOTE",
        }
    });
    let rows = rows(act);
    let expected = |words: Words| {
        let found: Vec<&Row> = rows.iter().filter(|row| row.columns.len() == words.len() && row.holds(&words)).collect();
        let [one] = found.as_slice() else { panic!("{act} {words:?} stands in {} rows", found.len()) };
        (words, one.comes)
    };
    all.into_iter().map(expected).collect()
}

/// The organisation's settings at an act.
#[derive(Clone, Copy)]
struct Settings<'a> {
    flow: bool,
    updates: bool,
    create: bool,
    changes: bool,
    cancels: bool,
    limits: (&'a str, &'a str),
    status: &'a str,
}

/// Everything automatic, nothing limited.
const OPEN: Settings<'_> =
    Settings { flow: true, updates: true, create: true, changes: true, cancels: true, limits: ("DEPARTED", "DEPARTED"), status: "TO_PLAN" };

struct Table<'a> {
    app: &'a TestApp,
    yard: Yard,
    references: u32,
    /// Orders of a status that nothing was done to.
    spare: BTreeMap<&'static str, OrderId>,
    /// What customers do they do over HTTP.
    pages: Pages,
}

impl Table<'_> {
    fn id(&self) -> Uuid {
        self.app.app.ids.id(self.app.app.clock.now())
    }

    async fn now(&self, order: OrderId) -> Now {
        Now::of(&self.app.app, self.yard.organisation.id, order).await
    }

    async fn set(&self, to: &Settings<'_>) {
        let sql = "UPDATE organisation SET import_enabled = $2, import_updates = $3, import_create_automatically = $4,
                   import_apply_changes = $5, import_apply_cancellations = $6, import_update_limit = $7, import_cancel_limit = $8,
                   order_status = $9 WHERE id = $1";
        let (limit, cancel_limit) = to.limits;
        let values =
            args![self.yard.organisation.id, to.flow, to.updates, to.create, to.changes, to.cancels, limit, cancel_limit, to.status];
        self.app.sql(sql, values).await;
    }

    async fn submit(&mut self) -> OrderId {
        self.references += 1;
        let (line, id) = (format!("Marit submits po-{}", self.references), self.id());
        self.pages.submits(&Line::read(&line), id).await.unwrap()
    }

    /// An order of that status, or what waits to become one; made by acts, not by hand.
    async fn order(&mut self, status: &'static str) -> OrderId {
        if let Some(order) = self.spare.remove(status) {
            return order;
        }
        self.set(&Settings { create: status != "WAITING", status: if status == "QUOTE" { "QUOTE" } else { "TO_PLAN" }, ..OPEN }).await;
        let order = self.submit().await;
        let Some(row) = self.now(order).await.order else { return order };
        let (ann, app) = (self.yard.staff[0].clone(), &self.app.app);
        let seen = OrderSeen { order, version: row.version };
        let document = rules::order::OrderDocument::from_json(&row.document).unwrap();
        let collection = || vec![document.consignments[0].collection.id.to_string()];
        match status {
            "PLANNED" => ann.report(app, seen, Vec::new(), StopState::Planned).await,
            "DEPARTED" => ann.report(app, seen, collection(), StopState::RouteToStop).await,
            "BEGUN" => ann.report(app, seen, collection(), StopState::AtStop).await,
            "IN_TRANSIT" => ann.report(app, seen, collection(), StopState::Completed).await,
            "COMPLETED" => ann.report(app, seen, Vec::new(), StopState::Completed).await,
            "CANCELLED" => ann.end(app, seen, false, "full").await,
            _ => Ok(()),
        }
        .unwrap();
        order
    }

    /// A customer edits or cancels; what came of it in a word.
    async fn act(&mut self, act: &str, status: &'static str, settings: &Settings<'_>) -> String {
        let order = self.order(status).await;
        let clock = &self.app.app.clock;
        clock.set(clock.now() + jiff::Span::new().milliseconds(1));
        self.set(settings).await;
        let before = self.now(order).await;
        let line = Line::read(if act == "edit" { "Marit changes note=fragile" } else { "Marit cancels because=sold" });
        let done = self.pages.contact(&line, order, &before.stood(false).to_string()).await.unwrap();
        let after = self.now(order).await;
        let came = match &done {
            Err(No::Said(why)) => why_not(why),
            Err(No::Fault(fault)) => format!("a fault: {fault}"),
            Ok(()) => became(&before, &after),
        };
        if done.is_ok() {
            return came;
        }
        self.spare.insert(status, order);
        if before == after { came } else { format!("{came}, and it changed to {after}") }
    }

    /// What is submitted becomes, at once or when staff create it.
    async fn create(&mut self, words: &[&'static str]) -> String {
        let [updates, create, changes, cancels, customer, service, status, standing] = words else { panic!("{words:?}") };
        let own = |word: &'static str| (word != "-").then_some(word);
        let sql = "UPDATE customer SET order_status = $2, standing = $3 WHERE id = $1";
        self.app.sql(sql, args![self.yard.customer, own(customer), *standing]).await;
        self.app.sql("UPDATE transport_service SET order_status = $2 WHERE id = $1", args![self.yard.service, own(service)]).await;
        let [updates, create, changes, cancels] = [updates, create, changes, cancels].map(|switch| *switch == "on");
        self.set(&Settings { updates, create, changes, cancels, status, ..OPEN }).await;
        let order = self.submit().await;
        let now = self.now(order).await;
        if let Some(order) = now.order {
            return order.status;
        }
        let seen = Seen { import: now.imports[0].id, revision: now.imports[0].revision, order: None };
        let ann = &self.yard.staff[0];
        let (document, choices, reason) = (None, BTreeMap::new(), String::new());
        ann.accept(
            &self.app.app,
            Decision { desk: ann.desk(), seen, how: How::Accept, document, choices, reason, price: PriceSeen::NotAsked },
        )
        .await
        .unwrap();
        self.now(order).await.order.map_or("-".to_owned(), |order| format!("waits {}", order.status))
    }

    /// What comes of an edit or a cancellation.
    async fn change(&mut self, act: &str, words: &[&'static str]) -> String {
        let [flow, updates, create, changes, cancels, status, limit, at] = words else { panic!("{words:?}") };
        let other = if *limit == "QUOTE" { "DEPARTED" } else { "QUOTE" };
        let limits = if act == "edit" { (*limit, other) } else { (other, *limit) };
        let [flow, updates, create, changes, cancels] = [flow, updates, create, changes, cancels].map(|switch| *switch == "on");
        self.act(act, at, &Settings { flow, updates, create, changes, cancels, limits, status }).await
    }
}

/// A refusal in a word of the table.
fn why_not(said: &str) -> String {
    let words = [
        ("does not take changes here", "updates-off"),
        ("switched this off", "flow-off"),
        ("The collection has begun", "begun"),
        ("here until they are", "past"),
        ("It is cancelled", "over"),
    ];
    words.iter().find(|(part, _)| said.contains(part)).map_or(said.to_owned(), |(_, word)| (*word).to_owned())
}

/// What became of it, in a word of the table.
fn became(before: &Now, after: &Now) -> String {
    let last = after.imports.last().map(|import| (import.kind.as_str(), import.state.as_str(), import.decided_side.as_deref()));
    let said = after.form().and_then(|(document, _)| document.planning_instructions).is_some();
    let status = |now: &Now| now.order.as_ref().map(|order| (order.status.clone(), order.version));
    let stays = status(before) == status(after);
    match (last, said, stays) {
        (Some(("CREATE", "WAITING", None)), true, true) => "revised",
        (Some(("CREATE", "COMPLETED", Some("AUTOMATION"))), true, false) => {
            return format!("made {}", after.order.as_ref().map(|order| order.status.as_str()).unwrap_or_default());
        }
        (Some(("CREATE", "WITHDRAWN", Some("CUSTOMER"))), _, true) => "withdrawn",
        (Some(("UPDATE" | "CANCEL", "WAITING", None)), false, true) => "waits",
        (Some(("UPDATE", "COMPLETED", Some("AUTOMATION"))), true, false) => "applied",
        (Some(("CANCEL", "COMPLETED", Some("AUTOMATION"))), false, false) => "cancelled",
        _ => return after.to_string(),
    }
    .to_owned()
}

both! {
    async fn what_customers_may_do_and_what_comes_of_it(app: &TestApp) {
        let yard = Yard::open(app, "vandorp").await;
        let pages = Pages::of(app, &yard).await;
        let mut table = Table { app, yard, references: 0, spare: BTreeMap::new(), pages };
        let acts = ["create", "edit", "cancel"].map(|act| (act, combinations(act)));
        assert_eq!([acts[0].1.len(), acts[1].1.len(), acts[2].1.len()], COMBINATIONS);
        let mut failed = Vec::new();
        // What is created last leaves its customer a standing.
        for (act, combinations) in acts.into_iter().rev() {
            for (words, expected) in combinations {
                let came = if act == "create" { table.create(&words).await } else { table.change(act, &words).await };
                if came != expected {
                    failed.push(format!("{act} {}: {expected} in the table, but {came}", words.join(" ")));
                }
            }
        }
        failed.extend(wrong(&app.app, &table.yard).await);
        assert!(failed.is_empty(), "{} differ:\n{}", failed.len(), failed.join("\n"));
    }
}
