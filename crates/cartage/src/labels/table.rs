//! The row of a handling unit.

use jiff::Timestamp;
use rules::handling_unit::Unit;
use rules::label::{Code, Source, Sscc};
use rules::order::PartId;

use crate::customers::CustomerId;
use crate::failure::Failure;
use crate::orders::OrderId;
use crate::organisations::OrganisationId;

kit::entity! {
    /// A pallet or package of an order, or of what was submitted to become one.
    pub struct UnitRow in "handling_unit" {
        /// Whose tenant.
        pub organisation: OrganisationId,
        /// The order's id, which it has from submission on (2.6).
        pub order_id: OrderId,
        /// Its count in its order, from 1.
        pub ordinal: i64,
        /// Whose order.
        pub customer: CustomerId,
        /// The goods line it is one of.
        pub line: String,
        /// The SSCC, or the licence plate.
        pub code: String,
        /// Whether that is the customer's own SSCC.
        pub own: bool,
        /// Which revision of its label is right now.
        pub revision: i64,
        /// Which was printed last.
        pub printed: Option<i64>,
        /// When.
        pub printed_at: Option<Timestamp>,
        /// By whom.
        pub printed_by: Option<String>,
        /// When it was numbered.
        pub created_at: Timestamp,
        /// When it became void.
        pub void_at: Option<Timestamp>,
        /// By whose act.
        pub void_by: Option<String>,
    }
}

kit::entity! {
    /// The units of what was submitted while nothing has happened to any of them.
    pub struct BlockRow in "unit_block" {
        /// The order's id.
        pub order_id: OrderId,
        /// Whose tenant.
        pub organisation: OrganisationId,
        /// Whose order.
        pub customer: CustomerId,
        /// What each code begins with ([`Source::text`]).
        pub source: String,
        /// The first one's number there.
        pub first: i64,
        /// How many.
        pub units: i64,
        /// JSON: the goods lines they are of in order, each with how many.
        pub lines: String,
        /// When they were numbered.
        pub created_at: Timestamp,
    }
}

kit::entity! {
    /// How many SSCCs of a series were given out.
    pub struct SeriesRow in "sscc_series" {
        /// Whose tenant.
        pub organisation: OrganisationId,
        /// Extension digit and GS1 prefix.
        pub head: String,
        /// How many.
        pub used: i64,
    }
}

impl BlockRow {
    /// Its units one by one.
    ///
    /// # Errors
    /// A fault when it says nothing sensible.
    pub(super) fn rows(&self) -> Result<Vec<UnitRow>, Failure> {
        let source = Source::parse(&self.source).ok_or_else(|| Failure::fault(format!("a block of {:?}", self.source)))?;
        let lines: Vec<(String, usize)> = serde_json::from_str(&self.lines)?;
        let lines = lines.into_iter().flat_map(|(line, count)| std::iter::repeat_n(line, count));
        let (first, units) = (self.first.unsigned_abs(), self.units.unsigned_abs());
        let codes = source.codes(first..first + units);
        let rows = codes.zip(lines).zip(1..).map(|((code, line), ordinal)| UnitRow {
            organisation: self.organisation,
            order_id: self.order_id,
            ordinal,
            customer: self.customer,
            line,
            code: code.as_str().to_owned(),
            own: false,
            revision: 1,
            printed: None,
            printed_at: None,
            printed_by: None,
            created_at: self.created_at,
            void_at: None,
            void_by: None,
        });
        Ok(rows.collect())
    }
}

impl UnitRow {
    /// As the rules see it.
    ///
    /// # Errors
    /// A fault when its count is none.
    pub(super) fn unit(&self) -> Result<Unit, Failure> {
        Ok(Unit {
            ordinal: u32::try_from(self.ordinal).map_err(Failure::fault)?,
            line: PartId::new(&self.line),
            own: if self.own { Sscc::parse(&self.code) } else { None },
            printed: self.printed.and_then(|printed| u32::try_from(printed).ok()),
        })
    }

    /// What names it.
    ///
    /// # Errors
    /// A fault when that is no code.
    pub(super) fn code(&self) -> Result<Code, Failure> {
        Code::parse(&self.code).ok_or_else(|| Failure::fault(format!("a unit called {:?}", self.code)))
    }

    /// Whether its label was printed and says something else now.
    pub(super) fn is_outdated(&self) -> bool {
        self.printed.is_some_and(|printed| printed < self.revision)
    }
}
