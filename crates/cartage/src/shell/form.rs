//! A form as it is shown: what stands in its fields, what is wrong with them in the user's words, and what somebody else did
//! meanwhile. Everything that was typed comes back as it was typed (rule 13).

use kit::web::Fields;
use rules::{country, email};

use super::countries::COUNTRIES;
use crate::failure::{Failure, Mismatch};

/// A form with what was typed into it.
#[derive(Clone, Debug, Default)]
pub struct Form {
    fields: Fields,
    wrong: Vec<(String, String)>,
    meanwhile: Option<String>,
}

impl Form {
    /// A form that holds these fields.
    #[must_use]
    pub fn of(fields: Fields) -> Form {
        Form { fields, ..Form::default() }
    }

    /// A form that holds what is stored.
    #[must_use]
    pub fn holding<const N: usize>(fields: [(&str, &str); N]) -> Form {
        Form::of(fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    /// What stands in a field, as typed.
    #[must_use]
    pub fn raw(&self, name: &str) -> &str {
        self.fields.raw(name)
    }

    /// Whether a box is ticked.
    #[must_use]
    pub fn ticked(&self, name: &str) -> bool {
        self.fields.ticked(name)
    }

    /// Whether a field holds exactly this: for options and radio cards.
    #[must_use]
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.fields.raw(name).trim() == value
    }

    /// Ticks or empties a box.
    pub fn tick(&mut self, name: &str, on: bool) {
        self.fields.set(name, if on { "on" } else { "" });
    }

    /// Says what is wrong with a field; of several things the first. No field: with the form as a whole.
    pub fn refuse(&mut self, field: &str, message: impl Into<String>) {
        if self.error(field).is_none() {
            self.wrong.push((field.to_owned(), message.into()));
        }
    }

    /// Takes up a refusal or what somebody else did, to be shown with the form; any other failure is handed back.
    ///
    /// # Errors
    /// Every failure that is no answer to what was typed.
    pub fn take(&mut self, failure: Failure) -> Result<(), Failure> {
        match failure {
            Failure::Refused(refusal) => self.refuse(refusal.field.as_deref().unwrap_or_default(), refusal.message),
            Failure::Mismatch(Mismatch::Moved(what)) => self.meanwhile = Some(what),
            other => return Err(other),
        }
        Ok(())
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<&str> {
        self.wrong.iter().find(|(field, _)| field == name).map(|(_, message)| message.as_str())
    }

    /// Everything that is wrong, field and message, in the order it was found.
    #[must_use]
    pub fn wrong(&self) -> &[(String, String)] {
        &self.wrong
    }

    /// What somebody else did while this was typed.
    #[must_use]
    pub fn meanwhile(&self) -> Option<&str> {
        self.meanwhile.as_deref()
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_fine(&self) -> bool {
        self.wrong.is_empty() && self.meanwhile.is_none()
    }

    /// What the summary on top says.
    #[must_use]
    pub fn heading(&self) -> String {
        match self.wrong.len() {
            1 => "One thing to mend before this can be saved".to_owned(),
            count => format!("{count} things to mend before this can be saved"),
        }
    }

    /// `novalidate` forms ask before leaving: at once when what is shown was not saved.
    #[must_use]
    pub fn guard(&self) -> &'static str {
        if self.is_fine() { "" } else { "dirty" }
    }

    /// A text of one line, trimmed; `words` is what the label calls it.
    pub fn line(&mut self, name: &str, words: &str, limit: usize) -> String {
        self.checked(name, words, limit, char::is_control)
    }

    /// A text of one line that must be there.
    pub fn required(&mut self, name: &str, words: &str, limit: usize) -> String {
        let text = self.line(name, words, limit);
        if text.is_empty() {
            self.refuse(name, format!("{words} is missing"));
        }
        text
    }

    /// A text of several lines, trimmed.
    pub fn lines(&mut self, name: &str, words: &str, limit: usize) -> String {
        self.checked(name, words, limit, |c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')).replace("\r\n", "\n")
    }

    /// An e-mail address in small letters; empty when there is none.
    pub fn email(&mut self, name: &str, words: &str) -> String {
        let address = self.fields.text(name).to_lowercase();
        if !address.is_empty() && !email::is_email(&address) {
            self.refuse(name, format!("{words} is not an address mail can be sent to, such as name@company.example"));
        }
        address
    }

    /// A country's two letters.
    pub fn country(&mut self, name: &str) -> String {
        let code = self.fields.text(name).to_uppercase();
        if !country::is_country(&code) {
            self.refuse(name, "Choose a country");
        }
        code
    }

    /// The countries a field offers, by name, as code and name; the one it holds is among them.
    #[must_use]
    pub fn countries(&self, name: &str) -> Vec<(String, String)> {
        let held = self.raw(name).trim();
        let other = (country::is_country(held) && COUNTRIES.iter().all(|(code, _)| *code != held)).then_some((held, held));
        other.into_iter().chain(COUNTRIES).map(|(code, name)| (code.to_owned(), name.to_owned())).collect()
    }

    fn checked(&mut self, name: &str, words: &str, limit: usize, odd: impl Fn(char) -> bool) -> String {
        let text = self.fields.text(name);
        let length = text.chars().count();
        if length > limit {
            self.refuse(name, format!("{words} has {length} characters; {limit} is the most"));
        }
        if text.chars().any(odd) {
            self.refuse(name, format!("{words} holds a character that cannot be kept; type it again"));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_thing_wrong_with_a_field_stands_beside_it() {
        let mut form = Form::holding([("name", " x\u{0} "), ("email", "jan@"), ("country", "nl"), ("city", "Gent")]);
        assert_eq!(form.line("name", "Name", 1), "x\u{0}");
        assert_eq!(form.email("email", "E-mail"), "jan@");
        assert_eq!((form.country("country"), form.required("city", "City", 10)), ("NL".to_owned(), "Gent".to_owned()));
        assert_eq!(form.required("street", "Street", 10), "");
        assert_eq!(form.wrong().len(), 3);
        assert_eq!(form.error("name"), Some("Name has 2 characters; 1 is the most"));
        assert_eq!(form.raw("name"), " x\u{0} ", "as typed");
    }

    #[test]
    fn a_fault_is_no_answer_to_what_was_typed() {
        let mut form = Form::default();
        assert!(form.take(Failure::fault("broken")).is_err() && form.is_fine());
        form.take(Failure::moved("Ann was here.")).unwrap();
        assert!(!form.is_fine() && form.guard() == "dirty");
    }
}
