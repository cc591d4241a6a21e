//! The morning: the network returns, everything meets, what was disputed is settled, and every word
//! is accounted for.

use serde_json::Value;

use super::account::{Account, Found, Place, Safe, compare};
use super::cast::{AMINA, CAROL, EVERYBODY, Member, OLU, SAM};
use super::night::{Night, Planned};
use super::readings::{standing, summary_lines, visit_entries};
use super::script::{NOTES_OF_AMINA, NOTES_OF_BEN, SETTLED_BECAUSE, TRANSFERS_BY_SAM};
use super::sealed;
use super::stage::{Done, Show, Stage, Stopped};

/// How often everybody may have to sync until nothing is new: what one sends the next one fetches,
/// and a key that somebody needs is handed over by a third.
const ROUNDS: usize = 6;

/// From the return of the network to the last receipt.
///
/// # Errors
/// If an act fails, or the devices never agree.
pub fn everything_meets(night: &mut Night<'_>, planned: &[Planned; 2]) -> Result<(), Stopped> {
    let stage = night.stage;
    stage.scene(10, "The network returns");
    night.relay.mend();
    let first = &planned[0];
    for who in EVERYBODY {
        stage.play(who, "syncs", &["sync"], Show::All)?;
    }
    until_quiet(stage)?;
    let deed = "sees the visit again";
    let seen = stage.play(&AMINA, deed, &["visit", "show", &first.id], Show::First(16))?;
    let shows = |text: &&str| seen.lines().any(|line| line.contains(text));
    if NOTES_OF_AMINA.iter().chain(&NOTES_OF_BEN).all(shows) {
        stage.say("   Her own notes are there, and Ben's.");
    } else {
        night.faults.push("Amina: a note is missing after the network returned".to_owned());
    }
    disputed(night, first)?;
    signed_off(stage, planned)
}

fn disputed(night: &mut Night<'_>, visit: &Planned) -> Result<(), Stopped> {
    let stage = night.stage;
    stage.scene(11, "Both changes are shown, and a person decides");
    let seen = stage.play(&AMINA, "sees both", &["dispute", "list"], Show::All)?;
    let dispute = ours(&seen, visit, &AMINA)?;
    let sides = dispute["sides"].as_array().into_iter().flatten();
    let sides = sides.filter_map(|side| side["says"].as_str());
    let found = sides.map(|side| Found { place: Place::Dispute, says: vec![side.to_owned()] });
    night.found.extend(found);
    let assess = ["assess", &visit.id, "--present", "2"];
    stage.play(&AMINA, "is told what waits until then", &assess, Show::All)?;
    let listed = stage.act(&OLU, &["dispute", "list"])?;
    let dispute = ours(&listed, visit, &OLU)?;
    let mut sides = dispute["sides"].as_array().into_iter().flatten();
    let sams =
        |side: &Value| side["says"].as_str().is_some_and(|says| says.contains(TRANSFERS_BY_SAM));
    let side = sides.position(sams).map_or(0, |at| at + 1).to_string();
    let number = dispute["number"].as_u64().unwrap_or_default().to_string();
    let settle = ["dispute", "settle", &number, "--side", &side, "--why", SETTLED_BECAUSE];
    let deed = format!("settles it with Sam's. {SETTLED_BECAUSE}");
    stage.play(&OLU, &deed, &settle, Show::All)?;
    night.script.announced(Place::Morning, &SAM, &[TRANSFERS_BY_SAM]);
    until_quiet(stage)?;
    let read = ["read", visit.person.find.as_str()];
    stage.play(&AMINA, "reads what changed", &read, Show::All)?;
    for who in [&AMINA, &CAROL, &SAM] {
        let left = stage.act(who, &["dispute", "list"])?;
        if ours(&left, visit, who).is_ok() {
            night
                .faults
                .push(format!("{}: the dispute is still there after it was settled", who.name));
        }
    }
    Ok(())
}

/// The dispute about the transfers.
fn ours(list: &Done, visit: &Planned, who: &Member) -> Result<Value, Stopped> {
    let mut disputes = list.said["disputes"].as_array().into_iter().flatten();
    let ours = disputes.find(|one| visit.person.is(&one["name"]) && one["what"] == "transfers");
    ours.cloned().ok_or_else(|| Stopped::Act {
        who: who.name,
        command: "dispute list".to_owned(),
        expected: "the change that two people made",
        found: "a list without it".to_owned(),
    })
}

fn signed_off(stage: &Stage, planned: &[Planned; 2]) -> Result<(), Stopped> {
    stage.scene(12, "Signed off, and everybody has a receipt");
    for visit in planned {
        let deed = format!("signs off the visit to {}", visit.person.called());
        stage.play(&SAM, &deed, &["visit", "sign-off", &visit.id], Show::All)?;
    }
    until_quiet(stage)?;
    for who in EVERYBODY {
        let status = stage.act(who, &["status"])?;
        let safe = status.lines().find(|line| line.contains("safe at the hub"));
        stage.deed(who, &format!("sees: {}", safe.unwrap_or("no receipt")));
    }
    Ok(())
}

/// Everybody syncs until a whole round brings nothing new and everything is safe at the hub. What is
/// still missing after that is named by the account, device by device.
fn until_quiet(stage: &Stage) -> Result<(), Stopped> {
    for _ in 0..ROUNDS {
        let mut news = 0;
        for who in EVERYBODY {
            let done = stage.act(who, &["sync"])?;
            news += done.said["new"].as_u64().unwrap_or(1);
        }
        if news == 0 && all_safe(stage)? {
            break;
        }
    }
    Ok(())
}

fn all_safe(stage: &Stage) -> Result<bool, Stopped> {
    for who in EVERYBODY {
        if standing(who, &stage.act(who, &["status"])?).safe == Safe::NotYet {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Reads everything back on other devices, from nothing but their entries, and compares.
///
/// # Errors
/// If an act fails.
pub fn account(mut night: Night<'_>, planned: &[Planned; 2]) -> Result<Account, Stopped> {
    let stage = night.stage;
    stage.scene(13, "The account");
    let deed = "makes every record anew from the entries, and reads the night back";
    stage.play(&CAROL, deed, &["repair"], Show::All)?;
    for visit in planned {
        let shown = stage.act(&CAROL, &["visit", "show", &visit.id])?;
        night.found.extend(visit_entries(&shown, visit.visit));
    }
    // Sam wrote what stands, and Olu decided it: Carol's device is another.
    let shown = stage.act(&CAROL, &["person", "show", &planned[0].person.find])?;
    night.found.extend(summary_lines(&shown, Place::Morning));
    let mut devices = Vec::new();
    for who in EVERYBODY {
        devices.push(standing(who, &stage.act(who, &["status"])?));
    }
    stage.say(format_args!("   The network carried {} kB.", night.relay.carried() / 1000));
    let looked = sealed::look(&night)?;
    stage.say(&looked);
    stage.say("");
    night.faults.extend(looked.faults());
    let compared = compare(night.script.told(), &night.found);
    Ok(Account { compared, devices, faults: night.faults })
}
