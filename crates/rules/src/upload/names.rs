//! What columns are called: the head of our example, and the words others use for it, in five languages.

use std::borrow::Cow;

use super::columns::{Column, Holds, Part};

/// A column before it is known to which part it belongs.
#[derive(Clone, Copy)]
pub(super) struct Named {
    field: &'static str,
    head: &'static str,
    also: &'static str,
    holds: Holds,
    example: &'static str,
}

const fn named(field: &'static str, head: &'static str, also: &'static str, example: &'static str) -> Named {
    Named { field, head, also, holds: Holds::Text, example }
}

impl Named {
    const fn holding(self, holds: Holds) -> Named {
        Named { holds, ..self }
    }

    pub(super) fn of(&self, part: Part) -> Column {
        let Named { field, head, also, holds, example } = *self;
        let [field, head, also] = [field, head, also].map(Cow::Borrowed);
        Column { part, field, head, also, holds, example }
    }

    /// The column of a stop: `Collection city`, `Delivery city`, each with its own example.
    pub(super) fn at_stop(&self, part: Part, at_delivery: &'static str) -> Column {
        let column = self.of(part);
        let example = if part == Part::Delivery { at_delivery } else { column.example };
        Column { head: with_stop(part, self.head).into(), example, ..column }
    }
}

/// A head with the stop it belongs to before it.
pub(super) fn with_stop(part: Part, head: &str) -> String {
    match part {
        Part::Collection => format!("Collection {head}"),
        Part::Delivery => format!("Delivery {head}"),
        Part::Whole | Part::Consignment | Part::Goods => head.to_owned(),
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
const DURATION: &str = "duration|minutes|dauer|standzeit|duur|duree|czas";
const NOTE: &str = "note|notiz|notitie|memo|notatka";
const INSTRUCTIONS: &str = "instructions|remarks|notes|hinweise|bemerkung|bemerkungen|opmerking|opmerkingen|consignes|remarques|uwagi";
const EMAIL: &str = "e-mail|email|mail|e-mail address|courriel";
const PHONE: &str = "phone|telephone|phone number|telefon|telefonnummer|telefoon|tel|numer telefonu";

/// The order itself.
pub(super) const ORDER: &[Named] = &[
    named("order", "Order", "order number|order no|auftrag|auftragsnummer|opdracht|opdrachtnummer|commande|zlecenie|numer zlecenia", ""),
    named(
        "reference",
        "Customer reference",
        "reference|your reference|ref|po|po number|purchase order|referenz|kundenreferenz|referenznummer|bestellnummer|referentie|klantreferentie|reference client|votre reference|referencja|numer referencyjny",
        "PO-4711",
    ),
    named(
        "service",
        "Transport service",
        "service|transport type|transportart|dienst|leistung|transportdienst|prestation|service de transport|usluga|usluga transportowa",
        "",
    ),
    named("level", "Service level", "level|servicelevel|niveau|niveau de service|poziom uslugi", ""),
    named("requested_price", "Requested price", "price|wunschpreis|preis|gewenste prijs|prijs|prix|prix souhaite|cena", ""),
    named("planning_instructions", "Planning instructions", "planning notes|dispositionshinweise|planningsinstructies", ""),
    named("contact_emails", "Contact e-mails", "contact email|contact e-mail|kontakt e-mail", ""),
];

/// Its consignment.
pub(super) const CONSIGNMENT: &[Named] = &[named(
    "reference",
    "Consignment reference",
    "shipment reference|sendungsreferenz|zendingreferentie|reference d expedition|referencja przesylki",
    "",
)];

/// A stop, with what the example says at the collection, and at the delivery.
pub(super) const STOP: &[(Named, &str)] = &[
    (named("location", "location", PLACE, ""), ""),
    (named("name", "company", COMPANY, "De Korenaar BV"), "Antwerp Bakery Supply"),
    (named("street", "street", STREET, "Havenweg 12"), "Kaai 7"),
    (named("street_2", "building, dock", STREET_2, "Dock 3"), ""),
    (named("postcode", "postcode", POSTCODE, "4251 AB"), "9000"),
    (named("city", "city", CITY, "Werkendam"), "Gent"),
    (named("country", "country", COUNTRY, "NL").holding(Holds::Country), "BE"),
    (named("date", "date", DATE, "2026-05-05").holding(Holds::Date), "2026-05-06"),
    (named("from", "from", FROM, "08:00").holding(Holds::Time), ""),
    (named("until", "until", UNTIL, "12:00").holding(Holds::Time), ""),
    (named("duration_minutes", "duration (minutes)", DURATION, "").holding(Holds::Whole), ""),
    (named("reference", "reference", STOP_REFERENCE, ""), ""),
    (named("instructions", "instructions", INSTRUCTIONS, ""), ""),
    (named("note", "note", NOTE, ""), ""),
    (named("email", "e-mail", EMAIL, ""), ""),
    (named("phones", "phone", PHONE, ""), ""),
];

/// A goods line.
pub(super) const GOODS: &[Named] = &[
    named("quantity", "Quantity", "qty|number|pieces|anzahl|menge|stuck|aantal|quantite|nombre|ilosc|colli|kolli", "12")
        .holding(Holds::Whole),
    named(
        "packaging",
        "Packaging",
        "packaging type|package type|unit|verpackung|verpackungsart|verpakking|emballage|opakowanie",
        "pallets",
    ),
    named("packaging_size", "Packaging size", "size|format|grosse|afmeting", ""),
    named(
        "description",
        "Goods",
        "description|goods description|contents|ware|warenbeschreibung|beschreibung|inhalt|omschrijving|goederen|designation|marchandise|opis|towar",
        "Flour in bags",
    ),
    named(
        "weight_kg",
        "Weight (kg)",
        "weight|gross weight|total weight|gewicht|bruttogewicht|brutogewicht|poids|poids brut|waga|waga brutto",
        "4320",
    ),
    named("volume_m3", "Volume (m³)", "volume|cbm|m3|volumen|inhoud|objetosc", ""),
    named(
        "loading_metres",
        "Loading metres",
        "loading meters|ldm|lademeter|laadmeter|laadmeters|metres de plancher|metry ladunkowe",
        "4,8",
    ),
    named(
        "pallet_spaces",
        "Pallet spaces",
        "pallet places|stellplatze|palettenstellplatze|palletplaatsen|emplacements palettes|miejsca paletowe",
        "",
    ),
    named("unit_length_m", "Unit length (m)", "length|lange|lengte|longueur|dlugosc", ""),
    named("unit_width_m", "Unit width (m)", "width|breite|breedte|largeur|szerokosc", ""),
    named("unit_height_m", "Unit height (m)", "height|hohe|hoogte|hauteur|wysokosc", ""),
    named("stackable", "Stackable", "stapelbar|stapelbaar|gerbable|pietrowalny|do pietrowania", "no").holding(Holds::YesOrNo),
    named("min_temperature_c", "Lowest temperature (°C)", "min temperature|minimum temperature|mindesttemperatur|temperatura min", ""),
    named("max_temperature_c", "Highest temperature (°C)", "max temperature|maximum temperature|hochsttemperatur|temperatura max", ""),
    named(
        "transport_temperature_c",
        "Transport temperature (°C)",
        "temperature|temperatur|transporttemperatur|temperatuur|temperatura",
        "",
    ),
    named("adr0.un_number", "UN number", "un|un no|un nummer|numero onu|numer un", ""),
    named("adr0.proper_shipping_name", "Proper shipping name", "shipping name|offizielle benennung", ""),
    named("adr0.class", "ADR class", "class|adr|gefahrgutklasse|klasse|classe|klasa", ""),
    named("adr0.packing_group", "Packing group", "verpackungsgruppe|verpakkingsgroep|groupe emballage|grupa pakowania", ""),
    named("adr0.tunnel_code", "Tunnel code", "tunnelcode|tunnelbeschrankungscode|code tunnel|kod tunelu", ""),
    named("adr0.packages", "ADR packages", "dangerous packages|gefahrgut packstucke|adr colli", "").holding(Holds::Whole),
    named("adr0.quantity", "ADR quantity", "dangerous quantity|gefahrgut menge|adr hoeveelheid", ""),
    named(
        "adr0.emergency_phone",
        "Emergency phone",
        "emergency number|notrufnummer|notruf|noodnummer|telephone d urgence|telefon alarmowy",
        "",
    ),
    named("barcodes", "Barcodes", "barcode|sscc|strichcode|streepjescode|code barres|kod kreskowy", ""),
];

/// A customer.
pub(super) const CUSTOMERS: &[Named] = &[
    named(
        "name",
        "Name",
        "customer|company|company name|customer name|kunde|firma|kundenname|naam|klant|nom|client|nazwa|klient",
        "De Korenaar BV",
    ),
    named("number", "Number", "customer number|customer no|kundennummer|klantnummer|numero client|numer klienta", "10042"),
    named("street", "Street and number", STREET, "Havenweg 12"),
    named("postcode", "Postcode", POSTCODE, "4251 AB"),
    named("city", "City", CITY, "Werkendam"),
    named("country", "Country", COUNTRY, "NL").holding(Holds::Country),
    named("note", "Note", INSTRUCTIONS, ""),
];

/// A contact.
pub(super) const CONTACTS: &[Named] = &[
    named("customer", "Customer", "customer name|customer number|company|kunde|kundennummer|firma|klant|client|klient", "De Korenaar BV"),
    named("name", "Name", "contact|contact name|person|ansprechpartner|naam|contactpersoon|nom|nazwisko|imie i nazwisko", "Marit de Wit"),
    named("email", "E-mail", EMAIL, "marit@korenaar.example"),
    named("phone", "Phone", PHONE, "+31 183 1234"),
];

/// A location.
pub(super) const LOCATIONS: &[Named] = &[
    named("visible", "Visible to", "visibility|sichtbar fur|zichtbaar voor|visible pour|widoczne dla", ""),
    named("customer", "Customer", "customer name|customer number|kunde|kundennummer|klant|client|klient", "De Korenaar BV"),
    named("name", "Name", "location|company|firma|standort|naam|nom|nazwa", "Antwerp Bakery Supply"),
    named("street", "Street and number", STREET, "Kaai 7"),
    named("street_2", "Building, dock", STREET_2, "Dock 3"),
    named("postcode", "Postcode", POSTCODE, "9000"),
    named("city", "City", CITY, "Gent"),
    named("country", "Country", COUNTRY, "BE").holding(Holds::Country),
    named("external_id", "External id", "id|external number|externe nummer|numer zewnetrzny", "GENT-1"),
    named("email", "E-mail", EMAIL, ""),
    named("phone", "Phone", PHONE, ""),
    named("instructions", "Instructions", INSTRUCTIONS, ""),
];
