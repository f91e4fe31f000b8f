//! Sending an edited form: the customer's change goes the way of 5.6, staff change the order at once.

use kit::web::Fields;
use rules::order::OrderDocument;
use rules::order_check::Problem;
use rules::submission;
use uuid::Uuid;

use super::super::carry::read_change;
use super::opened::{Editor, Opened};
use crate::app::App;
use crate::charges::{Foreseen, PriceSeen};
use crate::failure::Failure;
use crate::order_import::{self, Asker, Change, Changed, Holder, NotChanged};
use crate::orders;
use crate::orders::acts::{Desk, Edit, Seen, edit};
use crate::telling::House;
use crate::viewer::Viewer;

/// Why an edited form comes back.
pub(super) enum NotSent {
    /// It says what stands there already.
    NothingNew,
    /// Something must be put right, or staff must give a reason.
    Wrong(Vec<Problem>),
    /// The reference is another order's.
    ReferenceTaken(Holder),
    /// What becomes of the order's charges was not shown before (8.5).
    PriceNotSeen(Box<Foreseen>),
    /// Not allowed, moved, or a fault.
    Failure(Failure),
}

impl From<NotChanged> for NotSent {
    fn from(refused: NotChanged) -> NotSent {
        match refused {
            NotChanged::NothingNew => NotSent::NothingNew,
            NotChanged::Wrong(problems) => NotSent::Wrong(problems),
            NotChanged::ReferenceTaken(holder) => NotSent::ReferenceTaken(holder),
            NotChanged::PriceNotSeen(foreseen) => NotSent::PriceNotSeen(foreseen),
            NotChanged::Failure(failure) => NotSent::Failure(failure),
        }
    }
}

/// Sends it; the word that says what became of it.
pub(super) async fn send(
    app: &App,
    who: &Editor,
    opened: &Opened,
    fields: &Fields,
    document: OrderDocument,
) -> Result<&'static str, NotSent> {
    match who {
        Editor::Contact(contact) => {
            let house = House::of(app, &contact.carrier);
            let asker = Asker { scope: contact.scope(), contact: contact.id, house, order: opened.order, seen: opened.seen };
            let submission = submission_of(fields).unwrap_or_else(|| app.ids.id(app.clock.now()));
            let digest = digest(opened, fields);
            let change = Change { asker, submission, document };
            let changed = app.act_or(contact, move |tx, act| Box::pin(order_import::change(tx, act, change, digest))).await?;
            Ok(match changed {
                Changed::Applied => "changed",
                Changed::Waits => "change-waits",
                Changed::Again => "change-sent",
            })
        }
        Editor::Staff(staff) => {
            let (desk, seen) = (Desk::of(app, staff), Seen { order: opened.order, version: opened.seen.version });
            let (reason, price) = (fields.text("late_reason"), PriceSeen::Shown(fields.text("price_seen")));
            let edited = Edit { seen, document, reason, price };
            app.act_or::<_, NotChanged, _>(staff, move |tx, act| Box::pin(async move { edit(tx, act, &desk, edited).await })).await?;
            Ok("changed")
        }
    }
}

/// A form that was taken before.
pub(super) enum FirstSent {
    /// It said the same.
    Same,
    /// It said something else.
    Other,
}

/// Whether this form was taken before: looked up first, for what it did may be why it would no longer be taken (7.6). Staff's forms
/// are told apart by the version they carry.
pub(super) async fn sent_before(app: &App, who: &Editor, opened: &Opened, fields: &Fields) -> Result<Option<FirstSent>, Failure> {
    let (Editor::Contact(contact), Some(submission)) = (who, submission_of(fields)) else { return Ok(None) };
    let (scope, membership, digest) = (contact.scope(), contact.id.0, digest(opened, fields));
    let read =
        app.db.read(move |tx| Box::pin(async move { orders::sent_before(tx, scope.organisation, membership, submission, &digest).await }));
    Ok(read.await?.map(|(_, _, same)| if same { FirstSent::Same } else { FirstSent::Other }))
}

fn submission_of(fields: &Fields) -> Option<Uuid> {
    fields.raw("submission").parse().ok()
}

/// SHA-256 of what the form says, to tell the same form sent twice from another one: read over what it was made from, whatever has
/// become of that since.
fn digest(opened: &Opened, fields: &Fields) -> Vec<u8> {
    let made_from = OrderDocument::from_json(fields.raw("shown")).ok();
    let document = read_change(made_from.as_ref().unwrap_or(&opened.begins_with), fields).document;
    let mut bytes = submission::canonical(&document);
    bytes.extend_from_slice(opened.order.0.as_bytes());
    kit::secret::sha256(&bytes).to_vec()
}
