//! What came in from another system, and what of it did not map: kept beside the summary, so that
//! nothing of a referral is lost in silence.

use serde::Serialize;

use super::definition::{YesNo, content};
use super::fields::{Fields, Pen, Put, Reader, Record, Unreadable};
use super::guarded::Valued;
use super::item::{Item, Source, Writing};
use super::kind::RecordKind;
use super::list::List;
use super::readable::Readable;
use super::reference::{DigestRef, Moment};
use super::summary::referral::{Look, Referral};
use super::text::{Line, Text};

content! {
    /// A file that came in. Source: FHIR R4 Composition, Bundle.
    pub struct ImportedFile = "imported file" {
        /// SHA-256 of the whole file.
        0 digest: DigestRef = "SHA-256",
        /// What it calls itself.
        1 title: Option<Line> = "title",
        /// Which system or service wrote it.
        2 from: Option<Line> = "from",
        /// When it was written, as it says.
        3 dated: Option<Moment> = "dated",
    }
}

content! {
    /// A passage of the file. Source: FHIR R4 Narrative.
    pub struct Passage = "passage" {
        /// Where in the file.
        0 path: Line = "where",
        /// Its heading.
        1 title: Option<Line> = "heading",
        /// The words.
        2 words: Text = "words",
    }
}

content! {
    /// A part of the file that has no place in a summary. Source: the design's rule that what did
    /// not map is listed and kept.
    pub struct LeftOut = "what did not map" {
        /// What it is.
        0 what: Line = "what",
        /// Where in the file.
        1 paths: List<Line> = "where",
        /// Why it did not map.
        2 why: Line = "why",
        /// What stands there, as it was written; a long text continues in the next.
        3 raw: Option<Text> = "as written",
        /// Whether a person must look at it first.
        4 look_first: YesNo = "look at this first",
    }
}

content! {
    /// Something that came in and needs a person's eye. Source: the design's rule on imports.
    pub struct ToLookAt = "to look at" {
        /// Where in the file.
        0 path: Line = "where",
        /// What is the matter.
        1 says: Line = "what is the matter",
    }
}

/// How many places one item lists; more go into the next.
const PATHS: usize = 100;

/// A document as it came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportedDocument {
    /// The file.
    pub file: Option<Valued<ImportedFile>>,
    /// Its passages.
    pub passages: Vec<Valued<Passage>>,
    /// What did not map.
    pub left_out: Vec<Valued<LeftOut>>,
    /// What to look at.
    pub to_look_at: Vec<Valued<ToLookAt>>,
    /// What this version cannot read.
    pub unreadable: Vec<Unreadable>,
}

impl Record for ImportedDocument {
    const KIND: RecordKind = RecordKind::ImportedDocument;

    fn read(fields: &Fields) -> Self {
        let mut reader = Reader::new(fields);
        Self {
            file: reader.valued("file/about"),
            passages: reader.valued_in("passage"),
            left_out: reader.valued_in("left-out"),
            to_look_at: reader.valued_in("to-look-at"),
            unreadable: reader.finish(),
        }
    }

    fn readable(&self) -> Vec<u8> {
        let mut form = Readable::new(Self::KIND);
        self.file.iter().for_each(|file| form.valued(file));
        self.passages.iter().for_each(|passage| form.valued(passage));
        self.left_out.iter().for_each(|left| form.valued(left));
        self.to_look_at.iter().for_each(|look| form.valued(look));
        form.unreadable(&self.unreadable);
        form.to_bytes()
    }
}

/// What to write for a referral, besides what goes into the summary.
pub fn imported_document(referral: &Referral, pen: &mut Pen<'_>) -> Vec<Put> {
    let writing = |path: &Line| {
        Writing::from(Source::Imported { document: referral.document, path: path.clone() })
    };
    let about = ImportedFile {
        digest: DigestRef(referral.document),
        title: referral.title.clone(),
        from: referral.from.clone(),
        dated: referral.dated.map(Moment),
    };
    let mut puts =
        vec![Put::item("file/about", &Item::new(about, Writing::from(Source::Author), pen))];
    for narrative in &referral.narratives {
        let passage = Passage {
            path: narrative.path.clone(),
            title: narrative.title.clone(),
            words: narrative.words.clone(),
        };
        let item = Item::new(passage, writing(&narrative.path), pen);
        puts.push(Put::item(pen.key_in("passage"), &item));
    }
    for problem in &referral.problems {
        let look = ToLookAt { path: problem.path.clone(), says: problem.says.clone() };
        let item = Item::new(look, writing(&problem.path), pen);
        puts.push(Put::item(pen.key_in("to-look-at"), &item));
    }
    for left in left_out(referral) {
        let source = left.paths.first().cloned();
        let writing = source.map_or_else(|| Writing::from(Source::Author), |path| writing(&path));
        puts.push(Put::item(pen.key_in("left-out"), &Item::new(left, writing, pen)));
    }
    puts
}

fn left_out(referral: &Referral) -> Vec<LeftOut> {
    let mut left_out = Vec::new();
    for unmapped in &referral.unmapped {
        let raw = pieces(unmapped.raw.as_deref().unwrap_or_default());
        let parts = raw.len().max(unmapped.paths.len().div_ceil(PATHS)).max(1);
        for part in 0..parts {
            let paths = unmapped.paths.chunks(PATHS).nth(part).unwrap_or_default();
            left_out.push(LeftOut {
                what: unmapped.what.clone(),
                paths: paths.to_vec().into(),
                why: unmapped.why.clone(),
                raw: raw.get(part).cloned(),
                look_first: match unmapped.look {
                    Look::First => YesNo::Yes,
                    Look::WhenThereIsTime => YesNo::No,
                },
            });
        }
    }
    left_out
}

/// A text in pieces that each fit, its control characters made spaces.
fn pieces(raw: &str) -> Vec<Text> {
    let plain: Vec<char> =
        raw.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect();
    plain
        .chunks(Text::MAX)
        .filter_map(|piece| Text::new(&piece.iter().collect::<String>()).ok())
        .collect()
}
