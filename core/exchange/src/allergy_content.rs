//! An allergy as the summary holds it.

use holdfast_core::care::YesNo;
use holdfast_core::care::summary::Content;
use holdfast_core::care::summary::risks;

use crate::allergy::{Allergy, Kind, Severity};
use crate::fit::{line, line_and, lines, passages, yes_no};

pub(crate) fn of(allergy: &Allergy) -> Option<Content> {
    let mut words = allergy.reactions.clone();
    let agent = line_and(&allergy.agent, &mut words)?;
    if !allergy.also.is_empty() {
        words.push(format!("also coded as: {}", allergy.also.join("; ")));
    }
    words.extend(allergy.notes.iter().cloned());
    Some(Content::Allergy(risks::Allergy {
        agent,
        reaction: passages(&words),
        severity: allergy.severity.map(|severity| match severity {
            Severity::Mild => risks::Severity::Mild,
            Severity::Moderate => risks::Severity::Moderate,
            Severity::Severe => risks::Severity::Severe,
        }),
        kind: allergy.kind.map(|kind| match kind {
            Kind::Allergy => risks::ReactionKind::Allergy,
            Kind::Intolerance => risks::ReactionKind::Intolerance,
        }),
        suspected: allergy.suspected.map(yes_no),
        since: allergy.since.as_deref().and_then(line),
        coded: lines(&allergy.coded),
        over: allergy.over.then_some(YesNo::Yes),
    }))
}
