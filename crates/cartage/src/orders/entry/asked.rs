//! Which fields the form asks for, and where each of them stands: at once, behind *+ Add information*, or nowhere. As the
//! organisation arranged it for the chosen service; what holds something is always shown, for nobody sends what they cannot see.

use rules::order_form::{At, Block, CustomField, Field, Kind, Presence, typed};
use serde_json::Value;

use super::form::EntryForm;
use crate::order_form;

/// An input of the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Input {
    /// Its name, which is its id too.
    pub(super) name: String,
    pub(super) label: String,
    /// `text`, `area`, `check`, `select`, `number`, `date`, `url`.
    pub(super) kind: &'static str,
    /// It may stay empty.
    pub(super) optional: bool,
    /// Further classes of its field.
    pub(super) class: &'static str,
    /// Further attributes, written by us.
    pub(super) attrs: &'static str,
    /// A line of help.
    pub(super) hint: String,
    /// What may be chosen.
    pub(super) choices: Vec<String>,
}

/// A column of the goods sheet besides the quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) field: Field,
    /// The name of its input.
    pub(super) input: &'static str,
    pub(super) head: &'static str,
    /// What its cells are called, before the line's number.
    pub(super) cell: &'static str,
    pub(super) number: bool,
    pub(super) attrs: &'static str,
}

impl Column {
    /// The attributes of its cells.
    pub(super) fn extra(&self) -> String {
        if self.number { format!("{} data-sum=\"{}\"", self.attrs, self.input) } else { self.attrs.to_owned() }
    }

    /// The classes of its cells.
    pub(super) fn class(&self) -> &'static str {
        match (self.field, self.number) {
            (Field::Description, _) => "desc",
            (_, true) => "num",
            _ => "",
        }
    }
}

const NUMBER: &str = "inputmode=\"decimal\" autocomplete=\"off\"";

/// What can be a column of the sheet, in its order.
const COLUMNS: [Column; 7] = [
    column(Field::Packaging, "Packaging", "Packaging", false, "list=\"packaging\" autocomplete=\"off\" maxlength=\"60\""),
    column(Field::PackagingSize, "Size", "Packaging size", false, "autocomplete=\"off\" maxlength=\"60\""),
    column(Field::Description, "Description", "Description", false, "maxlength=\"500\" autocomplete=\"off\""),
    column(Field::Weight, "Weight (kg)", "Weight in kg", true, NUMBER),
    column(Field::Volume, "Volume (m³)", "Volume in m³", true, NUMBER),
    column(Field::LoadingMetres, "Loading m", "Loading metres", true, NUMBER),
    column(Field::PalletSpaces, "Pallet spaces", "Pallet spaces", true, NUMBER),
];

const fn column(field: Field, head: &'static str, cell: &'static str, number: bool, attrs: &'static str) -> Column {
    let input = match field {
        Field::Packaging => "packaging",
        Field::PackagingSize => "packaging_size",
        Field::Description => "description",
        Field::Weight => "weight_kg",
        Field::Volume => "volume_m3",
        Field::LoadingMetres => "loading_metres",
        _ => "pallet_spaces",
    };
    Column { field, input, head, cell, number, attrs }
}

/// The inputs of a standard field: name, label, kind, classes, attributes.
type Parts = &'static [(&'static str, &'static str, &'static str, &'static str, &'static str)];

fn parts(field: Field) -> Parts {
    match field {
        Field::RequestedPrice => {
            &[("requested_price", "Requested price", "text", "", "inputmode=\"decimal\" autocomplete=\"off\" data-private")]
        }
        Field::ContactEmails => &[(
            "contact_emails",
            "Contact e-mails",
            "text",
            " w2",
            "autocomplete=\"off\" inputmode=\"email\" placeholder=\"who is told about this order\"",
        )],
        Field::PlanningInstructions => &[("planning_instructions", "Planning instructions", "area", " wide", "")],
        Field::StopReference => &[("reference", "Reference at the stop", "text", "", "autocomplete=\"off\"")],
        Field::Email => &[("email", "E-mail", "text", "", "type=\"email\" autocomplete=\"off\"")],
        Field::Phones => &[("phones", "Phones", "text", "", "autocomplete=\"off\"")],
        Field::Duration => &[("duration_minutes", "Duration (minutes)", "text", "", "inputmode=\"numeric\" autocomplete=\"off\"")],
        Field::Instructions => &[("instructions", "Instructions", "area", " wide", "")],
        Field::Note => &[("note", "Note", "area", " wide", "")],
        Field::Packaging => &[("packaging", "Packaging", "text", "", "list=\"packaging\" maxlength=\"60\" autocomplete=\"off\"")],
        Field::PackagingSize => &[("packaging_size", "Packaging size", "text", "", "maxlength=\"60\" autocomplete=\"off\"")],
        Field::Description => &[("description", "Description", "text", " w2", "maxlength=\"500\" autocomplete=\"off\"")],
        Field::Weight => &[("weight_kg", "Weight (kg)", "text", "", NUMBER)],
        Field::Volume => &[("volume_m3", "Volume (m³)", "text", "", NUMBER)],
        Field::LoadingMetres => &[("loading_metres", "Loading metres", "text", "", NUMBER)],
        Field::PalletSpaces => &[("pallet_spaces", "Pallet spaces", "text", "", NUMBER)],
        Field::UnitSize => &[
            ("unit_length_m", "Length of one (m)", "text", "", NUMBER),
            ("unit_width_m", "Width of one (m)", "text", "", NUMBER),
            ("unit_height_m", "Height of one (m)", "text", "", NUMBER),
        ],
        Field::Temperatures => &[
            ("min_temperature_c", "Lowest temperature (°C)", "text", "", "inputmode=\"text\""),
            ("max_temperature_c", "Highest temperature (°C)", "text", "", "inputmode=\"text\""),
            ("transport_temperature_c", "Transport temperature (°C)", "text", "", "inputmode=\"text\""),
        ],
        Field::Barcodes => &[("barcodes", "Barcodes", "text", " w2", "autocomplete=\"off\"")],
        Field::Stackable => &[("stackable", "Stackable", "check", "", "")],
        Field::Adr => &[
            ("adr0.un_number", "UN number (ADR)", "text", "", "placeholder=\"1203\""),
            ("adr0.proper_shipping_name", "Proper shipping name", "text", " w2", ""),
            ("adr0.class", "Class", "text", "", ""),
            ("adr0.packing_group", "Packing group", "text", "", ""),
            ("adr0.tunnel_code", "Tunnel code", "text", "", ""),
            ("adr0.packages", "Packages", "text", "", "inputmode=\"numeric\""),
            ("adr0.quantity", "Quantity (kg or l)", "text", "", "inputmode=\"decimal\""),
            ("adr0.emergency_phone", "Emergency phone", "text", "", "type=\"tel\""),
        ],
        // These stand in places of their own.
        Field::Level | Field::Reference | Field::ConsignmentReference | Field::SecondLine | Field::DeliveryDate | Field::Window => &[],
    }
}

fn full(at: &str, name: &str) -> String {
    if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") }
}

impl EntryForm {
    /// Where a field stands: how it was arranged, and one that is hidden and holds something behind *+ Add information*.
    fn stands(&self, presence: Presence, holds: bool) -> Presence {
        match presence {
            Presence::Hidden if holds => Presence::Optional,
            other => other,
        }
    }

    /// Whether any of these inputs of `at` holds something or is wrong.
    fn holds(&self, at: &str, names: impl IntoIterator<Item = String>) -> bool {
        names.into_iter().any(|name| {
            let name = full(at, &name);
            !self.v(&name).trim().is_empty() || self.error(&name).is_some()
        })
    }

    /// Whether a field with a place of its own is on the form: at `at`, or it holds something.
    pub(super) fn asks(&self, field: &str, at: &str) -> bool {
        let Some(field) = Field::parse(field) else { return true };
        let inputs: &[&str] = if field == Field::Window { &["from", "until", "opening_hours"] } else { &[field.input()] };
        !self.arranged.hides(field) || self.holds(at, inputs.iter().map(|input| (*input).to_owned()))
    }

    /// Whether such a field stands behind *+ Add information*.
    pub(super) fn folds(&self, field: &str) -> bool {
        Field::parse(field).is_some_and(|field| !self.arranged.of(field).is_shown())
    }

    /// Whether such a field must be filled.
    pub(super) fn must(&self, field: &str) -> bool {
        Field::parse(field).is_some_and(|field| self.arranged.requires(field))
    }

    /// The currency of the requested price: the order's, else the carrier's.
    pub(super) fn price_in(&self) -> &str {
        let named = self.v("requested_price_in");
        if named.is_empty() { &self.currency } else { named }
    }

    /// The inputs of the general details (`at` empty) or a stop that are visible at once, or behind *+ Add information*.
    pub(super) fn inputs(&self, at: &str, at_once: bool) -> Vec<Input> {
        let (block, own) = if at.is_empty() { (Block::Order, At::Order) } else { (Block::Stop, At::Stop) };
        self.of_block(at, block, own).into_iter().filter(|(presence, _)| presence.is_shown() == at_once).map(|(_, input)| input).collect()
    }

    /// The columns of the goods sheet besides the quantity.
    pub(super) fn columns(&self) -> Vec<Column> {
        COLUMNS.into_iter().filter(|column| self.arranged.of(column.field).is_shown()).collect()
    }

    /// The attributes of the cell for a line's quantity: the first is a step on the way through the form.
    pub(super) fn quantity_attrs(&self, n: impl std::fmt::Display) -> &'static str {
        if n.to_string() == "1" {
            "inputmode=\"numeric\" data-sum=\"quantity\" data-step autocomplete=\"off\""
        } else {
            "inputmode=\"numeric\" data-sum=\"quantity\" autocomplete=\"off\""
        }
    }

    /// What of a goods line stands below the sheet.
    pub(super) fn below(&self, at: &str) -> Vec<Input> {
        let columns: Vec<&str> = self.columns().iter().map(|column| column.input).collect();
        let all = self.of_block(at, Block::Goods, At::Goods).into_iter().map(|(_, input)| input);
        all.filter(|input| !columns.iter().any(|column| input.name == full(at, column))).collect()
    }

    /// Whether that stands open: something in it is to be seen at once, is filled, or is wrong.
    pub(super) fn below_open(&self, at: &str) -> bool {
        let columns: Vec<Field> = self.columns().iter().map(|column| column.field).collect();
        let shown = |field: &Field| field.block() == Block::Goods && !columns.contains(field) && self.arranged.of(*field).is_shown();
        let own = self.arranged.own_at(At::Goods).any(|(_, presence)| presence.is_shown());
        own || Field::ALL.iter().any(shown) || self.below(at).iter().any(|input| self.holds("", [input.name.clone()]))
    }

    /// Whether anything behind *+ Add information* is filled or wrong.
    pub(super) fn any_filled(&self, inputs: &[Input]) -> bool {
        inputs.iter().any(|input| self.holds("", [input.name.clone()]))
    }

    fn of_block(&self, at: &str, block: Block, own: At) -> Vec<(Presence, Input)> {
        let mut found = Vec::new();
        for field in Field::ALL.into_iter().filter(|field| field.block() == block) {
            let inputs = parts(field);
            let presence = self.stands(self.arranged.of(field), self.holds(at, inputs.iter().map(|part| part.0.to_owned())));
            if presence == Presence::Hidden {
                continue;
            }
            found.extend(inputs.iter().map(|(name, label, kind, class, attrs)| {
                let (name, mut label) = (full(at, name), (*label).to_owned());
                if field == Field::RequestedPrice {
                    label = format!("{label} ({})", self.price_in());
                }
                let optional = presence != Presence::Required && *kind != "check";
                (presence, Input { name, label, kind, optional, class, attrs, ..Input::default() })
            }));
        }
        for (field, presence) in self.arranged.own_at(own) {
            let name = full(at, &format!("custom.{}", field.key));
            let presence = self.stands(presence, self.holds("", [name.clone()]));
            if presence != Presence::Hidden {
                found.push((presence, self.own_input(field, name, presence)));
            }
        }
        found
    }

    fn own_input(&self, field: &CustomField, name: String, presence: Presence) -> Input {
        let mut choices = field.choices.clone();
        let held = self.v(&name).trim();
        if field.kind == Kind::Dropdown && !held.is_empty() && !choices.iter().any(|choice| choice == held) {
            choices.push(held.to_owned()); // no longer offered, and still what stands there
        }
        let hint = match field.kind {
            Kind::Tag if field.hint.is_empty() && field.choices.is_empty() => "Several, separated by commas".to_owned(),
            Kind::Tag if field.hint.is_empty() => format!("Several of: {}", field.choices.join(", ")),
            _ => field.hint.clone(),
        };
        let (kind, attrs) = match field.kind {
            Kind::Text | Kind::Tag => ("text", "autocomplete=\"off\" maxlength=\"500\""),
            Kind::Number => ("text", NUMBER),
            Kind::Toggle => ("toggle", ""),
            Kind::Date => ("text", "type=\"date\""),
            Kind::Dropdown => ("select", ""),
            Kind::Url => ("text", "type=\"url\" autocomplete=\"off\" placeholder=\"https://\" maxlength=\"500\""),
        };
        let optional = presence != Presence::Required && field.kind != Kind::Toggle;
        Input { name, label: field.label.clone(), kind, optional, class: "", attrs, hint, choices }
    }
}

/// Own fields of a part as their inputs hold them.
pub(super) fn own_inputs<'a>(
    at: &'a str,
    own: impl IntoIterator<Item = (&'a String, &'a Value)> + 'a,
) -> impl Iterator<Item = (String, String)> + 'a {
    own.into_iter().map(move |(key, value)| (full(at, &format!("custom.{key}")), typed(value)))
}

/// What a problem of an own field is called.
pub(super) fn own_label(form: &rules::order_form::Form, key: &str) -> String {
    form.label(key).map_or_else(|| crate::orders::field_label(key), str::to_owned)
}

/// The words for default values that were left out.
pub(super) fn left_out(dropped: &[rules::defaults::Dropped], form: &rules::order_form::Form) -> Vec<String> {
    dropped.iter().map(|one| order_form::dropped(one, form)).collect()
}
