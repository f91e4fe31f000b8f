//! What the organisation's form asks beyond what every order needs: fields it requires, and own fields that hold what they should.

use super::{Check, Findings, What};
use crate::order_form;

pub(super) fn check(asked: &Check<'_>, found: &mut Findings) {
    for place in order_form::required(asked.form, asked.document, asked.form_before) {
        found.add(place, What::Missing);
    }
    for (place, error) in order_form::wrong(asked.form, asked.document, asked.form_before) {
        found.add(place, What::Own(error));
    }
}
