//! Why an entry is set aside, in one word for a person: each reason that is kept with an entry ends in
//! what to do.

/// What is to be done about an entry that is set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetAside {
    /// It cannot be used as it came: its author writes it again.
    AskAgain,
    /// Its author may not write it.
    TellManager,
    /// The device it comes from was copied.
    Copied,
    /// This version does not know what it is.
    Update,
}

impl SetAside {
    /// By the reason that is kept with it. One that another version kept, in other words, is a manager's.
    pub fn of(reason: &str) -> Self {
        match reason.rsplit("; ").next().unwrap_or_default() {
            "ask its author to write it again" => Self::AskAgain,
            "ask a manager to withdraw it" => Self::Copied,
            "update Holdfast" => Self::Update,
            _ => Self::TellManager,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::apply::{NO_SAVE, NOT_ALLOWED, UNKNOWN_KIND};
    use crate::record::{Misfit, Quarantine, Refusal};

    #[test]
    fn every_reason_of_a_save_says_what_to_do() {
        assert_eq!(SetAside::of(NO_SAVE), SetAside::AskAgain);
        assert_eq!(SetAside::of(NOT_ALLOWED), SetAside::TellManager);
        assert_eq!(SetAside::of(UNKNOWN_KIND), SetAside::Update);
    }

    #[test]
    fn every_reason_of_a_change_says_what_to_do() {
        let of = |reason: Quarantine| SetAside::of(&reason.to_string());
        assert_eq!(of(Quarantine::Refused(Refusal::CutShort)), SetAside::AskAgain);
        assert_eq!(of(Quarantine::Misfit(Misfit::WrongReplaced)), SetAside::AskAgain);
        assert_eq!(of(Quarantine::Failed), SetAside::AskAgain);
        assert_eq!(of(Quarantine::Clash), SetAside::Copied);
    }

    #[test]
    fn words_of_another_version_go_to_a_manager() {
        assert_eq!(SetAside::of("expected something else"), SetAside::TellManager);
        assert_eq!(SetAside::of(""), SetAside::TellManager);
    }
}
