//! One language's file.

use fluent_syntax::ast::Entry;
use fluent_syntax::parser;

use crate::message::{Message, Says};
use crate::pattern::Pattern;
use crate::problem::Problem;

/// Everything in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    /// Its tag: `cy`.
    pub language: String,
    /// The file as it stands, for Fluent's own library.
    pub source: String,
    /// In the order of the file.
    pub messages: Vec<Message>,
}

impl Catalogue {
    /// Reads a file.
    ///
    /// # Errors
    /// Where it is not Fluent, or uses what of Fluent is not used here.
    pub fn read(language: &str, source: &str) -> Result<Self, Problem> {
        let found = parser::parse(source).map_err(|(_, errors)| {
            let first = errors.first().map(|error| {
                let line = source[..error.pos.start.min(source.len())].matches('\n').count() + 1;
                format!("line {line}: {error}")
            });
            Problem::new(format!("{language}.ftl, {}", first.unwrap_or_default()))
        })?;
        let mut messages: Vec<Message> = Vec::new();
        for entry in &found.body {
            match entry {
                Entry::Message(message) => {
                    let wrong =
                        |why| Problem::new(format!("{language}.ftl, {}: {why}", message.id.name));
                    let read = Message::read(message).map_err(wrong)?;
                    if messages.iter().any(|other| other.id == read.id) {
                        return Err(wrong("stands there twice; take one away".to_owned()));
                    }
                    messages.push(read);
                }
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
                Entry::Term(term) => {
                    return Err(Problem::new(format!(
                        "{language}.ftl: expected messages, found the term -{}; write its words out",
                        term.id.name
                    )));
                }
                Entry::Junk { content } => {
                    return Err(Problem::new(format!("{language}.ftl: cannot be read: {content}")));
                }
            }
        }
        Ok(Self { language: language.to_owned(), source: source.to_owned(), messages })
    }

    /// A message by its name.
    pub fn message(&self, id: &str) -> Option<&Message> {
        self.messages.iter().find(|message| message.id == id)
    }

    /// A text by the name it is listed by: `back`, `visit-state.planned`.
    pub fn text(&self, name: &str) -> Option<&Pattern> {
        let (id, of) = name.split_once('.').map_or((name, None), |(id, of)| (id, Some(of)));
        match (&self.message(id)?.says, of) {
            (Says::One(pattern), None) => Some(pattern),
            (Says::Each(all), Some(of)) => {
                all.iter().find(|(name, _)| name == of).map(|(_, says)| says)
            }
            _ => None,
        }
    }

    /// Every text with the name it is listed by.
    pub fn texts(&self) -> impl Iterator<Item = (String, &Pattern)> {
        self.messages.iter().flat_map(Message::texts)
    }
}
