//! The standard fields of an order that an organisation may arrange: a closed list. What makes an order an order (service, address,
//! collection date, quantity) is not in it: it is always there.

use super::Presence;
use crate::order_check::Place;

/// A block of the form: what stands together, and what an edit touches together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Block {
    /// General details.
    Order,
    /// A consignment.
    Consignment,
    /// A stop: collection, delivery and those between alike.
    Stop,
    /// A goods line.
    Goods,
}

/// A standard field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Service level.
    Level,
    /// Customer reference.
    Reference,
    /// Requested price.
    RequestedPrice,
    /// Planning instructions.
    PlanningInstructions,
    /// Contact e-mails.
    ContactEmails,
    /// Reference of a consignment.
    ConsignmentReference,
    /// Second address line.
    SecondLine,
    /// Date of a delivery; a collection's is always asked for.
    DeliveryDate,
    /// Between which times, or whenever the location is open.
    Window,
    /// Reference at the stop.
    StopReference,
    /// E-mail at the stop.
    Email,
    /// Phones at the stop.
    Phones,
    /// How long the stop takes.
    Duration,
    /// Instructions.
    Instructions,
    /// Note.
    Note,
    /// Packaging.
    Packaging,
    /// Packaging size.
    PackagingSize,
    /// Description.
    Description,
    /// Weight.
    Weight,
    /// Volume.
    Volume,
    /// Loading metres.
    LoadingMetres,
    /// Pallet spaces.
    PalletSpaces,
    /// Length, width and height of one unit.
    UnitSize,
    /// Whether other goods may stand on it.
    Stackable,
    /// Lowest, highest and transport temperature.
    Temperatures,
    /// Dangerous goods.
    Adr,
    /// The customer's own barcodes.
    Barcodes,
}

impl Field {
    /// Every standard field, in the form's order.
    pub const ALL: [Self; 27] = [
        Self::Level,
        Self::Reference,
        Self::RequestedPrice,
        Self::ContactEmails,
        Self::PlanningInstructions,
        Self::ConsignmentReference,
        Self::SecondLine,
        Self::DeliveryDate,
        Self::Window,
        Self::StopReference,
        Self::Email,
        Self::Phones,
        Self::Duration,
        Self::Instructions,
        Self::Note,
        Self::Packaging,
        Self::PackagingSize,
        Self::Description,
        Self::Weight,
        Self::Volume,
        Self::LoadingMetres,
        Self::PalletSpaces,
        Self::UnitSize,
        Self::Temperatures,
        Self::Stackable,
        Self::Barcodes,
        Self::Adr,
    ];

    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Reference => "reference",
            Self::RequestedPrice => "requested_price",
            Self::PlanningInstructions => "planning_instructions",
            Self::ContactEmails => "contact_emails",
            Self::ConsignmentReference => "consignment.reference",
            Self::SecondLine => "stop.street_2",
            Self::DeliveryDate => "delivery.date",
            Self::Window => "stop.window",
            Self::StopReference => "stop.reference",
            Self::Email => "stop.email",
            Self::Phones => "stop.phones",
            Self::Duration => "stop.duration_minutes",
            Self::Instructions => "stop.instructions",
            Self::Note => "stop.note",
            Self::Packaging => "goods.packaging",
            Self::PackagingSize => "goods.packaging_size",
            Self::Description => "goods.description",
            Self::Weight => "goods.weight_kg",
            Self::Volume => "goods.volume_m3",
            Self::LoadingMetres => "goods.loading_metres",
            Self::PalletSpaces => "goods.pallet_spaces",
            Self::UnitSize => "goods.unit_size",
            Self::Stackable => "goods.stackable",
            Self::Temperatures => "goods.temperatures",
            Self::Adr => "goods.adr",
            Self::Barcodes => "goods.barcodes",
        }
    }

    /// Reads the stored word; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.as_str() == text)
    }

    /// The block it stands in.
    #[must_use]
    pub fn block(self) -> Block {
        match self {
            Self::Level | Self::Reference | Self::RequestedPrice | Self::PlanningInstructions | Self::ContactEmails => Block::Order,
            Self::ConsignmentReference => Block::Consignment,
            Self::SecondLine
            | Self::DeliveryDate
            | Self::Window
            | Self::StopReference
            | Self::Email
            | Self::Phones
            | Self::Duration
            | Self::Instructions
            | Self::Note => Block::Stop,
            Self::Packaging
            | Self::PackagingSize
            | Self::Description
            | Self::Weight
            | Self::Volume
            | Self::LoadingMetres
            | Self::PalletSpaces
            | Self::UnitSize
            | Self::Stackable
            | Self::Temperatures
            | Self::Adr
            | Self::Barcodes => Block::Goods,
        }
    }

    /// How it stands in the form before anybody arranged it.
    #[must_use]
    pub fn first(self) -> Presence {
        match self {
            Self::RequestedPrice | Self::SecondLine => Presence::Hidden,
            Self::Level
            | Self::Reference
            | Self::DeliveryDate
            | Self::Window
            | Self::Packaging
            | Self::Description
            | Self::Weight
            | Self::LoadingMetres => Presence::Always,
            _ => Presence::Optional,
        }
    }

    /// Whether an organisation may ask that it be filled: not of what says yes by being there, and not of what not every
    /// service or every load has.
    #[must_use]
    pub fn may_be_required(self) -> bool {
        !matches!(self, Self::Level | Self::Stackable | Self::Adr)
    }

    /// The name of its input inside its block; of several inputs the first.
    #[must_use]
    pub fn input(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::RequestedPrice => "requested_price",
            Self::PlanningInstructions => "planning_instructions",
            Self::ContactEmails => "contact_emails",
            Self::Reference | Self::ConsignmentReference | Self::StopReference => "reference",
            Self::SecondLine => "street_2",
            Self::DeliveryDate => "date",
            Self::Window => "from",
            Self::Email => "email",
            Self::Phones => "phones",
            Self::Duration => "duration_minutes",
            Self::Instructions => "instructions",
            Self::Note => "note",
            Self::Packaging => "packaging",
            Self::PackagingSize => "packaging_size",
            Self::Description => "description",
            Self::Weight => "weight_kg",
            Self::Volume => "volume_m3",
            Self::LoadingMetres => "loading_metres",
            Self::PalletSpaces => "pallet_spaces",
            Self::UnitSize => "unit_length_m",
            Self::Stackable => "stackable",
            Self::Temperatures => "transport_temperature_c",
            Self::Adr => "adr0.un_number",
            Self::Barcodes => "barcodes",
        }
    }

    /// Where it is in an order's general details.
    #[must_use]
    pub fn place(self) -> Place {
        Place::Order(self.input())
    }
}
