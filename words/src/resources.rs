//! What only the platform itself shows: Android's `strings.xml` of each language with the list of
//! languages, and Apple's catalogue of the words of `Info.plist`.

use std::fmt::Write as _;

use crate::catalogue::Catalogue;
use crate::catalogues::Catalogues;
use crate::code::File;
use crate::message::{Message, Platform, Shown};

const WRITES: &str = "writing to a String cannot fail";

/// What stands at the top of an XML file.
const XML: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- Made by `cargo xtask words` from words/*.ftl, with every build. Change those. -->\n";

/// `values/strings.xml`, one like it for each other language, and the list of languages.
pub fn android(all: &Catalogues) -> Vec<File> {
    let mut files: Vec<File> = all
        .all()
        .map(|catalogue| {
            let english = catalogue.language == all.english.language;
            let end = if english { String::new() } else { format!("-{}", catalogue.language) };
            File::new(format!("values{end}/strings.xml"), strings(&all.english, catalogue))
        })
        .collect();
    let mut languages = format!(
        "{XML}<locale-config xmlns:android=\"http://schemas.android.com/apk/res/android\">\n"
    );
    for catalogue in all.all() {
        writeln!(languages, "    <locale android:name=\"{}\" />", catalogue.language)
            .expect(WRITES);
    }
    files.push(File::new("xml/languages.xml", languages + "</locale-config>\n"));
    files
}

/// What a platform shows: its own name for it, the message's, and what it says.
fn shown<'a>(
    english: &'a Catalogue,
    catalogue: &'a Catalogue,
    by: Platform,
) -> impl Iterator<Item = (&'a str, &'a Message, String)> {
    let all = english.messages.iter().flat_map(move |message| {
        let of = message.platforms.iter().filter(move |(platform, _)| *platform == by);
        of.map(move |(_, name)| (name.as_str(), message))
    });
    all.filter_map(move |(name, message)| {
        let says = catalogue.text(&message.id)?.ways().concat().concat();
        Some((name, message, says))
    })
}

fn strings(english: &Catalogue, catalogue: &Catalogue) -> String {
    let mut text = format!("{XML}<resources>\n");
    for (name, message, says) in shown(english, catalogue, Platform::Android) {
        // A name is the same everywhere, and is written once.
        let fixed = message.shown == Shown::Name;
        if fixed && catalogue.language != english.language {
            continue;
        }
        let fixed = if fixed { " translatable=\"false\"" } else { "" };
        writeln!(text, "    <string name=\"{name}\"{fixed}>{}</string>", in_xml(&says))
            .expect(WRITES);
    }
    text + "</resources>\n"
}

/// XML's own signs, and those that Android's resources have a use for.
fn in_xml(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('\\', "\\\\");
    text.replace('\'', "\\'").replace('"', "\\\"")
}

/// `InfoPlist.xcstrings`.
pub fn apple(all: &Catalogues) -> Vec<File> {
    let mut strings = Vec::new();
    for (key, message, _) in shown(&all.english, &all.english, Platform::Ios) {
        let of = all.all().filter_map(|catalogue| {
            let says = catalogue.text(&message.id)?.ways().concat().concat();
            let unit = format!("{{ \"state\" : \"translated\", \"value\" : {} }}", in_json(&says));
            Some(format!("        \"{}\" : {{ \"stringUnit\" : {unit} }}", catalogue.language))
        });
        let of: Vec<String> = of.collect();
        strings.push(format!(
            "    \"{key}\" : {{\n      \"comment\" : {},\n      \"extractionState\" : \"manual\",\n      \"localizations\" : {{\n{}\n      }}\n    }}",
            in_json(&message.about),
            of.join(",\n")
        ));
    }
    let text = format!(
        "{{\n  \"sourceLanguage\" : \"{}\",\n  \"strings\" : {{\n{}\n  }},\n  \"version\" : \"1.0\"\n}}\n",
        all.english.language,
        strings.join(",\n")
    );
    vec![File::new("InfoPlist.xcstrings", text)]
}

fn in_json(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
