//! The reading of one file: what is known while its resources are taken in, and what was found.

use std::cell::RefCell;
use std::collections::HashMap;

use holdfast_core::care::summary::Traced;

use crate::absence::{Absence, Meaning, Topic};
use crate::allergy::Allergy;
use crate::care_plan::Plan;
use crate::composition::{Document, Section};
use crate::concept::Concept;
use crate::condition::Condition;
use crate::consent::Consent;
use crate::contact::Contact;
use crate::denial::{self, Words};
use crate::element::Element;
use crate::file::{File, Link};
use crate::flag::Flag;
use crate::medicine::Medicine;
use crate::observation::Observation;
use crate::patient::Person;
use crate::service_request::Request;

/// Everything the readers found, in the sender's words.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub document: Document,
    pub person: Option<Person>,
    /// What is said of the NHS number.
    pub traced: Traced,
    pub contacts: Vec<Contact>,
    pub allergies: Vec<Allergy>,
    pub medicines: Vec<Medicine>,
    pub conditions: Vec<Condition>,
    pub flags: Vec<Flag>,
    pub consents: Vec<Consent>,
    pub plans: Vec<Plan>,
    pub observations: Vec<Observation>,
    pub requests: Vec<Request>,
    pub sections: Vec<Section>,
    /// The section that is about what matters to the person, in their words.
    pub what_matters: Option<Section>,
    pub absences: Vec<Absence>,
    /// What a resource that could not be read was about: of this there may be more than was found.
    pub left_out: Vec<Topic>,
    pub doubts: Vec<Doubt>,
}

/// Something that came in, and that a person must look at before relying on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Doubt {
    pub path: String,
    pub says: String,
}

/// Whose file it is.
#[derive(Clone, Copy)]
pub(crate) enum Subject<'t> {
    /// The Patient at this place in [`File::resources`].
    Patient(usize),
    /// No Patient in the file, but everything points at this one reference.
    Named(&'t str),
    /// Nothing says.
    Unsaid,
}

/// One file being read.
pub(crate) struct Reading<'t> {
    pub file: File<'t>,
    pub subject: Subject<'t>,
    /// When the document was written, if it says so.
    pub written: Option<&'t str>,
    pub found: Found,
    /// How many statements and requests pointed at each `Medication`.
    pub pointed_at: RefCell<HashMap<usize, usize>>,
}

impl<'t> Reading<'t> {
    /// Notes what a person must look at.
    pub fn doubt(&mut self, element: Element<'_>, says: impl Into<String>) {
        self.found.doubts.push(Doubt { path: element.path(), says: says.into() });
    }

    /// Keeps that there is none of something, with what else its resource says. "None known" is
    /// believed only if none of that says more than a denial.
    pub fn absent(
        &mut self,
        element: Element<'_>,
        (topic, meaning): (Topic, Meaning),
        concept: &Concept<'_>,
        more: Vec<String>,
    ) {
        let denies = more.iter().all(|words| denial::of(words) == Words::Deny);
        let meaning = match meaning {
            Meaning::NoneKnown if !denies => Meaning::InDoubt,
            other => other,
        };
        let unsaid = !denies || concept.names_beside_its_codes();
        if unsaid && meaning != Meaning::InDoubt {
            self.doubt(element, "says that there is nothing to list, and more beside it: read it");
        }
        let said: Vec<String> = std::iter::once(concept.in_full()).chain(more).collect();
        let (said, path) = (said.join("\n"), element.path());
        self.found.absences.push(Absence { topic, meaning, said, path });
    }

    /// A name for the resource at `at` that is the same in the sender's next file: its URL on a
    /// server, else the sender's own number for it, else its id, else whatever URL it has.
    pub fn lasting_name(&self, at: usize) -> Option<String> {
        let resource = &self.file.resources[at];
        // There is one Patient who counts, and their number does not belong in a name.
        if resource.kind == "Patient" {
            return Some("Patient".to_owned());
        }
        let server = resource.full_url.filter(|url| url.starts_with("http"));
        let identifiers =
            resource.element.get("identifier").into_iter().flat_map(Element::children);
        let number = identifiers
            .filter_map(|i| Some(format!("{}|{}", i.peek_text("system")?, i.peek_text("value")?)))
            .next();
        let id = resource.id().map(|id| format!("{}/{id}", resource.kind));
        let url = resource.full_url.map(str::to_owned);
        server.map(str::to_owned).or(number).or(id).or(url)
    }

    /// Whether the resource at `at` is about the person the file is about.
    ///
    /// # Errors
    /// When it is about somebody else, or about nobody who can be made out.
    pub fn is_about_the_person(&mut self, at: usize) -> Result<(), &'static str> {
        let resource = &self.file.resources[at];
        let element = resource.element;
        let reference = element.get("subject").or_else(|| element.get("patient"));
        let Some(reference) = reference else {
            self.doubt(element, "does not say whom it is about; taken to be this person");
            return Ok(());
        };
        if !reference.is_object() {
            return Err("whom it is about is not in a form that can be read");
        }
        match (self.file.follow(at, reference), self.subject) {
            (Link::Here(found), Subject::Patient(patient)) if found == patient => Ok(()),
            (Link::Here(_), _) => Err("about somebody else in this file"),
            (Link::Elsewhere, Subject::Named(name)) if key(reference) == Some(name) => {
                reference.walk().for_each(Element::mark_read);
                Ok(())
            }
            (Link::Elsewhere, _) => {
                Err("about somebody who is not in this file; check whether it is this person")
            }
            (Link::None, _) => {
                self.doubt(element, "does not say whom it is about; taken to be this person");
                Ok(())
            }
        }
    }
}

/// What an unresolved reference points at, as a text that can be compared.
pub(crate) fn key(reference: Element<'_>) -> Option<&str> {
    reference
        .peek_text("reference")
        .or_else(|| reference.get("identifier").and_then(|i| i.peek_text("value")))
}
