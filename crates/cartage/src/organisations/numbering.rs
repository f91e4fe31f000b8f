//! The numbering of quotes and orders on its form: read, refused in words, shown by example (rule 2.5).

use jiff::Timestamp;
use jiff::tz::TimeZone;
use kit::web::Fields;
use rules::numbering::{DatePart, LONGEST_COUNT, LONGEST_PREFIX, Numbered, Pattern, PatternError, validate};

use crate::failure::Refusal;
use crate::history::{Change, changed};
use crate::shell::{Reading, Typed};

/// How quotes and orders are numbered.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Numbering {
    pub quotes: Pattern,
    pub orders: Pattern,
}

impl Numbering {
    /// Reads the form, or says everything that is wrong with it.
    pub(super) fn read(fields: &Fields) -> Result<Numbering, Vec<Refusal>> {
        let mut form = Reading::of(fields);
        let numbering = Numbering { quotes: pattern(&mut form, Numbered::Quotes), orders: pattern(&mut form, Numbered::Orders) };
        let numbering = form.done(numbering)?;
        match validate(&numbering.quotes, &numbering.orders) {
            Ok(()) => Ok(numbering),
            Err(error) => Err(vec![in_words(&error)]),
        }
    }

    /// The form filled with it.
    pub(super) fn form(&self, version: i64) -> Typed {
        Typed::filled([
            ("version", version.to_string()),
            ("quote_prefix", self.quotes.prefix.clone()),
            ("quote_length", self.quotes.length.to_string()),
            ("quote_date_part", self.quotes.date_part.as_str().to_owned()),
            ("order_prefix", self.orders.prefix.clone()),
            ("order_length", self.orders.length.to_string()),
            ("order_date_part", self.orders.date_part.as_str().to_owned()),
        ])
    }

    /// Field by field, what becomes of `before`.
    pub(super) fn changes(&self, before: &Numbering) -> Vec<Change> {
        let (quotes, orders) = ((&before.quotes, &self.quotes), (&before.orders, &self.orders));
        let date_part = |pattern: &Pattern| date_part_in_words(pattern.date_part).to_owned();
        changed([
            ("Prefix of quotes", quotes.0.prefix.clone(), quotes.1.prefix.clone()),
            ("Digits of quotes", quotes.0.length.to_string(), quotes.1.length.to_string()),
            ("Date part of quotes", date_part(quotes.0), date_part(quotes.1)),
            ("Prefix of orders", orders.0.prefix.clone(), orders.1.prefix.clone()),
            ("Digits of orders", orders.0.length.to_string(), orders.1.length.to_string()),
            ("Date part of orders", date_part(orders.0), date_part(orders.1)),
        ])
    }
}

/// What the first numbers given today look like, and the first that outgrows its digits.
pub(super) fn example(pattern: &Pattern, now: Timestamp, zone: &TimeZone) -> String {
    let period = pattern.period(now, zone);
    let outgrown = 10_u64.saturating_pow(u32::from(pattern.length));
    let (first, second) = (pattern.format(1, &period), pattern.format(2, &period));
    format!("{first}, {second} … {}", pattern.format(outgrown, &period))
}

/// The date part as the form offers it.
pub(super) fn date_part_in_words(part: DatePart) -> &'static str {
    match part {
        DatePart::None => "No date; the count never starts anew",
        DatePart::Yyyy => "Year in four digits; starts anew each year",
        DatePart::Yy => "Year in two digits; starts anew each year",
        DatePart::Yymm => "Year and month; starts anew each month",
    }
}

fn field(of: Numbered, part: &str) -> String {
    match of {
        Numbered::Quotes => format!("quote_{part}"),
        Numbered::Orders => format!("order_{part}"),
    }
}

fn pattern(form: &mut Reading<'_>, of: Numbered) -> Pattern {
    let length = field(of, "length");
    let prefix = form.text(&field(of, "prefix"), "Prefix", 100);
    let digits = match form.count(&length, "Digits", u16::from(LONGEST_COUNT)) {
        Some(digits) => u8::try_from(digits).unwrap_or(LONGEST_COUNT),
        None => {
            if form.fields.get(&length).is_none() {
                form.refuse(&length, "Digits is missing");
            }
            1
        }
    };
    let word = form.fields.text(&field(of, "date_part"));
    let date_part = DatePart::parse(&word).unwrap_or_else(|| {
        form.refuse(&field(of, "date_part"), "Choose a date part from the list");
        DatePart::None
    });
    Pattern { prefix, length: digits, date_part }
}

fn in_words(error: &PatternError) -> Refusal {
    match *error {
        PatternError::PrefixTooLong { of, length } => {
            Refusal::at(field(of, "prefix"), format!("The prefix has {length} characters; {LONGEST_PREFIX} are allowed"))
        }
        PatternError::PrefixCharacter { of, character } => Refusal::at(
            field(of, "prefix"),
            format!("“{character}” cannot stand in a number; use letters a to z, digits, dash, slash and full stop"),
        ),
        PatternError::Length { of, .. } => Refusal::at(field(of, "length"), format!("Digits is a whole number from 1 to {LONGEST_COUNT}")),
        PatternError::SamePrefix => Refusal::at("order_prefix", "Quotes and orders need different prefixes, also apart from capitals"),
        PatternError::AmbiguousPrefixes => Refusal::at(
            "order_prefix",
            "With these prefixes a quote and an order could get the same number; let the prefixes differ by a letter",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(fields: &str) -> Vec<(String, String)> {
        let wrong = Numbering::read(&Fields::parse(fields.as_bytes())).unwrap_err();
        wrong.into_iter().map(|refusal| (refusal.field.unwrap(), refusal.message)).collect()
    }

    #[test]
    fn numbering_comes_back_from_the_form_as_it_went() {
        let numbering = Numbering {
            quotes: Pattern::first_for_quotes(),
            orders: Pattern { date_part: DatePart::Yymm, length: 5, ..Pattern::first_for_orders() },
        };
        let form = numbering.form(1).fields().encode();
        assert_eq!(Numbering::read(&Fields::parse(form.as_bytes())), Ok(numbering));
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        let fine = "quote_prefix=Q-&quote_length=4&quote_date_part=NONE";
        for (orders, field, words) in [
            ("order_prefix=q-&order_length=4&order_date_part=NONE", "order_prefix", "Quotes and orders need different prefixes"),
            ("order_prefix=Q-1&order_length=4&order_date_part=NONE", "order_prefix", "With these prefixes"),
            ("order_prefix=Or+&order_length=0&order_date_part=NONE", "order_length", "Digits is a whole number from 1 to 12"),
            ("order_prefix=Or&order_length=&order_date_part=NONE", "order_length", "Digits is missing"),
            ("order_prefix=Or%25&order_length=4&order_date_part=NONE", "order_prefix", "“%” cannot stand in a number"),
            ("order_prefix=Orders-of-ours&order_length=4&order_date_part=NONE", "order_prefix", "The prefix has 14 characters"),
            ("order_prefix=Or&order_length=4&order_date_part=DAY", "order_date_part", "Choose a date part"),
        ] {
            let said = said(&format!("{fine}&{orders}"));
            assert!(said.len() == 1 && said[0].0 == field && said[0].1.starts_with(words), "{orders}: {said:?}");
        }
    }

    #[test]
    fn the_example_shows_the_first_numbers_and_that_the_count_grows() {
        let now: Timestamp = "2026-12-31T23:30:00Z".parse().unwrap();
        let zone = TimeZone::get("Europe/Amsterdam").unwrap();
        assert_eq!(example(&Pattern::first_for_orders(), now, &zone), "Or-0001, Or-0002 … Or-10000");
        let yearly = Pattern { date_part: DatePart::Yyyy, length: 2, ..Pattern::first_for_quotes() };
        assert_eq!(example(&yearly, now, &zone), "Quote-2027-01, Quote-2027-02 … Quote-2027-100");
    }
}
