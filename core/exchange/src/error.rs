//! Why a whole file could not be read. Anything smaller than the file never ends up here: it costs
//! its own resource or element only and is listed in the referral instead.
//!
//! No variant carries a value from the file, so an error can be logged as it is.

/// A file that could not be read as a FHIR R4 referral. Nothing of it was brought in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FhirError {
    /// More bytes than [`crate::MAX_BYTES`].
    #[error("expected a file of at most {most} bytes, found {found}; ask for the summary alone")]
    TooLarge {
        /// The most that is read.
        most: usize,
        /// The size of the file.
        found: usize,
    },
    /// No bytes, or only white space.
    #[error("expected a FHIR R4 file, found an empty one; ask the sender for it again")]
    Empty,
    /// FHIR in XML, or a web page.
    #[error("expected FHIR as JSON, found XML or a web page; ask for the JSON form (.json)")]
    Xml,
    /// Not UTF-8, which FHIR requires.
    #[error("expected text in UTF-8, found other bytes from byte {at}; save it as UTF-8")]
    NotUtf8 {
        /// Offset of the first byte that is not UTF-8.
        at: usize,
    },
    /// Not JSON, or cut short.
    #[error(
        "expected JSON, found a mistake at line {line}, column {column}; the file may be cut short: ask for it again"
    )]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// Nested deeper than any honest FHIR.
    #[error("expected at most {most} levels, found more; this is not a usable FHIR file")]
    TooDeep {
        /// The most levels that are read.
        most: usize,
    },
    /// More values than [`crate::MAX_VALUES`].
    #[error("expected at most {most} values, found more; ask for the summary alone")]
    TooManyValues {
        /// The most values that are read.
        most: usize,
    },
    /// More entries than [`crate::MAX_ENTRIES`].
    #[error("expected at most {most} entries, found {found}; ask for the summary alone")]
    TooManyEntries {
        /// The most entries that are read.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// JSON, but not FHIR.
    #[error(
        "expected a FHIR Bundle or resource (a `resourceType`), found other JSON; ask the sender for a FHIR R4 export"
    )]
    NotFhir,
    /// The outermost object, or the bundle itself, has one name twice: no reading is safe.
    #[error("expected each name once, found {name} twice in the bundle; ask for a correct file")]
    NameTwice {
        /// The FHIR element's name.
        name: &'static str,
    },
    /// A resource this importer does not read stands alone in the file.
    #[error(
        "expected a Bundle or one of the resources listed in docs/fhir.md, found another FHIR resource; ask for a patient summary"
    )]
    NothingToRead,
    /// Several people in one file and nothing that says which one it is about.
    #[error(
        "expected a file about one person, found {found} people and no document that says whose it is; ask for one file a person"
    )]
    SeveralPeople {
        /// How many.
        found: usize,
    },
    /// The document is marked as issued in error.
    #[error(
        "expected a document that stands, found one its sender marked as entered in error; ask for a correct one"
    )]
    EnteredInError,
}
