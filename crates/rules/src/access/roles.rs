//! What each role of the carrier's staff may do; the table of rule 1.6, row by row.

use serde::{Deserialize, Serialize};

/// A staff member's role in one organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Role {
    /// Everything, the organisation's settings and users included.
    SuperAdmin,
    /// Customers, services and how orders are entered.
    Admin,
    /// The daily work on orders.
    Operations,
    /// Standing and charges.
    Finance,
    /// Looks, and touches nothing.
    Viewer,
}

impl Role {
    /// Every role, the mightiest first.
    pub const ALL: [Self; 5] = [Self::SuperAdmin, Self::Admin, Self::Operations, Self::Finance, Self::Viewer];

    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SuperAdmin => "SUPER_ADMIN",
            Self::Admin => "ADMIN",
            Self::Operations => "OPERATIONS",
            Self::Finance => "FINANCE",
            Self::Viewer => "VIEWER",
        }
    }

    /// Reads the stored word; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }
}

/// What staff do, named as the table names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// Provision the order import and switch it.
    SwitchOrderImport,
    /// Change the organisation's settings.
    OrganisationSettings,
    /// Change how quotes and orders are numbered.
    Numbering,
    /// Invite staff and change their roles.
    Users,
    /// Create and disable API clients and webhooks.
    ApiClients,
    /// Create and change customers.
    Customers,
    /// Create and change contacts.
    Contacts,
    /// Create and change transport services.
    Services,
    /// Create and change service levels.
    Levels,
    /// Create and change rate cards.
    RateCards,
    /// Change the order form.
    OrderForm,
    /// Create and change locations.
    Locations,
    /// Change the types of documents.
    DocumentTypes,
    /// Change a customer's standing.
    Standing,
    /// Enter orders.
    EnterOrders,
    /// Change orders.
    ChangeOrders,
    /// Cancel orders and undo it.
    CancelOrders,
    /// Accept, reject and ask about order imports.
    DecideImports,
    /// Send quotes to planning, or decline them.
    SendToPlanning,
    /// Report and correct stops.
    ReportStops,
    /// Print labels.
    Labels,
    /// Add and remove documents.
    Documents,
    /// Add, change, request and decide charges.
    Charges,
    /// See everything of the organisation, history included.
    See,
}

impl Act {
    /// Every act, in the table's order.
    pub const ALL: [Self; 24] = [
        Self::SwitchOrderImport,
        Self::OrganisationSettings,
        Self::Numbering,
        Self::Users,
        Self::ApiClients,
        Self::Customers,
        Self::Contacts,
        Self::Services,
        Self::Levels,
        Self::RateCards,
        Self::OrderForm,
        Self::Locations,
        Self::DocumentTypes,
        Self::Standing,
        Self::EnterOrders,
        Self::ChangeOrders,
        Self::CancelOrders,
        Self::DecideImports,
        Self::SendToPlanning,
        Self::ReportStops,
        Self::Labels,
        Self::Documents,
        Self::Charges,
        Self::See,
    ];
}

/// Whether a role may do an act (rule 1.6).
#[must_use]
pub fn may(role: Role, act: Act) -> bool {
    use Role::{Admin, Finance, Operations, SuperAdmin};
    match act {
        Act::SwitchOrderImport | Act::OrganisationSettings | Act::Numbering | Act::Users | Act::ApiClients => role == SuperAdmin,
        Act::Customers
        | Act::Contacts
        | Act::Services
        | Act::Levels
        | Act::RateCards
        | Act::OrderForm
        | Act::Locations
        | Act::DocumentTypes => matches!(role, SuperAdmin | Admin),
        Act::Standing => matches!(role, SuperAdmin | Admin | Finance),
        Act::EnterOrders
        | Act::ChangeOrders
        | Act::CancelOrders
        | Act::DecideImports
        | Act::SendToPlanning
        | Act::ReportStops
        | Act::Labels
        | Act::Documents => matches!(role, SuperAdmin | Admin | Operations),
        Act::Charges => matches!(role, SuperAdmin | Admin | Operations | Finance),
        Act::See => true,
    }
}
