//! What happens in the demonstration's week: who orders what, from where to where, and what became of it.

/// What became of an order by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// As it arrived.
    Arrived,
    /// A quote that was sent to planning.
    Sent,
    /// Every stop is planned.
    Planned,
    /// The lorry is on its way to the first stop.
    Departed,
    /// Collected, on its way to the delivery.
    InTransit,
    /// Delivered.
    Delivered,
    /// Cancelled by the carrier, for this reason.
    Cancelled(&'static str),
    /// A quote that was declined, for this reason.
    Declined(&'static str),
}

/// A place: name, street, postcode, city, country.
pub(super) type Place = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// A goods line: quantity, packaging, description, weight in kg.
pub(super) type Goods = (u32, &'static str, &'static str, &'static str);

/// An order of the week.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene {
    /// The haulier's and the customer's words in paths.
    pub(super) whose: (&'static str, &'static str),
    /// The contact who enters it; nobody when the desk does.
    pub(super) contact: Option<&'static str>,
    pub(super) service: &'static str,
    pub(super) reference: &'static str,
    pub(super) from: Place,
    pub(super) to: Place,
    pub(super) goods: &'static [Goods],
    /// The collection, in working days from today.
    pub(super) day: i32,
    pub(super) fate: Fate,
}

pub(super) const KORENAAR: Place = ("De Korenaar, dock 4", "Havenweg 12", "4251 AB", "Werkendam", "NL");
pub(super) const GENT: Place = ("Bakkerij Vermeulen", "Wiedauwkaai 52", "9000", "Gent", "BE");
const VEGHEL: Place = ("Distributiecentrum Sligro Veghel", "Corridor 11", "5466 RB", "Veghel", "NL");
const HASSELT: Place = ("Brood & Banket Claes", "Genkersteenweg 201", "3500", "Hasselt", "BE");
const ZWOLLE: Place = ("Molen De Passiebloem", "Vondelkade 175", "8023 AC", "Zwolle", "NL");
const LUX: Place = ("Boulangerie Hoffmann", "Rue de Hollerich 94", "1740", "Luxembourg", "LU");
const FRUIT: Place = ("Bakker Fruit, cold store", "Handelsweg 180", "2988 DC", "Ridderkerk", "NL");
const HAGUE: Place = ("Haagse Markt, hal 3", "Herman Costerstraat 101", "2571 PG", "Den Haag", "NL");
const UTRECHT: Place = ("Groentehof Utrecht", "Kanaalweg 88", "3526 KM", "Utrecht", "NL");
const LEIDEN: Place = ("Versmarkt Leiden", "Willem de Zwijgerlaan 60", "2316 GB", "Leiden", "NL");
const PLAST: Place = ("Deltaplast, hal B", "Noorderlaan 147", "2030", "Antwerpen", "BE");
const LYON: Place = ("Plastiques du Rhône", "Rue Challemel Lacour 12", "69007", "Lyon", "FR");
const STUTTGART: Place = ("Kunststofftechnik Maier", "Heilbronner Straße 312", "70469", "Stuttgart", "DE");
const KREFELD: Place = ("Hofmann Maschinenbau", "Kölner Straße 88", "47805", "Krefeld", "DE");
const EINDHOVEN: Place = ("Van Gerwen Metaal", "Hurksestraat 42", "5652 AL", "Eindhoven", "NL");
pub(super) const POZNAN: Place = ("Meble Nowak, magazyn", "ul. Głogowska 214", "60-104", "Poznań", "PL");
pub(super) const LODZ: Place = ("Salon Dom i Wnętrze", "ul. Piłsudskiego 94", "92-202", "Łódź", "PL");
pub(super) const BREDA: Place = ("Woonboulevard Breda", "Kruisvoort 20", "4814 RZ", "Breda", "NL");

pub(super) const MARIT: Option<&str> = Some("marit@de-korenaar.example");
const BRAM: Option<&str> = Some("bram@de-korenaar.example");
const FATIMA: Option<&str> = Some("fatima@bakker-fruit.example");
const PIETER: Option<&str> = Some("pieter@deltaplast.example");
const JUERGEN: Option<&str> = Some("j.hofmann@hofmann-maschinenbau.example");
pub(super) const AGNIESZKA: Option<&str> = Some("agnieszka@meble-nowak.example");

const KORENAAR_AT: (&str, &str) = ("van-dorp", "de-korenaar");
const FRUIT_AT: (&str, &str) = ("van-dorp", "bakker-fruit");
const PLAST_AT: (&str, &str) = ("van-dorp", "deltaplast");
const HOFMANN_AT: (&str, &str) = ("van-dorp", "hofmann-maschinenbau");
pub(super) const KORENAAR_LISOWSKI: (&str, &str) = ("lisowski", "de-korenaar");
pub(super) const NOWAK_AT: (&str, &str) = ("lisowski", "meble-nowak");

const GROUPAGE: &str = "Groupage Benelux";
const SAME_DAY: &str = "Same-day Randstad";
const FULL: &str = "Full load Europe";
pub(super) const DROBNICA: &str = "Drobnica Polska – Benelux";

#[expect(clippy::too_many_arguments, reason = "a line of the table below")]
pub(super) const fn scene(
    whose: (&'static str, &'static str),
    contact: Option<&'static str>,
    service: &'static str,
    reference: &'static str,
    from: Place,
    to: Place,
    goods: &'static [Goods],
    day: i32,
    fate: Fate,
) -> Scene {
    Scene { whose, contact, service, reference, from, to, goods, day, fate }
}

pub(super) const FLOUR: &[Goods] = &[(12, "euro pallets", "Wheat flour T55", "9600")];
const FLOUR_AND_BRAN: &[Goods] = &[(8, "euro pallets", "Wheat flour T65", "6400"), (2, "pallets", "Bran", "540")];
pub(super) const RYE: &[Goods] = &[(4, "euro pallets", "Rye meal", "3100")];
const SPELT: &[Goods] = &[(1, "half pallets", "Spelt, organic", "310.5")];
const FRUITS: &[Goods] = &[(6, "roll cages", "Citrus, 4 °C", "1440"), (3, "roll cages", "Soft fruit", "390")];
const APPLES: &[Goods] = &[(18, "pallets", "Apples, Elstar", "13500")];
const GRANULATE: &[Goods] = &[(24, "pallets", "HDPE granulate", "24000")];
const SHEETS: &[Goods] = &[(10, "bundles", "PVC sheets 3 × 1.5 m", "4250")];
const SPINDLE: &[Goods] = &[(1, "boxes", "Milling spindle, do not tilt", "780")];
const MACHINE: &[Goods] = &[(1, "pieces", "CNC lathe HM-420", "6800"), (2, "boxes", "Accessories", "240")];
pub(super) const SOFAS: &[Goods] = &[(14, "pieces", "Three-seat sofas, packed", "910")];
pub(super) const TABLES: &[Goods] = &[(20, "boxes", "Oak tables, flat packed", "1240")];

/// The week.
pub(super) const WEEK: [Scene; 32] = [
    scene(KORENAAR_AT, MARIT, GROUPAGE, "4500123981", KORENAAR, GENT, FLOUR, -6, Fate::Delivered),
    scene(KORENAAR_AT, MARIT, GROUPAGE, "4500123982", KORENAAR, VEGHEL, FLOUR_AND_BRAN, -5, Fate::Delivered),
    scene(FRUIT_AT, FATIMA, SAME_DAY, "BF-2291", FRUIT, HAGUE, FRUITS, -5, Fate::Delivered),
    scene(KORENAAR_AT, BRAM, GROUPAGE, "4500123984", KORENAAR, HASSELT, RYE, -4, Fate::Delivered),
    scene(PLAST_AT, PIETER, FULL, "DP 26-1187", PLAST, LYON, GRANULATE, -4, Fate::Delivered),
    scene(FRUIT_AT, FATIMA, SAME_DAY, "BF-2294", FRUIT, UTRECHT, FRUITS, -4, Fate::Delivered),
    scene(NOWAK_AT, AGNIESZKA, DROBNICA, "ZAM/0417", POZNAN, BREDA, SOFAS, -4, Fate::Delivered),
    scene(
        KORENAAR_AT,
        MARIT,
        GROUPAGE,
        "4500123985",
        KORENAAR,
        ZWOLLE,
        SPELT,
        -3,
        Fate::Cancelled("Collected by your own lorry after all, as agreed with Marit on the phone."),
    ),
    scene(FRUIT_AT, FATIMA, GROUPAGE, "BF-2297", FRUIT, HASSELT, APPLES, -3, Fate::Delivered),
    scene(HOFMANN_AT, JUERGEN, FULL, "HM-77031", KREFELD, EINDHOVEN, SPINDLE, -3, Fate::Delivered),
    scene(KORENAAR_AT, BRAM, GROUPAGE, "4500123988", KORENAAR, LUX, FLOUR, -2, Fate::Delivered),
    scene(PLAST_AT, None, FULL, "DP 26-1190", PLAST, STUTTGART, SHEETS, -2, Fate::InTransit),
    scene(FRUIT_AT, FATIMA, SAME_DAY, "BF-2301", FRUIT, LEIDEN, FRUITS, -2, Fate::Delivered),
    scene(KORENAAR_AT, MARIT, GROUPAGE, "4500123990", KORENAAR, GENT, FLOUR, -1, Fate::InTransit),
    scene(FRUIT_AT, FATIMA, GROUPAGE, "BF-2303", FRUIT, GENT, APPLES, -1, Fate::InTransit),
    scene(NOWAK_AT, AGNIESZKA, DROBNICA, "ZAM/0422", POZNAN, GENT, TABLES, -1, Fate::InTransit),
    scene(KORENAAR_AT, MARIT, GROUPAGE, "4500123991", KORENAAR, VEGHEL, FLOUR_AND_BRAN, 0, Fate::Departed),
    scene(FRUIT_AT, FATIMA, SAME_DAY, "BF-2306", FRUIT, HAGUE, FRUITS, 0, Fate::Departed),
    scene(HOFMANN_AT, JUERGEN, FULL, "HM-77035", KREFELD, LYON, MACHINE, 0, Fate::Planned),
    scene(KORENAAR_AT, BRAM, GROUPAGE, "4500123992", KORENAAR, HASSELT, RYE, 1, Fate::Planned),
    scene(FRUIT_AT, FATIMA, GROUPAGE, "BF-2308", FRUIT, HASSELT, APPLES, 1, Fate::Planned),
    scene(PLAST_AT, PIETER, FULL, "DP 26-1193", PLAST, LYON, GRANULATE, 2, Fate::Sent),
    scene(KORENAAR_AT, MARIT, GROUPAGE, "4500123994", KORENAAR, GENT, FLOUR, 2, Fate::Arrived),
    scene(KORENAAR_AT, MARIT, FULL, "4500123995", KORENAAR, LYON, FLOUR, 3, Fate::Arrived),
    scene(FRUIT_AT, FATIMA, GROUPAGE, "BF-2311", FRUIT, LUX, APPLES, 2, Fate::Arrived),
    scene(PLAST_AT, PIETER, FULL, "DP 26-1196", PLAST, STUTTGART, SHEETS, 4, Fate::Arrived),
    scene(HOFMANN_AT, JUERGEN, GROUPAGE, "HM-77040", KREFELD, EINDHOVEN, SPINDLE, 3, Fate::Arrived),
    scene(
        PLAST_AT,
        PIETER,
        FULL,
        "DP 26-1188",
        PLAST,
        ZWOLLE,
        GRANULATE,
        3,
        Fate::Declined("No trailer free this week. From Monday on we can."),
    ),
    scene(KORENAAR_AT, BRAM, GROUPAGE, "4500123997", KORENAAR, LUX, SPELT, 4, Fate::Arrived),
    scene(FRUIT_AT, None, GROUPAGE, "BF-2314", FRUIT, GENT, FRUITS, 3, Fate::Arrived),
    scene(KORENAAR_LISOWSKI, MARIT, DROBNICA, "4500123998", KORENAAR, LODZ, FLOUR, 4, Fate::Arrived),
    scene(NOWAK_AT, AGNIESZKA, DROBNICA, "ZAM/0429", POZNAN, LODZ, SOFAS, 5, Fate::Arrived),
];
