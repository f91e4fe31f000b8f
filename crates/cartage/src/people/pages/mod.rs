//! The pages of people: signing in, where to go from there, the profile.

mod caller;
pub mod demo_mail;
pub mod home;
pub mod profile;
pub mod second_factor;
pub mod second_step;
pub mod setup;
pub mod sign_in;
pub mod users;
pub(super) mod words;

/// Where somebody may be sent after signing in: a path of ours, and nothing else. `//elsewhere` is another site to a browser,
/// and so is `/\elsewhere`; blanks and controls are taken out by browsers before they look.
fn local(next: &str) -> &str {
    let odd = |c: char| c <= ' ' || c == '\\' || c == '\u{7f}';
    let ours = next.starts_with('/') && !next.starts_with("//") && !next.contains(odd) && next.len() <= 2000;
    if ours && !next.starts_with("/sign-") { next } else { "/" }
}

#[cfg(test)]
mod tests {
    #[test]
    fn nobody_is_sent_to_another_site() {
        for ours in ["/", "/d/van-dorp/orders?tab=all&q=a%20b", "/p/van-dorp/de-korenaar/orders/new"] {
            assert_eq!(super::local(ours), ours);
        }
        let foreign =
            ["", "//evil.example", "/\\evil.example", "/\t/evil.example", "https://evil.example", "evil.example", "javascript:alert(1)"];
        for next in foreign.into_iter().chain(["/\n/evil.example", "\\/evil.example", " //evil.example", "/sign-out", "/sign-in?next=/"]) {
            assert_eq!(super::local(next), "/", "{next:?}");
        }
    }
}
