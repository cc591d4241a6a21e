//! What a shell calls, by several people with a device each who pass bundles around: no hub, every
//! clock and every random byte in hand.

mod beginning;
mod carried;
mod decisions;
mod entry_details;
mod locking;
mod office;
mod policy;
mod rounds;
mod screens;
mod standing_down;
mod suggestions;
mod times;
mod wrong_person;
