//! The shell round every page: navigation, top bar, switcher, answers to failures, and how dates are written.

mod answer;
mod assets;
mod countries;
mod download;
mod frame;
mod kept;
mod reading;
pub mod says;
mod typed;

pub use answer::{page, redirect, told_by, unprocessable};
pub use assets::{asset, brand, version};
pub use countries::{COUNTRIES, country_name};
pub use download::{Stretch, attachment, download, format_asked};
pub use frame::{Frame, Here, counters};
pub use kept::keep_what_was_typed;
pub use reading::Reading;
pub use typed::Typed;
