//! Templates held against the house as it is now: whether their transport service and locations are still there for their customer.

use std::collections::HashMap;

use kit::db::Tx;
use rules::order::OrderDocument;
use rules::template::{House, bind};

use super::table::TemplateRow;
use super::{TemplateId, store, words};
use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::locations::{self, Book, LocationId, LocationRow};
use crate::transport_services::{self, ServiceChoice};
use crate::viewer::Scope;

/// A template as it stands now.
#[derive(Clone, Debug)]
pub struct Held {
    /// Its row.
    pub row: TemplateRow,
    /// What an order made from it begins with.
    pub document: OrderDocument,
    /// The same with its locations as they are today; else why it binds nobody, in words.
    pub bound: Result<OrderDocument, Vec<String>>,
}

/// What templates of one customer are held against.
pub(super) struct Around {
    pub(super) services: Vec<ServiceChoice>,
    locations: HashMap<LocationId, LocationRow>,
}

impl Around {
    /// Reads what these documents name, as whoever looks may see it.
    pub(super) async fn load(tx: &mut Tx, scope: Scope, customer: CustomerId, documents: &[OrderDocument]) -> Result<Around, Failure> {
        let book = Book::of(scope, customer).ok_or_else(Failure::not_found)?;
        let named = documents.iter().flat_map(OrderDocument::stops);
        let named = named.filter_map(|(_, at)| at.stop.location.as_deref()?.parse().ok()).collect();
        Ok(Around {
            services: transport_services::selectable(tx, scope.organisation, customer).await?,
            locations: locations::find_all(tx, book, named).await?,
        })
    }

    /// The name of the template's service, while it can be selected.
    pub(super) fn service(&self, document: &OrderDocument) -> Option<&str> {
        self.services.iter().find(|service| service.id.to_string() == document.service).map(|service| service.name.as_str())
    }

    pub(super) fn hold(&self, row: TemplateRow, document: OrderDocument) -> Held {
        let known = |id: &str| {
            let location = self.locations.get(&id.parse().ok()?)?;
            Some((location.id.to_string(), location.address()))
        };
        let bound = bind(&document, &House { service: &|_| self.service(&document).is_some(), location: &known });
        let mut bound = bound.map_err(|gone| gone.iter().map(words::gone).collect::<Vec<String>>());
        if row.archived_at.is_some() {
            let others = bound.err().unwrap_or_default();
            bound = Err(std::iter::once("It was archived.".to_owned()).chain(others).collect());
        }
        Held { row, document, bound }
    }
}

/// A template within the scope, held against the house as it is now.
///
/// # Errors
/// Not found, or the database does not answer.
pub async fn held(tx: &mut Tx, scope: Scope, id: TemplateId) -> Result<Held, Failure> {
    let row = store::load(tx, scope, id).await?;
    let documents = [row.document()?];
    let around = Around::load(tx, scope, row.customer, &documents).await?;
    let [document] = documents;
    Ok(around.hold(row, document))
}
