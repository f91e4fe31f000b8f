//! Letters and slips of the keys: how a text is folded, and whether two folded texts could be meant as one.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How one part of an address compares with the same part of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The same.
    Equal,
    /// A slip, an abbreviation, or only one of them says it.
    Near,
    /// Another.
    Differs,
}

/// Lower case without accents. `ü`, `ue` and `u` become one, and so do `ø`, `oe` and `o`, `å`, `aa` and `a`, `ß` and `ss`: people
/// write them one for another, and what else an address says keeps two places apart.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.nfkd().filter(|character| !is_combining_mark(*character)).flat_map(char::to_lowercase) {
        let (letter, more) = match character {
            'ł' => ('l', ""),
            'ø' | 'œ' => ('o', ""),
            'æ' => ('a', ""),
            'đ' | 'ð' => ('d', ""),
            'ß' => ('s', "s"),
            'þ' => ('t', "h"),
            'ı' => ('i', ""),
            '’' | '`' | '´' => ('\'', ""),
            '–' | '—' | '‐' | '‑' => ('-', ""),
            other => (other, ""),
        };
        match (out.chars().last(), letter) {
            (Some('a' | 'o' | 'u'), 'e') | (Some('a'), 'a') => {}
            _ => out.push(letter),
        }
        out.push_str(more);
    }
    out
}

/// Words without the blanks between them: `haupt str` is `hauptstr`.
pub(super) fn squeezed(words: &str) -> String {
    words.split(' ').collect()
}

/// Two texts without blanks: near when a slip or two make one of the other, and never when their digits differ.
pub(super) fn compare(one: &str, other: &str) -> Part {
    if one == other {
        return Part::Equal;
    }
    let long = one.chars().count().max(other.chars().count());
    let slips = match long {
        0..=4 => 0,
        5..=8 => 1,
        9..=15 => 2,
        _ => 3,
    };
    if digits(one).eq(digits(other)) && distance(one, other) <= slips { Part::Near } else { Part::Differs }
}

/// Two texts of words: near, too, when one abbreviates the other or says less.
pub(super) fn compare_loosely(one: &str, other: &str) -> Part {
    match compare(&squeezed(one), &squeezed(other)) {
        Part::Differs if digits(one).eq(digits(other)) && (abbreviates(one, other) || abbreviates(other, one)) => Part::Near,
        part => part,
    }
}

/// Two postcodes: near when one is the beginning of the other, or one key was hit wrongly.
pub(super) fn compare_postcodes(one: &str, other: &str) -> Part {
    let begins = one.len().min(other.len()) >= 3 && (one.starts_with(other) || other.starts_with(one));
    if begins || distance(one, other) <= 1 { Part::Near } else { Part::Differs }
}

fn digits(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(char::is_ascii_digit)
}

/// Each word of the short one begins the word in its place of the long one; the first is the same and says something.
fn abbreviates(short: &str, long: &str) -> bool {
    let (mut short, mut long) = (short.split(' '), long.split(' '));
    let first = short.next().is_some_and(|word| word.chars().count() >= 4 && long.next() == Some(word));
    first && short.all(|word| long.next().is_some_and(|whole| whole.starts_with(word)))
}

/// How many keys were hit wrongly, too often, not at all, or in the wrong order.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before = vec![0; other.len() + 1];
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let swapped = i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b;
            let cheapest = (last[j] + usize::from(a != b)).min(last[j + 1] + 1).min(row[j] + 1);
            row.push(if swapped { cheapest.min(before[j - 1] + 1) } else { cheapest });
        }
        before = std::mem::replace(&mut last, row);
    }
    last[other.len()]
}
