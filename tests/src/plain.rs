//! Whether an error is one that a person can use: it says what was expected, what was found and what
//! to do, in plain words, and nothing about anybody.

/// What is wrong with the text of an error; nothing, if a person can use it.
pub fn faults(error: &str) -> Vec<&'static str> {
    let mut faults = Vec::new();
    let mut fault = |is: bool, what| {
        if is {
            faults.push(what);
        }
    };
    let expected = error.find("expected ");
    let found = expected.and_then(|at| error[at..].find("found").map(|found| at + found));
    let to_do = found.and_then(|at| error[at..].split_once("; ")).map(|(_, to_do)| to_do);
    fault(expected.is_none(), "does not say what was expected");
    fault(found.is_none(), "does not say what was found");
    fault(to_do.is_none_or(|to_do| to_do.len() < 8), "does not say what to do");
    fault(error.contains('\n'), "has several lines");
    fault(error.trim_end().ends_with('.'), "ends like a sentence in a book");
    let mut letters = error.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    fault(capital && letters.next().is_some_and(char::is_lowercase), "begins like one");
    fault(is_debug(error), "is printed for programmers");
    fault(has_id(error), "has an id in it");
    faults
}

/// Braces, paths and the names of types: what `{:?}` prints.
fn is_debug(error: &str) -> bool {
    let mut plain = error.split('`').step_by(2).collect::<String>();
    for word in ["SQLite", "DoLS"] {
        plain = plain.replace(word, "");
    }
    let braces = plain.contains(['{', '}']) || plain.contains("::") || plain.contains("Some(");
    let words = plain.split(|letter: char| !letter.is_alphanumeric());
    let type_name = |word: &str| {
        let mut rest = word.chars();
        rest.next().is_some_and(char::is_uppercase)
            && word.chars().any(char::is_lowercase)
            && rest.any(char::is_uppercase)
    };
    braces || words.into_iter().any(type_name)
}

/// Sixteen hexadecimal digits in a row, with a letter among them or not.
fn has_id(error: &str) -> bool {
    let mut words = error.split(|letter: char| !letter.is_ascii_hexdigit());
    words.any(|word| word.len() >= 16)
}

#[cfg(test)]
mod tests {
    use super::faults;

    #[test]
    fn a_text_that_a_person_cannot_use_is_told_apart() {
        let good = "expected a PIN, found another; try again";
        assert_eq!(faults(good), Vec::<&str>::new());
        for (bad, fault) in [
            ("no such thing; try again", "does not say what was expected"),
            ("expected a PIN; try again", "does not say what was found"),
            ("expected a PIN, found another", "does not say what to do"),
            ("Expected: expected a PIN, found another; try again", "begins like one"),
            ("expected a PIN, found another; try again.", "ends like a sentence in a book"),
            ("expected a PIN, found VaultError; try again", "is printed for programmers"),
            ("expected a PIN, found Some(4); try again", "is printed for programmers"),
            ("expected 00112233445566778899aabbccddeeff, found it; do it", "has an id in it"),
        ] {
            assert!(faults(bad).contains(&fault), "{bad}: {:?}", faults(bad));
        }
    }
}
