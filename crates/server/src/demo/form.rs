//! The order form as Van Dorp arranged it, and the default values of one of its customers.

use cartage::customers::CustomerId;
use cartage::defaults::{self, DefaultRow};
use cartage::failure::Failure;
use cartage::order_form::OrderFormRow;
use cartage::organisations::OrganisationId;
use cartage::transport_services::ServiceId;
use jiff::Timestamp;
use kit::db::Tx;
use rules::order::{Address, Consignment, GoodsLine, OrderDocument, PartId, Stop};
use rules::order_form::{At, CustomField, Field, Id, Key, Kind, OrderForm, Presence};

/// For whom, when, and in whose name.
pub(super) struct Arranging<'a> {
    pub(super) organisation: OrganisationId,
    /// Asks for the reference, and for no delivery date.
    pub(super) same_day: ServiceId,
    pub(super) groupage: ServiceId,
    pub(super) at: Timestamp,
    pub(super) by: &'a str,
}

fn own(label: &str, kind: Kind, hint: &str) -> CustomField {
    let (key, label, hint) = (Key::of_label(label, &[]), label.to_owned(), hint.to_owned());
    CustomField { key, label, at: At::Stop, kind, choices: Vec::new(), hint, archived: false }
}

/// Two fields of its own at every stop; a reference required for one service.
pub(super) async fn arrange(tx: &mut Tx, house: &Arranging<'_>) -> Result<(), Failure> {
    let dock = own("Dock number", Kind::Text, "");
    let lift = own("Tail lift", Kind::Toggle, "There is no dock: the vehicle needs a lift");
    let dock_number = Id::Custom(dock.key);
    let mut form = OrderForm { custom: vec![dock, lift], ..OrderForm::default() };
    form.arrange(Some(&house.same_day.to_string()), Id::Standard(Field::Reference), Some(Presence::Required));
    form.arrange(Some(&house.groupage.to_string()), dock_number, Some(Presence::Always));
    let row = OrderFormRow {
        organisation: house.organisation,
        arranged: serde_json::to_string(&form)?,
        version: 1,
        changed_at: house.at,
        changed_by: house.by.to_owned(),
    };
    Ok(tx.insert(&row).await?)
}

/// Machine parts are always collected at the works, in crates.
pub(super) async fn machines(tx: &mut Tx, house: &Arranging<'_>, customer: CustomerId) -> Result<(), Failure> {
    let part = |id: &str| PartId::new(id);
    let address = Address {
        name: "Hofmann Maschinenbau".to_owned(),
        street: "Kölner Straße 88".to_owned(),
        postcode: "47805".to_owned(),
        city: "Krefeld".to_owned(),
        country: "DE".to_owned(),
        ..Address::default()
    };
    let note = Some("Report at gate 2, with the consignment's reference".to_owned());
    let collection = Stop { id: part("c0.collection"), address, note, ..Stop::default() };
    let (packaging, description) = (Some("crates".to_owned()), Some("Machine parts".to_owned()));
    let line = GoodsLine { id: part("c0.g0"), packaging, description, ..GoodsLine::default() };
    let delivery = Stop { id: part("c0.delivery"), ..Stop::default() };
    let consignment = Consignment { id: part("c0"), collection, delivery, goods: vec![line], ..Consignment::default() };
    let document = OrderDocument { service: house.groupage.to_string(), consignments: vec![consignment], ..OrderDocument::default() };
    let (organisation, changed_at, changed_by) = (house.organisation, house.at, house.by.to_owned());
    defaults::save(tx, &DefaultRow { organisation, customer, document: document.to_json(), version: 1, changed_at, changed_by }).await
}
