//! The opened import as its template wants it: texts and links, decided here and only written there.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use kit::web::Fields;
use rules::label::Stage;
use rules::order::OrderDocument;
use rules::order_import::{Kind, Remark, State};
use rules::submission_code::SubmissionCode;

use super::asking::{Ask, AskForm};
use super::bar::{Bar, bar};
use super::difference::{Difference, differences};
use super::findings_words::{Note, Told, notes};
use super::opened::Opened;
use super::queue;
use crate::board::ImportLine;
use crate::charges::Foreseen;
use crate::creation_status::{self, Why};
use crate::documents;
use crate::labels;
use crate::orders::{ConsignmentShown, Goods, Item, OwnLabels, StopShown, as_ordered, items, own_value};
use crate::shell::says;
use crate::viewer::Side;

/// The opened import.
pub(super) struct Shown {
    /// Its address, and its place in the queue.
    pub(super) here: String,
    pub(super) query: String,
    pub(super) title: String,
    pub(super) customer: (String, String),
    pub(super) badges: Vec<(&'static str, &'static str)>,
    pub(super) submitted: (String, String),
    pub(super) by: String,
    pub(super) code: String,
    /// The order's number and address, once there is one.
    pub(super) order: Option<(String, String)>,
    pub(super) decided: Option<Decided>,
    pub(super) create: bool,
    pub(super) cancel: bool,
    pub(super) open: bool,
    pub(super) notes: Vec<Note>,
    pub(super) becomes: Option<Why>,
    pub(super) differences: Vec<Difference>,
    /// What it would cost, or what becomes of the order's charges.
    pub(super) price: Option<Foreseen>,
    /// Why the customer cancels.
    pub(super) wish: String,
    pub(super) facts: Vec<(String, String, String)>,
    pub(super) parts: Vec<Part>,
    pub(super) questions: Vec<Question>,
    pub(super) readers: String,
    pub(super) timeline: Vec<Item>,
    /// Of what is no order yet; once it is, they stand there.
    pub(super) documents: Option<documents::Panel>,
    /// Its labels, where they are printed before approval (9.3).
    pub(super) labels: Option<labels::Panel>,
    /// Nothing for whoever may not decide.
    pub(super) bar: Bar,
    pub(super) asks: Vec<AskForm>,
    pub(super) revision: i64,
    pub(super) version: Option<i64>,
    /// The reason as typed.
    pub(super) reason: String,
    /// The imports beside it.
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    /// What stood in the way of the last act: the field it is about, and the words.
    pub(super) wrong: Vec<(String, String)>,
}

/// A consignment with what is remarked about each of its stops.
pub(super) struct Part {
    pub(super) heading: String,
    pub(super) reference: String,
    pub(super) stops: Vec<(StopShown, Vec<Note>)>,
    pub(super) goods: Goods,
}

/// What became of an import.
pub(super) struct Decided {
    pub(super) class: &'static str,
    pub(super) what: &'static str,
    pub(super) by: String,
    pub(super) iso: String,
    pub(super) at: String,
    pub(super) reason: String,
    pub(super) note: String,
}

/// A question to the customer, and the answer.
pub(super) struct Question {
    pub(super) text: String,
    pub(super) asked: (String, String),
    pub(super) by: String,
    /// The answer, who gave it, and when; none while it waits.
    pub(super) answer: Option<(String, String, String, String)>,
}

/// Who looks, when, and from where.
pub(super) struct Eyes<'a> {
    pub(super) root: &'a str,
    pub(super) carrier: &'a str,
    /// Its place in the queue.
    pub(super) query: String,
    pub(super) zone: &'a TimeZone,
    pub(super) now: Timestamp,
    pub(super) decides: bool,
    /// They may add and remove documents, and make types of them.
    pub(super) documents: bool,
    pub(super) document_types: bool,
    /// They may print labels.
    pub(super) labels: bool,
    /// What was typed into the last form.
    pub(super) typed: &'a Fields,
}

/// Writes it.
pub(super) fn shown(opened: &Opened, eyes: Eyes<'_>) -> Shown {
    let (filed, labels) = (filed(opened, &eyes), labels(opened, &eyes));
    let Eyes { root, query, zone, now, decides, typed, .. } = eyes;
    let (case, around) = (&opened.case, &opened.around);
    let import = &case.import;
    let here = format!("{root}/imports/{}", import.id);
    let empty = OrderDocument::default();
    let order = case.order.as_ref();
    let would_be = opened.merged.as_ref().map(|merged| &merged.document).filter(|_| case.kind == Kind::Update);
    let document = would_be.or(case.proposed.as_ref().filter(|_| order.is_none())).or(order.map(|order| &order.document));
    let document = document.unwrap_or(&empty);
    let told = Told {
        kind: case.kind,
        document: Some(document),
        received: import.received_at,
        customer: &around.customer,
        service: &around.service,
        zone,
    };
    let notes = if case.state.is_open() { notes(&opened.findings, &told) } else { Vec::new() };
    let bar = if decides { bar(opened) } else { Bar::default() };
    let asks = [Ask::Late, Ask::Customer, Ask::Reject].into_iter().filter(|ask| AskForm::fits(*ask, &bar));
    let asks = asks.map(|ask| AskForm::of(ask, opened, &here, &query)).collect();
    let number = order.map(|order| order.row.number.as_str());
    let line = |line: &Option<ImportLine>| line.as_ref().map(|line| format!("{root}/imports/{}{query}", line.id));
    Shown {
        title: queue::title(&import.reference, number),
        customer: (around.customer.clone(), format!("{root}/customers/{}", import.customer)),
        badges: badges(opened),
        submitted: (import.submitted_at.to_string(), says::instant(import.submitted_at, zone)),
        by: import.submitted_by.clone(),
        code: SubmissionCode::parse(&import.submission_code).map_or_else(|_| import.submission_code.clone(), |code| code.to_string()),
        order: order.map(|order| (order.row.number.clone(), format!("{root}/orders/{}", order.row.id))),
        decided: decided(opened, zone),
        create: case.kind == Kind::Create,
        cancel: case.kind == Kind::Cancel,
        open: case.state.is_open(),
        becomes: opened.becomes.as_ref().map(|decision| creation_status::why(decision, &around.customer, &around.service)),
        differences: differences(opened, &notes, typed),
        price: opened.price.clone(),
        wish: import.wish.clone(),
        facts: facts(document, opened),
        parts: parts(document, opened, (now, zone), &notes),
        questions: questions(opened, zone),
        readers: readers(&opened.readers),
        timeline: items(&opened.told, Side::Carrier, zone),
        documents: filed,
        labels,
        asks,
        revision: import.revision,
        version: order.map(|order| order.row.version),
        reason: typed.raw("reason").to_owned(),
        before: line(&opened.beside[0]),
        after: line(&opened.beside[1]),
        wrong: Vec::new(),
        notes,
        bar,
        here,
        query,
    }
}

/// The documents of what is no order yet, with the form that adds to them while it waits.
fn filed(opened: &Opened, eyes: &Eyes<'_>) -> Option<documents::Panel> {
    let (rows, types) = opened.documents.as_ref()?;
    let document = opened.case.proposed.as_ref()?;
    let (here, open) = (format!("{}/orders/{}", eyes.root, opened.case.import.order_id), opened.case.state.is_open());
    let types_at = eyes.document_types.then(|| format!("{}/document-types", eyes.root));
    let (may, types_at, zone) = (eyes.documents && open, types_at.as_deref(), eyes.zone);
    documents::panel((rows, types), document, &documents::Eyes { desk: true, may, open, here: &here, types_at, zone }, Vec::new())
}

/// The labels of what waits, where they are offered.
fn labels(opened: &Opened, eyes: &Eyes<'_>) -> Option<labels::Panel> {
    let stage = if opened.case.state.is_open() { Stage::Waiting } else { Stage::NotAccepted };
    let order = opened.case.import.order_id;
    let here = format!("{}/orders/{order}", eyes.root);
    let units = opened.case.proposed.as_ref().map_or(0, |document| document.totals().quantity);
    let panel = labels::panel(stage, opened.labels?, units, (order, &here), eyes.labels, eyes.carrier)?;
    panel.href.is_some().then_some(panel)
}

/// The consignments of a document, with what is remarked about their stops.
fn parts(document: &OrderDocument, opened: &Opened, (now, zone): (Timestamp, &TimeZone), notes: &[Note]) -> Vec<Part> {
    let own = OwnLabels::of(&opened.case.terms.order_form);
    let shown = as_ordered(document, (says::today(now, zone), zone), &own).into_iter().enumerate();
    shown.map(|(c, part)| of_part(c, part, notes)).collect()
}

fn of_part(c: usize, part: ConsignmentShown, notes: &[Note]) -> Part {
    let last = part.stops.len().saturating_sub(1);
    let of_stop = |(s, stop)| {
        let at = match s {
            0 => format!("c{c}.collection."),
            s if s == last => format!("c{c}.delivery."),
            s => format!("c{c}.s{}.", s - 1),
        };
        (stop, notes.iter().filter(|note| note.at.starts_with(&at)).cloned().collect())
    };
    let stops = part.stops.into_iter().enumerate().map(of_stop).collect();
    Part { heading: part.heading, reference: part.reference, stops, goods: part.goods }
}

fn badges(opened: &Opened) -> Vec<(&'static str, &'static str)> {
    let case = &opened.case;
    let mut badges = vec![queue::kind(case.kind.as_str())];
    match case.state {
        State::Error => badges.push(("danger", "Error")),
        State::Completed if opened.findings.has(Remark::AcceptedLate) => {
            badges.extend([("", became(opened)), ("", "Accepted late")]);
        }
        State::Completed | State::Rejected | State::Withdrawn | State::Superseded => badges.push(("", became(opened))),
        State::Waiting => {}
    }
    if case.import.asked && case.state.is_open() {
        badges.push(("warn", "Waiting for customer"));
    }
    badges
}

fn became(opened: &Opened) -> &'static str {
    match opened.case.state {
        State::Completed if opened.case.import.with_changes => "Accepted with changes",
        State::Completed if opened.case.import.decided_side.as_deref() == Some("AUTOMATION") => "Applied automatically",
        State::Completed => "Accepted",
        State::Rejected => "Rejected",
        State::Withdrawn => "Taken back",
        State::Superseded => "Overtaken by another",
        State::Waiting | State::Error => "",
    }
}

fn decided(opened: &Opened, zone: &TimeZone) -> Option<Decided> {
    let import = &opened.case.import;
    let at = import.decided_at.filter(|_| !opened.case.state.is_open())?;
    Some(Decided {
        class: match opened.case.state {
            State::Completed => "ok",
            State::Rejected => "danger",
            State::Withdrawn | State::Superseded | State::Waiting | State::Error => "",
        },
        what: became(opened),
        by: import.decided_by.clone().unwrap_or_default(),
        iso: at.to_string(),
        at: says::instant(at, zone),
        reason: import.reason.clone(),
        note: import.internal_note.clone(),
    })
}

/// Facts of the order as a whole: the field's name, its label, its text.
fn facts(document: &OrderDocument, opened: &Opened) -> Vec<(String, String, String)> {
    let around = &opened.around;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let facts = [
        ("reference", "Customer reference", text(&document.reference)),
        ("service", "Transport service", around.service.clone()),
        ("level", "Service level", text(&around.level)),
        ("requested_price", "Requested price", document.requested_price.map(|price| price.to_string()).unwrap_or_default()),
        ("planning_instructions", "Planning instructions", text(&document.planning_instructions)),
        ("contact_emails", "Contact e-mails", document.contact_emails.join(", ")),
    ];
    let labels = OwnLabels::of(&opened.case.terms.order_form);
    let own = document.custom_fields.iter().map(|(key, value)| (format!("custom.{key}"), labels.label(key), own_value(value)));
    let facts = facts.into_iter().map(|(field, label, text)| (field.to_owned(), label.to_owned(), text)).chain(own);
    facts.filter(|(.., text)| !text.is_empty()).collect()
}

fn questions(opened: &Opened, zone: &TimeZone) -> Vec<Question> {
    let question = |row: &crate::order_import::QuestionRow| Question {
        text: row.question.clone(),
        asked: (row.asked_at.to_string(), says::instant(row.asked_at, zone)),
        by: row.asked_by.clone(),
        answer: row.answered_at.map(|at| {
            (row.answer.clone().unwrap_or_default(), row.answered_by.clone().unwrap_or_default(), at.to_string(), says::instant(at, zone))
        }),
    };
    opened.questions.iter().map(question).collect()
}

/// `Ann Smit has this open`.
pub(super) fn readers(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => format!("{one} has this open"),
        many => format!("{} have this open", many.join(" and ")),
    }
}

impl Shown {
    /// What is remarked beside a field of the order.
    pub(super) fn of_field<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a Note> {
        self.notes.iter().filter(move |note| note.at == field)
    }

    /// What is wrong with a field of the last form.
    pub(super) fn error(&self, field: &str) -> Option<&str> {
        self.wrong.iter().find(|(at, _)| at == field).map(|(_, words)| words.as_str())
    }

    /// The form it asks a reason with, by name.
    pub(super) fn asks(&self, name: &str) -> Option<&AskForm> {
        self.asks.iter().find(|form| form.name == name)
    }
}
