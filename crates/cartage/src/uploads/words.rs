//! What an upload of each kind is called on its pages, and where these are.

use rules::access::Act;
use rules::upload::Kind;

use crate::shell::Here;

/// The words of a kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    /// `order`.
    pub(super) one: &'static str,
    /// `orders`; the word in paths too.
    pub(super) many: &'static str,
    /// The list they are on: `Orders`.
    pub(super) list: &'static str,
    /// The word of an upload's own page in paths.
    pub(super) uploads: &'static str,
    /// What a row is, beside the file.
    pub(super) hint: &'static str,
    /// How values are understood, below the file.
    pub(super) understood: &'static str,
    /// The head over what a row is called.
    pub(super) title: &'static str,
    /// What a row without that is called.
    pub(super) untitled: &'static str,
    /// The head over what was made.
    pub(super) made: &'static str,
    /// `submit`.
    pub(super) verb: &'static str,
    /// `Submitting`.
    pub(super) doing: &'static str,
    /// `submitted`.
    pub(super) done: &'static str,
    /// The line of history when somebody wants it carried out.
    pub(super) recorded: &'static str,
}

const DATES: &str = "By their names, in any order; also in German, Dutch, French and Polish. Dates as 2026-05-31, 31.5.2026 or \
                     31/5/2026; numbers with a comma or a point. A location of your address book is found by its external id, an alias or its \
                     name, or by its address.";
const ADDRESSES: &str = "By their names, in any order; also in German, Dutch, French and Polish. A country is two letters or its name. An \
                         empty cell changes nothing.";

const ORDERS: Words = Words {
    one: "order",
    many: "orders",
    list: "Orders",
    uploads: "uploads",
    hint: "Rows with the same customer reference make one order, each a goods line of it.",
    understood: DATES,
    title: "Customer reference",
    untitled: "No reference",
    made: "Order",
    verb: "submit",
    doing: "Submitting",
    done: "submitted",
    recorded: "upload.submitted",
};

const CUSTOMERS: Words = Words {
    one: "customer",
    many: "customers",
    list: "Customers",
    uploads: "customer-uploads",
    hint: "A row is a customer. One with this number, or with this name and no other number, is changed by what its row says; others are added, without access to the portal.",
    understood: ADDRESSES,
    title: "Name",
    untitled: "No name",
    made: "Customer",
    verb: "save",
    doing: "Saving",
    done: "saved",
    recorded: "upload.customers_saved",
};

const CONTACTS: Words = Words {
    one: "contact",
    many: "contacts",
    list: "Contacts",
    uploads: "contact-uploads",
    hint: "A row is a contact. The customer is meant by its number or name; a contact of it with this e-mail address is changed by what its row says, others are added. Nobody is invited unless you ask for it.",
    understood: ADDRESSES,
    title: "Name",
    untitled: "No name",
    made: "Contact",
    recorded: "upload.contacts_saved",
    ..CUSTOMERS
};

const LOCATIONS: Words = Words {
    one: "location",
    many: "locations",
    list: "Locations",
    uploads: "location-uploads",
    hint: "A row is a location of the customer that is named, or of no customer where none is; Visible to may say All customers. One with this external id or address is changed by what its row says, others are added.",
    understood: ADDRESSES,
    title: "Name",
    untitled: "No name",
    made: "Location",
    recorded: "upload.locations_saved",
    ..CUSTOMERS
};

/// The words of a kind.
pub(super) fn of(kind: Kind) -> &'static Words {
    match kind {
        Kind::Orders => &ORDERS,
        Kind::Customers => &CUSTOMERS,
        Kind::Contacts => &CONTACTS,
        Kind::Locations => &LOCATIONS,
    }
}

/// What staff must be allowed to do to upload it.
pub(super) fn act(kind: Kind) -> Act {
    match kind {
        Kind::Orders => Act::EnterOrders,
        Kind::Customers => Act::Customers,
        Kind::Contacts => Act::Contacts,
        Kind::Locations => Act::Locations,
    }
}

/// Where in the desk's menu it is.
pub(super) fn here(kind: Kind) -> Here {
    match kind {
        Kind::Orders => Here::Nowhere,
        Kind::Customers => Here::Customers,
        Kind::Contacts => Here::Contacts,
        Kind::Locations => Here::Locations,
    }
}

impl Words {
    /// `1 order`, `3 orders`.
    pub(super) fn counted(&self, count: i64) -> String {
        let Words { one, many, .. } = self;
        if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
    }

    /// `Submitted`.
    pub(super) fn done_first(&self) -> String {
        let mut letters = self.done.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    /// `Submit`.
    pub(super) fn verb_first(&self) -> String {
        let mut letters = self.verb.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }
}
