//! What is wrong with a catalogue, for whoever wrote it.

/// What was expected in a catalogue, what was found, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Problem(String);

impl Problem {
    /// As one sentence: "cy.ftl, tasks: expected …, found …; …".
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}
