//! What an Edit page is about, as it is at this moment: an order, or what waits to become one.

use jiff::tz::TimeZone;
use kit::db::Tx;
use rules::creation_status::Side;
use rules::order::OrderDocument;
use rules::order_import::{Verdict, may_edit};
use rules::order_status::OrderStatus;

use super::super::carry::{carry, read_change};
use super::super::form::{Asked, Base, EntryForm, Loaded, load};
use super::super::read::{Read, read_with_ids};
use super::super::write;
use crate::app::App;
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::order_import::{self, ImportRow, Standing, Stood, why_not_in_words};
use crate::orders::{OrderId, OrderNow, told_last};
use crate::shell::says;
use crate::viewer::{Carrier, Contact, Scope, Staff, Viewer};
use kit::web::Fields;

/// Who edits.
#[derive(Clone)]
pub(super) enum Editor {
    Contact(Contact),
    Staff(Staff),
}

impl Editor {
    pub(super) fn side(&self) -> Side {
        match self {
            Editor::Contact(_) => Side::Customer,
            Editor::Staff(_) => Side::Staff,
        }
    }
    pub(super) fn scope(&self) -> Scope {
        match self {
            Editor::Contact(contact) => contact.scope(),
            Editor::Staff(staff) => staff.scope(),
        }
    }
    pub(super) fn carrier(&self) -> &Carrier {
        match self {
            Editor::Contact(contact) => &contact.carrier,
            Editor::Staff(staff) => &staff.carrier,
        }
    }
    pub(super) fn root(&self) -> String {
        match self {
            Editor::Contact(contact) => contact.root(),
            Editor::Staff(staff) => staff.root(),
        }
    }
}

/// What is edited.
pub(super) struct Opened {
    pub(super) order: OrderId,
    pub(super) customer: CustomerId,
    /// What it is called: the customer's own word for it in the portal, its number at the desk.
    pub(super) name: String,
    /// What stands there now: what a change is a change of.
    pub(super) base: OrderDocument,
    /// What the form shows at first: the same, or with the customer's own change that waits.
    pub(super) begins_with: OrderDocument,
    /// As it stands.
    pub(super) seen: Stood,
    /// Whether there is an order already; else it waits to become one.
    pub(super) is_order: bool,
    /// Why it may not be edited, in words.
    pub(super) why_not: Option<String>,
    /// When the change was sent that waits and that another would replace, in words.
    pub(super) waits_since: Option<String>,
    /// What was done last, in a sentence.
    pub(super) last: String,
    standing: Option<Standing>,
}

impl Opened {
    /// Opens it for whoever edits.
    pub(super) async fn load(tx: &mut Tx, scope: Scope, side: Side, id: OrderId, zone: &TimeZone) -> Result<Opened, Failure> {
        let last = told_last(tx, scope, id, zone).await?;
        match side {
            Side::Customer => Opened::of_standing(Standing::load(tx, scope, id).await?, last, zone),
            Side::Staff => Ok(Opened::of_order(OrderNow::load(tx, scope, id).await?, last)),
        }
    }

    fn of_order(order: OrderNow, last: String) -> Opened {
        let why_not = match order.status {
            OrderStatus::Cancelled => Some("It has been cancelled or declined; undo that before it is changed."),
            OrderStatus::Completed => Some("It is delivered; what was ordered can no longer be changed."),
            _ => None,
        };
        Opened {
            order: order.row.id,
            customer: order.row.customer,
            name: order.row.number.clone(),
            begins_with: order.document.clone(),
            base: order.document,
            seen: Stood { version: order.row.version, waiting: None },
            is_order: true,
            why_not: why_not.map(str::to_owned),
            waits_since: None,
            last,
            standing: None,
        }
    }

    fn of_standing(standing: Standing, last: String, zone: &TimeZone) -> Result<Opened, Failure> {
        let why_not = may_edit(&standing.facts()?).err().map(|why| why_not_in_words(&why, "changed"));
        let opened = match (&standing.order, &standing.import) {
            (Some(order), import) => {
                let waiting = import.as_ref().filter(|import| import.kind == "UPDATE");
                let named = if order.row.reference.is_empty() { &order.row.number } else { &order.row.reference };
                Opened {
                    name: named.clone(),
                    begins_with: waiting.map_or_else(|| Ok(order.document.clone()), |import| with_change(order, import))?,
                    waits_since: waiting.map(|import| says::instant(import.submitted_at, zone)),
                    why_not,
                    seen: standing.stood(),
                    standing: None,
                    ..Opened::of_order(order.clone(), last)
                }
            }
            (None, Some(import)) => {
                let document = OrderDocument::from_json(&import.document).map_err(|error| Failure::fault(format!("{error:?}")))?;
                Opened {
                    order: import.order_id,
                    customer: import.customer,
                    name: import.reference.clone(),
                    begins_with: document.clone(),
                    base: document,
                    seen: standing.stood(),
                    is_order: false,
                    why_not,
                    waits_since: None,
                    last,
                    standing: None,
                }
            }
            (None, None) => return Err(Failure::not_found()),
        };
        Ok(Opened { standing: Some(standing), ..opened })
    }

    /// The fields of the form as it is first shown.
    pub(super) fn fields(&self) -> Fields {
        let mut fields = write::whole(&self.begins_with);
        self.stamp(&mut fields);
        fields
    }

    /// Notes in a form what it is made from: the order, with the customer's own change where one waits.
    pub(super) fn stamp(&self, fields: &mut Fields) {
        fields.set("seen", self.seen.to_string());
        fields.set("shown", self.begins_with.to_json());
    }

    /// Whether a document, as the form says it, is what the form showed at first.
    pub(super) fn is_untouched(&self, typed: &OrderDocument) -> bool {
        *typed == carry(&self.base, read_with_ids(&write::whole(&self.begins_with)).document)
    }

    pub(super) fn read(&self, fields: &Fields) -> Read {
        read_change(&self.base, fields)
    }
}

/// The order with the customer's change that waits, as far as it can be applied.
fn with_change(order: &OrderNow, import: &ImportRow) -> Result<OrderDocument, Failure> {
    let operations: Vec<rules::order_change::Operation> = serde_json::from_str(&import.operations)?;
    super::bring_over::over(&order.document, &operations)
}

/// Loads the form round typed values, with what is edited as it is now.
pub(super) async fn form(app: &App, who: &Editor, id: OrderId, fields: Option<Fields>) -> Result<(Opened, EntryForm), Failure> {
    let (scope, side) = (who.scope(), who.side());
    let (zone, home, now) = (who.carrier().zone.clone(), who.carrier().country.clone(), app.clock.now());
    let submission = app.ids.id::<uuid::Uuid>(now).to_string();
    let charges = match who {
        Editor::Contact(contact) => contact.sees_charges(),
        Editor::Staff(_) => true,
    };
    let book = format!("{}/locations/options", who.root());
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let opened = Opened::load(tx, scope, side, id, &zone).await?;
            let mut fields = fields.unwrap_or_else(|| opened.fields());
            if !fields.has("submission") {
                fields.set("submission", submission);
            }
            let read = opened.read(&fields);
            let typed = read.document.clone();
            let kept = opened.is_order.then(|| opened.base.clone());
            let base = Base { order: id, document: opened.base.clone(), locked: opened.is_order, kept };
            let asked =
                Asked { scope, customer: opened.customer, fields, read, now, side, home, base: Some(base), template: None, charges };
            let Loaded { mut form, terms } = load(tx, asked).await?;
            form.book_at = if side == Side::Staff { format!("{book}?customer={}", opened.customer) } else { book };
            if let Some(ahead) = &mut form.ahead {
                ahead.becomes = match &opened.standing {
                    Some(standing) if opened.why_not.is_none() => {
                        becomes(order_import::would(tx, standing, &terms, &typed, now).await?, opened.is_order)
                    }
                    Some(_) => "Nothing can be changed now.".to_owned(),
                    None => "The order is changed at once. The customer sees in its timeline what was changed.".to_owned(),
                };
            }
            Ok((opened, form))
        })
    });
    read.await
}

/// What a customer's change does, in words: neutral where it is late (3.7).
fn becomes(verdict: Verdict, is_order: bool) -> String {
    match (verdict, is_order) {
        (Verdict::Apply, true) => "Your change is applied at once; the carrier sees what you changed.",
        (Verdict::Apply, false) => "It becomes an order at once.",
        (Verdict::Wait | Verdict::Error, true) => "The carrier must confirm your change. Until then the order stays as it is.",
        (Verdict::Wait | Verdict::Error, false) => "The carrier must confirm it, as it is now, before it becomes an order.",
    }
    .to_owned()
}
