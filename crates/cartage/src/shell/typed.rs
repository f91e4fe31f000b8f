//! A form as it was typed, with what is wrong at each field: given back as it came, so that nobody types twice (rule 13).

use kit::web::Fields;

use super::countries::COUNTRIES;
use crate::failure::{Failure, Mismatch, Refusal};

/// A form to be shown: what stands in its fields, and what is wrong with them.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    fields: Fields,
    wrong: Vec<Refusal>,
    moved: String,
    asks: bool,
}

impl Typed {
    /// A form with these fields and nothing wrong.
    #[must_use]
    pub fn of(fields: Fields) -> Typed {
        Typed { fields, ..Typed::default() }
    }

    /// A form filled from what is stored.
    #[must_use]
    pub fn filled<const N: usize>(fields: [(&str, String); N]) -> Typed {
        Typed::of(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// Adds one more value under a name: a box that is ticked.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Typed {
        let added = [(name.to_owned(), value.into())];
        let known = self.fields.iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        self.fields = known.chain(added).collect();
        self
    }

    /// Everything that stands in it.
    #[must_use]
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// What stands in the field, exactly as typed.
    #[must_use]
    pub fn raw(&self, name: &str) -> &str {
        self.fields.raw(name)
    }

    /// Whether one of the values under the name is this one: a radio chosen, an option selected, a box of several ticked.
    #[must_use]
    pub fn is(&self, name: &str, value: impl AsRef<str>) -> bool {
        let value = value.as_ref();
        self.fields.iter().any(|(key, typed)| key == name && typed == value)
    }

    /// The countries a field offers, by name, as code and name; the one it holds is among them.
    #[must_use]
    pub fn countries<'a>(&'a self, name: &str) -> Vec<(&'a str, &'a str)> {
        let held = self.raw(name).trim();
        let unlisted = rules::country::is_country(held) && COUNTRIES.iter().all(|(code, _)| *code != held);
        unlisted.then_some((held, held)).into_iter().chain(COUNTRIES).collect()
    }

    /// Notes what is wrong.
    pub fn refuse(&mut self, refusal: Refusal) {
        self.wrong.push(refusal);
    }

    /// The same form with these refusals.
    #[must_use]
    pub fn refused(mut self, wrong: Vec<Refusal>) -> Typed {
        self.wrong.extend(wrong);
        self
    }

    /// The same form, after somebody else changed the thing: says what they did, and carries the new version, so that saving
    /// once more is done knowingly.
    #[must_use]
    pub fn overtaken(mut self, what: String, version: i64) -> Typed {
        self.moved = what;
        self.fields.set("version", version.to_string());
        self
    }

    /// The form of somebody who came second, on a page of now: it carries the version of now.
    #[must_use]
    pub fn now_at(self, version: i64) -> Typed {
        let what = self.moved.clone();
        if what.is_empty() { self } else { self.overtaken(what, version) }
    }

    /// The same form with why it was not saved: a refusal, or what somebody else did since the version that was `seen`.
    ///
    /// # Errors
    /// Whatever else went wrong.
    pub fn told(self, failure: Failure, seen: i64) -> Result<Typed, Failure> {
        match failure {
            Failure::Refused(refusal) => Ok(self.refused(vec![refusal])),
            Failure::Mismatch(Mismatch::Moved(what)) => Ok(self.overtaken(what, seen)),
            other => Err(other),
        }
    }

    /// The same form where it only asks: nothing in it is to be saved.
    #[must_use]
    pub fn that_asks(mut self) -> Typed {
        self.asks = true;
        self
    }

    /// What somebody else did meanwhile; empty for nothing.
    #[must_use]
    pub fn moved(&self) -> &str {
        &self.moved
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn wrong(&self, name: &str) -> Option<&str> {
        self.wrong.iter().find(|refusal| refusal.field.as_deref() == Some(name)).map(|refusal| refusal.message.as_str())
    }

    /// Everything that is wrong, in order.
    #[must_use]
    pub fn refusals(&self) -> &[Refusal] {
        &self.wrong
    }

    /// Whether the form differs from what is stored: a page that asks before it is left.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        !self.wrong.is_empty() || !self.moved.is_empty()
    }

    /// `Two things to mend before this can be saved`.
    #[must_use]
    pub fn title(&self) -> String {
        let wish = if self.asks { "answered" } else { "saved" };
        let things = match self.wrong.len() {
            1 => "One thing".to_owned(),
            2 => "Two things".to_owned(),
            3 => "Three things".to_owned(),
            more => format!("{more} things"),
        };
        format!("{things} to mend before this can be {wish}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_comes_back_with_what_is_wrong_at_each_field() {
        let mut form = Typed::of(Fields::parse(b"name=+&day=1&day=2&version=3"));
        assert!(!form.is_unsaved());
        form.refuse(Refusal::at("name", "Give it a name"));
        form.refuse(Refusal::new("As a whole"));
        assert_eq!((form.raw("name"), form.wrong("name"), form.wrong("day")), (" ", Some("Give it a name"), None));
        assert!(form.is("day", "2") && !form.is("day", "3") && form.is_unsaved());
        assert_eq!(form.title(), "Two things to mend before this can be saved");
        assert_eq!(form.overtaken("Ann was first".to_owned(), 4).raw("version"), "4");
    }
}
