//! Closed sets of words, each the sibling of one in the core: a word that is added there and not here
//! does not compile, and neither does one that is taken away.

mod assessment;
mod organisation;
mod summary;
mod visit;

pub use assessment::*;
pub use organisation::*;
pub use summary::*;
pub use visit::*;

/// A closed set of words that stands in the core too, with the way there and back.
macro_rules! closed {
    (
        $(#[$doc:meta])*
        $name:ident = $core:path { $( $(#[$vdoc:meta])* $variant:ident, )+ }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, uniffi::Enum)]
        pub enum $name {
            $( $(#[$vdoc])* $variant, )+
        }

        impl From<$core> for $name {
            fn from(word: $core) -> Self {
                use $core as Core;
                match word {
                    $( Core::$variant => Self::$variant, )+
                }
            }
        }

        impl From<$name> for $core {
            fn from(word: $name) -> Self {
                match word {
                    $( $name::$variant => Self::$variant, )+
                }
            }
        }
    };
}

use closed;
