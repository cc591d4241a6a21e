//! The world of these tests: one person's record, and the people who write in it.
//!
//! `write` is what happens when one writes after the other; `together` is what happens when two
//! write without seeing each other, as the documents below this layer would bring it back.

use holdfast_ledger::{MemberId, RecordId, Timestamp};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

use super::Date;
use super::definition::Value as _;
use super::event::Happened;
use super::fields::{Fields, Pen, Put, Record};
use super::item::{Channel, Digest, Source, Writing};
use super::kind::EventKind;
use super::summary::statement::{Says, Statement};
use super::summary::{Confirming, Content, Slot, Summary};
use super::text::Text;

pub(crate) const HOUR: i64 = 3_600_000;
pub(crate) const DAY: i64 = 24 * HOUR;

/// Sunday 22 November 2026, 21:00 in England.
pub(crate) const SUNDAY_NIGHT: Timestamp = Timestamp(1_795_381_200_000);

pub(crate) const CAROL: MemberId = MemberId([0xca; 16]);
pub(crate) const SAM: MemberId = MemberId([0x5a; 16]);

pub(crate) struct Scene {
    pub fields: Fields,
    pub now: Timestamp,
    pub random: ChaCha20Rng,
}

impl Scene {
    pub fn new() -> Self {
        Self { fields: Fields::new(), now: SUNDAY_NIGHT, random: ChaCha20Rng::seed_from_u64(22) }
    }

    /// A person about whom everything is known and was confirmed an hour ago, face to face.
    pub fn complete() -> Self {
        let mut scene = Self::new();
        scene.now = SUNDAY_NIGHT.plus_millis(-HOUR);
        for (slot, texts) in COMPLETE {
            scene.add_confirmed(*slot, texts);
        }
        scene.state(Slot::Risk, Says::NoneKnown, true);
        scene.now = SUNDAY_NIGHT;
        scene
    }

    pub fn summary(&self) -> Summary {
        Summary::read(&self.fields)
    }

    pub fn pen(&mut self, member: MemberId) -> Pen<'_> {
        Pen { member, written: self.now, random: &mut self.random }
    }

    /// Carol does something after everything that stands.
    pub fn carol<E: std::fmt::Debug>(
        &mut self,
        act: impl FnOnce(&Summary, &mut Pen<'_>) -> Result<Vec<Put>, E>,
    ) -> Vec<Put> {
        let summary = self.summary();
        act(&summary, &mut self.pen(CAROL)).expect("Carol may do this")
    }

    /// Sam does something after everything that stands.
    pub fn sam<E: std::fmt::Debug>(
        &mut self,
        act: impl FnOnce(&Summary, &mut Pen<'_>) -> Result<Vec<Put>, E>,
    ) -> Vec<Put> {
        let summary = self.summary();
        act(&summary, &mut self.pen(SAM)).expect("Sam may do this")
    }

    /// One act after the other.
    pub fn write(&mut self, puts: Vec<Put>) {
        for Put { key, value } in puts {
            self.fields.insert(key, vec![value]);
        }
    }

    /// Two acts by people who did not see each other.
    pub fn together(&mut self, one: Vec<Put>, other: Vec<Put>) {
        let first: Vec<String> = one.iter().map(|put| put.key.clone()).collect();
        self.write(one);
        for Put { key, value } in other {
            if first.contains(&key) {
                let values = self.fields.entry(key).or_default();
                values.push(value);
                values.sort_by_key(|value| Digest::of(value));
            } else {
                self.fields.insert(key, vec![value]);
            }
        }
    }

    /// Carol adds something and gives its key.
    pub fn add(&mut self, slot: Slot, texts: &[(&str, &str)]) -> String {
        let content = content(slot, texts);
        let puts = self.carol(|summary, pen| summary.add(content, by_author(), pen));
        let key = puts[0].key.clone();
        self.write(puts);
        key
    }

    pub fn add_confirmed(&mut self, slot: Slot, texts: &[(&str, &str)]) -> String {
        let key = self.add(slot, texts);
        self.confirm(&key, &[]);
        key
    }

    /// Carol confirms an item face to face, knowing of these events.
    pub fn confirm(&mut self, key: &str, seen: &[Happened]) {
        let confirming = in_person(seen);
        let puts = self.carol(|summary, pen| summary.confirm(key, &confirming, pen));
        self.write(puts);
    }

    /// Carol confirms all that stands, face to face.
    pub fn confirm_all(&mut self, seen: &[Happened]) {
        let keys: Vec<String> = self
            .summary()
            .values()
            .into_iter()
            .filter(|(slot, value)| {
                slot.section().is_some() && value.stands() && !value.is_disputed()
            })
            .map(|(_, value)| value.key().to_owned())
            .collect();
        for key in keys {
            self.confirm(&key, seen);
        }
    }

    pub fn state(&mut self, list: Slot, says: Says, confirmed: bool) {
        let statement = Statement { says, asked: None, words: None };
        let puts = self.carol(|summary, pen| summary.state(list, statement, by_author(), pen));
        let key = puts[0].key.clone();
        self.write(puts);
        if confirmed {
            self.confirm(&key, &[]);
        }
    }

    /// Carol and Sam change one item without seeing each other.
    pub fn dispute(&mut self, key: &str, carol: &[(&str, &str)], sam: &[(&str, &str)]) {
        let slot = Slot::of_key(key).expect("a key");
        let (hers, his) = (content(slot, carol), content(slot, sam));
        let hers = self.carol(|summary, pen| summary.change(key, hers, by_author(), pen));
        let his = self.sam(|summary, pen| summary.change(key, his, by_author(), pen));
        self.together(hers, his);
    }
}

pub(crate) fn content(slot: Slot, texts: &[(&str, &str)]) -> Content {
    Content::from_texts(slot, texts).expect("these texts are right")
}

pub(crate) fn by_author() -> Writing {
    Writing::from(Source::Author)
}

pub(crate) fn text(words: &str) -> Text {
    Text::new(words).expect("these words are right")
}

pub(crate) fn date(day: &str) -> Date {
    Date::parse(day).expect("a date")
}

pub(crate) fn in_person(seen: &[Happened]) -> Confirming {
    Confirming {
        how: Channel::InPerson,
        from: None,
        events_seen: seen.iter().map(|event| event.record).collect(),
        review_due: None,
        valid_until: None,
    }
}

pub(crate) fn event(number: u8, kind: EventKind, occurred: Timestamp) -> Happened {
    Happened { record: RecordId([number; 16]), kind, occurred }
}

const COMPLETE: &[(Slot, &[(&str, &str)])] = &[
    (Slot::FullName, &[("name", "Margaret Hale")]),
    (Slot::PreferredName, &[("name", "Peggy")]),
    (Slot::DateOfBirth, &[("date", "1941-03-07")]),
    (Slot::NhsNumber, &[("number", "943 476 5919")]),
    (Slot::Allergy, &[("agent", "Penicillin"), ("severity", "severe")]),
    (Slot::Medicine, &[("name", "Co-careldopa"), ("dose", "1 tablet"), ("time_critical", "yes")]),
    (Slot::Medicine, &[("name", "Senna"), ("dose", "2 tablets")]),
    (Slot::Transfers, &[("how", "Stands with a frame and one person beside her")]),
    (Slot::StaffNeeded, &[("number", "1")]),
    (Slot::EatingAndDrinking, &[("food", "regular (IDDSI 7)"), ("drinks", "thin (IDDSI 0)")]),
    (Slot::Language, &[("language", "English")]),
    (Slot::ShareConsent, &[("with_whom", "District nurses"), ("sharing", "agreed")]),
    (
        Slot::Rung,
        &[
            ("position", "1"),
            ("role", "on-call manager"),
            ("contacts", "Mo Adeyemi, mobile 07700 900111"),
            ("wait", "10"),
        ],
    ),
];
