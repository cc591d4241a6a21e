//! Who else matters: next of kin, emergency contacts, the general practitioner.

use crate::concept::{codes, words_of};
use crate::element::Element;
use crate::file::Link;
use crate::person_parts::{Place, Reach, first_name, first_place, reaches};
use crate::reading::Reading;
use crate::text::clean;
use crate::when::before;

/// Somebody to turn to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contact {
    pub path: String,
    /// Of the resource it stands in.
    pub key: Option<String>,
    pub role: Role,
    pub name: Option<String>,
    /// In the sender's words: "daughter".
    pub relationship: Vec<String>,
    pub reach: Vec<Reach>,
    /// Of a GP only: where next of kin live is not kept.
    pub address: Option<Place>,
}

/// What somebody is to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    NextOfKin,
    Emergency,
    Other,
    Gp,
}

/// The contacts and the GP that stand in the Patient.
pub(crate) fn of_patient(reading: &mut Reading<'_>, at: usize) {
    let patient = reading.file.resources[at].element;
    for contact in patient.list("contact") {
        if has_ended(contact, reading.written) {
            contact.leave("a contact that has ended");
            continue;
        }
        read_contact(reading, at, contact);
    }
    for gp in patient.few("generalPractitioner") {
        of_gp(reading, at, gp);
    }
}

/// A `RelatedPerson`.
pub(crate) fn read(reading: &mut Reading<'_>, at: usize) -> Result<(), &'static str> {
    let related = reading.file.resources[at].element;
    if related.truth("active") == Some(false) || has_ended(related, reading.written) {
        return Err("the sender marks this contact as no longer in use");
    }
    read_contact(reading, at, related);
    Ok(())
}

fn has_ended(element: Element<'_>, written: Option<&str>) -> bool {
    let end = element.get("period").and_then(|p| p.peek_text("end"));
    end.is_some_and(|end| written.is_none_or(|now| before(end, now)))
}

fn read_contact(reading: &mut Reading<'_>, at: usize, element: Element<'_>) {
    let role = role(element);
    let relationship = words_of(element, "relationship");
    let name = first_name(element, "name", reading.written).map(|called| called.full);
    let reach = reaches(element, reading.written);
    if name.is_none() && reach.is_empty() {
        return element.leave_whole("a contact with neither a name nor a way to reach them");
    }
    let path = element.path();
    let key = reading.lasting_name(at);
    let address = None;
    reading.found.contacts.push(Contact { path, key, role, name, relationship, reach, address });
}

/// Next of kin before emergency contact: who is both is told first.
fn role(element: Element<'_>) -> Role {
    let mut emergency = false;
    for relationship in element.get("relationship").into_iter().flat_map(|r| r.children()) {
        let text = relationship.peek_text("text").unwrap_or_default().to_lowercase();
        let codes = codes(relationship);
        if codes.iter().any(|c| c.code == "N") || text.contains("next of kin") {
            return Role::NextOfKin;
        }
        emergency |=
            codes.iter().any(|c| matches!(c.code, "C" | "EP")) || text.contains("emergency");
    }
    if emergency { Role::Emergency } else { Role::Other }
}

fn of_gp(reading: &mut Reading<'_>, at: usize, reference: Element<'_>) {
    let display = reference.peek_text("display").map(clean);
    let (name, reach, address) = match reading.file.follow(at, reference) {
        Link::Here(gp) => {
            let (reach, address) = ways(reading, gp);
            (professional(reading, gp).or(display), reach, address)
        }
        Link::None => return,
        Link::Elsewhere => {
            let display = reference.text("display").map(clean);
            if display.is_none() {
                return reference.point_out("the GP is named by a reference to outside the file");
            }
            for name in ["reference", "type", "identifier"] {
                if let Some(part) = reference.get(name) {
                    part.leave("points to outside the file; the name was brought in");
                }
            }
            (display, Vec::new(), None)
        }
    };
    let path = reference.path();
    let relationship = Vec::new();
    let key = reading.lasting_name(at);
    reading.found.contacts.push(Contact {
        path,
        key,
        role: Role::Gp,
        name,
        relationship,
        reach,
        address,
    });
}

/// The name of a Practitioner, PractitionerRole or Organization; of a role, who fills it and where.
pub(crate) fn professional(reading: &Reading<'_>, at: usize) -> Option<String> {
    let element = reading.file.resources[at].element;
    let own = match element.get("name") {
        Some(name) if name.peek().is_some() => name.take().map(clean),
        _ => first_name(element, "name", reading.written).map(|called| called.full),
    };
    let mut parts: Vec<String> = own.into_iter().collect();
    for (reference, link) in filled_by(reading, at) {
        parts.extend(match link {
            // Deeper than a role's own references nobody's name is found.
            Link::Here(next) if reading.file.resources[next].kind != "PractitionerRole" => {
                professional(reading, next)
            }
            Link::Elsewhere => reference.text("display").map(clean),
            Link::Here(_) | Link::None => None,
        });
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Who fills a role, and where.
fn filled_by<'t>(reading: &Reading<'t>, at: usize) -> Vec<(Element<'t>, Link)> {
    let resource = &reading.file.resources[at];
    let names: &[&str] = match resource.kind {
        "PractitionerRole" => &["practitioner", "organization"],
        _ => &[],
    };
    let references = names.iter().filter_map(|name| resource.element.get(name));
    references.map(|r| (r, reading.file.follow(at, r))).collect()
}

/// How to reach a professional, the nearest number first, and where the first address is.
fn ways(reading: &Reading<'_>, at: usize) -> (Vec<Reach>, Option<Place>) {
    let element = reading.file.resources[at].element;
    let mut reach = reaches(element, reading.written);
    let mut address = first_place(element, reading.written);
    for (_, link) in filled_by(reading, at) {
        let Link::Here(next) = link else { continue };
        if reading.file.resources[next].kind == "PractitionerRole" {
            continue;
        }
        let element = reading.file.resources[next].element;
        for more in reaches(element, reading.written) {
            if !reach.contains(&more) {
                reach.push(more);
            }
        }
        address = address.or_else(|| first_place(element, reading.written));
    }
    (reach, address)
}
