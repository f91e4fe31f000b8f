//! What the organisation's own fields are called (7.2): by their labels, archived ones too. A key nobody has a label for is read
//! as words.

use std::collections::BTreeMap;

use rules::order_form::OrderForm;

use super::field_label;

/// Labels of own fields by their keys.
#[derive(Clone, Debug, Default)]
pub(crate) struct OwnLabels(BTreeMap<String, String>);

impl OwnLabels {
    /// Of an arrangement.
    pub(crate) fn of(form: &OrderForm) -> OwnLabels {
        OwnLabels(form.custom.iter().map(|field| (field.key.as_str().to_owned(), field.label.clone())).collect())
    }

    /// What the field of this key is called.
    pub(crate) fn label(&self, key: &str) -> String {
        self.0.get(key).cloned().unwrap_or_else(|| field_label(key))
    }
}
