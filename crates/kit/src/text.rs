//! Folding of text for search and sorting, the same on both databases because it is done here.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without accents, blanks collapsed: what search and sort columns hold. `Łódź  Sp.` becomes `lodz sp.`.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ı' => out.push('i'),
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The folded words of a text: runs of letters and digits, each at most 40 characters. What the search table holds.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    let folded = fold(text);
    let words: Vec<String> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| word.chars().take(40).collect()).collect();
    words.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_names_as_people_type_them() {
        for (typed, folded) in [
            ("Łódź  Sp. z o.o.", "lodz sp. z o.o."),
            (" ÎLE-de-France ", "ile-de-france"),
            ("Straße", "strasse"),
            ("Ærø", "aero"),
            ("", ""),
        ] {
            assert_eq!(fold(typed), folded);
        }
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(words("Or-0012 / PO 4711.b").collect::<Vec<_>>(), ["or", "0012", "po", "4711", "b"]);
    }
}
