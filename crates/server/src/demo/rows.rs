//! Rows the demonstration puts straight into the tables.

use cartage::organisations::OrganisationId;
use cartage::service_levels::LevelId;
use cartage::transport_services::ServiceId;
use jiff::Timestamp;

kit::entity! {
    pub(super) struct LevelRow in "service_level" {
        pub(super) id: LevelId,
        pub(super) organisation: OrganisationId,
        pub(super) name: String,
        pub(super) sort_name: String,
        pub(super) description: String,
        pub(super) lead_days: Option<i64>,
        pub(super) notice_hours: Option<i64>,
        pub(super) archived_at: Option<Timestamp>,
        pub(super) version: i64,
        pub(super) created_at: Timestamp,
    }
}

kit::entity! {
    pub(super) struct ServiceRow in "transport_service" {
        pub(super) id: ServiceId,
        pub(super) organisation: OrganisationId,
        pub(super) name: String,
        pub(super) sort_name: String,
        pub(super) description: String,
        pub(super) selectable: String,
        pub(super) order_status: Option<String>,
        pub(super) cut_off: String,
        pub(super) cut_off_time: Option<String>,
        pub(super) collection_days: i64,
        pub(super) delivery_days: i64,
        pub(super) holidays_of: Option<String>,
        pub(super) closed_dates: String,
        pub(super) area: String,
        pub(super) lead_days: Option<i64>,
        pub(super) notice_hours: Option<i64>,
        pub(super) archived_at: Option<Timestamp>,
        pub(super) version: i64,
        pub(super) created_at: Timestamp,
    }
}

kit::entity! {
    pub(super) struct OfferRow in "service_offers_level" {
        pub(super) organisation: OrganisationId,
        pub(super) service: ServiceId,
        pub(super) level: LevelId,
    }
}
