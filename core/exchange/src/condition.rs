//! Health conditions (`Condition`).

use crate::absence::{Stated, Topic, stated};
use crate::concept::{Concept, words, words_of};
use crate::element::Element;
use crate::person_parts::notes;
use crate::reading::Reading;
use crate::status::{self, Status};
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
    let clinical = status::read(element, "clinicalStatus")?;
    let verification = status::read(element, "verificationStatus")?;
    match verification.certain() {
        Some("entered-in-error") => return Err("marked as entered in error"),
        Some("refuted") => return Err("refuted: somebody found that this is not so"),
        _ => {}
    }
    let abated = element.children().any(|c| c.name().starts_with("abatement"));
    let over = match clinical.code {
        Some(clinical) => matches!(clinical, "inactive" | "resolved" | "remission"),
        None => abated,
    };
    let doubtful = clinical.doubtful || verification.doubtful;
    if over && !doubtful {
        element.set_aside("a condition that is over, by what the sender says");
        return Ok(());
    }
    let Some(concept) = element.get("code").and_then(Concept::read_with_codes) else {
        return Err("a condition that does not say which");
    };
    match stated(Topic::Problems, &concept) {
        Stated::Thing => {}
        Stated::Absence(meaning) => {
            let more = said_of_it(element, &clinical, &verification);
            reading.absent(element, (Topic::Problems, meaning), &concept, more);
            return Ok(());
        }
        Stated::TwoThings => reading.doubt(
            element,
            "one part of this says that no problems are known, another names one; taken as a condition",
        ),
    }
    if doubtful {
        reading.doubt(element, status::IN_DOUBT);
    }
    let concept = concept.naming_first();
    let mut more = said_of_it(element, &clinical, &verification);
    more.extend(element.text("recordedDate").map(|on| format!("recorded {}", clean(on))));
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

/// Everything that is said of it beside its name, in words.
fn said_of_it(
    element: Element<'_>,
    clinical: &Status<'_>,
    verification: &Status<'_>,
) -> Vec<String> {
    let mut more = clinical.notes("active");
    more.extend(verification.notes("confirmed"));
    more.extend(words(element, "severity").map(|s| format!("severity: {s}")));
    more.extend(words_of(element, "bodySite").into_iter().map(|s| format!("where: {s}")));
    for (name, before) in [
        ("onsetDateTime", "began"),
        ("onsetString", "began"),
        ("abatementDateTime", "ended"),
        ("abatementString", "ended"),
    ] {
        more.extend(element.text(name).map(|text| format!("{before} {}", clean(text))));
    }
    more.extend(notes(element));
    more
}
