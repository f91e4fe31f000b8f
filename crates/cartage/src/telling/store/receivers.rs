//! Who is concerned by what happens to an order, and who may be asked about its charges.

use kit::args;
use kit::db::{DbError, FromRow, Query, Row, Tx};

use crate::contacts::ContactId;
use crate::failure::Failure;
use crate::telling::About;

/// A contact of the order's customer who submitted it or whose address it names. One row without a contact where there is none.
pub(in crate::telling) struct Concerned {
    pub customer_slug: String,
    pub customer_access: bool,
    pub contact: Option<Known>,
}

/// The contact.
pub(in crate::telling) struct Known {
    pub id: ContactId,
    pub email: String,
    pub access: bool,
    pub archived: bool,
    /// As stored; empty when they never chose.
    pub choices: String,
    /// None when they never chose.
    pub digest_hour: Option<i64>,
}

impl FromRow for Concerned {
    fn from_row(row: &Row<'_>) -> Result<Concerned, DbError> {
        let contact = match row.get::<Option<ContactId>>(2)? {
            None => None,
            Some(id) => Some(Known {
                id,
                email: row.get(3)?,
                access: row.get(4)?,
                archived: row.get(5)?,
                choices: row.get::<Option<String>>(6)?.unwrap_or_default(),
                digest_hour: row.get(7)?,
            }),
        };
        Ok(Concerned { customer_slug: row.get(0)?, customer_access: row.get(1)?, contact })
    }
}

/// Everybody concerned, and the customer's word in paths. `named` are the addresses the order names, in small letters.
pub(in crate::telling) async fn concerned(tx: &mut Tx, about: &About, named: &[String]) -> Result<Vec<Concerned>, Failure> {
    let sql = "SELECT k.slug, k.portal_access, c.id, c.email, c.portal_access, c.archived_at IS NOT NULL, n.choices, n.digest_hour
               FROM customer k
               LEFT JOIN contact c ON c.organisation = k.organisation AND c.customer = k.id AND c.id IN (
                 SELECT s.membership FROM submission s WHERE s.order_id = $3 AND s.organisation = $1
                 UNION ALL SELECT e.id FROM contact e WHERE e.customer = $2 AND e.email IN (''";
    let mut query = Query::new(sql, args![about.organisation, about.customer, about.id]);
    for address in named {
        query = query.with(", ?", args![address]);
    }
    let rest = ")) LEFT JOIN notification_choice n ON n.membership = c.id WHERE k.organisation = $1 AND k.id = $2 ORDER BY c.id";
    let (sql, values) = query.text(rest).done();
    Ok(tx.all(sql, values).await?)
}

/// A contact with access at a customer whom charges are shown to.
pub(in crate::telling) struct Approver {
    pub id: ContactId,
    pub email: String,
    pub customer_slug: String,
    /// As stored.
    pub rights: i64,
    /// As stored; empty when they never chose.
    pub choices: String,
    /// None when they never chose.
    pub digest_hour: Option<i64>,
}

impl FromRow for Approver {
    fn from_row(row: &Row<'_>) -> Result<Approver, DbError> {
        let choices = row.get::<Option<String>>(4)?.unwrap_or_default();
        Ok(Approver {
            id: row.get(0)?,
            email: row.get(1)?,
            customer_slug: row.get(2)?,
            rights: row.get(3)?,
            choices,
            digest_hour: row.get(5)?,
        })
    }
}

/// Everybody with access at the order's customer, where charges are shown to it; whether their rights suffice is the caller's question.
pub(in crate::telling) async fn approvers(tx: &mut Tx, about: &About) -> Result<Vec<Approver>, Failure> {
    let sql = "SELECT c.id, c.email, k.slug, c.rights, n.choices, n.digest_hour FROM contact c
               JOIN customer k ON k.organisation = c.organisation AND k.id = c.customer
               LEFT JOIN notification_choice n ON n.membership = c.id
               WHERE c.organisation = $1 AND c.customer = $2 AND c.portal_access AND c.archived_at IS NULL AND k.portal_access
                 AND k.show_charges ORDER BY c.id";
    Ok(tx.all(sql, args![about.organisation, about.customer]).await?)
}
