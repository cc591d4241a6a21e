//! A phone that saves in a loop, says "saved" after each, and loses power at a moment nobody chose.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::Stdio;
use std::thread;

use super::cast::Member;
use super::stage::{Stage, Stopped};

/// What a phone announced before it was killed.
#[derive(Debug, PartialEq, Eq)]
pub struct Cut {
    /// How many notes it said were saved.
    pub announced: usize,
}

/// Feeds notes to `visit note N - --each-line`, and kills it upon one of its announcements. What it
/// announced in the moment before the kill arrived counts too.
///
/// # Errors
/// If it cannot be run, announces out of order, or ends by itself.
pub fn save_until_killed(
    stage: &Stage,
    who: &Member,
    visit: &str,
    notes: &[String],
    kill_upon: usize,
) -> Result<Cut, Stopped> {
    let broken = |found: String| Stopped::Act {
        who: who.name,
        command: "visit note".to_owned(),
        expected: "notes to be announced one by one until the kill",
        found,
    };
    let mut child = stage
        .child_of(who)
        .args(["visit", "note", visit, "-", "--each-line"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(Stopped::io("run this program"))?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(broken("no pipes to it".to_owned()));
    };
    let all: String = notes.iter().map(|note| format!("{note}\n")).collect();
    // A pipe that breaks is the kill.
    let feeding = thread::spawn(move || input.write_all(all.as_bytes()));
    let mut announcements = BufReader::new(output);
    let mut announced = 0;
    let mut wrong = None;
    let mut line = String::new();
    while announcements.read_line(&mut line).map_err(Stopped::io("read announcements"))? > 0 {
        match number(&line) {
            Some(number) if number == announced + 1 => announced = number,
            // The last line may be torn by the kill: what was not said whole was not announced.
            None if !line.ends_with('\n') => break,
            _ => {
                wrong = Some(format!("another line after {announced} announcements"));
                child.kill().map_err(Stopped::io("kill it"))?;
            }
        }
        if announced == kill_upon {
            child.kill().map_err(Stopped::io("kill it"))?;
        }
        line.clear();
    }
    let status = child.wait().map_err(Stopped::io("wait for its end"))?;
    let _ = feeding.join();
    match wrong {
        Some(found) => Err(broken(found)),
        None if status.code().is_some() || announced < kill_upon => Err(broken(format!(
            "that it ended by itself after {announced} announcements ({status})"
        ))),
        None => Ok(Cut { announced }),
    }
}

/// The number in `saved: 12`, if the line is whole.
fn number(line: &str) -> Option<usize> {
    line.strip_suffix('\n')?.trim_end().strip_prefix("saved: ")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_torn_announcement_is_none() {
        assert_eq!(number("saved: 12\n"), Some(12));
        assert_eq!(number("saved: 1"), None);
        assert_eq!(number("saved: \n"), None);
        assert_eq!(number("panicked\n"), None);
    }
}
