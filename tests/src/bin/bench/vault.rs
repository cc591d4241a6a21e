//! What a carer waits for: opening the app, saving a note, reading a summary, asking whether a visit
//! may start. On a vault of five hundred people and fifty thousand entries.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use holdfast_core::care::assessment::{Asked, AskedTask, assess};
use holdfast_core::care::summary::{Content, Slot, Summary};
use holdfast_core::care::task::TaskKind;
use holdfast_core::care::{Fields, Now, Pen, Policy, Record as _, Said, Source, Staff, Writing};
use holdfast_ledger::MemberId;
use holdfast_tests::world::EVENING;

use crate::report::{Quantity, Row};
use crate::round::{Round, Size, copy_of, note, summary, unlocked};
use crate::sample::Samples;
use crate::{floor, scratch};

/// What a note's entry takes in the vault, in bytes.
const ENTRY: usize = 700;
/// Saves measured, after so many to warm up.
const SAVES: usize = 400;
const WARM_UP: usize = 20;
/// Items added to a summary until it has a hundred kilobytes.
const SUMMARY_ITEMS: usize = 300;
const MS: Duration = Duration::from_millis(1);

const SIZE: Size = Size { people: 500, days: 6, visits: 2, notes: 3, today: 100 };

pub fn rows() -> Vec<Row> {
    let round = Round::of(3, SIZE);
    let folder = scratch::folder();
    let home = copy_of(&round.world, "Ben", folder.path());
    let entries = round.entries("Ben");
    let mut rows = vec![Row::new("vault: people", Quantity::count(round.people.len()))];
    rows.push(Row::new("vault: entries", Quantity::count(entries)));

    let opening = Samples::take(2, 20, |_| {
        let device = unlocked(&home, EVENING);
        assert_eq!(device.visits().today().unwrap().len(), round.today.len());
    });
    rows.push(
        Row::new("open the vault, show today", Quantity::time(opening.median()))
            .at_most(Quantity::millis(50.0)),
    );

    let device = unlocked(&home, EVENING);
    let reading = Samples::take(100, 2_000, |turn| {
        let person = round.people[turn * 7 % round.people.len()];
        let page = device.people().page(person).unwrap();
        assert_eq!(page.summary.of_slot(Slot::Medicine).len(), 2);
    });
    rows.push(
        Row::new("read one summary, p99", Quantity::time(reading.p99()))
            .published("Android FHIR SDK, get 3.8 ms")
            .at_most(Quantity::millis(1.0)),
    );
    rows.push(Row::new("the same, median", Quantity::time(reading.median())));

    let visits = device.visits();
    let one = Staff::new(1).unwrap();
    let asking = Samples::take(100, 2_000, |turn| {
        let advice = visits.assess(round.today[turn % round.today.len()], one, &[]).unwrap();
        assert_eq!(advice.assessment.tasks.len(), 2);
    });
    rows.push(Row::new(
        "may this visit start?, read and assessed",
        Quantity::time(asking.median()),
    ));
    rows.push(assessing());
    rows.extend(saving("save one note", folder.path(), |turn| {
        let visit = round.today[turn % round.today.len()];
        visits.note(visit, note(turn), Said::default()).unwrap();
    }));
    rows.extend(saving_a_summary(&round, folder.path()));
    rows
}

/// The pure function alone, on a summary as Carol began it.
fn assessing() -> Row {
    let mut random = scratch::random(5);
    let mut pen = Pen { member: MemberId([5; 16]), written: EVENING, random: &mut random };
    let mut fields = Fields::new();
    for content in summary(1) {
        let puts =
            Summary::read(&fields).add(content, Writing::from(Source::Author), &mut pen).unwrap();
        fields.extend(puts.into_iter().map(|put| (put.key, vec![put.value])));
    }
    let summary = Summary::read(&fields);
    let task = |kind: TaskKind| AskedTask {
        key: format!("task/{kind:?}"),
        kind,
        medicine: None,
        staff: None,
    };
    let asked = Asked {
        tasks: vec![task(TaskKind::PersonalCare), task(TaskKind::Transfer)],
        ..Asked::default()
    };
    let policy = Policy::default();
    let spans = Samples::take(1_000, 20_000, |_| {
        let now = Now::sure(black_box(EVENING));
        black_box(assess(&summary, &asked, Staff::new(1).unwrap(), &policy, now));
    });
    Row::new("assess one visit", Quantity::time(spans.median())).at_most(Quantity::millis(0.05))
}

/// Carol's save into a summary of a hundred kilobytes: each changes an item of it.
fn saving_a_summary(round: &Round, folder: &Path) -> Vec<Row> {
    let home = copy_of(&round.world, "Carol", folder);
    let carol = unlocked(&home, EVENING);
    let person = round.people[0];
    let risk = |turn: usize| {
        let what = note(turn);
        let texts = [("category", "falls"), ("what", what.as_str()), ("what_helps", what.as_str())];
        Content::from_texts(Slot::Risk, &texts).unwrap()
    };
    for turn in 0..SUMMARY_ITEMS {
        carol.people().add(person, risk(turn), Writing::from(Source::Author)).unwrap();
    }
    let large = carol.people().summary(person).unwrap();
    let keys: Vec<String> =
        large.of_slot(Slot::Risk).iter().map(|risk| risk.key().into()).collect();
    let size = Quantity::bytes(large.readable().len());
    let mut rows =
        vec![Row::new("a large summary, as read", size).at_least(Quantity::bytes(100_000))];
    rows.extend(saving("save into that summary", folder, |turn| {
        let (key, changed) = (&keys[turn % keys.len()], risk(SUMMARY_ITEMS + turn));
        carol.people().change(person, key, changed, Writing::from(Source::Author)).unwrap();
    }));
    rows
}

/// A save beside a synced insert of as many bytes, turn by turn, so that both meet the same disk.
fn saving(what: &str, folder: &Path, mut save: impl FnMut(usize)) -> Vec<Row> {
    let raw = floor::SyncedInsert::new(folder);
    let (mut floors, mut saves) = (Vec::new(), Vec::new());
    for turn in 0..WARM_UP + SAVES {
        let floor = raw.insert(ENTRY);
        let begun = Instant::now();
        save(turn);
        if turn >= WARM_UP {
            saves.push(begun.elapsed());
            floors.push(floor);
        }
    }
    let (floors, saves) = (Samples::from(floors), Samples::from(saves));
    let (floor, median) = (floors.median(), saves.median());
    let floor_rule = if floor >= Duration::from_millis(1) { floor * 2 } else { floor + MS };
    vec![
        Row::new(format!("{what}, durable"), Quantity::time(median))
            .floor("raw SQLite FULL commit", Quantity::time(floor))
            .at_most(Quantity::time(floor_rule)),
        Row::new(format!("{what}, p99"), Quantity::time(saves.p99()))
            .floor("raw SQLite FULL commit", Quantity::time(floors.p99()))
            .at_most(Quantity::millis(10.0)),
    ]
}
