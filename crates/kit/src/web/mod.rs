//! Web plumbing without business words: posted fields, cookies, security headers, embedded files.

mod assets;
mod cookie;
mod fields;
mod headers;
mod measured;

pub use assets::{Asset, serve as serve_asset};
pub use cookie::{clear_cookie, cookie, set_cookie};
pub use fields::{Fields, MAX_FORM_BYTES, QueryFields};
pub use headers::{client_address, security_headers};
pub use measured::{Figure, Measures, measured};
