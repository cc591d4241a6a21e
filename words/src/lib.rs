//! Every word on Holdfast's screens, once, for both platforms: `en.ftl` and one file like it for each
//! other language, in [Project Fluent](https://projectfluent.org)'s syntax.
//!
//! Nothing of this runs on a phone. [`Catalogues`] reads the files; [`kotlin`] and [`swift`] write typed
//! code from them, in which a word that is not there, a variable that is not filled in or a state that
//! nobody worded does not compile; [`resources`] writes what only the platform itself shows.
//! [`Difference`] lists what a translation lacks, [`reading_age`] measures the English, and [`samples`]
//! asks Fluent's own library what each message says, for the tests of what was generated.
//!
//! How words are changed and languages added: `docs/words.md`.

mod catalogue;
mod catalogues;
mod code;
mod difference;
pub mod kotlin;
mod message;
mod pattern;
mod plural;
mod problem;
pub mod reading_age;
pub mod resources;
pub mod samples;
pub mod swift;
mod typed;

pub use catalogue::Catalogue;
pub use catalogues::Catalogues;
pub use code::File;
pub use difference::Difference;
pub use message::{Kind, Message, Platform, Says, Shown, Variable};
pub use pattern::{Case, Pattern, Piece, When};
pub use plural::{Category, Plurals};
pub use problem::Problem;
