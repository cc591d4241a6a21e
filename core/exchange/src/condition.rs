//! Health conditions (`Condition`).

use crate::absence::{Absence, Stated, Topic, stated};
use crate::concept::{Concept, status, words, words_of};
use crate::person_parts::notes;
use crate::reading::Reading;
use crate::text::clean;

/// A health condition or problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Condition {
    pub path: String,
    pub key: Option<String>,
    pub name: String,
    /// Its codes, a line each.
    pub coded: Vec<String>,
    /// When it was recorded, as written.
    pub recorded: Option<String>,
    pub notes: Vec<String>,
}

/// Reads one `Condition`.
pub(crate) fn read(reading: &mut Reading<'_>, at: usize) -> Result<(), &'static str> {
    let element = reading.file.resources[at].element;
    let clinical = status(element, "clinicalStatus")?;
    let verification = status(element, "verificationStatus")?;
    match verification {
        Some("entered-in-error") => return Err("marked as entered in error"),
        Some("refuted") => return Err("refuted: somebody found that this is not so"),
        _ => {}
    }
    let abated = element.children().any(|c| c.name().starts_with("abatement"));
    let over = match clinical {
        Some(clinical) => matches!(clinical, "inactive" | "resolved" | "remission"),
        None => abated,
    };
    if over {
        element.set_aside("a condition that is over, by what the sender says");
        return Ok(());
    }
    let Some(concept) = element.get("code").and_then(Concept::read_with_codes) else {
        return Err("a condition that does not say which");
    };
    match stated(Topic::Problems, &concept) {
        Stated::Thing => {}
        Stated::Absence(meaning) => {
            let (said, path) = (concept.in_full(), element.path());
            reading.found.absences.push(Absence { topic: Topic::Problems, meaning, said, path });
            return Ok(());
        }
        Stated::TwoThings => reading.doubt(
            element,
            "one part of this says that no problems are known, another names one; taken as a condition",
        ),
    }
    let mut more = Vec::new();
    more.extend(
        clinical.filter(|c| *c != "active").map(|c| format!("the sender says: {}", clean(c))),
    );
    let doubted = verification.filter(|v| *v != "confirmed");
    more.extend(doubted.map(|v| format!("the sender says: {}", clean(v))));
    more.extend(words(element, "severity").map(|s| format!("severity: {s}")));
    more.extend(words_of(element, "bodySite").into_iter().map(|s| format!("where: {s}")));
    for (name, before) in [
        ("onsetDateTime", "began"),
        ("onsetString", "began"),
        ("abatementDateTime", "ended"),
        ("abatementString", "ended"),
        ("recordedDate", "recorded"),
    ] {
        more.extend(element.text(name).map(|text| format!("{before} {}", clean(text))));
    }
    more.extend(notes(element));
    reading.found.conditions.push(Condition {
        path: element.path(),
        key: reading.lasting_name(at),
        name: concept.in_full(),
        coded: concept.coded(),
        recorded: element.peek_text("recordedDate").map(clean),
        notes: more,
    });
    Ok(())
}
