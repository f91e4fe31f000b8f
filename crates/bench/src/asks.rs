//! What is asked of the program: the pages people look at all day, and the form they submit.

use std::sync::Arc;

use kit::ids::Ids;
use kit::web::Fields;
use uuid::Uuid;

use crate::http::Ask;
use crate::seed::{Buyer, House, Seeded};

/// A kind of request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A customer's orders, with the counts of its tabs.
    PortalList,
    /// A haulier's orders *To plan* of one customer.
    DeskList,
    /// A search at the desk.
    Search,
    /// One order in the portal.
    OrderPage,
    /// A haulier's Order Imports, thousands of them waiting.
    ImportQueue,
}

impl Kind {
    /// Every kind of page.
    pub const PAGES: [Kind; 5] = [Kind::PortalList, Kind::DeskList, Kind::Search, Kind::OrderPage, Kind::ImportQueue];

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Kind::PortalList => "portal list with counts",
            Kind::DeskList => "desk list with a filter",
            Kind::Search => "search",
            Kind::OrderPage => "order page",
            Kind::ImportQueue => "order imports, 5 000 waiting",
        }
    }
}

/// What the nth search is for: a reference; a different one each time.
pub fn searched(seeded: &Seeded, client: usize, nth: usize) -> String {
    format!("PO {:07}", (client * 9_973 + nth * 31) % seeded.many)
}

/// The nth page a client asks for; `client` tells clients apart.
pub fn page(kind: Kind, seeded: &Arc<Seeded>, client: usize) -> impl FnMut(usize) -> Ask + Send + 'static {
    let all = seeded.clone();
    move |nth| {
        let (large, orders) = (&all.large, &all.orders);
        let (desk, cookie) = &large.desk;
        let buyer = &large.buyers[(client + nth) % large.buyers.len()];
        let (path, cookie) = match kind {
            Kind::PortalList => (format!("{}/orders", buyer.contact.root), &buyer.cookie),
            Kind::DeskList => (format!("{desk}/orders?tab=to-plan&customer={}", buyer.id), cookie),
            Kind::Search => (format!("{desk}/search?q={}", searched(&all, client, nth).replace(' ', "+")), cookie),
            Kind::OrderPage => {
                let order = orders[(client * 37 + nth) % orders.len()];
                (format!("{}/orders/{order}", large.buyers[0].contact.root), &large.buyers[0].cookie)
            }
            Kind::ImportQueue => (format!("{}/imports", all.waiting.desk.0), &all.waiting.desk.1),
        };
        Ask { path, form: None, cookie: cookie.clone(), expect: 200 }
    }
}

/// A clerk's usual order: two addresses, two goods lines, a reference of its own.
pub fn submit(house: &House, buyer: &Buyer, today: jiff::civil::Date) -> impl FnMut(usize) -> Ask + Send + 'static {
    let (service, path, cookie) = (house.service, format!("{}/orders/new", buyer.contact.root), buyer.cookie.clone());
    let date = today.saturating_add(jiff::Span::new().days(7)).to_string();
    move |nth| {
        let id: Uuid = Ids.id(jiff::Timestamp::UNIX_EPOCH);
        let form: Fields = [
            ("submission", id.to_string()),
            ("service", service.to_string()),
            ("reference", format!("PO {} {nth}", &id.simple().to_string()[20..])),
            ("c0.collection.name", "De Korenaar, dock 4".into()),
            ("c0.collection.street", "Havenweg 12".into()),
            ("c0.collection.postcode", "4251 AB".into()),
            ("c0.collection.city", "Werkendam".into()),
            ("c0.collection.country", "NL".into()),
            ("c0.collection.date", date.clone()),
            ("c0.delivery.name", "Bakkerij Vermeulen".into()),
            ("c0.delivery.street", "Wiedauwkaai 52".into()),
            ("c0.delivery.postcode", "1012 AB".into()),
            ("c0.delivery.city", "Amsterdam".into()),
            ("c0.delivery.country", "NL".into()),
            ("c0.g0.quantity", "12".into()),
            ("c0.g0.packaging", "euro pallets".into()),
            ("c0.g0.description", "Flour, bagged".into()),
            ("c0.g0.weight_kg", "4320,5".into()),
            ("c0.g1.quantity", "2".into()),
            ("c0.g1.packaging", "pallets".into()),
            ("c0.g1.description", "Samples".into()),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
        Ask { path: path.clone(), form: Some(form.encode()), cookie: cookie.clone(), expect: 303 }
    }
}
