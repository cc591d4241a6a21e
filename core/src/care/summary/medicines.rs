//! Section 2, medication support. Field source: NICE NG67; CQC's guidance on time-critical, PRN and
//! covert medicines.

use crate::care::date::TimeOfDay;
use crate::care::definition::{content, words};
use crate::care::{Date, Line, List, Minutes, Text, YesNo};

words! {
    /// What the carer does. Source: NICE NG67, the three levels of support.
    pub enum Support: u8 = "support level" {
        /// Reminds; the person does the rest.
        1 Prompt = "prompt",
        /// Helps under the person's direction.
        2 Assist = "assist",
        /// Chooses, prepares and gives.
        3 Administer = "administer",
    }
}

content! {
    /// One medicine and how this person is supported with it. Source: NICE NG67.
    pub struct Medicine = "medicine" {
        /// Its name as on the label.
        0 name: Line = "name",
        /// Tablet, liquid, patch …
        1 form: Option<Line> = "form",
        /// Strength of one unit.
        2 strength: Option<Line> = "strength",
        /// How much each time, as prescribed.
        3 dose: Option<Text> = "dose",
        /// By mouth, on the skin …
        4 route: Option<Line> = "route",
        /// Times of day.
        5 times: List<TimeOfDay> = "times",
        /// When, in words: "with breakfast", "Mondays".
        6 when: Option<Text> = "when, in words",
        /// First day.
        7 start: Option<Date> = "start date",
        /// Last day; after it, not to be given.
        8 stop: Option<Date> = "stop date",
        /// What the carer does for this medicine.
        9 support: Option<Support> = "support level",
        /// Harm follows if it is left out.
        10 critical: Option<YesNo> = "critical",
        /// Harm follows if it is late.
        11 time_critical: Option<YesNo> = "time-critical",
        /// Given only when needed (PRN).
        12 as_needed: Option<YesNo> = "only when needed",
        /// What for, when needed.
        13 as_needed_reason: Option<Text> = "needed when",
        /// The shortest time between two doses.
        14 minimum_interval: Option<Minutes> = "at least this many minutes between doses",
        /// The most in a day, as prescribed.
        15 daily_maximum: Option<Line> = "most in a day",
        /// Who authorised giving it covertly.
        16 covert_authorised_by: Option<Line> = "covert: authorised by",
        /// The best-interests decision.
        17 covert_reference: Option<Line> = "covert: best-interests reference",
        /// After this day it may not be given covertly.
        18 covert_expires: Option<Date> = "covert: expires",
        /// What it is for.
        19 reason: Option<Text> = "what it is for",
        /// Anything else on the label.
        20 instructions: Option<Text> = "instructions",
        /// The medicine in another system's codes, as they came.
        21 coded: List<Line> = "codes",
        /// What another system says of its status: on hold, intended.
        22 said: Option<Line> = "status, as it was said",
    }
}

words! {
    /// What was said about a medicine that is not current.
    pub enum Ending: u8 = "how it ended" {
        /// Stopped before its end.
        1 Stopped = "stopped",
        /// Taken to its end.
        2 Completed = "completed",
        /// Paused, to be decided on.
        3 OnHold = "on hold",
        /// Ordered and withdrawn.
        4 Cancelled = "cancelled",
        /// Prescribed and not taken.
        5 NotTaken = "not taken",
    }
}

content! {
    /// A medicine that ended: kept apart, so that nobody gives it and everybody knows.
    /// Source: NICE NG67; FHIR R4 MedicationStatement.status.
    pub struct EndedMedicine = "ended medicine" {
        /// Its name.
        0 name: Line = "name",
        /// What was said.
        1 ending: Ending = "how it ended",
        /// When.
        2 ended: Option<Date> = "ended on",
        /// Why.
        3 why: Option<Text> = "why",
        /// Tablet, liquid, patch …
        4 form: Option<Line> = "form",
        /// Strength of one unit.
        5 strength: Option<Line> = "strength",
        /// How much it was.
        6 dose: Option<Text> = "dose",
        /// The medicine in another system's codes, as they came.
        7 coded: List<Line> = "codes",
    }
}
