//! What members are called, for every screen that shows who wrote something.

use std::collections::BTreeMap;

use holdfast_ledger::MemberId;

use super::error::Result;
use super::members::{Members, directory};

/// What members are called, as far as the directory has arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<MemberId, String>);

impl Names {
    /// What this member is called; nothing while that has not arrived.
    pub fn of(&self, member: MemberId) -> Option<&str> {
        self.0.get(&member).map(String::as_str)
    }
}

impl Members<'_> {
    /// What everybody is called, whether they work here still or not. Nobody before joining.
    ///
    /// # Errors
    /// While locked.
    pub fn names(&self) -> Result<Names> {
        self.0.look(|state, tables| {
            let directory = directory(state, tables)?;
            let named = directory.everybody();
            Ok(Names(named.map(|(id, member)| (id, member.name.as_str().to_owned())).collect()))
        })
    }
}
