//! The whole URL map on one screen. Every route says whom it is for; the who-may test walks this list.

mod onboarding;
mod people;

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use axum::{Extension, Router, middleware};
use kit::web::{MAX_FORM_BYTES, measured, security_headers};
use rules::access::{Act, Right};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;

use crate::app::App;
use crate::audit::pages as audit;
use crate::charges::pages as charges;
use crate::contacts::pages as contacts;
use crate::customers::pages as customers;
use crate::documents::pages as documents;
use crate::documents::types::pages as document_types;
use crate::failure::Failure;
use crate::labels::pages as labels;
use crate::live::pages as live;
use crate::locations::merging::pages as merging;
use crate::locations::own::pages as address_book;
use crate::locations::pages as locations;
use crate::order_form::pages as order_form;
use crate::order_import::desk::pages as imports;
use crate::orders::acts::pages as acts;
use crate::orders::customer_acts::pages as own;
use crate::orders::entry::defaults::pages as defaults;
use crate::orders::entry::edit::pages as edit;
use crate::orders::entry::for_import::pages as import_form;
use crate::orders::entry::pages as entry;
use crate::orders::lists::export::pages as export;
use crate::orders::lists::pages as lists;
use crate::orders::order_page::pages as order;
use crate::organisations::import::pages as import;
use crate::organisations::labels::pages as numbers;
use crate::organisations::pages as organisation;
use crate::outbox::pages as outbox;
use crate::papers::pages as papers;
use crate::rate_cards::pages as rate_cards;
use crate::service_levels::pages as levels;
use crate::shell::{self, keep_what_was_typed};
use crate::telling::pages as telling;
use crate::templates::pages as templates;
use crate::transport_services::pages as services;
use crate::try_out::pages as try_out;
use crate::uploads::pages as uploads;
use crate::viewer::Who;
use crate::watch::pages as watch;

/// A line of the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// GET or POST.
    pub method: Method,
    /// With `{names}` for what varies.
    pub path: &'static str,
    /// Whom it is for.
    pub who: Who,
}

/// The map while it is drawn: the router, and the list of what is in it.
#[derive(Default)]
pub struct Map {
    router: Router<App>,
    /// Every route.
    pub routes: Vec<Route>,
}

impl Map {
    fn add(mut self, method: Method, path: &'static str, who: Who, route: MethodRouter<App>) -> Map {
        self.router = self.router.route(path, route.layer(Extension(who)));
        self.routes.push(Route { method, path, who });
        self
    }

    fn get<H: Handler<T, App>, T: 'static>(self, path: &'static str, who: Who, handler: H) -> Map {
        self.add(Method::GET, path, who, get(handler))
    }

    /// A form with a file: its handler says how much of it is read.
    fn post_file<H: Handler<T, App>, T: 'static>(self, path: &'static str, who: Who, handler: H) -> Map {
        self.add(Method::POST, path, who, post(handler).layer(DefaultBodyLimit::disable()))
    }

    fn post<H: Handler<T, App>, T: 'static>(self, path: &'static str, who: Who, handler: H) -> Map {
        self.add(Method::POST, path, who, post(handler))
    }
}

/// Every address of the program.
#[must_use]
pub fn map() -> Map {
    use Who::{Anyone, Contact, Person, Staff};
    let parts: [fn(Map) -> Map; 10] = [
        documents_of_orders,
        people::people,
        people::dashboard_and_colleagues,
        orders_in_the_portal,
        orders_at_the_desk,
        order_imports,
        settings,
        address_books,
        templates_of_orders,
        onboarding::tables,
    ];
    let map = parts.into_iter().fold(Map::default(), |map, part| part(map));
    map.get("/assets/{*file}", Anyone, shell::asset)
        .get("/brand/{file}", Anyone, shell::brand)
        .get("/healthz", Anyone, watch::healthz)
        .get("/live", Person, live::stream)
        .get("/live/moved", Person, live::moved)
        .get("/d/{organisation}/counters", Staff(Act::See), live::counters)
        // Order entry
        .get("/p/{organisation}/{customer}/orders/new", Contact(Some(Right::PlaceOrders)), entry::portal_new)
        .post("/p/{organisation}/{customer}/orders/new", Contact(Some(Right::PlaceOrders)), entry::portal_submit)
        .post("/p/{organisation}/{customer}/orders/new/refresh", Contact(Some(Right::PlaceOrders)), entry::portal_refresh)
        .get("/p/{organisation}/{customer}/orders/{id}/edit", Contact(Some(Right::PlaceOrders)), edit::portal)
        .post("/p/{organisation}/{customer}/orders/{id}/edit", Contact(Some(Right::PlaceOrders)), edit::portal_send)
        .post("/p/{organisation}/{customer}/orders/{id}/edit/refresh", Contact(Some(Right::PlaceOrders)), edit::portal_refresh)
        .get("/d/{organisation}/orders/{id}/edit", Staff(Act::ChangeOrders), edit::desk)
        .post("/d/{organisation}/orders/{id}/edit", Staff(Act::ChangeOrders), edit::desk_save)
        .post("/d/{organisation}/orders/{id}/edit/refresh", Staff(Act::ChangeOrders), edit::desk_refresh)
        .get("/d/{organisation}/orders/new", Staff(Act::EnterOrders), entry::desk_new)
        .post("/d/{organisation}/orders/new", Staff(Act::EnterOrders), entry::desk_submit)
        .post("/d/{organisation}/orders/new/refresh", Staff(Act::EnterOrders), entry::desk_refresh)
        // COMPANIES
        .get("/d/{organisation}/customers", Staff(Act::See), customers::list)
        .get("/d/{organisation}/customers/export", Staff(Act::See), customers::export)
        .get("/d/{organisation}/customers/options", Staff(Act::See), customers::options)
        .get("/d/{organisation}/customers/new", Staff(Act::Customers), customers::new)
        .post("/d/{organisation}/customers/new", Staff(Act::Customers), customers::create)
        .get("/d/{organisation}/customers/{customer}", Staff(Act::See), customers::profile)
        .post("/d/{organisation}/customers/{customer}", Staff(Act::Customers), customers::change)
        .post("/d/{organisation}/customers/{customer}/standing", Staff(Act::Standing), customers::standing)
        .post("/d/{organisation}/customers/{customer}/charges", Staff(Act::Customers), customers::show_charges)
        .post("/d/{organisation}/customers/{customer}/archive", Staff(Act::Customers), customers::archive)
        .post("/d/{organisation}/customers/{customer}/restore", Staff(Act::Customers), customers::restore)
        .get("/d/{organisation}/customers/{customer}/defaults", Staff(Act::Customers), defaults::show)
        .post("/d/{organisation}/customers/{customer}/defaults", Staff(Act::Customers), defaults::save)
        .post("/d/{organisation}/customers/{customer}/defaults/refresh", Staff(Act::Customers), defaults::refresh)
        .get("/d/{organisation}/customers/{customer}/templates", Staff(Act::See), templates::desk_list)
        .get("/d/{organisation}/customers/{customer}/contacts/new", Staff(Act::Contacts), contacts::new)
        .post("/d/{organisation}/customers/{customer}/contacts/new", Staff(Act::Contacts), contacts::create)
        .get("/d/{organisation}/contacts", Staff(Act::See), contacts::list)
        .get("/d/{organisation}/contacts/export", Staff(Act::See), contacts::export)
        .get("/d/{organisation}/contacts/{contact}", Staff(Act::See), contacts::contact)
        .post("/d/{organisation}/contacts/{contact}", Staff(Act::Contacts), contacts::change)
        .post("/d/{organisation}/contacts/{contact}/archive", Staff(Act::Contacts), contacts::archive)
        .post("/d/{organisation}/contacts/{contact}/restore", Staff(Act::Contacts), contacts::restore)
}

/// Orders as customers see them.
fn orders_in_the_portal(map: Map) -> Map {
    use Who::Contact;
    const ORDERER: Who = Contact(Some(Right::PlaceOrders));
    map.get("/p/{organisation}/{customer}/orders", Contact(None), lists::portal)
        .get("/p/{organisation}/{customer}/orders/export", Contact(None), export::portal)
        .get("/p/{organisation}/{customer}/orders/upload", ORDERER, uploads::form)
        .post_file("/p/{organisation}/{customer}/orders/upload", ORDERER, uploads::send)
        .get("/p/{organisation}/{customer}/orders/upload/example", ORDERER, uploads::example)
        .get("/p/{organisation}/{customer}/uploads/{upload}", ORDERER, uploads::show)
        .post("/p/{organisation}/{customer}/uploads/{upload}/submit", ORDERER, uploads::submit)
        .post("/p/{organisation}/{customer}/uploads/{upload}/discard", ORDERER, uploads::discard)
        .get("/p/{organisation}/{customer}/orders/{id}", Contact(None), order::portal)
        .get("/p/{organisation}/{customer}/orders/{id}/labels", Contact(None), labels::portal)
        .post("/p/{organisation}/{customer}/orders/{id}/labels", Contact(None), labels::portal_print)
        .get("/p/{organisation}/{customer}/orders/{id}/cancel", ORDERER, own::cancel_form)
        .post("/p/{organisation}/{customer}/orders/{id}/cancel", ORDERER, own::cancel)
        .post("/p/{organisation}/{customer}/orders/{id}/take-back", ORDERER, own::take_back)
        .post("/p/{organisation}/{customer}/orders/{id}/answer", ORDERER, own::answer)
        .post("/p/{organisation}/{customer}/orders/{id}/seen", ORDERER, own::seen)
        .get("/p/{organisation}/{customer}/orders/{id}/charges/{charge}", Contact(Some(Right::ApproveCharges)), charges::asked)
        .post("/p/{organisation}/{customer}/orders/{id}/charges/{charge}", Contact(Some(Right::ApproveCharges)), charges::answer)
        .get("/p/{organisation}/{customer}/notifications", Contact(None), telling::portal)
        .post("/p/{organisation}/{customer}/notifications", Contact(None), telling::portal_save)
}

/// Orders and quotes as staff see them, and what they do with them.
fn orders_at_the_desk(map: Map) -> Map {
    use Who::Staff;
    map.get("/d/{organisation}/orders", Staff(Act::See), lists::desk)
        .get("/d/{organisation}/orders/export", Staff(Act::See), export::desk)
        .get("/d/{organisation}/quotes", Staff(Act::See), lists::quotes)
        .get("/d/{organisation}/quotes/export", Staff(Act::See), export::quotes)
        .get("/d/{organisation}/search/export", Staff(Act::See), export::search)
        .get("/d/{organisation}/search", Staff(Act::See), lists::search)
        .get("/d/{organisation}/orders/{id}", Staff(Act::See), order::desk)
        .post("/d/{organisation}/orders/{id}/send-to-planning", Staff(Act::SendToPlanning), acts::send)
        .post("/d/{organisation}/quotes/send-to-planning", Staff(Act::SendToPlanning), acts::bulk_send)
        .get("/d/{organisation}/quotes/sent", Staff(Act::SendToPlanning), acts::sent)
        .get("/d/{organisation}/orders/{id}/labels", Staff(Act::See), labels::desk)
        .post("/d/{organisation}/orders/{id}/labels", Staff(Act::Labels), labels::desk_print)
        .get("/d/{organisation}/orders/{id}/decline", Staff(Act::SendToPlanning), acts::decline_form)
        .post("/d/{organisation}/orders/{id}/decline", Staff(Act::SendToPlanning), acts::decline)
        .get("/d/{organisation}/orders/{id}/cancel", Staff(Act::CancelOrders), acts::cancel_form)
        .post("/d/{organisation}/orders/{id}/cancel", Staff(Act::CancelOrders), acts::cancel)
        .get("/d/{organisation}/orders/{id}/price", Staff(Act::Charges), charges::price)
        .post("/d/{organisation}/orders/{id}/price", Staff(Act::Charges), charges::reprice)
        .get("/d/{organisation}/orders/{id}/charges/new", Staff(Act::Charges), charges::blank)
        .post("/d/{organisation}/orders/{id}/charges/new", Staff(Act::Charges), charges::add)
        .get("/d/{organisation}/orders/{id}/charges/{charge}", Staff(Act::Charges), charges::show)
        .post("/d/{organisation}/orders/{id}/charges/{charge}", Staff(Act::Charges), charges::act)
        .post("/d/{organisation}/orders/{id}/undo", Staff(Act::CancelOrders), acts::undo)
        .post("/d/{organisation}/orders/{id}/stops", Staff(Act::ReportStops), acts::report)
        .get("/d/{organisation}/orders/{id}/stops/{stop}/correct", Staff(Act::ReportStops), acts::correct_form)
        .post("/d/{organisation}/orders/{id}/stops/{stop}/correct", Staff(Act::ReportStops), acts::correct)
}

/// Order Imports: what customers sent, and what staff decide about it.
fn order_imports(map: Map) -> Map {
    const DECIDES: Who = Who::Staff(Act::DecideImports);
    map.get("/d/{organisation}/imports", Who::Staff(Act::See), imports::list)
        .get("/d/{organisation}/imports/export", Who::Staff(Act::See), imports::export)
        .post("/d/{organisation}/imports/create", DECIDES, imports::bulk_create)
        .get("/d/{organisation}/imports/created", DECIDES, imports::created)
        .get("/d/{organisation}/imports/{id}", Who::Staff(Act::See), imports::opened)
        .post("/d/{organisation}/imports/{id}/accept", DECIDES, imports::accept)
        .get("/d/{organisation}/imports/{id}/edit", DECIDES, import_form::show)
        .post("/d/{organisation}/imports/{id}/edit", DECIDES, import_form::save)
        .post("/d/{organisation}/imports/{id}/edit/refresh", DECIDES, import_form::refresh)
        .get("/d/{organisation}/imports/{id}/late", DECIDES, imports::late_form)
        .post("/d/{organisation}/imports/{id}/late", DECIDES, imports::late)
        .get("/d/{organisation}/imports/{id}/ask", DECIDES, imports::ask_form)
        .post("/d/{organisation}/imports/{id}/ask", DECIDES, imports::ask)
        .get("/d/{organisation}/imports/{id}/reject", DECIDES, imports::reject_form)
        .post("/d/{organisation}/imports/{id}/reject", DECIDES, imports::reject)
        .post("/d/{organisation}/imports/{id}/reading", DECIDES, imports::reading)
        .get("/d/{organisation}/orders/{id}/import", Who::Staff(Act::See), imports::of_order)
        .post("/d/{organisation}/orders/{id}/seen", DECIDES, imports::seen)
}

/// Locations: the address book of a customer, CONFIGURATION → Locations, and the pickers on both sides.
fn address_books(map: Map) -> Map {
    use Who::{Contact, Staff};
    const MANAGER: Who = Contact(Some(Right::ManageLocations));
    map.get("/p/{organisation}/{customer}/locations/options", Contact(None), locations::portal_options)
        .get("/d/{organisation}/locations/options", Staff(Act::EnterOrders), locations::desk_options)
        .get("/p/{organisation}/{customer}/locations", Contact(None), address_book::list)
        .get("/p/{organisation}/{customer}/locations/new", MANAGER, address_book::new)
        .post("/p/{organisation}/{customer}/locations/new", MANAGER, address_book::create)
        .get("/p/{organisation}/{customer}/locations/{location}", Contact(None), address_book::location)
        .post("/p/{organisation}/{customer}/locations/{location}", MANAGER, address_book::change)
        .post("/p/{organisation}/{customer}/locations/{location}/archive", MANAGER, address_book::archive)
        .post("/p/{organisation}/{customer}/locations/{location}/restore", MANAGER, address_book::restore)
        .get("/d/{organisation}/locations", Staff(Act::See), locations::list)
        .get("/d/{organisation}/locations/export", Staff(Act::See), locations::export)
        .get("/d/{organisation}/locations/new", Staff(Act::Locations), locations::new)
        .post("/d/{organisation}/locations/new", Staff(Act::Locations), locations::create)
        .get("/d/{organisation}/locations/{location}", Staff(Act::See), locations::location)
        .post("/d/{organisation}/locations/{location}", Staff(Act::Locations), locations::change)
        .post("/d/{organisation}/locations/{location}/archive", Staff(Act::Locations), locations::archive)
        .post("/d/{organisation}/locations/{location}/restore", Staff(Act::Locations), locations::restore)
        .get("/d/{organisation}/locations/{location}/merge", Staff(Act::Locations), merging::show)
        .post("/d/{organisation}/locations/{location}/merge", Staff(Act::Locations), merging::confirm)
}

/// Templates: kept from an order, and orders begun from them.
fn templates_of_orders(map: Map) -> Map {
    use Who::{Contact, Staff};
    const ORDERER: Who = Contact(Some(Right::PlaceOrders));
    map.get("/p/{organisation}/{customer}/orders/{id}/template", ORDERER, templates::portal_form)
        .post("/p/{organisation}/{customer}/orders/{id}/template", ORDERER, templates::portal_keep)
        .get("/p/{organisation}/{customer}/templates", Contact(None), templates::portal_list)
        .get("/p/{organisation}/{customer}/templates/{template}", Contact(None), templates::portal_show)
        .post("/p/{organisation}/{customer}/templates/{template}", ORDERER, templates::portal_rename)
        .post("/p/{organisation}/{customer}/templates/{template}/archive", ORDERER, templates::portal_archive)
        .post("/p/{organisation}/{customer}/templates/{template}/restore", ORDERER, templates::portal_restore)
        .get("/d/{organisation}/orders/{id}/template", Staff(Act::Customers), templates::desk_form)
        .post("/d/{organisation}/orders/{id}/template", Staff(Act::Customers), templates::desk_keep)
        .get("/d/{organisation}/templates/{template}", Staff(Act::See), templates::desk_show)
        .post("/d/{organisation}/templates/{template}", Staff(Act::Customers), templates::desk_rename)
        .post("/d/{organisation}/templates/{template}/archive", Staff(Act::Customers), templates::desk_archive)
        .post("/d/{organisation}/templates/{template}/restore", Staff(Act::Customers), templates::desk_restore)
}

/// Documents of orders, filed and written, and their types: CONFIGURATION → Documents.
fn documents_of_orders(map: Map) -> Map {
    use Who::{Contact, Staff};
    const FILES: Who = Contact(Some(Right::PlaceOrders));
    map.post_file("/p/{organisation}/{customer}/orders/{id}/documents", FILES, documents::portal_add)
        .get("/p/{organisation}/{customer}/orders/{id}/documents/{document}", Contact(None), documents::portal_download)
        .post("/p/{organisation}/{customer}/orders/{id}/documents/{document}/remove", FILES, documents::portal_remove)
        .post_file("/d/{organisation}/orders/{id}/documents", Staff(Act::Documents), documents::desk_add)
        .get("/d/{organisation}/orders/{id}/documents/{document}", Staff(Act::See), documents::desk_download)
        .post("/d/{organisation}/orders/{id}/documents/{document}/remove", Staff(Act::Documents), documents::desk_remove)
        .get("/p/{organisation}/{customer}/orders/{id}/confirmation", Contact(None), papers::portal_confirmation)
        .get("/p/{organisation}/{customer}/orders/{id}/cmr-note", Contact(None), papers::portal_note)
        .get("/d/{organisation}/orders/{id}/confirmation", Staff(Act::See), papers::desk_confirmation)
        .get("/d/{organisation}/orders/{id}/cmr-note", Staff(Act::See), papers::desk_note)
        .get("/d/{organisation}/document-types", Staff(Act::See), document_types::list)
        .get("/d/{organisation}/document-types/new", Staff(Act::DocumentTypes), document_types::blank)
        .post("/d/{organisation}/document-types/new", Staff(Act::DocumentTypes), document_types::create)
        .post("/d/{organisation}/document-types/usual", Staff(Act::DocumentTypes), document_types::usual)
        .get("/d/{organisation}/document-types/{kind}", Staff(Act::See), document_types::show)
        .post("/d/{organisation}/document-types/{kind}", Staff(Act::DocumentTypes), document_types::save)
        .post("/d/{organisation}/document-types/{kind}/archive", Staff(Act::DocumentTypes), document_types::archive)
        .post("/d/{organisation}/document-types/{kind}/restore", Staff(Act::DocumentTypes), document_types::restore)
}

/// CONFIGURATION → Organisation settings, Try-out and Audit, RATES → Order Input.
fn settings(map: Map) -> Map {
    use Who::Staff;
    // CONFIGURATION
    map.get("/d/{organisation}/settings/portal", Staff(Act::See), organisation::portal)
        .post("/d/{organisation}/settings/portal", Staff(Act::OrganisationSettings), organisation::set_portal)
        .post("/d/{organisation}/settings/portal/import", Staff(Act::SwitchOrderImport), import::set)
        .post("/d/{organisation}/settings/portal/import/provision", Staff(Act::SwitchOrderImport), import::provision)
        .post("/d/{organisation}/settings/portal/import/shown", Staff(Act::SwitchOrderImport), import::shown)
        .get("/d/{organisation}/settings/numbering", Staff(Act::See), organisation::numbering)
        .post("/d/{organisation}/settings/numbering", Staff(Act::Numbering), organisation::set_numbering)
        .get("/d/{organisation}/settings/labels", Staff(Act::See), numbers::show)
        .post("/d/{organisation}/settings/labels", Staff(Act::OrganisationSettings), numbers::set)
        .post("/d/{organisation}/settings/numbering/example", Staff(Act::Numbering), organisation::numbering_example)
        .get("/d/{organisation}/order-form", Staff(Act::See), order_form::show)
        .post("/d/{organisation}/order-form", Staff(Act::OrderForm), order_form::save)
        .post("/d/{organisation}/order-form/preview", Staff(Act::OrderForm), order_form::preview)
        .get("/d/{organisation}/order-form/fields/new", Staff(Act::OrderForm), order_form::new_field)
        .post("/d/{organisation}/order-form/fields/new", Staff(Act::OrderForm), order_form::create_field)
        .get("/d/{organisation}/order-form/fields/{field}", Staff(Act::OrderForm), order_form::field)
        .post("/d/{organisation}/order-form/fields/{field}", Staff(Act::OrderForm), order_form::change_field)
        .post("/d/{organisation}/order-form/fields/{field}/archive", Staff(Act::OrderForm), order_form::archive_field)
        .post("/d/{organisation}/order-form/fields/{field}/restore", Staff(Act::OrderForm), order_form::restore_field)
        .get("/d/{organisation}/try-out", Staff(Act::See), try_out::try_out)
        .get("/d/{organisation}/audit", Staff(Act::See), audit::audit)
        .get("/d/{organisation}/notifications", Staff(Act::See), telling::desk)
        .post("/d/{organisation}/notifications", Staff(Act::See), telling::desk_save)
        .get("/d/{organisation}/outbox", Staff(Act::See), outbox::list)
        .post("/d/{organisation}/outbox/{message}/send", Staff(Act::ChangeOrders), outbox::send)
        .get("/d/{organisation}/outbox/{message}/drop", Staff(Act::ChangeOrders), outbox::drop_form)
        .post("/d/{organisation}/outbox/{message}/drop", Staff(Act::ChangeOrders), outbox::drop)
        // RATES, Order Input
        .get("/d/{organisation}/services", Staff(Act::See), services::list)
        .get("/d/{organisation}/services/new", Staff(Act::Services), services::blank)
        .post("/d/{organisation}/services/new", Staff(Act::Services), services::create)
        .post("/d/{organisation}/services/new/find-customers", Staff(Act::Services), services::find_for_new)
        .get("/d/{organisation}/services/{service}", Staff(Act::See), services::show)
        .post("/d/{organisation}/services/{service}", Staff(Act::Services), services::save)
        .post("/d/{organisation}/services/{service}/find-customers", Staff(Act::Services), services::find)
        .post("/d/{organisation}/services/{service}/archive", Staff(Act::Services), services::archive)
        .post("/d/{organisation}/services/{service}/restore", Staff(Act::Services), services::restore)
        .get("/d/{organisation}/levels", Staff(Act::See), levels::list)
        .get("/d/{organisation}/levels/new", Staff(Act::Levels), levels::blank)
        .post("/d/{organisation}/levels/new", Staff(Act::Levels), levels::create)
        .get("/d/{organisation}/levels/{level}", Staff(Act::See), levels::show)
        .post("/d/{organisation}/levels/{level}", Staff(Act::Levels), levels::save)
        .post("/d/{organisation}/levels/{level}/archive", Staff(Act::Levels), levels::archive)
        .post("/d/{organisation}/levels/{level}/restore", Staff(Act::Levels), levels::restore)
        .get("/d/{organisation}/rate-cards", Staff(Act::See), rate_cards::list)
        .get("/d/{organisation}/rate-cards/new", Staff(Act::RateCards), rate_cards::blank)
        .post("/d/{organisation}/rate-cards/new", Staff(Act::RateCards), rate_cards::create)
        .get("/d/{organisation}/rate-cards/{card}", Staff(Act::See), rate_cards::show)
        .post("/d/{organisation}/rate-cards/{card}", Staff(Act::RateCards), rate_cards::save)
        .post("/d/{organisation}/rate-cards/{card}/archive", Staff(Act::RateCards), rate_cards::archive)
        .post("/d/{organisation}/rate-cards/{card}/restore", Staff(Act::RateCards), rate_cards::restore)
}

async fn nothing_here() -> Failure {
    Failure::not_found()
}

fn broken(_: Box<dyn std::any::Any + Send>) -> Response {
    use axum::response::IntoResponse;
    Failure::fault("a handler panicked").into_response()
}

/// The service: the map and what stands round it.
pub fn service(app: App) -> Router {
    map()
        .router
        .route_layer(middleware::from_fn_with_state(app.measures.clone(), measured))
        .fallback(nothing_here)
        .layer(CatchPanicLayer::custom(broken))
        .layer(middleware::from_fn(keep_what_was_typed))
        .layer(DefaultBodyLimit::max(MAX_FORM_BYTES))
        .layer(CsrfLayer::new())
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(middleware::from_fn(security_headers))
        .with_state(app)
}
