//! What was found, as contents of a person summary.
//!
//! Here the sender's words meet the summary's fields. Nothing is interpreted on the way: a text goes
//! into the field that is about it, a code into the list of codes, and what a field cannot hold
//! (a date without a day, a name longer than a line) goes beside it in words.

use holdfast_core::care::summary::Content;
use holdfast_core::care::summary::communication::Language;
use holdfast_core::care::summary::identity::OwnWords;
use holdfast_core::care::summary::risks::{Alert, Risk, RiskCategory};
use holdfast_core::care::summary::statement::{Says, Statement};

use crate::absence::{Absence, Meaning, Topic};
use crate::condition::Condition;
use crate::fit::{line, lines, passage, yes_no};
use crate::flag::Flag;
use crate::patient::Person;
use crate::reading::{Doubt, Found};
use crate::{allergy_content, consent_content, contact_content, medicine_content, person_content};

/// A content, and where in the file it was.
#[derive(Debug)]
pub(crate) struct Incoming {
    /// The same from one file of the sender to the next, as far as the sender allows.
    pub name: String,
    /// Where it stands in this file.
    pub path: String,
    /// When it was recorded, as written.
    pub recorded: Option<String>,
    pub content: Content,
}

/// Everything that has a place in the summary; what could not find one beside another is doubted.
pub(crate) fn of(found: &Found) -> (Vec<Incoming>, Vec<Doubt>) {
    let mut out = Out::default();
    if let Some(person) = &found.person {
        person_content::of(person, &mut out);
        language(person, &mut out);
    }
    if let Some(section) = &found.what_matters {
        let own = passage(&section.text).map(|words| Content::WhatMatters(OwnWords { words }));
        out.push(&None, &section.path, "what-matters", own);
    }
    statement(found, Topic::Allergies, Content::AllergiesStatement, &mut out);
    statement(found, Topic::Medicines, Content::MedicinesStatement, &mut out);
    for absence in found.absences.iter().filter(|a| a.topic == Topic::Problems) {
        in_doubt(absence, &mut out);
    }
    for a in &found.allergies {
        out.push_recorded((&a.key, &a.path), &a.recorded, allergy_content::of(a));
    }
    for m in &found.medicines {
        out.push_recorded((&m.key, &m.path), &m.recorded, medicine_content::of(m));
    }
    for c in &found.conditions {
        out.push_recorded((&c.key, &c.path), &c.recorded, risk(c));
    }
    found.flags.iter().for_each(|f| out.push(&f.key, &f.path, "", alert(f)));
    consent_content::of(&found.consents, &mut out);
    contact_content::of(&found.contacts, &mut out);
    (out.incoming, out.doubts)
}

/// Contents as they are made, and what a person must look at.
#[derive(Default)]
pub(crate) struct Out {
    pub incoming: Vec<Incoming>,
    pub doubts: Vec<Doubt>,
}

impl Out {
    /// Adds a content. `part` tells contents of one resource apart.
    pub fn push(&mut self, key: &Option<String>, path: &str, part: &str, content: Option<Content>) {
        let Some(content) = content else { return };
        let name = key.as_deref().unwrap_or(path);
        let name = if part.is_empty() { name.to_owned() } else { format!("{name}#{part}") };
        self.incoming.push(Incoming { name, path: path.to_owned(), recorded: None, content });
    }

    /// Says when what was added last was recorded, if `content` was anything.
    fn push_recorded(
        &mut self,
        (key, path): (&Option<String>, &str),
        recorded: &Option<String>,
        content: Option<Content>,
    ) {
        let before = self.incoming.len();
        self.push(key, path, "", content);
        if let Some(last) = self.incoming.get_mut(before) {
            last.recorded.clone_from(recorded);
        }
    }

    pub fn doubt(&mut self, path: &str, says: impl Into<String>) {
        self.doubts.push(Doubt { path: path.to_owned(), says: says.into() });
    }
}

fn language(person: &Person, out: &mut Out) {
    let also = person.languages.get(1..).unwrap_or_default().join(", ");
    let first = person.languages.first().map_or("not named by the sender", String::as_str);
    if person.languages.is_empty() && person.interpreter.is_none() {
        return;
    }
    let language = line(first).map(|language| {
        Content::Language(Language {
            language,
            interpreter: person.interpreter.map(yes_no),
            also: line(&also),
        })
    });
    out.push(&person.key, &person.path, "language", language);
}

fn risk(condition: &Condition) -> Option<Content> {
    let mut words = vec![condition.name.clone()];
    words.extend(condition.notes.iter().cloned());
    Some(Content::Risk(Risk {
        category: RiskCategory::HealthCondition,
        what: passage(&words.join("\n"))?,
        triggers: None,
        early_signs: None,
        what_helps: None,
        what_not_to_do: None,
        coded: lines(&condition.coded),
    }))
}

fn alert(flag: &Flag) -> Option<Content> {
    let mut words = vec![flag.says.clone()];
    words.extend(flag.categories.iter().map(|c| format!("about: {c}")));
    words.extend(flag.notes.iter().cloned());
    let alert = passage(&words.join("\n"))?;
    Some(Content::Alert(Alert { alert, what_to_do: None }))
}

/// All that is said about a list as a whole becomes one statement, and the least that is said counts:
/// "none known" comes out only where nobody says anything else, and nothing was left out that might.
fn statement(found: &Found, topic: Topic, content: fn(Statement) -> Content, out: &mut Out) {
    let said: Vec<&Absence> = found.absences.iter().filter(|a| a.topic == topic).collect();
    let Some(first) = said.first() else { return };
    let whole: Vec<Meaning> =
        said.iter().map(|a| a.meaning).filter(|m| *m != Meaning::NoneOfOneKind).collect();
    let says = match whole.as_slice() {
        [] => Says::NoInformation,
        [meaning, rest @ ..] if rest.iter().all(|m| m == meaning) => says(*meaning),
        _ => {
            out.doubt(&first.path, "the file says several things about there being none: ask");
            Says::NoInformation
        }
    };
    let says = believed(says, topic, found, &said, out);
    let words: Vec<String> = said
        .iter()
        .map(|a| match a.meaning {
            Meaning::NoneOfOneKind => format!("Of one kind only: {}", a.said),
            _ => a.said.clone(),
        })
        .collect();
    let statement = Statement { says, asked: None, words: passage(&words.join("\n")) };
    // One statement a list, so its name is the list's and stays the same from file to file.
    let name = match topic {
        Topic::Allergies => "statement about allergies",
        Topic::Medicines => "statement about medicines",
        Topic::Problems | Topic::Other => "statement",
    };
    out.push(&Some(name.to_owned()), &first.path, "", Some(content(statement)));
}

/// "None known", in words that say more, is for a person to read.
fn in_doubt(absence: &Absence, out: &mut Out) {
    if absence.meaning == Meaning::InDoubt {
        let says = "says that none are known, in words that say more: read them, and ask";
        out.doubt(&absence.path, says);
    }
}

/// What is said, unless something in the file speaks against its being the whole of it.
fn believed(says: Says, topic: Topic, found: &Found, said: &[&Absence], out: &mut Out) -> Says {
    said.iter().for_each(|absence| in_doubt(absence, out));
    if says == Says::NoneKnown && found.left_out.contains(&topic) {
        out.doubt(
            &said[0].path,
            "says that none are known, yet something of that kind in the file was not read: ask",
        );
        return Says::NoInformation;
    }
    says
}

fn says(meaning: Meaning) -> Says {
    match meaning {
        Meaning::NoneKnown => Says::NoneKnown,
        Meaning::NoneOfOneKind | Meaning::InDoubt | Meaning::NoInformation => Says::NoInformation,
        Meaning::NotAsked => Says::NotAsked,
        Meaning::Withheld => Says::Withheld,
        Meaning::Unavailable => Says::Unavailable,
        Meaning::NotStarted => Says::NotStarted,
        Meaning::Closed => Says::Closed,
    }
}
