//! Channels: what a page follows, in words that stand in its HTML. `d/van-dorp/order` is every order at that desk, `d/van-dorp/{id}`
//! one thing there; `p/van-dorp/korenaar` is all a customer sees, `p/van-dorp/korenaar/{id}` one order of theirs.

use uuid::Uuid;

use super::news::Told;
use crate::customers::CustomerId;
use crate::organisations::OrganisationId;

/// A channel's words, before anybody was asked who may follow it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Asked {
    /// The organisation's word.
    pub(super) organisation: String,
    /// The customer's word; none at the desk.
    pub(super) customer: Option<String>,
    pub(super) what: What,
}

/// What is followed within a scope.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum What {
    /// All of it.
    All,
    /// Things of a kind.
    Kind(String),
    /// One thing.
    Thing(Uuid),
}

impl Asked {
    /// Reads a channel's words.
    pub(super) fn parse(words: &str) -> Option<Asked> {
        let mut parts = words.split('/');
        let (side, organisation) = (parts.next()?, parts.next().filter(|word| !word.is_empty())?);
        let customer = match side {
            "d" => None,
            "p" => Some(parts.next().filter(|word| !word.is_empty())?.to_owned()),
            _ => return None,
        };
        let what = match parts.next() {
            None => What::All,
            Some(id) if id.len() == 36 => What::Thing(id.parse().ok()?),
            Some(kind) if customer.is_none() && is_kind(kind) => What::Kind(kind.to_owned()),
            Some(_) => return None,
        };
        parts.next().is_none().then(|| Asked { organisation: organisation.to_owned(), customer, what })
    }
}

fn is_kind(word: &str) -> bool {
    !word.is_empty() && word.len() <= 40 && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// A channel its follower may follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Channel {
    pub(super) organisation: OrganisationId,
    pub(super) customer: Option<CustomerId>,
    pub(super) what: What,
}

impl Channel {
    /// Whether an act concerns it.
    pub(super) fn is_concerned(&self, told: &Told) -> bool {
        let within = told.organisation == self.organisation && self.customer.is_none_or(|customer| told.customers.contains(&customer));
        within
            && match &self.what {
                What::All => true,
                What::Kind(kind) => told.things.iter().any(|(of, _)| of == kind),
                What::Thing(id) => told.things.iter().any(|(_, thing)| thing == id),
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_channels_or_nothing() {
        let id = Uuid::from_u128(7);
        let asked = |organisation: &str, customer: Option<&str>, what| {
            Some(Asked { organisation: organisation.into(), customer: customer.map(Into::into), what })
        };
        for (words, expected) in [
            ("d/van-dorp", asked("van-dorp", None, What::All)),
            ("d/van-dorp/order", asked("van-dorp", None, What::Kind("order".into()))),
            (&format!("d/van-dorp/{id}"), asked("van-dorp", None, What::Thing(id))),
            ("p/van-dorp/korenaar", asked("van-dorp", Some("korenaar"), What::All)),
            (&format!("p/van-dorp/korenaar/{id}"), asked("van-dorp", Some("korenaar"), What::Thing(id))),
            ("p/van-dorp/korenaar/order", None),
            ("p/van-dorp", None),
            ("d/", None),
            ("x/van-dorp", None),
            ("d/van-dorp/order/more", None),
            ("d/van-dorp/no'quote", None),
            ("", None),
        ] {
            assert_eq!(Asked::parse(words), expected, "{words}");
        }
    }

    #[test]
    fn an_act_concerns_whom_it_names() {
        let (ours, theirs) = (OrganisationId(Uuid::from_u128(1)), OrganisationId(Uuid::from_u128(2)));
        let (buyer, other) = (CustomerId(Uuid::from_u128(3)), CustomerId(Uuid::from_u128(4)));
        let order = Uuid::from_u128(5);
        let told = Told { organisation: ours, entry: 9, customers: vec![buyer], things: vec![("order".into(), order)] };
        for (organisation, customer, what, concerned) in [
            (ours, None, What::All, true),
            (ours, None, What::Kind("order".into()), true),
            (ours, None, What::Kind("customer".into()), false),
            (ours, None, What::Thing(order), true),
            (ours, None, What::Thing(Uuid::from_u128(6)), false),
            (ours, Some(buyer), What::All, true),
            (ours, Some(buyer), What::Thing(order), true),
            (ours, Some(other), What::All, false),
            (ours, Some(other), What::Thing(order), false),
            (theirs, None, What::All, false),
            (theirs, Some(buyer), What::All, false),
        ] {
            let channel = Channel { organisation, customer, what };
            assert_eq!(channel.is_concerned(&told), concerned, "{channel:?}");
        }
    }
}
