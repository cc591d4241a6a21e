//! A person on the screen: the six sections with their states, what stands beside them, what changed
//! since this reader was last here; and what may be done about it: reading and confirming.

use std::time::SystemTime;

use holdfast_core::care::section_state::{Ground, SectionStanding};
use holdfast_core::care::since::Difference;
use holdfast_core::care::summary::{Confirming, Content, Place as CorePlace, Slot as CoreSlot};
use holdfast_core::care::{self, YesNo};
use holdfast_core::device::{self as core, Names};

use crate::disputes::{Dispute, disputes};
use crate::error::Result;
use crate::item::{FieldShown, SummaryItem, content_shown, items};
use crate::moment::moment;
use crate::observer::What;
use crate::people::{People, PersonRow};
use crate::typed::typed_or_none;
use crate::words::{
    Alike, Clocks, ContactChannel, Differs, EventKind, Place, Reason, SectionState, Slot,
    SummarySection,
};
use crate::{Day, PersonId};

/// A page as it was shown. It may be kept, so that a screen comes back after the app was killed.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PageVersion {
    /// For keeping. It holds hashes and ids only.
    pub text: String,
}

/// Why a part of a section is not current.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct GroundShown {
    /// The state it makes.
    pub state: SectionState,
    /// Why.
    pub reason: Reason,
    /// Why, in plain English.
    pub sentence: String,
    /// Which event, for [`Reason::EventSince`].
    pub event: Option<EventKind>,
    /// Since when, where that can be said.
    pub since: Option<SystemTime>,
    /// The keys of the items it is about; for something missing, the kinds that are.
    pub keys: Vec<String>,
    /// The kinds of what is missing, for [`Reason::NothingRecorded`] and [`Reason::StatedUnknown`].
    pub kinds: Vec<Slot>,
}

/// What is missing is named by its kind instead of by a key.
pub(crate) fn kinds(keys: &[String]) -> Vec<Slot> {
    let kind = |key: &String| CoreSlot::ALL.iter().find(|slot| slot.word() == key);
    keys.iter().filter_map(kind).map(|slot| Slot::from(*slot)).collect()
}

impl From<&Ground> for GroundShown {
    fn from(ground: &Ground) -> Self {
        Self {
            state: ground.state.into(),
            reason: ground.reason.into(),
            sentence: ground.sentence(),
            event: ground.event.map(EventKind::from),
            since: ground.since.map(moment),
            keys: ground.keys.clone(),
            kinds: kinds(&ground.keys),
        }
    }
}

/// One of the six sections.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct SectionShown {
    /// Which.
    pub section: SummarySection,
    /// The worst of its grounds, or current.
    pub state: SectionState,
    /// Since when, where that can be said.
    pub since: Option<SystemTime>,
    /// Every ground, the worst first.
    pub grounds: Vec<GroundShown>,
    /// What stands in it.
    pub items: Vec<SummaryItem>,
}

/// A place beside the six sections.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct PlaceShown {
    /// Which.
    pub place: Place,
    /// What stands in it.
    pub items: Vec<SummaryItem>,
}

/// Whether a difference asks to be read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Asks {
    /// It asks for nothing.
    Nothing,
    /// It asks to be read again.
    ReadAgain,
}

/// One item that differs from what this reader last acknowledged.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct DifferenceShown {
    /// Its key.
    pub key: String,
    /// Its kind; nothing for a key this version does not know.
    pub slot: Option<Slot>,
    /// How it differs.
    pub differs: Differs,
    /// What it said: one thing, or each side of a dispute.
    pub before: Vec<SaidOnce>,
    /// What it says now.
    pub now: Vec<SaidOnce>,
    /// Whether it asks to be read again.
    pub asks: Asks,
}

/// One thing that is or was said.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct SaidOnce {
    /// What it says.
    pub says: Vec<FieldShown>,
}

impl From<&Content> for SaidOnce {
    fn from(content: &Content) -> Self {
        Self { says: content_shown(content) }
    }
}

/// Whether this reader has read and understood what stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum LastRead {
    /// Never: "read and understood" is offered.
    Never,
    /// As it stands.
    AsItStands,
    /// Before something changed that asks to be read again: "read and understood" is offered.
    BeforeChanges,
}

impl From<core::LastRead> for LastRead {
    fn from(read: core::LastRead) -> Self {
        match read {
            core::LastRead::Never => Self::Never,
            core::LastRead::AsItStands => Self::AsItStands,
            core::LastRead::BeforeChanges => Self::BeforeChanges,
        }
    }
}

/// Something that happened to the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct EventShown {
    /// What happened.
    pub kind: EventKind,
    /// When, as its author says.
    pub occurred: SystemTime,
}

/// Somebody else whose name is alike.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct SimilarName {
    /// Who.
    pub person: PersonRow,
    /// How alike.
    pub alike: Alike,
}

/// A person on the screen.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct PersonPage {
    /// Who.
    pub person: PersonId,
    /// What they want to be called.
    pub preferred: Option<String>,
    /// Their full name.
    pub full: Option<String>,
    /// Exactly what this is a page of: what reading and confirming name.
    pub version: PageVersion,
    /// Who else here may be taken for this person by their name.
    pub similar: Vec<SimilarName>,
    /// The six sections, in order.
    pub sections: Vec<SectionShown>,
    /// Who they are, contingency, baseline, and proposed changes.
    pub beside: Vec<PlaceShown>,
    /// What two people said without seeing each other.
    pub disputes: Vec<Dispute>,
    /// What changed since this reader last acknowledged.
    pub changes: Vec<DifferenceShown>,
    /// When this reader last acknowledged it, if ever.
    pub last_read: Option<SystemTime>,
    /// Whether that was of what stands.
    pub reading: LastRead,
    /// What happened to the person, as far as this device knows.
    pub events: Vec<EventShown>,
    /// How many things stand in the summary that this version cannot read: tell the office.
    pub unreadable: u32,
    /// The time by which states were computed.
    pub now: SystemTime,
    /// Whether that time is in doubt.
    pub clocks: Clocks,
}

fn difference(found: &Difference) -> DifferenceShown {
    DifferenceShown {
        key: found.key.clone(),
        slot: found.slot.map(Slot::from),
        differs: found.differs.into(),
        before: found.before.iter().map(SaidOnce::from).collect(),
        now: found.now.iter().map(SaidOnce::from).collect(),
        asks: match found.asks_again {
            YesNo::Yes => Asks::ReadAgain,
            YesNo::No => Asks::Nothing,
        },
    }
}

impl PersonPage {
    fn of(page: &core::PersonPage, similar: Vec<SimilarName>, names: &Names) -> Self {
        let mut all = items(&page.summary, names);
        let mut standing_in = |place: CorePlace| {
            let (here, others) = all.drain(..).partition(|(slot, _)| slot.place() == place);
            all = others;
            let here: Vec<(_, SummaryItem)> = here;
            here.into_iter().map(|(_, item)| item).collect::<Vec<_>>()
        };
        let section = |(standing, items): (&SectionStanding, Vec<SummaryItem>)| SectionShown {
            section: standing.section.into(),
            state: standing.state.into(),
            since: standing.since.map(moment),
            grounds: standing.grounds.iter().map(GroundShown::from).collect(),
            items,
        };
        let beside = [
            CorePlace::Identity,
            CorePlace::Contingency,
            CorePlace::Baseline,
            CorePlace::Proposals,
        ];
        let beside =
            beside.map(|place| PlaceShown { place: place.into(), items: standing_in(place) });
        let mut sections = Vec::with_capacity(page.sections.len());
        for standing in &page.sections {
            let place = CorePlace::ALL.iter().find(|at| at.section() == Some(standing.section));
            let items = place.map(|place| standing_in(*place)).unwrap_or_default();
            sections.push(section((standing, items)));
        }
        let summary = &page.summary;
        let named = |text: &care::Line| text.as_str().to_owned();
        Self {
            person: page.person.into(),
            preferred: summary.preferred_name.content().map(|name| named(&name.name)),
            full: summary.full_name.content().map(|name| named(&name.name)),
            version: PageVersion { text: core::PageVersion::of(page).to_string() },
            similar,
            sections,
            beside: beside.into(),
            disputes: disputes(page.person, summary, names),
            changes: page.changes.iter().map(difference).collect(),
            last_read: page.last_read.map(moment),
            reading: page.reading().into(),
            events: page
                .events
                .iter()
                .map(|event| EventShown {
                    kind: event.kind.into(),
                    occurred: moment(event.occurred),
                })
                .collect(),
            unreadable: u32::try_from(summary.unreadable.len()).unwrap_or(u32::MAX),
            now: moment(page.now.at),
            clocks: page.now.clocks.into(),
        }
    }
}

/// What somebody who confirms says about it.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct NewConfirmation {
    /// By which channel.
    pub how: ContactChannel,
    /// From whom, where that is somebody else than the person.
    #[uniffi(default)]
    pub from: Option<String>,
    /// When it is to be looked at again; as it was when nothing is said.
    #[uniffi(default)]
    pub review_due: Option<Day>,
    /// Until when it may be relied on; as it was when nothing is said.
    #[uniffi(default)]
    pub valid_until: Option<Day>,
}

impl NewConfirmation {
    fn taken(self) -> Result<Confirming> {
        Ok(Confirming {
            how: self.how.into(),
            from: typed_or_none("confirmation", "from", self.from.as_deref())?,
            events_seen: Vec::new(),
            review_due: self.review_due.map(care::Date::try_from).transpose()?,
            valid_until: self.valid_until.map(care::Date::try_from).transpose()?,
        })
    }
}

#[uniffi::export]
impl People {
    /// A person on the screen.
    pub fn page(&self, person: PersonId) -> Result<PersonPage> {
        let (id, people) = (person.try_into()?, self.0.device.people());
        let names = self.0.device.members().names()?;
        let page = people.page(id)?;
        let similar = people.similar(id)?.into_iter();
        let similar = similar
            .map(|(person, alike)| SimilarName { person: person.into(), alike: alike.into() });
        Ok(PersonPage::of(&page, similar.collect(), &names))
    }

    /// Read and understood: bound to exactly what was shown. [`ErrorKind::Changed`] if it reads
    /// otherwise now: show it again.
    ///
    /// [`ErrorKind::Changed`]: crate::ErrorKind::Changed
    pub fn acknowledge(&self, shown: PageVersion) -> Result<()> {
        let shown = shown.text.parse()?;
        self.0.saved(self.0.device.people().acknowledge_version(&shown), What::People)
    }

    /// Confirms items, by their keys, as they were shown.
    pub fn confirm(
        &self,
        shown: PageVersion,
        keys: Vec<String>,
        confirmation: NewConfirmation,
    ) -> Result<()> {
        let (shown, confirming) = (shown.text.parse()?, confirmation.taken()?);
        let done = self.0.device.people().confirm_version(&shown, &keys, &confirming);
        self.0.saved(done, What::People)
    }
}
