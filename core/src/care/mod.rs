//! The meaning of care: what is written down about and for a person, and what follows from it.
//!
//! This module is pure. It reads plain values ([`Fields`]) and answers; it writes by returning
//! [`Put`]s. It knows nothing of documents, sealing or databases, so that every rule of care can be
//! read, tested and argued about on its own.
//!
//! Three ideas carry it. Everything that guides care is an [`Item`]: a content with its author, its
//! source and its confirmation. Every item stands in a [`Guarded`] value: two people who change it
//! without seeing each other make a dispute that a person settles, never a merge. And every type of
//! content is written down once, with [`definition`], which derives its encoding, its editing and
//! its page in the docs.

pub mod acknowledgement;
pub mod amendment;
mod assessing;
pub mod assessment;
pub mod attendance;
pub mod basis;
pub mod body_region;
pub mod call;
pub mod call_list;
pub mod canonical;
pub mod date;
pub mod decision;
pub mod definition;
pub mod directory;
pub mod double_dose;
pub mod event;
pub mod fields;
pub mod finding;
pub mod gaps;
pub mod guarded;
pub mod imported_document;
pub mod item;
pub mod json;
pub mod kind;
pub mod ledger_card;
pub mod ledger_kind;
pub mod list;
pub mod log;
pub mod measure;
pub mod medicine_due;
pub mod medicine_outcome;
pub mod number;
pub mod observation;
mod order;
pub mod paramedic;
pub mod pathway;
pub mod policy;
mod policy_table;
pub mod readable;
pub mod records_page;
pub mod reference;
pub mod rights;
pub mod round;
#[cfg(test)]
mod scene;
mod section_grounds;
pub mod section_state;
pub mod sheet;
pub mod sign_off;
pub mod since;
pub mod step;
pub mod suggested_update;
pub mod summary;
pub mod task;
pub mod text;
pub mod times;
pub mod visit;
pub mod visit_log;
pub mod visit_plan;
mod words;
pub mod wrong_person;

#[cfg(test)]
mod assessment_tests;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod since_tests;
#[cfg(test)]
pub(crate) mod summary_scene;

pub use acknowledgement::Acknowledgement;
pub use amendment::{Change, Entry};
pub use assessment::{
    Advice, Answer, Asked, AskedTask, Assessment, Down, Meanwhile, TaskAnswer, assess,
};
pub use attendance::{Attendance, Span};
pub use basis::Basis;
pub use body_region::BodyRegion;
pub use call_list::{Pressing, Unseen};
pub use date::{Date, TimeOfDay};
pub use decision::Decision;
pub use definition::{Defined, Field, FieldError, FieldInfo, FieldShown, Need, Part, Value, YesNo};
pub use directory::Directory;
pub use double_dose::{DoubleDose, Offer};
pub use event::Event;
pub use fields::{Fields, Pen, PersonId, Put, Reader, Record, Unreadable};
pub use finding::{Finding, Measure, Reason, SectionState};
pub use gaps::Gap;
pub use guarded::{Cautious, Guarded, Reading, Standing, Valued};
pub use imported_document::ImportedDocument;
pub use item::{
    Channel, Confirmation, Digest, ImportedAs, Item, ItemId, Source, Status, Writing,
    in_the_hand_of,
};
pub use kind::{EventKind, RecordKind};
pub use ledger_card::LedgerCard;
pub use ledger_kind::LedgerKind;
pub use list::List;
pub use log::{Logged, Said};
pub use medicine_due::MedicineDue;
pub use medicine_outcome::{MedicineOutcome, Outcome};
pub use number::{Minutes, Staff, Whole};
pub use observation::{ObservationKind, Observed};
pub use pathway::{Pathway, System};
pub use policy::Policy;
pub use readable::Readable;
pub use reference::{
    DeviceRef, DigestRef, Encoded, ItemRef, KeyRef, MemberRef, Moment, PersonRef, RecordRef,
};
pub use round::Round;
pub use section_state::{Clocks, Now, SectionStanding, section_standings};
pub use sheet::{OnSheet, Sheet};
pub use sign_off::{SignOff, SignedOff};
pub use suggested_update::{Ruling, SuggestedUpdate, Verdict};
pub use summary::Summary;
pub use task::TaskKind;
pub use text::{Line, Text};
pub use times::{Clock, Times};
pub use visit::{Visit, VisitState};
pub use wrong_person::{Mark, Marked, WrongPerson};
