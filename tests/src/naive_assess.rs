//! May this visit start, a second time: the design's text (`2-records.md`, the rules of
//! `docs/policy.md` and the words at the head of `assessment.rs` and `section_state.rs`) put down as
//! plainly as it reads, list after list, each walked from its beginning. Slow, and made to be
//! compared with: it shares types with `holdfast_core::care`, and no rule.

use std::collections::{BTreeMap, BTreeSet};

use holdfast_core::care::assessment::{
    Advice, Answer, Asked, AskedTask, Assessment, Meanwhile, TaskAnswer,
};
use holdfast_core::care::call::{Call, Skipped};
use holdfast_core::care::event::Happened;
use holdfast_core::care::finding::{Finding, Measure, Reason, SectionState};
use holdfast_core::care::item::Item;
use holdfast_core::care::kind::EventKind;
use holdfast_core::care::number::Staff;
use holdfast_core::care::pathway::{PathwayRule, System};
use holdfast_core::care::policy::{Policy, SectionRule};
use holdfast_core::care::section_state::{Clocks, Now, StateSince};
use holdfast_core::care::step::{Step, StepKind};
use holdfast_core::care::summary::contact::{Contact, ReachBy};
use holdfast_core::care::summary::escalation::LadderRole;
use holdfast_core::care::summary::statement::Says;
use holdfast_core::care::summary::{Content, Section, Slot, Summary};
use holdfast_core::care::task::{Harm, TaskEntry};
use holdfast_core::care::{Date, TaskKind, YesNo};
use holdfast_ledger::Timestamp;

const HOUR: i64 = 60 * 60 * 1000;
const DAY: i64 = 24 * HOUR;

/// Everything said at one key of a section, and how much there cannot be read.
struct Fact {
    key: String,
    slot: Slot,
    said: Vec<Item<Content>>,
    unreadable: usize,
}

impl Fact {
    fn disputed(&self) -> bool {
        self.said.len() > 1
    }

    fn stands(&self) -> bool {
        self.said.iter().any(Item::is_present)
    }

    /// The one present thing said.
    fn agreed(&self) -> Option<&Item<Content>> {
        self.said.first().filter(|item| self.said.len() == 1 && item.is_present())
    }

    fn states_none_known(&self) -> impl Iterator<Item = &Item<Content>> {
        self.said.iter().filter(|item| item.is_present() && says(item) == Some(Says::NoneKnown))
    }
}

/// What a statement states; nothing for anything else.
fn says(item: &Item<Content>) -> Option<Says> {
    match &item.content {
        Content::RisksStatement(statement)
        | Content::SafeguardingStatement(statement)
        | Content::RestrictionsStatement(statement)
        | Content::AllergiesStatement(statement)
        | Content::MedicinesStatement(statement)
        | Content::AuthoritiesStatement(statement)
        | Content::NextOfKinStatement(statement) => Some(statement.says),
        _ => None,
    }
}

/// "A medicine's stop date or the end of its covert administration, a restriction's or a
/// deprivation of liberty's expiry, whichever is first."
fn last_day(content: &Content) -> Option<Date> {
    match content {
        Content::Medicine(medicine) => {
            [medicine.stop, medicine.covert_expires].into_iter().flatten().min()
        }
        Content::Restriction(restriction) => restriction.expires,
        Content::Liberty(liberty) => liberty.expires,
        _ => None,
    }
}

/// Why a section is not current.
#[derive(Clone)]
struct Why {
    state: SectionState,
    reason: Reason,
    event: Option<EventKind>,
    since: Option<Timestamp>,
    keys: Vec<String>,
}

struct Naive<'a> {
    facts: Vec<Fact>,
    summary: &'a Summary,
    asked: &'a Asked,
    present: Staff,
    policy: &'a Policy,
    now: Now,
}

/// May this visit start?
pub fn assess(
    summary: &Summary,
    asked: &Asked,
    present: Staff,
    policy: &Policy,
    now: Now,
) -> Assessment {
    let facts = summary
        .values()
        .into_iter()
        .filter(|(slot, _)| slot.section().is_some() || *slot == Slot::Proposal)
        .map(|(slot, value)| {
            let said = summary.at(value.key()).map(|(_, at)| at.values).unwrap_or_default();
            let key = value.key().to_owned();
            Fact { key, slot, said, unreadable: value.unreadable() }
        })
        .collect();
    let naive = Naive { facts, summary, asked, present, policy, now };
    naive.assess()
}

impl Naive<'_> {
    fn assess(&self) -> Assessment {
        let sections: Vec<StateSince> = Section::ALL.iter().map(|s| self.state(*s)).collect();
        let mut findings = self.findings(&sections);
        findings.sort_by_key(|finding| {
            (
                std::cmp::Reverse(finding.measure),
                finding.section,
                std::cmp::Reverse(finding.state),
                finding.reason,
                finding.event,
                finding.system,
                finding.keys.0.clone(),
                finding.task.clone(),
            )
        });
        let tasks: Vec<TaskAnswer> =
            self.asked.tasks.iter().map(|task| self.answer(task, &findings)).collect();
        Assessment {
            advice: advice(&findings, &tasks),
            at: self.now.at,
            clocks: self.now.clocks,
            policy: self.policy.version,
            staff_present: self.present,
            sections: sections.into(),
            steps: steps(&findings).into(),
            calls: self.calls().into(),
            findings: findings.into(),
            tasks: tasks.into(),
            meanwhile: Meanwhile::ALL.to_vec().into(),
        }
    }

    fn rule(&self, section: Section) -> &SectionRule {
        self.policy.section(section)
    }

    fn pathway(&self) -> Option<&PathwayRule> {
        self.asked.pathway.map(|pathway| self.policy.pathway(pathway))
    }

    fn required_by_pathway(&self, section: Section) -> bool {
        self.pathway().is_some_and(|pathway| pathway.required.contains(&section))
    }

    fn maximum_age(&self, section: Section) -> Option<i64> {
        let own = self.rule(section).maximum_age;
        let pathway = self.pathway().filter(|_| self.required_by_pathway(section));
        let pathway = pathway.and_then(|pathway| pathway.maximum_age);
        [own, pathway].into_iter().flatten().map(|days| i64::from(days.get())).min()
    }

    fn of(&self, slot: Slot) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(move |fact| fact.slot == slot)
    }

    fn in_section(&self, section: Section) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(move |fact| fact.slot.section() == Some(section))
    }

    fn none_known(&self, list: Slot) -> Option<&Fact> {
        let statement = list.statement()?;
        self.of(statement).find(|fact| fact.states_none_known().next().is_some())
    }

    // The states of the sections.

    /// Every ground of a section; those that differ only in what they are about and since when made
    /// one.
    fn whys(&self, section: Section) -> Vec<Why> {
        let mut all = self.disputed(section);
        all.extend(self.missing(section));
        for fact in self.in_section(section) {
            all.extend(self.unconfirmed(fact).or_else(|| self.aged(fact)));
        }
        all.extend(self.unreadable(section));
        all.extend(self.proposed(section));
        let mut joined: BTreeMap<_, Why> = BTreeMap::new();
        let mut apart = Vec::new();
        for why in all {
            if why.reason == Reason::NoneKnownBesideItem {
                apart.push(why);
                continue;
            }
            let same = joined.entry((why.state, why.reason, why.event));
            let one = same.or_insert_with(|| Why { keys: Vec::new(), ..why.clone() });
            one.since = [one.since, why.since].into_iter().flatten().min();
            one.keys.extend(why.keys);
        }
        let mut whys: Vec<Why> = joined.into_values().chain(apart).collect();
        for why in &mut whys {
            why.keys.sort();
        }
        whys
    }

    fn disputed(&self, section: Section) -> Vec<Why> {
        let mut all = Vec::new();
        let why = |reason, since, keys| Why {
            state: SectionState::Disputed,
            reason,
            event: None,
            since,
            keys,
        };
        for fact in self.in_section(section).filter(|fact| fact.disputed()) {
            let reason = match fact.slot {
                Slot::Allergy | Slot::StaffNeeded => Reason::ReadCautiously,
                Slot::Restriction => Reason::NotAuthorised,
                _ => Reason::Disputed,
            };
            let mut written: Vec<_> = fact.said.iter().map(|item| item.written).collect();
            written.sort();
            all.push(why(reason, Some(written[1]), vec![fact.key.clone()]));
        }
        for list in Slot::ALL.iter().filter(|slot| slot.section() == Some(section)) {
            let Some(statement) = self.none_known(*list) else { continue };
            let items: Vec<&Fact> = self.of(*list).filter(|fact| fact.stands()).collect();
            let present = items.iter().flat_map(|fact| &fact.said).filter(|i| i.is_present());
            let Some(first) = present.map(|item| item.written).min() else { continue };
            let stated = statement.states_none_known().map(|item| item.written).min();
            let mut keys = vec![statement.key.clone()];
            keys.extend(items.iter().map(|fact| fact.key.clone()));
            all.push(why(Reason::NoneKnownBesideItem, stated.max(Some(first)), keys));
        }
        all
    }

    fn missing(&self, section: Section) -> Vec<Why> {
        let why = |reason, keys| Why {
            state: SectionState::Missing,
            reason,
            event: None,
            since: None,
            keys,
        };
        let stated_otherwise = |list: Slot| {
            list.statement().is_some_and(|statement| self.of(statement).any(Fact::stands))
        };
        let mut all = Vec::new();
        for part in &self.rule(section).parts {
            let there = self.of(*part).any(Fact::stands) || self.none_known(*part).is_some();
            if there {
                continue;
            }
            let unknown = stated_otherwise(*part);
            let reason = if unknown { Reason::StatedUnknown } else { Reason::NothingRecorded };
            all.push(why(reason, vec![part.word().to_owned()]));
        }
        if !all.is_empty() {
            return all;
        }
        let says_something = |fact: &Fact| {
            fact.said
                .iter()
                .filter(|item| item.is_present())
                .any(|item| says(item).is_none_or(|says| says == Says::NoneKnown))
        };
        if self.in_section(section).any(says_something) {
            return all;
        }
        vec![why(Reason::NothingRecorded, Vec::new())]
    }

    /// The first of the things that leave an agreed value unconfirmed.
    fn unconfirmed(&self, fact: &Fact) -> Option<Why> {
        let item = fact.agreed()?;
        if says(item).is_some_and(|says| says != Says::NoneKnown) {
            return None;
        }
        let section = fact.slot.section()?;
        let why = |reason, event, since| Why {
            state: SectionState::Unconfirmed,
            reason,
            event,
            since,
            keys: vec![fact.key.clone()],
        };
        let Some(confirmed) = &item.confirmed else {
            return Some(why(Reason::NeverConfirmed, None, Some(item.written)));
        };
        if fact.slot == Slot::EndedMedicine {
            return None;
        }
        let mut unseen: Vec<&Happened> = self
            .asked
            .events
            .iter()
            .filter(|event| self.rule(section).events.contains(&event.kind))
            .filter(|event| !confirmed.events_seen.contains(&event.record))
            .collect();
        unseen.sort_by_key(|event| (event.occurred, event.record));
        if let Some(event) = unseen.first() {
            return Some(why(Reason::EventSince, Some(event.kind), Some(event.occurred)));
        }
        let ages = self.maximum_age(section).is_some()
            || item.review_due.is_some()
            || item.valid_until.is_some()
            || last_day(&item.content).is_some();
        (ages && self.in_doubt(item)).then(|| why(Reason::CheckDate, None, None))
    }

    /// Whether nothing that depends on age can be said of a confirmed item.
    fn in_doubt(&self, item: &Item<Content>) -> bool {
        let later = |at: Timestamp| at.0 > self.now.at.0.saturating_add(HOUR);
        self.now.clocks == Clocks::Disagree
            || item.confirmed.as_ref().is_some_and(|confirmed| later(confirmed.at))
    }

    /// Stale, else due for review.
    fn aged(&self, fact: &Fact) -> Option<Why> {
        let item = fact.agreed()?;
        let (confirmed, section) = (item.confirmed.as_ref()?, fact.slot.section()?);
        let unknown = says(item).is_some_and(|says| says != Says::NoneKnown);
        if fact.slot == Slot::EndedMedicine || unknown || self.in_doubt(item) {
            return None;
        }
        let why = |state, reason, since| Why {
            state,
            reason,
            event: None,
            since: Some(since),
            keys: vec![fact.key.clone()],
        };
        let today = Date::at(self.now.at);
        let passed = |day: Option<Date>| day.filter(|day| today > *day).map(Date::ends);
        let too_old = self.maximum_age(section).and_then(|days| {
            let end = Timestamp(confirmed.at.0.saturating_add(days * DAY));
            (self.now.at > end).then_some(end)
        });
        let stale = if let Some(since) = passed(item.valid_until) {
            Some((Reason::ValidUntilPassed, since))
        } else if let Some(since) = passed(last_day(&item.content)) {
            Some((Reason::Expired, since))
        } else {
            too_old.map(|since| (Reason::TooOld, since))
        };
        let stale = stale.map(|(reason, since)| why(SectionState::Stale, reason, since));
        let due = item.review_due.filter(|day| today >= *day);
        stale.or_else(|| {
            due.map(|day| why(SectionState::ReviewDue, Reason::ReviewDue, day.begins()))
        })
    }

    fn unreadable(&self, section: Section) -> Vec<Why> {
        let here = |key: &&String| Slot::of_key(key).and_then(Slot::section) == Some(section);
        let left = self.summary.unreadable.iter().map(|unreadable| &unreadable.key);
        let partly = self.facts.iter().filter(|fact| fact.unreadable > 0).map(|fact| &fact.key);
        let keys: BTreeSet<&String> = left.chain(partly).filter(here).collect();
        let why = |key: &String| Why {
            state: SectionState::Unconfirmed,
            reason: Reason::CannotBeRead,
            event: None,
            since: None,
            keys: vec![key.clone()],
        };
        keys.into_iter().map(why).collect()
    }

    fn proposed(&self, section: Section) -> Vec<Why> {
        let mut all = Vec::new();
        for fact in self.of(Slot::Proposal) {
            let Some(item) = fact.agreed() else { continue };
            let Content::Proposal(proposal) = &item.content else { continue };
            let key = proposal.key.as_str();
            if Slot::of_key(key).and_then(Slot::section) == Some(section) {
                all.push(Why {
                    state: SectionState::Unconfirmed,
                    reason: Reason::ChangeWaiting,
                    event: None,
                    since: Some(item.written),
                    keys: vec![fact.key.clone()],
                });
            }
        }
        all
    }

    fn state(&self, section: Section) -> StateSince {
        let whys = self.whys(section);
        if let Some(state) = whys.iter().map(|why| why.state).max() {
            let worst = whys.iter().filter(|why| why.state == state);
            return StateSince { section, state, since: worst.filter_map(|why| why.since).min() };
        }
        let unknown = |item: &&Item<Content>| says(item).is_some_and(|s| s != Says::NoneKnown);
        let items = self.in_section(section).filter_map(Fact::agreed).filter(|i| !unknown(i));
        let since = items.filter_map(|item| item.confirmed.as_ref()).map(|c| c.at).max();
        StateSince { section, state: SectionState::Current, since }
    }

    // What was found.

    fn entry(task: &AskedTask) -> Option<&'static TaskEntry> {
        task.kind.entry()
    }

    fn needs(&self, task: &AskedTask) -> BTreeSet<Section> {
        let Some(entry) = Self::entry(task) else { return BTreeSet::new() };
        let by_rule = Section::ALL.iter().filter(|s| self.rule(**s).tasks.contains(&task.kind));
        entry.sections.iter().chain(by_rule).copied().collect()
    }

    fn counts(&self, section: Section) -> bool {
        self.rule(section).required == YesNo::Yes
            || self.required_by_pathway(section)
            || self.asked.tasks.iter().any(|task| self.needs(task).contains(&section))
    }

    fn cautious(why: &Why) -> bool {
        let allergies = |key: &String| key.starts_with("allergy/") || key == "statement/allergy";
        match why.reason {
            Reason::ReadCautiously | Reason::NotAuthorised => true,
            Reason::NoneKnownBesideItem => why.keys.iter().all(allergies),
            _ => false,
        }
    }

    fn measure(&self, section: Section, why: &Why) -> Measure {
        let rule = self.rule(section);
        match why.state {
            SectionState::Current => Measure::Note,
            SectionState::ReviewDue => rule.review_due,
            SectionState::Stale => rule.stale,
            SectionState::Unconfirmed => rule.unconfirmed,
            SectionState::Missing => {
                let pathway = self.pathway().filter(|_| self.required_by_pathway(section));
                let stricter = pathway.and_then(|pathway| pathway.missing);
                stricter.map_or(rule.missing, |stricter| stricter.max(rule.missing))
            }
            SectionState::Disputed if Self::cautious(why) => Measure::ConfirmByPhone,
            SectionState::Disputed => rule.disputed.max(Measure::PauseTasks),
        }
    }

    fn findings(&self, sections: &[StateSince]) -> Vec<Finding> {
        let mut all = Vec::new();
        for section in Section::ALL.iter().filter(|section| self.counts(**section)) {
            for why in self.whys(*section) {
                all.push(Finding {
                    section: Some(*section),
                    state: Some(why.state),
                    since: why.since,
                    event: why.event,
                    keys: why.keys.clone().into(),
                    confirm_with: Some(self.rule(*section).confirm_with),
                    ..bare(why.reason, self.measure(*section, &why))
                });
            }
        }
        all.extend(self.time_critical());
        all.extend(self.down(sections));
        let mut left = self.summary.unreadable.iter();
        if left.any(|unreadable| Slot::of_key(&unreadable.key).is_none()) {
            all.push(bare(Reason::CannotBeRead, Measure::Note));
        }
        all.extend(self.asked.tasks.iter().filter_map(|task| self.medicine_gone(task)));
        all.extend(self.asked.tasks.iter().filter_map(|task| self.no_restriction(task)));
        all.extend(self.staffing());
        for task in self.asked.tasks.iter().filter(|task| Self::entry(task).is_none()) {
            let task = Some(task.key.clone());
            all.push(Finding { task, ..bare(Reason::NotChecked, Measure::Note) });
        }
        all
    }

    fn time_critical(&self) -> Option<Finding> {
        let none_known = self.none_known(Slot::Medicine);
        let mut keys = Vec::new();
        for fact in self.of(Slot::Medicine) {
            let critical = fact.said.iter().any(|item| {
                matches!(&item.content, Content::Medicine(m) if m.time_critical == Some(YesNo::Yes))
            });
            let beside = none_known.filter(|_| fact.stands());
            if critical && (fact.disputed() || beside.is_some()) {
                keys.push(fact.key.clone());
            }
        }
        if keys.is_empty() {
            return None;
        }
        keys.sort();
        Some(Finding {
            section: Some(Section::Medication),
            state: Some(SectionState::Disputed),
            since: None,
            keys: keys.into(),
            confirm_with: Some(self.rule(Section::Medication).confirm_with),
            ..bare(Reason::TimeCriticalDisputed, Measure::PauseTasks)
        })
    }

    /// "A medicine of which nothing stands and nothing there is unreadable."
    fn medicine_gone(&self, task: &AskedTask) -> Option<Finding> {
        let named = task.medicine.as_ref()?;
        let fact = self.of(Slot::Medicine).find(|fact| fact.key == *named);
        if fact.is_some_and(|fact| fact.stands() || fact.unreadable > 0) {
            return None;
        }
        let written = fact.and_then(|fact| fact.said.iter().map(|item| item.written).max());
        let section = Section::Medication;
        Some(Finding {
            section: Some(section),
            since: written,
            keys: vec![named.clone()].into(),
            confirm_with: Some(self.rule(section).confirm_with),
            task: Some(task.key.clone()),
            ..bare(Reason::MedicineDoesNotStand, Measure::PauseTasks)
        })
    }

    fn no_restriction(&self, task: &AskedTask) -> Option<Finding> {
        let mut all = self.of(Slot::Restriction);
        let one = all.any(|fact| fact.stands() || fact.unreadable > 0);
        if one || task.kind != TaskKind::RestrictionUse {
            return None;
        }
        let said = self.of(Slot::Restriction).flat_map(|fact| &fact.said);
        let section = Section::RisksAndTriggers;
        Some(Finding {
            section: Some(section),
            since: said.map(|item| item.written).max(),
            confirm_with: Some(self.rule(section).confirm_with),
            task: Some(task.key.clone()),
            ..bare(Reason::NoRestriction, Measure::PauseTasks)
        })
    }

    fn down_since(&self, system: System) -> Option<Timestamp> {
        let down = self.asked.down.iter().filter(|down| down.system == system);
        down.map(|down| down.since).min()
    }

    /// Whether all that is agreed in a section was confirmed by phone since then.
    fn phoned(&self, section: Section, since: Timestamp) -> bool {
        let agreed: Vec<_> = self.in_section(section).filter_map(Fact::agreed).collect();
        let by_phone = |item: &&Item<Content>| {
            let confirmed = item.confirmed.as_ref();
            confirmed.is_some_and(|c| c.how == holdfast_core::care::Channel::Phone && c.at >= since)
        };
        !agreed.is_empty() && agreed.iter().all(by_phone)
    }

    fn down(&self, sections: &[StateSince]) -> Vec<Finding> {
        let Some(pathway) = self.pathway() else { return Vec::new() };
        let mut all = Vec::new();
        for rule in &pathway.phone {
            let Some(since) = self.down_since(rule.while_down) else { continue };
            if self.phoned(rule.section, since) {
                continue;
            }
            let state = sections.iter().find(|one| one.section == rule.section);
            all.push(Finding {
                section: Some(rule.section),
                state: state.map(|one| one.state),
                since: Some(since),
                system: Some(rule.while_down),
                confirm_with: Some(rule.from),
                ..bare(Reason::SystemDown, Measure::ConfirmByPhone)
            });
        }
        for system in &pathway.depends_on {
            let Some(since) = self.down_since(*system) else { continue };
            if pathway.phone.iter().any(|rule| rule.while_down == *system) {
                continue;
            }
            all.push(Finding {
                since: Some(since),
                system: Some(*system),
                ..bare(Reason::SystemDown, Measure::Note)
            });
        }
        all
    }

    /// How many staff a task takes.
    fn staff(&self, task: &AskedTask) -> Staff {
        let entry = Self::entry(task);
        let mut most = entry.map_or(1, |entry| entry.staff).max(task.staff.map_or(0, Staff::get));
        if entry.is_some_and(|entry| entry.moves_the_person) {
            most = most.max(self.asked.staff_needed.map_or(0, Staff::get));
            for item in self.of(Slot::StaffNeeded).filter(|f| f.stands()).flat_map(|f| &f.said) {
                if let Content::StaffNeeded(needed) = &item.content {
                    most = most.max(needed.number.get());
                }
            }
        }
        Staff::new(most).expect("each of them is a number of staff")
    }

    fn short(&self, task: &AskedTask) -> bool {
        Self::entry(task).is_some() && self.staff(task) > self.present
    }

    fn staffing(&self) -> Vec<Finding> {
        let mut all = Vec::new();
        for task in self.asked.tasks.iter().filter(|task| self.short(task)) {
            all.push(Finding {
                task: Some(task.key.clone()),
                staff: Some(self.staff(task)),
                ..bare(Reason::TooFewStaff, Measure::PauseTasks)
            });
        }
        let needed = self.asked.staff_needed.filter(|needed| *needed > self.present);
        if all.is_empty() && needed.is_some() {
            let staff = needed;
            all.push(Finding { staff, ..bare(Reason::TooFewStaff, Measure::ConfirmByPhone) });
        }
        all
    }

    // The tasks.

    fn touches(&self, finding: &Finding, task: &AskedTask) -> bool {
        let Some(section) = finding.section else { return false };
        let medicines = finding.keys.iter().all(|key| key.starts_with("medicine/"));
        let about_medicines = !finding.keys.is_empty() && medicines;
        let other = about_medicines
            && task.medicine.as_ref().is_some_and(|named| !finding.keys.contains(named));
        self.needs(task).contains(&section) && !other
    }

    fn holds(&self, finding: &Finding, task: &AskedTask) -> bool {
        if finding.task.is_some() {
            return finding.task.as_ref() == Some(&task.key);
        }
        if !self.touches(finding, task) {
            return false;
        }
        let why = Why {
            state: finding.state.unwrap_or(SectionState::Current),
            reason: finding.reason,
            event: None,
            since: None,
            keys: finding.keys.0.clone(),
        };
        if finding.state == Some(SectionState::Disputed) && Self::cautious(&why) {
            // The task goes on by the safer reading, and of a restriction that is not to use it.
            let restriction = task.kind == TaskKind::RestrictionUse;
            return finding.reason == Reason::NotAuthorised && restriction;
        }
        let higher = Self::entry(task).is_some_and(|entry| entry.harm == Harm::Higher);
        finding.measure >= Measure::PauseTasks
            || finding.measure == Measure::ConfirmByPhone && higher
    }

    fn answer(&self, task: &AskedTask, findings: &[Finding]) -> TaskAnswer {
        let because: Vec<u32> = (0..)
            .zip(findings)
            .filter(|(_, finding)| self.holds(finding, task))
            .map(|(at, _)| at)
            .collect();
        let urgent = Self::entry(task).is_some_and(TaskEntry::is_medicine)
            && findings.iter().any(|finding| {
                let gone = finding.reason == Reason::MedicineDoesNotStand
                    && finding.task.as_ref() == Some(&task.key);
                gone || finding.reason == Reason::TimeCriticalDisputed
                    && self.touches(finding, task)
            });
        let answer = if Self::entry(task).is_none() {
            Answer::NotChecked
        } else if because.is_empty() {
            Answer::MayProceed
        } else if urgent {
            Answer::EscalateAtOnce
        } else {
            Answer::Paused
        };
        let staff = self.staff(task);
        TaskAnswer {
            key: task.key.clone(),
            kind: task.kind,
            answer,
            staff,
            because: because.into(),
        }
    }

    // Whom to phone.

    fn calls(&self) -> Vec<Call> {
        let mut rungs = Vec::new();
        for fact in self.of(Slot::Rung) {
            for item in fact.said.iter().filter(|item| item.is_present()) {
                if let Content::Rung(rung) = &item.content {
                    rungs.push((rung, &fact.key));
                }
            }
        }
        rungs.sort_by_key(|(rung, key)| (rung.position, *key));
        let mut calls = Vec::new();
        for (rung, _) in rungs {
            let within = rung.hours.iter().any(|hours| hours.holds(self.now.at));
            let sure = self.now.clocks == Clocks::Agree;
            let away = sure && !rung.hours.is_empty() && !within;
            for contact in &rung.contacts {
                calls.push(Call { wait: rung.wait, ..self.call(rung.role, contact, away) });
            }
        }
        for contact in &self.policy.on_call {
            calls.push(self.call(LadderRole::OnCallManager, contact, false));
        }
        calls
    }

    fn call(&self, role: LadderRole, contact: &Contact, away: bool) -> Call {
        let up = |by: ReachBy| match by {
            ReachBy::Email => self.down_since(System::Email).is_none(),
            ReachBy::Phone => self.down_since(System::Telephones).is_none(),
            _ => true,
        };
        let reach: Vec<_> = contact.reach.iter().filter(|reach| up(reach.by)).cloned().collect();
        let skipped = match (away, contact.reach.is_empty(), reach.is_empty()) {
            (true, ..) => Some(Skipped::OutsideHours),
            (_, true, _) => Some(Skipped::NoNumber),
            (.., true) => Some(Skipped::ChannelDown),
            _ => None,
        };
        let name = contact.name.clone();
        Call { role, name, reach: reach.into(), wait: None, skipped }
    }
}

fn bare(reason: Reason, measure: Measure) -> Finding {
    Finding {
        section: None,
        state: None,
        since: None,
        reason,
        measure,
        keys: Vec::new().into(),
        event: None,
        system: None,
        confirm_with: None,
        task: None,
        staff: None,
    }
}

fn advice(findings: &[Finding], tasks: &[TaskAnswer]) -> Advice {
    let waits = |task: &TaskAnswer| matches!(task.answer, Answer::Paused | Answer::EscalateAtOnce);
    let stop = findings.iter().any(|finding| finding.measure == Measure::DoNotStart);
    if stop || !tasks.is_empty() && tasks.iter().all(waits) {
        return Advice::DoNotStart;
    }
    let held = tasks.iter().any(|task| task.answer != Answer::MayProceed);
    if held || findings.iter().any(|finding| finding.measure >= Measure::ConfirmByPhone) {
        return Advice::ProceedWithChanges;
    }
    Advice::Proceed
}

/// "The extra step: send a senior, confirm by phone." Each once.
fn steps(findings: &[Finding]) -> Vec<Step> {
    let step = |finding: &Finding| {
        let urgent = matches!(
            finding.reason,
            Reason::TimeCriticalDisputed | Reason::MedicineDoesNotStand | Reason::NoRestriction
        ) || finding.measure == Measure::DoNotStart;
        let kind = if urgent {
            StepKind::PhoneNow
        } else if finding.reason == Reason::TooFewStaff {
            StepKind::SecondPerson
        } else if finding.measure == Measure::SendSenior {
            StepKind::Senior
        } else if finding.reason == Reason::CheckDate {
            return Step { kind: StepKind::CheckDate, section: None, with: None };
        } else if finding.measure == Measure::Note {
            StepKind::TellOffice
        } else {
            StepKind::ConfirmByPhone
        };
        Step { kind, section: finding.section, with: finding.confirm_with }
    };
    let all: BTreeSet<Step> = findings.iter().map(step).collect();
    all.into_iter().collect()
}
