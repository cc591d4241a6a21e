//! The task catalogue: what each kind of task needs to be known, how many it takes, and whether
//! harm follows quickly when something is wrong.
//!
//! A task that is not in the catalogue is *not checked*; it is never called clear.
//! Source: PRSB Digital Care and Support Plan, planned activities; NICE NG67 and NG21 (home care).

use super::definition::words;
use super::summary::Section;
use Section::{
    Communication, ConsentAndCapacity, EscalationRoute, Medication, MobilityAndFalls,
    RisksAndTriggers,
};

words! {
    /// A kind of task.
    pub enum TaskKind: u16 = "kind of task" {
        /// Anything the catalogue does not have: not checked.
        0 Unlisted = "not in the catalogue",
        /// See how the person is.
        1 WelfareCheck = "welfare check",
        /// Company and conversation.
        2 Companionship = "companionship",
        /// Cleaning, laundry, bins.
        3 Housework = "housework",
        /// Shopping and collecting.
        4 Shopping = "shopping",
        /// Make food and drink.
        5 PrepareMeal = "prepare a meal",
        /// Help to eat and drink.
        6 HelpToEat = "help to eat and drink",
        /// Washing, dressing, mouth and hair.
        7 PersonalCare = "personal care",
        /// Toilet and continence.
        8 Continence = "continence care",
        /// Bed, chair, toilet, hoist.
        9 Transfer = "transfer",
        /// Turning and repositioning in bed.
        10 Repositioning = "repositioning",
        /// Walking with support.
        11 Walking = "walking support",
        /// Remind about medicine.
        12 MedicinePrompt = "medicine prompt",
        /// Help with medicine.
        13 MedicineAssist = "medicine assist",
        /// Give medicine.
        14 MedicineAdminister = "medicine administer",
        /// Medicine when needed.
        15 MedicineAsNeeded = "medicine when needed",
        /// Creams and skin.
        16 SkinCare = "skin care",
        /// Catheter or stoma.
        17 CatheterOrStoma = "catheter or stoma care",
        /// Feeding by tube.
        18 TubeFeeding = "tube feeding",
        /// Weight, temperature, fluids.
        19 Observation = "observation",
        /// Going out together.
        20 GoingOut = "going out",
        /// Support with distress.
        21 BehaviourSupport = "support with distress",
        /// A restriction is used or watched over.
        22 RestrictionUse = "restriction",
        /// Handling the person's money.
        23 Money = "money",
        /// A check in the night.
        24 NightCheck = "night check",
        /// Bath or shower.
        25 Bathing = "bath or shower",
        /// Exercises a therapist set.
        26 Exercises = "exercises",
    }
}

/// Whether harm follows quickly when a task is done on wrong information.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Harm {
    /// It waits until what it needs is confirmed.
    Higher,
    /// It may go on with care.
    Ordinary,
}

/// What the catalogue says of one kind of task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskEntry {
    /// Which kind.
    pub kind: TaskKind,
    /// Sections that must be current.
    pub sections: &'static [Section],
    /// How many staff it takes at least.
    pub staff: u32,
    /// Whether the person's own number of staff, and the visit's, count for it.
    pub moves_the_person: bool,
    /// Whether it waits for confirmation.
    pub harm: Harm,
    /// The least restrictive thing to do instead while it is paused.
    pub instead: &'static str,
}

impl TaskEntry {
    /// Whether it is about a medicine.
    pub const fn is_medicine(&self) -> bool {
        matches!(
            self.kind,
            TaskKind::MedicinePrompt
                | TaskKind::MedicineAssist
                | TaskKind::MedicineAdminister
                | TaskKind::MedicineAsNeeded
        )
    }
}

const fn entry(
    kind: TaskKind,
    sections: &'static [Section],
    harm: Harm,
    instead: &'static str,
) -> TaskEntry {
    TaskEntry { kind, sections, staff: 1, moves_the_person: false, harm, instead }
}

const fn moving(
    kind: TaskKind,
    sections: &'static [Section],
    harm: Harm,
    instead: &'static str,
) -> TaskEntry {
    TaskEntry { kind, sections, staff: 1, moves_the_person: true, harm, instead }
}

/// The catalogue, in the order of the codes.
pub const CATALOGUE: &[TaskEntry] = &[
    entry(TaskKind::WelfareCheck, &[], Harm::Ordinary, "Ask how they are, and stay."),
    entry(TaskKind::Companionship, &[], Harm::Ordinary, "Stay and talk."),
    entry(TaskKind::Housework, &[], Harm::Ordinary, "Leave it for another visit."),
    entry(TaskKind::Shopping, &[], Harm::Ordinary, "Leave it for another visit."),
    entry(
        TaskKind::PrepareMeal,
        &[RisksAndTriggers, MobilityAndFalls],
        Harm::Ordinary,
        "Offer food and drink that you know is safe for them.",
    ),
    entry(
        TaskKind::HelpToEat,
        &[RisksAndTriggers, MobilityAndFalls],
        Harm::Higher,
        "Stay with them while they eat and drink what you know is safe.",
    ),
    moving(
        TaskKind::PersonalCare,
        &[RisksAndTriggers, MobilityAndFalls, Communication, ConsentAndCapacity],
        Harm::Ordinary,
        "Help them to wash hands and face where they are, and keep them warm and dry.",
    ),
    moving(
        TaskKind::Continence,
        &[RisksAndTriggers, MobilityAndFalls, Communication],
        Harm::Ordinary,
        "Keep them clean and dry where they are.",
    ),
    moving(
        TaskKind::Transfer,
        &[RisksAndTriggers, MobilityAndFalls],
        Harm::Higher,
        "Do not lift. Make them comfortable where they are; they may move as they choose.",
    ),
    moving(
        TaskKind::Repositioning,
        &[MobilityAndFalls],
        Harm::Higher,
        "Help them to move themselves, with pillows, as far as they can.",
    ),
    entry(
        TaskKind::Walking,
        &[RisksAndTriggers, MobilityAndFalls],
        Harm::Ordinary,
        "Walk beside them if they choose to walk, with the aid they always use.",
    ),
    entry(
        TaskKind::MedicinePrompt,
        &[Medication],
        Harm::Ordinary,
        "Ask what they took. Do not hold back a medicine: phone before it is due.",
    ),
    entry(
        TaskKind::MedicineAssist,
        &[RisksAndTriggers, Medication],
        Harm::Higher,
        "Do not hold back a medicine: phone before it is due.",
    ),
    entry(
        TaskKind::MedicineAdminister,
        &[RisksAndTriggers, Medication, ConsentAndCapacity],
        Harm::Higher,
        "Do not hold back a medicine: phone before it is due.",
    ),
    entry(
        TaskKind::MedicineAsNeeded,
        &[RisksAndTriggers, Medication, Communication],
        Harm::Higher,
        "Comfort them, and phone now about the medicine.",
    ),
    entry(
        TaskKind::SkinCare,
        &[RisksAndTriggers, MobilityAndFalls, Medication],
        Harm::Ordinary,
        "Keep the skin clean and dry, and look for changes.",
    ),
    entry(
        TaskKind::CatheterOrStoma,
        &[RisksAndTriggers, MobilityAndFalls],
        Harm::Higher,
        "Look whether it drains and whether they are in pain, and phone.",
    ),
    entry(
        TaskKind::TubeFeeding,
        &[RisksAndTriggers, Medication, MobilityAndFalls],
        Harm::Higher,
        "Do not start the feed. Phone now.",
    ),
    entry(TaskKind::Observation, &[], Harm::Ordinary, "Write what you see."),
    entry(
        TaskKind::GoingOut,
        &[RisksAndTriggers, MobilityAndFalls, Communication, EscalationRoute],
        Harm::Ordinary,
        "Do something together at home. If they choose to go out, go along.",
    ),
    entry(
        TaskKind::BehaviourSupport,
        &[RisksAndTriggers, Communication, ConsentAndCapacity, EscalationRoute],
        Harm::Higher,
        "Give them space and time, keep calm, and phone.",
    ),
    entry(
        TaskKind::RestrictionUse,
        &[RisksAndTriggers, ConsentAndCapacity],
        Harm::Higher,
        "Phone now. Do not take away equipment or a safety measure on your own.",
    ),
    entry(
        TaskKind::Money,
        &[ConsentAndCapacity],
        Harm::Ordinary,
        "Leave it, and write down what they need.",
    ),
    entry(
        TaskKind::NightCheck,
        &[RisksAndTriggers, EscalationRoute],
        Harm::Ordinary,
        "Look in and listen, as quietly as you can.",
    ),
    moving(
        TaskKind::Bathing,
        &[RisksAndTriggers, MobilityAndFalls, Communication, ConsentAndCapacity],
        Harm::Higher,
        "Help them to wash where they are.",
    ),
    entry(
        TaskKind::Exercises,
        &[RisksAndTriggers, MobilityAndFalls],
        Harm::Ordinary,
        "Leave it for another visit.",
    ),
];

impl TaskKind {
    /// What the catalogue says; nothing for a task it does not have.
    pub fn entry(self) -> Option<&'static TaskEntry> {
        CATALOGUE.get(usize::from(self.code()).checked_sub(1)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_but_the_unlisted_has_its_own_entry() {
        assert_eq!(TaskKind::Unlisted.entry(), None);
        for kind in &TaskKind::ALL[1..] {
            assert_eq!(kind.entry().map(|entry| entry.kind), Some(*kind));
        }
        assert_eq!(CATALOGUE.len() + 1, TaskKind::ALL.len());
    }
}
