//! The columns an upload knows: what our example calls them, and what else people call them in English, German, Dutch, French and
//! Polish. Case, accents, blanks and signs do not count.

/// What is uploaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Orders of a customer: a row is a goods line.
    Orders,
    /// Customers of the carrier.
    Customers,
    /// Contacts of its customers.
    Contacts,
    /// Locations.
    Locations,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 4] = [Kind::Orders, Kind::Customers, Kind::Contacts, Kind::Locations];

    /// As it is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Orders => "ORDERS",
            Kind::Customers => "CUSTOMERS",
            Kind::Contacts => "CONTACTS",
            Kind::Locations => "LOCATIONS",
        }
    }

    /// Reads what is stored.
    #[must_use]
    pub fn parse(text: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// To which part of an order a column belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The order, or the one thing a row is.
    Whole,
    /// Its collection.
    Collection,
    /// Its delivery.
    Delivery,
    /// A goods line.
    Goods,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// To which part it belongs.
    pub part: Part,
    /// The field of that part.
    pub field: &'static str,
    /// What our example calls it.
    pub head: &'static str,
    /// What else it is called, between bars.
    pub also: &'static str,
    /// What the example says in it.
    pub example: &'static str,
}

const fn column(part: Part, field: &'static str, head: &'static str, also: &'static str, example: &'static str) -> Column {
    Column { part, field, head, also, example }
}

/// The columns of a kind, in the order of its example.
#[must_use]
pub fn columns(kind: Kind) -> &'static [Column] {
    match kind {
        Kind::Orders => ORDERS,
        Kind::Customers => CUSTOMERS,
        Kind::Contacts => CONTACTS,
        Kind::Locations => LOCATIONS,
    }
}

const PLACE: &str = "location|location id|external id|standort|ladestelle|locatie|lieu|lokalizacja";
const COMPANY: &str = "company|company name|name|firma|naam|bedrijf|societe|nom|nazwa";
const STREET: &str = "street|address|street and number|strasse|adresse|straat|adres|rue|ulica";
const STREET_2: &str = "building|dock|building dock|address 2|gebaude|gebouw|batiment|budynek";
const POSTCODE: &str = "postcode|postal code|zip|zip code|plz|postleitzahl|code postal|cp|kod pocztowy|kod";
const CITY: &str = "city|town|place|ort|stadt|plaats|stad|ville|miasto|miejscowosc";
const COUNTRY: &str = "country|country code|land|landcode|pays|kraj";
const DATE: &str = "date|day|datum|tag|termin|dag|jour|data|dzien";
const FROM: &str =
    "from|time from|from time|start|von|zeit von|uhrzeit von|van|tijd van|de|heure de|od|godzina od|time|zeit|uhrzeit|tijd|heure|godzina";
const UNTIL: &str = "until|to|till|time until|time to|end|bis|zeit bis|uhrzeit bis|tot|tijd tot|a|heure a|jusqua|do|godzina do";
const STOP_REFERENCE: &str = "reference|ref|referenz|referentie|numer|referencja";
const INSTRUCTIONS: &str = "instructions|remarks|notes|hinweise|bemerkung|bemerkungen|opmerking|opmerkingen|consignes|remarques|uwagi";
const EMAIL: &str = "e-mail|email|mail|e-mail address|courriel";
const PHONE: &str = "phone|telephone|phone number|telefon|telefonnummer|telefoon|tel|numer telefonu";

use Part::{Collection, Delivery, Goods, Whole};

const ORDERS: &[Column] = &[
    column(
        Whole,
        "order",
        "Order",
        "order number|order no|auftrag|auftragsnummer|opdracht|opdrachtnummer|commande|zlecenie|numer zlecenia",
        "",
    ),
    column(
        Whole,
        "reference",
        "Customer reference",
        "reference|your reference|ref|po|po number|purchase order|referenz|kundenreferenz|referenznummer|bestellnummer|referentie|klantreferentie|reference client|votre reference|referencja|numer referencyjny",
        "PO-4711",
    ),
    column(
        Whole,
        "service",
        "Transport service",
        "service|transport type|transportart|dienst|leistung|transportdienst|prestation|service de transport|usluga|usluga transportowa",
        "",
    ),
    column(Whole, "level", "Service level", "level|servicelevel|niveau|niveau de service|poziom uslugi", ""),
    column(Whole, "planning_instructions", "Planning instructions", "planning notes|dispositionshinweise|planningsinstructies", ""),
    column(Whole, "contact_emails", "Contact e-mails", "contact email|contact e-mail|kontakt e-mail", ""),
    column(Collection, "location", "Collection location", PLACE, ""),
    column(Collection, "name", "Collection company", COMPANY, "De Korenaar BV"),
    column(Collection, "street", "Collection street", STREET, "Havenweg 12"),
    column(Collection, "street_2", "Collection building, dock", STREET_2, "Dock 3"),
    column(Collection, "postcode", "Collection postcode", POSTCODE, "4251 AB"),
    column(Collection, "city", "Collection city", CITY, "Werkendam"),
    column(Collection, "country", "Collection country", COUNTRY, "NL"),
    column(Collection, "date", "Collection date", DATE, "2026-05-05"),
    column(Collection, "from", "Collection from", FROM, "08:00"),
    column(Collection, "until", "Collection until", UNTIL, "12:00"),
    column(Collection, "reference", "Collection reference", STOP_REFERENCE, ""),
    column(Collection, "instructions", "Collection instructions", INSTRUCTIONS, ""),
    column(Collection, "email", "Collection e-mail", EMAIL, ""),
    column(Collection, "phones", "Collection phone", PHONE, ""),
    column(Delivery, "location", "Delivery location", PLACE, ""),
    column(Delivery, "name", "Delivery company", COMPANY, "Antwerp Bakery Supply"),
    column(Delivery, "street", "Delivery street", STREET, "Kaai 7"),
    column(Delivery, "street_2", "Delivery building, dock", STREET_2, ""),
    column(Delivery, "postcode", "Delivery postcode", POSTCODE, "9000"),
    column(Delivery, "city", "Delivery city", CITY, "Gent"),
    column(Delivery, "country", "Delivery country", COUNTRY, "BE"),
    column(Delivery, "date", "Delivery date", DATE, "2026-05-06"),
    column(Delivery, "from", "Delivery from", FROM, ""),
    column(Delivery, "until", "Delivery until", UNTIL, ""),
    column(Delivery, "reference", "Delivery reference", STOP_REFERENCE, ""),
    column(Delivery, "instructions", "Delivery instructions", INSTRUCTIONS, ""),
    column(Delivery, "email", "Delivery e-mail", EMAIL, ""),
    column(Delivery, "phones", "Delivery phone", PHONE, ""),
    column(Goods, "quantity", "Quantity", "qty|number|pieces|anzahl|menge|stuck|aantal|quantite|nombre|ilosc|colli|kolli", "12"),
    column(
        Goods,
        "packaging",
        "Packaging",
        "packaging type|package type|unit|verpackung|verpackungsart|verpakking|emballage|opakowanie",
        "pallets",
    ),
    column(Goods, "packaging_size", "Packaging size", "size|format|grosse|afmeting", ""),
    column(
        Goods,
        "description",
        "Goods",
        "description|goods description|contents|ware|warenbeschreibung|beschreibung|inhalt|omschrijving|goederen|designation|marchandise|opis|towar",
        "Flour in bags",
    ),
    column(
        Goods,
        "weight_kg",
        "Weight (kg)",
        "weight|gross weight|total weight|gewicht|bruttogewicht|brutogewicht|poids|poids brut|waga|waga brutto",
        "4320",
    ),
    column(Goods, "volume_m3", "Volume (m³)", "volume|cbm|m3|volumen|inhoud|objetosc", ""),
    column(
        Goods,
        "loading_metres",
        "Loading metres",
        "loading meters|ldm|lademeter|laadmeter|laadmeters|metres de plancher|metry ladunkowe",
        "4,8",
    ),
    column(
        Goods,
        "pallet_spaces",
        "Pallet spaces",
        "pallet places|stellplatze|palettenstellplatze|palletplaatsen|emplacements palettes|miejsca paletowe",
        "",
    ),
    column(Goods, "unit_length_m", "Unit length (m)", "length|lange|lengte|longueur|dlugosc", ""),
    column(Goods, "unit_width_m", "Unit width (m)", "width|breite|breedte|largeur|szerokosc", ""),
    column(Goods, "unit_height_m", "Unit height (m)", "height|hohe|hoogte|hauteur|wysokosc", ""),
    column(Goods, "stackable", "Stackable", "stapelbar|stapelbaar|gerbable|pietrowalny|do pietrowania", "no"),
    column(
        Goods,
        "min_temperature_c",
        "Lowest temperature (°C)",
        "min temperature|minimum temperature|mindesttemperatur|temperatura min",
        "",
    ),
    column(
        Goods,
        "max_temperature_c",
        "Highest temperature (°C)",
        "max temperature|maximum temperature|hochsttemperatur|temperatura max",
        "",
    ),
    column(Goods, "adr0.un_number", "UN number", "un|un no|un nummer|numero onu|numer un", ""),
    column(Goods, "adr0.proper_shipping_name", "Proper shipping name", "shipping name|offizielle benennung", ""),
    column(Goods, "adr0.class", "ADR class", "class|adr|gefahrgutklasse|klasse|classe|klasa", ""),
    column(Goods, "adr0.packing_group", "Packing group", "verpackungsgruppe|verpakkingsgroep|groupe emballage|grupa pakowania", ""),
    column(Goods, "adr0.tunnel_code", "Tunnel code", "tunnelcode|tunnelbeschrankungscode|code tunnel|kod tunelu", ""),
    column(Goods, "barcodes", "Barcodes", "barcode|sscc|strichcode|streepjescode|code barres|kod kreskowy", ""),
];

const CUSTOMERS: &[Column] = &[
    column(
        Whole,
        "name",
        "Name",
        "customer|company|company name|customer name|kunde|firma|kundenname|naam|klant|nom|client|nazwa|klient",
        "De Korenaar BV",
    ),
    column(Whole, "number", "Number", "customer number|customer no|kundennummer|klantnummer|numero client|numer klienta", "10042"),
    column(Whole, "street", "Street and number", STREET, "Havenweg 12"),
    column(Whole, "postcode", "Postcode", POSTCODE, "4251 AB"),
    column(Whole, "city", "City", CITY, "Werkendam"),
    column(Whole, "country", "Country", COUNTRY, "NL"),
    column(Whole, "note", "Note", INSTRUCTIONS, ""),
];

const CONTACTS: &[Column] = &[
    column(
        Whole,
        "customer",
        "Customer",
        "customer name|customer number|company|kunde|kundennummer|firma|klant|client|klient",
        "De Korenaar BV",
    ),
    column(
        Whole,
        "name",
        "Name",
        "contact|contact name|person|ansprechpartner|naam|contactpersoon|nom|nazwisko|imie i nazwisko",
        "Marit de Wit",
    ),
    column(Whole, "email", "E-mail", EMAIL, "marit@korenaar.example"),
    column(Whole, "phone", "Phone", PHONE, "+31 183 1234"),
];

const LOCATIONS: &[Column] = &[
    column(Whole, "customer", "Customer", "customer name|customer number|kunde|kundennummer|klant|client|klient", ""),
    column(Whole, "name", "Name", "location|company|firma|standort|naam|nom|nazwa", "Antwerp Bakery Supply"),
    column(Whole, "street", "Street and number", STREET, "Kaai 7"),
    column(Whole, "street_2", "Building, dock", STREET_2, "Dock 3"),
    column(Whole, "postcode", "Postcode", POSTCODE, "9000"),
    column(Whole, "city", "City", CITY, "Gent"),
    column(Whole, "country", "Country", COUNTRY, "BE"),
    column(Whole, "external_id", "External id", "id|external number|externe nummer|numer zewnetrzny", "GENT-1"),
    column(Whole, "email", "E-mail", EMAIL, ""),
    column(Whole, "phone", "Phone", PHONE, ""),
    column(Whole, "instructions", "Instructions", INSTRUCTIONS, ""),
];
