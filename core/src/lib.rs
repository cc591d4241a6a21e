//! Holdfast's core: what makes care safe, on the device that is there when systems fail.
//!
//! Read it from the inside out. `care` says what people do and write down, and knows nothing of
//! storage; the layers around it turn those types into documents, keep them on a device and carry
//! them between devices. Nothing here owns a clock, a random source, a thread or a socket: time and
//! randomness are handed in, so that a night can be replayed exactly from its seed.

pub mod care;
pub mod device;
pub mod record;
pub mod vault;
