//! What the form of a new order begins with: default values, a template, or an order it shall be like (rules
//! 7.3, 7.5).

use jiff::Timestamp;
use kit::db::Tx;

use super::bound::{hours_wanted, of_customer};
use super::defaults::{Filled, How, filled};
use crate::customers::CustomerId;
use crate::defaults;
use crate::failure::Failure;
use crate::order_import;
use crate::orders::{OrderId, store};
use crate::templates::TemplateId;
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
    /// A template of this customer's.
    Template(TemplateId),
}

/// The fields of a new form, and what was left out of them.
pub(super) async fn begin(
    tx: &mut Tx,
    (scope, customer): (Scope, CustomerId),
    from: From,
    when: (Timestamp, &Carrier),
) -> Result<Filled, Failure> {
    let theirs = Scope { customer: Some(customer), ..scope };
    let mut begun = match from {
        From::Defaults => match defaults::of_customer(tx, scope.organisation, customer).await? {
            // As the customer sees it, whoever enters.
            (Some(document), _) => filled(tx, theirs, customer, (How::Fresh, &document), when).await?,
            (None, _) => Filled::default(),
        },
        From::Template(id) => {
            let held = of_customer(tx, scope, customer, id).await?;
            let document = held.bound.as_ref().unwrap_or(&held.document);
            let mut begun = filled(tx, scope, customer, (How::Fresh, document), when).await?;
            begun.fields.set("template", id.to_string());
            begun
        }
        From::Last => match store::last_of(tx, theirs).await? {
            Some(document) => filled(tx, scope, customer, (How::Like, &order_import::read(&document)?), when).await?,
            None => Filled::default(),
        },
        From::Order(id) => {
            let order = store::by_id(tx, theirs, id).await?;
            if order.customer != customer {
                return Err(Failure::not_found());
            }
            filled(tx, scope, customer, (How::Like, &order_import::read(&order.document)?), when).await?
        }
    };
    hours_wanted(&mut begun.fields);
    Ok(begun)
}
