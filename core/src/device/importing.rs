//! Bringing a referral in. Nothing that stands is overwritten, and nobody is matched by name.

use holdfast_ledger::{LedgerId, RecordId};

use super::act::{Act, Write};
use super::error::Result;
use super::people::{People, rows};
use super::person_ledgers::standing;
use super::state::read_document;
use super::summaries::summary_document;
use crate::care::imported_document::{self, ImportedDocument};
use crate::care::summary::{Content, ImportAction, Referral, Slot, import, plan_import};
use crate::care::{PersonId, Put, Record as _, RecordKind, Summary};

/// How much of an import goes into one save: changes have a limit, and so has an entry.
const IMPORT_PUTS: usize = 200;

const IMPORT_BYTES: usize = 96 * 1024;

/// What an import did.
#[derive(Clone, Debug)]
pub struct ImportReport {
    /// Whose summary.
    pub person: PersonId,
    /// Whether the person was known already.
    pub known: Known,
    /// What became of each item.
    pub actions: Vec<ImportAction>,
}

/// Whether an import found the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// A person with this NHS number was here.
    Already,
    /// A new person.
    New,
}

impl People<'_> {
    /// Brings a referral in. A person with the same NHS number is the same person; nothing that
    /// stands is overwritten, and what the file does not say removes nothing.
    ///
    /// # Errors
    /// If this member's role may not bring referrals in.
    pub fn import(&self, referral: &Referral) -> Result<ImportReport> {
        self.0.act(|act| act.import(referral))
    }

    /// The documents that came in about a person, with what of each did not map.
    ///
    /// # Errors
    /// If the person or the key is not on this device.
    pub fn imported(&self, person: PersonId) -> Result<Vec<ImportedDocument>> {
        self.0.look(|state, tables| {
            let ledger = standing(state, person)?;
            let kind = RecordKind::ImportedDocument;
            let mut documents = Vec::new();
            for row in tables.records_in(&ledger, kind.code())? {
                let document = read_document(tables, state.actor, &row.key)?;
                documents.push(ImportedDocument::read(&document.fields()));
            }
            Ok(documents)
        })
    }
}

impl Act<'_, '_> {
    fn import(&mut self, referral: &Referral) -> Result<ImportReport> {
        let known = self.same_person(referral)?;
        let (person, ledger, summary) = match known {
            Some(person) => {
                let (document, ledger) = summary_document(self.state, self.tables, person)?;
                (person, ledger, Summary::read(&document.fields()))
            }
            None => {
                let (person, ledger) = self.new_person()?;
                (person, ledger, Summary::default())
            }
        };
        let actions = plan_import(&summary, referral);
        let puts = self.with_pen(|pen| import(&actions, referral.document, pen));
        self.save_in_parts(ledger, RecordKind::Summary, person.0, puts)?;
        let record = self.with_pen(|pen| pen.record_id());
        let puts = self.with_pen(|pen| imported_document::puts(referral, pen));
        self.save_in_parts(ledger, RecordKind::ImportedDocument, record, puts)?;
        let known = if known.is_some() { Known::Already } else { Known::New };
        Ok(ImportReport { person, known, actions })
    }

    /// A large import goes in several saves of this transaction.
    pub(super) fn save_in_parts(
        &mut self,
        ledger: LedgerId,
        kind: RecordKind,
        record: RecordId,
        puts: Vec<Put>,
    ) -> Result<()> {
        let mut part: Vec<Put> = Vec::new();
        let mut size = 0;
        for put in puts {
            size += put.key.len() + put.value.len();
            if !part.is_empty() && (part.len() == IMPORT_PUTS || size > IMPORT_BYTES) {
                let puts = std::mem::take(&mut part);
                self.save(ledger, &[Write { kind, record, puts }])?;
                size = put.key.len() + put.value.len();
            }
            part.push(put);
        }
        if !part.is_empty() {
            self.save(ledger, &[Write { kind, record, puts: part }])?;
        }
        Ok(())
    }

    /// The person here with the NHS number of the referral. Nobody is matched by name.
    fn same_person(&self, referral: &Referral) -> Result<Option<PersonId>> {
        let number = referral.of_slot(Slot::NhsNumber).find_map(|item| match &item.content {
            Content::NhsNumber(held) => Some(held.number.to_string()),
            _ => None,
        });
        let Some(number) = number else { return Ok(None) };
        let rows = rows(self.state, self.tables)?;
        let same = rows.into_iter().find(|row| row.nhs_number.as_deref() == Some(&number));
        Ok(same.map(|row| row.person))
    }
}
