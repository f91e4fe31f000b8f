//! Where what a customer submitted stands, an order or what waits to become one: what their rights are judged by (5.10).

use kit::db::Tx;
use rules::creation_status::Side;
use rules::order::OrderDocument;
use rules::order_import::{Facts, Origin, Stage};

use super::case::{kind, read, state};
use super::table::ImportRow;
use super::{open_of, store};
use crate::failure::Failure;
use crate::orders::{OrderId, OrderNow, OrderRow, Terms};
use crate::viewer::Scope;

/// Where what a customer submitted stands: an order, or what waits to become one.
pub struct Standing {
    /// The order, if there is one.
    pub order: Option<OrderNow>,
    /// The open import, or the one that never became an order.
    pub import: Option<ImportRow>,
    /// By which terms the rights are judged.
    pub(crate) terms: Terms,
}

impl Standing {
    /// Loads it.
    ///
    /// # Errors
    /// Not found, or the database does not answer.
    pub async fn load(tx: &mut Tx, scope: Scope, id: OrderId) -> Result<Standing, Failure> {
        let order = match OrderNow::load(tx, scope, id).await {
            Ok(order) => Some(order),
            Err(Failure::Mismatch(_)) => None,
            Err(failure) => return Err(failure),
        };
        let import = match &order {
            Some(_) => open_of(tx, scope.organisation, id).await?,
            None => Some(store::create_of(tx, scope, id).await?),
        };
        let customer = order.as_ref().map(|order| order.row.customer).or(import.as_ref().map(|import| import.customer));
        let customer = customer.ok_or_else(Failure::not_found)?;
        let document = match (&order, &import) {
            (Some(order), _) => order.document.clone(),
            (None, Some(import)) => read(&import.document)?,
            (None, None) => OrderDocument::default(),
        };
        let terms = Terms::load(tx, scope.organisation, customer, Side::Customer, &document).await?;
        Ok(Standing { order, import, terms })
    }

    /// What the rights of customers are judged by.
    ///
    /// # Errors
    /// A fault when the row holds a word that does not exist.
    pub fn facts(&self) -> Result<Facts<'_>, Failure> {
        let open = self.import.as_ref().map(|import| Ok::<_, Failure>((kind(import)?, state(import)?))).transpose()?;
        let stage = match (&self.order, open) {
            (Some(order), open) => Stage::Order {
                status: order.status,
                collection_begun: !order.begun.is_empty(),
                open: open.filter(|(_, state)| state.is_open()).map(|(kind, _)| kind),
            },
            (None, Some((_, state))) if state.is_open() => Stage::WaitingCreate,
            (None, _) => Stage::NeverMade,
        };
        let origin = self.order.as_ref().map_or(Origin::Portal, |order| origin(&order.row));
        Ok(Facts { settings: &self.terms.import, origin, stage })
    }
}

/// Where an order came from.
fn origin(row: &OrderRow) -> Origin {
    match (row.source.as_str(), row.flow.as_str()) {
        ("PORTAL", "IMPORT") => Origin::Portal,
        ("PORTAL", _) => Origin::PortalDirect,
        _ => Origin::Desk,
    }
}
