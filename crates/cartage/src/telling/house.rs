//! The carrier as its mails speak of it: its name, its zone, and where its customers and its staff look things up.

use jiff::tz::TimeZone;

use crate::app::App;
use crate::viewer::Carrier;

/// Whose mails they are.
#[derive(Clone, Debug)]
pub struct House {
    /// The carrier's name.
    pub carrier: String,
    /// `https://…/p/{organisation}`: where its customers' addresses begin.
    pub portals: String,
    /// `https://…/d/{organisation}`: where its desk's addresses begin.
    pub desk: String,
    /// Where its acts are timed.
    pub zone: TimeZone,
}

impl House {
    /// This carrier's.
    #[must_use]
    pub fn of(app: &App, carrier: &Carrier) -> House {
        House::named(&app.setup.base_url, &carrier.slug, &carrier.name, carrier.zone.clone())
    }

    /// The carrier with that word in paths.
    #[must_use]
    pub fn named(base_url: &str, slug: &str, name: &str, zone: TimeZone) -> House {
        House { carrier: name.to_owned(), portals: format!("{base_url}/p/{slug}"), desk: format!("{base_url}/d/{slug}"), zone }
    }
}
