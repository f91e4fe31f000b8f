//! A line of a list as it is written: the customer's own word for the order first in the portal, the number first at the desk.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use rules::order_import::{DeskBadge, Kind, State, Trail, desk_badge, portal_badge};
use rules::order_status::OrderStatus;
use rules::submission_code::SubmissionCode;

use super::super::approval;
use super::super::document::NO_DATE;
use super::super::status_words as words;
use crate::board::OrderLine;
use crate::order_import::AWAITING;
use crate::shell::says;

/// A badge: its class, its word, and what is said beside it on pointing at it; empty for nothing.
pub(in crate::orders) type Badge = (&'static str, &'static str, &'static str);

/// The badge of an import that concerns an order (5.6, 5.8).
#[derive(Clone, Debug)]
pub(in crate::orders) struct ImportBadge {
    /// Its class.
    pub(in crate::orders) class: &'static str,
    /// *Update* or *Cancellation*.
    pub(in crate::orders) words: &'static str,
    /// Where it leads: the import; of an applied one, the order, where it is seen.
    pub(in crate::orders) href: String,
}

/// A line.
#[derive(Clone, Debug)]
pub(in crate::orders) struct Row {
    pub(in crate::orders) id: String,
    pub(in crate::orders) href: String,
    /// What the row is called.
    pub(in crate::orders) title: String,
    /// The smaller word beneath it.
    pub(in crate::orders) under: String,
    pub(in crate::orders) badges: Vec<Badge>,
    /// At the desk: what an import of it waits for, with where it is looked at.
    pub(in crate::orders) import: Option<ImportBadge>,
    pub(in crate::orders) customer: String,
    pub(in crate::orders) collection: Day,
    pub(in crate::orders) from: String,
    pub(in crate::orders) delivery: Day,
    pub(in crate::orders) to: String,
    pub(in crate::orders) goods: String,
    pub(in crate::orders) service: String,
    pub(in crate::orders) status: &'static str,
    pub(in crate::orders) step: usize,
    /// Cancelled or declined.
    pub(in crate::orders) off: bool,
    /// Why it ended; empty for none.
    pub(in crate::orders) reason: String,
    /// Whether it can be sent to planning.
    pub(in crate::orders) quote: bool,
    /// When it was submitted.
    pub(in crate::orders) submitted: Day,
}

/// A date, or none.
#[derive(Clone, Debug)]
pub(in crate::orders) struct Day {
    pub(in crate::orders) iso: String,
    pub(in crate::orders) text: String,
}

fn day(stored: &str, today: Date) -> Day {
    match stored.parse() {
        Ok(date) if stored != NO_DATE => Day { iso: stored.to_owned(), text: says::date(date, today) },
        _ => Day { iso: String::new(), text: String::new() },
    }
}

/// Characters of a reason that fit into a list; the order's page has all of it.
const REASON: usize = 90;

fn shortened(reason: &str) -> String {
    if reason.chars().count() <= REASON {
        return reason.to_owned();
    }
    format!("{}…", reason.chars().take(REASON).collect::<String>().trim_end())
}

/// Who reads a list, and when.
pub(in crate::orders) struct Reader<'a> {
    /// Where the viewer's addresses begin.
    pub(in crate::orders) root: &'a str,
    pub(in crate::orders) portal: bool,
    /// The list holds nothing but quotes.
    pub(in crate::orders) quotes: bool,
    /// They are a contact who sees charges.
    pub(in crate::orders) charges: bool,
    pub(in crate::orders) today: Date,
    pub(in crate::orders) zone: &'a TimeZone,
}

/// Writes a line.
pub(in crate::orders) fn row(line: OrderLine, reader: &Reader<'_>) -> Row {
    let Reader { root, portal, today, zone, .. } = *reader;
    let status = OrderStatus::parse(&line.status).unwrap_or(OrderStatus::Draft);
    let import = if portal { None } else { import_badge(&line.awaiting, line.unseen_update, &format!("{root}/orders/{}", line.id)) };
    let (title, under) = names(&line, portal);
    let off = status == OrderStatus::Cancelled || (line.import.is_some() && line.ended.is_some());
    Row {
        id: line.id.to_string(),
        href: format!("{root}/orders/{}", line.id),
        title,
        under,
        badges: badges(&line, status, reader),
        import,
        customer: line.customer,
        collection: day(&line.collection_date, today),
        from: line.from_place,
        delivery: day(&line.delivery_date, today),
        to: line.to_place,
        goods: line.goods,
        service: line.service,
        status: match (&line.import, off) {
            (None, _) => words::status(status),
            (Some(_), false) => "Submitted",
            (Some(_), true) => words::status(OrderStatus::Cancelled),
        },
        step: if line.import.is_some() { 0 } else { words::step(status) },
        off,
        reason: shortened(&line.ended.map_or(if portal { line.not_accepted_why } else { String::new() }, |ended| ended.reason)),
        quote: status == OrderStatus::Quote,
        submitted: Day { iso: line.created_at.to_string(), text: says::instant(line.created_at, zone) },
    }
}

/// What a line is called, and the smaller word beneath: what has no number yet by its reference, with the submission code beneath.
fn names(line: &OrderLine, portal: bool) -> (String, String) {
    if line.import.is_some() {
        let code = code(&line.code);
        return if line.reference.is_empty() { (code, String::new()) } else { (line.reference.clone(), code) };
    }
    let numbers = match &line.quote_number {
        Some(quote) => format!("{} · {quote}", line.number),
        None => line.number.clone(),
    };
    match (portal, line.reference.is_empty()) {
        (true, false) => (line.reference.clone(), numbers),
        (true, true) => (line.number.clone(), line.quote_number.clone().unwrap_or_default()),
        (false, _) => (line.number.clone(), line.reference.clone()),
    }
}

/// A submission code as people read it.
fn code(stored: &str) -> String {
    SubmissionCode::parse(stored).map_or_else(|_| stored.to_owned(), |code| code.to_string())
}

fn badges(line: &OrderLine, status: OrderStatus, reader: &Reader<'_>) -> Vec<Badge> {
    let mut badges = Vec::new();
    if !reader.portal && line.source == "PORTAL" {
        badges.push(("portal", "Portal", ""));
    }
    if !reader.portal && line.import.is_some() {
        badges.push(("info", "Order import", ""));
    }
    if status == OrderStatus::Quote && !reader.quotes {
        badges.push(("", "Quote", ""));
    }
    if let Some(ended) = &line.ended {
        badges.push(("", words::ended(&ended.kind, &ended.by_side, reader.portal), ""));
    }
    if reader.portal {
        if line.import.as_deref() == Some(AWAITING) {
            badges.extend(approval::badge(portal_badge(Kind::Create, State::Waiting, Trail::default())));
        }
        badges.extend(approval::of_order(&line.awaiting, line.unseen_update, &line.not_accepted));
        if line.asked {
            badges.push(approval::QUESTION);
        }
        if line.charge_waits && reader.charges {
            badges.push(approval::CHARGE);
        }
    }
    badges
}

/// The badge of an order at `order` of which something waits, or was applied and not yet seen.
pub(in crate::orders) fn import_badge(awaiting: &str, unseen: bool, order: &str) -> Option<ImportBadge> {
    let kind = match awaiting {
        "UPDATE" => Some(Kind::Update),
        "CANCEL" => Some(Kind::Cancel),
        _ => None,
    };
    let badge = match kind {
        Some(kind) => desk_badge(kind, State::Waiting, Trail::default()),
        None if unseen => desk_badge(Kind::Update, State::Completed, Trail { applied_unseen: true, ..Trail::default() }),
        None => None,
    };
    badge.map(|badge| ImportBadge {
        class: if badge == DeskBadge::Cancellation { "danger" } else { "warn" },
        words: match badge {
            DeskBadge::UpdateApplied => "Update, applied",
            other => other.words(),
        },
        href: if badge == DeskBadge::UpdateApplied { order.to_owned() } else { format!("{order}/import") },
    })
}
