//! The script: what is written in the night, word for word. The account compares what is read back
//! with this list, which no device has seen.

use super::account::{Place, Promise, Told};
use super::cast::Member;

/// What Carol learns by telephone and enters: the kind of item or its key, its fields, and the words
/// that carers must be able to read.
pub struct Entered {
    /// The kind of item, or the key of the one place for it.
    pub item: &'static str,
    /// Its fields.
    pub fields: &'static [&'static str],
    /// The words of it that must be read back.
    pub words: &'static str,
}

/// What was missing in every referral.
pub const ENTERED: [Entered; 3] = [
    Entered {
        item: TRANSFERS,
        fields: &["how=Stands up with a frame, one carer beside.", "bed=Sits on the edge first."],
        words: "Stands up with a frame, one carer beside.",
    },
    Entered {
        item: "mobility/staff-needed",
        fields: &["number=2", "what_for=moving from bed to chair"],
        words: "moving from bed to chair",
    },
    Entered {
        item: "rung",
        fields: &[
            "position=1",
            "role=on-call manager",
            "contacts=Harbour Care on call, mobile 07700 900100",
            "wait=10",
        ],
        words: "Harbour Care on call, mobile 07700 900100",
    },
];

/// What was missing in our own example alone: nobody invents an allergy for somebody else's.
pub const ENTERED_FOR_THE_EXAMPLE: [Entered; 2] = [
    Entered {
        item: "allergy",
        fields: &["agent=Penicillin", "reaction=Rash, swollen face", "severity=severe"],
        words: "Rash, swollen face",
    },
    Entered {
        item: "risk",
        fields: &[
            "category=falls",
            "what=May fall when turning round, most of all when tired.",
            "what_helps=Stand close, and give time.",
        ],
        words: "May fall when turning round, most of all when tired.",
    },
];

/// The guidance that two people change without seeing each other.
pub const TRANSFERS: &str = "mobility/transfers";
/// What Carol makes of it, in the office.
pub const TRANSFERS_BY_CAROL: &str = "Stands up with a frame; nobody needs to hold on.";
/// What Sam makes of it, at the bedside.
pub const TRANSFERS_BY_SAM: &str = "Standing hoist and two carers: the knees give way tonight.";
/// Why Sam's stands in the end.
pub const SETTLED_BECAUSE: &str = "Physiotherapist saw the transfer at 06:30 and agrees with Sam.";

/// What is planned in the first visit. The second task moves the person; the last waits for somebody
/// to confirm the medicines.
pub const TASKS: [&str; 5] = [
    "welfare check: see how the night has been",
    "transfer: from bed to chair",
    "prepare a meal: porridge and tea",
    "medicine prompt: morning tablets",
    "medicine when needed: sachet for the bowels",
];

/// The words of one that is done.
pub const TASK_DONE: &str = "see how the night has been";
/// The words of one that is not.
pub const TASK_NOT_DONE: &str = "sachet for the bowels";
/// Why not.
pub const NOT_DONE: &str = "Not needed, and nobody could confirm it.";

/// What is planned in the visit of the other provider's carer.
pub const TASKS_OF_DINA: [&str; 2] =
    ["welfare check: see how the evening was", "medicine administer: evening medicine"];

/// Amina's notes.
pub const NOTES_OF_AMINA: [&str; 3] = [
    "Awake when I came. Says the night was long and asks for tea.",
    "Drank half a cup of tea, ate two spoons of porridge.",
    "Said, \"The wardrobe is looking at me.\" Stayed until it was calm again — 20 minutes.",
];

/// Ben's, in the same visit.
pub const NOTES_OF_BEN: [&str; 2] = [
    "Came as second carer. Left heel is red, about the size of a 10p piece; cushion under the calf.",
    "Helped Amina with the transfer. Knees gave way once, lowered to the chair, no injury.",
];

/// Dina's.
pub const NOTES_OF_DINA: [&str; 2] = [
    "Read the guidance at the door. Two cushions, lamp on, radio low, as it says.",
    "Rang nobody: no signal. Left the evening medicine in its box, and wrote it on the paper chart too.",
];

/// A medicine as it stands on the box, where the referral has no better name for it.
pub const MEDICINE: &str = "Paracetamol 500mg tablets";
/// The one in our own example.
pub const MEDICINE_OF_THE_EXAMPLE: &str = "Co-careldopa 25mg/100mg tablets";

/// The note that a phone saves in a loop, each with its own number.
pub fn loop_note(number: usize) -> String {
    format!("Night check {number}: asleep, breathing is quiet, door left ajar.")
}

/// What the script holds of the night.
#[derive(Default)]
pub struct Script {
    told: Vec<Told>,
}

impl Script {
    /// Something was written, and the device said it was saved.
    pub fn announced(&mut self, place: Place, by: &Member, words: &[&str]) {
        self.told.push(told(place, by, words, Promise::Announced));
    }

    /// Something may have been saved: the power went before the device could say so.
    pub fn perhaps(&mut self, place: Place, by: &Member, words: &[&str]) {
        self.told.push(told(place, by, words, Promise::Perhaps));
    }

    /// All of it.
    pub fn told(&self) -> &[Told] {
        &self.told
    }
}

fn told(place: Place, by: &Member, words: &[&str], promise: Promise) -> Told {
    Told { place, by: by.full, words: words.iter().map(|&word| word.to_owned()).collect(), promise }
}

/// When the power goes: upon which announcement. The same for the same seed.
pub fn kill_upon(seed: u64) -> usize {
    // SplitMix64, Steele, Lea and Flood 2014: one step spreads neighbouring seeds well.
    let mut mixed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    usize::try_from((mixed ^ (mixed >> 31)) % 50).map_or(10, |number| number + 10)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_tasks_that_somebody_records_are_among_the_planned() {
        for words in [TASK_DONE, TASK_NOT_DONE] {
            assert_eq!(TASKS.iter().filter(|task| task.ends_with(words)).count(), 1, "{words}");
        }
    }

    #[test]
    fn a_seed_names_one_moment_and_seeds_differ() {
        assert_eq!(kill_upon(3), kill_upon(3));
        let moments: BTreeSet<usize> = (0..200).map(kill_upon).collect();
        assert!(moments.iter().all(|moment| (10..60).contains(moment)));
        assert!(moments.len() > 40, "200 seeds reach most of the 50 moments: {moments:?}");
    }
}
