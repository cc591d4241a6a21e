//! The course of a medicine, from all that is said of it: from when until when, and what of its dosages
//! no one field can hold.
//!
//! A last day keeps a medicine from being given, so it is the last of all that are said, and there is
//! none where a part of it goes on.

use crate::element::Element;
use crate::medicine::{Medicine, Standing};
use crate::reading::Reading;
use crate::when::{before, day};

/// Settles when each medicine begins and ends, once statements and prescriptions are joined.
pub(crate) fn settle(reading: &mut Reading<'_>) {
    let mut all = std::mem::take(&mut reading.found.medicines);
    for medicine in &mut all {
        let element = reading.file.resources[medicine.resource].element;
        let unsettled = ends(medicine);
        if medicine.began.is_none() {
            medicine.began = first(medicine);
        }
        if medicine.standing == Standing::Current {
            if let Some(says) = unsettled {
                reading.doubt(element, says);
            }
            ask(reading, element, medicine);
        }
    }
    reading.found.medicines = all;
}

/// The last of its ends, if every part has one and they can be put in order. Gives what to ask.
fn ends(medicine: &mut Medicine) -> Option<String> {
    let whole = medicine.ends.take();
    let own = medicine.dosages.iter().map(|dosage| dosage.ends.as_ref());
    let prescribed = medicine.prescribed.iter().map(|dosage| dosage.ends.as_ref());
    let every = whole.is_some() || medicine.dosages.iter().all(|dosage| dosage.ends.is_some());
    let every = every && (whole.is_some() || !medicine.dosages.is_empty());
    let mut said: Vec<String> = Vec::new();
    for end in whole.iter().chain(own.chain(prescribed).flatten()) {
        if !said.contains(end) {
            said.push(end.clone());
        }
    }
    let last = said.iter().find(|end| said.iter().all(|other| !is_after(other, end)));
    medicine.ends = last.filter(|_| every).cloned();
    if said.is_empty() || medicine.ends.is_some() && said.len() == 1 {
        return None;
    }
    let all = said.join(", ");
    if medicine.ends.is_some() {
        return Some(format!("has several ends ({all}), and the last one counts: read each"));
    }
    medicine.notes.push(format!("ends, by what the sender says: {all}"));
    Some(match every {
        true => format!("its ends ({all}) cannot be put in order: it goes on; ask when it ends"),
        false => format!(
            "a part of how this is taken has an end ({all}) and a part has none: it goes on; ask when it ends"
        ),
    })
}

/// Whether one end is, or may be, after the other.
fn is_after(one: &str, other: &str) -> bool {
    one != other && !before(one, other) && !(day(one).is_some() && day(one) == day(other))
}

/// The first of its beginnings, if every part has one and they can be put in order.
fn first(medicine: &Medicine) -> Option<String> {
    let said: Option<Vec<&String>> =
        medicine.dosages.iter().map(|dosage| dosage.starts.as_ref()).collect();
    let said = said?;
    said.iter().find(|start| said.iter().all(|o| !is_after(start, o))).copied().cloned()
}

/// What a person must look at before it is given.
fn ask(reading: &mut Reading<'_>, element: Element<'_>, medicine: &mut Medicine) {
    let ends = medicine.ends.as_deref();
    if ends.zip(reading.written).is_some_and(|(end, now)| before(end, now)) {
        medicine.end_is_doubtful = true;
        reading.doubt(
            element,
            "said to be taken still, but its end was before this was written: ask whether it is",
        );
    }
    if medicine.said.is_some() {
        reading
            .doubt(element, "a medicine that is not simply being taken: read its status and ask");
    }
    let dosages = &medicine.dosages;
    if medicine.is_regular() && dosages.iter().any(|dosage| dosage.as_needed.is_some()) {
        let says = "taken regularly, and more when needed: read how, and give each as it says";
        reading.doubt(element, says);
    }
    if dosages.iter().any(|dosage| dosage.most != dosages[0].most) {
        reading.doubt(element, "has several limits, or one for a part of it: read each");
    }
    if dosages.iter().any(|dosage| dosage.not_daily && !dosage.at.is_empty()) {
        reading.doubt(
            element,
            "has times of day but is not said to be taken every day: the times are in words only",
        );
    }
}
