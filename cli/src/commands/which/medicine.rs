//! Which medicine of the summary. Nothing is taken for it that contradicts its name: `Co-codamol
//! 30/500` is not the `Co-codamol 8/500` of the summary, and `Vitamin B12` is not `Vitamin B`. So what
//! is typed must be a part of the name, or hold the whole of it as words.

use holdfast_core::care::reference::KeyRef;
use holdfast_core::care::summary::medicines::Medicine;
use holdfast_core::care::{Item, Summary, Value as _};

use super::{Candidate, only, plain};
use crate::failure::Result;

/// A medicine as the summary has it.
#[derive(Clone, Debug)]
pub struct Named {
    /// Where it stands.
    pub key: KeyRef,
    /// Its name there.
    pub name: String,
    /// What is said of it: the one writing; nothing while it is in dispute.
    pub agreed: Option<Item<Medicine>>,
}

/// The medicine of the summary that is meant; nothing where none is. Where several may be, they are
/// listed, each with its number among the medicines of the summary.
pub fn medicine(summary: &Summary, said: &str) -> Result<Option<Named>> {
    let found = meant(all(summary), said);
    // What stands on a box is no number: that is a place in the list, and there is none.
    if found.is_empty() && said.trim().parse::<usize>().is_err() {
        return Ok(None);
    }
    let expected = "one medicine of the summary, by a part of its name or its number there";
    only(found, expected, "see `holdfast person show`").map(Some)
}

fn all(summary: &Summary) -> Vec<Candidate<Named>> {
    let mut all: Vec<Candidate<Named>> = Vec::new();
    for guarded in summary.medicines.iter().filter(|guarded| guarded.stands()) {
        let Ok(key) = KeyRef::parse(guarded.key()) else { continue };
        let number = all.last().map_or(1, |last| last.number + 1);
        // Two people may call one medicine by two names until the dispute is settled: either finds it.
        for item in guarded.present() {
            let name = item.content.name.as_str().to_owned();
            let dose = item.content.dose.as_ref().map(|dose| format!(": {dose}"));
            let says = format!("{name}{}", dose.unwrap_or_default().replace('\n', "; "));
            let agreed = guarded.agreed().cloned();
            all.push(Candidate { number, says, what: Named { key: key.clone(), name, agreed } });
        }
    }
    all
}

type Meant<'a> = dyn Fn(&Candidate<Named>) -> bool + 'a;

fn meant(all: Vec<Candidate<Named>>, said: &str) -> Vec<Candidate<Named>> {
    let wanted = plain(said);
    let number = wanted.parse::<usize>().ok();
    let by: [&Meant<'_>; 4] = [
        &|one| plain(&one.what.name) == wanted,
        &|one| Some(one.number) == number,
        &|one| plain(&one.what.name).contains(&wanted),
        &|one| has_words(&wanted, &plain(&one.what.name)),
    ];
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<Candidate<Named>> = by
        .into_iter()
        .map(|is| all.iter().filter(|one| is(one)).cloned().collect::<Vec<_>>())
        .find(|found| !found.is_empty())
        .unwrap_or_default();
    found.dedup_by(|one, other| one.what.key == other.what.key);
    found
}

/// Whether the text holds all of these words, one after another and not as parts of longer ones.
fn has_words(text: &str, words: &str) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '/');
    !words.is_empty()
        && text.match_indices(words).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + words.len()..]);
            !joins(before.chars().next_back()) && !joins(after.chars().next())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(said: &str) -> Vec<usize> {
        let names = [
            "Co-careldopa 25mg/100mg tablets",
            "Co-codamol 8/500",
            "Vitamin B",
            "Macrogol sachets",
            "Macrogol ready to drink",
        ];
        let all = names.iter().enumerate().map(|(at, name)| Candidate {
            number: at + 1,
            says: (*name).to_owned(),
            what: Named {
                key: KeyRef::parse(&format!("medicine/{at}")).expect("a key"),
                name: (*name).to_owned(),
                agreed: None,
            },
        });
        meant(all.collect(), said).into_iter().map(|one| one.number).collect()
    }

    #[test]
    fn a_part_of_the_name_is_enough_and_a_number_is_its_number() {
        assert_eq!(found("co-careldopa"), [1]);
        assert_eq!(found("sachet"), [4]);
        assert_eq!(found("macrogol"), [4, 5]);
        assert_eq!(found("2"), [2]);
        assert_eq!(found("Aspirin"), [0; 0]);
        assert_eq!(found(""), [0; 0]);
    }

    #[test]
    fn what_contradicts_the_name_is_another_medicine() {
        assert_eq!(found("Vitamin B"), [3]);
        assert_eq!(found("vitamin b with breakfast"), [3]);
        assert_eq!(found("Vitamin B12"), [0; 0]);
        assert_eq!(found("Co-codamol 30/500"), [0; 0]);
        assert_eq!(found("Co-codamol 8/500"), [2]);
        assert_eq!(found("Co-codamol 8/500/20"), [0; 0]);
    }
}
