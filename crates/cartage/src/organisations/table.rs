//! The row of an organisation.

use jiff::Timestamp;

use super::OrganisationId;

kit::entity! {
    /// A carrier and its settings.
    pub struct OrganisationRow in "organisation" {
        /// Its id.
        pub id: OrganisationId,
        /// Its word in paths.
        pub slug: String,
        /// Its name.
        pub name: String,
        /// IANA name of the zone its acts are timed in.
        pub zone: String,
        /// Two letters.
        pub country: String,
        /// Three letters.
        pub currency: String,
        /// `#rrggbb`.
        pub colour: String,
        /// Switched off, nobody gets in.
        pub active: bool,
        /// Customer portal order creation status (2.1): QUOTE or TO_PLAN.
        pub order_status: String,
        /// What quote numbers begin with.
        pub quote_prefix: String,
        /// Digits at least.
        pub quote_length: i64,
        /// NONE, YYYY, YY or YYMM.
        pub quote_date_part: String,
        /// What order numbers begin with.
        pub order_prefix: String,
        /// Digits at least.
        pub order_length: i64,
        /// NONE, YYYY, YY or YYMM.
        pub order_date_part: String,
        /// After how many hours staff are told that a quote still waits; nobody is told when none.
        pub quote_waiting_hours: Option<i64>,
        /// When the order import was provisioned; none: it is not, and nothing of it is shown (5.1).
        pub import_provisioned_at: Option<Timestamp>,
        /// Who provisioned it.
        pub import_provisioned_by: Option<String>,
        /// *Customer portal order creation via order import enabled*.
        pub import_enabled: bool,
        /// *Enable updates*.
        pub import_updates: bool,
        /// *Automatically create orders*.
        pub import_create_automatically: bool,
        /// *Apply changes automatically*.
        pub import_apply_changes: bool,
        /// *Apply cancellations automatically*.
        pub import_apply_cancellations: bool,
        /// *Last status in which customers may update*.
        pub import_update_limit: String,
        /// *Last status in which customers may cancel*.
        pub import_cancel_limit: String,
        /// Whether there ever was a rate card: where there was none, nobody asks for one while an order is made (8.5).
        pub has_rate_cards: bool,
        /// The GS1 company prefix units are numbered under; empty: they get licence plates (9.1).
        pub gs1_prefix: String,
        /// The digit before the prefix.
        pub sscc_extension: i64,
        /// *Labels before approval* (9.3).
        pub labels_before_approval: bool,
        /// Counts its changes.
        pub version: i64,
        /// When it was set up.
        pub created_at: Timestamp,
    }
}

impl OrganisationRow {
    /// An organisation with first values and no name: portal orders go to planning, numbers are Quote-0001 and Or-0001.
    #[must_use]
    pub fn with_first_values(id: OrganisationId, now: Timestamp) -> OrganisationRow {
        OrganisationRow {
            id,
            slug: String::new(),
            name: String::new(),
            zone: String::new(),
            country: String::new(),
            currency: String::new(),
            colour: "#1f5fbf".to_owned(),
            active: true,
            order_status: "TO_PLAN".to_owned(),
            quote_prefix: "Quote-".to_owned(),
            quote_length: 4,
            quote_date_part: "NONE".to_owned(),
            order_prefix: "Or-".to_owned(),
            order_length: 4,
            order_date_part: "NONE".to_owned(),
            quote_waiting_hours: None,
            import_provisioned_at: None,
            import_provisioned_by: None,
            import_enabled: false,
            import_updates: false,
            import_create_automatically: false,
            import_apply_changes: false,
            import_apply_cancellations: false,
            import_update_limit: "PLANNED".to_owned(),
            import_cancel_limit: "PLANNED".to_owned(),
            has_rate_cards: false,
            gs1_prefix: String::new(),
            sscc_extension: 0,
            labels_before_approval: false,
            version: 1,
            created_at: now,
        }
    }
}
