//! Where a request comes from: network address, browser, and the session it came with.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr};

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use kit::secret::Secret;
use kit::web::{client_address, cookie};

use crate::app::App;
use crate::people::session::Origin;
use crate::viewer::SESSION_COOKIE;

impl FromRequestParts<App> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Origin, Infallible> {
        let told = if app.setup.behind_proxy { forwarded(parts) } else { None };
        let address = told.unwrap_or_else(|| client_address(parts));
        let agent = parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
        let session = cookie(&parts.headers, SESSION_COOKIE).filter(|secret| !secret.is_empty());
        let session = session.map(|secret| Secret::given(secret).digest());
        Ok(Origin { address: network(address), device: device(agent), session })
    }
}

/// The last address in `X-Forwarded-For`: the one our own proxy wrote. What stands before it anybody may have invented.
fn forwarded(parts: &Parts) -> Option<IpAddr> {
    let lines = parts.headers.get_all("x-forwarded-for");
    lines.iter().next_back()?.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

/// An IPv4 address, or the half of an IPv6 address that one household or office shares.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

/// `Firefox on Windows`: enough to know one's own browsers apart.
fn device(agent: &str) -> String {
    let first = |known: &[(&str, &'static str)]| known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let browser = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Windows", "Windows"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(only), None) | (None, Some(only)) => only.to_owned(),
        (None, None) => "An unknown browser".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_told_apart() {
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
        assert_eq!(device(chrome), "Chrome on Windows");
        assert_eq!(device(&format!("{chrome} Edg/126.0.0.0")), "Edge on Windows");
        assert_eq!(device("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"), "Firefox on Linux");
        assert_eq!(device("curl/8"), "An unknown browser");
    }

    #[test]
    fn only_what_our_own_proxy_wrote_counts() {
        let told = |lines: &[&str]| {
            let mut request = axum::http::Request::builder();
            for line in lines {
                request = request.header("x-forwarded-for", *line);
            }
            forwarded(&request.body(()).unwrap().into_parts().0).map(network)
        };
        assert_eq!(told(&["198.51.100.9, 192.0.2.7"]).as_deref(), Some("192.0.2.7"));
        assert_eq!(told(&["198.51.100.9", "192.0.2.7"]).as_deref(), Some("192.0.2.7"));
        assert_eq!((told(&[]), told(&["198.51.100.9, unknown"])), (None, None));
    }

    #[test]
    fn a_household_is_one_address() {
        assert_eq!(network("192.0.2.7".parse().unwrap()), "192.0.2.7");
        assert_eq!(network("::ffff:192.0.2.7".parse().unwrap()), "192.0.2.7");
        assert_eq!(network("2001:db8:1:2:3:4:5:6".parse().unwrap()), "2001:db8:1:2::/64");
    }
}
