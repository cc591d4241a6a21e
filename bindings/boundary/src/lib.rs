//! UniFFI, but for what becomes of a mistake in the program. A panic ends the call and never the app:
//! UniFFI catches it, and hands its message to the caller, where it may go into a log. Such a message may
//! hold what somebody wrote; so what the caller gets, and what is printed, is the place and nothing else.
//!
//! `bindings` knows this crate as `uniffi`: the code that UniFFI makes for each call asks for
//! `::uniffi::rust_call`, and finds the one here.

use std::cell::RefCell;
use std::io::Write as _;
use std::panic::{self, UnwindSafe, catch_unwind};
use std::sync::Once;

pub use uniffi::*;

static HOOK: Once = Once::new();

thread_local! {
    /// Where this thread made its last mistake.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Makes a call of the other language's.
pub fn rust_call<F, R>(status: &mut RustCallStatus, call: F) -> R
where
    F: UnwindSafe + FnOnce() -> Result<R, RustCallError>,
    R: FfiDefault,
{
    HOOK.call_once(|| panic::set_hook(Box::new(say_only_where)));
    uniffi::rust_call(status, || {
        catch_unwind(call).unwrap_or_else(|_| {
            let place = PLACE.with_borrow(Clone::clone);
            Err(RustCallError::InternalError(mistake(&place)))
        })
    })
}

fn mistake(place: &str) -> String {
    format!("expected this to work, found a mistake in the program at {place}; report this")
}

fn say_only_where(panic: &panic::PanicHookInfo<'_>) {
    let place = panic.location().map_or_else(String::new, ToString::to_string);
    let _ = writeln!(std::io::stderr(), "holdfast: {}", mistake(&place));
    PLACE.set(place);
}
