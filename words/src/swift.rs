//! Typed Swift: an extension of `Words` with every word, and an enum with the texts of each language.
//! What a language lacks is English.

use std::fmt::Write as _;

use crate::catalogue::Catalogue;
use crate::catalogues::Catalogues;
use crate::code::{File, HEADER, camel, capitalised};
use crate::message::Message;
use crate::pattern::{Case, When};
use crate::plural::Plurals;
use crate::problem::Problem;
use crate::samples::Sample;
use crate::typed::{Typed, WRITES, about, ours};

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
        let (about, signature) = (about(message), Swift::signature(message));
        write!(code, "\n  /// {about}\n  public {signature} {{\n    switch language {{\n")
            .expect(WRITES);
        for catalogue in all.all() {
            let has = Swift::says(message, catalogue).is_some();
            let of = if has { catalogue } else { &all.english };
            let call = format!("{}.{}{}", texts(of), camel(&message.id), passed(message));
            writeln!(code, "    case .{}: {call}", camel(&catalogue.language)).expect(WRITES);
        }
        code += "    }\n  }\n";
    }
    code + "}\n"
}

/// Where a language's texts are.
fn texts(catalogue: &Catalogue) -> String {
    format!("Texts{}", capitalised(&camel(&catalogue.language)))
}

/// What fills a word in, handed on.
fn passed(message: &Message) -> String {
    let of = message.of.iter().map(|_| "of".to_owned());
    let all: Vec<String> =
        of.chain(message.variables.iter().map(|variable| camel(&variable.name))).collect();
    if all.is_empty() { String::new() } else { format!("({})", all.join(", ")) }
}

fn language(english: &Catalogue, catalogue: &Catalogue) -> Result<String, Problem> {
    let mut body = String::new();
    for message in ours(english) {
        if let Some(says) = Swift::says(message, catalogue) {
            let signature = Swift::signature(message);
            write!(body, "\n  static {signature} {{\n    {says}\n  }}\n").expect(WRITES);
        }
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

struct Swift;

impl Typed for Swift {
    const PARAMETER: &'static str = "_ ";

    fn escaped(text: &str) -> String {
        text.replace('\\', "\\\\").replace('"', "\\\"")
    }

    fn within(value: &str) -> String {
        format!("\\({value})")
    }

    fn value(choice: String) -> String {
        format!("{{ {choice} }}()")
    }

    fn choose(number: &str, cases: &[Case]) -> String {
        let mut code = String::new();
        for case in cases {
            let says = Self::text(&case.says);
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

    fn switch(cases: &[(String, String)], others: Option<&str>) -> String {
        let mut code = "switch of {\n".to_owned();
        for (of, says) in cases {
            writeln!(code, "    case {of}: {says}").expect(WRITES);
        }
        if let Some(others) = others {
            writeln!(code, "    default: {others}").expect(WRITES);
        }
        code + "    }"
    }

    fn one_of(set: &str, name: &str) -> String {
        format!("{set}.{}", camel(name))
    }

    fn declared(name: &str, parameters: &str) -> String {
        // A name that Swift has a use for itself.
        let taken = ["as", "in", "is", "case", "default", "for", "switch", "where", "repeat"];
        let name = if taken.contains(&name) { format!("`{name}`") } else { name.to_owned() };
        match parameters {
            "" => format!("var {name}: String"),
            _ => format!("func {name}({parameters}) -> String"),
        }
    }
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
        writeln!(code, "  let {words} = Words(.{})", camel(&catalogue.language)).expect(WRITES);
        for sample in samples.iter().filter(|one| one.language == catalogue.language) {
            let what = Swift::quoted(&format!("{}: {}", sample.language, sample.name));
            let fluent = Swift::quoted(&sample.says);
            let call = format!("{words}.{}", Swift::called(sample));
            writeln!(
                code,
                "  all.append(Sample(what: {what}, fluent: {fluent}, generated: {call}))"
            )
            .expect(WRITES);
        }
    }
    code += "  return all\n}\n\n";
    code +=
        "/// By language: each English text that says something else there, in its parts between\n";
    code += "/// what is filled in.\npublic let englishOnly: [Language: [[String]]] = [\n";
    for other in &all.others {
        let lines = Swift::english(all, other, "    [", "]");
        write!(code, "  .{}: [\n{lines}  ],\n", camel(&other.language)).expect(WRITES);
    }
    vec![File::new("CatalogueSamples.swift", code + "]\n")]
}
