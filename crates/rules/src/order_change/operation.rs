//! One operation of a change. Stored as JSON; fields a newer program added to it do not keep it from being read.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::order::PartId;

/// A list of parts of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "list", rename_all = "snake_case")]
pub enum List {
    /// The order's consignments.
    Consignments,
    /// The further stops of a consignment.
    Stops {
        /// The consignment.
        of: PartId,
    },
    /// The goods lines of a consignment.
    Goods {
        /// The consignment.
        of: PartId,
    },
}

/// One of the two stops every consignment has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// The first.
    Collection,
    /// The last.
    Delivery,
}

/// What an operation changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Path {
    /// A field of the order.
    Order {
        /// Its name in the document.
        field: String,
    },
    /// A custom field of the order.
    Custom {
        /// Its key.
        key: String,
    },
    /// A field of a consignment, stop or goods line.
    Part {
        /// The part.
        id: PartId,
        /// Its name in the document; `address` and `window` are the groups [`super::Placed`] and [`super::When`].
        field: String,
    },
    /// The collection or delivery of a consignment becomes another stop, with another id.
    End {
        /// The consignment.
        consignment: PartId,
        /// Which of the two.
        end: End,
    },
    /// A part is added (nothing stood there) or removed (nothing shall).
    Whole {
        /// The list it stands in.
        #[serde(flatten)]
        list: List,
        /// The part.
        id: PartId,
    },
    /// The order in which the parts of a list stand.
    Sequence {
        /// The list.
        #[serde(flatten)]
        list: List,
    },
}

/// One operation: at this path stood `from`, and `to` shall.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// What it changes.
    pub path: Path,
    /// What stood there; `None` where the field was empty or the part did not exist.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub from: Option<Value>,
    /// What shall stand there; `None` where the field shall be empty or the part be removed.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub to: Option<Value>,
    /// Of an added part: the part it follows; `None` when it comes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<PartId>,
}

/// A field that holds `null` is not an empty field: what we do not know may say anything.
fn present<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(reader).map(Some)
}

impl Operation {
    pub(super) fn new(path: Path, from: Option<Value>, to: Option<Value>) -> Self {
        Self { path, from, to, after: None }
    }

    /// Whether it changes a field of the order itself.
    #[must_use]
    pub fn is_of_order(&self, name: &str) -> bool {
        matches!(&self.path, Path::Order { field } if field == name)
    }

    /// Whether it asks for another transport service, which a customer's change of an order may not (rule 5.6).
    #[must_use]
    pub fn changes_service(&self) -> bool {
        self.is_of_order("service")
    }

    /// Whether it adds a part.
    #[must_use]
    pub fn adds(&self) -> bool {
        matches!(self.path, Path::Whole { .. }) && self.to.is_some()
    }

    /// Whether it removes a part.
    #[must_use]
    pub fn removes(&self) -> bool {
        matches!(self.path, Path::Whole { .. }) && self.to.is_none()
    }
}

impl List {
    /// The consignment whose list it is.
    #[must_use]
    pub fn owner(&self) -> Option<&PartId> {
        match self {
            Self::Consignments => None,
            Self::Stops { of } | Self::Goods { of } => Some(of),
        }
    }
}

impl std::fmt::Display for List {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Consignments => f.write_str("consignments"),
            Self::Stops { of } => write!(f, "{of}.stops"),
            Self::Goods { of } => write!(f, "{of}.goods"),
        }
    }
}

impl std::fmt::Display for Path {
    /// One text per path, for the names of form fields and for logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Order { field } => write!(f, "order.{field}"),
            Self::Custom { key } => write!(f, "custom.{key}"),
            Self::Part { id, field } => write!(f, "part.{id}.{field}"),
            Self::End { consignment, end: End::Collection } => write!(f, "end.{consignment}.collection"),
            Self::End { consignment, end: End::Delivery } => write!(f, "end.{consignment}.delivery"),
            Self::Whole { list, id } => write!(f, "whole.{list}.{id}"),
            Self::Sequence { list } => write!(f, "sequence.{list}"),
        }
    }
}
