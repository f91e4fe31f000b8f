//! Sending an edited form: the customer's change goes the way of 5.6, staff change the order at once.

use kit::web::Fields;
use rules::order::OrderDocument;
use rules::order_check::Problem;
use rules::submission;
use uuid::Uuid;

use super::opened::{Editor, Opened};
use crate::app::App;
use crate::failure::Failure;
use crate::order_import::{self, Asker, Change, Changed, Holder, NotChanged};
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
    /// Not allowed, moved, or a fault.
    Failure(Failure),
}

impl From<NotChanged> for NotSent {
    fn from(refused: NotChanged) -> NotSent {
        match refused {
            NotChanged::NothingNew => NotSent::NothingNew,
            NotChanged::Wrong(problems) => NotSent::Wrong(problems),
            NotChanged::ReferenceTaken(holder) => NotSent::ReferenceTaken(holder),
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
            let submission: Uuid = fields.raw("submission").parse().unwrap_or_else(|_| app.ids.id(app.clock.now()));
            let digest = digest(opened, &document);
            let change = Change { asker, submission, document };
            let changed = app.act_or(contact, move |tx, act| Box::pin(order_import::change(tx, act, change, digest))).await?;
            Ok(match changed {
                Changed::Applied => "changed",
                Changed::Waits => "change-waits",
                Changed::Again => "change-sent",
            })
        }
        Editor::Staff(staff) => {
            let (desk, seen) = (Desk::of(app, staff), Seen { order: opened.order, version: opened.seen });
            let reason = fields.text("late_reason");
            let edited = Edit { seen, document, reason };
            app.act_or::<_, NotChanged, _>(staff, move |tx, act| Box::pin(async move { edit(tx, act, &desk, edited).await })).await?;
            Ok("changed")
        }
    }
}

/// SHA-256 of what the form says, to tell the same form sent twice from another one.
fn digest(opened: &Opened, document: &OrderDocument) -> Vec<u8> {
    let mut bytes = submission::canonical(document);
    bytes.extend_from_slice(opened.order.0.as_bytes());
    kit::secret::sha256(&bytes).to_vec()
}
