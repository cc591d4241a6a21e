//! The working of [`super::assessment`]: its rules are written there, exactly.

use holdfast_ledger::Timestamp;

use super::assessment::{Advice, Answer, Asked, AskedTask, TaskAnswer};
use super::definition::YesNo;
use super::finding::{Finding, Measure, Reason, SectionState};
use super::item::{Channel, Status};
use super::kind::EventKind;
use super::list::List;
use super::number::Staff;
use super::pathway::System;
use super::policy::Policy;
use super::section_state::{SectionStanding, StateSince};
use super::summary::{Section, Slot, Summary};
use super::task::{Harm, TaskEntry, TaskKind};

/// The answer that findings and tasks come to.
pub(super) fn advice(findings: &[Finding], tasks: &[TaskAnswer]) -> Advice {
    let strictest = findings.iter().map(|finding| finding.measure).max();
    let waits = |task: &TaskAnswer| matches!(task.answer, Answer::Paused | Answer::EscalateAtOnce);
    let all_wait = !tasks.is_empty() && tasks.iter().all(waits);
    if strictest == Some(Measure::DoNotStart) || all_wait {
        Advice::DoNotStart
    } else if tasks.iter().any(|task| task.answer != Answer::MayProceed)
        || strictest >= Some(Measure::ConfirmByPhone)
    {
        Advice::ProceedWithChanges
    } else {
        Advice::Proceed
    }
}

/// One assessment being worked out.
pub(super) struct Assessing<'a> {
    pub summary: &'a Summary,
    pub visit: &'a Asked,
    pub policy: &'a Policy,
    pub staff_present: Staff,
}

impl Assessing<'_> {
    /// Everything that is found, in order.
    pub fn findings(
        &self,
        standings: Vec<SectionStanding>,
        sections: &[StateSince],
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        for standing in standings.into_iter().filter(|standing| self.counts(standing.section)) {
            self.of_grounds(standing, &mut findings);
        }
        findings.extend(self.time_critical());
        findings.extend(self.visit.tasks.iter().filter_map(|task| self.medicine_gone(task)));
        findings.extend(self.visit.tasks.iter().filter_map(|task| self.no_restriction(task)));
        self.systems_down(sections, &mut findings);
        if self.summary.unreadable.iter().any(|one| Slot::of_key(&one.key).is_none()) {
            findings.push(Finding::of_visit(Reason::CannotBeRead, Measure::Note));
        }
        self.staff_and_unlisted(&mut findings);
        findings.sort_by(|one, other| order(one).cmp(&order(other)));
        findings
    }

    fn counts(&self, section: Section) -> bool {
        self.policy.section(section).required == YesNo::Yes
            || self.pathway_requires(section)
            || self.visit.tasks.iter().any(|task| self.needs(task.kind, section))
    }

    fn pathway_requires(&self, section: Section) -> bool {
        self.visit
            .pathway
            .is_some_and(|pathway| self.policy.pathway(pathway).required.contains(&section))
    }

    fn needs(&self, kind: TaskKind, section: Section) -> bool {
        kind.entry().is_some_and(|entry| {
            entry.sections.contains(&section) || self.policy.section(section).tasks.contains(&kind)
        })
    }

    fn of_grounds(&self, standing: SectionStanding, findings: &mut Vec<Finding>) {
        let rule = self.policy.section(standing.section);
        for ground in standing.grounds {
            let measure = match ground.state {
                SectionState::Current => continue,
                SectionState::ReviewDue => rule.review_due,
                SectionState::Stale => rule.stale,
                SectionState::Unconfirmed => rule.unconfirmed,
                SectionState::Missing => self.when_missing(standing.section),
                SectionState::Disputed if has_reading(ground.reason, &ground.keys) => {
                    Measure::ConfirmByPhone
                }
                SectionState::Disputed => rule.disputed.max(Measure::PauseTasks),
            };
            findings.push(Finding {
                state: Some(ground.state),
                since: ground.since,
                keys: List(ground.keys),
                event: ground.event,
                confirm_with: Some(rule.confirm_with),
                ..Finding::about(standing.section, ground.reason, measure)
            });
        }
    }

    fn when_missing(&self, section: Section) -> Measure {
        let stricter = self
            .visit
            .pathway
            .filter(|_| self.pathway_requires(section))
            .and_then(|pathway| self.policy.pathway(pathway).missing);
        let rule = self.policy.section(section).missing;
        stricter.map_or(rule, |stricter| stricter.max(rule))
    }

    fn time_critical(&self) -> Option<Finding> {
        let beside_none_known = self.summary.none_known(Slot::Medicine);
        let keys: Vec<String> = self
            .summary
            .medicines
            .iter()
            .filter(|medicine| medicine.is_disputed() || (beside_none_known && medicine.stands()))
            .filter(|medicine| {
                medicine.values().iter().any(|item| item.content.time_critical == Some(YesNo::Yes))
            })
            .map(|medicine| medicine.key().to_owned())
            .collect();
        (!keys.is_empty()).then(|| Finding {
            state: Some(SectionState::Disputed),
            keys: keys.into(),
            confirm_with: Some(self.policy.section(Section::Medication).confirm_with),
            ..Finding::about(Section::Medication, Reason::TimeCriticalDisputed, Measure::PauseTasks)
        })
    }

    /// A task about a medicine that was removed, has ended, or was never there: neither given as
    /// planned nor left out without asking.
    fn medicine_gone(&self, task: &AskedTask) -> Option<Finding> {
        let key = task.medicine.as_ref()?;
        let at = self.summary.medicines.iter().find(|medicine| medicine.key() == key);
        if at.is_some_and(|at| at.stands() || at.unreadable() > 0) {
            return None;
        }
        Some(Finding {
            since: at.and_then(|at| at.values().iter().map(|item| item.written).max()),
            keys: vec![key.clone()].into(),
            ..self.about_task(task, Section::Medication, Reason::MedicineDoesNotStand)
        })
    }

    /// A restriction is planned, and the summary authorises none.
    fn no_restriction(&self, task: &AskedTask) -> Option<Finding> {
        let restrictions = &self.summary.restrictions;
        if task.kind != TaskKind::RestrictionUse
            || restrictions.iter().any(|one| one.stands() || one.unreadable() > 0)
        {
            return None;
        }
        let removed = restrictions.iter().flat_map(|one| one.values()).map(|item| item.written);
        Some(Finding {
            since: removed.max(),
            ..self.about_task(task, Section::RisksAndTriggers, Reason::NoRestriction)
        })
    }

    fn about_task(&self, task: &AskedTask, section: Section, reason: Reason) -> Finding {
        Finding {
            confirm_with: Some(self.policy.section(section).confirm_with),
            task: Some(task.key.clone()),
            ..Finding::about(section, reason, Measure::PauseTasks)
        }
    }

    fn systems_down(&self, sections: &[StateSince], findings: &mut Vec<Finding>) {
        let Some(pathway) = self.visit.pathway else { return };
        let rule = self.policy.pathway(pathway);
        for phone in &rule.phone {
            let Some(since) = self.down_since(phone.while_down) else { continue };
            if self.confirmed_by_phone(phone.section, since) {
                continue;
            }
            let standing = sections.iter().find(|standing| standing.section == phone.section);
            findings.push(Finding {
                state: standing.map(|standing| standing.state),
                since: Some(since),
                system: Some(phone.while_down),
                confirm_with: Some(phone.from),
                ..Finding::about(phone.section, Reason::SystemDown, Measure::ConfirmByPhone)
            });
        }
        for system in &rule.depends_on {
            let Some(since) = self.down_since(*system) else { continue };
            if rule.phone.iter().all(|phone| phone.while_down != *system) {
                findings.push(Finding {
                    since: Some(since),
                    system: Some(*system),
                    ..Finding::of_visit(Reason::SystemDown, Measure::Note)
                });
            }
        }
    }

    fn down_since(&self, system: System) -> Option<Timestamp> {
        self.visit.down.iter().filter(|down| down.system == system).map(|down| down.since).min()
    }

    fn confirmed_by_phone(&self, section: Section, since: Timestamp) -> bool {
        let mut all = true;
        let mut any = false;
        for (slot, value) in self.summary.values() {
            if slot.section() != Some(section) || value.is_disputed() {
                continue;
            }
            value.envelopes(&mut |envelope| {
                if envelope.status == Status::Present {
                    any = true;
                    all &= envelope.confirmed.is_some_and(|confirmed| {
                        confirmed.how == Channel::Phone && confirmed.at >= since
                    });
                }
            });
        }
        all && any
    }

    fn staff_and_unlisted(&self, findings: &mut Vec<Finding>) {
        let mut short = false;
        for task in &self.visit.tasks {
            let Some(entry) = task.kind.entry() else {
                findings.push(Finding {
                    task: Some(task.key.clone()),
                    ..Finding::of_visit(Reason::NotChecked, Measure::Note)
                });
                continue;
            };
            let takes = self.takes(task, Some(entry));
            if takes > self.staff_present {
                short = true;
                findings.push(Finding {
                    task: Some(task.key.clone()),
                    staff: Some(takes),
                    ..Finding::of_visit(Reason::TooFewStaff, Measure::PauseTasks)
                });
            }
        }
        let needed = self.visit.staff_needed.filter(|needed| *needed > self.staff_present);
        if let (Some(needed), false) = (needed, short) {
            findings.push(Finding {
                staff: Some(needed),
                ..Finding::of_visit(Reason::TooFewStaff, Measure::ConfirmByPhone)
            });
        }
    }

    fn takes(&self, task: &AskedTask, entry: Option<&TaskEntry>) -> Staff {
        let catalogue = Staff::new(entry.map_or(1, |entry| entry.staff));
        let moves = entry.is_some_and(|entry| entry.moves_the_person);
        let person = self
            .summary
            .staff_needed
            .as_ref()
            .filter(|value| moves && value.stands())
            .and_then(|value| value.values().iter().map(|item| item.content.number).max());
        let visit = self.visit.staff_needed.filter(|_| moves);
        [catalogue, task.staff, person, visit]
            .into_iter()
            .flatten()
            .max()
            .expect("the catalogue's number is in range")
    }

    /// What becomes of one task.
    pub fn answer(&self, task: &AskedTask, findings: &[Finding]) -> TaskAnswer {
        let entry = task.kind.entry();
        let mut because = Vec::new();
        let mut at_once = false;
        for (index, finding) in (0_u32..).zip(findings) {
            if self.holds_back(task, entry, finding) {
                because.push(index);
                at_once |= escalates(finding.reason) && entry.is_some_and(TaskEntry::is_medicine);
            }
        }
        let answer = match entry {
            None => Answer::NotChecked,
            Some(_) if at_once => Answer::EscalateAtOnce,
            Some(_) if because.is_empty() => Answer::MayProceed,
            Some(_) => Answer::Paused,
        };
        TaskAnswer {
            key: task.key.clone(),
            kind: task.kind,
            answer,
            staff: self.takes(task, entry),
            because: because.into(),
        }
    }

    fn holds_back(&self, task: &AskedTask, entry: Option<&TaskEntry>, finding: &Finding) -> bool {
        if finding.task.is_some() {
            return finding.task.as_ref() == Some(&task.key);
        }
        let Some(section) = finding.section else { return false };
        let Some(entry) = entry else { return false };
        if !self.needs(task.kind, section) || !touches(task, finding) {
            return false;
        }
        if finding.state == Some(SectionState::Disputed)
            && has_reading(finding.reason, &finding.keys)
        {
            return finding.reason == Reason::NotAuthorised
                && task.kind == TaskKind::RestrictionUse;
        }
        match finding.measure {
            Measure::Note => false,
            Measure::ConfirmByPhone => entry.harm == Harm::Higher,
            Measure::PauseTasks | Measure::SendSenior | Measure::DoNotStart => true,
        }
    }
}

/// Findings after which a medicine is neither left to wait nor guessed at.
const fn escalates(reason: Reason) -> bool {
    matches!(reason, Reason::TimeCriticalDisputed | Reason::MedicineDoesNotStand)
}

/// A finding about medicines alone does not touch a task about another medicine.
fn touches(task: &AskedTask, finding: &Finding) -> bool {
    let Some(medicine) = &task.medicine else { return true };
    let of_medicines =
        |key: &String| Slot::of_key(key) == Some(Slot::Medicine) && key != Slot::Medicine.word();
    finding.keys.is_empty()
        || !finding.keys.iter().all(of_medicines)
        || finding.keys.contains(medicine)
}

/// Whether a cautious reading is written for a dispute.
fn has_reading(reason: Reason, keys: &[String]) -> bool {
    match reason {
        Reason::ReadCautiously | Reason::NotAuthorised => true,
        Reason::NoneKnownBesideItem => {
            keys.iter().any(|key| key == Slot::AllergiesStatement.word())
        }
        _ => false,
    }
}

type Order<'a> = (
    std::cmp::Reverse<Measure>,
    Option<Section>,
    std::cmp::Reverse<Option<SectionState>>,
    Reason,
    Option<EventKind>,
    Option<System>,
    &'a List<String>,
    Option<&'a String>,
);

fn order(finding: &Finding) -> Order<'_> {
    (
        std::cmp::Reverse(finding.measure),
        finding.section,
        std::cmp::Reverse(finding.state),
        finding.reason,
        finding.event,
        finding.system,
        &finding.keys,
        finding.task.as_ref(),
    )
}
