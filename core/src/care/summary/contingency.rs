//! What to do when a plan cannot be kept, and what is usual for this person. Beside the six
//! sections, and guarded like them: both guide what a carer does when something is wrong.
//! Field sources: PRSB contingency plans; PRSB About Me; RESTORE2 (what is usual).

use crate::care::definition::content;
use crate::care::{Line, Text};

content! {
    /// What to do when something planned cannot happen. Source: PRSB contingency plans.
    pub struct Contingency = "contingency" {
        /// What to do.
        0 plan: Text = "what to do",
        /// Who steps in.
        1 who: Option<Line> = "who steps in",
    }
}

content! {
    /// What is usual for this person, so that a change is seen. Source: RESTORE2; PRSB About Me.
    pub struct Baseline = "what is usual for me" {
        /// In general.
        0 usual: Text = "what is usual",
        /// Alertness and memory.
        1 awareness: Option<Text> = "alertness and memory",
        /// Mood.
        2 mood: Option<Text> = "mood",
        /// Speech.
        3 speech: Option<Text> = "speech",
        /// Breathing and colour.
        4 breathing: Option<Text> = "breathing and colour",
        /// Moving.
        5 moving: Option<Text> = "moving",
        /// Eating and drinking.
        6 eating: Option<Text> = "eating and drinking",
        /// Sleep.
        7 sleep: Option<Text> = "sleep",
    }
}
