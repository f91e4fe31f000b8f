//! What an organisation has arranged, and the form it makes for one transport service.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{At, Block, CustomField, Field, Key};

/// How a field stands in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Presence {
    /// Not asked for. Where something stands in it all the same, it is shown: nobody sends what they cannot see.
    Hidden,
    /// Behind *+ Add information*.
    Optional,
    /// *Always show*: visible at once, may stay empty.
    Always,
    /// Visible at once, and must be filled.
    Required,
}

impl Presence {
    /// Every way to stand in the form.
    pub const ALL: [Self; 4] = [Self::Hidden, Self::Optional, Self::Always, Self::Required];

    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hidden => "HIDDEN",
            Self::Optional => "OPTIONAL",
            Self::Always => "ALWAYS",
            Self::Required => "REQUIRED",
        }
    }

    /// Reads the stored word; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|presence| presence.as_str() == text)
    }

    /// Whether it is visible without unfolding anything.
    #[must_use]
    pub fn is_shown(self) -> bool {
        matches!(self, Self::Always | Self::Required)
    }
}

/// Which field: a standard one, or one of the organisation's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Id {
    /// A standard field.
    Standard(Field),
    /// An own field.
    Custom(Key),
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Standard(field) => f.write_str(field.as_str()),
            Self::Custom(key) => write!(f, "custom.{key}"),
        }
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for Id {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let custom = text.strip_prefix("custom.").and_then(|key| Key::new(key).ok()).map(Self::Custom);
        custom.or_else(|| Field::parse(&text).map(Self::Standard)).ok_or_else(|| format!("no field is called {text:?}"))
    }
}

/// Everything an organisation has arranged. What it holds no word about stands as it does at first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderForm {
    /// For all transport services.
    pub organisation: BTreeMap<Id, Presence>,
    /// For one transport service, by its id: counts over the organisation's.
    pub services: BTreeMap<String, BTreeMap<Id, Presence>>,
    /// The organisation's own fields, in the form's order.
    pub custom: Vec<CustomField>,
}

impl OrderForm {
    /// The own field of this key, archived ones too.
    #[must_use]
    pub fn own(&self, key: Key) -> Option<&CustomField> {
        self.custom.iter().find(|field| field.key == key)
    }

    /// How a field stands for the organisation.
    #[must_use]
    pub fn presence(&self, id: Id) -> Presence {
        self.organisation.get(&id).copied().unwrap_or(match id {
            Id::Standard(field) => field.first(),
            Id::Custom(_) => Presence::Optional,
        })
    }

    /// What a service says itself.
    #[must_use]
    pub fn of_service(&self, service: &str, id: Id) -> Option<Presence> {
        self.services.get(service)?.get(&id).copied()
    }

    /// Arranges a field, for one service or for all. What says the same as without it is not kept, so that what is stored is
    /// what somebody meant. `None` lets a service follow the organisation again, and the organisation the first value.
    pub fn arrange(&mut self, service: Option<&str>, id: Id, presence: Option<Presence>) {
        let of = match service {
            None => &mut self.organisation,
            Some(service) => self.services.entry(service.to_owned()).or_default(),
        };
        match presence {
            Some(presence) => of.insert(id, presence),
            None => of.remove(&id),
        };
        self.services.retain(|_, own| !own.is_empty());
    }

    /// Every field that can be arranged, in the form's order.
    pub fn fields(&self) -> impl Iterator<Item = Id> {
        let own = self.custom.iter().filter(|field| !field.archived).map(|field| Id::Custom(field.key));
        Field::ALL.into_iter().map(Id::Standard).chain(own)
    }

    /// A field that can be arranged here: any standard one, an own one that is there.
    #[must_use]
    pub fn own_of(&self, id: Id) -> Option<Id> {
        match id {
            Id::Standard(_) => Some(id),
            Id::Custom(key) => self.own(key).filter(|field| !field.archived).map(|_| id),
        }
    }

    /// The block a field stands in; `None` for an own field there is not.
    #[must_use]
    pub fn block(&self, id: Id) -> Option<Block> {
        match id {
            Id::Standard(field) => Some(field.block()),
            Id::Custom(key) => self.own(key).map(|field| field.at.block()),
        }
    }

    /// Whether a field may be required.
    #[must_use]
    pub fn may_be_required(&self, id: Id) -> bool {
        match id {
            Id::Standard(field) => field.may_be_required(),
            Id::Custom(key) => self.own(key).is_some_and(|field| field.kind.may_be_required()),
        }
    }

    /// The form of a transport service; of none, what holds for all.
    #[must_use]
    pub fn form(&self, service: Option<&str>) -> Form {
        let of = |id: Id| {
            let presence = service.and_then(|service| self.of_service(service, id)).unwrap_or_else(|| self.presence(id));
            if presence == Presence::Required && !self.may_be_required(id) { Presence::Always } else { presence }
        };
        let standard = Field::ALL.into_iter().map(|field| (field, of(Id::Standard(field)))).collect();
        let open = self.custom.iter().filter(|field| !field.archived);
        let custom = open.map(|field| (field.clone(), of(Id::Custom(field.key)))).collect();
        let labels = self.custom.iter().map(|field| (field.key, field.label.clone())).collect();
        Form { standard, custom, labels }
    }
}

/// The form of one transport service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    standard: BTreeMap<Field, Presence>,
    /// The organisation's own fields, with how they stand.
    pub custom: Vec<(CustomField, Presence)>,
    labels: BTreeMap<Key, String>,
}

impl Default for Form {
    /// As it is before anybody arranged anything.
    fn default() -> Self {
        OrderForm::default().form(None)
    }
}

impl Form {
    /// How a standard field stands.
    #[must_use]
    pub fn of(&self, field: Field) -> Presence {
        self.standard.get(&field).copied().unwrap_or_else(|| field.first())
    }

    /// Whether a standard field must be filled.
    #[must_use]
    pub fn requires(&self, field: Field) -> bool {
        self.of(field) == Presence::Required
    }

    /// Whether a standard field is not asked for.
    #[must_use]
    pub fn hides(&self, field: Field) -> bool {
        self.of(field) == Presence::Hidden
    }

    /// The own fields that stand there.
    pub fn own_at(&self, at: At) -> impl Iterator<Item = (&CustomField, Presence)> {
        self.custom.iter().filter(move |(field, _)| field.at == at).map(|(field, presence)| (field, *presence))
    }

    /// An own field in use, by the key under which a document holds it.
    #[must_use]
    pub fn own(&self, at: At, key: &str) -> Option<(&CustomField, Presence)> {
        self.own_at(at).find(|(field, _)| field.key.as_str() == key)
    }

    /// What an own field is called, archived ones too.
    #[must_use]
    pub fn label(&self, key: &str) -> Option<&str> {
        self.labels.iter().find(|(own, _)| own.as_str() == key).map(|(_, label)| label.as_str())
    }
}
