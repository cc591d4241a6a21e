//! What is asked of every resource before any of it is believed.
//!
//! FHIR lets a sender change what a resource means: `modifierExtension` and `implicitRules` may turn
//! "takes" into "does not take". None is known here, so a resource that has one is reported whole.

use crate::element::Element;

/// Why a resource is left out that its sender takes back: nothing is missing without it.
pub(crate) const ENTERED_IN_ERROR: &str = "marked as entered in error";

/// Why an allergy is left out that somebody found to be none.
pub(crate) const REFUTED: &str = "refuted: somebody found that this is not an allergy";

/// Whether the sender says that it is NOT to be done. `None` where that cannot be made out.
pub(crate) fn is_forbidden(element: Element<'_>) -> Option<bool> {
    let Some(not) = element.get("doNotPerform") else { return Some(false) };
    let forbidden = match not.as_written().as_deref() {
        Some("true") => true,
        Some("false") => false,
        _ => return None,
    };
    not.mark_read();
    Some(forbidden)
}

/// Whether nothing in the resource forbids reading it plainly.
///
/// # Errors
/// Why it must not be.
pub(crate) fn can_be_taken_at_its_word(resource: Element<'_>) -> Result<(), &'static str> {
    if resource.get("implicitRules").is_some() {
        return Err("written under rules of its own (implicitRules) that are not known here");
    }
    let mut stack = vec![resource];
    while let Some(element) = stack.pop() {
        if element.is_doubled() {
            return Err("one name stands twice in it, so no reading is safe");
        }
        for child in element.children() {
            match child.name() {
                "modifierExtension" => {
                    return Err(
                        "has a modifierExtension, which may turn its meaning around; none is known here",
                    );
                }
                // A contained resource is a resource of its own.
                "contained" => {}
                _ => stack.push(child),
            }
        }
    }
    Ok(())
}
