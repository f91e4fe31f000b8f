//! The words of orders, and of what was submitted to become one, held against what their documents and numbers say; and words
//! nothing has.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use kit::args;
use kit::db::{Action, Entity, Query, Tx};
use uuid::Uuid;

use super::found::{self, Found, Seen, Stray, Which};
use super::{Projections, difference};
use crate::app::App;
use crate::board::words::{Findable, put_words};
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::order_import::{self, ImportRow};
use crate::orders::{self, OrderId, OrderRow};
use crate::organisations::OrganisationId;

#[derive(Clone, Copy)]
enum Of {
    Orders,
    /// Submissions that are no order.
    Submissions,
}

/// An order or a submission, and the words it must and may be found by.
struct Thing {
    /// Of its row.
    id: Uuid,
    version: i64,
    of: Findable,
    called: String,
    must: BTreeSet<String>,
    may: BTreeSet<String>,
}

impl Of {
    async fn things(self, tx: &mut Tx, organisation: OrganisationId, which: Which) -> Result<Vec<Thing>, Failure> {
        let (condition, id) = which.condition();
        match self {
            Of::Orders => {
                let rows: Vec<OrderRow> = tx.all(OrderRow::select(condition), args![organisation, id]).await?;
                rows.iter().map(Thing::of_order).collect()
            }
            Of::Submissions => {
                let lying = format!("shelf <> '' AND {condition}");
                let rows: Vec<ImportRow> = tx.all(ImportRow::select(&lying), args![organisation, id]).await?;
                rows.iter().map(Thing::of_submission).collect()
            }
        }
    }
}

impl Thing {
    fn of_order(row: &OrderRow) -> Result<Thing, Failure> {
        let (must, may) = orders::words_of(row)?;
        Ok(Thing { id: row.id.0, version: row.version, of: row.into(), called: format!("order {}", row.number), must, may })
    }

    fn of_submission(row: &ImportRow) -> Result<Thing, Failure> {
        let must = order_import::words_of(row)?;
        let called = format!("submission {}", row.submission_code);
        Ok(Thing { id: row.id.0, version: row.revision, of: row.into(), called, may: must.clone(), must })
    }
}

/// Words of one lookup, filled up with the last one so that there is one text for any number; and lookups of a statement.
const WORDS: usize = 64;
const LOOKUPS: usize = 20;

static LOOKUP: LazyLock<String> = LazyLock::new(|| {
    let marks = vec!["?"; WORDS].join(", ");
    format!("SELECT order_id, word FROM search_word WHERE organisation = ? AND customer = ? AND order_id = ? AND word IN ({marks})")
});

async fn texts(tx: &mut Tx, things: &[Thing]) -> Result<HashMap<OrderId, BTreeSet<String>>, Failure> {
    let mut query = Query::new("SELECT order_id, words FROM search_text WHERE order_id IN (", Vec::new());
    for (n, thing) in things.iter().enumerate() {
        query = query.with(if n == 0 { "?" } else { ", ?" }, args![thing.of.id]);
    }
    let (sql, values) = query.text(")").done();
    let texts: Vec<(OrderId, String)> = tx.all(sql, values).await?;
    Ok(texts.into_iter().map(|(id, text)| (id, text.split_whitespace().map(ToOwned::to_owned).collect())).collect())
}

/// Which of these words have a row, by order.
async fn rows(tx: &mut Tx, wanted: &[(Findable, BTreeSet<String>)]) -> Result<HashMap<OrderId, BTreeSet<String>>, Failure> {
    let mut lookups = Vec::new();
    for (of, words) in wanted {
        let words: Vec<&String> = words.iter().collect();
        for some in words.chunks(WORDS) {
            let mut values = args![of.organisation, of.customer, of.id];
            values.extend((0..WORDS).map(|n| (*some.get(n).unwrap_or(&some[some.len() - 1])).into()));
            lookups.push(values);
        }
    }
    let mut found: HashMap<OrderId, BTreeSet<String>> = HashMap::new();
    for some in lookups.chunks(LOOKUPS) {
        let query = some.iter().enumerate().fold(Query::default(), |query, (n, values)| {
            query.text(if n == 0 { "" } else { "UNION ALL" }).with(LOOKUP.as_str(), values.clone())
        });
        let (sql, values) = query.done();
        for (order, word) in tx.all::<(OrderId, String)>(sql, values).await? {
            found.entry(order).or_default().insert(word);
        }
    }
    Ok(found)
}

async fn look(tx: &mut Tx, organisation: OrganisationId, of: Of, which: Which) -> Result<Vec<Seen>, Failure> {
    let things = of.things(tx, organisation, which).await?;
    if things.is_empty() {
        return Ok(Vec::new());
    }
    let texts = texts(tx, &things).await?;
    let nothing = BTreeSet::new();
    let all = |thing: &Thing| thing.must.union(texts.get(&thing.of.id).unwrap_or(&nothing)).cloned().collect();
    let wanted: Vec<_> = things.iter().map(|thing| (thing.of, all(thing))).collect();
    let rows = rows(tx, &wanted).await?;
    let seen = things.iter().map(|thing| {
        let (text, rows) = (texts.get(&thing.of.id).unwrap_or(&nothing), rows.get(&thing.of.id).unwrap_or(&nothing));
        // In both it must be found by something that begins so; what it may not have is too much.
        let both: BTreeSet<&String> = text.intersection(rows).collect();
        let missing = thing.must.iter().filter(|word| !both.iter().any(|there| there.starts_with(word.as_str())));
        let differs = difference(&thing.called, missing, text.difference(&thing.may));
        Seen { id: thing.id, version: thing.version, differs }
    });
    Ok(seen.collect())
}

async fn rewrite(tx: &mut Tx, organisation: OrganisationId, of: Of, id: Uuid) -> Result<(), Failure> {
    let Some(thing) = of.things(tx, organisation, Which::Only(id)).await?.pop() else { return Ok(()) };
    put_words(tx, thing.of, thing.must).await
}

impl Found for Of {
    type Place = Place;

    fn look(self, tx: &mut Tx, organisation: OrganisationId, which: Which) -> Action<'_, Vec<Seen>, Failure> {
        Box::pin(look(tx, organisation, self, which))
    }
    fn rewrite(self, tx: &mut Tx, organisation: OrganisationId, id: Uuid) -> Action<'_, (), Failure> {
        Box::pin(rewrite(tx, organisation, self, id))
    }
    fn remove(self, tx: &mut Tx, organisation: OrganisationId, place: Place) -> Action<'_, (), Failure> {
        Box::pin(remove(tx, organisation, place))
    }
}

/// Where a word stands: word, customer, order.
type Place = (String, CustomerId, OrderId);

/// Rows of words that are looked at together.
const ROWS: usize = 2000;

/// The place of a row, whether it is as it should be, and the order's number and customer if it is there.
type Row = (String, CustomerId, OrderId, bool, Option<String>, Option<CustomerId>);

const CHECKED: &str = "SELECT w.word, w.customer, w.order_id,
    (COALESCE(o.customer, i.customer) IS NOT NULL AND COALESCE(o.customer, i.customer) = w.customer
      AND t.words IS NOT NULL AND t.words || ' ' LIKE '% ' || w.word || ' %'),
    COALESCE(o.number, i.submission_code), COALESCE(o.customer, i.customer)
  FROM search_word w LEFT JOIN orders o ON o.organisation = w.organisation AND o.id = w.order_id
  LEFT JOIN order_import i ON i.order_id = w.order_id AND i.organisation = w.organisation AND i.shelf <> ''
  LEFT JOIN search_text t ON t.order_id = w.order_id
  WHERE w.organisation = $1 AND (w.word, w.order_id, w.customer) > ($2, $4, $3) ORDER BY w.word, w.order_id, w.customer LIMIT 2000";

/// Rows of words after this place that lead to no order which has them, and the place where the next begin.
async fn strays(tx: &mut Tx, organisation: OrganisationId, after: Place) -> Result<(Vec<Stray<Place>>, Option<Place>), Failure> {
    let (word, customer, order) = after;
    let rows: Vec<Row> = tx.all(CHECKED, args![organisation, word, customer, order]).await?;
    let next = rows.get(ROWS - 1).map(|(word, customer, order, ..)| (word.clone(), *customer, *order));
    let wrong = rows.into_iter().filter(|(_, _, _, right, ..)| !right).map(|(word, customer, order, _, number, whose)| {
        let said = match (number, whose) {
            (Some(number), Some(whose)) if whose == customer => format!("order {number} is found by {word}, which is none of its words"),
            (Some(number), _) => format!("order {number} is found by {word} under another customer"),
            (None, _) => format!("{word} leads to order {order}, which is not there"),
        };
        Stray { place: (word, customer, order), said }
    });
    Ok((wrong.collect(), next))
}

/// Takes a row of a word out, unless its order has the word by now.
async fn remove(tx: &mut Tx, organisation: OrganisationId, (word, customer, order): Place) -> Result<(), Failure> {
    let sql = "DELETE FROM search_word WHERE organisation = $1 AND word = $2 AND customer = $3 AND order_id = $4 AND NOT EXISTS (
                 SELECT 1 FROM search_text t JOIN orders o ON o.organisation = $1 AND o.id = t.order_id
                 WHERE t.order_id = $4 AND o.customer = $3 AND t.words || ' ' LIKE '% ' || search_word.word || ' %')
               AND NOT EXISTS (
                 SELECT 1 FROM search_text t JOIN order_import i ON i.order_id = t.order_id AND i.organisation = $1 AND i.shelf <> ''
                 WHERE t.order_id = $4 AND i.customer = $3 AND t.words || ' ' LIKE '% ' || search_word.word || ' %')";
    Ok(tx.later(sql, args![organisation, word, customer, order]).await?)
}

pub(super) async fn check(app: &App, organisation: OrganisationId, mend: bool, found: &mut Projections) -> Result<(), Failure> {
    found::check(app, organisation, Of::Orders, mend, found).await?;
    found::check(app, organisation, Of::Submissions, mend, found).await?;
    let mut place = Some((String::new(), CustomerId(Uuid::nil()), OrderId(Uuid::nil())));
    while let Some(after) = place {
        let (wrong, next) = app.db.read(move |tx| Box::pin(strays(tx, organisation, after))).await?;
        found::settle(app, organisation, Of::Orders, wrong, mend, found).await?;
        place = next;
    }
    Ok(())
}
