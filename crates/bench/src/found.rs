//! A database that was filled before and kept: everybody in it is found again and signed in anew.

use std::sync::Arc;

use cartage::contacts::ContactId;
use cartage::customers::CustomerId;
use cartage::orders::OrderId;
use cartage::organisations::OrganisationId;
use cartage::people::{PersonId, StaffId};
use cartage::transport_services::ServiceId;
use kit::args;
use kit::db::{Db, DbError, FromRow, Value};
use testkit::{Login, Organisation, TestApp};

use crate::seed::{self, Buyer, CUSTOMERS, House, OTHERS, Seeded};

/// The filled database, filled now unless it was before.
///
/// # Errors
/// When the database does not answer, or holds another number of orders than `orders`.
pub async fn found_or_seeded(db: Db, orders: usize) -> anyhow::Result<Arc<Seeded>> {
    let there: Vec<(OrganisationId,)> = all(&db, "SELECT id FROM organisation WHERE slug = 'large'", Vec::new()).await?;
    let seeded = if there.is_empty() { seed::seed(db, orders).await? } else { found(db, orders).await? };
    Ok(Arc::new(seeded))
}

async fn all<T: FromRow + Send + 'static>(db: &Db, sql: &'static str, values: Vec<Value>) -> Result<Vec<T>, DbError> {
    db.read(move |tx| Box::pin(async move { tx.all(sql, values).await })).await
}

async fn found(db: Db, orders: usize) -> anyhow::Result<Seeded> {
    let app = TestApp::over(db.clone());
    let large = house(&app, &db, "large", CUSTOMERS).await?;
    let mut others = Vec::new();
    for n in 0..OTHERS {
        others.push(house(&app, &db, &format!("other-{n}"), 1).await?);
    }
    let automatic = house_or_made(&app, &db, seed::AUTOMATIC, true).await?;
    let waiting = house_or_made(&app, &db, seed::WAITING, false).await?;
    let sql = "SELECT id FROM orders WHERE organisation = $1 AND customer = $2 ORDER BY created_at LIMIT 1000";
    let some: Vec<(OrderId,)> = all(&db, sql, args![large.organisation.id, large.buyers[0].id]).await?;
    anyhow::ensure!(!some.is_empty(), "the kept database holds no orders: it was not filled to its end; remove it");
    Ok(Seeded { app, large, others, automatic, waiting, many: orders.max(1), orders: some.into_iter().map(|(id,)| id).collect() })
}

/// A haulier of the order import; a database kept from before there was one gets it now.
async fn house_or_made(app: &TestApp, db: &Db, slug: &'static str, by_itself: bool) -> anyhow::Result<House> {
    let there: Vec<(OrganisationId,)> = all(db, "SELECT id FROM organisation WHERE slug = $1", args![slug]).await?;
    if there.is_empty() { Ok(seed::import_house(app, slug, by_itself).await) } else { house(app, db, slug, CUSTOMERS).await }
}

async fn house(app: &TestApp, db: &Db, slug: &str, customers: usize) -> anyhow::Result<House> {
    let sql = "SELECT o.id, s.id, m.id, m.person FROM organisation o
               JOIN transport_service s ON s.organisation = o.id JOIN staff m ON m.organisation = o.id WHERE o.slug = $1";
    let found: Vec<(OrganisationId, ServiceId, StaffId, PersonId)> = all(db, sql, args![slug]).await?;
    let (id, service, staff, person) = *found.first().ok_or_else(|| anyhow::anyhow!("{slug} is not there"))?;
    let sql = "SELECT k.id, k.slug, c.id, c.person FROM customer k
               JOIN contact c ON c.organisation = k.organisation AND c.customer = k.id WHERE k.organisation = $1";
    let contacts: Vec<(CustomerId, String, ContactId, PersonId)> = all(db, sql, args![id]).await?;
    let mut buyers = Vec::new();
    for n in 0..customers {
        let word = format!("customer-{n}");
        let found = contacts.iter().find(|(_, slug, _, _)| *slug == word);
        let (customer, _, contact, person) = found.ok_or_else(|| anyhow::anyhow!("{word} is not there"))?;
        let contact = Login { person: *person, membership: contact.0, root: format!("/p/{slug}/{word}") };
        let cookie = seed::cookie(app, &contact).await;
        buyers.push(Buyer { id: *customer, contact, cookie });
    }
    let desk = Login { person, membership: staff.0, root: format!("/d/{slug}") };
    let cookie = seed::cookie(app, &desk).await;
    Ok(House { organisation: Organisation { id, slug: slug.to_owned() }, service, buyers, desk: (desk.root, cookie) })
}
