//! What the fields of an order are called: one list for the form's messages, for a change in words and for whoever compares.

/// The label of a field of the document, or of the form; `None` for one we do not know.
pub(super) fn of(field: &str) -> Option<&'static str> {
    Some(match field {
        "service" => "Transport service",
        "level" => "Service level",
        "reference" => "Reference",
        "requested_price" => "Requested price",
        "planning_instructions" => "Planning instructions",
        "contact_emails" => "Contact e-mails",
        "consignments" => "Consignments",
        "stops" => "Stops",
        "goods" => "Goods",
        "date" => "Date",
        "window" => "Window",
        "from" | "until" => "Time",
        "note" => "Note",
        "email" => "E-mail",
        "phones" => "Phones",
        "instructions" => "Instructions",
        "duration_minutes" => "Duration",
        _ => return address(field).or_else(|| goods(field)),
    })
}

fn address(field: &str) -> Option<&'static str> {
    Some(match field {
        "address" => "Address",
        "name" => "Name",
        "street" => "Street",
        "street_2" => "Second address line",
        "postcode" => "Postcode",
        "city" => "City",
        "country" => "Country",
        _ => return None,
    })
}

fn goods(field: &str) -> Option<&'static str> {
    Some(match field {
        "quantity" => "Quantity",
        "packaging" => "Packaging",
        "packaging_size" => "Packaging size",
        "description" => "Description",
        "weight_kg" => "Weight (kg)",
        "volume_m3" => "Volume (m³)",
        "loading_metres" => "Loading metres",
        "pallet_spaces" => "Pallet spaces",
        "unit_length_m" => "Length of one (m)",
        "unit_width_m" => "Width of one (m)",
        "unit_height_m" => "Height of one (m)",
        "stackable" => "Stackable",
        "min_temperature_c" => "Lowest temperature (°C)",
        "max_temperature_c" => "Highest temperature (°C)",
        "transport_temperature_c" => "Transport temperature (°C)",
        "barcodes" => "Barcodes",
        "adr" => "Dangerous goods (ADR)",
        "un_number" => "UN number",
        "proper_shipping_name" => "Proper shipping name",
        "class" => "Class",
        "packing_group" => "Packing group",
        "tunnel_code" => "Tunnel code",
        "packages" => "Packages",
        "emergency_phone" => "Emergency phone",
        _ => return None,
    })
}

/// A field we do not know, from its name in the document: `cmr_reference_number` reads `Cmr reference number`.
pub(super) fn unknown(field: &str) -> String {
    let words = field.replace(['_', '-'], " ");
    let mut letters = words.trim().chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// An own field of the organisation by its key, where nobody knows its label: `dock_number` reads `Dock number`.
pub(crate) fn own(key: &str) -> String {
    unknown(key)
}

/// A label inside a sentence: `Weight (kg)` reads `weight (kg)`, `UN number` stays.
pub(super) fn inside(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_inside_a_sentence_keep_their_abbreviations() {
        for (label, within) in [("Weight (kg)", "weight (kg)"), ("UN number", "UN number"), ("E-mail", "e-mail"), ("", ""), ("X", "X")] {
            assert_eq!(inside(label), within);
        }
        assert_eq!(unknown("cmr_reference_number"), "Cmr reference number");
    }
}
