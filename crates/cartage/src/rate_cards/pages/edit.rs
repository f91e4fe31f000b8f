//! The page of one rate card: its form with what is odd beside what it is about, the test price, or what it says for whoever may only
//! look; and its history.

use askama::Template;
use jiff::civil::Date;
use kit::web::Fields;
use rules::access::Act;
use rules::money::Currency;
use rules::rate_card::{By, Per, Valid, validity_warnings, warnings};

use super::super::draft::Draft;
use super::super::terms::{Names, Said, Terms};
use super::super::{RateCardId, store, words};
use super::tested::{Tested, tested};
use crate::app::App;
use crate::customers::{self, Choice};
use crate::failure::{Failure, Refusal};
use crate::history::{self, Line};
use crate::shell::{Frame, Here, Typed};
use crate::transport_services::{self, ServiceId};
use crate::viewer::{Staff, Viewer};

/// The page.
#[derive(Template)]
#[template(path = "rate_cards/edit.html")]
pub(super) struct EditPage {
    frame: Frame,
    root: String,
    may: bool,
    /// None for a card that is being made.
    id: Option<RateCardId>,
    archived: bool,
    action: String,
    form: Typed,
    draft: Draft,
    odd: Odd,
    customers: Vec<Choice>,
    services: Vec<(ServiceId, String)>,
    tested: Option<Tested>,
    /// For whoever may only look.
    said: Vec<Said>,
    history: Vec<Line>,
    unsaved: bool,
}

/// What is odd about the card as it stands in the form, beside what it is about.
#[derive(Default)]
struct Odd {
    days: Vec<String>,
    /// Zones, or the card as a whole.
    whole: Vec<String>,
    /// The line's name, and what is odd about it.
    lines: Vec<(String, String)>,
}

/// What stands round the form's own values.
struct Around {
    customers: Vec<Choice>,
    services: Vec<(ServiceId, String)>,
    /// The days of the other cards of the same customer and service.
    beside: Vec<(RateCardId, Date, Option<Date>)>,
    names: Names,
}

fn title_of(verb: &str) -> &'static str {
    match verb {
        "rate_card.created" => "Created",
        "rate_card.archived" => "Archived",
        "rate_card.restored" => "Restored",
        _ => "Changed",
    }
}

impl EditPage {
    /// The page of a card: with the form as typed, or filled from what is stored.
    pub(super) async fn of(
        app: &App,
        staff: &Staff,
        id: RateCardId,
        typed: Option<(Draft, Typed)>,
        query: &Fields,
    ) -> Result<EditPage, Failure> {
        let (scope, organisation) = (staff.scope(), staff.carrier.id);
        let read = app.db.read::<_, Failure, _>(move |tx| {
            Box::pin(async move { Ok((store::by_id(tx, organisation, id).await?, history::of_subject(tx, scope, id.0).await?)) })
        });
        let (row, told) = read.await?;
        let stored = Terms::of(&row)?;
        let (draft, form) = match typed {
            Some((draft, form)) => (draft, form.now_at(row.version)),
            None => {
                let draft = Draft::filled(&stored, row.version);
                let form = draft.form();
                (draft, form)
            }
        };
        let around = around(app, staff, Some(id), draft.read()?.as_ref().unwrap_or(&stored)).await?;
        let frame = Frame::desk(app, staff, row.name.clone(), Here::RateCards, query).await?;
        let action = format!("{}/rate-cards/{id}", staff.root());
        let said = stored.in_words(&around.names);
        let history = history::lines(told, &staff.carrier.zone, title_of);
        let archived = row.archived_at.is_some();
        let page = EditPage::new(staff, frame, action, (draft, form), around)?;
        Ok(EditPage { id: Some(id), archived, said, history, ..page })
    }

    /// The page of a card that is being made.
    pub(super) async fn of_new(app: &App, staff: &Staff, draft: Draft, wrong: Vec<Refusal>) -> Result<EditPage, Failure> {
        let form = draft.form().refused(wrong);
        let frame = Frame::desk(app, staff, "New rate card", Here::RateCards, &Fields::default()).await?;
        let nothing = Terms {
            name: String::new(),
            customer: None,
            service: None,
            from: Date::ZERO,
            until: None,
            card: rules::rate_card::RateCard {
                currency: Currency::EUR,
                zones: Vec::new(),
                zone_of: rules::rate_card::End::Delivery,
                lines: Vec::new(),
                minimum: None,
                fuel: None,
            },
        };
        let around = around(app, staff, None, draft.read()?.as_ref().unwrap_or(&nothing)).await?;
        EditPage::new(staff, frame, format!("{}/rate-cards/new", staff.root()), (draft, form), around)
    }

    fn new(staff: &Staff, frame: Frame, action: String, (draft, form): (Draft, Typed), around: Around) -> Result<EditPage, Failure> {
        let (mut form, mut odd, mut shown) = (form, Odd::default(), None);
        if !form.fields().has("customer_text") {
            form = form.with("customer_text", around.names.customer.clone().unwrap_or_default());
        }
        if let Ok(terms) = draft.read()? {
            odd = Odd::of(&terms, &around);
            if draft.raw("test") == "on" {
                match tested(&terms.card, form.fields()) {
                    Ok(tested) => shown = Some(tested),
                    Err(wrong) => form = form.refused(wrong).that_asks(),
                }
            }
        }
        Ok(EditPage {
            frame,
            root: staff.root(),
            may: staff.may(Act::RateCards),
            id: None,
            archived: false,
            action,
            form,
            draft,
            odd,
            customers: around.customers,
            services: around.services,
            tested: shown,
            said: Vec::new(),
            history: Vec::new(),
            unsaved: false,
        })
    }

    /// What stands in the form is not saved.
    pub(super) fn unsaved(self) -> EditPage {
        EditPage { unsaved: true, ..self }
    }

    fn currencies(&self) -> Vec<&'static str> {
        let mut all: Vec<&str> = Currency::all().map(Currency::as_str).collect();
        all.sort_unstable();
        all
    }

    fn units(&self) -> [(&'static str, &'static str); 8] {
        Per::ALL.map(|per| (per.as_str(), per.words()))
    }

    fn measures(&self) -> [(&'static str, &'static str); 2] {
        By::ALL.map(|by| (by.as_str(), by.words()))
    }

    /// What a table's line is looked up by, in words.
    fn measured(&self, by: &str) -> &'static str {
        By::parse(by).unwrap_or(By::Weight).words()
    }

    /// The heads of a table's price columns.
    fn heads(&self) -> Vec<String> {
        if self.draft.zones.is_empty() {
            return vec![format!("Price ({})", self.form.raw("currency"))];
        }
        let named = |(at, zone): (usize, &super::super::draft::ZoneTyped)| match zone.name.trim() {
            "" => format!("Zone {}", at + 1),
            name => format!("Zone {name}"),
        };
        self.draft.zones.iter().enumerate().map(named).collect()
    }

    /// What is odd about a line.
    fn odd_of(&self, line: &str) -> Vec<&str> {
        self.odd.lines.iter().filter(|(name, _)| name == line.trim()).map(|(_, words)| words.as_str()).collect()
    }

    /// The price without needless words: what a test lacks.
    fn has(&self, kind: &str) -> bool {
        self.draft.lines.iter().any(|line| line.kind == kind)
    }
}

async fn around(app: &App, staff: &Staff, id: Option<RateCardId>, terms: &Terms) -> Result<Around, Failure> {
    let (organisation, owner) = (staff.carrier.id, (terms.customer, terms.service));
    let but = id.unwrap_or_else(|| RateCardId(uuid::Uuid::nil()));
    let named: Vec<uuid::Uuid> = owner.0.map(|id| id.0).into_iter().chain(owner.1.map(|id| id.0)).collect();
    let read = app.db.read::<_, Failure, _>(move |tx| {
        Box::pin(async move {
            let customers = customers::found(tx, organisation, "").await?;
            let mut services = transport_services::choices(tx, organisation).await?;
            let found = store::names(tx, organisation, &named).await?;
            let names = Names::of(&found, owner.0, owner.1);
            // One that is archived by now still stands there.
            add(&mut services, owner.1, names.service.as_ref());
            let beside = store::beside(tx, organisation, but, owner).await?;
            Ok(Around { customers, services, beside, names })
        })
    });
    read.await
}

fn add<T: PartialEq + Copy>(choices: &mut Vec<(T, String)>, chosen: Option<T>, name: Option<&String>) {
    if let (Some(id), Some(name)) = (chosen, name)
        && choices.iter().all(|(known, _)| *known != id)
    {
        choices.push((id, name.clone()));
    }
}

impl Odd {
    fn of(terms: &Terms, around: &Around) -> Odd {
        let owner = rules::rate_card::Owner::Service; // all of one owner
        let valid = |from, until| Valid { card: (), owner, from, until };
        let mut cards: Vec<Valid<()>> = around.beside.iter().map(|(_, from, until)| valid(*from, *until)).collect();
        cards.push(valid(terms.from, terms.until));
        let mut odd = Odd { days: validity_warnings(&cards).iter().map(words::validity).collect(), ..Odd::default() };
        let found = warnings(&terms.card);
        for (line, said) in found.iter().map(words::warning) {
            match line {
                Some(line) => odd.lines.push((line.to_owned(), said)),
                None => odd.whole.push(said),
            }
        }
        odd
    }
}
