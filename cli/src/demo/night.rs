//! The night itself: no signal, and everybody goes on.

use std::path::PathBuf;

use super::account::{Found, Place};
use super::cast::{AMINA, BEN, CAROL, DINA, Member, SAM};
use super::readings::summary_lines;
use super::referrals::{Person, Whose};
use super::relay::Relay;
use super::saving::save_until_killed;
use super::script::{
    MEDICINE, MEDICINE_OF_THE_EXAMPLE, NOT_DONE, NOTES_OF_AMINA, NOTES_OF_BEN, NOTES_OF_DINA,
    Script, TASK_DONE, TASK_NOT_DONE, TRANSFERS, TRANSFERS_BY_CAROL, TRANSFERS_BY_SAM, kill_upon,
    loop_note,
};
use super::sealed;
use super::stage::{Show, Stage, Stopped, ended};

/// What no connection ends with.
const OFFLINE: i32 = crate::failure::OFFLINE as i32;

/// The night as it goes.
pub struct Night<'a> {
    /// Where it plays.
    pub stage: &'a Stage,
    /// The network.
    pub relay: Relay,
    /// The referrals' files.
    pub files: Vec<PathBuf>,
    /// What was written.
    pub script: Script,
    /// What was read back on the way.
    pub found: Vec<Found>,
    /// What went wrong on the way.
    pub faults: Vec<String>,
}

impl<'a> Night<'a> {
    /// As it begins.
    pub fn new(stage: &'a Stage, relay: Relay) -> Self {
        let (script, files) = (Script::default(), Vec::new());
        Self { stage, relay, files, script, found: Vec::new(), faults: Vec::new() }
    }
}

/// A visit that Carol planned.
pub struct Planned {
    /// Which: the first or the second.
    pub visit: usize,
    /// To whom.
    pub person: Person,
    /// Its id, by which every device finds it, whatever the hour.
    pub id: String,
    /// Whose referral the person came in with.
    pub whose: Whose,
}

/// From the cut to the morning.
///
/// # Errors
/// If an act fails that must not.
pub fn without_signal(
    night: &mut Night<'_>,
    planned: &[Planned; 2],
    seed: u64,
) -> Result<(), Stopped> {
    cut(night)?;
    two_carers(night, &planned[0])?;
    another_provider(night, &planned[1])?;
    same_guidance(night, &planned[0].person)?;
    power_lost(night, &planned[0], seed)
}

fn cut(night: &Night<'_>) -> Result<(), Stopped> {
    let stage = night.stage;
    stage.scene(5, "The network is cut");
    night.relay.cut();
    for who in [&AMINA, &CAROL] {
        let done = stage.attempt(who, &["sync"])?;
        stage.deed(who, "tries to reach the hub");
        stage.seen(&done.complaint);
        if done.code != Some(OFFLINE) {
            return Err(Stopped::Act {
                who: who.name,
                command: "sync".to_owned(),
                expected: "no connection",
                found: ended(&done),
            });
        }
    }
    Ok(())
}

fn two_carers(night: &mut Night<'_>, visit: &Planned) -> Result<(), Stopped> {
    let stage = night.stage;
    stage.scene(6, "Two carers in one visit, without signal");
    let id = visit.id.as_str();
    let person = visit.person.find.as_str();
    let show = ["person", "show", person];
    let deed = format!("reads about {} at the door", visit.person.called());
    let seen = stage.play(&AMINA, &deed, &show, Show::First(24))?;
    night.found.extend(summary_lines(&seen, Place::Evening));
    let alone = ["assess", id, "--present", "1"];
    stage.play(&AMINA, "asks what may start while she is alone", &alone, Show::All)?;
    stage.play(&AMINA, "goes in", &["visit", "start", id], Show::All)?;
    night.note(&AMINA, visit, NOTES_OF_AMINA[0])?;
    let at = visit.visit;
    let medicine = match visit.whose {
        Whose::Examples => MEDICINE_OF_THE_EXAMPLE,
        Whose::Named => MEDICINE,
    };
    let deed = format!("watches {medicine} being taken");
    let dose = ["visit", "medicine", id, medicine, "taken (seen)"];
    stage.play(&AMINA, &deed, &dose, Show::All)?;
    night.script.announced(Place::Medicine(at), &AMINA, &[medicine, "taken (seen)"]);
    stage.play(&BEN, "comes too", &["visit", "start", id], Show::All)?;
    let both = ["assess", id, "--present", "2"];
    stage.play(&BEN, "asks what may start with two", &both, Show::All)?;
    night.note(&BEN, visit, NOTES_OF_BEN[0])?;
    night.observe(&BEN, visit, "temperature", "37.4")?;
    night.observe(&AMINA, visit, "fluid", "150")?;
    night.note(&AMINA, visit, NOTES_OF_AMINA[1])?;
    let declined = ["visit", "medicine", id, "Paracetamol 1g soluble", "declined"];
    stage.play(&BEN, "offers paracetamol, which is declined", &declined, Show::All)?;
    night.script.announced(Place::Medicine(at), &BEN, &["Paracetamol 1g soluble", "declined"]);
    night.note(&BEN, visit, NOTES_OF_BEN[1])?;
    let done = ["visit", "task", id, TASK_DONE];
    stage.play(&AMINA, &format!("has done a task: {TASK_DONE}"), &done, Show::All)?;
    night.script.announced(Place::Task(at), &AMINA, &[TASK_DONE, "done"]);
    let not_done = ["visit", "task", id, TASK_NOT_DONE, "--not-done", NOT_DONE];
    let deed = format!("has not done another: {TASK_NOT_DONE}. {NOT_DONE}");
    stage.play(&AMINA, &deed, &not_done, Show::All)?;
    night.script.announced(Place::Task(at), &AMINA, &[TASK_NOT_DONE, "not done", NOT_DONE]);
    night.note(&AMINA, visit, NOTES_OF_AMINA[2])?;
    stage.play(&AMINA, "leaves", &["visit", "leave", id], Show::All)?;
    let deed = "sees the visit as her phone has it";
    let seen = stage.play(&AMINA, deed, &["visit", "show", id], Show::All)?;
    let shows = |text: &str| seen.lines().any(|line| line.contains(text));
    if NOTES_OF_AMINA.into_iter().all(shows) && !NOTES_OF_BEN.into_iter().any(shows) {
        stage.say("   Her own notes are there; none of Ben's: there is no network.");
    } else {
        night.faults.push("Amina: not exactly her own notes while there is no network".to_owned());
    }
    Ok(())
}

fn another_provider(night: &mut Night<'_>, visit: &Planned) -> Result<(), Stopped> {
    let stage = night.stage;
    stage.scene(7, "A carer of another provider, let in for a week");
    let id = visit.id.as_str();
    let people = stage.act(&DINA, &["person", "list"])?;
    stage.deed(&DINA, "sees whom she was let in to");
    stage.show(&people, Show::All);
    match people.said["people"].as_array().map(Vec::as_slice) {
        Some([one]) if visit.person.is(&one["name"]) || visit.person.is(&one["full"]) => {
            stage.say("   Nobody else is on her phone.");
        }
        _ => night.faults.push("Dina: other people than the one she was let in to".to_owned()),
    }
    let assess = ["assess", id];
    stage.play(&DINA, "asks what may start", &assess, Show::All)?;
    stage.play(&DINA, "goes in", &["visit", "start", id], Show::All)?;
    for note in NOTES_OF_DINA {
        night.note(&DINA, visit, note)?;
    }
    night.observe(&DINA, visit, "mood", "calm")?;
    stage.play(&DINA, "leaves", &["visit", "leave", id], Show::All)?;
    Ok(())
}

fn same_guidance(night: &mut Night<'_>, person: &Person) -> Result<(), Stopped> {
    let stage = night.stage;
    stage.scene(8, "A senior and a coordinator change the same guidance");
    for (who, how) in [(&CAROL, TRANSFERS_BY_CAROL), (&SAM, TRANSFERS_BY_SAM)] {
        let field = format!("how={how}");
        let edit = ["person", "edit", &person.find, TRANSFERS, &field];
        stage.play(who, &format!("writes: {how}"), &edit, Show::All)?;
        night.script.announced(Place::Dispute, who, &[how]);
    }
    let mut own_only = true;
    for (who, own, other) in [
        (&CAROL, TRANSFERS_BY_CAROL, TRANSFERS_BY_SAM),
        (&SAM, TRANSFERS_BY_SAM, TRANSFERS_BY_CAROL),
    ] {
        let shown = stage.act(who, &["person", "show", &person.find])?;
        let shows = |text: &str| shown.lines().any(|line| line.contains(text));
        own_only &= shows(own) && !shows(other);
    }
    if own_only {
        stage.say("   Each sees their own change and not the other's: there is no network.");
    } else {
        night.faults.push("a change was seen without a network, or not by its author".to_owned());
    }
    Ok(())
}

fn power_lost(night: &mut Night<'_>, visit: &Planned, seed: u64) -> Result<(), Stopped> {
    let stage = night.stage;
    stage.scene(9, "A phone saves in a loop, and loses power");
    let id = visit.id.as_str();
    let upon = kill_upon(seed);
    // Enough to be still writing when the kill arrives, whatever the machine.
    let notes: Vec<String> = (1..=upon + 2_000).map(loop_note).collect();
    stage.deed(
        &BEN,
        &format!("stays, and writes a note for every check; the power goes upon \"saved: {upon}\""),
    );
    let cut = save_until_killed(stage, &BEN, id, &notes, upon)?;
    let place = Place::Note(visit.visit);
    for note in &notes[..cut.announced] {
        night.script.announced(place, &BEN, &[note]);
    }
    // One more may have reached the disk with no time left to say so; never two.
    for note in &notes[cut.announced..(cut.announced + 2).min(notes.len())] {
        night.script.perhaps(place, &BEN, &[note]);
    }
    // As the kill left them, before anybody opens the vault again.
    let looked = sealed::look(night)?;
    night.faults.extend(looked.faults());
    let shown = stage.act(&BEN, &["visit", "show", id])?;
    let kept = shown.said["notes"].as_array().into_iter().flatten();
    let kept = kept.filter(|note| {
        note["text"].as_str().is_some_and(|text| notes.iter().any(|written| written == text))
    });
    stage.seen(&format!("announced as saved before the power went: {}", cut.announced));
    stage.seen(&format!("there when the phone was opened again: {}", kept.count()));
    stage.play(&BEN, "leaves", &["visit", "leave", id], Show::All)?;
    Ok(())
}

impl Night<'_> {
    fn note(&mut self, who: &Member, visit: &Planned, text: &str) -> Result<(), Stopped> {
        let words = ["visit", "note", &visit.id, text];
        self.stage.play(who, &format!("writes: {text}"), &words, Show::All)?;
        self.script.announced(Place::Note(visit.visit), who, &[text]);
        Ok(())
    }

    fn observe(
        &mut self,
        who: &Member,
        visit: &Planned,
        kind: &str,
        value: &str,
    ) -> Result<(), Stopped> {
        let words = ["visit", "observe", &visit.id, kind, value];
        self.stage.play(who, &format!("observes {kind} {value}"), &words, Show::All)?;
        self.script.announced(Place::Observation(visit.visit), who, &[value]);
        Ok(())
    }
}
