//! From the order document to the columns beside it: the one place where they are derived.

use std::collections::BTreeSet;

use rules::order::{OrderDocument, Stop};

use crate::failure::Failure;

/// The date columns' value for "none": sorts last.
pub const NO_DATE: &str = "9999-12-31";

/// What lists, search and constraints need of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The reference as typed; empty for none.
    pub reference: String,
    /// The same folded.
    pub reference_key: String,
    /// First collection, ISO, or [`NO_DATE`].
    pub collection_date: String,
    /// Last delivery, ISO, or [`NO_DATE`].
    pub delivery_date: String,
    /// Place and country of the first collection.
    pub from_place: String,
    /// Place and country of the last delivery.
    pub to_place: String,
    /// Goods in a few words.
    pub goods: String,
}

/// Derives the columns of a document.
#[must_use]
pub fn derive(document: &OrderDocument) -> Columns {
    let reference = document.reference.clone().unwrap_or_default();
    let iso = |date: Option<jiff::civil::Date>| date.map_or_else(|| NO_DATE.to_owned(), |date| date.to_string());
    Columns {
        reference_key: rules::reference::fold(&reference),
        reference,
        collection_date: iso(document.first_collection()),
        delivery_date: iso(document.last_delivery()),
        from_place: document.consignments.first().map(|first| place(&first.collection)).unwrap_or_default(),
        to_place: document.consignments.last().map(|last| place(&last.delivery)).unwrap_or_default(),
        goods: goods_in_words(document),
    }
}

fn place(stop: &Stop) -> String {
    format!("{} ({})", stop.address.city, stop.address.country)
}

/// `12 pallets, 4320 kg`: the first packaging when all lines share it, else `pieces`.
#[must_use]
pub fn goods_in_words(document: &OrderDocument) -> String {
    let totals = document.totals();
    let mut kinds: Vec<&str> =
        document.consignments.iter().flat_map(|part| &part.goods).map(|line| line.packaging.as_deref().unwrap_or("pieces")).collect();
    kinds.dedup();
    let kind = if let [one] = kinds[..] { one } else { "pieces" };
    let weight = totals.weight_kg.normalize();
    if weight.is_zero() { format!("{} {kind}", totals.quantity) } else { format!("{} {kind}, {weight} kg", totals.quantity) }
}

/// The words under which an order is found: its `numbers` (number, quote number, submission code), references, places,
/// postcodes, names. A word another one begins with is left out, for words are found by how they begin; numbers stay whole.
#[must_use]
pub fn search_words(document: &OrderDocument, numbers: &[&str]) -> BTreeSet<String> {
    let all = all_words(document, numbers);
    let whole: Vec<String> = numbers.iter().map(|number| joined(number)).collect();
    let mut words = all.iter().peekable();
    let mut kept = BTreeSet::new();
    while let Some(word) = words.next() {
        if words.peek().is_none_or(|next| !next.starts_with(word.as_str())) || whole.contains(word) {
            kept.insert(word.clone());
        }
    }
    kept
}

fn all_words(document: &OrderDocument, numbers: &[&str]) -> BTreeSet<String> {
    let mut texts: Vec<&str> = numbers.to_vec();
    texts.extend(document.reference.as_deref());
    for part in &document.consignments {
        texts.extend(part.reference.as_deref());
    }
    for (_, at) in document.stops() {
        let stop = at.stop;
        texts.extend([stop.address.name.as_str(), &stop.address.city, &stop.address.postcode]);
        texts.extend(stop.reference.as_deref());
    }
    let mut words: BTreeSet<String> = texts.iter().flat_map(|text| kit::text::words(text)).collect();
    // Numbers and references are also found as a whole, and each part between blanks, whatever signs stand inside.
    let parts = texts.iter().copied().chain(texts.iter().flat_map(|text| text.split_whitespace()));
    words.extend(parts.map(joined).filter(|word| !word.is_empty()));
    words
}

/// The words an order is found by now, from its row alone: those it must be found by ([`search_words`]), and all it may be found by.
///
/// # Errors
/// When its document cannot be read.
pub fn words_of(row: &super::OrderRow) -> Result<(BTreeSet<String>, BTreeSet<String>), Failure> {
    let document = OrderDocument::from_json(&row.document).map_err(|error| Failure::fault(format!("{error:?}")))?;
    let mut numbers = vec![row.number.as_str(), &row.submission_code];
    numbers.extend(row.quote_number.as_deref());
    Ok((search_words(&document, &numbers), all_words(&document, &numbers)))
}

/// A text as one word: `Or-0012` → `or0012`; also how a needle is looked up.
#[must_use]
pub fn joined(text: &str) -> String {
    kit::text::words(text).collect::<String>().chars().take(40).collect()
}
