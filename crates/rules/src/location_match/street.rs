//! A street line: its name in one way of writing, and its house number apart.

use super::letters::folded;

/// The street and the number in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Street {
    /// The name's words, abbreviations in one form.
    pub name: String,
    /// The house number: `12`, `12a`, `10-12`, `120/4`; empty without.
    pub number: String,
}

/// Where the house number is written before the street's name.
const NUMBER_FIRST: [&str; 10] = ["AU", "CA", "FR", "GB", "IE", "LU", "MC", "MT", "NZ", "US"];

/// Words that say only that a street or a number follows.
const SAY_NOTHING: [&str; 8] = ["ul", "ulica", "ulice", "no", "nr", "num", "numero", "nummer"];

/// Words of streets as they are folded, and how they are compared.
const SHORT: [(&str, &str); 44] = [
    ("street", "st"),
    ("road", "rd"),
    ("lane", "ln"),
    ("drive", "dr"),
    ("square", "sq"),
    ("avenu", "av"),
    ("ave", "av"),
    ("avda", "av"),
    ("avenida", "av"),
    ("boulevard", "bd"),
    ("blvd", "bd"),
    ("bld", "bd"),
    ("bulevar", "bd"),
    ("route", "rte"),
    ("chemin", "ch"),
    ("impasse", "imp"),
    ("place", "pl"),
    ("plac", "pl"),
    ("platz", "pl"),
    ("plaza", "pl"),
    ("pza", "pl"),
    ("piazza", "pl"),
    ("plein", "pl"),
    ("allee", "al"),
    ("alle", "al"),
    ("all", "al"),
    ("aleja", "al"),
    ("aleje", "al"),
    ("osiedle", "os"),
    ("calle", "c"),
    ("carretera", "ctra"),
    ("poligono", "pol"),
    ("industrial", "ind"),
    ("industriel", "ind"),
    ("industrielle", "ind"),
    ("viale", "vle"),
    ("strasse", "str"),
    ("strat", "str"),
    ("saint", "st"),
    ("sankt", "st"),
    ("sint", "st"),
    ("doctor", "dr"),
    ("doktor", "dr"),
    ("general", "gen"),
];

/// Ends of German and Dutch words and how they are compared.
const SHORT_ENDS: [(&str, &str); 4] = [("strasse", "str"), ("strat", "str"), ("platz", "pl"), ("plein", "pl")];

impl Street {
    /// Reads a street line as somebody in that country writes it.
    pub(super) fn of(line: &str, country: &str) -> Self {
        let mut words = words(line);
        let number = take_number(&mut words, NUMBER_FIRST.contains(&country));
        let telling = words.iter().filter(|word| !SAY_NOTHING.contains(&word.as_str()));
        let name = telling.map(|word| short(word)).collect::<Vec<_>>().join(" ");
        Self { name, number }
    }
}

fn short(word: &str) -> String {
    if let Some((_, short)) = SHORT.iter().find(|(long, _)| *long == word) {
        return (*short).to_owned();
    }
    let ending = SHORT_ENDS.iter().find_map(|(long, short)| word.strip_suffix(long).map(|stem| format!("{stem}{short}")));
    ending.unwrap_or_else(|| word.to_owned())
}

/// The words of the line; what belongs to one number is one word: `12 / 4`, `12 - 14`, `120 lok. 4`.
fn words(line: &str) -> Vec<String> {
    let blanked: String =
        folded(line).chars().map(|letter| if letter.is_alphanumeric() || "/-".contains(letter) { letter } else { ' ' }).collect();
    let mut words: Vec<String> = Vec::new();
    let mut joins = false;
    for token in blanked.split_whitespace() {
        let flat = matches!(token, "m" | "lok" | "/" | "-") && words.last().is_some_and(|word| begins_with_digit(word));
        if flat {
            joins = true;
            if let Some(number) = words.last_mut() {
                number.push(if token == "-" { '-' } else { '/' });
            }
        } else if joins && begins_with_digit(token) {
            joins = false;
            if let Some(number) = words.last_mut() {
                number.push_str(token);
            }
        } else if begins_with_digit(token) {
            joins = false;
            words.push(token.to_owned());
        } else {
            joins = false;
            words.extend(token.split(['-', '/']).filter(|word| !word.is_empty()).map(str::to_owned));
        }
    }
    words
}

fn begins_with_digit(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_digit())
}

/// Takes the house number out of the words: at the end, or at the beginning where it is written there.
fn take_number(words: &mut Vec<String>, first: bool) -> String {
    let at_end = number_at_end(words);
    let at_start = number_at_start(words);
    let taken = if first { at_start.or(at_end) } else { at_end.or(at_start) };
    let Some(range) = taken else { return String::new() };
    if range.len() == words.len() {
        return String::new();
    }
    tidy(&words.drain(range).collect::<String>())
}

fn number_at_end(words: &[String]) -> Option<std::ops::Range<usize>> {
    let end = words.len();
    let with_letter = end >= 2 && is_suffix(&words[end - 1]) && is_number(&words[end - 2]);
    match words.last() {
        Some(_) if with_letter => Some(end - 2..end),
        Some(last) if is_number(last) => Some(end - 1..end),
        _ => None,
    }
}

fn number_at_start(words: &[String]) -> Option<std::ops::Range<usize>> {
    let number = words.first().is_some_and(|word| is_number(word));
    let letter = words.get(1).is_some_and(|word| is_suffix(word));
    number.then_some(if letter { 0..2 } else { 0..1 })
}

/// `12`, `12a`, `12-14`, `120/4`, but no `1st`.
fn is_number(word: &str) -> bool {
    let tail = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    begins_with_digit(word) && !matches!(tail, "st" | "nd" | "rd" | "th" | "er" | "eme")
}

fn is_suffix(word: &str) -> bool {
    matches!(word, "bis" | "ter" | "quater") || (word.len() == 1 && word.starts_with(|letter: char| letter.is_ascii_alphabetic()))
}

/// One way of writing a number: `12-A` and `12/a` are `12a`, `012` is `12`.
fn tidy(number: &str) -> String {
    let mut out = String::with_capacity(number.len());
    let mut letters = number.trim_start_matches('0').chars().peekable();
    while let Some(letter) = letters.next() {
        let parts = matches!(letter, '-' | '/');
        if !parts || letters.peek().is_some_and(char::is_ascii_digit) {
            out.push(letter);
        }
    }
    out
}
