//! The account: was every word kept? What was read back on another device is compared, text by text,
//! with the script's own list; what each device counts must add up; and the hub must hold all of it.

use std::fmt;

use serde_json::{Value, json};

use crate::report::Report;

/// Where something is read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// On a carer's phone, in the summary, without signal.
    Evening,
    /// Among a visit's notes; the first or the second visit.
    Note(usize),
    /// Among a visit's medicines.
    Medicine(usize),
    /// Among a visit's observations.
    Observation(usize),
    /// Among what became of a visit's tasks.
    Task(usize),
    /// Beside another value, while two disagree.
    Dispute,
    /// In the summary, in the morning.
    Morning,
}

impl Place {
    /// Whether what is found here is nothing but what the script wrote.
    const fn is_the_scripts_alone(self) -> bool {
        matches!(self, Self::Note(_) | Self::Medicine(_) | Self::Observation(_) | Self::Dispute)
    }
}

/// Whether a device said "saved".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// It did: it must be there.
    Announced,
    /// It was killed before it could: it may be there.
    Perhaps,
}

/// One text of the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Where it is to be read back.
    pub place: Place,
    /// Who wrote it.
    pub by: &'static str,
    /// Its words: of a note the whole text, else every part that must be read.
    pub words: Vec<String>,
    /// Whether it was announced as saved.
    pub promise: Promise,
}

/// One thing that was read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where.
    pub place: Place,
    /// Everything it says.
    pub says: Vec<String>,
}

impl Found {
    /// Whether this is that text. A note has to be the same to the letter, and by its author.
    fn is(&self, told: &Told) -> bool {
        if self.place != told.place {
            return false;
        }
        let whole = |word: &String| self.says.contains(word);
        let part = |word: &str| self.says.iter().any(|says| says.contains(word));
        match self.place {
            Place::Note(_) => told.words.iter().all(whole) && part(told.by),
            _ => told.words.iter().all(|word| part(word)),
        }
    }
}

/// What became of the script's texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// How many were announced as saved.
    pub announced: usize,
    /// How many of those were read back.
    pub read_back: usize,
    /// How many were never announced, and were there all the same.
    pub unannounced: usize,
    /// Announced, and not there: whose, and the first words.
    pub lost: Vec<String>,
    /// There, and not in the script.
    pub strangers: Vec<String>,
}

/// Compares what was read back with the script, each thing found counting once.
pub fn compare(script: &[Told], found: &[Found]) -> Compared {
    let mut left: Vec<&Found> = found.iter().collect();
    let mut compared = Compared::default();
    // Announced texts first, so that one that was never announced cannot stand in for one that was.
    let announced = script.iter().filter(|told| told.promise == Promise::Announced);
    let perhaps = script.iter().filter(|told| told.promise == Promise::Perhaps);
    for told in announced.chain(perhaps) {
        let at = left.iter().position(|found| found.is(told));
        if let Some(at) = at {
            left.remove(at);
        }
        match (told.promise, at) {
            (Promise::Announced, Some(_)) => compared.read_back += 1,
            (Promise::Announced, None) => compared.lost.push(beginning(told)),
            (Promise::Perhaps, Some(_)) => compared.unannounced += 1,
            (Promise::Perhaps, None) => {}
        }
        compared.announced += usize::from(told.promise == Promise::Announced);
    }
    let strangers = left.into_iter().filter(|found| found.place.is_the_scripts_alone());
    compared.strangers =
        strangers.map(|found| format!("{:?}: {:?}", found.place, found.says)).collect();
    compared
}

fn beginning(told: &Told) -> String {
    let words: String = told.words.join(" · ").chars().take(60).collect();
    format!("{:?}, {}: {words}", told.place, told.by)
}

/// How one device stands at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whose.
    pub who: &'static str,
    /// Entries it wrote.
    pub written: u64,
    /// Entries it took in, its own among them.
    pub taken_in: u64,
    /// Of those: in effect.
    pub applied: u64,
    /// Of those: waiting for something else.
    pub waiting: u64,
    /// Of those: put aside, without effect.
    pub quarantined: u64,
    /// Of those: held for others, without a key.
    pub carried: u64,
    /// What the hub's receipt covers of its own.
    pub at_the_hub: u64,
    /// Whether the device itself says that all of it is safe at the hub.
    pub safe: Safe,
}

/// What a device says of its receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safe {
    /// All it wrote is at the hub.
    AtTheHub,
    /// Some of it is not, or it cannot say.
    NotYet,
}

impl Standing {
    fn data(&self) -> Value {
        json!({
            "name": self.who, "written": self.written, "taken_in": self.taken_in,
            "applied": self.applied, "waiting": self.waiting, "quarantined": self.quarantined,
            "carried": self.carried, "receipt_entries": self.at_the_hub,
        })
    }

    fn faults(&self) -> Vec<String> {
        let who = self.who;
        let mut faults = Vec::new();
        let sum = self.applied + self.waiting + self.quarantined + self.carried;
        if self.taken_in != sum {
            faults.push(format!("{who}: {} taken in, {sum} accounted for", self.taken_in));
        }
        for (count, what) in [(self.waiting, "waiting"), (self.quarantined, "quarantined")] {
            if count > 0 {
                faults.push(format!("{who}: {count} {what} after an honest night"));
            }
        }
        if self.safe == Safe::NotYet || self.at_the_hub != self.written {
            faults.push(format!("{who}: {} of {} safe at the hub", self.at_the_hub, self.written));
        }
        if self.taken_in < self.written {
            faults.push(format!("{who}: {} written, {} taken in", self.written, self.taken_in));
        }
        faults
    }
}

/// What the root key signed, with the recovery sheet in hand: the register begins, it has an owner,
/// it has a hub. No device wrote these.
const BY_THE_ROOT: u64 = 3;

/// The whole account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// What became of the script's texts.
    pub compared: Compared,
    /// How each device stands.
    pub devices: Vec<Standing>,
    /// What went wrong on the way.
    pub faults: Vec<String>,
}

impl Account {
    /// Everything that keeps it from balancing; nothing when it does.
    pub fn faults(&self) -> Vec<String> {
        let compared = &self.compared;
        let mut faults = self.faults.clone();
        faults.extend(self.devices.iter().flat_map(Standing::faults));
        faults.extend(compared.lost.iter().map(|lost| format!("lost: {lost}")));
        faults.extend(compared.strangers.iter().map(|one| format!("not in the script: {one}")));
        let (written, everywhere) = self.entries();
        if !self.devices.is_empty() && everywhere != written + BY_THE_ROOT {
            faults.push(format!(
                "{written} written by the devices and {BY_THE_ROOT} by the root, {everywhere} in all"
            ));
        }
        if compared.unannounced > 1 {
            faults.push(format!("{} that nobody announced; one may be", compared.unannounced));
        }
        if compared.announced == 0 || self.devices.is_empty() {
            faults.push("nothing to account for".to_owned());
        }
        faults
    }

    /// The same for a program.
    pub fn report(&self, told: &str) -> Report {
        let Compared { announced, read_back, unannounced, lost, .. } = &self.compared;
        let devices: Vec<Value> = self.devices.iter().map(Standing::data).collect();
        let faults = self.faults();
        let mut report = Report::new();
        report
            .say(told)
            .data("balances", faults.is_empty())
            .data("faults", faults)
            .data("announced", *announced)
            .data("read_back", *read_back)
            .data("unannounced", *unannounced)
            .data("lost", lost.len())
            .data("devices", devices);
        report
    }

    /// How many entries the devices wrote, and how many there are where everything is held.
    fn entries(&self) -> (u64, u64) {
        let written = self.devices.iter().map(|device| device.written).sum();
        let everywhere = self.devices.iter().map(|device| device.taken_in).max();
        (written, everywhere.unwrap_or(0))
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "   {:<8}{:>9}{:>10}{:>9}{:>9}{:>13}{:>9}{:>12}",
            "entries",
            "written",
            "taken in",
            "applied",
            "waiting",
            "quarantined",
            "carried",
            "at the hub"
        )?;
        for device in &self.devices {
            writeln!(
                f,
                "   {:<8}{:>9}{:>10}{:>9}{:>9}{:>13}{:>9}{:>12}",
                device.who,
                device.written,
                device.taken_in,
                device.applied,
                device.waiting,
                device.quarantined,
                device.carried,
                device.at_the_hub
            )?;
        }
        let (written, everywhere) = self.entries();
        writeln!(f, "   {:<8}{:>9}", "root key", everywhere.saturating_sub(written))?;
        writeln!(f, "   {:<8}{everywhere:>9}", "all")?;
        let Compared { announced, read_back, unannounced, lost, .. } = &self.compared;
        writeln!(f)?;
        writeln!(f, "   texts announced as saved                 {announced:>5}")?;
        writeln!(f, "   of these read back on another device     {read_back:>5}")?;
        writeln!(f, "   saved, with no time left to announce it  {unannounced:>5}")?;
        write!(f, "   lost: {}", lost.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(words: &str, promise: Promise) -> Told {
        let words = vec![words.to_owned()];
        Told { place: Place::Note(0), by: "Amina Osman", words, promise }
    }

    fn found(text: &str) -> Found {
        let says = vec![text.to_owned(), "Amina Osman".to_owned(), "19:00".to_owned()];
        Found { place: Place::Note(0), says }
    }

    fn standing() -> Standing {
        Standing {
            who: "Amina",
            written: 7,
            taken_in: 10,
            applied: 9,
            waiting: 0,
            quarantined: 0,
            carried: 1,
            at_the_hub: 7,
            safe: Safe::AtTheHub,
        }
    }

    fn account(script: &[Told], read: &[Found], device: Standing) -> Vec<String> {
        let compared = compare(script, read);
        Account { compared, devices: vec![device], faults: Vec::new() }.faults()
    }

    fn night() -> Vec<Told> {
        vec![
            note("Drank tea.", Promise::Announced),
            note("Slept.", Promise::Announced),
            note("Woke.", Promise::Perhaps),
        ]
    }

    #[test]
    fn a_night_that_was_kept_balances_with_or_without_the_note_that_nobody_announced() {
        let both = [found("Slept."), found("Drank tea.")];
        assert_eq!(account(&night(), &both, standing()), Vec::<String>::new());
        let three = [found("Woke."), found("Slept."), found("Drank tea.")];
        assert_eq!(account(&night(), &three, standing()), Vec::<String>::new());
        let compared = compare(&night(), &three);
        assert_eq!((compared.announced, compared.read_back, compared.unannounced), (2, 2, 1));
    }

    #[test]
    fn a_text_that_is_missing_is_lost() {
        assert_eq!(
            account(&night(), &[found("Drank tea.")], standing()),
            ["lost: Note(0), Amina Osman: Slept."]
        );
    }

    #[test]
    fn one_letter_or_another_author_or_another_visit_is_not_the_same_text() {
        let script = [note("Drank tea.", Promise::Announced)];
        let mut by_ben = found("Drank tea.");
        by_ben.says[1] = "Ben Hartley".to_owned();
        let mut elsewhere = found("Drank tea.");
        elsewhere.place = Place::Note(1);
        for wrong in [found("Drank tea"), found("Drank tea. "), by_ben, elsewhere] {
            let compared = compare(&script, std::slice::from_ref(&wrong));
            assert_eq!((compared.lost.len(), compared.strangers.len()), (1, 1), "{wrong:?}");
        }
    }

    #[test]
    fn a_text_kept_once_does_not_answer_for_two() {
        let twice = [note("Slept.", Promise::Announced), note("Slept.", Promise::Announced)];
        assert_eq!(compare(&twice, &[found("Slept.")]).lost.len(), 1);
        let once = [note("Slept.", Promise::Announced)];
        assert_eq!(compare(&once, &[found("Slept."), found("Slept.")]).strangers.len(), 1);
    }

    #[test]
    fn two_that_nobody_announced_are_one_too_many() {
        let script = [
            note("Slept.", Promise::Announced),
            note("Woke.", Promise::Perhaps),
            note("Rang.", Promise::Perhaps),
        ];
        let read = [found("Slept."), found("Woke."), found("Rang.")];
        assert_eq!(account(&script, &read, standing()), ["2 that nobody announced; one may be"]);
    }

    #[test]
    fn every_number_that_is_off_is_named() {
        let script = [note("Slept.", Promise::Announced)];
        let read = [found("Slept.")];
        type Off = (fn(&mut Standing), &'static str);
        let off: [Off; 4] = [
            (|s| (s.waiting, s.applied) = (1, 8), "Amina: 1 waiting after an honest night"),
            (|s| (s.quarantined, s.applied) = (2, 7), "Amina: 2 quarantined after an honest night"),
            (|s| s.at_the_hub = 6, "Amina: 6 of 7 safe at the hub"),
            (|s| s.safe = Safe::NotYet, "Amina: 7 of 7 safe at the hub"),
        ];
        for (change, says) in off {
            let mut device = standing();
            change(&mut device);
            assert_eq!(account(&script, &read, device), [says]);
        }
        let mut device = standing();
        device.taken_in = 11;
        let says = [
            "Amina: 11 taken in, 10 accounted for",
            "7 written by the devices and 3 by the root, 11 in all",
        ];
        assert_eq!(account(&script, &read, device), says);
    }

    #[test]
    fn an_empty_night_does_not_balance() {
        assert_eq!(account(&[], &[], standing()), ["nothing to account for"]);
    }
}
