//! The catalogues as they stand: nothing is missing, every language says the same things, and the
//! English is plain.

#![allow(clippy::print_stdout, reason = "how old a reader has to be is for reading")]

use holdfast_words::reading_age::{Counts, LONG, PLAIN};
use holdfast_words::{Catalogues, Difference, Kind, Pattern, Piece, Plurals, Shown, samples};

/// What is the same word in both languages.
const SAME: [&str; 2] = ["reach-by.radio", "word.radio"];

fn all() -> Catalogues {
    Catalogues::load(&Catalogues::folder()).expect("the catalogues can be read")
}

#[test]
fn every_language_says_everything_and_nothing_else() {
    let all = all();
    assert!(all.others.iter().any(|other| other.language == "cy"), "expected Welsh");
    assert!(all.english.texts().count() > 300, "expected every word of the screens");
    for other in &all.others {
        let mut differences = Difference::between(&all.english, other);
        differences.retain(
            |one| !matches!(one, Difference::Untranslated(name) if SAME.contains(&name.as_str())),
        );
        let listed: Vec<String> = differences.iter().map(ToString::to_string).collect();
        assert!(listed.is_empty(), "{}.ftl:\n{}", other.language, listed.join("\n"));
    }
}

/// A set without the name of its type, or a variable that its comment does not know, would not compile
/// on a phone: it is told here, by name.
#[test]
fn every_comment_says_what_is_filled_in() {
    for message in &all().english.messages {
        let known: std::collections::BTreeSet<&str> =
            message.variables.iter().map(|variable| variable.name.as_str()).collect();
        let texts = message.texts();
        let used = texts.iter().flat_map(|(_, says)| says.variables()).collect();
        assert_eq!(known, used, "{}", message.id);
        assert_eq!(texts[0].0.contains('.'), message.of.is_some(), "{}: Of:", message.id);
    }
}

/// A form that is not there for a number would be the wrong word.
#[test]
fn welsh_has_each_of_its_six_forms_or_one_for_all() {
    let all = all();
    let welsh = all.others.iter().find(|other| other.language == "cy").expect("Welsh");
    let mut six = 0;
    for (name, says) in welsh.texts() {
        for piece in &says.0 {
            if let Piece::Choose { cases, .. } = piece {
                assert!(cases.len() <= 2 || cases.len() == 6, "{name}: {} forms", cases.len());
                six += usize::from(cases.len() == 6);
            }
        }
    }
    assert!(six >= 5, "{six}");
}

/// As the Welsh count: none, one, two, three and six are told apart, everything else is alike. English
/// tells one apart.
#[test]
fn numbers_take_the_forms_that_cldr_gives_them() {
    let forms = |language: &str, numbers: std::ops::Range<usize>| {
        let table = Plurals::of(language).expect("CLDR counts in it").table().to_owned();
        table[numbers].to_owned()
    };
    assert_eq!(forms("cy", 0..12), "zotfxxmxxxxx");
    assert_eq!(forms("cy", 100..107), "xxxxxxx");
    assert_eq!(forms("en", 0..12), "xoxxxxxxxxxx");
    assert_eq!(forms("en", 100..103), "xxx");
    assert_eq!(forms("pl", 20..26), "mmfffm");
}

#[test]
fn the_states_of_a_section_have_the_words_of_the_screens_page() {
    let page = Catalogues::folder().join("../docs/screens.md");
    let page = std::fs::read_to_string(page).expect("docs/screens.md");
    let rows = page.lines().skip_while(|line| !line.starts_with("| state | word |")).skip(2);
    let rows: Vec<(String, String)> = rows
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            (format!("section-state.{}", cells[1].replace(' ', "-")), cells[2].to_owned())
        })
        .collect();
    assert_eq!(rows.len(), 6);
    let all = all();
    let words: Vec<(String, String)> = all
        .english
        .message("section-state")
        .expect("the states")
        .texts()
        .into_iter()
        .map(|(name, says)| (name, says.ways().concat().concat()))
        .collect();
    assert_eq!(words, rows);
}

/// Measured over the whole catalogue, and for each text that is long enough to be measured. What is
/// filled in is filled in from the comment's example.
#[test]
fn the_english_is_plain() {
    let all = all();
    let words = |shown: Shown| matches!(shown, Shown::Words | Shown::Label);
    let messages = all.english.messages.iter().filter(|message| words(message.shown));
    let mut texts = Vec::new();
    for message in messages {
        for (name, says) in message.texts() {
            let filled = |name: &str| {
                let of = message.variables.iter().find(|variable| variable.name == name);
                of.map_or_else(String::new, |variable| match variable.kind {
                    Kind::Number => "12".to_owned(),
                    Kind::Text => variable.example.clone(),
                })
            };
            texts.extend(as_read(says, &filled).into_iter().map(|text| (name.clone(), text)));
        }
    }
    let of = |texts: &mut dyn Iterator<Item = &String>| {
        texts.fold(Counts::default(), |sum, text| sum.and(Counts::of(text)))
    };
    let whole = of(&mut texts.iter().map(|(_, text)| text));
    let sentences = of(&mut texts.iter().map(|(_, text)| text).filter(|text| text.ends_with('.')));
    let mut long: Vec<(f64, &String, &String)> = texts
        .iter()
        .map(|(name, text)| (Counts::of(text), name, text))
        .filter(|(counts, ..)| counts.words() > LONG)
        .map(|(counts, name, text)| (counts.age(), name, text))
        .collect();
    long.sort_by(|one, other| other.0.total_cmp(&one.0));
    println!(
        "English: {} words in {} texts. Reading age by Coleman and Liau: {:.1}; of whole sentences \
         alone {:.1}. {} texts of more than {LONG} words, the hardest:",
        whole.words(),
        texts.len(),
        whole.age(),
        sentences.age(),
        long.len(),
    );
    for (age, name, text) in long.iter().take(5) {
        println!("  {age:>4.1}  {name}: {text}");
    }
    assert!(whole.age() <= PLAIN && sentences.age() <= PLAIN, "too hard as a whole");
    let hard: Vec<_> = long.iter().filter(|(age, ..)| *age > PLAIN).collect();
    assert!(hard.is_empty(), "too hard:\n{hard:#?}");
}

/// Every way a text can be read, with examples filled in.
fn as_read(says: &Pattern, filled: &dyn Fn(&str) -> String) -> Vec<String> {
    let mut ways = vec![String::new()];
    for piece in &says.0 {
        match piece {
            Piece::Text(text) => ways.iter_mut().for_each(|way| way.push_str(text)),
            Piece::Fill(name) => ways.iter_mut().for_each(|way| way.push_str(&filled(name))),
            Piece::Choose { cases, .. } => {
                let cases: Vec<String> =
                    cases.iter().flat_map(|case| as_read(&case.says, filled)).collect();
                ways = ways
                    .iter()
                    .flat_map(|way| cases.iter().map(move |case| format!("{way}{case}")))
                    .collect();
            }
        }
    }
    ways
}

/// The measure itself, by hand: "The cat sat on the mat." has 17 letters, 6 words, 1 sentence:
/// 0.0588 · 283.3 − 0.296 · 16.7 − 15.8 = −4.07. And a text that nobody of 11 reads with ease is found.
#[test]
fn the_measure_is_the_published_one() {
    let age = Counts::of("The cat sat on the mat.").age();
    assert!((age - (5.0 - 4.07)).abs() < 0.05, "{age}");
    let hard = "Organisational accountability necessitates comprehensive documentation of \
                interdisciplinary communication regarding safeguarding.";
    assert!(Counts::of(hard).age() > PLAIN);
}

/// A text that is taken away is listed by its name, and Fluent says the English in its place; so is one
/// that says the same, fills in something else, or is known to nobody.
#[test]
fn what_a_translation_lacks_is_listed_and_english_is_shown() {
    let mut all = all();
    let at = all.others.iter().position(|other| other.language == "cy").expect("Welsh");
    let source = all.others[at].source.clone();
    let changed = source
        .replace("back = Yn ôl\n", "")
        .replace("    .planned = wedi’i gynllunio\n", "")
        .replace("save = Cadw\n", "save = Save\n")
        .replace("dial = Ffonio { $number }", "dial = Ffonio")
        + "nobody-asks = Neb\n";
    all.others[at] = holdfast_words::Catalogue::read("cy", &changed).expect("still Fluent");
    let found = Difference::between(&all.english, &all.others[at]);
    let listed = |one: Difference| assert!(found.contains(&one), "{one}: {found:#?}");
    listed(Difference::Missing("back".to_owned()));
    listed(Difference::Missing("visit-state.planned".to_owned()));
    listed(Difference::Untranslated("save".to_owned()));
    listed(Difference::Variables("dial".to_owned()));
    listed(Difference::Unknown("nobody-asks".to_owned()));
    let samples = samples::samples(&all).expect("Fluent says them all");
    let back = samples.iter().find(|one| one.language == "cy" && one.id == "back");
    assert_eq!(back.map(|one| one.says.as_str()), Some("Back"));
    let kotlin = holdfast_words::kotlin::code(&all).expect("code");
    let welsh = kotlin.iter().find(|file| file.path.ends_with("Cy.kt")).expect("a file for Welsh");
    assert!(!welsh.text.contains("override val back:"));
    assert!(welsh.text.contains("VisitState.PLANNED -> \"planned\""));
}
