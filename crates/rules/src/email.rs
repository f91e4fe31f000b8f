//! What passes for an e-mail address: one that a mail server would take and no mail header can be bent with. Narrower than
//! RFC 5321 on purpose: quoted local parts and bare hosts are typing mistakes here, and letters with accents before the `@`
//! are refused because many mail servers still do (domains may have them).

use crate::order::limits;

/// Whether this is an address we would send to.
#[must_use]
pub fn is_email(address: &str) -> bool {
    let Some((local, domain)) = address.split_once('@') else { return false };
    let local_ok = (1..=64).contains(&local.len()) && local.chars().all(is_local) && dotted(local);
    let domain_ok = domain.contains('.') && dotted(domain) && domain.split('.').all(is_host_label);
    address.len() <= limits::EMAIL && local_ok && domain_ok
}

/// The part behind the `@`, in small letters: what allowed domains are compared with.
#[must_use]
pub fn domain(address: &str) -> Option<String> {
    address.rsplit_once('@').map(|(_, domain)| domain.to_lowercase())
}

fn is_local(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c)
}

/// No dot at an end, no two together.
fn dotted(text: &str) -> bool {
    text.split('.').all(|part| !part.is_empty())
}

fn is_host_label(label: &str) -> bool {
    let inner = label.chars().all(|c| c.is_alphanumeric() || c == '-');
    inner && label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_a_mail_server_would_take() {
        for good in ["jan@example.nl", "jan.de-vries+orders@mail.example.co.uk", "o'brien@example.ie", "planung@müller.de"] {
            assert!(is_email(good), "{good}");
        }
    }

    #[test]
    fn addresses_that_are_typing_mistakes_or_worse() {
        let bad = ["", "jan", "jan@", "@example.nl", "jan@localhost", "jan@@example.nl", "jan@example..nl", "jan.@example.nl"];
        let worse = [
            "jan @example.nl",
            "jan@example.nl\r\nBcc: x@y.nl",
            "<jan@example.nl>",
            "jan@-example.nl",
            "a,b@example.nl",
            "\"j\"@x.nl",
            "jané@example.nl",
        ];
        for address in bad.into_iter().chain(worse) {
            assert!(!is_email(address), "{address:?}");
        }
        assert!(!is_email(&format!("{}@example.nl", "a".repeat(65))));
        assert!(!is_email(&format!("a@{}.nl", "b".repeat(64))));
    }

    #[test]
    fn domains_are_compared_in_small_letters() {
        assert_eq!(domain("Jan@Example.NL").as_deref(), Some("example.nl"));
        assert_eq!(domain("nobody"), None);
    }
}
