//! One message of a catalogue: what it says, and what its comment says about it.

use fluent_syntax::ast;

use crate::pattern::Pattern;

/// The set whose names are English texts of the library's: what is in no list stays as it is.
pub const TEXT: &str = "text";

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its name: `visit-arrive`.
    pub id: String,
    /// What it is for, in the translator's comment.
    pub about: String,
    /// What is filled in, in the order of the comment.
    pub variables: Vec<Variable>,
    /// The closed set whose words these are: `VisitState`. Or [`TEXT`].
    pub of: Option<String>,
    /// What it is.
    pub shown: Shown,
    /// The platforms that show it themselves, with their names for it. Nothing for a word of ours.
    pub platforms: Vec<(Platform, String)>,
    /// What it says: one text, or one for each of a set, by its name: `under-way`.
    pub says: Says,
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// One text.
    One(Pattern),
    /// A text for each of a closed set.
    Each(Vec<(String, Pattern)>),
}

/// Something that is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// What it takes.
    pub kind: Kind,
    /// For example.
    pub example: String,
}

/// What a variable takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A whole number.
    Number,
    /// A text.
    Text,
}

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Words for people.
    Words,
    /// The same, before what was written.
    Label,
    /// The order of a date's parts.
    Pattern,
    /// What people type, and the library reads.
    Typed,
    /// A name, the same in every language.
    Name,
}

/// Who shows something itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Platform {
    /// Android: a name in `strings.xml`.
    Android,
    /// iOS: a key of `Info.plist`.
    Ios,
}

impl Message {
    /// Reads what Fluent's own parser found.
    pub(crate) fn read(found: &ast::Message<&str>) -> Result<Self, String> {
        let says = match (&found.value, found.attributes.as_slice()) {
            (Some(value), []) => Says::One(Pattern::read(value)?),
            (None, all) => {
                let one = |one: &ast::Attribute<&str>| {
                    Ok((one.id.name.to_owned(), Pattern::read(&one.value)?))
                };
                Says::Each(all.iter().map(one).collect::<Result<_, String>>()?)
            }
            (Some(_), _) => return Err("expected one text or a set, found both".to_owned()),
        };
        let mut message = Self {
            id: found.id.name.to_owned(),
            about: String::new(),
            variables: Vec::new(),
            of: None,
            shown: Shown::Words,
            platforms: Vec::new(),
            says,
        };
        for line in found.comment.iter().flat_map(|comment| &comment.content) {
            message.comment(line.trim())?;
        }
        Ok(message)
    }

    /// One line of its comment: what is not for the generator is for the translator.
    fn comment(&mut self, line: &str) -> Result<(), String> {
        if let Some(variable) = line.strip_prefix('$') {
            self.variables.push(Variable::read(variable)?);
        } else if let Some(of) = line.strip_prefix("Of: ") {
            self.of = Some(of.to_owned());
        } else if let Some(shown) = line.strip_prefix("Shown as: ") {
            self.shown = match shown {
                "label" => Shown::Label,
                "pattern" => Shown::Pattern,
                "typed" => Shown::Typed,
                "name" => Shown::Name,
                _ => return Err(format!("expected label, pattern, typed or name, found {shown}")),
            };
        } else if let Some(by) = line.strip_prefix("Shown by: ") {
            self.platforms = by.split(", ").map(platform).collect::<Result<_, _>>()?;
        } else if line != "Variables:" {
            self.about = format!("{} {line}", self.about).trim().to_owned();
        }
        Ok(())
    }

    /// Whether it words English texts of the library's.
    pub fn is_of_texts(&self) -> bool {
        self.of.as_deref() == Some(TEXT)
    }

    /// Each text with the name it is listed by: `back`, `visit-state.planned`.
    pub fn texts(&self) -> Vec<(String, &Pattern)> {
        match &self.says {
            Says::One(pattern) => vec![(self.id.clone(), pattern)],
            Says::Each(all) => {
                all.iter().map(|(name, says)| (format!("{}.{name}", self.id), says)).collect()
            }
        }
    }
}

fn platform(text: &str) -> Result<(Platform, String), String> {
    match text.split_once(' ') {
        Some(("android", name)) => Ok((Platform::Android, name.to_owned())),
        Some(("ios", name)) => Ok((Platform::Ios, name.to_owned())),
        _ => Err(format!("expected \"android NAME\" or \"ios NAME\", found {text}")),
    }
}

impl Variable {
    /// Reads `count (Number): how many`.
    fn read(text: &str) -> Result<Self, String> {
        let wrong = || format!("expected \"$name (Number or Text): example\", found ${text}");
        let (name, rest) = text.split_once(" (").ok_or_else(wrong)?;
        let (kind, example) = rest.split_once("): ").ok_or_else(wrong)?;
        let kind = match kind {
            "Number" => Kind::Number,
            "Text" => Kind::Text,
            _ => return Err(wrong()),
        };
        let example = example.split(", or").next().unwrap_or(example);
        Ok(Self { name: name.to_owned(), kind, example: example.to_owned() })
    }
}
