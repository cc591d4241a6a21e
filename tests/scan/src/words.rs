//! The words to look for: collected as they are entered, never listed by hand.

use std::collections::BTreeSet;

/// Shorter than this, chance would find a text somewhere in a few megabytes of sealed bytes.
const SHORTEST: usize = 5;

/// Words that somebody entered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(BTreeSet<String>);

impl Words {
    /// Takes a text down, and gives it back to be entered. A number that is written in groups is
    /// taken down without the spaces too; a text too short to be told from chance is not.
    pub fn say<'t>(&mut self, text: &'t str) -> &'t str {
        self.keep(text);
        if text.chars().all(|letter| letter.is_ascii_digit() || letter == ' ') {
            self.keep(&text.replace(' ', ""));
        }
        text
    }

    /// Takes down what a text in a file says: of a page, what stands between its tags. A single word
    /// in small letters, such as `final` or `author`, says nothing: it may as well be a word of the
    /// file's format, or of a database's own tables.
    pub fn say_of_a_file(&mut self, text: &str) {
        if text.starts_with('<') {
            let mut texts = text.split('<');
            texts.next().into_iter().for_each(|text| self.say_part(text));
            texts.filter_map(|rest| rest.split_once('>')).for_each(|(_, text)| self.say_part(text));
        } else {
            self.say_part(text);
        }
    }

    fn say_part(&mut self, text: &str) {
        if !text.trim().bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
            self.say(text);
        }
    }

    fn keep(&mut self, text: &str) {
        let text = text.trim();
        if text.len() >= SHORTEST {
            self.0.insert(text.to_owned());
        }
    }

    /// All of them, in order, each once.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: AsRef<str>> Extend<T> for Words {
    fn extend<I: IntoIterator<Item = T>>(&mut self, texts: I) {
        for text in texts {
            self.say(text.as_ref());
        }
    }
}

impl<T: AsRef<str>> FromIterator<T> for Words {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> Self {
        let mut words = Self::default();
        words.extend(texts);
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_looked_for_with_and_without_its_spaces_and_a_page_between_its_tags() {
        let mut words = Words::default();
        words.say("943 476 5919");
        words.say("Ben");
        words.say_of_a_file("<p class=\"note\">Fears <b>loud thunder</b>, and <i>author</i></p>");
        words.say_of_a_file("entered-in-error");
        let all: Vec<&str> = words.iter().collect();
        assert_eq!(all, [", and", "943 476 5919", "9434765919", "Fears", "loud thunder"]);
    }
}
