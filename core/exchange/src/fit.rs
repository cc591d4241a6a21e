//! Making the sender's words fit the summary's fields, never by losing any without saying so.

use holdfast_core::care::{Date, Line, List, Text, TimeOfDay, Value, YesNo};

use crate::text::excerpt;
use crate::when::day;

const CUT: &str = "… (cut here: the rest is in the file)";

/// One line; what is longer is cut with an ellipsis. Nothing for nothing.
pub(crate) fn line(words: &str) -> Option<Line> {
    Line::new(&excerpt(words, Line::MAX)).ok()
}

/// One line, and the whole of it among `more` where the line had to be cut.
pub(crate) fn line_and(words: &str, more: &mut Vec<String>) -> Option<Line> {
    if words.chars().count() > Line::MAX {
        more.push(words.to_owned());
    }
    line(words)
}

/// Lines, one for each text.
pub(crate) fn lines(texts: &[String]) -> List<Line> {
    texts.iter().filter_map(|text| line(text)).collect()
}

/// A passage; what is longer than one is cut, and says so. Nothing for nothing.
pub(crate) fn passage(words: &str) -> Option<Text> {
    if words.chars().count() <= Text::MAX {
        return Text::new(words).ok();
    }
    let kept: String = words.chars().take(Text::MAX - CUT.chars().count()).collect();
    Text::new(&format!("{kept}{CUT}")).ok()
}

/// A passage from several texts, a line each. Nothing for nothing.
pub(crate) fn passages(texts: &[String]) -> Option<Text> {
    passage(&texts.join("\n"))
}

/// A whole date; a part of one goes among `more`, after these words.
pub(crate) fn date_and(written: &str, before: &str, more: &mut Vec<String>) -> Option<Date> {
    let date = day(written).and_then(|day| Date::parse(day).ok());
    if date.is_none() {
        more.push(format!("{before} {written}"));
    }
    date
}

/// Times of day; what is none goes among `more`.
pub(crate) fn times_and(written: &[String], more: &mut Vec<String>) -> List<TimeOfDay> {
    let mut times: Vec<TimeOfDay> = Vec::new();
    for text in written {
        match TimeOfDay::parse(text) {
            Ok(time) if !times.contains(&time) => times.push(time),
            Ok(_) => {}
            Err(_) => more.push(format!("at {text}")),
        }
    }
    times.sort_unstable();
    times.into()
}

pub(crate) fn yes_no(yes: bool) -> YesNo {
    if yes { YesNo::Yes } else { YesNo::No }
}
