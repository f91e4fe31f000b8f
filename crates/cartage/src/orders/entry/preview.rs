//! The form as an arrangement makes it, for whoever arranges it: the very blocks customers see, with nothing in them.

use askama::Template;
use jiff::civil::Date;
use kit::web::Fields;
use rules::order_form::OrderForm;

use super::blocks::blocks;
use super::form::EntryForm;
use super::read::read;
use crate::failure::Failure;
use crate::transport_services::{ServiceChoice, ServiceId};

#[derive(Template)]
#[template(path = "orders/entry/preview.html")]
struct Preview {
    form: EntryForm,
    /// Nothing is sent from a preview.
    action: &'static str,
}

/// The form's blocks for one service, or for all, as HTML.
///
/// # Errors
/// When the template fails.
pub(crate) fn preview(
    arranged: &OrderForm,
    services: Vec<ServiceChoice>,
    service: Option<ServiceId>,
    import: bool,
    (today, home, currency): (Date, String, String),
) -> Result<String, Failure> {
    let mut fields = Fields::default();
    if let Some(service) = service {
        fields.set("service", service.to_string());
    }
    let form = EntryForm {
        consignments: blocks(&fields, None, &read(&fields)),
        arranged: arranged.form(service.map(|service| service.to_string()).as_deref()),
        reference_required: import,
        fields,
        services,
        today,
        home,
        currency,
        keeps: true,
        ..EntryForm::default()
    };
    Ok(Preview { form, action: "" }.render()?)
}
