//! What of a postcode says where a place is: its leading digits (`1011` of `1011 AB`, `11455` of `SE-114 55`), or in
//! Britain and Ireland the area's letters, the district's number and a last letter (`SW`, `1`, `A` of `SW1A 1AA`).

/// The comparable part of a postcode.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// Leading digits, compared as text so that `08` stays before `10`.
    Digits(String),
    /// Area, district and its last letter, as far as given.
    District(String, Option<u16>, Option<char>),
}

/// How many characters stand behind the district in countries that write letters first.
fn inward_length(country: &str) -> Option<usize> {
    match country {
        "GB" | "GG" | "JE" | "IM" => Some(3),
        "IE" => Some(4),
        _ => None,
    }
}

impl Key {
    /// The key of an address's postcode.
    pub(super) fn of_address(country: &str, postcode: &str) -> Option<Self> {
        let plain = squeeze(postcode);
        match inward_length(country) {
            Some(inward) => {
                let outward = if plain.len() > inward + 1 { &plain[..plain.len() - inward] } else { &plain };
                district(outward)
            }
            None => digits(&plain),
        }
    }

    /// The key of one end of a range, which may be shorter than a postcode. Written in one piece: `10 20` and `10-20-30`
    /// are more likely a comma forgotten than a postcode.
    pub(super) fn of_range_end(country: &str, text: &str) -> Option<Self> {
        let text = text.trim();
        let plain = squeeze(text);
        if plain.len() != text.len() {
            return None;
        }
        match inward_length(country) {
            Some(_) => district(&plain),
            None => digits(&plain).filter(|_| plain.bytes().all(|byte| byte.is_ascii_digit())),
        }
    }

    /// This key cut to what `end` states, so that `10` stands for all that begins with it.
    pub(super) fn cut_like(&self, end: &Self) -> Self {
        match (self, end) {
            (Self::Digits(own), Self::Digits(end)) => Self::Digits(own.chars().take(end.len()).collect()),
            (Self::District(area, number, letter), Self::District(_, end_number, end_letter)) => {
                Self::District(area.clone(), end_number.and(*number), end_letter.and(*letter))
            }
            _ => self.clone(),
        }
    }

    /// As staff write it; Irish routing keys have two digits (`D02`), but for `D6W`.
    pub(super) fn written(&self, country: &str) -> String {
        match self {
            Self::Digits(digits) => digits.clone(),
            Self::District(area, number, letter) => {
                let number = number.map(|number| match letter {
                    None if country == "IE" => format!("{number:02}"),
                    _ => number.to_string(),
                });
                let letter = letter.map(String::from);
                format!("{area}{}{}", number.unwrap_or_default(), letter.unwrap_or_default())
            }
        }
    }

    /// Whether two ends of a range are stated to the same depth.
    pub(super) fn as_deep_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Digits(a), Self::Digits(b)) => a.len() == b.len(),
            (Self::District(_, a, c), Self::District(_, b, d)) => a.is_some() == b.is_some() && c.is_some() == d.is_some(),
            _ => false,
        }
    }
}

/// Capital letters and digits only; blanks and dashes mean nothing in a postcode.
fn squeeze(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// The first run of digits, after a country's letters where somebody wrote them (`L-1234`).
fn digits(plain: &str) -> Option<Key> {
    let digits: String = plain.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    (!digits.is_empty()).then_some(Key::Digits(digits))
}

fn district(outward: &str) -> Option<Key> {
    let letters = outward.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (area, rest) = outward.split_at(letters);
    let numbers = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, tail) = rest.split_at(numbers);
    let letter = tail.chars().next();
    let well_formed = matches!(letters, 1..=2) && tail.len() <= 1 && numbers <= 2 && (numbers > 0 || tail.is_empty());
    well_formed.then(|| Key::District(area.to_owned(), number.parse().ok(), letter))
}
