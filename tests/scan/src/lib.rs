//! Looks for texts in files, byte by byte, in every form they are likely to be left in: a sealed
//! database must hold none of them, and a plain one must be caught at it.
//!
//! A crate of its own and of nothing else: tests use it, and so does the demonstration, which says
//! that the hub can read nothing and has to look before it says so.

mod form;
mod scanner;
mod words;

pub use form::{Form, base64};
pub use scanner::{Found, Scanner, files};
pub use words::Words;
