//! Finding the row of heads, and which column each head is; and which rows belong together.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::columns::{Column, Part};

/// Rows at the top among which the heads are looked for: titles and blank lines stand above them.
const LOOKED_AT: usize = 10;
/// Words that hold others together and say nothing themselves.
const FILLING: [&str; 21] = [
    "of", "de", "the", "der", "des", "die", "das", "den", "du", "la", "le", "les", "l", "d", "van", "het", "client", "customer", "no",
    "nr", "nummer",
];
/// Units in which a column is read anyway.
const UNITS: [&str; 8] = ["kg", "m3", "m", "c", "ldm", "celsius", "hh", "mm"];

/// How people say *collection*; *delivery*.
const COLLECTION: &str = "collection|collect|pickup|pick up|loading|load|origin|sender|from|abholung|abhol|beladung|belade|lade|absender|laden|laad|ophaal|afzender|enlevement|chargement|expediteur|zaladunek|zaladunku|odbior|odbioru|nadawca|nadawcy";
const DELIVERY: &str = "delivery|deliver|unloading|unload|destination|receiver|consignee|to|lieferung|liefer|entladung|entlade|empfanger|lossen|los|aflever|levering|ontvanger|livraison|dechargement|destinataire|rozladunek|rozladunku|dostawa|dostawy|odbiorca|odbiorcy";

/// What was made of a table's head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    /// Which row holds them, by its place among the rows.
    pub row: usize,
    /// Column of the table and what it is, each column once.
    pub known: Vec<(usize, Column)>,
    /// Columns whose head says nothing we know: they are left out.
    pub unknown: Vec<(usize, String)>,
    /// Columns that say what a column before them says, with the head of our example.
    pub twice: Vec<(usize, String)>,
}

/// Letters and digits of a head, folded, word by word.
fn words(head: &str) -> Vec<String> {
    let folded: String = head.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let folded = folded.replace('ł', "l").replace('ß', "ss").replace('ø', "o");
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(ToOwned::to_owned).collect()
}

fn key(head: &str) -> String {
    words(head).concat()
}

/// The ways a head may be read: as it stands, without the unit, and without words that say nothing.
fn readings(head: &str) -> Vec<String> {
    let words = words(head);
    let without = |left_out: &dyn Fn(&str) -> bool| words.iter().filter(|word| !left_out(word)).map(String::as_str).collect::<String>();
    let filling = |word: &str| FILLING.contains(&word);
    let unit = |word: &str| UNITS.contains(&word);
    vec![words.concat(), without(&unit), without(&filling), without(&|word| unit(word) || filling(word))]
}

/// The folded names of columns. What our own example calls one comes before whatever else another is called.
fn names(columns: &[Column]) -> HashMap<String, &Column> {
    let mut names = HashMap::new();
    for column in columns {
        names.entry(key(&column.head)).or_insert(column);
    }
    for column in columns {
        for also in column.also.split('|').map(key).filter(|also| !also.is_empty()) {
            let stops = match column.part {
                Part::Whole | Part::Consignment | Part::Goods => {
                    names.entry(also).or_insert(column);
                    continue;
                }
                Part::Collection => COLLECTION,
                Part::Delivery => DELIVERY,
            };
            for stop in stops.split('|').map(key) {
                names.entry(format!("{stop}{also}")).or_insert(column);
                names.entry(format!("{also}{stop}")).or_insert(column);
            }
        }
    }
    names
}

/// Finds the heads: the row among the first ten of which the most are known, a row of groups above it counted in (`Collection` over
/// `City` and `Date`). None where no row has two.
#[must_use]
pub fn heads(columns: &[Column], rows: &[Vec<String>]) -> Option<Heads> {
    let names = names(columns);
    let known = |head: &str| readings(head).into_iter().find_map(|reading| names.get(&reading).copied()).filter(|_| !head.is_empty());
    let mut best: Option<Heads> = None;
    for (at, row) in rows.iter().enumerate().take(LOOKED_AT) {
        for above in [None, at.checked_sub(1).and_then(|above| rows.get(above))] {
            let mut found = Heads { row: at, ..Heads::default() };
            let mut seen = HashSet::new();
            let wide = row.len().max(above.map_or(0, Vec::len));
            for column in 0..wide {
                let own = row.get(column).map_or("", String::as_str);
                let group = above.and_then(|above| above.get(column)).filter(|group| *group != own).map_or("", String::as_str);
                let whole = format!("{group} {own}");
                match known(&whole).or_else(|| known(own)) {
                    Some(known) if seen.insert((known.part as u8, known.field.as_ref())) => found.known.push((column, known.clone())),
                    Some(known) => found.twice.push((column, known.head.to_string())),
                    None if own.is_empty() => {}
                    None => found.unknown.push((column, own.to_owned())),
                }
            }
            if found.known.len() > best.as_ref().map_or(1, |best| best.known.len()) {
                best = Some(found);
            }
        }
    }
    best
}

/// Which rows make one thing: rows of one key follow the first of them, wherever they stand; a row without a key is by itself.
#[must_use]
pub fn group(keys: &[String]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (row, key) in keys.iter().enumerate() {
        let key = crate::reference::fold(key);
        match places.get(&key).and_then(|place| groups.get_mut(*place)).filter(|_| !key.is_empty()) {
            Some(group) => group.push(row),
            None => {
                places.insert(key, groups.len());
                groups.push(vec![row]);
            }
        }
    }
    groups
}
