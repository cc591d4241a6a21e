//! What tests of several crates share: hands that write, a register by hand, second, naive
//! implementations to compare with, and what every database must answer.

pub mod alone;
pub mod hand;
pub mod mallory;
pub mod naive_assess;
pub mod naive_entitlement;
pub mod naive_register;
pub mod plain;
pub mod plain_cbor;
pub mod roster;
pub mod sample;
pub mod scene;
pub mod scribe;
pub mod small_disk;
pub mod store_conformance;
pub mod world;
