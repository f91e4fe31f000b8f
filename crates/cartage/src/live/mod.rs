//! Live pages (rule 10.1): who has a page open hears that what it shows has changed, and the page fetches itself again as its
//! own viewer. Only a channel and a number travel. A page carries the number of history's newest entry when it was drawn; the
//! stream says *changed* at once when its channel has moved past it, so nothing is lost between drawing and following.

mod channel;
mod following;
mod hub;
mod news;
pub mod pages;
mod store;

pub use hub::Live;
pub use news::{News, Told};
