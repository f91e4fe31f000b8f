//! Colleagues, in the portal: the contacts of one's own customer. Who may manage them invites others, changes what they may do,
//! and switches their access off and on; everybody else sees whom to ask (rule 1.5).

mod actions;
pub mod pages;
mod words;
