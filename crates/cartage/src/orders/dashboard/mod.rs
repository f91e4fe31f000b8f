//! The dashboard, in the portal: what is collected and delivered today, what the carrier cancelled or declined since one last
//! looked, how the open orders stand, and how many there were on each of the last days.

mod charts;
pub mod pages;
mod store;
