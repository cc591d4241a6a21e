//! Which item of a summary, and which kind. A kind is called by the last part of its key
//! (`transfers`, `staff-needed`), an item by a part of what it says; keys are for programs.

use holdfast_core::care::Summary;
use holdfast_core::care::summary::{Place, Section, Shape, Slot};

use super::{by_number_or_part, only, plain, unnumbered};
use crate::failure::{Failure, Result};
use crate::words;

/// A kind of item, and where the one that stands is, for a kind that has one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind(pub Slot);

impl Kind {
    /// Whether a summary has one place for it, so that the kind says which item.
    pub fn has_one_place(self) -> bool {
        self.0.shape() != Shape::Many
    }
}

fn same(one: &str, other: &str) -> bool {
    let bare = |text: &str| plain(text).replace(['-', '_'], " ");
    bare(one) == bare(other)
}

/// A kind by its word, the last part of it, or its name where only one kind has that name.
fn found(said: &str) -> Option<Kind> {
    let all = || Slot::ALL.iter().copied().filter(|slot| *slot != Slot::Proposal);
    let by_word = all().find(|slot| same(slot.word(), said) || same(words::called(*slot), said));
    let mut by_name = all().filter(|slot| same(slot.name(), said));
    let by_name = by_name.next().filter(|_| by_name.next().is_none());
    by_word.or(by_name).map(Kind)
}

/// A kind of item.
pub fn kind(said: &str) -> Result<Kind> {
    found(said).ok_or_else(|| {
        Failure::refused(format!("expected a kind of item, found another word; {}", kinds()))
    })
}

fn kinds() -> String {
    let stated = |slot: &&Slot| slot.stated_about().is_none() && **slot != Slot::Proposal;
    let words: Vec<&str> =
        Slot::ALL.iter().filter(stated).map(|slot| words::called(*slot)).collect();
    format!("use one of: {}", words.join(", "))
}

/// The key of what is meant: a key, a kind with one place, or a part of what stands and says it.
pub fn item(summary: &Summary, said: &str) -> Result<String> {
    if summary.at(said).is_some() {
        return Ok(said.to_owned());
    }
    if let Some(kind) = found(said) {
        if kind.has_one_place() {
            return Ok(kind.0.word().to_owned());
        }
        let of_kind = standing(summary).into_iter().filter(|(slot, ..)| *slot == kind.0);
        let of_kind = unnumbered(of_kind.map(|(_, says, key)| (says, key)));
        return only(of_kind, ITEM, "see `holdfast person show`");
    }
    let all = unnumbered(standing(summary).into_iter().map(|(_, says, key)| (says, key)));
    let found = by_number_or_part(all, said);
    only(found, ITEM, &format!("see `holdfast person show`; of a kind, {}", kinds()))
}

const ITEM: &str = "one item of this summary, by a part of what it says, its kind or its key";

/// What stands, each with what it says. What an import proposes does not stand.
fn standing(summary: &Summary) -> Vec<(Slot, String, String)> {
    let values = summary.values().into_iter();
    let values = values.filter(|(slot, value)| value.stands() && slot.place() != Place::Proposals);
    values
        .filter_map(|(slot, value)| {
            let (_, at) = summary.at(value.key())?;
            let item = at.values.iter().find(|item| item.is_present())?;
            let says = format!("{}: {}", words::kind(slot), words::content(&item.content));
            Some((slot, says, value.key().to_owned()))
        })
        .collect()
}

/// The keys of what stands, guarded and undisputed: everywhere, in a section, of a kind with the
/// statement about its list, or one item.
pub fn keys(summary: &Summary, said: &str) -> Result<Vec<String>> {
    let section = Section::ALL.iter().copied().find(|section| same(section.word(), said));
    let kind = found(said).map(|kind| kind.0);
    let one = match (section, kind) {
        (None, None) if said != "all" => Some(item(summary, said)?),
        _ => None,
    };
    let chosen = |slot: Slot, key: &str| {
        said == "all"
            || one.as_deref() == Some(key)
            || section.is_some_and(|section| slot.section() == Some(section))
            || kind.is_some_and(|kind| kind == slot || slot.stated_about() == Some(kind))
    };
    let values = summary.values().into_iter();
    let keys = values.filter(|(slot, value)| {
        slot.is_guarded()
            && value.stands()
            && !value.is_disputed()
            && chosen(*slot, value.key())
            && slot.place() != Place::Proposals
    });
    Ok(keys.map(|(_, value)| value.key().to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_what_people_call_it_and_by_its_key() {
        for slot in Slot::ALL.iter().copied().filter(|slot| *slot != Slot::Proposal) {
            assert_eq!(found(words::called(slot)), Some(Kind(slot)), "{}", words::called(slot));
            assert_eq!(found(slot.word()), Some(Kind(slot)), "{}", slot.word());
        }
        assert_eq!(found("Staff needed"), Some(Kind(Slot::StaffNeeded)));
        assert_eq!(found("staff_needed"), Some(Kind(Slot::StaffNeeded)));
        assert_eq!(found("proposal"), None, "what an import proposes is decided, not edited");
        assert_eq!(found("grapefruit"), None);
    }
}
