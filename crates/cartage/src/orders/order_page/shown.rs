//! The page as its template wants it: texts and links, decided here and only written there.

use std::collections::BTreeMap;

use askama::Template;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rules::label::Stage;
use rules::order::OrderDocument;
use rules::order_status::{self, OrderStatus, StopState};
use rules::submission_code::SubmissionCode;
use serde_json::Value;

use super::approval::ApprovalShown;
use super::load::Loaded;
use super::stops::{ConsignmentShown, consignments};
use super::timeline::{self, Item};
use super::why::{self, Why};
use crate::charges::Panel;
use crate::documents;
use crate::labels;
use crate::orders::OwnLabels;
use crate::orders::acts::ReasonForm;
use crate::orders::approval::of_order;
use crate::orders::lists::{Badge, ImportBadge, import_badge};
use crate::orders::status_words as words;
use crate::papers;
use crate::shell::{Frame, says};
use crate::viewer::Side;

/// What the viewer may do here.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct May {
    pub(super) send: bool,
    pub(super) cancel: bool,
    pub(super) report: bool,
    pub(super) order: bool,
    pub(super) change: bool,
    /// Keep it as a template.
    pub(super) template: bool,
    /// Decide imports: whoever does is the one who has seen what was applied.
    pub(super) decide: bool,
    /// At the desk: do anything to charges; in the portal: approve and reject them.
    pub(super) charges: bool,
    /// Add and remove documents.
    pub(super) documents: bool,
    /// Make types of documents.
    pub(super) document_types: bool,
    /// Print labels.
    pub(super) labels: bool,
}

/// The page of an order.
#[derive(Template)]
#[template(path = "orders/order_page/order.html")]
pub(super) struct OrderPage {
    pub(super) frame: Frame,
    /// The list it lies in: label and address.
    pub(super) list: (&'static str, String),
    /// This page's address.
    pub(super) here: String,
    pub(super) version: i64,
    pub(super) title: String,
    pub(super) badges: Vec<Badge>,
    /// At the desk: the badge of an import that waits or was applied, and where it leads.
    pub(super) import: Option<ImportBadge>,
    /// A change was applied, and whoever looks may say that they have seen it.
    pub(super) unseen: bool,
    /// Facts of the order as a whole: label and text.
    pub(super) facts: Vec<(String, String)>,
    pub(super) code: String,
    pub(super) emails: Vec<String>,
    pub(super) submitted: (String, String),
    pub(super) created_by: String,
    pub(super) steps: Vec<(&'static str, bool, bool)>,
    pub(super) off: bool,
    pub(super) why: Why,
    pub(super) ended: Option<EndedShown>,
    /// What waits for approval or was not accepted, and what the customer may do; nothing at the desk.
    pub(super) approval: ApprovalShown,
    pub(super) consignments: Vec<ConsignmentShown>,
    /// Nothing where charges are not the viewer's to see.
    pub(super) charges: Option<Panel>,
    pub(super) documents: Option<documents::Panel>,
    /// Nothing where there is nothing to say of its labels.
    pub(super) labels: Option<labels::Panel>,
    pub(super) timeline: Vec<Item>,
    /// The entry before which more happened.
    pub(super) earlier: Option<i64>,
    /// The timeline does not begin with the newest.
    pub(super) back_then: bool,
    pub(super) send: bool,
    pub(super) end: Option<ReasonForm>,
    pub(super) undo: bool,
    pub(super) report: bool,
    /// Where every stop that is behind can be reported to.
    pub(super) report_all: Vec<(&'static str, &'static str)>,
    pub(super) duplicate: Option<String>,
    /// Where it is kept as a template.
    pub(super) template: Option<String>,
    /// Where staff change it.
    pub(super) change: Option<String>,
    /// Why the last act was not done; empty for none.
    pub(super) problem: String,
}

/// What ended an order.
pub(super) struct EndedShown {
    pub(super) what: &'static str,
    pub(super) by: String,
    pub(super) iso: String,
    pub(super) at: String,
    pub(super) reason: String,
    /// Staff only; empty for a customer.
    pub(super) note: String,
}

/// Who looks, and when.
pub(super) struct Eyes<'a> {
    pub(super) desk: bool,
    pub(super) root: String,
    pub(super) carrier: &'a str,
    pub(super) zone: &'a TimeZone,
    pub(super) now: Timestamp,
    pub(super) may: May,
}

/// The page's title: the customer's own word for the order in the portal, its number at the desk.
pub(super) fn title(loaded: &Loaded, desk: bool) -> String {
    let row = &loaded.row;
    if desk || row.reference.is_empty() { row.number.clone() } else { row.reference.clone() }
}

/// Writes the page.
pub(super) fn shown(frame: Frame, loaded: &Loaded, eyes: &Eyes<'_>) -> OrderPage {
    let Eyes { desk, ref root, zone, may, .. } = *eyes;
    let (row, status) = (&loaded.row, loaded.status);
    let here = format!("{root}/orders/{}", row.id);
    let today = says::today(eyes.now, zone);
    let quote = status == OrderStatus::Quote;
    let was_quote = quote || was_declined(loaded);
    let end = match (quote, order_status::cancel(status).is_ok()) {
        (true, _) if may.send => Some(ReasonForm::decline(row, &loaded.around.customer, &here)),
        (false, true) if may.cancel => Some(ReasonForm::cancel(row, &loaded.around.customer, &here)),
        _ => None,
    };
    let reported = may.report && !quote && status != OrderStatus::Cancelled;
    let consignments = consignments(&loaded.document, &loaded.stops, (today, zone), &loaded.own);
    let own = if desk { Side::Carrier } else { Side::Customer };
    OrderPage {
        list: if desk && was_quote { ("Quotes", format!("{root}/quotes")) } else { ("Orders", format!("{root}/orders")) },
        version: row.version,
        title: title(loaded, desk),
        badges: badges(loaded, desk),
        import: if desk { import_badge(&row.awaiting, row.unseen_update, &here) } else { None },
        unseen: desk && may.decide && row.unseen_update,
        facts: facts(loaded, desk),
        code: SubmissionCode::parse(&row.submission_code).map_or_else(|_| row.submission_code.clone(), |code| code.to_string()),
        emails: loaded.document.contact_emails.clone(),
        submitted: (row.created_at.to_string(), says::instant(row.created_at, zone)),
        created_by: row.created_by.clone(),
        steps: steps(loaded),
        off: status == OrderStatus::Cancelled,
        why: if desk { why::for_staff(loaded) } else { why::for_customer(loaded, eyes.carrier) },
        ended: ended(loaded, desk, zone),
        approval: ApprovalShown::default(),
        charges: None,
        documents: filed(loaded, eyes, &here),
        labels: labels::panel(
            Stage::Order(status),
            loaded.labels,
            loaded.document.totals().quantity,
            (row.id, &here),
            may.labels,
            eyes.carrier,
        ),
        timeline: timeline::items(&loaded.told, own, zone),
        earlier: loaded.told.first().filter(|oldest| oldest.earlier).map(|oldest| oldest.entry),
        back_then: loaded.before.is_some(),
        send: quote && may.send,
        end,
        undo: status == OrderStatus::Cancelled && may.cancel,
        report: reported,
        report_all: if reported { report_all(&consignments) } else { Vec::new() },
        duplicate: may.order.then(|| format!("{root}/orders/new?like={}", row.id)),
        template: may.template.then(|| format!("{here}/template")),
        change: (may.change && !matches!(status, OrderStatus::Cancelled | OrderStatus::Completed)).then(|| format!("{here}/edit")),
        problem: String::new(),
        consignments,
        frame,
        here,
    }
}

/// Its documents, with the form that adds to them.
fn filed(loaded: &Loaded, eyes: &Eyes<'_>, here: &str) -> Option<documents::Panel> {
    let types_at = eyes.may.document_types.then(|| format!("{}/document-types", eyes.root));
    let (rows, types) = &loaded.documents;
    let eyes = documents::Eyes {
        desk: eyes.desk,
        may: eyes.may.documents,
        open: documents::is_open(&loaded.row),
        here,
        types_at: types_at.as_deref(),
        zone: eyes.zone,
    };
    documents::panel((rows, types), &loaded.document, &eyes, papers::links(loaded.status, &loaded.document, here))
}

fn was_declined(loaded: &Loaded) -> bool {
    loaded.status == OrderStatus::Cancelled && loaded.row.cancelled_from.as_deref() == Some(OrderStatus::Quote.as_str())
}

fn badges(loaded: &Loaded, desk: bool) -> Vec<Badge> {
    let mut badges = vec![(words::badge(loaded.status), words::status(loaded.status), "")];
    if let Some(ended) = &loaded.ended {
        badges = vec![("", words::ended(&ended.kind, &ended.by_side, !desk), "")];
    }
    if desk && loaded.row.source == "PORTAL" {
        badges.push(("portal", "Portal", ""));
    }
    if !desk {
        let row = &loaded.row;
        badges.extend(of_order(&row.awaiting, row.unseen_update, &row.not_accepted));
    }
    badges
}

fn facts(loaded: &Loaded, desk: bool) -> Vec<(String, String)> {
    let (row, document) = (&loaded.row, &loaded.document);
    let quote = loaded.status == OrderStatus::Quote || (loaded.row.quote_number.is_none() && was_declined(loaded));
    let mut facts = vec![(if quote { "Quote number" } else { "Order number" }, row.number.clone())];
    facts.extend(row.quote_number.clone().map(|number| ("Quote number", number)));
    if desk {
        facts.push(("Customer", loaded.around.customer.clone()));
    }
    facts.push(("Customer reference", row.reference.clone()));
    facts.push(("Transport service", loaded.around.service.clone()));
    facts.extend(loaded.around.level.clone().map(|level| ("Service level", level)));
    document_facts(facts, document, &loaded.own)
}

/// The facts, with what else the document says of the order as a whole; empty ones are left out.
pub(super) fn document_facts(
    mut facts: Vec<(&'static str, String)>,
    document: &OrderDocument,
    labels: &OwnLabels,
) -> Vec<(String, String)> {
    facts.extend(document.requested_price.map(|price| ("Requested price", price.to_string())));
    facts.extend(document.planning_instructions.clone().map(|text| ("Planning instructions", text)));
    let own = own(&document.custom_fields, labels);
    facts.into_iter().map(|(label, text)| (label.to_owned(), text)).chain(own).filter(|(_, text)| !text.is_empty()).collect()
}

/// Own fields of the organisation, with what they hold.
pub(super) fn own<'a>(values: &'a BTreeMap<String, Value>, labels: &'a OwnLabels) -> impl Iterator<Item = (String, String)> + 'a {
    values.iter().map(|(key, value)| (labels.label(key), own_value(value))).filter(|(_, text)| !text.is_empty())
}

/// What an own field holds, in words.
pub(crate) fn own_value(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(yes) => if *yes { "Yes" } else { "No" }.to_owned(),
        Value::Null => String::new(),
        Value::Array(tags) => tags.iter().map(own_value).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// The five steps: label, done, current. A quote has none: it has not begun.
fn steps(loaded: &Loaded) -> Vec<(&'static str, bool, bool)> {
    if loaded.status == OrderStatus::Quote || was_declined(loaded) {
        return Vec::new();
    }
    let done = words::step(loaded.status);
    words::STEPS.iter().enumerate().map(|(n, label)| (*label, n < done, n + 1 == done)).collect()
}

fn ended(loaded: &Loaded, desk: bool, zone: &TimeZone) -> Option<EndedShown> {
    let row = loaded.ended.as_ref()?;
    Some(EndedShown {
        what: words::ended(&row.kind, &row.by_side, !desk),
        by: row.by_name.clone(),
        iso: row.at.to_string(),
        at: says::instant(row.at, zone),
        reason: row.reason.clone(),
        note: if desk { row.internal_note.clone() } else { String::new() },
    })
}

/// Where the stops together can be reported to: wherever one of them can go forward.
fn report_all(consignments: &[ConsignmentShown]) -> Vec<(&'static str, &'static str)> {
    let stops = || consignments.iter().flat_map(|part| &part.stops);
    let states = StopState::ALL.into_iter().map(|state| (state.as_str(), words::stop_state(state)));
    states.filter(|(state, _)| *state != "TO_PLAN" && stops().any(|stop| stop.forward.iter().any(|(to, _)| to == state))).collect()
}
