//! What a ledger is for. Care's own word: the ledger crate and the hub know a delivery class only,
//! so that a concern cannot be told from a standing by anyone who only carries it.

use holdfast_ledger::Class;

use super::definition::words;

words! {
    /// What a ledger holds. The code is stored, sealed, in each ledger's card.
    pub enum LedgerKind: u8 = "kind of ledger" {
        /// The organisation's devices, members and roles. In clear: it has no card and no record.
        0 Register = "register",
        /// The organisation's directory, policy, rounds and governance.
        1 Office = "office",
        /// A person's summary, restrictions and ladder.
        2 Standing = "standing",
        /// A person's visits and decisions in one calendar month.
        3 Month = "month",
        /// One concern.
        4 Concern = "concern",
    }
}

impl LedgerKind {
    /// How a ledger of this kind is delivered.
    pub const fn class(self) -> Class {
        match self {
            Self::Register | Self::Office => Class::Organisation,
            Self::Standing | Self::Concern => Class::Person,
            Self::Month => Class::Month,
        }
    }
}
