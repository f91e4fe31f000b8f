//! Goods lines: something of something, with measures that can be.

use rust_decimal::Decimal;

use super::{Findings, Place, What, texts};
use crate::measure::{self, Bounds, MeasureError};
use crate::order::{Adr, GoodsLine, limits};
use crate::order_form::{Field, Form};

pub(super) fn check(form: &Form, consignment: usize, lines: &[GoodsLine], found: &mut Findings) {
    for (index, line) in lines.iter().enumerate() {
        let place = |field| Place::Goods(consignment, index, field);
        check_line(form, &place, line, found);
        check_measures(&place, line, found);
        texts::count(place("adr"), line.adr.len(), limits::ADR_ENTRIES, found);
        for (entry, adr) in line.adr.iter().enumerate() {
            check_adr(&|field| Place::Adr(consignment, index, entry, field), adr, found);
        }
    }
}

fn check_line(form: &Form, place: &impl Fn(&'static str) -> Place, line: &GoodsLine, found: &mut Findings) {
    let quantity = place("quantity");
    found.add_if(line.quantity == 0, quantity, What::Missing);
    texts::count(quantity, line.quantity as usize, limits::QUANTITY as usize, found);
    let said = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
    if !said(&line.description) && !said(&line.packaging) {
        // What it is: the description, or the packaging where the form asks only for that.
        let asked = [(Field::Description, "description"), (Field::Packaging, "packaging")];
        if let Some((_, field)) = asked.into_iter().find(|(field, _)| !form.hides(*field)) {
            found.add(place(field), What::Missing);
        }
    }
    texts::line_if(place("packaging"), line.packaging.as_ref(), limits::PACKAGING, found);
    texts::line_if(place("packaging_size"), line.packaging_size.as_ref(), limits::PACKAGING, found);
    if let Some(description) = &line.description {
        texts::lines(place("description"), description, limits::DESCRIPTION, found);
    }
    texts::count(place("barcodes"), line.barcodes.len(), limits::BARCODES, found);
    for barcode in &line.barcodes {
        texts::required(place("barcodes"), barcode, limits::BARCODE, found);
    }
}

fn check_measures(place: &impl Fn(&'static str) -> Place, line: &GoodsLine, found: &mut Findings) {
    for (field, value, bounds) in line.measures() {
        if let Some(error) = value.and_then(|value| wrong(value, bounds)) {
            found.add(place(field), What::Measure(error));
        }
    }
    let backwards = line.min_temperature_c.zip(line.max_temperature_c).is_some_and(|(least, most)| least > most);
    found.add_if(backwards, place("max_temperature_c"), What::TemperaturesBackwards);
}

fn check_adr(place: &impl Fn(&'static str) -> Place, adr: &Adr, found: &mut Findings) {
    let codes =
        [("un_number", &adr.un_number), ("class", &adr.class), ("packing_group", &adr.packing_group), ("tunnel_code", &adr.tunnel_code)];
    for (field, code) in codes {
        texts::line_if(place(field), code.as_ref(), limits::ADR_CODE, found);
    }
    found.add_if(adr.un_number.is_none(), place("un_number"), What::Missing);
    texts::line_if(place("proper_shipping_name"), adr.proper_shipping_name.as_ref(), limits::SHIPPING_NAME, found);
    texts::line_if(place("emergency_phone"), adr.emergency_phone.as_ref(), limits::PHONE, found);
    if let Some(error) = adr.quantity.and_then(|quantity| wrong(quantity, measure::ADR_QUANTITY)) {
        found.add(place("quantity"), What::Measure(error));
    }
}

fn wrong(value: Decimal, bounds: Bounds) -> Option<MeasureError> {
    measure::check(value, bounds).err()
}
