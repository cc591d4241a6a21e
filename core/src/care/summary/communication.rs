//! Section 4, communication. Field sources: PRSB About Me; NHS Accessible Information Standard
//! (DAPB1605).

use crate::care::definition::content;
use crate::care::{Line, Text, YesNo};

content! {
    /// The language the person uses. Source: NHS Accessible Information Standard (DAPB1605).
    pub struct Language = "language" {
        /// First language, a signed one among them.
        0 language: Line = "language",
        /// Whether an interpreter is needed.
        1 interpreter: Option<YesNo> = "interpreter needed",
        /// Other languages understood.
        2 also: Option<Line> = "also understands",
    }
}

content! {
    /// What helps the person to communicate. Source: NHS Accessible Information Standard (DAPB1605).
    pub struct CommunicationAids = "communication aids" {
        /// Boards, signs, large print, time.
        0 aids: Text = "aids",
    }
}

content! {
    /// How the person shows something they may not say. Source: PRSB About Me.
    pub struct Shows = "how the person shows it" {
        /// How.
        0 how: Text = "how the person shows it",
        /// What helps then.
        1 what_helps: Option<Text> = "what helps",
    }
}

content! {
    /// How the person raises a concern, and with whom. Source: PRSB About Me; Care Act 2014.
    pub struct RaisingAConcern = "raising a concern" {
        /// How.
        0 how: Text = "how they raise a concern",
        /// Whom they trust with it.
        1 with_whom: Option<Line> = "with whom",
    }
}

content! {
    /// Please do, or please don't: in the person's words. Source: PRSB About Me.
    pub struct Please = "please" {
        /// What.
        0 words: Text = "what",
    }
}
