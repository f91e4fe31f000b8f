//! The templates of one of Van Dorp's customers: what De Korenaar sends every week.

use cartage::customers::CustomerId;
use cartage::failure::Failure;
use cartage::organisations::OrganisationId;
use cartage::templates::{self, TemplateId, TemplateRow};
use cartage::transport_services::ServiceId;
use jiff::Timestamp;
use kit::args;
use kit::db::Tx;
use rules::order::{Address, Consignment, GoodsLine, OrderDocument, Stop};
use uuid::Uuid;

/// A template: its name, where its goods go, and what they are.
pub(super) struct Weekly {
    pub(super) name: &'static str,
    to: &'static str,
    goods: (u32, &'static str, &'static str, u32),
}

pub(super) const KORENAAR: [Weekly; 2] = [
    Weekly { name: "Flour to Gent", to: "Bakkerij Vermeulen", goods: (8, "euro pallets", "Flour T65, bagged", 5_200) },
    Weekly {
        name: "Sligro Veghel, Fridays",
        to: "Distributiecentrum Sligro Veghel",
        goods: (12, "euro pallets", "Bread mixes, bagged", 7_400),
    },
];

/// Whose it is, its service, when and by whom it is kept.
pub(super) struct Keeping<'a> {
    pub(super) organisation: OrganisationId,
    pub(super) customer: CustomerId,
    pub(super) service: ServiceId,
    pub(super) at: Timestamp,
    pub(super) by: &'a str,
}

/// Keeps it under this id: from dock 4, to a place of the address book.
pub(super) async fn keep(tx: &mut Tx, house: &Keeping<'_>, id: TemplateId, weekly: &Weekly) -> Result<(), Failure> {
    let (quantity, packaging, description, weight) = weekly.goods;
    let line = GoodsLine {
        quantity,
        packaging: Some(packaging.to_owned()),
        description: Some(description.to_owned()),
        weight_kg: Some(weight.into()),
        ..GoodsLine::default()
    };
    let collection = stop(tx, house, "De Korenaar, dock 4").await?;
    let delivery = stop(tx, house, weekly.to).await?;
    let consignment = Consignment { collection, delivery, goods: vec![line], ..Consignment::default() };
    let document = OrderDocument { service: house.service.to_string(), consignments: vec![consignment], ..OrderDocument::default() };
    let mut row = TemplateRow {
        id,
        organisation: house.organisation,
        customer: house.customer,
        name: String::new(),
        sort_name: String::new(),
        document: document.to_json(),
        created_at: house.at,
        created_by: house.by.to_owned(),
        archived_at: None,
        archived_by: None,
        version: 1,
    };
    row.call(weekly.name);
    templates::insert(tx, &row).await
}

async fn stop(tx: &mut Tx, house: &Keeping<'_>, name: &str) -> Result<Stop, Failure> {
    let sql = "SELECT id, street, postcode, city, country FROM location WHERE organisation = $1 AND customer = $2 AND name = $3";
    let values = args![house.organisation, house.customer, name];
    let (id, street, postcode, city, country): (Uuid, String, String, String, String) = tx.one(sql, values).await?;
    let address = Address { name: name.to_owned(), street, postcode, city, country, ..Address::default() };
    Ok(Stop { location: Some(id.to_string()), address, ..Stop::default() })
}
