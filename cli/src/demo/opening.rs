//! Before the night: an organisation begins, referrals come in incomplete, a coordinator completes
//! what must be known, and the carers set out with it on their phones.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::account::Place;
use super::cast::{
    AMINA, BEN, CAROL, DINA, ENROLLED, EVERYBODY, Member, OLU, ON_CALL, ORGANISATION, SAM,
};
use super::hub::Hub;
use super::night::{Night, Planned};
use super::referrals::{self, Person, Whose};
use super::relay::Relay;
use super::script::{ENTERED, ENTERED_FOR_THE_EXAMPLE, TASKS, TASKS_OF_DINA};
use super::stage::{Done, Show, Stage, Stopped, ended};

/// Whom the night is about.
pub struct People {
    whose: Whose,
    first: Person,
    second: Person,
}

/// An organisation with a hub, and everybody's device in it.
///
/// # Errors
/// If an act fails.
pub fn organisation(stage: &Stage) -> Result<(Hub, Relay), Stopped> {
    stage.scene(1, "An organisation begins, with a hub and six devices");
    let doing = "prepare the devices' folder";
    fs::create_dir_all(stage.path("devices")).map_err(Stopped::io(doing))?;
    for who in EVERYBODY {
        let pin = format!("{} keeps 4 kittens\n", who.folder);
        fs::write(stage.pin_file(who), pin).map_err(Stopped::io(doing))?;
    }
    new_devices(stage)?;
    let (sheet, root, keys) =
        (stage.word("recovery.txt"), stage.word("harbour.root"), stage.word("hub.public"));
    let create = ["organisation", "create", "--name", ORGANISATION, "--owner", OLU.full];
    let create = [&create[..], &["--on-call", ON_CALL, "--sheet", &sheet, "--public", &root]];
    let begun = stage.act(&OLU, &create.concat())?;
    stage.deed(&OLU, "begins the organisation and is given its recovery sheet");
    stage.seen(begun.lines().next().unwrap_or_default());
    let hub_folder = stage.word("hub");
    stage.act(&OLU, &["hub", "init", "--data", &hub_folder, "--public", &keys])?;
    let hub = Hub::start(stage)?;
    let relay = Relay::to(hub.address).map_err(Stopped::io("open a loopback port"))?;
    let name =
        ["organisation", "hub", "--sheet", &sheet, "--hub", &keys, "--address", &relay.url()];
    stage.play(&OLU, "names the hub, with the sheet in hand", &name, Show::Nothing)?;
    stage.act(&OLU, &["sync"])?;
    for who in ENROLLED {
        enrol(stage, who)?;
    }
    // Those who were enrolled first have not heard of those who came after.
    for who in [&OLU, &CAROL, &SAM] {
        stage.act(who, &["sync"])?;
    }
    stage.play(&OLU, "sees who works here", &["device", "list"], Show::All)?;
    Ok((hub, relay))
}

/// Every device chooses its PIN at once: stretching one takes the processor a while, by design.
fn new_devices(stage: &Stage) -> Result<(), Stopped> {
    std::thread::scope(|threads| {
        let made = EVERYBODY.map(|who| threads.spawn(move || new_device(stage, who)));
        made.into_iter()
            .try_for_each(|one| one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

fn new_device(stage: &Stage, who: &Member) -> Result<(), Stopped> {
    let request = stage.word(format!("{}.request", who.folder));
    let new = ["device", "new", "--label", who.label, "--name", who.full];
    let asks = ["--request", &request];
    let asks: &[&str] = if *who == OLU { &[] } else { &asks };
    stage.act(who, &[&new, asks].concat()).map(|_| ())
}

fn enrol(stage: &Stage, who: &Member) -> Result<(), Stopped> {
    let request = stage.word(format!("{}.request", who.folder));
    let welcome = stage.word(format!("{}.welcome", who.folder));
    let mut words = vec!["device", "enrol", &request, "--role", who.role, "--name", who.full];
    words.extend(["--phone", who.phone, "--welcome", &welcome]);
    if let Some((employer, days)) = who.lease {
        words.extend(["--employer", employer, "--lease-days", days]);
    }
    stage.act(&OLU, &words)?;
    stage.act(who, &["device", "join", &welcome]).map(|_| ())
}

/// The referrals come in, each by itself, so that one that fails costs no other.
///
/// # Errors
/// If nobody at all came in.
pub fn referrals(night: &mut Night<'_>, named: &[PathBuf]) -> Result<People, Stopped> {
    let stage = night.stage;
    stage.scene(2, "Referrals come in, incomplete");
    let (whose, files) = referrals::files(stage, named)?;
    night.files.clone_from(&files);
    let mut names: Vec<Value> = Vec::new();
    for file in &files {
        names.extend(import(night, file)?);
    }
    let list = stage.act(&CAROL, &["person", "list"])?;
    let rows: Vec<Person> =
        list.said["people"].as_array().into_iter().flatten().filter_map(Person::of).collect();
    let mut people: Vec<Person> = Vec::new();
    for name in &names {
        let row = rows.iter().find(|row| !name.is_null() && row.is(name));
        people.extend(row.filter(|row| !people.contains(row)).cloned());
    }
    let mut people = people.into_iter();
    let first = people.next().ok_or_else(|| Stopped::Act {
        who: CAROL.name,
        command: "person import".to_owned(),
        expected: "at least one person with a name in the files",
        found: "nobody".to_owned(),
    })?;
    let second = people.next().unwrap_or_else(|| first.clone());
    Ok(People { whose, first, second })
}

fn import(night: &mut Night<'_>, file: &Path) -> Result<Vec<Value>, Stopped> {
    let stage = night.stage;
    let name =
        file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    stage.deed(&CAROL, &format!("brings in {name}"));
    let words = ["person".into(), "import".into(), file.as_os_str().to_owned()];
    let done = stage.attempt(&CAROL, &words)?;
    let people = done.said["people"].as_array().cloned().unwrap_or_default();
    if done.code != Some(0) || people.is_empty() {
        stage.seen(&ended(&done));
        night.faults.push(format!("{name} did not come in: {}", ended(&done)));
    }
    stage.show(&done, Show::First(5));
    Ok(people.iter().map(|person| person["name"].clone()).collect())
}

/// Carol telephones for what is missing, confirms it, and plans two visits.
///
/// # Errors
/// If an act fails.
pub fn plan(night: &mut Night<'_>, people: &People) -> Result<[Planned; 2], Stopped> {
    let stage = night.stage;
    stage.scene(3, "The coordinator completes what must be known, and plans the night");
    let (first, second) = (people.first.find.as_str(), people.second.find.as_str());
    let deed = format!("reads what came in about {}", people.first.called());
    stage.play(&CAROL, &deed, &["person", "show", first], Show::First(14))?;
    stage.deed(&CAROL, "telephones the ward and the daughter, and enters what was missing");
    let example: &[_] =
        if people.whose == Whose::Examples { &ENTERED_FOR_THE_EXAMPLE } else { &[] };
    for entered in ENTERED.iter().chain(example) {
        let edit = [&["person", "edit", first, entered.item][..], entered.fields].concat();
        stage.act(&CAROL, &edit)?;
        stage.seen(entered.words);
        night.script.announced(Place::Evening, &CAROL, &[entered.words]);
    }
    stage.deed(&CAROL, "confirms what was read back to her; the medicines nobody could confirm");
    for section in SECTIONS {
        let words = ["person", "confirm", first, section, "--how", "phone", "--from", "the ward"];
        let done = stage.attempt(&CAROL, &words)?;
        let said =
            done.lines().next().map_or_else(|| "nothing there to confirm".into(), str::to_owned);
        stage.seen(&format!("{section}: {said}"));
    }
    let plan = ["visit", "plan", first, "--staff", "2", "--carer", AMINA.full, "--carer", BEN.full];
    let plan = [&plan[..], &TASKS.map(|task| ["--task", task]).concat()].concat();
    let deed = format!("plans a visit to {} for Amina and Ben", people.first.called());
    let one = stage.play(&CAROL, &deed, &plan, Show::All)?;
    let plan = ["visit", "plan", second, "--in-minutes", "1", "--carer", DINA.full];
    let plan = [&plan[..], &TASKS_OF_DINA.map(|task| ["--task", task]).concat()].concat();
    let deed = format!("plans one to {} for Dina, of another provider", people.second.called());
    let other = stage.play(&CAROL, &deed, &plan, Show::All)?;
    let id = |done: &Done| done.said["visit"].as_str().unwrap_or_default().to_owned();
    let whose = people.whose;
    Ok([
        Planned { visit: 0, id: id(&one), person: people.first.clone(), whose },
        Planned { visit: 1, id: id(&other), person: people.second.clone(), whose },
    ])
}

/// All sections but the medicines.
const SECTIONS: [&str; 5] = [
    "risks and triggers",
    "mobility and falls",
    "communication",
    "consent and capacity",
    "escalation route",
];

/// Everybody fetches what they need while there is a signal.
///
/// # Errors
/// If an act fails.
pub fn set_out(night: &Night<'_>, planned: &[Planned; 2]) -> Result<(), Stopped> {
    let stage = night.stage;
    stage.scene(4, "The carers set out with it on their phones");
    for who in EVERYBODY.into_iter().filter(|who| **who != OLU).chain([&OLU]) {
        stage.act(who, &["sync"])?;
    }
    for (who, visit) in [(&AMINA, &planned[0]), (&BEN, &planned[0]), (&DINA, &planned[1])] {
        stage.play(who, "sees today's visits", &["visit", "today"], Show::All)?;
        let read = ["read", visit.person.find.as_str()];
        stage.play(who, "reads, and says so", &read, Show::First(6))?;
    }
    Ok(())
}
