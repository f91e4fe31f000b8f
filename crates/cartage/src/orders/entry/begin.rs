//! What the form of a new order begins with: default values, or an order it shall be like (rules 7.3, 7.5).

use jiff::Timestamp;
use kit::db::Tx;

use super::defaults::{Filled, filled};
use super::write;
use crate::customers::CustomerId;
use crate::defaults;
use crate::failure::Failure;
use crate::order_import;
use crate::orders::{OrderId, store};
use crate::viewer::{Carrier, Scope};

/// What it begins with.
#[derive(Clone, Copy, Debug)]
pub(super) enum From {
    /// The customer's default values; nothing, where there are none.
    Defaults,
    /// The order the customer submitted last.
    Last,
    /// An order of this customer's.
    Order(OrderId),
}

/// The fields of a new form, and what was left out of them.
pub(super) async fn begin(
    tx: &mut Tx,
    (scope, customer): (Scope, CustomerId),
    from: From,
    when: (Timestamp, &Carrier),
) -> Result<Filled, Failure> {
    let theirs = Scope { customer: Some(customer), ..scope };
    let like = match from {
        From::Defaults => {
            let (document, _) = defaults::of_customer(tx, scope.organisation, customer).await?;
            return match document {
                Some(document) => filled(tx, scope, customer, &document, when).await,
                None => Ok(Filled::default()),
            };
        }
        From::Last => store::last_of(tx, theirs).await?,
        From::Order(id) => {
            let order = store::by_id(tx, theirs, id).await?;
            if order.customer != customer {
                return Err(Failure::not_found());
            }
            Some(order.document)
        }
    };
    let document = like.map(|document| order_import::read(&document)).transpose()?;
    Ok(Filled { fields: document.as_ref().map(write::like).unwrap_or_default(), left_out: Vec::new() })
}
