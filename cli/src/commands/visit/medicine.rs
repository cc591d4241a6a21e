//! What came of a medicine, and what to know before it is given.

use holdfast_core::care::double_dose::{UNSTATED_MINUTES, interval};
use holdfast_core::care::number::Minutes;
use holdfast_core::care::reference::Moment;
use holdfast_core::care::{
    Digest, DigestRef, ItemRef, Line, MedicineOutcome, Offer, Outcome, Record as _, Said, Summary,
};
use holdfast_core::device::{Clock as _, Device};

use super::writing;
use crate::args::MedicineArgs;
use crate::commands::which::{self, Chosen, Named};
use crate::context::SystemClock;
use crate::failure::Result;
use crate::report::Report;
use crate::words;

/// Records what came of a medicine, or says what to know before.
pub fn medicine(device: &Device, args: &MedicineArgs) -> Result<Report> {
    let chosen = writing(device, &args.visit)?;
    // Without the summary, a dose is recorded by the name on the box.
    let person = device.visits().page(chosen.id)?.person;
    let summary = person.and_then(|person| device.people().summary(person).ok());
    let found = match &summary {
        Some(summary) => which::medicine(summary, &args.medicine)?,
        None => None,
    };
    let name = as_seen(&args.medicine, found.as_ref());
    let before = match &found {
        Some(found) => device.visits().before_the_tap(chosen.id, &found.key, None)?,
        None => None,
    };
    let least = summary.as_ref().zip(found.as_ref()).and_then(|(s, found)| interval(s, &found.key));
    let mut report = Report::new();
    report
        .data("visit", words::visit_words(chosen.id))
        .data("medicine", found.as_ref().map(|found| found.key.as_str().to_owned()))
        .data("name", name)
        .moment("last_offered", before.as_ref().map(|before| before.at));
    let Some(outcome) = &args.outcome else {
        compared(&args.medicine, found.as_ref(), summary.as_ref(), &mut report);
        before_the_tap(name, found.as_ref(), before.as_ref(), least, &mut report);
        report.data("outcome", None::<&str>).data("possible_double_doses", None::<u64>);
        return Ok(report);
    };
    let outcome: Outcome = words::typed("outcome", outcome)?;
    if let Some(before) = before.filter(|_| outcome.may_be_in_the_person()) {
        report.say(too_close(name, &before));
    }
    let content = content(args, outcome, name, found.as_ref(), summary.as_ref())?;
    device.visits().medicine(chosen.id, content, Said::default())?;
    let Chosen { id, says } = chosen;
    report.say(format!("Saved for {says}: {name}: {}.", outcome.word()));
    compared(&args.medicine, found.as_ref(), summary.as_ref(), &mut report);
    if outcome.needs_escalation() {
        report.say("Phone now: an uncertain dose or a suspected error needs somebody to decide.");
    }
    let doubles = device.visits().page(id)?.double_doses.len();
    if doubles > 0 {
        report.say(
            "POSSIBLE DOUBLE DOSE: two offers closer together than they should be. Phone now.",
        );
    }
    report.data("outcome", outcome.word()).data("possible_double_doses", doubles);
    Ok(report)
}

/// Its name as the carer saw it: what is typed where that holds the summary's name and more, such as
/// the strength on the box; else the summary's, of which a part was typed.
fn as_seen<'a>(typed: &'a str, found: Option<&'a Named>) -> &'a str {
    let longer = |found: &&Named| typed.trim().chars().count() < found.name.chars().count();
    let number = typed.trim().parse::<usize>().is_ok();
    found.filter(|found| number || longer(found)).map_or(typed, |found| &found.name)
}

/// The outcome, beside the version of the medicine and of the summary that it was recorded by.
fn content(
    args: &MedicineArgs,
    outcome: Outcome,
    name: &str,
    found: Option<&Named>,
    summary: Option<&Summary>,
) -> Result<MedicineOutcome> {
    let moment = |what, text: &Option<String>| {
        text.as_deref().map(|text| words::typed::<Moment>(what, text)).transpose()
    };
    let said = (moment("offered at", &args.offered_at)?, moment("taken at", &args.taken_at)?);
    let (offered, taken) = times(outcome, said, Moment(SystemClock.now()));
    let line = |what, text: &Option<String>| {
        text.as_deref().map(|text| words::typed::<Line>(what, text)).transpose()
    };
    let agreed = found.and_then(|found| found.agreed.as_ref());
    Ok(MedicineOutcome {
        medicine: found.map(|found| found.key.clone()),
        name: words::typed("medicine", name)?,
        outcome,
        offered,
        taken,
        amount: line("amount", &args.amount)?,
        advice_by: line("advice by", &args.advice_by)?,
        version: agreed.map(|item| ItemRef(item.id)),
        plan: summary.map(|summary| DigestRef(Digest::of(&summary.readable()))),
        dose: agreed.and_then(|item| item.content.dose.clone()),
        due: None,
        site: None,
        removed_from: None,
        removed_at: None,
        given_by: None,
        prn_reason: None,
        prn_effect: None,
        told: None,
        witness: None,
        summary_age: None,
        note: None,
    })
}

/// When it was offered and when taken: what somebody says, and now for what is seen being taken.
/// No other outcome says when, so nothing is written that nobody knows.
fn times(
    outcome: Outcome,
    (offered, taken): (Option<Moment>, Option<Moment>),
    now: Moment,
) -> (Option<Moment>, Option<Moment>) {
    if outcome != Outcome::TakenSeen {
        return (offered, taken);
    }
    let taken = taken.unwrap_or(now);
    (offered.or(Some(taken)), Some(taken))
}

fn too_close(name: &str, before: &Offer) -> String {
    format!(
        "LOOK FIRST: {name} was {} at {}. One more now may be a double dose. Phone before you give \
         it; write down what happened in any case.",
        before.outcome.word(),
        words::moment(before.at)
    )
}

/// What is known of earlier doses. Nothing is, of a medicine that the summary does not have: a dose of
/// it is found by its place there.
fn before_the_tap(
    name: &str,
    found: Option<&Named>,
    before: Option<&Offer>,
    least: Option<Minutes>,
    report: &mut Report,
) {
    report.say(match (before, found, least) {
        (Some(before), ..) => too_close(name, before),
        (None, Some(_), Some(_)) => {
            format!("This device knows of no dose of {name} too close to now.")
        }
        (None, Some(_), None) => format!(
            "This device knows of no dose of {name} in the last {UNSTATED_MINUTES} minutes. The summary \
             says no least time between two doses: look at the box."
        ),
        (None, None, _) => "So no earlier dose of it could be looked for.".to_owned(),
    });
    report.say("Nothing is recorded yet: say what came of it.");
}

/// What the summary says of this medicine, where that is not what anybody would expect.
fn compared(said: &str, found: Option<&Named>, summary: Option<&Summary>, report: &mut Report) {
    let said = said.trim().to_lowercase();
    report.say(match (summary, found) {
        (_, Some(found)) if found.agreed.is_some() => return,
        (_, Some(_)) => "DISPUTED: two people wrote different things of this medicine. Phone now.",
        (None, None) => {
            "The summary is not here, and nothing was compared. Phone before you give it."
        }
        (Some(summary), None) if ended(summary, &said) => {
            "The summary says that this medicine ended. Phone before you give any."
        }
        (Some(_), None) => "This medicine is not in the summary: tell the coordinator.",
    });
}

fn ended(summary: &Summary, said: &str) -> bool {
    let ended = summary.ended_medicines.iter().flat_map(|guarded| guarded.present());
    !said.is_empty()
        && ended.into_iter().any(|item| item.content.name.as_str().to_lowercase().contains(said))
}

#[cfg(test)]
mod tests {
    use super::*;
    use holdfast_ledger::Timestamp;

    #[test]
    fn a_dose_carries_no_time_that_nobody_knows() {
        let (now, eight) = (Moment(Timestamp(2_000)), Some(Moment(Timestamp(1_000))));
        for outcome in Outcome::ALL.iter().copied() {
            let unsaid = match outcome {
                Outcome::TakenSeen => (Some(now), Some(now)),
                _ => (None, None),
            };
            assert_eq!(times(outcome, (None, None), now), unsaid, "{outcome}");
        }
        assert_eq!(times(Outcome::TakenReported, (None, eight), now), (None, eight));
        assert_eq!(times(Outcome::TakenSeen, (None, eight), now), (eight, eight));
        assert_eq!(times(Outcome::Declined, (eight, None), now), (eight, None));
    }
}
