//! What is said beside a field of the form, and in the summary above it.

use crate::order_import::Holder;

/// Something said beside a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// The field's name, which is its id too.
    pub(super) field: String,
    /// In the user's words.
    pub(super) words: String,
}

impl Said {
    /// The reference is another order's.
    #[must_use]
    pub(super) fn taken(holder: &Holder) -> Said {
        Said { field: "reference".to_owned(), words: format!("This reference is {}. Use another one.", holder.words) }
    }

    /// The words for the summary above the form, with where they belong: `Delivery: Date is missing.`
    #[must_use]
    pub(super) fn with_place(&self) -> String {
        let part = self.field.split('.').find_map(|segment| match (segment, segment.split_at_checked(1)) {
            ("collection", _) => Some("Collection".to_owned()),
            ("delivery", _) => Some("Delivery".to_owned()),
            (_, Some(("s", n))) => n.parse::<usize>().ok().map(|n| format!("Stop {}", n + 1)),
            (_, Some(("g", n))) => n.parse::<usize>().ok().map(|n| format!("Goods line {}", n + 1)),
            _ => None,
        });
        part.map_or_else(|| self.words.clone(), |part| format!("{part}: {}", self.words))
    }
}
