//! The settings of the tab *Labels* on their form: read, refused in words.

use kit::web::Fields;
use rules::label::{PrefixError, Series, SeriesError};

use crate::failure::Refusal;
use crate::history::{Change, changed};
use crate::organisations::table::OrganisationRow;
use crate::shell::{Reading, Typed};

/// What the tab sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::organisations) struct LabelSettings {
    /// Digits only; empty for none.
    pub(in crate::organisations) prefix: String,
    /// 0 to 9.
    pub(in crate::organisations) extension: u8,
    /// *Labels before approval*.
    pub(in crate::organisations) before_approval: bool,
}

impl LabelSettings {
    pub(in crate::organisations) fn of(row: &OrganisationRow) -> LabelSettings {
        LabelSettings {
            prefix: row.gs1_prefix.clone(),
            extension: u8::try_from(row.sscc_extension).unwrap_or_default(),
            before_approval: row.labels_before_approval,
        }
    }

    /// The series it makes; none without a prefix, or with one that is none.
    pub(super) fn series(&self) -> Option<Series> {
        Series::new(&self.prefix, self.extension).ok()
    }

    /// Reads the form, or says everything that is wrong with it.
    pub(super) fn read(fields: &Fields) -> Result<LabelSettings, Vec<Refusal>> {
        let mut form = Reading::of(fields);
        let prefix: String = form.line("gs1_prefix", "GS1 company prefix", 40).split_whitespace().collect();
        let extension = form.count("extension", "Extension digit", 9).and_then(|digit| u8::try_from(digit).ok()).unwrap_or_default();
        if !prefix.is_empty()
            && let Err(error) = Series::new(&prefix, extension)
        {
            let (field, words) = in_words(error);
            form.refuse(field, words);
        }
        let before_approval = form.ticked("before_approval");
        form.done(LabelSettings { prefix, extension, before_approval })
    }

    /// The form filled with it.
    pub(super) fn form(&self, version: i64) -> Typed {
        Typed::filled([
            ("version", version.to_string()),
            ("gs1_prefix", self.prefix.clone()),
            ("extension", self.extension.to_string()),
            ("before_approval", if self.before_approval { "on" } else { "" }.to_owned()),
        ])
    }

    /// Field by field, what becomes of `before`.
    pub(in crate::organisations) fn changes(&self, before: &LabelSettings) -> Vec<Change> {
        let said = |on: bool| if on { "on" } else { "off" }.to_owned();
        changed([
            ("GS1 company prefix", before.prefix.clone(), self.prefix.clone()),
            ("Extension digit", before.extension.to_string(), self.extension.to_string()),
            ("Labels before approval", said(before.before_approval), said(self.before_approval)),
        ])
    }
}

fn in_words(error: SeriesError) -> (&'static str, String) {
    match error {
        SeriesError::Prefix(PrefixError::Character(character)) => {
            ("gs1_prefix", format!("“{character}” cannot stand in a GS1 company prefix; it has digits only"))
        }
        SeriesError::Prefix(PrefixError::Length { given }) => {
            ("gs1_prefix", format!("A GS1 company prefix has 4 to 12 digits; these are {given}"))
        }
        SeriesError::Extension => ("extension", "The extension digit is 0 to 9".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        for (typed, field, words) in [
            ("gs1_prefix=871&extension=0", "gs1_prefix", "A GS1 company prefix has 4 to 12 digits; these are 3"),
            ("gs1_prefix=87-12345&extension=0", "gs1_prefix", "“-” cannot stand"),
            ("gs1_prefix=8712345&extension=x", "extension", ""),
            ("gs1_prefix=8712345&extension=12", "extension", ""),
        ] {
            let wrong = LabelSettings::read(&Fields::parse(typed.as_bytes())).unwrap_err();
            assert!(wrong[0].field.as_deref() == Some(field) && wrong[0].message.starts_with(words), "{typed}: {wrong:?}");
        }
    }

    #[test]
    fn settings_come_back_from_the_form_as_they_went() {
        let settings = LabelSettings { prefix: "8712345".into(), extension: 3, before_approval: true };
        let form = settings.form(1).fields().encode();
        assert_eq!(LabelSettings::read(&Fields::parse(form.as_bytes())), Ok(settings));
        let none = LabelSettings::read(&Fields::parse(b"gs1_prefix=+&extension=")).unwrap();
        assert_eq!(none, LabelSettings { prefix: String::new(), extension: 0, before_approval: false });
    }
}
