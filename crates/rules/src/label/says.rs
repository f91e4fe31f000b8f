//! What the label of a unit says, as far as a change of it makes a printed label wrong (9.2): service, level, where from and to, the
//! references, what is dangerous, what it weighs. How many units there are does not count: an added pallet leaves the others' valid.

use rust_decimal::Decimal;

use crate::order::{Address, Consignment, GoodsLine, OrderDocument, PartId};

/// What a label says of its unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Says<'a> {
    /// The order.
    pub order: &'a OrderDocument,
    /// The consignment it is in.
    pub consignment: &'a Consignment,
    /// Its goods line.
    pub line: &'a GoodsLine,
}

impl<'a> Says<'a> {
    /// What the label of a unit of this goods line says; none where the order has no such line.
    #[must_use]
    pub fn of(order: &'a OrderDocument, line: &PartId) -> Option<Self> {
        order.consignments.iter().find_map(|consignment| {
            let line = consignment.goods.iter().find(|one| one.id == *line)?;
            Some(Self { order, consignment, line })
        })
    }

    /// What one unit weighs: its share of the line; none when nobody said.
    #[must_use]
    pub fn weight_kg(&self) -> Option<Decimal> {
        let weight = self.line.weight_kg?;
        let share = weight.checked_div(Decimal::from(self.line.quantity))?;
        // Whole kilograms as a forklift's scale shows them; what is lighter than ten keeps a decimal.
        let decimals = if share < Decimal::TEN { 1 } else { 0 };
        Some(share.round_dp_with_strategy(decimals, rust_decimal::RoundingStrategy::MidpointAwayFromZero).normalize())
    }

    /// The references on it: the order's, the consignment's.
    #[must_use]
    pub fn references(&self) -> Vec<&'a str> {
        let both = [self.order.reference.as_deref(), self.consignment.reference.as_deref()];
        let mut said: Vec<&str> = both.into_iter().flatten().map(str::trim).filter(|text| !text.is_empty()).collect();
        said.dedup();
        said
    }

    /// The dangerous substances on it: `UN 1263, 3, II`, each once.
    #[must_use]
    pub fn dangerous(&self) -> Vec<String> {
        let mut said = Vec::new();
        for adr in &self.line.adr {
            let number = adr.un_number.as_deref().unwrap_or_default().trim();
            let number = number.strip_prefix("UN").or_else(|| number.strip_prefix("un")).unwrap_or(number).trim();
            let parts = [Some(format!("UN {number}")), adr.class.clone(), adr.packing_group.clone()];
            let parts = parts.into_iter().flatten().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty());
            let text = parts.collect::<Vec<_>>().join(", ");
            if !said.contains(&text) {
                said.push(text);
            }
        }
        said
    }

    fn address(address: &Address) -> [&str; 6] {
        let second = address.street_2.as_deref().unwrap_or_default();
        [&address.name, &address.street, second, &address.postcode, &address.city, &address.country].map(str::trim)
    }

    /// Everything but the weight.
    fn same_words(&self, other: &Says<'_>) -> bool {
        let places = |says: &Says<'_>| {
            let ends = [&says.consignment.collection.address, &says.consignment.delivery.address];
            ends.map(|address| Self::address(address).map(ToOwned::to_owned))
        };
        self.order.service == other.order.service
            && self.order.level == other.order.level
            && places(self) == places(other)
            && self.references() == other.references()
            && self.dangerous() == other.dangerous()
    }

    fn same_weight(&self, other: &Says<'_>) -> bool {
        // The share of a unit follows from how many there are; only a weight that was changed by itself is news.
        self.line.quantity != other.line.quantity || self.weight_kg() == other.weight_kg()
    }
}

/// Whether a label that was right before a change says something wrong after it.
#[must_use]
pub fn outdated(before: &Says<'_>, after: &Says<'_>) -> bool {
    !before.same_words(after) || !before.same_weight(after)
}
