//! Who plays in the demonstration: invented hauliers, their customers and their people. No address leads anywhere.

use rules::access::Role;

/// Everybody's password.
pub(crate) const PASSWORD: &str = "haulage-by-daylight";

/// A haulier.
pub(super) struct House {
    pub(super) slug: &'static str,
    pub(super) name: &'static str,
    pub(super) zone: &'static str,
    pub(super) country: &'static str,
    pub(super) currency: &'static str,
    pub(super) colour: &'static str,
    /// Of those that GS1 keeps for demonstrations; empty: licence plates.
    pub(super) gs1_prefix: &'static str,
}

/// The two hauliers.
pub(super) const HOUSES: [House; 2] = [
    House {
        slug: "van-dorp",
        name: "Van Dorp Transport",
        zone: "Europe/Amsterdam",
        country: "NL",
        currency: "EUR",
        colour: "#0f6b74",
        gs1_prefix: "9521234",
    },
    House {
        slug: "lisowski",
        name: "Lisowski Logistics",
        zone: "Europe/Warsaw",
        country: "PL",
        currency: "PLN",
        colour: "#3d5a98",
        gs1_prefix: "",
    },
];

/// Somebody at a haulier's desk.
pub(crate) struct StaffLogin {
    /// The haulier's word in paths.
    pub(crate) organisation: &'static str,
    pub(crate) role: Role,
    pub(crate) name: &'static str,
    pub(crate) email: &'static str,
}

/// The hauliers' staff: each role once at the first.
pub(super) const STAFF: [StaffLogin; 7] = [
    StaffLogin { organisation: "van-dorp", role: Role::SuperAdmin, name: "Kees van Dorp", email: "kees@van-dorp.example" },
    StaffLogin { organisation: "van-dorp", role: Role::Admin, name: "Saskia Bakker", email: "saskia@van-dorp.example" },
    StaffLogin { organisation: "van-dorp", role: Role::Operations, name: "Ann Smit", email: "ann@van-dorp.example" },
    StaffLogin { organisation: "van-dorp", role: Role::Finance, name: "Joost Hendriks", email: "joost@van-dorp.example" },
    StaffLogin { organisation: "van-dorp", role: Role::Viewer, name: "Ilse Mulder", email: "ilse@van-dorp.example" },
    StaffLogin { organisation: "lisowski", role: Role::SuperAdmin, name: "Tomasz Lisowski", email: "tomasz@lisowski.example" },
    StaffLogin { organisation: "lisowski", role: Role::Operations, name: "Katarzyna Wójcik", email: "katarzyna@lisowski.example" },
];

/// A customer of a haulier.
pub(super) struct Company {
    pub(super) organisation: &'static str,
    pub(super) slug: &'static str,
    pub(super) name: &'static str,
    pub(super) number: &'static str,
    pub(super) street: &'static str,
    pub(super) postcode: &'static str,
    pub(super) city: &'static str,
    pub(super) country: &'static str,
    pub(super) standing: &'static str,
    pub(super) order_status: Option<&'static str>,
}

/// The customers. De Korenaar ships with both hauliers.
pub(super) const COMPANIES: [Company; 7] = [
    Company {
        organisation: "van-dorp",
        slug: "de-korenaar",
        name: "De Korenaar BV",
        number: "10021",
        street: "Havenweg 12",
        postcode: "4251 AB",
        city: "Werkendam",
        country: "NL",
        standing: "APPROVED",
        order_status: None,
    },
    Company {
        organisation: "van-dorp",
        slug: "bakker-fruit",
        name: "Bakker Fruit BV",
        number: "10034",
        street: "Handelsweg 180",
        postcode: "2988 DC",
        city: "Ridderkerk",
        country: "NL",
        standing: "APPROVED",
        order_status: Some("TO_PLAN"),
    },
    Company {
        organisation: "van-dorp",
        slug: "deltaplast",
        name: "Deltaplast NV",
        number: "10057",
        street: "Noorderlaan 147",
        postcode: "2030",
        city: "Antwerpen",
        country: "BE",
        standing: "APPROVED",
        order_status: Some("QUOTE"),
    },
    Company {
        organisation: "van-dorp",
        slug: "hofmann-maschinenbau",
        name: "Hofmann Maschinenbau GmbH",
        number: "10063",
        street: "Kölner Straße 88",
        postcode: "47805",
        city: "Krefeld",
        country: "DE",
        standing: "PROSPECT",
        order_status: None,
    },
    Company {
        organisation: "lisowski",
        slug: "de-korenaar",
        name: "De Korenaar BV",
        number: "K-0007",
        street: "Havenweg 12",
        postcode: "4251 AB",
        city: "Werkendam",
        country: "NL",
        standing: "APPROVED",
        order_status: None,
    },
    Company {
        organisation: "lisowski",
        slug: "meble-nowak",
        name: "Meble Nowak Sp. z o.o.",
        number: "K-0012",
        street: "ul. Głogowska 214",
        postcode: "60-104",
        city: "Poznań",
        country: "PL",
        standing: "APPROVED",
        order_status: None,
    },
    Company {
        organisation: "lisowski",
        slug: "szklo-wislane",
        name: "Szkło Wiślane S.A.",
        number: "K-0019",
        street: "ul. Portowa 7",
        postcode: "86-300",
        city: "Grudziądz",
        country: "PL",
        standing: "WARNING",
        order_status: None,
    },
];

/// Somebody in a customer's portal.
pub(crate) struct PortalLogin {
    /// The haulier's word in paths.
    pub(crate) organisation: &'static str,
    /// The customer's word in paths.
    pub(crate) customer: &'static str,
    pub(crate) name: &'static str,
    pub(crate) email: &'static str,
    pub(super) phone: &'static str,
    /// May manage colleagues, too.
    pub(super) manages: bool,
}

/// The contacts. Marit de Wit works with both hauliers.
pub(super) const CONTACTS: [PortalLogin; 9] = [
    contact("van-dorp", "de-korenaar", "Marit de Wit", "marit@de-korenaar.example", "+31 183 555 014", true),
    contact("van-dorp", "de-korenaar", "Bram Jansen", "bram@de-korenaar.example", "+31 183 555 017", false),
    contact("van-dorp", "bakker-fruit", "Fatima el Idrissi", "fatima@bakker-fruit.example", "+31 180 555 020", true),
    contact("van-dorp", "deltaplast", "Pieter Claes", "pieter@deltaplast.example", "+32 3 555 01 42", true),
    contact("van-dorp", "hofmann-maschinenbau", "Jürgen Hofmann", "j.hofmann@hofmann-maschinenbau.example", "+49 2151 5550 31", true),
    contact("lisowski", "de-korenaar", "Marit de Wit", "marit@de-korenaar.example", "+31 183 555 014", true),
    contact("lisowski", "meble-nowak", "Agnieszka Nowak", "agnieszka@meble-nowak.example", "+48 61 555 01 12", true),
    contact("lisowski", "szklo-wislane", "Ewa Kamińska", "ewa@szklo-wislane.example", "+48 56 555 01 33", true),
    contact("lisowski", "meble-nowak", "Piotr Zieliński", "piotr@meble-nowak.example", "+48 61 555 01 15", false),
];

const fn contact(
    organisation: &'static str,
    customer: &'static str,
    name: &'static str,
    email: &'static str,
    phone: &'static str,
    manages: bool,
) -> PortalLogin {
    PortalLogin { organisation, customer, name, email, phone, manages }
}
