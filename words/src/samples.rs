//! What each message says by Fluent's own library: the independent path by which generated code is
//! tested.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::catalogue::Catalogue;
use crate::catalogues::Catalogues;
use crate::code::capitalised;
use crate::message::{Kind, Message, Shown};
use crate::problem::Problem;

/// Numbers that languages treat differently: each form of Welsh, and what only looks like one.
const NUMBERS: [u32; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 11, 21, 36, 100, 101, 102, 106, 1000];

/// One message as Fluent says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// In this language.
    pub language: String,
    /// The message.
    pub id: String,
    /// What it is listed by, with what is filled in.
    pub name: String,
    /// Which of a closed set: the set and the name.
    pub of: Option<(String, String)>,
    /// What is filled in, in order.
    pub given: Vec<Given>,
    /// What Fluent says.
    pub says: String,
}

/// Something that is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// A number.
    Number(u32),
    /// A text.
    Text(String),
}

/// Every message of every language; with numbers in it, once for each number.
///
/// # Errors
/// Where Fluent cannot say one.
pub fn samples(all: &Catalogues) -> Result<Vec<Sample>, Problem> {
    let mut samples = Vec::new();
    for catalogue in all.all() {
        let fluent = Fluent::new(&all.english, catalogue)?;
        for message in &all.english.messages {
            if message.platforms.is_empty() {
                samples.extend(fluent.samples(message)?);
            }
        }
    }
    Ok(samples)
}

/// The English that a screen in another language must not show: each text in its parts between what is
/// filled in. Words that both languages have are not among them, nor is what people type.
pub fn english_only(english: &Catalogue, other: &Catalogue) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    let is_read = |message: &&Message| matches!(message.shown, Shown::Words | Shown::Label);
    for message in english.messages.iter().filter(is_read) {
        for (name, says) in message.texts() {
            if other.text(&name).is_some_and(|found| found == says) {
                continue;
            }
            for way in says.ways() {
                // A short word of one language may be another one's word too: "all" is Welsh.
                let short = if message.is_of_texts() { 3 } else { 2 };
                let letters =
                    |part: &&str| part.chars().filter(|c| c.is_alphabetic()).count() > short;
                let parts = way.into_iter().map(str::trim).filter(letters);
                let shown = |part: &str| match message.shown {
                    Shown::Label => format!("{}:", capitalised(part)),
                    _ => part.to_owned(),
                };
                let parts: Vec<String> = parts.map(shown).collect();
                if !parts.is_empty() {
                    all.push(parts);
                }
            }
        }
    }
    all
}

/// A language's messages in Fluent's own library, English behind them.
struct Fluent {
    language: String,
    bundles: Vec<FluentBundle<FluentResource>>,
}

impl Fluent {
    fn new(english: &Catalogue, catalogue: &Catalogue) -> Result<Self, Problem> {
        let bundles = [catalogue, english].map(bundle);
        Ok(Self {
            language: catalogue.language.clone(),
            bundles: bundles.into_iter().collect::<Result<_, _>>()?,
        })
    }

    fn samples(&self, message: &Message) -> Result<Vec<Sample>, Problem> {
        let numbers = message.variables.iter().any(|one| one.kind == Kind::Number);
        let rounds = if numbers { &NUMBERS[..] } else { &NUMBERS[..1] };
        let mut samples = Vec::new();
        for (name, says) in message.texts() {
            let of = name.split_once('.').map(|(_, of)| {
                // A set of texts goes by the English itself.
                let of =
                    if message.is_of_texts() { says.ways().concat().concat() } else { of.into() };
                (message.of.clone().unwrap_or_default(), of)
            });
            for (at, _) in rounds.iter().enumerate() {
                let sample = self.sample(message, &name, at)?;
                samples.push(Sample { of: of.clone(), ..sample });
            }
        }
        Ok(samples)
    }

    fn sample(&self, message: &Message, name: &str, round: usize) -> Result<Sample, Problem> {
        let given: Vec<Given> = message
            .variables
            .iter()
            .enumerate()
            .map(|(place, variable)| match variable.kind {
                // Two numbers of one message differ, so that they cannot be mistaken for each other.
                Kind::Number => Given::Number(NUMBERS[(round + place) % NUMBERS.len()]),
                Kind::Text => Given::Text(variable.example.clone()),
            })
            .collect();
        Ok(Sample {
            language: self.language.clone(),
            id: message.id.clone(),
            says: self.says(message, name, &given)?,
            name: format!("{name} {given:?}"),
            of: None,
            given,
        })
    }

    fn says(&self, message: &Message, name: &str, given: &[Given]) -> Result<String, Problem> {
        let mut args = FluentArgs::new();
        for (variable, given) in message.variables.iter().zip(given) {
            match given {
                Given::Number(number) => args.set(variable.name.as_str(), *number),
                Given::Text(text) => args.set(variable.name.as_str(), text.as_str()),
            }
        }
        let (id, of) = name.split_once('.').map_or((name, None), |(id, of)| (id, Some(of)));
        for bundle in &self.bundles {
            let found = bundle.get_message(id);
            let pattern = match of {
                None => found.and_then(|found| found.value()),
                Some(of) => found.and_then(|found| found.get_attribute(of)).map(|one| one.value()),
            };
            let Some(pattern) = pattern else { continue };
            let mut errors = Vec::new();
            let says = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
            return match errors.first() {
                None => Ok(says),
                Some(error) => Err(Problem::new(format!("{}.ftl, {name}: {error}", self.language))),
            };
        }
        Err(Problem::new(format!("{name}: Fluent knows no such message")))
    }
}

fn bundle(catalogue: &Catalogue) -> Result<FluentBundle<FluentResource>, Problem> {
    let wrong = |why: String| Problem::new(format!("{}.ftl: {why}", catalogue.language));
    let tag: Result<LanguageIdentifier, _> = catalogue.language.parse();
    let tag = tag.map_err(|why| wrong(format!("not a language's tag: {why}")))?;
    let resource = FluentResource::try_new(catalogue.source.clone());
    let resource = resource.map_err(|(_, errors)| wrong(format!("{errors:?}")))?;
    let mut bundle = FluentBundle::new(vec![tag]);
    // Both languages run from left to right: nothing has to be set apart by marks.
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).map_err(|errors| wrong(format!("{errors:?}")))?;
    Ok(bundle)
}
