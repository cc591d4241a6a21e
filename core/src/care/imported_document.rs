//! What came in: one file, where it is from, and everything in it that has no place in a summary.
//!
//! Nothing of a referral is lost in silence: what did not map is kept here, with its place in the
//! file and the reason, and shown to whoever confirms the summary. Only appended to.

use serde::Serialize;

use super::definition::{Defined, content, words};
use super::fields::{Fields, Pen, Put, Reader, Record, Unreadable};
use super::guarded::Valued;
use super::item::{Item, Source, Writing};
use super::kind::RecordKind;
use super::readable::Readable;
use super::reference::{DigestRef, Moment};
use super::summary::referral::{Look, Referral};
use super::text::{Line, Text};

const ABOUT: &str = "imported/about";
const UNMAPPED: &str = "unmapped";
const NARRATIVE: &str = "narrative";
const PROBLEM: &str = "problem";

/// The most of a raw value that is kept word for word, in characters; the file itself has the rest.
const RAW: usize = 4_000;

words! {
    /// Whether something must be looked at before the referral is relied on.
    pub enum LookFirst: u8 = "when to look" {
        /// Before anything else.
        1 First = "look at this first",
        /// For completeness.
        2 Later = "when there is time",
    }
}

content! {
    /// A file that came in. Source: PRSB Digital Care and Support Plan (document metadata).
    pub struct AboutDocument = "imported document" {
        /// SHA-256 of the whole file.
        0 document: DigestRef = "SHA-256 of the file",
        /// What the file calls itself.
        1 title: Option<Line> = "title",
        /// Which system or service wrote it.
        2 from: Option<Line> = "from",
        /// When it was written, as it says.
        3 dated: Option<Moment> = "dated",
    }
}

content! {
    /// A part of the file that has no place in a summary. Source: none, local.
    pub struct KeptAside = "not mapped" {
        /// What it is: `Condition.recorder`.
        0 what: Line = "what",
        /// Why it has no place.
        1 why: Line = "why",
        /// Every place in the file where it stands.
        2 paths: super::list::List<Line> = "where in the file",
        /// What stands there, as it was written (the first 4,000 characters).
        3 raw: Option<Text> = "as written",
        /// When to look at it.
        4 look: LookFirst = "when to look",
    }
}

content! {
    /// A passage that stands for itself. Source: HL7 FHIR R4 Composition.section.
    pub struct Passage = "passage" {
        /// Where in the file.
        0 path: Line = "where in the file",
        /// Its heading.
        1 title: Option<Line> = "heading",
        /// The words.
        2 words: Text = "words",
    }
}

content! {
    /// Something that came in and must be looked at before anybody relies on it. Source: none, local.
    pub struct ToCheck = "to check" {
        /// Where in the file.
        0 path: Line = "where in the file",
        /// What is the matter.
        1 says: Line = "what is the matter",
    }
}

/// An imported document, as it reads now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportedDocument {
    /// The file.
    pub about: Option<Valued<AboutDocument>>,
    /// What did not map.
    pub unmapped: Vec<Valued<KeptAside>>,
    /// Passages.
    pub passages: Vec<Valued<Passage>>,
    /// What must be looked at.
    pub to_check: Vec<Valued<ToCheck>>,
    /// What this version cannot read.
    pub unreadable: Vec<Unreadable>,
}

impl Record for ImportedDocument {
    const KIND: RecordKind = RecordKind::ImportedDocument;

    fn read(fields: &Fields) -> Self {
        let mut reader = Reader::new(fields);
        Self {
            about: reader.valued(ABOUT),
            unmapped: reader.valued_in(UNMAPPED),
            passages: reader.valued_in(NARRATIVE),
            to_check: reader.valued_in(PROBLEM),
            unreadable: reader.finish(),
        }
    }

    fn readable(&self) -> Vec<u8> {
        let mut form = Readable::new(Self::KIND);
        self.about.iter().for_each(|about| form.valued(about));
        self.unmapped.iter().for_each(|part| form.valued(part));
        self.passages.iter().for_each(|passage| form.valued(passage));
        self.to_check.iter().for_each(|problem| form.valued(problem));
        form.unreadable(&self.unreadable);
        form.to_bytes()
    }
}

/// What to write for a referral that was brought in, beside the summary itself.
pub fn puts(referral: &Referral, pen: &mut Pen<'_>) -> Vec<Put> {
    let about = AboutDocument {
        document: DigestRef(referral.document),
        title: referral.title.clone(),
        from: referral.from.clone(),
        dated: referral.dated.map(Moment),
    };
    let mut puts = vec![put(ABOUT.to_owned(), about, pen)];
    for part in &referral.unmapped {
        let kept = KeptAside {
            what: part.what.clone(),
            why: part.why.clone(),
            paths: part.paths.clone().into(),
            raw: part.raw.as_deref().and_then(shortened),
            look: match part.look {
                Look::First => LookFirst::First,
                Look::WhenThereIsTime => LookFirst::Later,
            },
        };
        let key = pen.key_in(UNMAPPED);
        puts.push(put(key, kept, pen));
    }
    for passage in &referral.narratives {
        let kept = Passage {
            path: passage.path.clone(),
            title: passage.title.clone(),
            words: passage.words.clone(),
        };
        let key = pen.key_in(NARRATIVE);
        puts.push(put(key, kept, pen));
    }
    for problem in &referral.problems {
        let kept = ToCheck { path: problem.path.clone(), says: problem.says.clone() };
        let key = pen.key_in(PROBLEM);
        puts.push(put(key, kept, pen));
    }
    puts
}

fn put<T: Defined>(key: String, content: T, pen: &mut Pen<'_>) -> Put {
    Put::item(key, &Item::new(content, Writing::from(Source::Author), pen))
}

/// The beginning of a raw value; nothing for one that is no text at all.
fn shortened(raw: &str) -> Option<Text> {
    let short: String = raw.chars().take(RAW).collect();
    Text::new(&short).ok()
}
