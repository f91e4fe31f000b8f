//! Customers, contacts and locations in a table (rule 7.5): each row adds one, changes what is there already, or finds it so. Trying a
//! row out is doing it and taking that back.

mod contacts;
mod customers;
mod locations;
pub mod pages;

use kit::db::{DbError, Tx};
use kit::web::Fields;
use rules::upload::{Column, Kind, columns};
use uuid::Uuid;

use super::draft::{Draft, filled};
use super::said::{Found, Said};
use super::store;
use super::table::{LineRow, UploadRow};
use super::words;
use crate::app::App;
use crate::contacts::Host;
use crate::failure::{Failure, Refusal};
use crate::history::{Act, Change};
use crate::viewer::{Actor, Side};

/// What a row does to what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Does {
    /// It adds one.
    New,
    /// It changes one.
    Change,
    /// It is so already.
    Same,
}

impl Does {
    fn as_str(self) -> &'static str {
        match self {
            Does::New => "NEW",
            Does::Change => "CHANGE",
            Does::Same => "SAME",
        }
    }
}

/// What became of a row.
#[derive(Debug)]
struct Taken {
    id: Uuid,
    does: Does,
    /// What is worth knowing about it: what changes.
    notes: Vec<String>,
}

impl Taken {
    fn new(id: Uuid) -> Taken {
        Taken { id, does: Does::New, notes: Vec::new() }
    }

    /// What is there, with what the row changes of it.
    fn there(id: Uuid, changes: &[Change]) -> Taken {
        let words = |change: &Change| match (change.from.as_str(), change.to.as_str()) {
            ("", to) => format!("{}: {to}.", change.field),
            (from, to) => format!("{}: {to}, now {from}.", change.field),
        };
        let does = if changes.is_empty() { Does::Same } else { Does::Change };
        Taken { id, does, notes: changes.iter().map(words).collect() }
    }
}

/// Why nothing became of a row; nothing was changed.
#[derive(Debug)]
enum NotTaken {
    Wrong(Vec<Refusal>),
    Failure(Failure),
}

impl From<Failure> for NotTaken {
    fn from(failure: Failure) -> NotTaken {
        match failure {
            Failure::Refused(refusal) => NotTaken::Wrong(vec![refusal]),
            other => NotTaken::Failure(other),
        }
    }
}

impl From<DbError> for NotTaken {
    fn from(error: DbError) -> NotTaken {
        NotTaken::Failure(error.into())
    }
}

impl From<Refusal> for NotTaken {
    fn from(refusal: Refusal) -> NotTaken {
        NotTaken::Wrong(vec![refusal])
    }
}

impl From<Vec<Refusal>> for NotTaken {
    fn from(wrong: Vec<Refusal>) -> NotTaken {
        NotTaken::Wrong(wrong)
    }
}

/// What became of a try.
enum Tried {
    Would(Taken),
    WouldNot(NotTaken),
}

impl From<Failure> for Tried {
    fn from(failure: Failure) -> Tried {
        Tried::WouldNot(failure.into())
    }
}

impl From<DbError> for Tried {
    fn from(error: DbError) -> Tried {
        Tried::WouldNot(error.into())
    }
}

/// Whose rows they are, and what is done with them.
#[derive(Clone)]
pub(super) struct House {
    host: Host,
    actor: Actor,
    kind: Kind,
    /// New contacts get into the portal, and are welcomed.
    invites: bool,
}

impl House {
    /// Reads who sent it; none where they may not do it any more.
    pub(super) async fn load(tx: &mut Tx, upload: &UploadRow, kind: Kind, base_url: String) -> Result<Option<House>, Failure> {
        if !store::staff_may_still(tx, upload, words::act(kind)).await? {
            return Ok(None);
        }
        let carrier = store::carrier(tx, upload.organisation).await?;
        let actor = Actor { name: upload.sent_by.clone(), side: Side::Carrier, membership: Some(upload.membership) };
        Ok(Some(House { host: Host { carrier: carrier.into(), base_url }, actor, kind, invites: upload.invites }))
    }

    fn columns(&self) -> &'static [Column] {
        columns(self.kind)
    }

    async fn take(&self, tx: &mut Tx, act: &mut Act, said: &Fields) -> Result<Taken, NotTaken> {
        match self.kind {
            Kind::Customers => customers::take(tx, act, &self.host, said).await,
            Kind::Contacts => contacts::take(tx, act, &self.host, said, self.invites).await,
            Kind::Locations => locations::take(tx, act, &self.host, said).await,
            Kind::Orders => Err(NotTaken::Failure(Failure::fault("orders are uploaded in the portal"))),
        }
    }

    /// Tries a line out: what it would do, or what is to be mended.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn check(&self, app: &App, line: &LineRow) -> Result<Found, Failure> {
        let draft: Draft = serde_json::from_str(&line.content)?;
        if !draft.said.is_empty() {
            return Ok(Found::wrong(draft.said));
        }
        let (this, said) = (self.clone(), filled(&draft));
        let tried = app.act_as_or::<(), Tried, _>(self.host.carrier.id, self.actor.clone(), move |tx, act| {
            Box::pin(async move {
                Err(match this.take(tx, act, &said).await {
                    Ok(taken) => Tried::Would(taken),
                    Err(refused) => Tried::WouldNot(refused),
                })
            })
        });
        match tried.await {
            Ok(()) => Ok(Found::default()),
            Err(Tried::Would(taken)) => Ok(self.found(&draft, taken)),
            Err(Tried::WouldNot(refused)) => self.in_words(refused, &draft).map(Found::wrong),
        }
    }

    /// Does what a line says, in one transaction with the line that says so.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn make(&self, app: &App, line: &LineRow) -> Result<Option<Vec<Said>>, Failure> {
        let draft: Draft = serde_json::from_str(&line.content)?;
        let (this, said, mut line) = (self.clone(), filled(&draft), line.clone());
        let made = app.act_as_or::<(), NotTaken, _>(self.host.carrier.id, self.actor.clone(), move |tx, act| {
            Box::pin(async move {
                let taken = this.take(tx, act, &said).await?;
                (line.state, line.does, line.made) = ("DONE".to_owned(), taken.does.as_str().to_owned(), Some(taken.id));
                Ok(store::put(tx, &line, "GOOD").await?)
            })
        });
        match made.await {
            Ok(()) => Ok(None),
            Err(refused) => self.in_words(refused, &draft).map(Some),
        }
    }

    fn found(&self, draft: &Draft, taken: Taken) -> Found {
        let notes = taken.notes.into_iter().map(|words| draft.about(self.columns(), "", words)).collect();
        let made = (taken.does != Does::New).then_some(taken.id);
        Found { wrong: false, said: notes, does: taken.does.as_str(), made }
    }

    fn in_words(&self, refused: NotTaken, draft: &Draft) -> Result<Vec<Said>, Failure> {
        let wrong = match refused {
            NotTaken::Wrong(wrong) => wrong,
            NotTaken::Failure(failure) => return Err(failure),
        };
        let about = |refusal: Refusal| {
            let field = refusal.field.unwrap_or_default();
            // Nothing can be chosen in a table.
            let words =
                if field == "country" { "Write the country's two letters, such as NL, or its name.".to_owned() } else { refusal.message };
            draft.about(self.columns(), &field, if words.ends_with(['.', '?', '!']) { words } else { format!("{words}.") })
        };
        Ok(wrong.into_iter().map(about).collect())
    }
}

/// A form as it is stored, with what a row says over it; some columns are not the form's.
fn over(form: &Fields, said: &Fields, without: &[&str]) -> Fields {
    let mut fields = form.clone();
    for (name, value) in said.iter().filter(|(name, _)| !without.contains(name)) {
        fields.set(name, value);
    }
    fields
}
