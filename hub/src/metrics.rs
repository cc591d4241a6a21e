//! What a hub counts: numbers only, never an id of a person or a device.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};

/// One number that only goes up.
#[derive(Debug, Default)]
pub(crate) struct Counter(AtomicU64);

impl Counter {
    pub fn add(&self, more: u64) {
        self.0.fetch_add(more, Ordering::Relaxed);
    }

    fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

macro_rules! metrics {
    ($($(#[doc = $help:literal])* $name:ident,)*) => {
        /// Everything that is counted.
        #[derive(Debug, Default)]
        pub(crate) struct Metrics {
            $($(#[doc = $help])* pub $name: Counter,)*
        }

        impl Metrics {
            /// As text, in the form that Prometheus reads.
            pub fn to_text(&self) -> String {
                let mut text = String::new();
                $(
                    writeln!(
                        text,
                        concat!(
                            "# HELP holdfast_", stringify!($name), $($help,)* "\n",
                            "# TYPE holdfast_", stringify!($name), " counter\n",
                            "holdfast_", stringify!($name), " {}",
                        ),
                        self.$name.get(),
                    )
                    .expect("writing to memory cannot fail");
                )*
                text
            }
        }
    };
}

metrics! {
    /// Connections accepted.
    connections,
    /// Requests answered.
    answered,
    /// Requests that were no request, too large, or not signed by their device.
    malformed,
    /// Requests for an organisation that is not served here.
    unknown_organisation,
    /// Requests refused for coming too often.
    too_often,
    /// Requests refused because too much was under way.
    busy,
    /// Requests whose bytes did not come in time.
    timed_out,
    /// Requests that the database could not serve.
    failed,
    /// Entries taken in.
    entries_taken,
    /// Entries that were held already.
    entries_known,
    /// Entries that wait for one before them, or for their author to become known.
    entries_waiting,
    /// What was sent as an entry and is none.
    entries_refused,
    /// Bytes of requests.
    bytes_in,
    /// Bytes of answers.
    bytes_out,
    /// Transactions flushed to the disk.
    commits,
}
