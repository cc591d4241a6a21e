//! What tests of several crates share: hands that write, a register by hand, and second, naive
//! implementations to compare with.

pub mod hand;
pub mod naive_entitlement;
pub mod roster;
