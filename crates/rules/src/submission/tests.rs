//! A form sent twice: what counts as the same.

use proptest::prelude::*;
use serde_json::json;

use super::*;

#[test]
fn the_same_id_with_the_same_or_other_content() {
    assert_eq!(judge(None, b"a"), Seen::First);
    assert_eq!(judge(Some(b"a"), b"a"), Seen::Again);
    assert_eq!(judge(Some(b"a"), b"b"), Seen::Different);
    assert_eq!(judge(Some(b""), b"b"), Seen::Different);
}

fn document(text: &Value) -> OrderDocument {
    OrderDocument::from_json(&text.to_string()).unwrap()
}

fn ordered() -> Value {
    json!({
        "shape": 1, "service": "groupage", "reference": "PO 1", "zebra": {"b": 1, "a": 2},
        "consignments": [{
            "id": "c", "collection": {"id": "s1", "date": "2026-05-04"}, "stops": [{"id": "s2"}], "delivery": {"id": "s3", "id_of_gate": "7"},
            "goods": [{"id": "g", "quantity": 2, "weight_kg": "1.50", "adr": [{"quantity": "10.0"}], "vendor": {"id": "v"}}]
        }]
    })
}

#[test]
fn inner_ids_and_needless_zeros_do_not_matter() {
    let mut again = ordered();
    let consignment = &mut again["consignments"][0];
    consignment["id"] = json!("other");
    consignment["collection"]["id"] = json!("other");
    consignment["stops"][0]["id"] = json!("other");
    consignment["delivery"]["id"] = json!("other");
    consignment["goods"][0]["id"] = json!("other");
    consignment["goods"][0]["weight_kg"] = json!("1.5");
    consignment["goods"][0]["adr"][0]["quantity"] = json!("10");
    assert_eq!(canonical(&document(&again)), canonical(&document(&ordered())));
}

#[test]
fn everything_else_matters() {
    let changes: [(&str, Value); 7] = [
        ("/reference", json!("PO 2")),
        ("/zebra/b", json!(3)),
        ("/consignments/0/collection/date", json!("2026-05-05")),
        ("/consignments/0/delivery/id_of_gate", json!("8")),
        ("/consignments/0/goods/0/quantity", json!(3)),
        ("/consignments/0/goods/0/weight_kg", json!("1.51")),
        ("/consignments/0/goods/0/vendor/id", json!("w")), // not one of our ids
    ];
    for (path, value) in changes {
        let mut other = ordered();
        *other.pointer_mut(path).unwrap() = value;
        assert_ne!(canonical(&document(&other)), canonical(&document(&ordered())), "{path}");
    }
}

#[test]
fn canonical_json_is_sorted_at_every_depth() {
    let value = json!({"b": [{"d": 1, "c": null}], "a": "é\n"});
    assert_eq!(String::from_utf8(canonical_json(&value)).unwrap(), r#"{"a":"é\n","b":[{"c":null,"d":1}]}"#);
}

proptest! {
    /// The order in which keys arrived does not matter.
    #[test]
    fn the_order_of_keys_does_not_matter(fields in prop::collection::btree_map("[a-z]{1,5}", any::<i32>(), 0..8)) {
        let forward: serde_json::Map<_, _> = fields.iter().map(|(key, value)| (key.clone(), json!(value))).collect();
        let backward: serde_json::Map<_, _> = fields.iter().rev().map(|(key, value)| (key.clone(), json!(value))).collect();
        let nested = |map: serde_json::Map<String, Value>| json!([{"inner": map}]);
        prop_assert_eq!(canonical_json(&nested(forward)), canonical_json(&nested(backward)));
    }
}
