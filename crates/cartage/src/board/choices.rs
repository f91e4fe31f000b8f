//! What the filters of a list offer: services, and at the desk customers.

use kit::args;
use kit::db::Tx;

use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::transport_services::{self, ServiceId};
use crate::viewer::Scope;

/// What can be filtered by.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Services by name: a customer's are those it may select.
    pub services: Vec<(ServiceId, String)>,
    /// Customers by name; none in the portal.
    pub customers: Vec<(CustomerId, String)>,
}

/// What `scope` can filter by, at most a thousand of each.
///
/// # Errors
/// When the database does not answer.
pub async fn choices(tx: &mut Tx, scope: Scope) -> Result<Choices, Failure> {
    if let Some(customer) = scope.customer {
        let services = transport_services::selectable(tx, scope.organisation, customer).await?;
        return Ok(Choices { services: services.into_iter().map(|service| (service.id, service.name)).collect(), customers: Vec::new() });
    }
    let services = tx.all(SERVICES, args![scope.organisation]).await?;
    Ok(Choices { services, customers: tx.all(CUSTOMERS, args![scope.organisation]).await? })
}

const SERVICES: &str = "SELECT id, name FROM transport_service WHERE organisation = $1 ORDER BY sort_name, id LIMIT 1000";
const CUSTOMERS: &str = "SELECT id, name FROM customer WHERE organisation = $1 ORDER BY sort_name, id LIMIT 1000";

/// The same questions, so that they travel with others ([`Tx::ahead`]).
pub(super) fn ahead(tx: &mut Tx, scope: Scope) {
    match scope.customer {
        Some(customer) => transport_services::selectable_ahead(tx, scope.organisation, customer),
        None => {
            tx.ahead(SERVICES, args![scope.organisation]);
            tx.ahead(CUSTOMERS, args![scope.organisation]);
        }
    }
}
