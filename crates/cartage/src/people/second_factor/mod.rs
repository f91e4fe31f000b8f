//! The second factor of staff (rule 1.2): an app that makes codes, and ten recovery codes for the day the phone is lost. It is the
//! person's own; an organisation may ask its staff to have one, and sees no more than how many have none.

mod asking;
mod checking;
mod reset;
mod setting_up;

pub(super) use asking::{Asking, asking, set};
pub(super) use checking::{NotProven, SignedIn, half_signed_in, second_step, signed_in};
pub use reset::reset;
pub(super) use setting_up::{NotConfirmed, begin, confirm, new_codes, standing, state, switch_off};
