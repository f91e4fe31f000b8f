//! Where a change is: `Consignment 2, delivery address`; and the form's input it shows at.

use rules::order::{OrderDocument, StopKind};
use rules::order_change::{List, Operation, Path, Positions};
use rules::order_check::Place;

use super::names::{ChangeNames, own_key};
use crate::orders::{field_names, stop_names};

/// Where the parts of both documents stand.
pub(super) struct Whereabouts {
    before: Positions,
    after: Positions,
    /// Whether consignments must be told apart.
    several: bool,
}

impl Whereabouts {
    pub(super) fn between(before: &OrderDocument, after: &OrderDocument) -> Self {
        let several = before.consignments.len().max(after.consignments.len()) > 1;
        Self { before: Positions::of(before), after: Positions::of(after), several }
    }

    /// The place in the order as it would be; of what is gone there, none.
    pub(super) fn place(&self, path: &Path) -> Option<Place> {
        self.after.place(path)
    }

    /// What an operation changes, in words.
    pub(super) fn field(&self, operation: &Operation, names: &ChangeNames) -> String {
        let path = &operation.path;
        let place = self.after.place(path).or_else(|| self.before.place(path));
        let label = own_key(path).map_or_else(|| label(path), |key| names.own(key));
        match place {
            None | Some(Place::Order(_) | Place::Adr(..) | Place::Own(..)) => label,
            Some(Place::Consignment(c, "consignment")) => format!("Consignment {}", c + 1),
            Some(Place::Consignment(c, "stops" | "goods")) => self.of_consignment(c, label),
            Some(Place::Consignment(_, _)) if !self.several => format!("Consignment {}", field_names::inside(&label)),
            Some(Place::Consignment(c, _)) => self.of_consignment(c, label),
            Some(Place::Stop(c, kind, "stop")) => self.of_consignment(c, stop_names::kind(kind)),
            Some(Place::Stop(c, kind, _)) => self.of_consignment(c, format!("{} {}", stop_names::kind(kind), field_names::inside(&label))),
            Some(Place::Goods(c, line, "goods")) => self.of_consignment(c, format!("Goods line {}", line + 1)),
            Some(Place::Goods(c, line, _)) => self.of_consignment(c, format!("Goods line {}, {}", line + 1, field_names::inside(&label))),
        }
    }

    fn of_consignment(&self, consignment: usize, what: String) -> String {
        if self.several { format!("Consignment {}, {}", consignment + 1, field_names::inside(&what)) } else { what }
    }
}

/// The field's own label.
fn label(path: &Path) -> String {
    match path {
        Path::Order { field } if field == "reference" => "Customer reference".to_owned(),
        Path::Order { field } | Path::Part { field, .. } => {
            field_names::of(field).map_or_else(|| field_names::unknown(field), str::to_owned)
        }
        Path::Custom { key } => key.clone(),
        Path::Sequence { list } => match list {
            List::Consignments => "Order of the consignments",
            List::Stops { .. } => "Order of the stops",
            List::Goods { .. } => "Order of the goods lines",
        }
        .to_owned(),
        // Of what is in neither document: there is no number to name it by.
        Path::End { .. } => "Stop".to_owned(),
        Path::Whole { list, .. } => match list {
            List::Consignments => "Consignment",
            List::Stops { .. } => "Stop",
            List::Goods { .. } => "Goods line",
        }
        .to_owned(),
    }
}

/// The name of the form's input that stands for a place; none for what the form does not show.
pub(super) fn input(place: Place, path: &Path) -> Option<String> {
    if matches!(path, Path::Custom { .. }) {
        return None;
    }
    let shown = match place {
        Place::Order("other" | "consignments") | Place::Consignment(_, "other") => return None,
        Place::Stop(_, _, "other") | Place::Goods(_, _, "other") => return None,
        Place::Consignment(c, "stops") => Place::Stop(c, StopKind::Further(0), "postcode"),
        Place::Consignment(c, "goods") => Place::Goods(c, 0, "quantity"),
        Place::Consignment(c, "consignment") => Place::Stop(c, StopKind::Collection, "postcode"),
        Place::Stop(c, kind, "address" | "stop") => Place::Stop(c, kind, "postcode"),
        Place::Stop(c, kind, "window") => Place::Stop(c, kind, "from"),
        Place::Goods(c, line, "goods") => Place::Goods(c, line, "quantity"),
        Place::Goods(c, line, "adr") => Place::Adr(c, line, 0, "un_number"),
        other => other,
    };
    Some(shown.to_string())
}
