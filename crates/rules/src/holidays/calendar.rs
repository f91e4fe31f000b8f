//! The tables, one per country, each with the law it is taken from.

use jiff::civil::Weekday::{Monday, Saturday};

use super::day::When::{Easter, EveryFiveYears, Fixed, Instead, LastOf, OnOrAfter, SaintBrigid, SaturdayIfSunday};
use super::day::{Holiday, When};

const fn on(name: &'static str, when: When) -> Holiday {
    Holiday { name, when, since: 1583 }
}

const fn since(since: i16, name: &'static str, when: When) -> Holiday {
    Holiday { name, when, since }
}

const NEW_YEAR: Holiday = on("New Year's Day", Fixed(1, 1));
const EPIPHANY: Holiday = on("Epiphany", Fixed(1, 6));
const MAUNDY_THURSDAY: Holiday = on("Maundy Thursday", Easter(-3));
const GOOD_FRIDAY: Holiday = on("Good Friday", Easter(-2));
const EASTER_SUNDAY: Holiday = on("Easter Sunday", Easter(0));
const EASTER_MONDAY: Holiday = on("Easter Monday", Easter(1));
const LABOUR_DAY: Holiday = on("Labour Day", Fixed(5, 1));
const ASCENSION: Holiday = on("Ascension Day", Easter(39));
const WHIT_SUNDAY: Holiday = on("Whit Sunday", Easter(49));
const WHIT_MONDAY: Holiday = on("Whit Monday", Easter(50));
const CORPUS_CHRISTI: Holiday = on("Corpus Christi", Easter(60));
const ASSUMPTION: Holiday = on("Assumption Day", Fixed(8, 15));
const ALL_SAINTS: Holiday = on("All Saints' Day", Fixed(11, 1));
const IMMACULATE: Holiday = on("Immaculate Conception", Fixed(12, 8));
const CHRISTMAS_EVE: Holiday = on("Christmas Eve", Fixed(12, 24));
const CHRISTMAS: Holiday = on("Christmas Day", Fixed(12, 25));
const SECOND_CHRISTMAS: Holiday = on("Second Day of Christmas", Fixed(12, 26));
const ST_STEPHEN: Holiday = on("St Stephen's Day", Fixed(12, 26));

/// Every country with its holidays.
pub(super) const TABLES: [(&str, &[Holiday]); 14] = [
    ("NL", &NL),
    ("BE", &BE),
    ("LU", &LU),
    ("DE", &DE),
    ("FR", &FR),
    ("AT", &AT),
    ("PL", &PL),
    ("CZ", &CZ),
    ("DK", &DK),
    ("SE", &SE),
    ("ES", &ES),
    ("IT", &IT),
    ("IE", &IE),
    ("GB", &GB),
];

/// Algemene termijnenwet, article 3. King's Day moves to Saturday when 27 April is a Sunday (Koninklijk Besluit of 2013).
/// Liberation Day is a day off once in five years, and Good Friday is not one, under the hauliers' collective agreement
/// (CAO Beroepsgoederenvervoer), which is what decides whether lorries drive.
const NL: [Holiday; 10] = [
    NEW_YEAR,
    EASTER_SUNDAY,
    EASTER_MONDAY,
    on("King's Day", SaturdayIfSunday(4, 27)),
    on("Liberation Day", EveryFiveYears(5, 5)),
    ASCENSION,
    WHIT_SUNDAY,
    WHIT_MONDAY,
    CHRISTMAS,
    SECOND_CHRISTMAS,
];

/// Royal Decree of 18 April 1974, article 1: the ten legal holidays. Substitutes are agreed per company, so own closed days.
const BE: [Holiday; 10] = [
    NEW_YEAR,
    EASTER_MONDAY,
    LABOUR_DAY,
    ASCENSION,
    WHIT_MONDAY,
    on("Belgian National Day", Fixed(7, 21)),
    ASSUMPTION,
    ALL_SAINTS,
    on("Armistice Day", Fixed(11, 11)),
    CHRISTMAS,
];

/// Code du travail, article L. 232-2, Europe Day since 2019.
const LU: [Holiday; 11] = [
    NEW_YEAR,
    EASTER_MONDAY,
    LABOUR_DAY,
    since(2019, "Europe Day", Fixed(5, 9)),
    ASCENSION,
    WHIT_MONDAY,
    on("National Day", Fixed(6, 23)),
    ASSUMPTION,
    ALL_SAINTS,
    CHRISTMAS,
    ST_STEPHEN,
];

/// The nine holidays that all sixteen Länder share; the rest differ by Land.
const DE: [Holiday; 9] = [
    NEW_YEAR,
    GOOD_FRIDAY,
    EASTER_MONDAY,
    LABOUR_DAY,
    ASCENSION,
    WHIT_MONDAY,
    on("Day of German Unity", Fixed(10, 3)),
    CHRISTMAS,
    SECOND_CHRISTMAS,
];

/// Code du travail, article L3133-1; Alsace and Moselle have two more.
const FR: [Holiday; 11] = [
    NEW_YEAR,
    EASTER_MONDAY,
    LABOUR_DAY,
    on("Victory Day", Fixed(5, 8)),
    ASCENSION,
    WHIT_MONDAY,
    on("Bastille Day", Fixed(7, 14)),
    ASSUMPTION,
    ALL_SAINTS,
    on("Armistice Day", Fixed(11, 11)),
    CHRISTMAS,
];

/// Arbeitsruhegesetz, § 7 (2).
const AT: [Holiday; 13] = [
    NEW_YEAR,
    EPIPHANY,
    EASTER_MONDAY,
    LABOUR_DAY,
    ASCENSION,
    WHIT_MONDAY,
    CORPUS_CHRISTI,
    ASSUMPTION,
    on("National Day", Fixed(10, 26)),
    ALL_SAINTS,
    IMMACULATE,
    CHRISTMAS,
    ST_STEPHEN,
];

/// Act of 18 January 1951 on days free from work, Christmas Eve since 2025.
const PL: [Holiday; 14] = [
    NEW_YEAR,
    EPIPHANY,
    EASTER_SUNDAY,
    EASTER_MONDAY,
    LABOUR_DAY,
    on("Constitution Day", Fixed(5, 3)),
    WHIT_SUNDAY,
    CORPUS_CHRISTI,
    ASSUMPTION,
    ALL_SAINTS,
    on("Independence Day", Fixed(11, 11)),
    since(2025, "Christmas Eve", Fixed(12, 24)),
    CHRISTMAS,
    SECOND_CHRISTMAS,
];

/// Act 245/2000, Good Friday since 2016.
const CZ: [Holiday; 13] = [
    NEW_YEAR,
    GOOD_FRIDAY,
    EASTER_MONDAY,
    LABOUR_DAY,
    on("Victory Day", Fixed(5, 8)),
    on("Saints Cyril and Methodius Day", Fixed(7, 5)),
    on("Jan Hus Day", Fixed(7, 6)),
    on("Statehood Day", Fixed(9, 28)),
    on("Independent Czechoslovak State Day", Fixed(10, 28)),
    on("Struggle for Freedom and Democracy Day", Fixed(11, 17)),
    CHRISTMAS_EVE,
    CHRISTMAS,
    ST_STEPHEN,
];

/// Lov om helligdage; Great Prayer Day is none since 2024.
const DK: [Holiday; 10] = [
    NEW_YEAR,
    MAUNDY_THURSDAY,
    GOOD_FRIDAY,
    EASTER_SUNDAY,
    EASTER_MONDAY,
    ASCENSION,
    WHIT_SUNDAY,
    WHIT_MONDAY,
    CHRISTMAS,
    SECOND_CHRISTMAS,
];

/// Lag (1989:253) om allmänna helgdagar; the eves are customary, not law.
const SE: [Holiday; 13] = [
    NEW_YEAR,
    EPIPHANY,
    GOOD_FRIDAY,
    EASTER_SUNDAY,
    EASTER_MONDAY,
    LABOUR_DAY,
    ASCENSION,
    on("National Day", Fixed(6, 6)),
    WHIT_SUNDAY,
    on("Midsummer Day", OnOrAfter(Saturday, 6, 20)),
    on("All Saints' Day", OnOrAfter(Saturday, 10, 31)),
    CHRISTMAS,
    SECOND_CHRISTMAS,
];

/// Real Decreto 2001/1983, article 45: the national days no region may replace, and Epiphany, which none does.
const ES: [Holiday; 10] = [
    NEW_YEAR,
    EPIPHANY,
    GOOD_FRIDAY,
    LABOUR_DAY,
    ASSUMPTION,
    on("National Day", Fixed(10, 12)),
    ALL_SAINTS,
    on("Constitution Day", Fixed(12, 6)),
    IMMACULATE,
    CHRISTMAS,
];

/// Legge 260/1949 with its changes; St Francis since 2026 (Legge 151/2025).
const IT: [Holiday; 13] = [
    NEW_YEAR,
    EPIPHANY,
    EASTER_SUNDAY,
    EASTER_MONDAY,
    on("Liberation Day", Fixed(4, 25)),
    LABOUR_DAY,
    on("Republic Day", Fixed(6, 2)),
    ASSUMPTION,
    since(2026, "St Francis of Assisi", Fixed(10, 4)),
    ALL_SAINTS,
    IMMACULATE,
    CHRISTMAS,
    ST_STEPHEN,
];

/// Organisation of Working Time Act 1997, second schedule, St Brigid's Day since 2023. No substitutes in law.
const IE: [Holiday; 10] = [
    NEW_YEAR,
    since(2023, "St Brigid's Day", SaintBrigid),
    on("St Patrick's Day", Fixed(3, 17)),
    EASTER_MONDAY,
    on("May Day", OnOrAfter(Monday, 5, 1)),
    on("June Holiday", OnOrAfter(Monday, 6, 1)),
    on("August Holiday", OnOrAfter(Monday, 8, 1)),
    on("October Holiday", LastOf(Monday, 10)),
    CHRISTMAS,
    ST_STEPHEN,
];

/// England and Wales: Banking and Financial Dealings Act 1971, schedule 1, and proclamations; list and substitutes as on
/// gov.uk/bank-holidays. The day itself stays closed beside its substitute.
const GB: [Holiday; 11] = [
    NEW_YEAR,
    on("New Year's Day (substitute day)", Instead(1, 1, 2, 1)),
    GOOD_FRIDAY,
    EASTER_MONDAY,
    on("Early May Bank Holiday", OnOrAfter(Monday, 5, 1)),
    on("Spring Bank Holiday", LastOf(Monday, 5)),
    on("Summer Bank Holiday", LastOf(Monday, 8)),
    CHRISTMAS,
    on("Christmas Day (substitute day)", Instead(12, 25, 2, 2)),
    on("Boxing Day", Fixed(12, 26)),
    on("Boxing Day (substitute day)", Instead(12, 26, 2, 2)),
];
