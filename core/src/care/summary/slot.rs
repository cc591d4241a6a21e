//! Every kind of item a summary holds, declared once: where it stands, in which shape, and of which
//! type. The record, its editing, its import and its docs page are all derived from this one list.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::communication::{CommunicationAids, Language, Please, RaisingAConcern, Shows};
use super::consent::{AdvanceDocument, Authority, CapacityNote, Liberty, ShareConsent};
use super::contingency::{Baseline, Contingency};
use super::entry::EntryDetails;
use super::escalation::{NextOfKin, Rung, Service};
use super::identity::{
    Address, DateOfBirth, FullName, HeldNhsNumber, Household, OwnWords, PreferredName,
};
use super::medicines::{EndedMedicine, Medicine};
use super::mobility::{
    Continence, EatingAndDrinking, Equipment, FallsRisk, GettingAbout, Sensory, Skin, StaffNeeded,
    Transfers,
};
use super::proposal::Proposal;
use super::risks::{Alert, Allergy, PositiveRisk, Restriction, Risk, SafeguardingFlag};
use super::section::{Place, Section};
use super::shelf::{Apart, AtKey, Many, One, Plain, Shelf, Value};
use super::statement::Statement;
use crate::care::canonical::{self, NotCanonical};
use crate::care::definition::{self, Defined, FieldError, FieldInfo, FieldShown, words};
use crate::care::fields::{Fields, Reader, Record, Unreadable};
use crate::care::item::Item;
use crate::care::kind::RecordKind;
use crate::care::readable::{NotReadable, Readable};

/// In which shape a kind of item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// One guarded value at one key.
    One,
    /// A collection of guarded values.
    Many,
    /// One value with a deterministic winner.
    Plain,
    /// One guarded value that is never listed.
    Apart,
}

macro_rules! slots {
    ($(
        #[doc = $doc:literal]
        $code:literal $slot:ident $field:ident : $shape:ident<$ty:ident> = $key:literal in $place:ident
    ),+ $(,)?) => {
        words! {
            /// A kind of item in a summary. Its word is its document key, or its collection's name.
            pub enum Slot: u16 = "kind of item" {
                $( #[doc = $doc] $code $slot = $key, )+
            }
        }

        impl Slot {
            /// Where in the summary it stands.
            pub const fn place(self) -> Place {
                match self { $( Self::$slot => Place::$place, )+ }
            }

            /// In which shape it stands.
            pub const fn shape(self) -> Shape {
                match self { $( Self::$slot => Shape::$shape, )+ }
            }

            /// The name of its content: "medicine".
            pub const fn name(self) -> &'static str {
                match self { $( Self::$slot => <$ty as Defined>::NAME, )+ }
            }

            /// What it is, in a sentence.
            pub const fn doc(self) -> &'static str {
                match self { $( Self::$slot => $doc, )+ }
            }

            /// The fields of its content.
            pub fn fields(self) -> Vec<FieldInfo> {
                match self { $( Self::$slot => <$ty as Defined>::fields(), )+ }
            }

            /// The docs page of its content.
            pub fn page(self) -> String {
                match self { $( Self::$slot => definition::page::<$ty>(), )+ }
            }
        }

        /// What an item of a summary says, of whichever kind.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize)]
        pub enum Content {
            $(
                #[doc = $doc]
                #[n($code)]
                #[serde(rename = $key)]
                $slot(#[n(0)] $ty),
            )+
        }

        impl Content {
            /// Of which kind it is.
            pub const fn slot(&self) -> Slot {
                match self { $( Self::$slot(_) => Slot::$slot, )+ }
            }

            /// A content from its fields as text.
            ///
            /// # Errors
            /// [`FieldError`] for the first field that is wrong or missing.
            pub fn from_texts(slot: Slot, texts: &[(&str, &str)]) -> Result<Self, FieldError> {
                Ok(match slot { $( Slot::$slot => Self::$slot(<$ty>::from_texts(texts)?), )+ })
            }

            /// Set one field from what somebody typed. Nothing changes when there is an error.
            ///
            /// # Errors
            /// [`FieldError`] names the field, the problem and what would be accepted.
            pub fn set(&mut self, field: &str, text: &str) -> Result<(), FieldError> {
                match self { $( Self::$slot(content) => content.set(field, text), )+ }
            }

            /// A field as text.
            pub fn get(&self, field: &str) -> Option<String> {
                match self { $( Self::$slot(content) => content.get(field), )+ }
            }

            /// What is filled in: each field's label and text, in order.
            pub fn filled(&self) -> Vec<(&'static str, String)> {
                match self { $( Self::$slot(content) => content.filled(), )+ }
            }

            /// What is filled in, in order.
            pub fn shown(&self) -> Vec<FieldShown> {
                match self { $( Self::$slot(content) => content.shown(), )+ }
            }

            /// The canonical bytes of an item that says this, with the envelope of another.
            pub(super) fn in_envelope_of(&self, item: Item<()>) -> Vec<u8> {
                match self { $( Self::$slot(content) => item.map(|()| content.clone()).to_bytes(), )+ }
            }
        }

        /// The minimum essential information about a person: the six sections, and what stands
        /// beside them. Everything in it is an item with author, source and confirmation.
        /// Field sources: NHS MODS (DAPB4102), PRSB About Me.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
        pub struct Summary {
            $( #[doc = $doc] pub $field: $shape<$ty>, )+
            /// What this version cannot read.
            pub unreadable: Vec<Unreadable>,
        }

        impl Summary {
            /// Every value of the summary with its kind, in the order of the list of kinds; entry
            /// details are not among them.
            pub fn values(&self) -> Vec<(Slot, &dyn Value)> {
                let mut values = Vec::with_capacity(64);
                $( self.$field.each(&mut |value| values.push((Slot::$slot, value))); )+
                values
            }

            /// Every value of one kind.
            pub fn of_slot(&self, slot: Slot) -> Vec<&dyn Value> {
                let mut values = Vec::new();
                match slot { $( Slot::$slot => self.$field.each(&mut |value| values.push(value)), )+ }
                values
            }

            /// What stands at a key, with its contents.
            pub fn at(&self, key: &str) -> Option<(Slot, AtKey)> {
                let slot = Slot::of_key(key)?;
                let found = match slot {
                    $( Slot::$slot => Shelf::at(&self.$field, key, Content::$slot), )+
                }?;
                Some((slot, found))
            }
        }

        impl Record for Summary {
            const KIND: RecordKind = RecordKind::Summary;

            fn read(fields: &Fields) -> Self {
                let mut reader = Reader::new(fields);
                $( let $field = <$shape<$ty> as Shelf<$ty>>::read(&mut reader, $key); )+
                Self { $($field,)+ unreadable: reader.finish() }
            }

            fn readable(&self) -> Vec<u8> {
                let mut form = Readable::new(Self::KIND);
                $( self.$field.readable(&mut form); )+
                form.unreadable(&self.unreadable);
                form.to_bytes()
            }
        }
    };
}

slots! {
    /// What the person wants to be called.
    1 PreferredName preferred_name: Plain<PreferredName> = "identity/preferred-name" in Identity,
    /// The full name.
    2 FullName full_name: Plain<FullName> = "identity/full-name" in Identity,
    /// The date of birth.
    3 DateOfBirth date_of_birth: Plain<DateOfBirth> = "identity/date-of-birth" in Identity,
    /// The NHS number.
    4 NhsNumber nhs_number: Plain<HeldNhsNumber> = "identity/nhs-number" in Identity,
    /// The address.
    5 Address address: Plain<Address> = "identity/address" in Identity,
    /// Who else lives there.
    6 Household household: Plain<Household> = "identity/household" in Identity,
    /// What matters most to me.
    7 WhatMatters what_matters: Plain<OwnWords> = "identity/what-matters-most-to-me" in Identity,
    /// How I like things done.
    8 HowILikeThings how_i_like_things: Plain<OwnWords> = "identity/how-i-like-things-done" in Identity,
    /// People important to me.
    9 ImportantPeople important_people: Plain<OwnWords> = "identity/people-important-to-me" in Identity,
    /// How to get in: apart from everything else.
    10 EntryDetails entry_details: Apart<EntryDetails> = "entry/details" in Identity,

    /// A risk, what sets it off and what helps.
    20 Risk risks: Many<Risk> = "risk" in RisksAndTriggers,
    /// A statement about risks as a whole.
    21 RisksStatement risks_statement: One<Statement> = "statement/risk" in RisksAndTriggers,
    /// A safeguarding flag.
    22 SafeguardingFlag safeguarding_flags: Many<SafeguardingFlag> = "safeguarding-flag" in RisksAndTriggers,
    /// A statement about safeguarding flags as a whole.
    23 SafeguardingStatement safeguarding_statement: One<Statement> = "statement/safeguarding-flag" in RisksAndTriggers,
    /// A restriction in force.
    24 Restriction restrictions: Many<Restriction> = "restriction" in RisksAndTriggers,
    /// A statement about restrictions as a whole.
    25 RestrictionsStatement restrictions_statement: One<Statement> = "statement/restriction" in RisksAndTriggers,
    /// An allergy or adverse reaction.
    26 Allergy allergies: Many<Allergy> = "allergy" in RisksAndTriggers,
    /// A statement about allergies as a whole: "none known" is one.
    27 AllergiesStatement allergies_statement: One<Statement> = "statement/allergy" in RisksAndTriggers,
    /// An agreed positive risk.
    28 PositiveRisk positive_risks: Many<PositiveRisk> = "positive-risk" in RisksAndTriggers,
    /// An alert.
    29 Alert alerts: Many<Alert> = "alert" in RisksAndTriggers,

    /// A medicine.
    40 Medicine medicines: Many<Medicine> = "medicine" in Medication,
    /// A statement about medicines as a whole.
    41 MedicinesStatement medicines_statement: One<Statement> = "statement/medicine" in Medication,
    /// A medicine that ended.
    42 EndedMedicine ended_medicines: Many<EndedMedicine> = "ended-medicine" in Medication,

    /// How the person transfers.
    60 Transfers transfers: One<Transfers> = "mobility/transfers" in MobilityAndFalls,
    /// A piece of equipment.
    61 Equipment equipment: Many<Equipment> = "equipment" in MobilityAndFalls,
    /// Getting about indoors.
    62 Indoors indoors: One<GettingAbout> = "mobility/indoors" in MobilityAndFalls,
    /// Getting about outdoors.
    63 Outdoors outdoors: One<GettingAbout> = "mobility/outdoors" in MobilityAndFalls,
    /// The number of staff it takes.
    64 StaffNeeded staff_needed: One<StaffNeeded> = "mobility/staff-needed" in MobilityAndFalls,
    /// The risk of falling.
    65 FallsRisk falls_risk: One<FallsRisk> = "mobility/falls-risk" in MobilityAndFalls,
    /// Eating, drinking and swallowing.
    66 EatingAndDrinking eating_and_drinking: One<EatingAndDrinking> = "mobility/eating-and-drinking" in MobilityAndFalls,
    /// Skin.
    67 Skin skin: One<Skin> = "mobility/skin" in MobilityAndFalls,
    /// Continence.
    68 Continence continence: One<Continence> = "mobility/continence" in MobilityAndFalls,
    /// Sight, hearing and other senses.
    69 Sensory sensory: One<Sensory> = "mobility/sensory" in MobilityAndFalls,

    /// The language the person uses.
    80 Language language: One<Language> = "communication/language" in Communication,
    /// What helps the person to communicate.
    81 CommunicationAids communication_aids: One<CommunicationAids> = "communication/aids" in Communication,
    /// How the person shows pain.
    82 ShowsPain shows_pain: One<Shows> = "communication/shows-pain" in Communication,
    /// How the person shows distress.
    83 ShowsDistress shows_distress: One<Shows> = "communication/shows-distress" in Communication,
    /// How the person shows a choice.
    84 ShowsChoice shows_choice: One<Shows> = "communication/shows-choice" in Communication,
    /// How the person raises a concern.
    85 RaisingAConcern raising_a_concern: One<RaisingAConcern> = "communication/raising-a-concern" in Communication,
    /// Please do.
    86 PleaseDo please_do: Many<Please> = "please-do" in Communication,
    /// Please don't.
    87 PleaseDont please_dont: Many<Please> = "please-dont" in Communication,

    /// A capacity note for one decision.
    100 CapacityNote capacity_notes: Many<CapacityNote> = "capacity-note" in ConsentAndCapacity,
    /// An attorney or deputy.
    101 Authority authorities: Many<Authority> = "authority" in ConsentAndCapacity,
    /// A statement about attorneys and deputies as a whole.
    102 AuthoritiesStatement authorities_statement: One<Statement> = "statement/authority" in ConsentAndCapacity,
    /// DNACPR: status and where the original is.
    103 Dnacpr dnacpr: One<AdvanceDocument> = "consent/dnacpr" in ConsentAndCapacity,
    /// ADRT: status and where the original is.
    104 Adrt adrt: One<AdvanceDocument> = "consent/adrt" in ConsentAndCapacity,
    /// ReSPECT: status and where the original is.
    105 Respect respect: One<AdvanceDocument> = "consent/respect" in ConsentAndCapacity,
    /// A deprivation of liberty and its reference.
    106 Liberty liberty: One<Liberty> = "consent/deprivation-of-liberty" in ConsentAndCapacity,
    /// Consent to share with somebody.
    107 ShareConsent share_consents: Many<ShareConsent> = "consent-to-share" in ConsentAndCapacity,

    /// A rung of the escalation ladder.
    120 Rung rungs: Many<Rung> = "rung" in EscalationRoute,
    /// Next of kin.
    121 NextOfKin next_of_kin: Many<NextOfKin> = "next-of-kin" in EscalationRoute,
    /// A statement about next of kin as a whole.
    122 NextOfKinStatement next_of_kin_statement: One<Statement> = "statement/next-of-kin" in EscalationRoute,
    /// The GP.
    123 Gp gp: One<Service> = "escalation/gp" in EscalationRoute,
    /// The local authority.
    124 LocalAuthority local_authority: One<Service> = "escalation/local-authority" in EscalationRoute,
    /// Out of hours.
    125 OutOfHours out_of_hours: One<Service> = "escalation/out-of-hours" in EscalationRoute,

    /// What to do when a carer cannot attend.
    140 CarerCannotAttend carer_cannot_attend: One<Contingency> = "contingency/carer-cannot-attend" in Contingency,
    /// What to do when nobody opens.
    141 NoAccess no_access: One<Contingency> = "contingency/no-access" in Contingency,
    /// What is usual for me.
    142 Baseline baseline: One<Baseline> = "baseline/usual" in Baseline,

    /// A change that a later import proposes, until a person accepts or declines it.
    160 Proposal proposals: Many<Proposal> = "proposal" in Proposals,
}

impl Slot {
    /// The section it stands in, if it is one of the six.
    pub const fn section(self) -> Option<Section> {
        self.place().section()
    }

    /// Whether a value of this kind is guarded.
    pub const fn is_guarded(self) -> bool {
        !matches!(self.shape(), Shape::Plain)
    }

    /// The kind of the item at a document key; nothing for a key this version does not know.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|slot| match slot.shape() {
            Shape::Many => key
                .strip_prefix(slot.word())
                .and_then(|rest| rest.strip_prefix('/'))
                .is_some_and(|id| !id.is_empty()),
            Shape::One | Shape::Plain | Shape::Apart => slot.word() == key,
        })
    }

    /// The list that a kind of statement is about; nothing for any other kind.
    pub const fn stated_about(self) -> Option<Self> {
        Some(match self {
            Self::RisksStatement => Self::Risk,
            Self::SafeguardingStatement => Self::SafeguardingFlag,
            Self::RestrictionsStatement => Self::Restriction,
            Self::AllergiesStatement => Self::Allergy,
            Self::MedicinesStatement => Self::Medicine,
            Self::AuthoritiesStatement => Self::Authority,
            Self::NextOfKinStatement => Self::NextOfKin,
            _ => return None,
        })
    }

    /// The statement about a whole list of this kind, where there is one.
    pub const fn statement(self) -> Option<Self> {
        Some(match self {
            Self::Risk => Self::RisksStatement,
            Self::SafeguardingFlag => Self::SafeguardingStatement,
            Self::Restriction => Self::RestrictionsStatement,
            Self::Allergy => Self::AllergiesStatement,
            Self::Medicine => Self::MedicinesStatement,
            Self::Authority => Self::AuthoritiesStatement,
            Self::NextOfKin => Self::NextOfKinStatement,
            _ => return None,
        })
    }
}

impl Content {
    /// Its canonical bytes, its kind among them.
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(self)
    }

    /// From its canonical bytes.
    ///
    /// # Errors
    /// [`NotCanonical`] for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotCanonical> {
        canonical::from_bytes(bytes)
    }
}

impl Summary {
    /// A summary from its readable form, such as the one somebody acknowledged. Entry details are
    /// not in it.
    ///
    /// # Errors
    /// [`NotReadable`] for anything but the readable form of a summary.
    pub fn from_readable(bytes: &[u8]) -> Result<Self, NotReadable> {
        let form = Readable::from_bytes(bytes)?;
        if form.kind == Self::KIND { Ok(Self::read(&form.values)) } else { Err(NotReadable) }
    }

    /// The same with no entry details in it: what a page, a list or a print is given.
    #[must_use]
    pub fn without_entry_details(mut self) -> Self {
        self.entry_details = Apart::default();
        self
    }

    /// Entry details, to be shown only where [`super::entry::availability`] says so.
    pub fn entry_details(&self) -> &[Item<EntryDetails>] {
        self.entry_details.0.as_ref().map_or(&[], |guarded| guarded.values())
    }
}

impl<T> Serialize for Apart<T> {
    /// Never listed, not even in a whole summary as JSON.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_none()
    }
}
