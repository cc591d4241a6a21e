//! The closed sets of words of a visit.

use holdfast_core::care;

use super::closed;

closed! {
    /// How a visit stands, for a list of today.
    VisitState = care::VisitState {
        /// Planned; nobody has arrived.
        Planned,
        /// Stood down; nobody has arrived.
        StoodDown,
        /// Somebody is there.
        UnderWay,
        /// Everybody who arrived has left.
        Finished,
    }
}

closed! {
    /// What came of a task.
    TaskDone = care::visit_log::TaskDone {
        /// Done.
        Done,
        /// Done in part.
        Partly,
        /// Not done, with a reason.
        NotDone,
    }
}

closed! {
    /// What came of a medicine that was due or asked for. Source: NICE NG67 (records of
    /// medicines support).
    Outcome = care::Outcome {
        /// Taken; the carer saw it.
        TakenSeen,
        /// Taken; somebody said so.
        TakenReported,
        /// Part of it was taken.
        Partial,
        /// The person declined it.
        Declined,
        /// It had already been taken.
        AlreadyTaken,
        /// Asleep, or not able to take it.
        AsleepOrUnable,
        /// The medicine was not there.
        NotAvailable,
        /// The person was away.
        Away,
        /// Withheld because somebody with authority said so.
        WithheldOnAdvice,
        /// Not required (as needed, and not needed).
        NotRequired,
        /// Dropped or spoiled before it was swallowed.
        Spoiled,
        /// Taken and brought up again.
        Vomited,
        /// Nobody is sure whether it was taken.
        Uncertain,
        /// An error is suspected.
        ErrorSuspected,
        /// It was not offered.
        NotOffered,
    }
}

closed! {
    /// What kind of observation it is.
    ObservationKind = care::ObservationKind {
        /// Fluid drunk.
        Fluid,
        /// How much of a meal was eaten.
        Food,
        /// Body weight.
        Weight,
        /// Body temperature.
        Temperature,
        /// Pulse.
        Pulse,
        /// Blood pressure.
        BloodPressure,
        /// Blood glucose.
        Glucose,
        /// Mood, as it seemed or as the person said.
        Mood,
        /// Pain, by the person's own number.
        Pain,
        /// Skin, by place on the body.
        Skin,
        /// Bowels opened, by the Bristol stool chart.
        Bowel,
        /// Anything else, in words.
        FreeText,
    }
}

closed! {
    /// Whether somebody signed for a visit they were at.
    OwnVisit = care::sign_off::OwnVisit {
        /// Somebody else's visit.
        No,
        /// Their own: shown, so that another may look.
        Yes,
    }
}
