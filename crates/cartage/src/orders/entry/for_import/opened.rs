//! The import whose form is shown, as it is at this moment, with what stands against it beside the fields it is about.

use std::collections::BTreeMap;

use kit::db::Tx;
use kit::web::Fields;
use rules::creation_status::Side;
use rules::order::OrderDocument;
use rules::order_change::{Choice, Merged};
use rules::order_import::{Kind, State};

use super::super::carry::read_change;
use super::super::form::{Asked, Base, EntryForm, Loaded, Said, load};
use super::super::read::Read;
use super::super::write;
use crate::app::App;
use crate::failure::Failure;
use crate::order_import::{self, Case, How, ImportId};
use crate::viewer::{Staff, Viewer};

/// An import that is edited.
pub(super) struct Opened {
    pub(super) import: ImportId,
    /// What it is called.
    pub(super) name: String,
    pub(super) customer: String,
    /// The order as the customer wants it: what the form begins with, and what staff's changes are changes of.
    pub(super) wanted: OrderDocument,
    /// Import's revision and order's version.
    pub(super) revision: i64,
    pub(super) version: Option<i64>,
    pub(super) how: How,
    pub(super) create: bool,
    /// Why it cannot be edited, in words.
    pub(super) why_not: Option<String>,
    /// What stands against it, beside its field.
    pub(super) against: Vec<Said>,
}

impl Opened {
    fn of(case: &Case, now: jiff::Timestamp) -> Result<Opened, Failure> {
        let (import, open) = (&case.import, case.state.is_open());
        let number = case.order.as_ref().map(|order| order.row.number.clone());
        Ok(Opened {
            import: import.id,
            name: if import.reference.is_empty() { number.unwrap_or_default() } else { import.reference.clone() },
            customer: case.customer_name().to_owned(),
            wanted: wanted(case)?,
            revision: import.revision,
            version: case.order.as_ref().map(|order| order.row.version),
            how: if case.state == State::Error { How::Fix } else { How::Accept },
            create: case.kind == Kind::Create,
            why_not: match (open, case.kind) {
                (false, _) => Some(order_import::decided(case.state, import, &case.terms.settings.zone)),
                (true, Kind::Cancel) => Some("A cancellation is accepted or rejected; there is nothing to edit.".to_owned()),
                (true, Kind::Create | Kind::Update) => None,
            },
            against: if open { against(case, now)? } else { Vec::new() },
        })
    }

    /// What the form says as it was typed, with what it does not show as the customer sent it.
    pub(super) fn read(&self, fields: &Fields) -> Read {
        read_change(&self.wanted, fields)
    }

    /// Notes in a form what it is made from.
    pub(super) fn stamp(&self, fields: &mut Fields) {
        fields.set("revision", self.revision.to_string());
        if let Some(version) = self.version {
            fields.set("version", version.to_string());
        }
    }

    /// Whether a form was made from what is there now.
    pub(super) fn is_what_was_seen(&self, fields: &Fields) -> bool {
        fields.raw("revision") == self.revision.to_string() && fields.get("version").and_then(|v| v.parse().ok()) == self.version
    }
}

/// The order as the customer wants it; where both sides changed a field, as the customer would have it.
fn wanted(case: &Case) -> Result<OrderDocument, Failure> {
    let order = || case.order.as_ref().map(|order| order.document.clone()).unwrap_or_default();
    if !case.state.is_open() || case.kind != Kind::Update {
        return Ok(case.proposed.clone().unwrap_or_else(order));
    }
    let Some(merged) = case.merged(BTreeMap::new())? else { return Ok(order()) };
    if merged.conflicts.is_empty() {
        return Ok(merged.document);
    }
    let choice = |can| if can { Choice::Proposed } else { Choice::Current };
    let choices = merged.conflicts.iter().map(|conflict| (conflict.path.clone(), choice(conflict.can_take_proposed))).collect();
    Ok(case.merged(choices)?.map_or_else(order, |merged: Merged| merged.document))
}

/// What stands against it, beside the fields of the form.
fn against(case: &Case, now: jiff::Timestamp) -> Result<Vec<Said>, Failure> {
    let told = order_import::told_against(case, now)?;
    Ok(told.into_iter().filter(|(field, _)| !field.is_empty()).map(|(field, words)| Said { field, words }).collect())
}

/// Loads the form round typed values, with the import as it is now.
pub(super) async fn form(app: &App, staff: &Staff, id: ImportId, fields: Option<Fields>) -> Result<(Opened, EntryForm), Failure> {
    let (scope, home, now) = (staff.scope(), staff.carrier.country.clone(), app.clock.now());
    let book = format!("{}/locations/options", staff.root());
    let read = app.db.read::<_, Failure, _>(move |tx: &mut Tx| {
        Box::pin(async move {
            let case = Case::load(tx, scope, id).await?;
            let opened = Opened::of(&case, now)?;
            let first = fields.is_none();
            let mut fields = fields.unwrap_or_else(|| write::whole(&opened.wanted));
            opened.stamp(&mut fields);
            let read = opened.read(&fields);
            // The dates the customer wants are what is to be put right: only those the order has are kept.
            let kept = case.order.as_ref().map(|order| order.document.clone());
            let base = Base { order: case.import.order_id, document: opened.wanted.clone(), locked: !opened.create, kept };
            let asked = Asked {
                scope,
                customer: case.import.customer,
                fields,
                read,
                now,
                side: Side::Staff,
                home,
                base: Some(base),
                template: None,
                charges: true,
            };
            let Loaded { mut form, .. } = load(tx, asked).await?;
            form.book_at = format!("{book}?customer={}", case.import.customer);
            (form.reference_required, form.of_import) = (true, true);
            if first {
                form.remarks.extend(opened.against.iter().cloned());
            }
            if let Some(ahead) = &mut form.ahead {
                ahead.becomes = if opened.create {
                    "Saving creates the order. The customer is told, with what you changed.".to_owned()
                } else {
                    "Saving changes the order. The customer is told, with what you changed.".to_owned()
                };
            }
            Ok((opened, form))
        })
    });
    read.await
}
