//! Typed Kotlin: an interface with every word, and an object of it for each language. What a language
//! lacks it takes from English, by delegation.

use std::fmt::Write as _;

use crate::catalogue::Catalogue;
use crate::catalogues::Catalogues;
use crate::code::{File, HEADER, camel, capitalised};
use crate::pattern::{Case, When};
use crate::plural::Plurals;
use crate::problem::Problem;
use crate::samples::Sample;
use crate::typed::{Typed, WRITES, about, ours};

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
        write!(code, "\n    /** {} */\n    {}\n", about(message), Kotlin::signature(message))
            .expect(WRITES);
    }
    code += "}\n\n/** Every language, English first. */\n";
    let objects: Vec<String> = all.all().map(object).collect();
    writeln!(code, "val CATALOGUES: List<Catalogue> = listOf({})", objects.join(", "))
        .expect(WRITES);
    code
}

fn object(catalogue: &Catalogue) -> String {
    capitalised(&camel(&catalogue.language))
}

fn language(english: &Catalogue, catalogue: &Catalogue) -> Result<String, Problem> {
    let is_english = catalogue.language == english.language;
    let mut body = String::new();
    for message in ours(english) {
        if let Some(says) = Kotlin::says(message, catalogue) {
            write!(body, "\n    override {} = {says}\n", Kotlin::signature(message)).expect(WRITES);
        }
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

struct Kotlin;

impl Typed for Kotlin {
    const PARAMETER: &'static str = "";

    fn escaped(text: &str) -> String {
        text.replace('\\', "\\\\").replace('"', "\\\"").replace('$', "\\$")
    }

    fn within(value: &str) -> String {
        format!("${{{value}}}")
    }

    fn value(choice: String) -> String {
        choice
    }

    fn choose(number: &str, cases: &[Case]) -> String {
        let mut code = "when {\n".to_owned();
        for case in cases {
            let when = match case.when {
                When::Exactly(one) => format!("{number} == {one}"),
                When::Is(category) => format!("plural({number}) == '{}'", category.letter()),
                When::Otherwise => "else".to_owned(),
            };
            writeln!(code, "        {when} -> {}", Self::text(&case.says)).expect(WRITES);
        }
        code + "    }"
    }

    fn switch(cases: &[(String, String)], others: Option<&str>) -> String {
        let mut code = "when (of) {\n".to_owned();
        for (of, says) in cases {
            writeln!(code, "        {of} -> {says}").expect(WRITES);
        }
        if let Some(others) = others {
            writeln!(code, "        else -> {others}").expect(WRITES);
        }
        code + "    }"
    }

    fn one_of(set: &str, name: &str) -> String {
        format!("{set}.{}", name.replace('-', "_").to_uppercase())
    }

    fn declared(name: &str, parameters: &str) -> String {
        match parameters {
            "" => format!("val {name}: String"),
            _ => format!("fun {name}({parameters}): String"),
        }
    }
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
            let call = format!("{}.{}", object(catalogue), Kotlin::called(sample));
            let what = Kotlin::quoted(&format!("{}: {}", sample.language, sample.name));
            let fluent = Kotlin::quoted(&sample.says);
            writeln!(code, "    Sample({what}, {fluent}, {call}),").expect(WRITES);
        }
        code += ")\n\n";
        lists.push(format!("{list}()"));
    }
    writeln!(code, "fun samples(): List<Sample> = {}\n", lists.join(" + ")).expect(WRITES);
    code += "/** By language: each English text that says something else there, in its parts between what is filled in. */\n";
    code += "val ENGLISH: Map<String, List<List<String>>> = mapOf(\n";
    for other in &all.others {
        let lines = Kotlin::english(all, other, "        listOf(", ")");
        write!(code, "    \"{}\" to listOf(\n{lines}    ),\n", other.language).expect(WRITES);
    }
    vec![File::new("CatalogueSamples.kt", code + ")\n")]
}
