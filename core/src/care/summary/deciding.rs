//! Deciding on what an import proposed: accepting it or declining it. Nothing is decided by itself.

use super::edit_error::EditError;
use super::editing::{Confirming, agreed, same_kind};
use super::import::{content_digest, is_medicine};
use super::proposal::Proposal;
use super::slot::{Content, Slot, Summary};
use crate::care::fields::{Pen, Put};
use crate::care::item::{ImportedAs, Item, Source, Status, Writing};
use crate::care::text::Text;

impl Summary {
    /// Accept a change that an import proposed: the item says it from now on, unconfirmed unless
    /// `confirming` says otherwise, and the proposal is closed. A medicine that ended, or was begun
    /// again, moves from the one list to the other: what it said before stays readable.
    ///
    /// # Errors
    /// [`EditError`] when the proposal does not stand or its item is in dispute.
    pub fn accept(
        &self,
        proposal: &str,
        confirming: Option<&Confirming>,
        pen: &mut Pen<'_>,
    ) -> Result<Vec<Put>, EditError> {
        let name = Slot::Proposal.name();
        let found = self.proposals.at(proposal).and_then(|guarded| guarded.agreed());
        let found = found.ok_or(EditError::NothingStands { name })?;
        let content = found.content.proposed.content().ok_or(EditError::NothingStands { name })?;
        let writing = Writing {
            occurred: found.occurred,
            confirmed: confirming.map(|confirming| confirming.confirmation(pen)),
            reason: found.reason.clone(),
            ..Writing::from(found.source.clone())
        };
        let mut puts = self.accepted(found, &content, writing, pen)?;
        puts.extend(self.close(proposal, Text::new("accepted").ok(), pen)?);
        Ok(puts)
    }

    fn accepted(
        &self,
        found: &Item<Proposal>,
        content: &Content,
        writing: Writing,
        pen: &mut Pen<'_>,
    ) -> Result<Vec<Put>, EditError> {
        let key = found.content.key.as_str();
        let slot = content.slot();
        if let Some((other, at)) = self.at(key) {
            if other != slot && is_medicine(other) && is_medicine(slot) {
                return self.moved(key, content, writing, pen);
            }
            same_kind(other, content)?;
            agreed(other, &at)?;
        }
        let item = as_imported(content, writing, pen);
        Ok(vec![Put { key: key.to_owned(), value: content.in_envelope_of(item) }])
    }

    /// From the list of current medicines to that of ended ones, or back.
    fn moved(
        &self,
        key: &str,
        content: &Content,
        writing: Writing,
        pen: &mut Pen<'_>,
    ) -> Result<Vec<Put>, EditError> {
        let reason = if content.slot() == Slot::EndedMedicine {
            "moved to the ended medicines: another system says it ended"
        } else {
            "moved to the current medicines: another system says it is taken"
        };
        let reason = Text::new(reason).expect("these words are short");
        let mut puts = self.remove(key, reason, pen)?;
        let item = as_imported(content, writing, pen);
        let key = pen.key_in(content.slot().word());
        puts.push(Put { key, value: content.in_envelope_of(item) });
        puts.extend(self.take_back_none_known(content.slot(), pen));
        Ok(puts)
    }

    /// Decline a change that an import proposed. The same change is not proposed again.
    ///
    /// # Errors
    /// [`EditError`] when the proposal does not stand.
    pub fn decline(
        &self,
        proposal: &str,
        reason: Text,
        pen: &mut Pen<'_>,
    ) -> Result<Vec<Put>, EditError> {
        self.close(proposal, Some(reason), pen)
    }

    fn close(
        &self,
        proposal: &str,
        reason: Option<Text>,
        pen: &mut Pen<'_>,
    ) -> Result<Vec<Put>, EditError> {
        let found = self.proposals.at(proposal).and_then(|guarded| guarded.agreed());
        let mut item =
            found.ok_or(EditError::NothingStands { name: Slot::Proposal.name() })?.clone();
        item.id = pen.item_id();
        item.status = Status::Removed;
        item.author = pen.member;
        item.written = pen.written;
        item.reason = reason;
        Ok(vec![Put::item(proposal, &item)])
    }
}

/// A writing that remembers which import it came with.
fn as_imported(content: &Content, writing: Writing, pen: &mut Pen<'_>) -> Item<()> {
    let mut item = Item::new((), writing, pen);
    if let Source::Imported { document, path } = &item.source {
        let (document, path) = (*document, path.clone());
        item.imported = Some(ImportedAs { document, path, content: content_digest(content) });
    }
    item
}
