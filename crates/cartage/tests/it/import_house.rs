//! A haulier with the order import on, two contacts and two staff, and the acts on imports as their pages run them: for tests that
//! look at the acts themselves.

use std::fmt;
use std::sync::Arc;

use cartage::app::App;
use cartage::board::check_projections;
use cartage::customers::CustomerId;
use cartage::failure::{Failure, Mismatch};
use cartage::history;
use cartage::order_import::{ImportRow, NotChanged, Stood};
use cartage::orders::{NotSubmitted, OrderId, OrderRow};
use cartage::organisations::OrganisationId;
use cartage::telling::House;
use cartage::transport_services::ServiceId;
use cartage::viewer::{Actor, Carrier, Scope, Side, Viewer};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use kit::args;
use kit::db::{Entity, Tx};
use rules::access::{Rights, Role};
use rules::order::{Consignment, GoodsLine, OrderDocument, PartId};
use rules::order_import::Findings;
use testkit::{Login, Organisation, TestApp};
use uuid::Uuid;

use crate::built_orders::stop;

/// Somebody who acts, with nothing between them and the acts.
#[derive(Clone)]
pub(crate) struct Hand {
    pub(crate) login: Login,
    scope: Scope,
    actor: Actor,
    carrier: Arc<Carrier>,
}

impl Viewer for Hand {
    fn scope(&self) -> Scope {
        self.scope
    }
    fn actor(&self) -> Actor {
        self.actor.clone()
    }
    fn carrier(&self) -> &Arc<Carrier> {
        &self.carrier
    }
}

impl Hand {
    pub(crate) fn house(&self) -> House {
        House::named("http://cartage.test", &self.carrier.slug, &self.carrier.name, self.carrier.zone.clone())
    }
}

/// The haulier and its people.
#[derive(Clone)]
pub(crate) struct Yard {
    pub(crate) organisation: Organisation,
    pub(crate) customer: CustomerId,
    pub(crate) service: ServiceId,
    /// Marit de Wit and Joost Kok.
    pub(crate) contacts: [Hand; 2],
    /// Ann Smit and Piet Bos.
    pub(crate) staff: [Hand; 2],
}

impl Yard {
    /// The flow is on and everything else as *Provision* leaves it; nobody's first order is still to come.
    pub(crate) async fn open(app: &TestApp, slug: &str) -> Yard {
        let organisation = app.organisation(slug).await;
        let id = organisation.id;
        let on = "UPDATE organisation SET import_provisioned_at = 1, import_provisioned_by = 'Kees van Dorp', import_enabled = TRUE WHERE id = $1";
        app.sql(on, args![id]).await;
        let customer = app.customer(&organisation, "korenaar").await;
        let service = app.service(&organisation, "Groupage Benelux").await;
        let carrier = Arc::new(Carrier {
            id,
            slug: slug.to_owned(),
            name: format!("{slug} Transport"),
            zone: TimeZone::get("Europe/Amsterdam").unwrap(),
            country: "NL".into(),
            colour: "#1f5fbf".into(),
            imports: true,
        });
        let hand = |login: Login, name: &str, side: Side| Hand {
            scope: Scope { organisation: id, customer: (side == Side::Customer).then_some(customer) },
            actor: Actor { name: name.to_owned(), side, membership: Some(login.membership) },
            carrier: Arc::clone(&carrier),
            login,
        };
        let (mut contacts, mut staff) = (Vec::new(), Vec::new());
        for name in ["Marit de Wit", "Joost Kok"] {
            let login = app.contact(&organisation, (customer, "korenaar"), name, Rights::default(), None).await;
            let before = "INSERT INTO submission (id, organisation, order_id, membership, digest, at) VALUES ($1, $2, $1, $3, $4, 1)";
            app.sql(before, args![Uuid::nil(), id, login.membership, Vec::<u8>::new()]).await;
            contacts.push(hand(login, name, Side::Customer));
        }
        for name in ["Ann Smit", "Piet Bos"] {
            staff.push(hand(app.staff(&organisation, name, Role::Operations).await, name, Side::Carrier));
        }
        let two = |hands: Vec<Hand>| <[Hand; 2]>::try_from(hands).ok().unwrap();
        Yard { organisation, customer, service, contacts: two(contacts), staff: two(staff) }
    }

    /// Twelve pallets from Werkendam to Gent, collected tomorrow.
    pub(crate) fn document(&self, reference: &str) -> OrderDocument {
        let collection = stop("", "De Korenaar", "4251 AB", "Werkendam", "NL", date(2026, 5, 5));
        let delivery = stop("", "Antwerp Bakery Supply", "9000", "Gent", "BE", date(2026, 5, 8));
        let goods = vec![GoodsLine { quantity: 12, description: Some("Flour".into()), ..GoodsLine::default() }];
        OrderDocument {
            service: self.service.to_string(),
            reference: Some(reference.into()),
            consignments: vec![Consignment { collection, delivery, goods, ..Consignment::default() }],
            ..OrderDocument::default()
        }
    }
}

/// Another collection date.
pub(crate) fn collect_on(document: &mut OrderDocument, day: Date) {
    for consignment in &mut document.consignments {
        consignment.collection.date = Some(day);
    }
}

/// One more goods line.
pub(crate) fn also(document: &mut OrderDocument, what: &str) {
    let line = GoodsLine { id: PartId::default(), quantity: 1, description: Some(what.to_owned()), ..GoodsLine::default() };
    for consignment in &mut document.consignments {
        consignment.goods.push(line.clone());
    }
}

/// Why nothing happened: said in words, or a fault of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum No {
    Said(String),
    Fault(String),
}

impl From<Failure> for No {
    fn from(failure: Failure) -> No {
        match failure {
            Failure::Refused(refusal) => No::Said(refusal.message),
            Failure::Mismatch(Mismatch::Moved(words)) => No::Said(words),
            Failure::Mismatch(Mismatch::NotFound) => No::Said("not found".into()),
            Failure::Mismatch(other) => No::Said(format!("{other:?}")),
            Failure::Fault(error) => No::Fault(format!("{error:#}")),
        }
    }
}

impl From<NotChanged> for No {
    fn from(why: NotChanged) -> No {
        match why {
            NotChanged::NothingNew => No::Said("nothing new".into()),
            NotChanged::Wrong(problems) => No::Said(format!("wrong: {problems:?}")),
            NotChanged::ReferenceTaken(holder) => No::Said(holder.words),
            NotChanged::PriceNotSeen(foreseen) => No::Said(format!("price not seen: {foreseen:?}")),
            NotChanged::Failure(failure) => failure.into(),
        }
    }
}

impl From<NotSubmitted> for No {
    fn from(why: NotSubmitted) -> No {
        match why {
            NotSubmitted::Wrong(problems) => No::Said(format!("wrong: {problems:?}")),
            NotSubmitted::Blocked => No::Said("does not take orders from you".into()),
            NotSubmitted::Different { number, .. } => No::Said(format!("submitted already as {number}")),
            NotSubmitted::ReferenceTaken(holder) => No::Said(holder.words),
            NotSubmitted::Gone(_) => No::Said("a location is gone".into()),
            NotSubmitted::Perhaps(_) => No::Said("a location may be there already".into()),
            NotSubmitted::Failure(failure) => failure.into(),
        }
    }
}

/// What became of a submission, as its rows say.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Now {
    pub(crate) order: Option<OrderRow>,
    pub(crate) imports: Vec<ImportRow>,
    pub(crate) claims: Vec<String>,
}

impl Now {
    pub(crate) async fn of(app: &App, organisation: OrganisationId, id: OrderId) -> Now {
        let read = app.db.read::<_, Failure, _>(move |tx| Box::pin(async move { Now::read(tx, organisation, id).await }));
        read.await.unwrap()
    }

    async fn read(tx: &mut Tx, organisation: OrganisationId, id: OrderId) -> Result<Now, Failure> {
        let order = tx.opt(OrderRow::select("organisation = $1 AND id = $2"), args![organisation, id]).await?;
        let by_time = ImportRow::select("organisation = $1 AND order_id = $2 ORDER BY submitted_at, id");
        let imports = tx.all(by_time, args![organisation, id]).await?;
        let sql = "SELECT reference_key FROM reference_claim WHERE organisation = $1 AND order_id = $2 ORDER BY reference_key";
        let claims: Vec<(String,)> = tx.all(sql, args![organisation, id]).await?;
        Ok(Now { order, imports, claims: claims.into_iter().map(|(key,)| key).collect() })
    }

    /// The import that waits.
    pub(crate) fn open(&self) -> Option<&ImportRow> {
        self.imports.iter().find(|import| ["WAITING", "ERROR"].contains(&import.state.as_str()))
    }

    /// What a page would carry of how it stands; an older one, where somebody looks at a page of before.
    pub(crate) fn stood(&self, stale: bool) -> Stood {
        let waiting = self.open().filter(|_| self.order.is_some() && !stale).map(|import| import.id);
        let version = self.order.as_ref().map(|order| order.version).or(self.imports.first().map(|import| import.revision));
        Stood { version: version.unwrap_or_default() - i64::from(stale), waiting }
    }

    /// What a form would be filled with: the order, or what waits to become one; and what it carries of how that stands.
    pub(crate) fn form(&self) -> Option<(OrderDocument, Stood)> {
        let read = |text: &str| OrderDocument::from_json(text).unwrap();
        match (&self.order, self.imports.first()) {
            (Some(order), _) => Some((read(&order.document), self.stood(false))),
            (None, Some(import)) if !import.document.is_empty() => Some((read(&import.document), self.stood(false))),
            (None, _) => None,
        }
    }
}

impl fmt::Display for Now {
    /// `TO_PLAN v2 awaiting UPDATE | CREATE COMPLETED AUTOMATION, UPDATE WAITING | po-1 po-2`.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.order {
            None => write!(to, "-")?,
            Some(order) => {
                write!(to, "{} v{}", order.status, order.version)?;
                for (word, of) in [("awaiting", &order.awaiting), ("refused", &order.not_accepted)] {
                    if !of.is_empty() {
                        write!(to, " {word} {of}")?;
                    }
                }
                write!(to, "{}", if order.unseen_update { " unseen" } else { "" })?;
            }
        }
        let imports: Vec<String> = self.imports.iter().map(import_in_words).collect();
        write!(to, " | {} | {}", imports.join(", "), self.claims.join(" "))
    }
}

fn import_in_words(import: &ImportRow) -> String {
    let mut words = vec![import.kind.clone(), import.state.clone()];
    words.extend(import.decided_side.clone());
    words.extend(import.with_changes.then(|| "changed".to_owned()));
    words.extend(import.asked.then(|| "asked".to_owned()));
    if import.decided_at.is_none() {
        let findings: Findings = serde_json::from_str(&import.findings).unwrap();
        let late = (!findings.errors.is_empty()).then(|| "LATE".to_owned());
        words.extend(late.into_iter().chain(findings.remarks.iter().map(|noted| noted.what.as_str().to_owned())));
    }
    words.join(" ")
}

/// Everything that is wrong with a haulier's books: counters, words, history, and what must hold of every order and import.
pub(crate) async fn wrong(app: &App, yard: &Yard) -> Vec<String> {
    let (organisation, slug) = (yard.organisation.id, yard.organisation.slug.clone());
    let projections = check_projections(app, organisation, false).await.unwrap();
    // The builders write no names.
    let of_names = |words: &String| ["customer ", "contact "].iter().any(|kind| words.starts_with(kind));
    let mut wrong: Vec<String> = projections.told.into_iter().filter(|words| !of_names(words)).collect();
    let chain = app.db.read(move |tx| Box::pin(history::chain_of(tx, slug))).await.unwrap();
    wrong.extend(history::verify(&app.db, &chain, &[]).await.unwrap().broken.map(|broken| broken.to_string()));
    for (what, sql) in MUST_BE_NONE {
        let found = app.db.read::<(i64,), Failure, _>(move |tx| Box::pin(async move { Ok(tx.one(*sql, args![organisation]).await?) }));
        let (count,) = found.await.unwrap();
        wrong.extend((count != 0).then(|| format!("{count} {what}")));
    }
    wrong
}

/// What there must be none of.
const MUST_BE_NONE: &[(&str, &str)] = &[
    (
        "orders whose version is not the number of acts on them",
        "SELECT count(*) FROM orders o WHERE o.organisation = $1 AND o.version <> 1 + (SELECT count(*) FROM history h
         WHERE h.organisation = $1 AND h.subject = o.id AND h.verb IN ('order.changed', 'order.edited', 'update.accepted',
         'order.cancelled', 'cancellation.accepted', 'order.declined', 'order.cancellation_undone', 'order.sent_to_planning',
         'order.stops_reported', 'order.stop_corrected'))",
    ),
    (
        "orders with another number of applied updates than their history says",
        "SELECT count(*) FROM orders o WHERE o.organisation = $1 AND
         (SELECT count(*) FROM order_import i WHERE i.organisation = $1 AND i.order_id = o.id AND i.kind = 'UPDATE' AND i.state = 'COMPLETED')
         <> (SELECT count(*) FROM history h WHERE h.organisation = $1 AND h.subject = o.id
         AND h.verb IN ('order.changed', 'update.accepted', 'update.found_done'))",
    ),
    (
        "orders that wait, and do not say so, or the other way round",
        "SELECT count(*) FROM orders o WHERE o.organisation = $1 AND o.awaiting <> COALESCE((SELECT i.kind FROM order_import i
         WHERE i.organisation = $1 AND i.order_id = o.id AND i.state IN ('WAITING', 'ERROR')), '')",
    ),
    (
        "orders with an open create, or without a completed one",
        "SELECT count(*) FROM orders o WHERE o.organisation = $1 AND 1 <> (SELECT count(*) FROM order_import i
         WHERE i.organisation = $1 AND i.order_id = o.id AND i.kind = 'CREATE' AND i.state = 'COMPLETED')",
    ),
    (
        "completed creates without an order, or not once",
        "SELECT count(*) FROM order_import i WHERE i.organisation = $1 AND i.kind = 'CREATE' AND i.state = 'COMPLETED'
         AND 1 <> (SELECT count(*) FROM orders o WHERE o.organisation = $1 AND o.id = i.order_id)",
    ),
    (
        "orders with more than one open import",
        "SELECT count(*) FROM (SELECT order_id FROM order_import WHERE organisation = $1 AND state IN ('WAITING', 'ERROR')
         GROUP BY order_id HAVING count(*) > 1) twice",
    ),
    (
        "cancelled orders without one cancellation, or others with one",
        "SELECT count(*) FROM orders o WHERE o.organisation = $1 AND (CASE WHEN o.status = 'CANCELLED' THEN 1 ELSE 0 END)
         <> (SELECT count(*) FROM cancellation c WHERE c.organisation = $1 AND c.order_id = o.id AND c.undone_at IS NULL)",
    ),
    (
        "orders that do not hold their own reference",
        "SELECT count(*) FROM orders o WHERE o.organisation = $1 AND NOT EXISTS (SELECT 1 FROM reference_claim c
         WHERE c.organisation = $1 AND c.customer = o.customer AND c.reference_key = o.reference_key AND c.order_id = o.id)",
    ),
    (
        "open imports that do not hold the reference they want",
        "SELECT count(*) FROM order_import i WHERE i.organisation = $1 AND i.state IN ('WAITING', 'ERROR') AND i.kind <> 'CANCEL'
         AND NOT EXISTS (SELECT 1 FROM reference_claim c WHERE c.organisation = $1 AND c.customer = i.customer AND c.reference_key = i.reference_key
         AND c.order_id = i.order_id)",
    ),
    (
        "references held by nothing that says them",
        "SELECT count(*) FROM reference_claim c WHERE c.organisation = $1 AND NOT EXISTS (SELECT 1 FROM orders o
         WHERE o.organisation = $1 AND o.id = c.order_id AND o.reference_key = c.reference_key) AND NOT EXISTS (
         SELECT 1 FROM order_import i WHERE i.organisation = $1 AND i.order_id = c.order_id AND i.reference_key = c.reference_key
         AND i.state IN ('WAITING', 'ERROR') AND i.kind <> 'CANCEL')",
    ),
    (
        "decided imports without who, when and whose side, or open ones with",
        "SELECT count(*) FROM order_import i WHERE i.organisation = $1 AND (CASE WHEN i.state IN ('WAITING', 'ERROR') THEN 0 ELSE 3 END)
         <> (CASE WHEN i.decided_at IS NULL THEN 0 ELSE 1 END) + (CASE WHEN i.decided_by IS NULL THEN 0 ELSE 1 END)
         + (CASE WHEN i.decided_side IS NULL THEN 0 ELSE 1 END)",
    ),
    (
        "numbers on two units, or units of a submission that came to nothing",
        "SELECT (SELECT count(*) FROM (SELECT code FROM handling_unit WHERE organisation = $1 GROUP BY code HAVING count(*) > 1) twice)
         + (SELECT count(*) FROM handling_unit u JOIN order_import i ON i.order_id = u.order_id AND i.kind = 'CREATE'
         AND i.state IN ('REJECTED', 'WITHDRAWN') WHERE u.organisation = $1 AND u.void_at IS NULL)
         + (SELECT count(*) FROM unit_block b JOIN order_import i ON i.order_id = b.order_id AND i.kind = 'CREATE'
         AND i.state IN ('REJECTED', 'WITHDRAWN') WHERE b.organisation = $1)
         + (SELECT count(*) FROM unit_block a JOIN unit_block b ON b.organisation = a.organisation AND b.source = a.source
         AND b.first > a.first AND b.first < a.first + a.units WHERE a.organisation = $1)
         + (SELECT count(*) FROM unit_block b JOIN handling_unit u ON u.order_id = b.order_id WHERE b.organisation = $1)",
    ),
    (
        "decided imports that still ask, or cancelled orders not yet seen",
        "SELECT (SELECT count(*) FROM order_import WHERE organisation = $1 AND asked AND state NOT IN ('WAITING', 'ERROR'))
         + (SELECT count(*) FROM orders WHERE organisation = $1 AND unseen_update AND status = 'CANCELLED')",
    ),
];
