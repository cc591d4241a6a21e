//! Suggested updates: a carer sees what is wrong with a summary and says so; whoever answers for it
//! decides with one tap. The ruling and the change it brings are one save: neither stands alone.

use std::collections::BTreeMap;

use holdfast_ledger::{LedgerId, MemberId, RecordId, Timestamp};

use super::act::{Act, Write};
use super::error::{DeviceError, Result};
use super::handle::Device;
use super::people::name_of;
use super::person_ledgers::{months, standing};
use super::reading::Reading;
use super::sheets::sheets_in;
use super::state::State;
use super::summaries::{fields_of, summary_reading};
use super::visits::called;
use crate::care::ledger_card::month_of;
use crate::care::reference::{ItemRef, KeyRef, PersonRef, RecordRef};
use crate::care::rights::may_decide_suggestion;
use crate::care::suggested_update::ruling;
use crate::care::summary::risks::Alert;
use crate::care::summary::{Content, Slot};
use crate::care::{
    Entry, LedgerKind, PersonId, Put, Record as _, RecordKind, Ruling, Said, Sheet, Source,
    SuggestedUpdate, Summary, Text, Value as _, Verdict, Writing,
};
use crate::vault::{RecordKey, Tables};

/// Suggested updates.
#[derive(Clone, Copy)]
pub struct Suggestions<'a>(pub(super) &'a Device);

/// Which suggestion: its record, and the month it was written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SuggestionId {
    /// The month's ledger.
    pub ledger: LedgerId,
    /// The record.
    pub record: RecordId,
}

/// What somebody thinks a summary should say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggesting {
    /// Whose summary.
    pub person: PersonId,
    /// The key of the item it is about; nothing for something new.
    pub about: Option<String>,
    /// What it should say.
    pub what: Text,
    /// How the author knows.
    pub why: Option<Text>,
}

/// A suggestion as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestionRow {
    /// Which.
    pub id: SuggestionId,
    /// About whom.
    pub person: PersonId,
    /// What the person wants to be called.
    pub name: Option<String>,
    /// Who suggests it.
    pub by: MemberId,
    /// When.
    pub written: Timestamp,
    /// The suggestion.
    pub suggestion: SuggestedUpdate,
    /// The kind of item it is about.
    pub slot: Option<Slot>,
    /// Whether that item was changed since it was on the screen.
    pub seen: Seen,
    /// What was decided; nothing while it is open.
    pub ruled: Option<Entry<Ruling>>,
}

/// Whether a suggestion is about what stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// It is about nothing that stood, or about what stands.
    AsItStands,
    /// The item was changed since.
    ChangedSince,
}

/// What is decided about a suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deciding {
    /// It becomes an alert, in the words of whoever suggested it: one tap, and everybody sees it
    /// first, until somebody works it into its place.
    AsAlert,
    /// This is added because of it.
    Add(Box<Content>),
    /// The item it is about says this now.
    Change(Box<Content>),
    /// The item it is about is removed, with the suggestion's words as the reason.
    Remove,
    /// The summary stays as it is.
    Decline(Text),
}

impl Suggestions<'_> {
    /// Suggests an update: for everybody on the round, whatever their role.
    ///
    /// # Errors
    /// If the person is not on this device, or nothing stands at that key.
    pub fn suggest(&self, new: Suggesting) -> Result<SuggestionId> {
        self.0.act(|act| act.suggest(new))
    }

    /// The suggestions about everybody here that nobody has decided, oldest first.
    ///
    /// # Errors
    /// While locked.
    pub fn open(&self) -> Result<Vec<SuggestionRow>> {
        let people = self.0.people().list()?;
        let mut rows = Vec::new();
        for row in people {
            rows.extend(self.of(row.person)?.into_iter().filter(|row| row.ruled.is_none()));
        }
        rows.sort_by_key(|row| (row.written, row.id));
        Ok(rows)
    }

    /// Every suggestion about a person, decided or not, oldest first.
    ///
    /// # Errors
    /// While locked.
    pub fn of(&self, person: PersonId) -> Result<Vec<SuggestionRow>> {
        self.0.look(|state, tables| rows(state, tables, person))
    }

    /// Decides: the ruling and the change stand together or not at all.
    ///
    /// # Errors
    /// If this member's role may not, or the change cannot be made as asked.
    pub fn decide(&self, id: SuggestionId, deciding: Deciding) -> Result<()> {
        self.0.act(|act| act.rule(id, deciding))
    }
}

impl Act<'_, '_> {
    fn suggest(&mut self, new: Suggesting) -> Result<SuggestionId> {
        let version = match &new.about {
            Some(key) => {
                let (reading, _) = summary_reading(self.state, self.tables, new.person)?;
                let at = Summary::read(reading.fields()).at(key).ok_or(NOTHING_THERE)?;
                at.1.values.first().map(|item| ItemRef(item.id))
            }
            None => None,
        };
        let suggestion = SuggestedUpdate {
            person: PersonRef(new.person),
            about: new.about.as_deref().and_then(|key| KeyRef::parse(key).ok()),
            version,
            what: new.what,
            why: new.why,
        };
        let ledger = self.month(new.person, month_of(self.now))?;
        let said = Said { clock: self.clock()?, ..Said::default() };
        let puts = self.with_pen(|pen| Sheet::begin(suggestion, said, pen))?;
        let record = self.with_pen(|pen| pen.record_id());
        self.save(ledger, &[Write { kind: RecordKind::SuggestedUpdate, record, puts }])?;
        Ok(SuggestionId { ledger, record })
    }

    fn rule(&mut self, id: SuggestionId, deciding: Deciding) -> Result<()> {
        let roles = self.state.roles();
        if !may_decide_suggestion(roles) {
            let kind = RecordKind::SuggestedUpdate;
            return Err(DeviceError::not_allowed(roles, kind, LedgerKind::Standing));
        }
        let suggestion = self.suggestion(id)?;
        let person = suggestion.person.0;
        let (reading, ledger) = summary_reading(self.state, self.tables, person)?;
        let summary = Summary::read(reading.fields());
        let puts = self.change_for(&summary, &suggestion, &deciding)?;
        let (verdict, why) = match deciding {
            Deciding::Decline(why) => (Verdict::Declined, Some(why)),
            _ => (Verdict::Accepted, None),
        };
        let suggestion = RecordRef(id.record);
        let ruling = Ruling { suggestion, verdict, why, wrote: written_by(&puts).into() };
        let said = Said { clock: self.clock()?, ..Said::default() };
        let ruled = self.with_pen(|pen| Sheet::begin(ruling, said, pen))?;
        let record = self.with_pen(|pen| pen.record_id());
        let mut writes = vec![Write { kind: RecordKind::SuggestedUpdate, record, puts: ruled }];
        if !puts.is_empty() {
            writes.push(Write { kind: RecordKind::Summary, record: person.0, puts });
        }
        self.save(ledger, &writes)?;
        Ok(())
    }

    fn change_for(
        &mut self,
        summary: &Summary,
        suggestion: &SuggestedUpdate,
        deciding: &Deciding,
    ) -> Result<Vec<Put>> {
        let key = || suggestion.about.as_ref().map(KeyRef::as_str).ok_or(NOTHING_THERE);
        let writing = Writing::from(Source::Author);
        Ok(match deciding {
            Deciding::Decline(_) => Vec::new(),
            Deciding::AsAlert => {
                let alert = Alert { alert: suggestion.what.clone(), what_to_do: None };
                self.with_pen(|pen| summary.add(Content::Alert(alert), writing, pen))?
            }
            Deciding::Add(content) => {
                self.with_pen(|pen| summary.add((**content).clone(), writing, pen))?
            }
            Deciding::Change(content) => {
                let key = key()?;
                self.with_pen(|pen| summary.change(key, (**content).clone(), writing, pen))?
            }
            Deciding::Remove => {
                let key = key()?;
                self.with_pen(|pen| summary.remove(key, suggestion.what.clone(), pen))?
            }
        })
    }

    fn suggestion(&self, id: SuggestionId) -> Result<SuggestedUpdate> {
        let kind = RecordKind::SuggestedUpdate.code();
        let key = RecordKey { ledger: id.ledger, kind, id: id.record };
        let reading = Reading::load(self.tables, self.state.actor, &key)?;
        let sheet = Sheet::<SuggestedUpdate>::read(reading.fields());
        sheet.content().cloned().ok_or(DeviceError::NotFound {
            what: "a suggested update",
            advice: "see the list of suggestions",
        })
    }
}

const NOTHING_THERE: DeviceError = DeviceError::NotFound {
    what: "the item that the suggestion is about",
    advice: "see the person's summary, or add something new",
};

/// The items that these puts write.
fn written_by(puts: &[Put]) -> Vec<ItemRef> {
    let summary = Summary::read(&fields_of(puts));
    let written = puts.iter().filter_map(|put| summary.at(&put.key));
    written.flat_map(|(_, at)| at.writings).map(ItemRef).collect()
}

fn rows(state: &mut State, tables: &Tables<'_>, person: PersonId) -> Result<Vec<SuggestionRow>> {
    let rulings: Vec<Sheet<Ruling>> = match standing(state, person) {
        Ok(ledger) => sheets_in(state, tables, ledger)?.into_iter().map(|(_, s)| s).collect(),
        Err(_) => Vec::new(),
    };
    let mut found: BTreeMap<SuggestionId, Entry<SuggestedUpdate>> = BTreeMap::new();
    for ledger in months(state, person) {
        for (record, sheet) in sheets_in::<SuggestedUpdate>(state, tables, ledger)? {
            if let Some(first) = sheet.first().filter(|first| first.content().is_some()) {
                found.insert(SuggestionId { ledger, record }, first.clone());
            }
        }
    }
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let name = called(name_of(state, tables, person)?);
    let summary = summary_reading(state, tables, person).ok();
    let summary = summary.map(|(reading, _)| Summary::read(reading.fields()));
    let mut rows = Vec::new();
    for (id, entry) in found {
        let Some(suggestion) = entry.content().cloned() else { continue };
        rows.push(SuggestionRow {
            id,
            person,
            name: name.clone(),
            by: entry.original().author,
            written: entry.original().written,
            slot: suggestion.about.as_ref().and_then(|key| Slot::of_key(key.as_str())),
            seen: seen(&suggestion, summary.as_ref()),
            ruled: ruling(id.record, &rulings).cloned(),
            suggestion,
        });
    }
    rows.sort_by_key(|row| (row.written, row.id));
    Ok(rows)
}

fn seen(suggestion: &SuggestedUpdate, summary: Option<&Summary>) -> Seen {
    let (Some(key), Some(version)) = (&suggestion.about, suggestion.version) else {
        return Seen::AsItStands;
    };
    let at = summary.and_then(|summary| summary.at(key.as_str()));
    match at {
        Some((_, at)) if at.writings.contains(&version.0) => Seen::AsItStands,
        Some(_) => Seen::ChangedSince,
        None => Seen::AsItStands,
    }
}
