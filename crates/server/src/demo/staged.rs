//! What stands in the order import of the demonstration's second haulier: every kind and state, a conflict, one after the cut-off, one
//! of a customer to be watched, one that waits for its customer.

use super::script::{
    AGNIESZKA, BREDA, DROBNICA, FLOUR, Fate, GENT, Goods, KORENAAR, KORENAAR_LISOWSKI, LODZ, MARIT, NOWAK_AT, POZNAN, Place, RYE, SOFAS,
    Scene, TABLES, scene,
};

/// What became of a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// It waits.
    Waits,
    /// It came too late, and waits in error.
    Late,
    /// It is wanted sooner than the lead time allows, and waits in error.
    TooSoon,
    /// Staff asked its customer this.
    Asked(&'static str),
    /// Staff rejected it.
    Rejected(&'static str),
    /// The customer withdrew it.
    Withdrawn(&'static str),
    /// Staff accepted it.
    Accepted,
    /// Accepted; the customer wants another quantity, which waits.
    Update,
    /// The same, and staff changed the quantity meanwhile.
    Conflict,
    /// The same, rejected.
    UpdateRejected(&'static str),
    /// The same, applied by itself and not seen yet.
    Applied,
    /// Accepted; the customer wants to cancel, which waits.
    Cancellation(&'static str),
    /// The same, accepted.
    Cancelled(&'static str),
}

const SZKLO_AT: (&str, &str) = ("lisowski", "szklo-wislane");
const EWA: Option<&str> = Some("ewa@szklo-wislane.example");
const PIOTR: Option<&str> = Some("piotr@meble-nowak.example");
const GRUDZIADZ: Place = ("Szkło Wiślane, huta", "ul. Portowa 7", "86-300", "Grudziądz", "PL");
const ROTTERDAM: Place = ("Glashandel Maas", "Keileweg 22", "3029 BS", "Rotterdam", "NL");
const GLASS: &[Goods] = &[(6, "A-frames", "Float glass 6 mm, upright only", "8400")];
const JARS: &[Goods] = &[(22, "euro pallets", "Preserving jars 720 ml", "11800")];
const CHAIRS: &[Goods] = &[(30, "pieces", "Dining chairs, stacked by four", "270")];

/// What stands there.
pub(super) const STAGED: [(Scene, Then); 18] = [
    (of(NOWAK_AT, AGNIESZKA, "ZAM/0431", POZNAN, BREDA, SOFAS, 3), Then::Waits),
    (of(NOWAK_AT, PIOTR, "ZAM/0432", POZNAN, GENT, CHAIRS, 3), Then::Waits),
    (of(NOWAK_AT, AGNIESZKA, "ZAM/0433", POZNAN, LODZ, TABLES, 4), Then::Waits),
    (of(KORENAAR_LISOWSKI, MARIT, "4500124051", KORENAAR, LODZ, RYE, 4), Then::Waits),
    (of(SZKLO_AT, EWA, "SW-2290", GRUDZIADZ, ROTTERDAM, GLASS, 5), Then::Waits),
    (of(NOWAK_AT, PIOTR, "ZAM/0434", POZNAN, BREDA, CHAIRS, 0), Then::Late),
    (of(NOWAK_AT, AGNIESZKA, "ZAM/0437", POZNAN, BREDA, TABLES, 3), Then::TooSoon),
    (
        of(SZKLO_AT, EWA, "SW-2291", GRUDZIADZ, ROTTERDAM, JARS, 5),
        Then::Asked("Twenty-two pallets at 11.8 t: may they go on two lorries, the second on the day after?"),
    ),
    (
        of(NOWAK_AT, AGNIESZKA, "ZAM/0425", POZNAN, GENT, SOFAS, 4),
        Then::Rejected("Bruges and Ghent are full that week. Please submit it again for the Wednesday after."),
    ),
    (of(KORENAAR_LISOWSKI, MARIT, "4500124002", KORENAAR, LODZ, FLOUR, 5), Then::Withdrawn("Ordered twice by mistake")),
    (of(NOWAK_AT, AGNIESZKA, "ZAM/0426", POZNAN, BREDA, TABLES, 4), Then::Accepted),
    (of(NOWAK_AT, AGNIESZKA, "ZAM/0427", POZNAN, LODZ, SOFAS, 4), Then::Update),
    (of(SZKLO_AT, EWA, "SW-2288", GRUDZIADZ, ROTTERDAM, JARS, 4), Then::Update),
    (of(NOWAK_AT, PIOTR, "ZAM/0428", POZNAN, GENT, CHAIRS, 5), Then::Conflict),
    (
        of(NOWAK_AT, AGNIESZKA, "ZAM/0430", POZNAN, BREDA, SOFAS, 5),
        Then::UpdateRejected("The lorry is full: the additional pieces go with the next departure if you order them separately."),
    ),
    (of(KORENAAR_LISOWSKI, MARIT, "4500124010", KORENAAR, LODZ, FLOUR, 5), Then::Applied),
    (of(NOWAK_AT, AGNIESZKA, "ZAM/0435", POZNAN, LODZ, TABLES, 5), Then::Cancellation("The shop moved its opening to next month")),
    (of(NOWAK_AT, PIOTR, "ZAM/0436", POZNAN, BREDA, CHAIRS, 5), Then::Cancelled("The customer collects it himself")),
];

const fn of(
    whose: (&'static str, &'static str),
    contact: Option<&'static str>,
    reference: &'static str,
    from: Place,
    to: Place,
    goods: &'static [Goods],
    day: i32,
) -> Scene {
    scene(whose, contact, DROBNICA, reference, from, to, goods, day, Fate::Arrived)
}
