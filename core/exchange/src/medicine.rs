//! Medicines: what somebody says is taken (`MedicationStatement`) and what was prescribed
//! (`MedicationRequest`).
//!
//! A statement and a request become one medicine only where one points at the other and both say the
//! same of whether it is taken. Two that merely sound alike stay two: "metformin" twice may be a
//! dose changed last week.

use std::collections::{BTreeSet, HashMap};

use crate::absence::{Stated, Topic, stated};
use crate::concept::{Concept, status, words, words_of};
use crate::dosage::{Dosage, read_all};
use crate::element::Element;
use crate::file::Link;
use crate::gate;
use crate::medication::{Named, named};
use crate::person_parts::notes;
use crate::reading::Reading;
use crate::text::{clean, same};

/// One medicine, as one resource or two joined ones say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Medicine {
    pub path: String,
    pub key: Option<String>,
    pub name: String,
    /// Other words its codes have for it.
    pub also: Vec<String>,
    /// Its codes, a line each.
    pub coded: Vec<String>,
    pub form: Option<String>,
    pub strength: Option<String>,
    pub standing: Standing,
    /// The sender's status, where it is not simply taken or ended.
    pub said: Option<&'static str>,
    pub dosages: Vec<Dosage>,
    /// Dosages of a prescription it rests on that say something else; they are in its notes.
    pub prescribed: Vec<Dosage>,
    pub reasons: Vec<String>,
    pub notes: Vec<String>,
    /// When it was said or prescribed, as written.
    pub recorded: Option<String>,
    /// When it began, as written.
    pub began: Option<String>,
    /// When it ends or ended, as written.
    pub ends: Option<String>,
    /// Said to be taken still, although its end lies before the document.
    pub end_is_doubtful: bool,
    /// The resource it was read from.
    pub resource: usize,
    /// Requests this statement says it rests on.
    rests_on: BTreeSet<usize>,
}

impl Medicine {
    /// Whether any of it is taken without waiting until it is needed.
    pub fn is_regular(&self) -> bool {
        self.dosages.is_empty() || self.dosages.iter().any(|dosage| dosage.as_needed.is_none())
    }
}

/// Whether a medicine is being taken, by what the sender says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Taken, to be taken, or not known.
    Current,
    /// Not to be given: how it ended.
    Ended(Ending),
}

/// How a medicine ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    Stopped,
    Completed,
    Cancelled,
    NotTaken,
}

/// Reads one `MedicationStatement`.
pub(crate) fn read_statement(reading: &mut Reading<'_>, at: usize) -> Result<(), &'static str> {
    let element = reading.file.resources[at].element;
    let (standing, says) = match status(element, "status")? {
        Some("active") => (Standing::Current, None),
        Some("entered-in-error") => return Err(gate::ENTERED_IN_ERROR),
        Some("completed") => (Standing::Ended(Ending::Completed), None),
        Some("stopped") => (Standing::Ended(Ending::Stopped), None),
        Some("not-taken") => (Standing::Ended(Ending::NotTaken), None),
        Some("intended") => (Standing::Current, Some("intended: not started yet")),
        Some("on-hold") => (Standing::Current, Some("on hold")),
        Some(_) | None => (Standing::Current, Some("does not say whether it is still taken")),
    };
    let medicine = begin(reading, at, standing, says, "dosage")?;
    let Some(mut medicine) = medicine else { return Ok(()) };
    if let Some(period) = element.get("effectivePeriod") {
        medicine.began = period.text("start").map(clean);
        medicine.ends = period.text("end").map(clean);
    }
    for (name, before) in [("effectiveDateTime", "taken on"), ("dateAsserted", "said on")] {
        let said = element.text(name).map(|text| format!("{before} {}", clean(text)));
        medicine.notes.extend(said);
    }
    let basis = [element.get("basedOn"), element.get("derivedFrom")];
    for reference in basis.into_iter().flatten().flat_map(|list| list.children()) {
        if let Link::Here(request) = reading.file.follow(at, reference)
            && reading.file.resources[request].kind == "MedicationRequest"
        {
            medicine.rests_on.insert(request);
        }
    }
    reading.found.medicines.push(medicine);
    Ok(())
}

/// Reads one `MedicationRequest`.
pub(crate) fn read_request(reading: &mut Reading<'_>, at: usize) -> Result<(), &'static str> {
    let element = reading.file.resources[at].element;
    let (standing, says) = match status(element, "status")? {
        Some("active") => (Standing::Current, None),
        Some("entered-in-error") => return Err(gate::ENTERED_IN_ERROR),
        Some("draft") => return Err("a draft of a prescription"),
        Some("completed") => (Standing::Ended(Ending::Completed), None),
        Some("stopped") => (Standing::Ended(Ending::Stopped), None),
        Some("cancelled") => (Standing::Ended(Ending::Cancelled), None),
        Some("on-hold") => (Standing::Current, Some("on hold")),
        Some(_) | None => (Standing::Current, Some("does not say whether it still stands")),
    };
    if matches!(status(element, "intent")?, Some("proposal" | "option")) {
        return Err("a proposal, not a prescription");
    }
    let not_to_be_given = gate::is_forbidden(element)
        .ok_or("does not say clearly whether this medicine is to be given")?;
    if not_to_be_given && standing == Standing::Current {
        return Err("says that this medicine is NOT to be given; find out before giving it");
    }
    let medicine = begin(reading, at, standing, says, "dosageInstruction")?;
    let Some(mut medicine) = medicine else { return Ok(()) };
    let prescribed = element.text("authoredOn").map(|on| format!("prescribed {}", clean(on)));
    medicine.notes.extend(prescribed);
    if not_to_be_given {
        medicine.notes.push("the sender says: NOT to be given".to_owned());
    }
    reading.found.medicines.push(medicine);
    Ok(())
}

/// What both kinds have: the medicine's name, dosages, reasons, notes. `None` if it says there are none.
fn begin(
    reading: &mut Reading<'_>,
    at: usize,
    standing: Standing,
    says: Option<&'static str>,
    dosage: &str,
) -> Result<Option<Medicine>, &'static str> {
    let element = reading.file.resources[at].element;
    let Named { concept, form, strength } = named(reading, at)?;
    let dosages = read_all(element, dosage);
    let reasons = words_of(element, "reasonCode");
    let mut about = reason_for_status(element);
    about.extend(notes(element));
    match stated(Topic::Medicines, &concept) {
        Stated::Thing => {}
        Stated::Absence(_) if standing != Standing::Current => {
            return Err("says that an absence of medicines is over");
        }
        Stated::Absence(meaning) => {
            let mut more: Vec<String> = dosages.iter().map(Dosage::in_full).collect();
            more.extend(reasons);
            more.extend(about);
            more.extend(form.into_iter().chain(strength));
            reading.absent(element, (Topic::Medicines, meaning), &concept, more);
            return Ok(None);
        }
        Stated::TwoThings => reading.doubt(
            element,
            "one part of this says that there are no medicines, another names one; taken as a medicine",
        ),
    }
    let concept = Concept::naming_first(concept);
    Ok(Some(Medicine {
        path: element.path(),
        key: reading.lasting_name(at),
        coded: concept.coded(),
        name: concept.words,
        also: concept.also,
        form,
        strength,
        standing,
        said: says,
        dosages,
        prescribed: Vec::new(),
        reasons,
        notes: about,
        recorded: ["dateAsserted", "authoredOn"]
            .iter()
            .find_map(|name| element.peek_text(name))
            .map(clean),
        began: None,
        ends: None,
        end_is_doubtful: false,
        resource: at,
        rests_on: BTreeSet::new(),
    }))
}

/// Why it has the status it has; one in a request, several in a statement.
fn reason_for_status(element: Element<'_>) -> Vec<String> {
    let reasons = match element.get("statusReason") {
        Some(reason) if reason.is_object() => words(element, "statusReason").into_iter().collect(),
        Some(_) => words_of(element, "statusReason"),
        None => Vec::new(),
    };
    reasons.into_iter().map(|reason| format!("reason: {reason}")).collect()
}

/// The most statements that one request is joined with: each takes its words along.
const MOST_JOINED: usize = 8;

/// Joins each statement with the requests it rests on, where both say the same of its standing.
pub(crate) fn join(reading: &mut Reading<'_>) {
    let all = std::mem::take(&mut reading.found.medicines);
    let at: HashMap<usize, usize> = all.iter().enumerate().map(|(i, m)| (m.resource, i)).collect();
    let mut joined = vec![0; all.len()];
    let mut out = Vec::with_capacity(all.len());
    for statement in &all {
        let mut statement = statement.clone();
        for request in &std::mem::take(&mut statement.rests_on) {
            let Some(&i) = at.get(request) else { continue };
            let agree = agree(all[i].standing, statement.standing)
                && same(&all[i].name, &statement.name)
                && joined[i] < MOST_JOINED;
            if agree {
                joined[i] += 1;
                absorb(&mut statement, &all[i]);
            } else {
                let element = reading.file.resources[statement.resource].element;
                reading.doubt(
                    element,
                    "what is said to be taken and the prescription it rests on do not agree: both are listed",
                );
            }
        }
        out.push(statement);
    }
    let kept = out.into_iter().zip(joined).filter(|(_, joined)| *joined == 0);
    reading.found.medicines = kept.map(|(medicine, _)| medicine).collect();
}

/// Both current, or both ended, however each ended.
fn agree(one: Standing, other: Standing) -> bool {
    (one == Standing::Current) == (other == Standing::Current)
}

/// Fills what the statement does not say from its request, and keeps what differs in words.
fn absorb(statement: &mut Medicine, request: &Medicine) {
    let fill = |mine: &mut Option<String>, theirs: &Option<String>| {
        if mine.is_none() {
            mine.clone_from(theirs);
        }
    };
    fill(&mut statement.form, &request.form);
    fill(&mut statement.strength, &request.strength);
    if statement.dosages.is_empty() {
        statement.dosages.clone_from(&request.dosages);
    } else {
        let mine: Vec<String> = statement.dosages.iter().map(Dosage::in_full).collect();
        for theirs in &request.dosages {
            let says = theirs.in_full();
            if !mine.iter().any(|mine| same(mine, &says)) {
                statement.notes.push(format!("the prescription says: {says}"));
                statement.prescribed.push(theirs.clone());
            }
        }
    }
    for (mine, theirs) in [
        (&mut statement.reasons, &request.reasons),
        (&mut statement.notes, &request.notes),
        (&mut statement.also, &request.also),
        (&mut statement.coded, &request.coded),
    ] {
        for said in theirs {
            if !mine.iter().any(|m| same(m, said)) {
                mine.push(said.clone());
            }
        }
    }
}
