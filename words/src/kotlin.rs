//! Typed Kotlin: an interface with every word, and an object of it for each language. What a language
//! lacks it takes from English, by delegation.

use std::fmt::Write as _;

use crate::catalogue::Catalogue;
use crate::catalogues::Catalogues;
use crate::code::{File, HEADER, camel, capitalised};
use crate::message::{Kind, Message, Says, TEXT};
use crate::pattern::{Case, Pattern, Piece, When};
use crate::plural::Plurals;
use crate::problem::Problem;
use crate::samples::{Given, Sample};

/// The package of the screens.
const PACKAGE: &str = "package org.holdfast.ui\n";

/// Where the closed sets are.
const SETS: &str = "import org.holdfast.*\nimport org.holdfast.ui.sync.*\n";

/// `Catalogue.kt`, and a file for each language.
///
/// # Errors
/// Where CLDR cannot count in a language.
pub fn code(all: &Catalogues) -> Result<Vec<File>, Problem> {
    let mut files = vec![File::new("Catalogue.kt", interface(all))];
    for catalogue in all.all() {
        let name = format!("{}.kt", object(catalogue));
        files.push(File::new(name, language(&all.english, catalogue)?));
    }
    Ok(files)
}

fn interface(all: &Catalogues) -> String {
    let mut code = format!("{HEADER}{PACKAGE}\n{SETS}\n");
    code += "/** Every word on the screens, in one language. */\ninterface Catalogue {\n";
    code += "    /** The language's tag. */\n    val language: String\n";
    for message in ours(&all.english) {
        write!(code, "\n    /** {} */\n    {}\n", about(message), signature(message))
            .expect(WRITES);
    }
    code += "}\n\n/** Every language, English first. */\n";
    let objects: Vec<String> = all.all().map(object).collect();
    writeln!(code, "val CATALOGUES: List<Catalogue> = listOf({})", objects.join(", "))
        .expect(WRITES);
    code
}

const WRITES: &str = "writing to a String cannot fail";

/// What the platform does not show by itself.
pub(crate) fn ours(catalogue: &Catalogue) -> impl Iterator<Item = &Message> {
    catalogue.messages.iter().filter(|message| message.platforms.is_empty())
}

fn about(message: &Message) -> String {
    let says = message.texts().first().map(|(_, says)| says.ways().concat().join("…"));
    format!("{} “{}”", message.about, says.unwrap_or_default()).trim().to_owned()
}

fn object(catalogue: &Catalogue) -> String {
    capitalised(&camel(&catalogue.language))
}

fn language(english: &Catalogue, catalogue: &Catalogue) -> Result<String, Problem> {
    let is_english = catalogue.language == english.language;
    let mut body = String::new();
    for message in ours(english) {
        let Some(found) = catalogue.message(&message.id) else { continue };
        let says = match (&message.says, &found.says) {
            (Says::One(_), Says::One(says)) => text(says),
            (Says::Each(wanted), Says::Each(_)) => each(message, wanted, catalogue),
            _ => continue,
        };
        write!(body, "\n    override {} = {says}\n", signature(message)).expect(WRITES);
    }
    let by = if is_english { "" } else { " by En" };
    let tag = &catalogue.language;
    let mut code = format!("{HEADER}{PACKAGE}\n{SETS}\n");
    writeln!(code, "internal object {} : Catalogue{by} {{", object(catalogue)).expect(WRITES);
    write!(code, "    override val language = \"{tag}\"\n{body}").expect(WRITES);
    if body.contains("plural(") {
        let table = Plurals::of(tag)?.table().to_owned();
        write!(code, "\n    private const val FORMS = \"{table}\"\n\n").expect(WRITES);
        code += "    private fun plural(n: Int): Char = FORMS[if (n < 100) n else 100 + n % 100]\n";
    }
    Ok(code + "}\n")
}

fn signature(message: &Message) -> String {
    let name = camel(&message.id);
    let given = parameters(message);
    if given.is_empty() {
        format!("val {name}: String")
    } else {
        format!("fun {name}({given}): String")
    }
}

fn parameters(message: &Message) -> String {
    let set = |of| if message.is_of_texts() { "String" } else { of };
    let of = message.of.iter().map(|of| format!("of: {}", set(of)));
    let variables = message.variables.iter().map(|variable| {
        let kind = match variable.kind {
            Kind::Number => "Int",
            Kind::Text => "String",
        };
        format!("{}: {kind}", camel(&variable.name))
    });
    of.chain(variables).collect::<Vec<_>>().join(", ")
}

/// A text for each of a set. One that this language lacks is English.
fn each(message: &Message, wanted: &[(String, Pattern)], catalogue: &Catalogue) -> String {
    let set = message.of.as_deref().unwrap_or("String");
    let mut code = "when (of) {\n".to_owned();
    for (name, english) in wanted {
        let says = catalogue.text(&format!("{}.{name}", message.id)).unwrap_or(english);
        if message.is_of_texts() {
            writeln!(code, "        {} -> {}", text(english), text(says)).expect(WRITES);
        } else {
            writeln!(code, "        {set}.{} -> {}", constant(name), text(says)).expect(WRITES);
        }
    }
    let others = if message.is_of_texts() { "        else -> of\n" } else { "" };
    format!("{code}{others}    }}")
}

/// `under-way` as Kotlin's bindings call it: `UNDER_WAY`.
fn constant(name: &str) -> String {
    name.replace('-', "_").to_uppercase()
}

/// An expression that says it.
fn text(pattern: &Pattern) -> String {
    if let [Piece::Choose { number, cases }] = pattern.0.as_slice() {
        return choose(number, cases);
    }
    let mut all = String::from("\"");
    for piece in &pattern.0 {
        match piece {
            Piece::Text(text) => all += &escaped(text),
            Piece::Fill(name) => write!(all, "${{{}}}", camel(name)).expect(WRITES),
            Piece::Choose { number, cases } => {
                write!(all, "${{{}}}", choose(number, cases)).expect(WRITES);
            }
        }
    }
    all + "\""
}

fn choose(number: &str, cases: &[Case]) -> String {
    let number = camel(number);
    let mut code = "when {\n".to_owned();
    for case in cases {
        let when = match case.when {
            When::Exactly(one) => format!("{number} == {one}"),
            When::Is(category) => format!("plural({number}) == '{}'", category.letter()),
            When::Otherwise => "else".to_owned(),
        };
        writeln!(code, "        {when} -> {}", text(&case.says)).expect(WRITES);
    }
    code + "    }"
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('$', "\\$")
}

/// `CatalogueSamples.kt`, for the tests: what is generated beside what Fluent says, and the English
/// that a screen in another language must not show.
pub fn samples(all: &Catalogues, samples: &[Sample]) -> Vec<File> {
    let mut code = format!("{HEADER}{PACKAGE}\n{SETS}\n");
    code += "/** What Fluent's own library says, and what the generated code says. */\n";
    code += "class Sample(val what: String, val fluent: String, val generated: String)\n\n";
    let mut lists = Vec::new();
    for catalogue in all.all() {
        let list = format!("{}Samples", catalogue.language);
        writeln!(code, "private fun {list}() = listOf(").expect(WRITES);
        for sample in samples.iter().filter(|one| one.language == catalogue.language) {
            let call = format!("{}.{}", object(catalogue), called(sample));
            let what = escaped(&format!("{}: {}", sample.language, sample.name));
            let fluent = escaped(&sample.says);
            writeln!(code, "    Sample(\"{what}\", \"{fluent}\", {call}),").expect(WRITES);
        }
        code += ")\n\n";
        lists.push(format!("{list}()"));
    }
    writeln!(code, "fun samples(): List<Sample> = {}\n", lists.join(" + ")).expect(WRITES);
    code += "/** By language: each English text that says something else there, in its parts between what is filled in. */\n";
    code += "val ENGLISH: Map<String, List<List<String>>> = mapOf(\n";
    for other in &all.others {
        writeln!(code, "    \"{}\" to listOf(", other.language).expect(WRITES);
        for parts in crate::samples::english_only(&all.english, other) {
            let parts: Vec<String> =
                parts.iter().map(|part| format!("\"{}\"", escaped(part))).collect();
            writeln!(code, "        listOf({}),", parts.join(", ")).expect(WRITES);
        }
        code += "    ),\n";
    }
    vec![File::new("CatalogueSamples.kt", code + ")\n")]
}

fn called(sample: &Sample) -> String {
    let of = sample.of.iter().map(|(set, name)| match set.as_str() {
        TEXT => format!("\"{}\"", escaped(name)),
        _ => format!("{set}.{}", constant(name)),
    });
    let given = sample.given.iter().map(|given| match given {
        Given::Number(number) => number.to_string(),
        Given::Text(text) => format!("\"{}\"", escaped(text)),
    });
    let all: Vec<String> = of.chain(given).collect();
    let name = camel(&sample.id);
    if all.is_empty() { name } else { format!("{name}({})", all.join(", ")) }
}
