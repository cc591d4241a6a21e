//! Typed Swift: an extension of `Words` with every word, and an enum with the texts of each language.
//! What a language lacks is English.

use std::fmt::Write as _;

use crate::catalogue::Catalogue;
use crate::catalogues::Catalogues;
use crate::code::{File, HEADER, camel, capitalised};
use crate::kotlin::ours;
use crate::message::{Kind, Message, Says, TEXT};
use crate::pattern::{Case, Pattern, Piece, When};
use crate::plural::Plurals;
use crate::problem::Problem;
use crate::samples::{Given, Sample};

const WRITES: &str = "writing to a String cannot fail";

/// Its form is this file's, not the package's.
const IGNORED: &str = "// swift-format-ignore-file\n\n";

/// `Catalogue.swift`, and a file for each language.
///
/// # Errors
/// Where CLDR cannot count in a language.
pub fn code(all: &Catalogues) -> Result<Vec<File>, Problem> {
    let mut files = vec![File::new("Catalogue.swift", extension(all))];
    for catalogue in all.all() {
        let name = format!("{}.swift", texts(catalogue));
        files.push(File::new(name, language(&all.english, catalogue)?));
    }
    Ok(files)
}

fn extension(all: &Catalogues) -> String {
    let mut code = format!("{HEADER}{IGNORED}import Holdfast\n\n");
    code += "/// Every language, English first.\n";
    code += "public enum Language: String, CaseIterable, Sendable {\n";
    for catalogue in all.all() {
        writeln!(code, "  case {} = \"{}\"", camel(&catalogue.language), catalogue.language)
            .expect(WRITES);
    }
    code += "}\n\nextension Words {";
    for message in ours(&all.english) {
        write!(
            code,
            "\n  /// {}\n  public {} {{\n    switch language {{\n",
            about(message),
            signature(message)
        )
        .expect(WRITES);
        for catalogue in all.all() {
            let of = if has(catalogue, message) { catalogue } else { &all.english };
            let call = format!("{}.{}{}", texts(of), camel(&message.id), passed(message));
            writeln!(code, "    case .{}: {call}", camel(&catalogue.language)).expect(WRITES);
        }
        code += "    }\n  }\n";
    }
    code + "}\n"
}

fn has(catalogue: &Catalogue, message: &Message) -> bool {
    let same = |found: &Message| {
        matches!(
            (&found.says, &message.says),
            (Says::One(_), Says::One(_)) | (Says::Each(_), Says::Each(_))
        )
    };
    catalogue.message(&message.id).is_some_and(same)
}

fn about(message: &Message) -> String {
    let says = message.texts().first().map(|(_, says)| says.ways().concat().join("…"));
    format!("{} “{}”", message.about, says.unwrap_or_default()).trim().to_owned()
}

/// Where a language's texts are.
fn texts(catalogue: &Catalogue) -> String {
    format!("Texts{}", capitalised(&camel(&catalogue.language)))
}

fn signature(message: &Message) -> String {
    let name = escaped_name(&camel(&message.id));
    let given = parameters(message);
    if given.is_empty() {
        format!("var {name}: String")
    } else {
        format!("func {name}({given}) -> String")
    }
}

/// A name that Swift has a use for itself.
fn escaped_name(name: &str) -> String {
    let taken = ["as", "in", "is", "case", "default", "for", "switch", "where", "repeat", "self"];
    if taken.contains(&name) { format!("`{name}`") } else { name.to_owned() }
}

fn parameters(message: &Message) -> String {
    let set = |of| if message.is_of_texts() { "String" } else { of };
    let of = message.of.iter().map(|of| format!("_ of: {}", set(of)));
    let variables = message.variables.iter().map(|variable| {
        let kind = match variable.kind {
            Kind::Number => "Int",
            Kind::Text => "String",
        };
        format!("_ {}: {kind}", camel(&variable.name))
    });
    of.chain(variables).collect::<Vec<_>>().join(", ")
}

/// The same, handed on.
fn passed(message: &Message) -> String {
    let of = message.of.iter().map(|_| "of".to_owned());
    let all: Vec<String> =
        of.chain(message.variables.iter().map(|variable| camel(&variable.name))).collect();
    if all.is_empty() { String::new() } else { format!("({})", all.join(", ")) }
}

fn language(english: &Catalogue, catalogue: &Catalogue) -> Result<String, Problem> {
    let mut body = String::new();
    for message in ours(english) {
        let Some(found) = catalogue.message(&message.id) else { continue };
        let says = match (&message.says, &found.says) {
            (Says::One(_), Says::One(says)) => text(says),
            (Says::Each(wanted), Says::Each(_)) => each(message, wanted, catalogue),
            _ => continue,
        };
        write!(body, "\n  static {} {{\n    {says}\n  }}\n", signature(message)).expect(WRITES);
    }
    let tag = &catalogue.language;
    let mut code = format!("{HEADER}{IGNORED}import Holdfast\n\n");
    write!(code, "/// In the language \"{tag}\".\nenum {} {{{body}", texts(catalogue))
        .expect(WRITES);
    if body.contains("plural(") {
        let table = Plurals::of(tag)?.table().to_owned();
        write!(code, "\n  private static let forms = Array(\"{table}\")\n\n").expect(WRITES);
        code += "  private static func plural(_ n: Int) -> Character {\n";
        code += "    forms[n < 100 ? n : 100 + n % 100]\n  }\n";
    }
    Ok(code + "}\n")
}

/// A text for each of a set. One that this language lacks is English.
fn each(message: &Message, wanted: &[(String, Pattern)], catalogue: &Catalogue) -> String {
    let mut code = "switch of {\n".to_owned();
    for (name, english) in wanted {
        let says = catalogue.text(&format!("{}.{name}", message.id)).unwrap_or(english);
        if message.is_of_texts() {
            writeln!(code, "    case {}: {}", text(english), text(says)).expect(WRITES);
        } else {
            writeln!(code, "    case .{}: {}", camel(name), text(says)).expect(WRITES);
        }
    }
    let others = if message.is_of_texts() { "    default: of\n" } else { "" };
    format!("{code}{others}    }}")
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
            Piece::Fill(name) => write!(all, "\\({})", camel(name)).expect(WRITES),
            Piece::Choose { number, cases } => {
                write!(all, "\\({{ {} }}())", choose(number, cases)).expect(WRITES);
            }
        }
    }
    all + "\""
}

fn choose(number: &str, cases: &[Case]) -> String {
    let number = camel(number);
    let mut code = String::new();
    for case in cases {
        let says = text(&case.says);
        let when = match case.when {
            When::Exactly(one) => format!("if {number} == {one} "),
            When::Is(category) => format!("if plural({number}) == \"{}\" ", category.letter()),
            When::Otherwise => String::new(),
        };
        let before = if code.is_empty() { "" } else { " else " };
        write!(code, "{before}{when}{{\n      {says}\n    }}").expect(WRITES);
    }
    code
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// `CatalogueSamples.swift`, for the tests: what is generated beside what Fluent says, and the English
/// that a screen in another language must not show.
pub fn samples(all: &Catalogues, samples: &[Sample]) -> Vec<File> {
    let mut code = format!("{HEADER}{IGNORED}import Holdfast\nimport HoldfastModels\n\n");
    code += "/// What Fluent's own library says, and what the generated code says.\n";
    code += "public struct Sample: Sendable {\n  public let what: String\n  public let fluent: String\n";
    code += "  public let generated: String\n}\n\npublic func samples() -> [Sample] {\n  var all: [Sample] = []\n";
    for catalogue in all.all() {
        let words = format!("words{}", capitalised(&camel(&catalogue.language)));
        let language = camel(&catalogue.language);
        writeln!(code, "  let {words} = Words(.{language})").expect(WRITES);
        for sample in samples.iter().filter(|one| one.language == catalogue.language) {
            let what = escaped(&format!("{}: {}", sample.language, sample.name));
            let fluent = escaped(&sample.says);
            let call = format!("{words}.{}", called(sample));
            writeln!(
                code,
                "  all.append(Sample(what: \"{what}\", fluent: \"{fluent}\", generated: {call}))"
            )
            .expect(WRITES);
        }
    }
    code += "  return all\n}\n\n";
    code +=
        "/// By language: each English text that says something else there, in its parts between\n";
    code += "/// what is filled in.\npublic let englishOnly: [Language: [[String]]] = [\n";
    for other in &all.others {
        writeln!(code, "  .{}: [", camel(&other.language)).expect(WRITES);
        for parts in crate::samples::english_only(&all.english, other) {
            let parts: Vec<String> =
                parts.iter().map(|part| format!("\"{}\"", escaped(part))).collect();
            writeln!(code, "    [{}],", parts.join(", ")).expect(WRITES);
        }
        code += "  ],\n";
    }
    vec![File::new("CatalogueSamples.swift", code + "]\n")]
}

fn called(sample: &Sample) -> String {
    let of = sample.of.iter().map(|(set, name)| match set.as_str() {
        TEXT => format!("\"{}\"", escaped(name)),
        _ => format!("{set}.{}", camel(name)),
    });
    let given = sample.given.iter().map(|given| match given {
        Given::Number(number) => number.to_string(),
        Given::Text(text) => format!("\"{}\"", escaped(text)),
    });
    let all: Vec<String> = of.chain(given).collect();
    let name = camel(&sample.id);
    if all.is_empty() { name } else { format!("{name}({})", all.join(", ")) }
}
