//! What a member chose: read for the page that asks and for whoever looks at a contact; set by themselves only.

use kit::db::Tx;
use rules::telling::{Capacity, Choice, Choices, Kind, next_digest};
use uuid::Uuid;

use super::store::{choices as store, facts};
use super::table::ChoiceRow;
use super::{FIRST_HOUR, FIRST_HOUR_OF_STAFF, words};
use crate::contacts::ContactId;
use crate::failure::Failure;
use crate::history::{Act, Change, Entry, Subject};
use crate::organisations::{self, OrganisationId};
use crate::people::StaffId;
use crate::viewer::{Contact, Staff};

/// Whose choice it is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Whose {
    Contact(ContactId),
    Staff(StaffId, Capacity),
}

impl Whose {
    pub(super) fn of_contact(contact: &Contact) -> Whose {
        Whose::Contact(contact.id)
    }

    /// First values go by whether they may send quotes to planning.
    pub(super) fn of_staff(staff: &Staff) -> Whose {
        let plans = staff.may(rules::access::Act::SendToPlanning);
        Whose::Staff(staff.id, if plans { Capacity::Planner } else { Capacity::Onlooker })
    }

    fn membership(self) -> Uuid {
        match self {
            Whose::Contact(id) => id.0,
            Whose::Staff(id, _) => id.0,
        }
    }

    fn capacity(self) -> Capacity {
        match self {
            Whose::Contact(_) => Capacity::Submitter,
            Whose::Staff(_, capacity) => capacity,
        }
    }

    fn first_hour(self) -> i8 {
        match self {
            Whose::Contact(_) => FIRST_HOUR,
            Whose::Staff(..) => FIRST_HOUR_OF_STAFF,
        }
    }

    /// What they are asked about; of order imports only where they are provisioned, a contact of charges only where they are shown.
    fn kinds(self, imports: bool, charges: bool) -> impl Iterator<Item = Kind> {
        let kinds: &'static [Kind] = match self {
            Whose::Contact(_) => &Kind::OF_CONTACTS,
            Whose::Staff(..) => &Kind::OF_STAFF,
        };
        kinds.iter().copied().filter(move |kind| (imports || !kind.is_of_imports()) && (charges || *kind != Kind::ChargeToApprove))
    }
}

/// What a member wants from now on.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    /// Kind by kind.
    pub choices: Vec<(Kind, Choice)>,
    /// When the digest is to come.
    pub hour: i8,
}

/// What counts for a member now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Kind by kind, those they are asked about.
    pub choices: Vec<(Kind, Choice)>,
    /// When the digest comes.
    pub hour: i8,
    /// Whether they ever chose.
    pub own: bool,
    pub(super) version: i64,
    /// Whether they are asked about order imports.
    pub(super) imports: bool,
    /// Whether they are asked about charges to approve.
    charges: bool,
    /// As stored, what they are not asked about now included.
    stored: Choices,
}

impl Chosen {
    fn of(row: Option<ChoiceRow>, whose: Whose, imports: bool, charges: bool) -> Chosen {
        let stored = row.as_ref().map(|row| Choices::parse(&row.choices)).unwrap_or_default();
        Chosen {
            choices: whose.kinds(imports, charges).map(|kind| (kind, stored.of(kind, whose.capacity()))).collect(),
            hour: row.as_ref().and_then(|row| i8::try_from(row.digest_hour).ok()).unwrap_or(whose.first_hour()),
            own: !stored.is_empty(),
            version: row.map_or(0, |row| row.version),
            imports,
            charges,
            stored,
        }
    }

    /// Kind by kind in words: `Submitted`, `In the digest`.
    #[must_use]
    pub fn in_words(&self) -> Vec<(&'static str, &'static str)> {
        self.choices.iter().map(|(kind, choice)| (words::in_words(kind.as_str()), words::choice(*choice))).collect()
    }
}

/// What counts for a contact now, for whoever looks at them.
///
/// # Errors
/// When the database does not answer.
pub async fn chosen(tx: &mut Tx, organisation: OrganisationId, contact: ContactId) -> Result<Chosen, Failure> {
    read(tx, organisation, Whose::Contact(contact)).await
}

pub(super) async fn read(tx: &mut Tx, organisation: OrganisationId, whose: Whose) -> Result<Chosen, Failure> {
    let imports = organisations::by_id(tx, organisation).await?.import_provisioned_at.is_some();
    let charges = match whose {
        Whose::Contact(id) => facts::charge_facts(tx, organisation, id).await?.is_some_and(|(shown, _)| shown),
        Whose::Staff(..) => false,
    };
    Ok(Chosen::of(store::of(tx, organisation, whose.membership()).await?, whose, imports, charges))
}

/// Sets what a member wants, kind by kind, and when their digest comes; what already stands in it comes then, too.
pub(super) async fn choose(
    tx: &mut Tx,
    act: &mut Act,
    whose: Whose,
    seen: i64,
    wish: &Wish,
    zone: &jiff::tz::TimeZone,
) -> Result<(), Failure> {
    let before = read(tx, act.organisation, whose).await?;
    if before.version != seen {
        return Err(Failure::moved("You changed this in another window meanwhile. Save again to put what you chose here in its place."));
    }
    let mut choices = before.stored.clone();
    wish.choices.iter().for_each(|(kind, choice)| choices.set(*kind, *choice));
    let (contact, staff) = match whose {
        Whose::Contact(id) => (Some(id), None),
        Whose::Staff(id, _) => (None, Some(id)),
    };
    let row = ChoiceRow {
        membership: whose.membership(),
        organisation: act.organisation,
        contact,
        staff,
        digest_hour: i64::from(wish.hour),
        choices: choices.to_text(),
        version: seen + 1,
    };
    store::put(tx, &row).await?;
    store::move_digest(tx, act.organisation, row.membership, next_digest(act.now, zone, wish.hour)).await?;
    let changes = changes(&before, &Chosen::of(Some(row.clone()), whose, before.imports, before.charges));
    if changes.is_empty() {
        return Ok(());
    }
    let (subject, verb) = match whose {
        Whose::Contact(_) => ("contact", "contact.notifications_changed"),
        Whose::Staff(..) => ("staff", "user.notifications_changed"),
    };
    act.record(tx, Entry::new(Subject(subject, row.membership), verb).internal().changes(changes)).await
}

fn changes(before: &Chosen, after: &Chosen) -> Vec<Change> {
    let said = |chosen: &Chosen| {
        let mut said: Vec<(String, String)> = chosen.in_words().into_iter().map(|(kind, how)| (kind.to_owned(), how.to_owned())).collect();
        said.push(("Digest at".to_owned(), format!("{:02}:00", chosen.hour)));
        said
    };
    let pairs = said(before).into_iter().zip(said(after));
    pairs.filter(|(from, to)| from.1 != to.1).map(|((field, from), (_, to))| Change { field, from, to }).collect()
}
