//! A head of a chain, as one line that can be kept outside: `vandorp:1234:9f86…`. Whoever keeps it can show later that nothing
//! before it was altered and that the end was not cut off.

use std::fmt;

use jiff::Timestamp;
use kit::db::Tx;
use kit::secret::hex;

use super::store::heads;
use crate::failure::Failure;
use crate::viewer::Carrier;

/// The link of an organisation's entry, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The organisation's word in paths.
    pub organisation: String,
    /// Which entry, from 1.
    pub entry: i64,
    /// Its link: 32 bytes.
    pub link: Vec<u8>,
}

impl fmt::Display for Head {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}:{}:{}", self.organisation, self.entry, hex(&self.link))
    }
}

impl Head {
    /// Reads one line; none when it is not such a line.
    #[must_use]
    pub fn read(line: &str) -> Option<Head> {
        let (rest, link) = line.trim().rsplit_once(':')?;
        let (organisation, entry) = rest.rsplit_once(':')?;
        let slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let entry: i64 = entry.parse().ok().filter(|entry| *entry > 0)?;
        if organisation.is_empty() || !organisation.chars().all(slug) {
            return None;
        }
        Some(Head { organisation: organisation.to_owned(), entry, link: bytes(link)? })
    }

    /// Every head in a text: a mail with what the mail program put round it, notes, the output of `verify-history`.
    #[must_use]
    pub fn pick(text: &str) -> Vec<Head> {
        let whole = text.replace("=\r\n", "").replace("=\n", ""); // a mail as it travelled has its long lines folded so
        let word = |word: &str| Head::read(word.trim_matches(|c: char| !c.is_ascii_alphanumeric()));
        whole.split_whitespace().filter_map(word).collect()
    }
}

/// How far a carrier's chain reaches now, and when a head of it was last kept and mailed; no head while nothing is recorded.
///
/// # Errors
/// When the database does not answer.
pub async fn reach(tx: &mut Tx, carrier: &Carrier) -> Result<(Option<Head>, Option<Timestamp>), Failure> {
    let (entry, link, kept) = heads::reach(tx, carrier.id).await?;
    Ok(((entry > 0).then(|| Head { organisation: carrier.slug.clone(), entry, link }), kept))
}

/// The bytes of 64 hexadecimal digits.
fn bytes(text: &str) -> Option<Vec<u8>> {
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    (0..32).map(|n| u8::from_str_radix(text.get(2 * n..2 * n + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_found_in_whatever_they_were_pasted_into() {
        let head = Head { organisation: "van-dorp".into(), entry: 12, link: (0..32).collect() };
        assert_eq!(Head::read(&head.to_string()), Some(head.clone()));
        let line = head.to_string();
        let (first, second) = line.split_at(40);
        for text in [format!("Hello,\n\n> {line}\n\nKeep it."), format!("({line}).\r\n"), format!("{first}=\r\n{second}\r\n")] {
            assert_eq!(Head::pick(&text), std::slice::from_ref(&head), "{text}");
        }
        for not in ["van-dorp:12:abcd", "van-dorp:0:", ":1:", "http://127.0.0.1:8080/x", &line.replace("12:", "-1:")] {
            assert_eq!(Head::read(not), None, "{not}");
        }
    }
}
