//! What the demonstration's hauliers offer: transport services, service levels, and places worth keeping.

/// A transport service.
pub(super) struct Service {
    pub(super) organisation: &'static str,
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    pub(super) order_status: Option<&'static str>,
    pub(super) cut_off: (&'static str, Option<&'static str>),
    /// Monday is the lowest of seven bits.
    pub(super) days: i64,
    pub(super) holidays_of: &'static str,
    pub(super) lead_days: Option<i64>,
    pub(super) levels: &'static [&'static str],
}

const WEEK: i64 = 0b001_1111;
const WITH_SATURDAY: i64 = 0b011_1111;

/// The services.
pub(super) const SERVICES: [Service; 4] = [
    Service {
        organisation: "van-dorp",
        name: "Groupage Benelux",
        description: "Pallets between the Netherlands, Belgium and Luxembourg",
        order_status: None,
        cut_off: ("DAY_BEFORE", Some("16:00")),
        days: WEEK,
        holidays_of: "NL",
        lead_days: Some(1),
        levels: &["Before 10:00", "Tail lift"],
    },
    Service {
        organisation: "van-dorp",
        name: "Same-day Randstad",
        description: "Collected and delivered the same day in the west of the Netherlands",
        order_status: Some("TO_PLAN"),
        cut_off: ("SAME_DAY", Some("11:30")),
        days: WITH_SATURDAY,
        holidays_of: "NL",
        lead_days: None,
        levels: &["Tail lift"],
    },
    Service {
        organisation: "van-dorp",
        name: "Full load Europe",
        description: "A whole trailer, any distance",
        order_status: Some("QUOTE"),
        cut_off: ("NO_CUT_OFF", None),
        days: WEEK,
        holidays_of: "NL",
        lead_days: Some(2),
        levels: &[],
    },
    Service {
        organisation: "lisowski",
        name: "Drobnica Polska – Benelux",
        description: "Part loads from Poland to the Benelux and back, three departures a week",
        order_status: None,
        cut_off: ("DAY_BEFORE", Some("14:00")),
        days: 0b001_0101,
        holidays_of: "PL",
        lead_days: Some(3),
        levels: &["Awizacja"],
    },
];

/// A service level.
pub(super) struct Level {
    pub(super) organisation: &'static str,
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    pub(super) lead_days: Option<i64>,
    pub(super) notice_hours: Option<i64>,
}

/// The levels.
pub(super) const LEVELS: [Level; 3] = [
    Level {
        organisation: "van-dorp",
        name: "Before 10:00",
        description: "Delivered before ten",
        lead_days: Some(1),
        notice_hours: Some(18),
    },
    Level {
        organisation: "van-dorp",
        name: "Tail lift",
        description: "A vehicle with a tail lift",
        lead_days: None,
        notice_hours: Some(4),
    },
    Level {
        organisation: "lisowski",
        name: "Awizacja",
        description: "Booked at the consignee's dock",
        lead_days: Some(4),
        notice_hours: None,
    },
];

/// A place.
pub(super) struct Place {
    pub(super) organisation: &'static str,
    /// Visible to this customer, or to all.
    pub(super) customer: Option<&'static str>,
    pub(super) name: &'static str,
    pub(super) street: &'static str,
    pub(super) postcode: &'static str,
    pub(super) city: &'static str,
    pub(super) country: &'static str,
    pub(super) instructions: &'static str,
    /// From Monday to Friday; empty where nobody has said.
    pub(super) hours: &'static str,
    /// What else it is called, one a line.
    pub(super) aliases: &'static str,
}

const fn place(
    (organisation, customer): (&'static str, Option<&'static str>),
    name: &'static str,
    (street, postcode, city, country): (&'static str, &'static str, &'static str, &'static str),
    (instructions, hours, aliases): (&'static str, &'static str, &'static str),
) -> Place {
    Place { organisation, customer, name, street, postcode, city, country, instructions, hours, aliases }
}

const KORENAAR: (&str, Option<&str>) = ("van-dorp", Some("de-korenaar"));

/// The places. One of them stands there twice, as it happens.
pub(super) const PLACES: [Place; 9] = [
    place(
        KORENAAR,
        "De Korenaar, dock 4",
        ("Havenweg 12", "4251 AB", "Werkendam", "NL"),
        ("Report at the gate; dock 4 is behind the silo.", "6:00-12:00, 12:30-16:30", "Dock 4"),
    ),
    place(
        KORENAAR,
        "Bakkerij Vermeulen",
        ("Wiedauwkaai 52", "9000", "Gent", "BE"),
        ("Deliver through the yard. No lorries over 12 m.", "5:00-13:00", ""),
    ),
    place(
        KORENAAR,
        "Distributiecentrum Sligro Veghel",
        ("Corridor 11", "5466 RB", "Veghel", "NL"),
        ("Time slot needed.", "", "DC Veghel\nSLG-5466"),
    ),
    place(KORENAAR, "Sligro Veghel", ("Corridor 11", "5466 RB", "Veghel", "NL"), ("", "", "")),
    place(("van-dorp", Some("bakker-fruit")), "Bakker Fruit, cold store", ("Handelsweg 180", "2988 DC", "Ridderkerk", "NL"), ("", "", "")),
    place(
        ("van-dorp", Some("deltaplast")),
        "Deltaplast, hal B",
        ("Noorderlaan 147", "2030", "Antwerpen", "BE"),
        ("Safety shoes and vest.", "8:00-12:00, 13:00-17:00", ""),
    ),
    place(("van-dorp", None), "Cross-dock Van Dorp", ("Transportweg 3", "3296 KX", "Tilburg", "NL"), ("", "0:00-24:00", "")),
    place(
        ("lisowski", Some("meble-nowak")),
        "Meble Nowak, magazyn",
        ("ul. Głogowska 214", "60-104", "Poznań", "PL"),
        ("Rampa 2.", "7:00-15:00", ""),
    ),
    place(("lisowski", None), "Lisowski, terminal", ("ul. Składowa 8", "62-023", "Gądki", "PL"), ("", "", "")),
];
