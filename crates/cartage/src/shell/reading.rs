//! Reading a posted form field by field, noting everything that is wrong at once, each at its field and in the field's own words.

use kit::web::Fields;
use rules::{country, email};

use crate::failure::Refusal;

/// A form while it is read.
pub struct Reading<'a> {
    /// What was posted.
    pub fields: &'a Fields,
    wrong: Vec<Refusal>,
}

impl<'a> Reading<'a> {
    /// Begins.
    #[must_use]
    pub fn of(fields: &'a Fields) -> Reading<'a> {
        Reading { fields, wrong: Vec::new() }
    }

    /// Notes what is wrong with a field.
    pub fn refuse(&mut self, field: &str, message: impl Into<String>) {
        self.wrong.push(Refusal::at(field, message));
    }

    /// A line of text, blanks around it removed.
    pub fn line(&mut self, field: &str, label: &str, most: usize) -> String {
        let text = self.text(field, label, most);
        if text.contains('\n') {
            self.refuse(field, format!("{label} is one line"));
        }
        text
    }

    /// A line of text that must not be empty.
    pub fn required(&mut self, field: &str, label: &str, most: usize) -> String {
        let text = self.line(field, label, most);
        if text.is_empty() {
            self.refuse(field, format!("{label} is missing"));
        }
        text
    }

    /// Text of several lines, blanks around it removed.
    pub fn text(&mut self, field: &str, label: &str, most: usize) -> String {
        let text = self.fields.text(field).replace("\r\n", "\n");
        let length = text.chars().count();
        if length > most {
            self.refuse(field, format!("{label} has {length} characters; {most} are allowed"));
        } else if text.chars().any(|c| c.is_control() && c != '\n') {
            self.refuse(field, format!("{label} contains a character that cannot be shown"));
        }
        text
    }

    /// Whether a box is ticked.
    #[must_use]
    pub fn ticked(&self, field: &str) -> bool {
        self.fields.ticked(field)
    }

    /// An e-mail address in small letters; empty when the field is.
    pub fn email(&mut self, field: &str, label: &str) -> String {
        let address = self.fields.text(field).to_lowercase();
        if !address.is_empty() && !email::is_email(&address) {
            self.refuse(field, format!("{label} is not an address mail can be sent to, such as name@company.example"));
        }
        address
    }

    /// A country's two letters.
    pub fn country(&mut self, field: &str) -> String {
        let code = self.fields.text(field).to_uppercase();
        if !country::is_country(&code) {
            self.refuse(field, "Choose a country");
        }
        code
    }

    /// A whole number from 0 to `most`; nothing when the field is empty.
    pub fn count(&mut self, field: &str, label: &str, most: u16) -> Option<u16> {
        let typed = self.fields.get(field)?;
        let number = typed.parse::<u16>().ok().filter(|number| *number <= most);
        if number.is_none() {
            self.refuse(field, format!("{label} is a whole number from 0 to {most}"));
        }
        number
    }

    /// What was read, if nothing is wrong.
    ///
    /// # Errors
    /// Everything that is wrong, in the form's order.
    pub fn done<T>(self, read: T) -> Result<T, Vec<Refusal>> {
        if self.wrong.is_empty() { Ok(read) } else { Err(self.wrong) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_countries_are_written_one_way() {
        let fields = Fields::parse(b"email=+Jan%40Example.NL+&land=nl&other=jan%40&none=&nowhere=QQ");
        let mut form = Reading::of(&fields);
        assert_eq!((form.email("email", "E-mail"), form.country("land")), ("jan@example.nl".to_owned(), "NL".to_owned()));
        assert_eq!(form.email("none", "E-mail"), "");
        let _ = (form.email("other", "E-mail"), form.country("nowhere"));
        let fields: Vec<_> = form.done(()).unwrap_err().into_iter().filter_map(|refusal| refusal.field).collect();
        assert_eq!(fields, ["other", "nowhere"]);
    }

    #[test]
    fn everything_wrong_is_noted_at_once() {
        let fields = Fields::parse(b"name=+&note=a%00b&days=1x&hours=12&city=a%0D%0Ab");
        let mut form = Reading::of(&fields);
        assert_eq!(form.count("hours", "Hours", 24), Some(12));
        assert_eq!(form.count("none", "None", 24), None);
        let _ =
            (form.required("name", "Name", 80), form.text("note", "Note", 80), form.count("days", "Days", 9), form.line("city", "City", 9));
        let wrong = form.done(()).unwrap_err();
        let said: Vec<_> = wrong.iter().map(|refusal| (refusal.field.as_deref().unwrap(), refusal.message.as_str())).collect();
        assert_eq!(
            said,
            [
                ("name", "Name is missing"),
                ("note", "Note contains a character that cannot be shown"),
                ("days", "Days is a whole number from 0 to 9"),
                ("city", "City is one line"),
            ]
        );
    }
}
