//! People who draw on care.

use holdfast_core::care::{self, Writing};
use holdfast_core::device as core;

use crate::PersonId;
use crate::device::Held;
use crate::error::Result;
use crate::item::{FieldTyped, NewItem, Source, pairs};
use crate::observer::What;
use crate::typed::typed;
use crate::words::{Edited, Held as HeldWord, Slot};

/// A person as a list shows them.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct PersonRow {
    /// Who.
    pub person: PersonId,
    /// What they want to be called.
    pub preferred: Option<String>,
    /// Their full name.
    pub full: Option<String>,
    /// Their NHS number, for telling two of one name apart.
    pub nhs_number: Option<String>,
    /// Whether the summary is on this device and can be read.
    pub held: HeldWord,
}

impl From<core::PersonRow> for PersonRow {
    fn from(row: core::PersonRow) -> Self {
        Self {
            person: row.person.into(),
            preferred: row.preferred,
            full: row.full,
            nhs_number: row.nhs_number,
            held: row.held.into(),
        }
    }
}

/// People who draw on care.
#[derive(uniffi::Object)]
pub struct People(pub(crate) Held);

#[uniffi::export]
impl People {
    /// Everybody whose ledgers this device holds, by name.
    pub fn list(&self) -> Result<Vec<PersonRow>> {
        Ok(self.0.device.people().list()?.into_iter().map(PersonRow::from).collect())
    }

    /// The one person of that name or NHS number: preferred name, full name, or a part of it.
    pub fn find(&self, text: String) -> Result<PersonId> {
        Ok(self.0.device.people().find(&text)?.into())
    }

    /// Begins a person by hand, with what is known: at least a name.
    pub fn begin(&self, items: Vec<NewItem>, source: Source) -> Result<PersonId> {
        let contents = items.iter().map(NewItem::content).collect::<Result<Vec<_>>>()?;
        let done = self.0.device.people().begin(&contents, &source.taken()?);
        Ok(self.0.saved(done, What::People)?.into())
    }

    /// Adds an item to a summary.
    pub fn add(&self, person: PersonId, item: NewItem, source: Source) -> Result<()> {
        let writing = Writing::from(source.taken()?);
        let done = self.0.device.people().add(person.try_into()?, item.content()?, writing);
        self.0.saved(done, What::People)
    }

    /// Sets fields of what stands at a key, the others staying as they are.
    pub fn edit(
        &self,
        person: PersonId,
        key: String,
        fields: Vec<FieldTyped>,
        source: Source,
    ) -> Result<Edited> {
        let (person, writing) = (person.try_into()?, Writing::from(source.taken()?));
        let done = self.0.device.people().edit(person, &key, &pairs(&fields), writing);
        Ok(self.0.saved(done, What::People)?.into())
    }

    /// Removes an item. What was removed stays readable.
    pub fn remove(&self, person: PersonId, key: String, reason: String) -> Result<()> {
        let reason = typed("removal", "reason", &reason)?;
        self.0.saved(self.0.device.people().remove(person.try_into()?, &key, reason), What::People)
    }

    /// States that none are known, of a list.
    pub fn none_known(&self, person: PersonId, list: Slot, source: Source) -> Result<()> {
        let writing = Writing::from(source.taken()?);
        let done = self.0.device.people().none_known(person.try_into()?, list.into(), writing);
        self.0.saved(done, What::People)
    }

    /// Accepts a change that an import proposed, by its key.
    pub fn accept(&self, person: PersonId, proposal: String) -> Result<()> {
        let done = self.0.device.people().accept(person.try_into()?, &proposal, None);
        self.0.saved(done, What::People)
    }

    /// Declines one.
    pub fn decline(&self, person: PersonId, proposal: String, reason: String) -> Result<()> {
        let reason = typed("proposed change", "reason", &reason)?;
        let done = self.0.device.people().decline(person.try_into()?, &proposal, reason);
        self.0.saved(done, What::People)
    }

    /// Records that something happened to a person: it unconfirms what depends on it.
    pub fn happened(
        &self,
        person: PersonId,
        event: crate::EventKind,
        note: Option<String>,
    ) -> Result<()> {
        let id: care::PersonId = person.try_into()?;
        let note = note.as_deref().map(|note| typed("event", "note", note)).transpose()?;
        let event =
            care::Event { person: care::PersonRef(id), kind: event.into(), note, visit: None };
        let done = self.0.device.people().happened(id, event, care::Said::default());
        self.0.saved(done, What::People)
    }
}
