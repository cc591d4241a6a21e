//! Which planned task of a visit.

use holdfast_core::care::Visit;

use super::{by_number_or_part, numbered, only};
use crate::failure::Result;

/// The key of a planned task: by its number in the visit, or by a part of its words.
pub fn task(visit: &Visit, said: &str) -> Result<String> {
    let planned = visit.planned_tasks();
    let planned = planned.map(|(key, task)| (task.what.as_str().to_owned(), key.to_owned()));
    let found = by_number_or_part(numbered(planned), said);
    let expected = "one task of this visit, by its number or a part of its words";
    only(found, expected, "see `holdfast visit show`")
}
