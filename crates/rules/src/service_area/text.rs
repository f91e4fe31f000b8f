//! The area as staff type it, and written back in one tidy form.

use std::fmt::{Display, Formatter};
use std::str::FromStr;

use super::postcode::Key;
use super::{Area, AreaError, CountryArea, MOST_RANGES, Range};
use crate::country::is_country;

impl FromStr for Area {
    type Err = AreaError;

    /// Reads an area; parts are parted by `;` or a new line, ranges by a comma.
    fn from_str(typed: &str) -> Result<Self, AreaError> {
        let mut countries: Vec<CountryArea> = Vec::new();
        for part in typed.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
            let read = country_area(part)?;
            if countries.iter().any(|known| known.country == read.country) {
                return Err(AreaError::CountryTwice(read.country));
            }
            countries.push(read);
        }
        Ok(Self { countries })
    }
}

fn country_area(part: &str) -> Result<CountryArea, AreaError> {
    let (code, rest) = part.split_once(char::is_whitespace).unwrap_or((part, ""));
    let country = code.trim_end_matches([':', ',']).to_ascii_uppercase();
    if !is_country(&country) {
        return Err(AreaError::UnknownCountry(code.to_owned()));
    }
    let texts = rest.split(',').map(str::trim).filter(|text| !text.is_empty());
    let ranges = texts.map(|text| range(&country, text)).collect::<Result<Vec<_>, _>>()?;
    if ranges.len() > MOST_RANGES { Err(AreaError::TooManyRanges { country }) } else { Ok(CountryArea { country, ranges }) }
}

fn range(country: &str, text: &str) -> Result<Range, AreaError> {
    let (from, to) = text.split_once(['-', '–']).unwrap_or((text, text));
    let end = |end: &str| {
        Key::of_range_end(country, end).ok_or_else(|| AreaError::BadPostcode { country: country.to_owned(), text: end.trim().to_owned() })
    };
    let (from, to) = (end(from)?, end(to)?);
    if !from.as_deep_as(&to) {
        return Err(AreaError::UnequalEnds { text: text.to_owned() });
    }
    if from > to { Err(AreaError::Backwards { text: text.to_owned() }) } else { Ok(Range { from, to }) }
}

impl Range {
    fn written(&self, country: &str) -> String {
        let (from, to) = (self.from.written(country), self.to.written(country));
        if from == to { from } else { format!("{from}-{to}") }
    }
}

impl Display for Area {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let parts: Vec<String> = self.countries.iter().map(ToString::to_string).collect();
        f.write_str(&parts.join("; "))
    }
}

impl Display for CountryArea {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let ranges: Vec<String> = self.ranges.iter().map(|range| range.written(&self.country)).collect();
        let blank = if ranges.is_empty() { "" } else { " " };
        write!(f, "{}{blank}{}", self.country, ranges.join(", "))
    }
}

impl Display for AreaError {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl TryFrom<String> for Area {
    type Error = AreaError;

    fn try_from(stored: String) -> Result<Self, AreaError> {
        stored.parse()
    }
}

impl From<Area> for String {
    fn from(area: Area) -> Self {
        area.to_string()
    }
}
