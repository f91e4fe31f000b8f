//! The blocks of the form: its consignments with their stops and goods lines, as they were typed.

use kit::web::Fields;
use rules::order::StopKind;

use super::read::Read;
use super::shape::shape;
use crate::orders::stop_names;
use crate::orders::terms::Terms;
use crate::shell::says;

/// A stop of the form.
#[derive(Clone, Debug)]
pub(super) struct StopBlock {
    /// `c0.collection`.
    pub(super) at: String,
    /// `Collection`, `Delivery`, `Stop 2`.
    pub(super) title: String,
    /// How its *Remove* button is called; none for collection and delivery.
    pub(super) remove: Option<String>,
    /// The opening hours of its location on its date, where known.
    pub(super) hours: Option<String>,
}

impl StopBlock {
    /// The block's own id: without dots, because it is looked for as a selector.
    #[must_use]
    pub(super) fn id(&self) -> String {
        format!("stop-{}", self.at.replace('.', "-"))
    }
}

/// A goods line of the form.
#[derive(Clone, Debug)]
pub(super) struct GoodsBlock {
    /// `c0.g0`.
    pub(super) at: String,
    /// From 1.
    pub(super) n: usize,
    /// How its *Remove* button is called.
    pub(super) remove: String,
}

/// A consignment of the form.
#[derive(Clone, Debug)]
pub(super) struct ConsignmentBlock {
    /// From 0.
    pub(super) c: usize,
    /// Collection, further stops, delivery.
    pub(super) stops: Vec<StopBlock>,
    /// The goods lines.
    pub(super) goods: Vec<GoodsBlock>,
}

/// The name a stop's fields begin with.
pub(super) fn place(c: usize, kind: StopKind) -> String {
    match kind {
        StopKind::Collection => format!("c{c}.collection"),
        StopKind::Further(s) => format!("c{c}.s{s}"),
        StopKind::Delivery => format!("c{c}.delivery"),
    }
}

/// The blocks of a form, with the opening hours of what is known.
pub(super) fn blocks(fields: &Fields, terms: Option<&Terms>, read: &Read) -> Vec<ConsignmentBlock> {
    let stop = |c: usize, kind: StopKind| {
        let known = read.document.consignments.get(c).and_then(|consignment| consignment.stop(kind));
        let hours = known.and_then(|stop| Some((terms?.location(stop)?, stop.date?))).map(|(location, date)| {
            let spans: Vec<String> = location
                .opening_hours
                .on(date)
                .iter()
                .map(|span| format!("{}–{}", says::time(span.from), says::time(span.until)))
                .collect();
            if spans.is_empty() { "closed".to_owned() } else { spans.join(", ") }
        });
        let remove = if let StopKind::Further(s) = kind { Some(format!("remove-stop:{c}:{s}")) } else { None };
        StopBlock { at: place(c, kind), title: stop_names::kind(kind), remove, hours }
    };
    let shape = shape(fields);
    let consignment = |(c, (stops, lines)): (usize, &(usize, usize))| ConsignmentBlock {
        c,
        stops: std::iter::once(StopKind::Collection)
            .chain((0..*stops).map(StopKind::Further))
            .chain([StopKind::Delivery])
            .map(|kind| stop(c, kind))
            .collect(),
        goods: (0..*lines).map(|g| GoodsBlock { at: format!("c{c}.g{g}"), n: g + 1, remove: format!("remove-goods:{c}:{g}") }).collect(),
    };
    shape.consignments.iter().enumerate().map(consignment).collect()
}
