//! Names, cities, postcodes and second lines brought to one way of writing.

use super::letters::folded;

/// Legal forms, as they are when dots and blanks inside them are gone. They do not tell two companies apart.
const LEGAL_FORMS: [&str; 30] = [
    "ab", "ag", "aps", "as", "bv", "bvba", "co", "company", "doo", "eu", "gmbh", "inc", "kg", "kft", "ltd", "limited", "llc", "nv", "oo",
    "oy", "plc", "sa", "sarl", "sas", "sl", "sp", "spa", "srl", "sro", "z",
];

/// Countries whose postcodes begin with letters; elsewhere letters in front of the digits are the country's own (`D-10115`).
const LETTERS_FIRST: [&str; 12] = ["AR", "BM", "BN", "CA", "GB", "GG", "IE", "IM", "JE", "KY", "MT", "SZ"];

/// Legal forms written apart, the long ones first.
const APART: [(&str, &str); 8] = [
    ("d. o. o.", "doo"),
    ("s. r. o.", "sro"),
    ("s. r. l.", "srl"),
    ("s. p. a.", "spa"),
    ("o. o.", "oo"),
    ("b. v.", "bv"),
    ("n. v.", "nv"),
    ("s. a.", "sa"),
];

/// A company's name: `Łuczak Sp. z o.o.` is `luczak`. One that is nothing but a legal form stays as it is.
pub(super) fn of_name(name: &str) -> String {
    let together = APART.iter().fold(folded(name), |name, (apart, together)| name.replace(apart, together));
    let words = parted(&together);
    let telling: Vec<&str> = words.iter().map(String::as_str).filter(|word| !LEGAL_FORMS.contains(word)).collect();
    if telling.is_empty() { words.join(" ") } else { telling.join(" ") }
}

/// A city: without `CEDEX 9`, `Saint`, `Sankt`, `Sint` and `St.` alike.
pub(super) fn of_city(city: &str) -> String {
    let words = parted(city).into_iter().take_while(|word| word != "cedex").map(|word| match word.as_str() {
        "sankt" | "saint" | "sainte" | "sint" | "ste" => "st".to_owned(),
        _ => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Building, dock or gate.
pub(super) fn of_second_line(line: &str) -> String {
    parted(line).join(" ")
}

/// Capital letters and digits; without the country in front.
pub(super) fn of_postcode(postcode: &str, country: &str) -> String {
    let plain: String = postcode.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect();
    let digits = plain.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    if LETTERS_FIRST.contains(&country) || digits.is_empty() { plain } else { digits.to_owned() }
}

/// The words of a text. Dots and strokes between single letters join them: `o.o.` is `oo`, `A/S` is `as`.
pub(super) fn parted(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for run in folded(text).split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ';' | '(' | ')' | '-' | '&' | '+' | '"'))
    {
        let pieces: Vec<String> =
            run.split(['.', '/']).map(|piece| piece.chars().filter(|letter| letter.is_alphanumeric()).collect()).collect();
        let initials = pieces.iter().filter(|piece| !piece.is_empty()).all(|piece| piece.chars().count() == 1);
        let made = if initials { vec![pieces.concat()] } else { pieces };
        words.extend(made.into_iter().filter(|word| !word.is_empty()));
    }
    words
}
