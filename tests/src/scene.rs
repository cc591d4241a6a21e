//! What scenes begin with and look at: Margaret and her summary, a visit to her, what each person
//! reads of it.

use holdfast_core::care::summary::{Confirming, Content, Slot};
use holdfast_core::care::{
    Channel, Line, PersonId, Record as _, Source, Span, Staff, Text, Writing,
};
use holdfast_core::device::{Clock as _, NewVisit, VisitId};
use holdfast_core::vault::{Counts, EntryState};
use holdfast_ledger::{EntryId, Timestamp};

use crate::world::{EVENING, HOUR, Person, World};

/// Everybody of [`World::staffed`] who sees everybody's summary.
pub const OFFICE: [&str; 4] = ["Carol", "Mo", "Olu", "Sam"];

/// Words.
pub fn text(words: &str) -> Text {
    Text::new(words).expect("the words of a scene are short")
}

/// A short line of words.
pub fn line(words: &str) -> Line {
    Line::new(words).expect("the words of a scene are short")
}

/// What an item says.
pub fn content(slot: Slot, texts: &[(&str, &str)]) -> Content {
    Content::from_texts(slot, texts).expect("a content that is filled in")
}

/// Written by whoever writes it, from the person themself.
pub fn writing() -> Writing {
    Writing::from(Source::Person)
}

/// Confirmed over the phone.
pub const fn by_phone() -> Confirming {
    Confirming {
        how: Channel::Phone,
        from: None,
        events_seen: Vec::new(),
        review_due: None,
        valid_until: None,
    }
}

/// Margaret, as Carol begins her: two names and nothing else.
pub fn margaret(world: &World) -> PersonId {
    let names = [
        content(Slot::PreferredName, &[("name", "Margaret")]),
        content(Slot::FullName, &[("name", "Margaret Ann Hughes")]),
    ];
    world.device("Carol").people().begin(&names, &Source::Person).expect("a new person")
}

/// A visit that Carol plans for this evening, at eight, for carers named.
pub fn visit(world: &World, person: PersonId, carers: &[&str]) -> VisitId {
    let window = Span { start: EVENING.plus_millis(HOUR), end: EVENING.plus_millis(2 * HOUR) };
    let plan = NewVisit {
        person,
        window,
        minutes: None,
        tasks: Vec::new(),
        staff: Staff::new(1),
        carers: carers.iter().map(|name| world.member(name)).collect(),
        commissioned_by: None,
        delivered_by: None,
        round: None,
        pathway: None,
    };
    world.device("Carol").visits().plan(plan).expect("a plan")
}

/// Adds an item, by somebody, and gives its key.
pub fn add(
    world: &World,
    by: &str,
    person: PersonId,
    slot: Slot,
    texts: &[(&str, &str)],
) -> String {
    let people = world.device(by).people();
    let keys = || -> Vec<String> {
        let summary = people.summary(person).expect("a summary");
        summary.of_slot(slot).iter().map(|value| value.key().to_owned()).collect()
    };
    let before = keys();
    people.add(person, content(slot, texts), writing()).expect("added");
    keys().into_iter().find(|key| !before.contains(key)).expect("a new key")
}

/// What stands of a kind in a summary, as somebody's screen has it: for each item all that is said
/// of it, in alphabetical order. A removal says "removed: …", what is confirmed "confirmed: …".
pub fn said(world: &World, name: &str, person: PersonId, slot: Slot) -> Vec<Vec<String>> {
    let summary = world.device(name).people().summary(person).expect("a summary");
    let mut items: Vec<Vec<String>> = Vec::new();
    for value in summary.of_slot(slot) {
        let (_, at) = summary.at(value.key()).expect("a value at its key");
        let mut sayings: Vec<String> = Vec::new();
        for item in &at.values {
            let filled = item.content.filled();
            let words: Vec<String> = filled.into_iter().map(|(_, words)| words).collect();
            let stands = match (item.is_present(), item.confirmed.is_some()) {
                (false, _) => "removed: ",
                (true, true) => "confirmed: ",
                (true, false) => "",
            };
            sayings.push(format!("{stands}{}", words.join(", ")));
        }
        sayings.sort();
        items.push(sayings);
    }
    items.sort();
    items
}

/// The readable form of a summary as somebody's device has it: every byte of what is shown.
pub fn readable(world: &World, name: &str, person: PersonId) -> Vec<u8> {
    world.device(name).people().summary(person).expect("a summary").readable()
}

/// Everybody named has the very same summary.
pub fn same_summary(world: &World, person: PersonId, names: &[&str]) {
    let [first, others @ ..] = names else { return };
    for other in others {
        let (one, two) = (readable(world, first, person), readable(world, other, person));
        assert_eq!(one, two, "{first} and {other} read different summaries");
    }
}

/// The notes of a visit as somebody reads them, in alphabetical order.
pub fn notes(world: &World, name: &str, visit: VisitId) -> Vec<String> {
    let page = world.device(name).visits().page(visit).expect("the visit");
    let notes = page.visit.notes.iter().filter_map(|entry| entry.content());
    let mut notes: Vec<String> = notes.map(|note| note.text.as_str().to_owned()).collect();
    notes.sort();
    notes
}

/// What a device shows of a person and a visit: every list and page, in one text to compare. What
/// depends on the time is as of `now`, so that only what is held makes a difference.
pub fn screens(shown: &Person, person: PersonId, visit: VisitId, now: Timestamp) -> String {
    let before = shown.clock.now();
    let clock = || shown.clock.set(now);
    let device = &shown.device;
    clock();
    let page = device.people().page(person).expect("a page");
    clock();
    let at_visit = device.visits().page(visit).expect("the visit");
    clock();
    let one = Staff::new(1).expect("one");
    let mut advice = device.visits().assess(visit, one, &[]).expect("advice").assessment;
    // To the millisecond it is each device's own: by its clock and the hub's together.
    advice.at = now;
    clock();
    let today = device.visits().today().expect("today");
    let seen = [
        format!("people {:?}", device.people().list().expect("people")),
        format!("summary {:?}", page.summary.readable()),
        format!("sections {:?} {:?} {:?}", page.sections, page.changes, page.events),
        format!("paramedic {:?}", device.people().paramedic(person).expect("a paramedic's page")),
        format!("today {today:?}"),
        format!("visit {:?} {:?}", at_visit.visit.readable(), at_visit.state),
        format!("{:?} {:?} {:?}", at_visit.gaps, at_visit.double_doses, at_visit.signed),
        format!("advice {advice:?}"),
        format!("disputes {:?}", device.disputes().list().expect("disputes")),
    ];
    shown.clock.set(before);
    seen.join("\n")
}

/// The account a device gives of what it took in: the numbers, and whatever is not applied and why.
/// The numbers always add up.
pub fn account(shown: &Person) -> (Counts, Vec<(EntryId, EntryState)>) {
    let status = shown.device.status().expect("status");
    let Counts { taken_in, applied, waiting, quarantined, carried } = status.counts;
    assert_eq!(taken_in, applied + waiting + quarantined + carried, "{}", shown.name);
    (status.counts, status.not_applied)
}

/// Everything taken in has become part of a record.
pub fn all_applied(world: &World, names: &[&str]) {
    for name in names {
        let counts = world.device(name).status().expect("status").counts;
        assert_eq!(counts.taken_in, counts.applied, "{name}: {counts:?}");
    }
}
