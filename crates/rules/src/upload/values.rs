//! What a cell means: dates, times, whole numbers, yes and no, countries. Measures are read by [`crate::measure`].

use jiff::Span;
use jiff::civil::{Date, Time};

use super::columns::Holds;

/// Why a cell cannot be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueError {
    /// It is nothing of the kind.
    NotUnderstood,
    /// `4/5/2026` could be the fourth of May or the fifth of April, and nothing in the table says which.
    Ambiguous {
        /// Read with the day first.
        day_first: Date,
        /// Read with the month first.
        month_first: Date,
    },
}

/// From when days that are plain numbers are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counted {
    /// From 1900, as most spreadsheets do.
    #[default]
    From1900,
    /// From 1904, as old ones on a Mac did.
    From1904,
}

/// What a file as a whole says about its dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// Whether dates with slashes have the day first; see [`Dates::of`].
    pub day_first: Option<bool>,
    /// From when plain numbers are counted.
    pub counted: Counted,
}

impl Dates {
    /// What the dates of a table say together.
    #[must_use]
    pub fn of<'a>(dates: impl IntoIterator<Item = &'a str>, counted: Counted) -> Dates {
        Dates { day_first: day_first(dates), counted }
    }
}

/// What a cell says, as the form holds it: dates and times in ISO's order, a box that is ticked as `on`, a country by its letters.
///
/// # Errors
/// It is nothing of the kind, or could be two things.
pub fn understood(holds: Holds, text: &str, dates: Dates) -> Result<String, ValueError> {
    Ok(match holds {
        Holds::Text => text.to_owned(),
        Holds::Date => date(text, dates.day_first, dates.counted)?.to_string(),
        Holds::Time => time(text)?.strftime("%H:%M").to_string(),
        Holds::Whole => whole(text)?.to_string(),
        Holds::YesOrNo => if yes_or_no(text)? { "on" } else { "" }.to_owned(),
        Holds::Country => country(text),
    })
}

/// Whether dates with slashes have the day first: what the table's own dates say, of which one has a number above twelve. None
/// where they say nothing, or both.
pub(super) fn day_first<'a>(dates: impl IntoIterator<Item = &'a str>) -> Option<bool> {
    let (mut day, mut month) = (false, false);
    for typed in dates {
        if let Some((first, second, _)) = parts(typed, '/') {
            day |= first > 12 && second <= 12;
            month |= second > 12 && first <= 12;
        }
    }
    (day != month).then_some(day)
}

fn parts(typed: &str, sign: char) -> Option<(i8, i8, i16)> {
    let mut parts = typed.trim().split(sign).map(str::trim);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || first.len() > 2 || second.len() > 2 {
        return None;
    }
    let year = match year.len() {
        2 => year.parse::<i16>().ok()? + 2000,
        4 => year.parse().ok()?,
        _ => return None,
    };
    Some((first.parse().ok()?, second.parse().ok()?, year))
}

/// A date: `2026-05-04`, `4.5.2026`, `4-5-2026`, `4/5/2026` (where it is clear which is the day), or a number of days as a
/// spreadsheet counts them. A time of day behind it is let go.
pub(super) fn date(typed: &str, day_first: Option<bool>, counted: Counted) -> Result<Date, ValueError> {
    let typed = typed.trim();
    let typed = match typed.split_once([' ', 'T']) {
        Some((date, time)) if time.contains(':') => date,
        _ => typed,
    };
    if let Ok(date) = typed.parse::<Date>() {
        return Ok(date);
    }
    if let Some(days) = typed.parse::<i32>().ok().filter(|days| (20_000..=80_000).contains(days)) {
        let start = match counted {
            Counted::From1900 => Date::constant(1899, 12, 30),
            Counted::From1904 => Date::constant(1904, 1, 1),
        };
        return start.checked_add(Span::new().days(days)).map_err(|_| ValueError::NotUnderstood);
    }
    for sign in ['.', '-'] {
        if let Some((day, month, year)) = parts(typed, sign) {
            return Date::new(year, month, day).map_err(|_| ValueError::NotUnderstood);
        }
    }
    let (first, second, year) = parts(typed, '/').ok_or(ValueError::NotUnderstood)?;
    let (by_day, by_month) = (Date::new(year, second, first), Date::new(year, first, second));
    match (by_day, by_month, day_first) {
        (Ok(by_day), _, Some(true)) => Ok(by_day),
        (_, Ok(by_month), Some(false)) => Ok(by_month),
        (Ok(by_day), Ok(by_month), None) if by_day != by_month => Err(ValueError::Ambiguous { day_first: by_day, month_first: by_month }),
        (Ok(by_day), ..) => Ok(by_day),
        (Err(_), Ok(by_month), _) => Ok(by_month),
        (Err(_), Err(_), _) => Err(ValueError::NotUnderstood),
    }
}

/// A time: `8:30`, `08:30:00`, `8.30`, `0830`, `8h30`, `8`, `8:30 PM`, `24:00`. A date before it is let go.
pub(super) fn time(typed: &str) -> Result<Time, ValueError> {
    let typed = typed.trim().to_lowercase();
    let typed = typed.strip_suffix("uhr").or_else(|| typed.strip_suffix("uur")).unwrap_or(&typed).trim();
    let (typed, half) = match (typed.strip_suffix("pm"), typed.strip_suffix("am")) {
        (Some(rest), _) => (rest.trim(), Some(12)),
        (_, Some(rest)) => (rest.trim(), Some(0)),
        (None, None) => (typed, None),
    };
    let typed = typed.rsplit_once(' ').map_or(typed, |(_, time)| time);
    let (hour, minute) = match typed.split_once([':', '.', 'h']) {
        Some((hour, "")) => (hour, "0"),
        Some((hour, rest)) => (hour, rest.split([':', '.']).next().unwrap_or("0")),
        None if typed.len() > 2 => typed.split_at_checked(typed.len() - 2).ok_or(ValueError::NotUnderstood)?,
        None => (typed, "0"),
    };
    let number = |text: &str| text.parse::<i8>().ok().filter(|_| text.len() <= 2).ok_or(ValueError::NotUnderstood);
    let (hour, minute) = (number(hour)?, number(minute)?);
    let hour = match half {
        None if (hour, minute) == (24, 0) => return Ok(Time::constant(23, 59, 0, 0)),
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return Err(ValueError::NotUnderstood),
        Some(half) => hour % 12 + half,
    };
    Time::new(hour, minute, 0, 0).map_err(|_| ValueError::NotUnderstood)
}

/// A whole number; `12,0` is twelve.
pub(super) fn whole(typed: &str) -> Result<u32, ValueError> {
    let plain: String = typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’')).collect();
    let whole = match plain.split_once([',', '.']) {
        Some((whole, rest)) if !rest.is_empty() && rest.len() < 3 && rest.bytes().all(|byte| byte == b'0') => whole,
        _ => &plain,
    };
    whole.parse().map_err(|_| ValueError::NotUnderstood)
}

/// Yes or no, in five languages, as a box, or as a number.
pub(super) fn yes_or_no(typed: &str) -> Result<bool, ValueError> {
    const YES: [&str; 14] = ["yes", "y", "ja", "j", "oui", "o", "tak", "t", "true", "1", "x", "on", "wahr", "vrai"];
    const NO: [&str; 13] = ["no", "n", "nee", "nein", "non", "nie", "false", "0", "-", "off", "falsch", "faux", "onwaar"];
    let typed = typed.trim().to_lowercase();
    match typed.as_str() {
        word if YES.contains(&word) => Ok(true),
        word if NO.contains(&word) || word.is_empty() => Ok(false),
        "waar" | "prawda" => Ok(true),
        "falsz" | "fałsz" => Ok(false),
        _ => Err(ValueError::NotUnderstood),
    }
}

/// Whose address book a location is to stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// One customer's, which is named beside it.
    One,
    /// Every customer's.
    All,
    /// No customer's: the desk's.
    Nobody,
}

/// Whose address book, in five languages: *all*, *all customers*, but not a company of that name. Where nothing is said: the customer's that is named, or nobody's; what is one customer's must
/// never come to be everybody's by an empty cell.
pub fn whose(typed: &str, customer: &str) -> Result<Whose, ValueError> {
    const ALL: [&str; 8] = ["all", "alle", "tous", "wszyscy", "everybody", "everyone", "jeder", "iedereen"];
    const NOBODY: [&str; 11] = ["no", "none", "nobody", "kein", "keiner", "niemand", "geen", "aucun", "personne", "zaden", "nikt"];
    const ONE: [&str; 6] = ["one", "ein", "einer", "een", "un", "jeden"];
    const CUSTOMERS: [&str; 12] =
        ["customer", "customers", "kunde", "kunden", "klant", "klanten", "les", "client", "clients", "klient", "klienci", "klienta"];
    let typed = typed.to_lowercase().replace('ż', "z");
    let mut words = typed.split_whitespace();
    let first = words.next();
    if !words.all(|word| CUSTOMERS.contains(&word)) {
        return Err(ValueError::NotUnderstood);
    }
    match first {
        None if customer.trim().is_empty() => Ok(Whose::Nobody),
        None => Ok(Whose::One),
        Some(word) if ALL.contains(&word) => Ok(Whose::All),
        Some(word) if NOBODY.contains(&word) => Ok(Whose::Nobody),
        Some(word) if ONE.contains(&word) => Ok(Whose::One),
        Some(_) => Err(ValueError::NotUnderstood),
    }
}

/// What people call countries besides their code and their English name.
const COUNTRIES: [(&str, &str); 34] = [
    ("deutschland", "DE"),
    ("duitsland", "DE"),
    ("allemagne", "DE"),
    ("niemcy", "DE"),
    ("d", "DE"),
    ("nederland", "NL"),
    ("niederlande", "NL"),
    ("holland", "NL"),
    ("pays-bas", "NL"),
    ("holandia", "NL"),
    ("belgie", "BE"),
    ("belgië", "BE"),
    ("belgien", "BE"),
    ("belgique", "BE"),
    ("belgia", "BE"),
    ("b", "BE"),
    ("frankreich", "FR"),
    ("frankrijk", "FR"),
    ("francja", "FR"),
    ("f", "FR"),
    ("polska", "PL"),
    ("polen", "PL"),
    ("pologne", "PL"),
    ("österreich", "AT"),
    ("oostenrijk", "AT"),
    ("autriche", "AT"),
    ("austria", "AT"),
    ("a", "AT"),
    ("italien", "IT"),
    ("italie", "IT"),
    ("spanien", "ES"),
    ("schweiz", "CH"),
    ("uk", "GB"),
    ("luxemburg", "LU"),
];

/// The code of a country as it is written in a table; what is none we know comes back as it was, for others to judge.
pub(super) fn country(typed: &str) -> String {
    let folded = typed.trim().to_lowercase();
    let known = COUNTRIES.iter().find(|(name, _)| *name == folded);
    known.map_or_else(|| typed.trim().to_uppercase(), |(_, code)| (*code).to_owned())
}
