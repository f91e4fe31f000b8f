//! The organisation's own fields: what they hold, where they stand, and how what was typed is understood.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Block;
use crate::measure::{self, Bounds};

/// Choices of a dropdown or tags of a tag field, at most.
pub const MOST_CHOICES: usize = 100;
/// Characters of a text, at most.
const TEXT: usize = 500;
/// Characters of a link, at most.
const URL: usize = 500;
/// Tags of one field, at most.
const TAGS: usize = 20;
/// Characters of a key, at most.
const KEY: usize = 32;

/// Under which word a document holds a field's value: small letters, digits and underscores, made of its first label and kept for ever.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Key {
    bytes: [u8; KEY],
    length: u8,
}

/// Not a word that can be a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAKey;

impl Key {
    /// A key of this word.
    ///
    /// # Errors
    /// When it has other signs than small letters, digits and underscores, none, or too many.
    pub fn new(word: &str) -> Result<Self, NotAKey> {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let length = u8::try_from(word.len()).map_err(|_| NotAKey)?;
        let mut bytes = [0; KEY];
        let place = bytes.get_mut(..word.len()).filter(|_| length > 0 && word.bytes().all(fits)).ok_or(NotAKey)?;
        place.copy_from_slice(word.as_bytes());
        Ok(Self { bytes, length })
    }

    /// A key for a label that none of `taken` is: `Dock number` gets `dock_number`, the second such `dock_number_2`.
    #[must_use]
    pub fn of_label(label: &str, taken: &[Self]) -> Self {
        let small = label.to_lowercase();
        let word: String = small.chars().map(|c| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '_' }).collect();
        let parts: Vec<&str> = word.split('_').filter(|part| !part.is_empty()).collect();
        let word: String = parts.join("_").chars().take(KEY - 4).collect();
        let word = if word.is_empty() { "field".to_owned() } else { word };
        let numbered = (2..).map(|n: u32| format!("{word}_{n}"));
        let mut keys = std::iter::once(word.clone()).chain(numbered).filter_map(|word| Self::new(&word).ok());
        keys.find(|key| !taken.contains(key)).unwrap_or(Self { bytes: [b'_'; KEY], length: 1 })
    }

    /// The key as a word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Every byte is ASCII, the only way in which this could fail.
        std::str::from_utf8(self.bytes.get(..usize::from(self.length)).unwrap_or_default()).unwrap_or_default()
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        key.as_str().to_owned()
    }
}

impl TryFrom<String> for Key {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        Self::new(&word).map_err(|_| format!("{word:?} is no key"))
    }
}

/// Where an own field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum At {
    /// In the general details.
    Order,
    /// At every stop.
    Stop,
    /// At every goods line.
    Goods,
}

impl At {
    /// Every place.
    pub const ALL: [Self; 3] = [Self::Order, Self::Stop, Self::Goods];

    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Order => "ORDER",
            Self::Stop => "STOP",
            Self::Goods => "GOODS",
        }
    }

    /// Reads the stored word; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|at| at.as_str() == text)
    }

    /// The block it is.
    #[must_use]
    pub fn block(self) -> Block {
        match self {
            Self::Order => Block::Order,
            Self::Stop => Block::Stop,
            Self::Goods => Block::Goods,
        }
    }
}

/// What an own field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    /// A line of text.
    Text,
    /// An exact number.
    Number,
    /// Yes, or nothing.
    Toggle,
    /// A date.
    Date,
    /// One of the choices.
    Dropdown,
    /// Several words; of the choices, where there are any.
    Tag,
    /// A link, `https://` or `http://`.
    Url,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 7] = [Self::Text, Self::Number, Self::Toggle, Self::Date, Self::Dropdown, Self::Tag, Self::Url];

    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "TEXT",
            Self::Number => "NUMBER",
            Self::Toggle => "TOGGLE",
            Self::Date => "DATE",
            Self::Dropdown => "DROPDOWN",
            Self::Tag => "TAG",
            Self::Url => "URL",
        }
    }

    /// Reads the stored word; `None` for any other.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// A toggle that must be on says nothing.
    #[must_use]
    pub fn may_be_required(self) -> bool {
        self != Self::Toggle
    }

    /// Whether it has choices.
    #[must_use]
    pub fn has_choices(self) -> bool {
        matches!(self, Self::Dropdown | Self::Tag)
    }
}

/// An own field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomField {
    /// Under which word documents hold its value.
    pub key: Key,
    /// What customers read.
    pub label: String,
    /// Where it stands.
    pub at: At,
    /// What it holds.
    pub kind: Kind,
    /// What may be chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// A line of help; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// No longer asked for. Orders that have a value keep it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
}

/// Why a value cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CustomError {
    /// Not a number.
    NotANumber,
    /// Not a date.
    NotADate,
    /// Not a link.
    NotALink,
    /// Neither yes nor no.
    NotYesOrNo,
    /// Not among the choices.
    NotAChoice(String),
    /// Too long a text, or too many tags.
    TooLong {
        /// How much there is.
        length: usize,
        /// How much may be.
        limit: usize,
    },
    /// A character that no label, mail or database can hold.
    ControlCharacter,
}

impl CustomField {
    /// A value as it is kept, from what was typed or sent; `Null` for nothing. What is kept already is understood as itself.
    ///
    /// # Errors
    /// Why it cannot be taken.
    pub fn take(&self, value: &Value) -> Result<Value, CustomError> {
        let text = match value {
            Value::Null => return Ok(Value::Null),
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) if self.kind == Kind::Number => number.to_string(),
            Value::Bool(yes) if self.kind == Kind::Toggle => return Ok(if *yes { Value::Bool(true) } else { Value::Null }),
            Value::Array(tags) if self.kind == Kind::Tag => {
                tags.iter().map(|tag| tag.as_str().unwrap_or_default()).collect::<Vec<_>>().join(",")
            }
            other => other.to_string(),
        };
        if text.is_empty() {
            return Ok(Value::Null);
        }
        if text.chars().any(char::is_control) {
            return Err(CustomError::ControlCharacter);
        }
        match self.kind {
            Kind::Text => within(text, TEXT),
            Kind::Number => number(&text).map(Value::String).ok_or(CustomError::NotANumber),
            Kind::Toggle => match text.to_lowercase().as_str() {
                "on" | "yes" | "true" | "1" => Ok(Value::Bool(true)),
                "off" | "no" | "false" | "0" => Ok(Value::Null),
                _ => Err(CustomError::NotYesOrNo),
            },
            Kind::Date => crate::civil_time::typed_date(&text).map(|date| Value::String(date.to_string())).ok_or(CustomError::NotADate),
            Kind::Dropdown => self.choice(&text).map(Value::String),
            Kind::Tag => self.tags(&text),
            Kind::Url if is_link(&text) => within(text, URL),
            Kind::Url => Err(CustomError::NotALink),
        }
    }

    fn choice(&self, typed: &str) -> Result<String, CustomError> {
        let same = |choice: &&String| choice.to_lowercase() == typed.to_lowercase();
        self.choices.iter().find(same).cloned().ok_or_else(|| CustomError::NotAChoice(typed.chars().take(60).collect()))
    }

    fn tags(&self, typed: &str) -> Result<Value, CustomError> {
        let mut tags: Vec<String> = Vec::new();
        for tag in typed.split([',', ';']).map(str::trim).filter(|tag| !tag.is_empty()) {
            let tag = if self.choices.is_empty() { tag.to_owned() } else { self.choice(tag)? };
            if tag.chars().count() > 60 {
                return Err(CustomError::TooLong { length: tag.chars().count(), limit: 60 });
            }
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        if tags.len() > TAGS {
            return Err(CustomError::TooLong { length: tags.len(), limit: TAGS });
        }
        Ok(if tags.is_empty() { Value::Null } else { tags.into() })
    }
}

/// A kept value as its input shows it.
#[must_use]
pub fn typed(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => if *yes { "on" } else { "" }.to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(tags) => tags.iter().map(typed).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

fn within(text: String, limit: usize) -> Result<Value, CustomError> {
    let length = text.chars().count();
    if length > limit { Err(CustomError::TooLong { length, limit }) } else { Ok(Value::String(text)) }
}

/// What a number may be.
const NUMBER: Bounds =
    Bounds { least: Decimal::from_parts(999_999_999, 0, 0, true, 0), most: Decimal::from_parts(999_999_999, 0, 0, false, 0), places: 6 };

/// An exact number; decimal comma and point are understood, and `1.234`, which could be thousands, is not: so written that it reads
/// back as the same.
fn number(text: &str) -> Option<String> {
    Some(measure::field(measure::parse(text, NUMBER).ok()?, NUMBER))
}

fn is_link(text: &str) -> bool {
    let small = text.to_lowercase();
    let rest = small.strip_prefix("https://").or_else(|| small.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.contains('.') && !rest.starts_with('.') && !rest.contains(char::is_whitespace))
}
