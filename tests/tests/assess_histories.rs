//! "May this visit start?" against its naive twin, on random summaries (honest, disputed, half
//! confirmed, partly unreadable), visits, staff, policies and clocks. The whole assessment is
//! compared, every word of it.
//!
//! `HOLDFAST_HISTORIES=10000 cargo test --release -p holdfast-tests --test assess_histories` runs the
//! long form; `HOLDFAST_SEED=n` one of them.

#![allow(clippy::unwrap_used, reason = "a test that finds nothing to unwrap has failed")]

use std::collections::BTreeMap;

use holdfast_core::care::assessment::{Advice, Answer, Asked, AskedTask, Assessment, Down, assess};
use holdfast_core::care::event::Happened;
use holdfast_core::care::finding::{Measure, Reason, SectionState};
use holdfast_core::care::item::{Channel, Digest, Source, Writing};
use holdfast_core::care::kind::EventKind;
use holdfast_core::care::number::Staff;
use holdfast_core::care::pathway::{Days, Pathway, System};
use holdfast_core::care::policy::Policy;
use holdfast_core::care::section_state::{Clocks, Now};
use holdfast_core::care::summary::proposal::{EncodedContent, Proposal};
use holdfast_core::care::summary::statement::{Says, Statement};
use holdfast_core::care::summary::{Confirming, Content, Section, Slot, Summary};
use holdfast_core::care::task::TaskKind;
use holdfast_core::care::{Date, Fields, Item, Line, Pen, Put, Record as _, Text, YesNo};
use holdfast_ledger::{MemberId, RecordId, Timestamp};
use holdfast_tests::naive_assess;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng as _, SeedableRng as _};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// Sunday 22 November 2026, 21:00 in England.
const TONIGHT: Timestamp = Timestamp(1_795_381_200_000);

/// A content: its kind, its fields and what they say.
type Said = (Slot, &'static [(&'static str, &'static str)]);

/// What somebody may write, most of what decides anything twice over.
const CONTENTS: &[Said] = &[
    (Slot::Risk, &[("category", "falls"), ("what", "Trips on the rug")]),
    (Slot::Risk, &[("category", "choking"), ("what", "Eats fast")]),
    (Slot::Allergy, &[("agent", "Penicillin"), ("severity", "severe")]),
    (Slot::Allergy, &[("agent", "Latex")]),
    (Slot::Restriction, &[("kind", "environmental"), ("description", "Locked cupboard")]),
    (
        Slot::Restriction,
        &[("kind", "physical"), ("description", "Lap belt"), ("expires", "2026-11-20")],
    ),
    (Slot::SafeguardingFlag, &[("flag", "Do not let the nephew in")]),
    (Slot::Alert, &[("alert", "Oxygen in use")]),
    (Slot::Medicine, &[("name", "Co-careldopa"), ("time_critical", "yes")]),
    (Slot::Medicine, &[("name", "Co-careldopa"), ("time_critical", "no")]),
    (Slot::Medicine, &[("name", "Senna"), ("dose", "2 tablets")]),
    (Slot::Medicine, &[("name", "Amoxicillin"), ("stop", "2026-11-21")]),
    (Slot::Medicine, &[("name", "Sertraline"), ("covert_expires", "2026-11-22")]),
    (Slot::EndedMedicine, &[("name", "Warfarin"), ("ending", "stopped")]),
    (Slot::Transfers, &[("how", "One person and a frame")]),
    (Slot::Transfers, &[("how", "Hoist, two people")]),
    (Slot::StaffNeeded, &[("number", "1")]),
    (Slot::StaffNeeded, &[("number", "2")]),
    (Slot::StaffNeeded, &[("number", "3")]),
    (Slot::EatingAndDrinking, &[("food", "regular (IDDSI 7)")]),
    (Slot::Language, &[("language", "English")]),
    (Slot::Language, &[("language", "Welsh")]),
    (Slot::ShareConsent, &[("with_whom", "District nurses"), ("sharing", "agreed")]),
    (Slot::ShareConsent, &[("with_whom", "Neighbour"), ("sharing", "refused")]),
    (
        Slot::Rung,
        &[
            ("position", "1"),
            ("role", "on-call manager"),
            ("contacts", "Mo Adeyemi, mobile 07700 900111; Office, phone 020 7946 0000"),
            ("wait", "10"),
        ],
    ),
    (
        Slot::Rung,
        &[
            ("position", "2"),
            ("role", "duty manager"),
            ("contacts", "Sam Okoro, phone 020 7946 0001"),
            ("hours", "mon-fri 09:00-17:00"),
        ],
    ),
    (Slot::NextOfKin, &[("name", "Joan Hale")]),
    (Slot::Gp, &[("name", "The Surgery")]),
];

/// The lists that can be stated about.
const LISTS: [Slot; 7] = [
    Slot::Risk,
    Slot::SafeguardingFlag,
    Slot::Restriction,
    Slot::Allergy,
    Slot::Medicine,
    Slot::Authority,
    Slot::NextOfKin,
];

struct Case {
    random: ChaCha8Rng,
    fields: Fields,
    /// The time of the act under way.
    now: Timestamp,
    events: Vec<Happened>,
}

impl Case {
    fn new(seed: u64) -> Self {
        let random = ChaCha8Rng::seed_from_u64(seed);
        let mut case = Self { random, fields: Fields::new(), now: TONIGHT, events: Vec::new() };
        for number in 0..case.below(4) {
            let kind = case.pick(EventKind::ALL);
            let occurred = TONIGHT.plus_millis(-(case.below(40) as i64) * DAY);
            let record = RecordId([number as u8 + 1; 16]);
            case.events.push(Happened { record, kind, occurred });
        }
        if !case.one_in(8) {
            case.complete();
        }
        for _ in 0..case.below(24) {
            case.act();
        }
        if case.one_in(2) {
            case.confirm_most();
        }
        for _ in 0..case.below(3) {
            case.act();
        }
        case
    }

    /// Somebody fills in one of each kind, so that the acts that follow find something.
    fn complete(&mut self) {
        for at in [0, 2, 8, 10, 14, 16, 20, 22, 24] {
            self.write(|summary, pen| {
                let (slot, texts) = CONTENTS[at];
                let content = Content::from_texts(slot, texts).unwrap();
                summary.add(content, Writing::from(Source::Author), pen).ok()
            });
        }
        self.confirm_most();
    }

    fn below(&mut self, sides: usize) -> usize {
        (self.random.next_u64() % sides.max(1) as u64) as usize
    }

    fn one_in(&mut self, sides: usize) -> bool {
        self.below(sides) == 0
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    fn some<T: Clone>(&mut self, from: &[T], share: usize) -> Vec<T> {
        from.iter().filter(|_| self.one_in(share)).cloned().collect()
    }

    fn day(&mut self) -> Option<Date> {
        let days = self.below(9) as i64 - 4;
        self.one_in(3).then(|| Date::at(TONIGHT.plus_millis(days * DAY)))
    }

    /// What somebody would write who sees all that stands.
    fn puts(&mut self, act: impl FnOnce(&Summary, &mut Pen<'_>) -> Option<Vec<Put>>) -> Vec<Put> {
        let summary = Summary::read(&self.fields);
        let (member, written) = (MemberId([1; 16]), self.now);
        let mut pen = Pen { member, written, random: &mut self.random };
        act(&summary, &mut pen).unwrap_or_default()
    }

    fn write(&mut self, act: impl FnOnce(&Summary, &mut Pen<'_>) -> Option<Vec<Put>>) {
        for Put { key, value } in self.puts(act) {
            self.fields.insert(key, vec![value]);
        }
    }

    /// Beside what stands there already, as when two wrote without seeing each other.
    fn beside(&mut self, puts: Vec<Put>) {
        for Put { key, value } in puts {
            let values = self.fields.entry(key).or_default();
            values.push(value);
            values.sort_by_key(|value| Digest::of(value));
            values.dedup();
        }
    }

    fn moment(&mut self) -> Timestamp {
        let ages = [0, 0, 1, 1, 2, 13, 15, 29, 31, 89, 91, 181, 366];
        let days = self.pick(&ages);
        let hours = self.below(30) as i64 - 4;
        TONIGHT.plus_millis(-days * DAY - hours * HOUR)
    }

    fn content(&mut self) -> Content {
        let (slot, texts) = self.pick(CONTENTS);
        Content::from_texts(slot, texts).unwrap()
    }

    fn writing(&mut self) -> Writing {
        let (review_due, valid_until) = (self.day(), self.day());
        Writing { review_due, valid_until, ..Writing::from(Source::Author) }
    }

    /// A key that stands, if one does.
    fn key(&mut self) -> Option<String> {
        let keys: Vec<String> = self.fields.keys().cloned().collect();
        (!keys.is_empty()).then(|| self.pick(&keys))
    }

    fn confirming(&mut self) -> Confirming {
        let how = self.pick(&[Channel::InPerson, Channel::Phone, Channel::Phone]);
        let seen = if self.one_in(3) { Vec::new() } else { self.some(&self.events.clone(), 2) };
        let seen = if self.one_in(2) { self.events.clone() } else { seen };
        Confirming {
            how,
            from: None,
            events_seen: seen.iter().map(|event| event.record).collect(),
            review_due: self.day(),
            valid_until: self.day(),
        }
    }

    fn confirm_most(&mut self) {
        self.now = self.moment();
        let confirming = self.confirming();
        for key in self.fields.keys().cloned().collect::<Vec<_>>() {
            if !self.one_in(12) {
                self.write(|summary, pen| summary.confirm(&key, &confirming, pen).ok());
            }
        }
    }

    fn act(&mut self) {
        self.now = self.moment();
        let (content, writing) = (self.content(), self.writing());
        let Some(key) = self.key() else {
            return self.write(|summary, pen| summary.add(content, writing, pen).ok());
        };
        match self.below(20) {
            0..4 => self.write(|summary, pen| summary.add(content, writing, pen).ok()),
            4..6 => self.change(&key, false),
            6..9 => self.change(&key, true),
            9 => self.remove(&key, false),
            10 => self.remove(&key, true),
            11..14 => {
                let confirming = self.confirming();
                self.write(|summary, pen| summary.confirm(&key, &confirming, pen).ok());
            }
            14..18 => self.state(),
            18 => self.propose(&key),
            _ => self.damage(key),
        }
    }

    /// Another content of the kind at a key, after or beside what stands.
    fn change(&mut self, key: &str, unseen: bool) {
        let Some(slot) = Slot::of_key(key) else { return };
        let others: Vec<_> = CONTENTS.iter().filter(|(of, _)| *of == slot).collect();
        if others.is_empty() {
            return;
        }
        let (slot, texts) = *self.pick(&others);
        let (content, writing) = (Content::from_texts(slot, texts).unwrap(), self.writing());
        let puts = self.puts(|summary, pen| summary.change(key, content, writing, pen).ok());
        if unseen {
            self.beside(puts);
        } else {
            self.fields.extend(puts.into_iter().map(|put| (put.key, vec![put.value])));
        }
    }

    fn remove(&mut self, key: &str, unseen: bool) {
        let reason = Text::new("moved").unwrap();
        let puts = self.puts(|summary, pen| summary.remove(key, reason, pen).ok());
        if unseen {
            self.beside(puts);
        } else {
            self.fields.extend(puts.into_iter().map(|put| (put.key, vec![put.value])));
        }
    }

    /// A statement about a list; "none known" at times as by somebody who saw no item of it.
    fn state(&mut self) {
        let list = self.pick(&LISTS);
        let says =
            self.pick(&[Says::NoneKnown, Says::NoneKnown, Says::NoInformation, Says::NotAsked]);
        let statement = Statement { says, asked: None, words: None };
        let (writing, unseen) = (self.writing(), self.one_in(2));
        if !unseen {
            return self.write(|summary, pen| summary.state(list, statement, writing, pen).ok());
        }
        let empty = Summary::default();
        let puts = self.puts(|_, pen| empty.state(list, statement, writing, pen).ok());
        self.beside(puts);
    }

    fn propose(&mut self, key: &str) {
        let (content, writing) = (self.content(), self.writing());
        let proposal =
            Proposal { key: Line::new(key).unwrap(), proposed: EncodedContent::of(&content) };
        self.write(|_, pen| {
            let key = pen.key_in(Slot::Proposal.word());
            Some(vec![Put::item(key, &Item::new(proposal, writing, pen))])
        });
    }

    fn damage(&mut self, key: String) {
        let key = if self.one_in(2) { format!("later/{key}") } else { key };
        self.beside(vec![Put { key, value: vec![0xff, 7] }]);
    }

    fn asked(&mut self) -> Asked {
        let medicines: Vec<String> =
            self.fields.keys().filter(|key| key.starts_with("medicine/")).cloned().collect();
        let mut tasks = Vec::new();
        for number in 0..self.below(6) {
            let kind = self.pick(TaskKind::ALL);
            let medicine = if medicines.is_empty() || self.one_in(2) {
                None
            } else {
                Some(self.pick(&medicines))
            };
            let staff = if self.one_in(5) { Staff::new(self.below(4) as u32) } else { None };
            tasks.push(AskedTask { key: format!("task/{number}"), kind, medicine, staff });
        }
        let pathway = if self.one_in(2) { Some(self.pick(Pathway::ALL)) } else { None };
        let mut down = Vec::new();
        for _ in 0..self.below(4) {
            let system = self.pick(System::ALL);
            down.push(Down { system, since: TONIGHT.plus_millis(-(self.below(60) as i64) * HOUR) });
        }
        let staff_needed = if self.one_in(3) { Staff::new(self.below(4) as u32) } else { None };
        Asked { tasks, staff_needed, pathway, down, events: self.events.clone() }
    }

    /// Mostly the default, with a rule or two that a manager changed.
    fn policy(&mut self) -> Policy {
        let mut policy = Policy::default();
        for at in 0..policy.sections.len() {
            if !self.one_in(4) {
                continue;
            }
            let measures: Vec<Measure> = (0..6).map(|_| self.pick(Measure::ALL)).collect();
            let events = self.some(EventKind::ALL, 2);
            let tasks = self.some(TaskKind::ALL, 9);
            let required = self.pick(YesNo::ALL);
            let age = if self.one_in(3) { None } else { Days::new(1 + self.below(60) as u32) };
            let rule = &mut policy.sections[at];
            rule.required = required;
            rule.maximum_age = age;
            rule.events = events.into();
            rule.tasks = tasks.into();
            rule.review_due = measures[0];
            rule.stale = measures[1];
            rule.unconfirmed = measures[2];
            rule.missing = measures[3];
            rule.disputed = measures[4];
        }
        for at in 0..policy.pathways.len() {
            if self.one_in(4) {
                let required = self.some(Section::ALL, 2);
                let missing = if self.one_in(2) { Some(self.pick(Measure::ALL)) } else { None };
                let age = if self.one_in(2) { Days::new(1 + self.below(40) as u32) } else { None };
                let rule = &mut policy.pathways[at];
                rule.required = required.into();
                rule.missing = missing;
                rule.maximum_age = age;
            }
        }
        policy
    }
}

/// What was met, so that cases in which nothing happens cannot pass.
#[derive(Default, Debug)]
struct Met(BTreeMap<String, usize>);

impl Met {
    fn count(&mut self, assessment: &Assessment) {
        let mut note = |what: String| *self.0.entry(what).or_default() += 1;
        note(assessment.advice.to_string());
        assessment.findings.iter().for_each(|finding| note(finding.reason.to_string()));
        assessment.sections.iter().for_each(|section| note(section.state.to_string()));
        assessment.tasks.iter().for_each(|task| note(task.answer.to_string()));
    }

    fn all(&self) {
        let words = Advice::ALL.iter().map(ToString::to_string);
        let words = words.chain(Reason::ALL.iter().map(ToString::to_string));
        let words = words.chain(SectionState::ALL.iter().map(ToString::to_string));
        for word in words.chain(Answer::ALL.iter().map(ToString::to_string)) {
            let times = self.0.get(&word).copied().unwrap_or_default();
            assert!(times > 0, "{word:?} was never met in {self:?}");
        }
    }
}

fn compare(seed: u64, met: &mut Met) {
    let mut case = Case::new(seed);
    let summary = Summary::read(&case.fields);
    let (asked, policy) = (case.asked(), case.policy());
    let present = Staff::new(case.below(4) as u32).unwrap();
    let at = TONIGHT.plus_millis(case.below(50) as i64 * HOUR);
    let clocks = if case.one_in(6) { Clocks::Disagree } else { Clocks::Agree };
    let now = Now { at, clocks };
    let assessment = assess(&summary, &asked, present, &policy, now);
    let naive = naive_assess::assess(&summary, &asked, present, &policy, now);
    met.count(&assessment);
    assert_eq!(assessment.sections, naive.sections, "seed {seed}: sections");
    assert_eq!(assessment.findings, naive.findings, "seed {seed}: findings");
    assert_eq!(assessment, naive, "seed {seed}");
}

#[test]
fn both_give_the_same_answer_to_everybody() {
    let number = |name| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let mut met = Met::default();
    if let Some(seed) = number("HOLDFAST_SEED") {
        return compare(seed, &mut met);
    }
    for seed in 0..number("HOLDFAST_HISTORIES").unwrap_or(300) {
        compare(seed, &mut met);
    }
    met.all();
}
