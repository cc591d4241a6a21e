//! A mistake in the program ends the call and never the app: UniFFI catches it and the caller gets an
//! internal error. What Rust prints about it says where, and nothing of what was being worked on.

use std::io::Write as _;
use std::sync::Once;

static ONCE: Once = Once::new();

/// From here on a panic prints its place only: its message may hold what somebody wrote.
pub(crate) fn say_only_where() {
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map_or_else(String::new, ToString::to_string);
            let _ = writeln!(std::io::stderr(), "holdfast: a mistake in the program at {place}");
        }));
    });
}
