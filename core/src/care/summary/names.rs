//! People with the same or a similar name: an alert, so that nobody writes in the wrong record.
//!
//! The rule, on names in small letters without accents, hyphens or points: **same** when the full
//! names have the same words; **similar** when the preferred names are equal, or the full names are
//! at most two letters apart, or the family names (last words) are equal and the first names begin
//! with the same letter. Names of fewer than four letters are never similar by letters apart.

use serde::Serialize;

/// How alike two people's names are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Alike {
    /// Easily taken for one another.
    Similar,
    /// The same name.
    Same,
}

/// The names of one person, as far as they are known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Names<'a> {
    /// The full name.
    pub full: Option<&'a str>,
    /// The preferred name.
    pub preferred: Option<&'a str>,
}

/// How alike the names of two people are; nothing when they are easily told apart.
pub fn alike(one: Names<'_>, other: Names<'_>) -> Option<Alike> {
    let full = one.full.zip(other.full).and_then(|(one, other)| full_alike(one, other));
    let called = one.preferred.zip(other.preferred).is_some_and(|(one, other)| {
        let (one, other) = (plain_words(one), plain_words(other));
        !one.is_empty() && one == other
    });
    full.max(called.then_some(Alike::Similar))
}

/// Everybody in a list whose name is like this one's, the same names first.
pub fn similar_names<'a, Id: Copy + Ord>(
    one: Names<'_>,
    others: impl IntoIterator<Item = (Id, Names<'a>)>,
) -> Vec<(Id, Alike)> {
    let mut found: Vec<(Id, Alike)> = others
        .into_iter()
        .filter_map(|(id, names)| alike(one, names).map(|alike| (id, alike)))
        .collect();
    found.sort_by_key(|(id, alike)| (std::cmp::Reverse(*alike), *id));
    found
}

fn full_alike(one: &str, other: &str) -> Option<Alike> {
    let (one, other) = (plain_words(one), plain_words(other));
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let sorted = |words: &[String]| {
        let mut words = words.to_vec();
        words.sort();
        words
    };
    if sorted(&one) == sorted(&other) {
        return Some(Alike::Same);
    }
    let family = one.last() == other.last() && one[0].chars().next() == other[0].chars().next();
    let near = {
        let (one, other): (Vec<char>, Vec<char>) =
            (one.concat().chars().collect(), other.concat().chars().collect());
        one.len() >= 4 && other.len() >= 4 && letters_apart(&one, &other) <= 2
    };
    (family || near).then_some(Alike::Similar)
}

fn plain_words(name: &str) -> Vec<String> {
    name.split(|c: char| c.is_whitespace() || c == '-')
        .map(|word| {
            word.chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .map(plain)
                .collect()
        })
        .filter(|word: &String| !word.is_empty())
        .collect()
}

/// A letter without its accent, for the letters of European names.
const fn plain(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è' | 'é' | 'ê' | 'ë' | 'ę' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ś' | 'š' => 's',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

/// Levenshtein's distance.
fn letters_apart(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, letter) in one.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, against) in other.iter().enumerate() {
            let change = corner + usize::from(letter != against);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full(name: &str) -> Names<'_> {
        Names { full: Some(name), preferred: None }
    }

    #[test]
    fn names_that_could_be_mixed_up_are_found_and_others_are_not() {
        for (one, other, expected) in [
            ("Margaret Ellis", "ellis margaret", Some(Alike::Same)),
            ("Zoë O'Neill", "Zoe ONeill", Some(Alike::Same)),
            ("Margaret Ellis", "Mavis Ellis", Some(Alike::Similar)),
            ("Joan Marsh", "Jean Marsh", Some(Alike::Similar)),
            ("Margaret Ellis", "Arthur Ellis", None),
            ("Margaret Ellis", "Harold Finch", None),
            ("Li", "Wu", None),
        ] {
            assert_eq!(alike(full(one), full(other)), expected, "{one} and {other}");
        }
    }

    #[test]
    fn two_who_are_called_the_same_are_similar() {
        let peggy = Names { full: Some("Margaret Ellis"), preferred: Some("Peggy") };
        let other = Names { full: Some("Peggy Vaughan-Lloyd"), preferred: Some("peggy") };
        let harold = Names { full: Some("Harold Finch"), preferred: None };
        assert_eq!(similar_names(peggy, [(1, harold), (2, other)]), [(2, Alike::Similar)]);
    }
}
