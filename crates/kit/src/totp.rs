//! One-time codes that change with the time (RFC 6238): six digits, half a minute each, as every authenticator app makes them.

use subtle::ConstantTimeEq;
use totp_rs::{Builder, Secret};

use crate::ids::Ids;

/// How long a code stands, in seconds.
pub const STEP: i64 = 30;

/// A new shared secret: 160 bits.
#[must_use]
pub fn secret(ids: Ids) -> Vec<u8> {
    ids.bytes::<20>().to_vec()
}

/// The code of a step: half minutes since 1970.
#[must_use]
pub fn code(secret: &[u8], step: i64) -> String {
    let second = u64::try_from(step.saturating_mul(STEP)).unwrap_or(0);
    Builder::new().with_secret(secret.to_vec()).build_noncompliant().generate(second).to_string()
}

/// Whether two codes are the same; takes as long whether they are or not.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

/// The secret for people who type it: in groups of four letters and digits.
#[must_use]
pub fn in_letters(secret: &[u8]) -> String {
    let letters = base32(secret);
    letters.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect::<Vec<_>>().join(" ")
}

/// What an authenticator app reads: `otpauth://totp/…`. The account is shown under the issuer's name.
#[must_use]
pub fn address(secret: &[u8], issuer: &str, account: &str) -> String {
    let written = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20");
    let (issuer, account) = (written(issuer), written(account));
    format!("otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}", base32(secret))
}

fn base32(secret: &[u8]) -> String {
    Secret::new(secret.into()).to_base32()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B: the last six of the eight digits.
        let secret = b"12345678901234567890";
        for (second, expected) in [(59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (20_000_000_000, "353130")] {
            assert_eq!(code(secret, second / STEP), expected);
        }
        assert!(same("081804", "081804") && !same("081804", "081805") && !same("081804", "81804"));
    }

    #[test]
    fn apps_read_the_address_and_people_the_letters() {
        let secret = b"12345678901234567890";
        assert_eq!(in_letters(secret), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        let address = address(secret, "Cartage", "ann+desk@van-dorp.example");
        assert_eq!(address, "otpauth://totp/Cartage:ann%2Bdesk%40van-dorp.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Cartage");
    }

    #[test]
    fn secrets_differ() {
        assert_ne!(secret(Ids), secret(Ids));
        assert_eq!(secret(Ids).len(), 20);
    }
}
