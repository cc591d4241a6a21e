//! How old somebody has to be to read a text with ease, by the formula of Coleman and Liau.
//!
//! M. Coleman and T. L. Liau, "A computer readability formula designed for machine scoring", Journal of
//! Applied Psychology 60 (1975) 283–284: grade = 0.0588 L − 0.296 S − 15.8, where L is the letters in a
//! hundred words and S the sentences in a hundred words. Unlike Flesch and Kincaid's it counts no
//! syllables, which no program counts rightly. A child in grade 1 of an American school is 6: so the age
//! is the grade and 5.

/// The age that a plain text may ask for.
pub const PLAIN: f64 = 11.0;

/// A text longer than so many words is measured by itself. Of fewer words no formula says anything.
pub const LONG: usize = 12;

/// What there is to count in a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    letters: usize,
    words: usize,
    sentences: usize,
}

impl Counts {
    /// Of one text. What has no full stop is one sentence.
    pub fn of(text: &str) -> Self {
        let words: Vec<&str> =
            text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).collect();
        let ends =
            |word: &&&str| word.trim_end_matches(['”', '’', ')']).ends_with(['.', '!', '?', ':']);
        let stops = words.iter().filter(ends).count();
        let open = words.last().is_some_and(|last| !ends(&last));
        Self {
            letters: text.chars().filter(|letter| letter.is_alphabetic()).count(),
            words: words.len(),
            sentences: stops + usize::from(open),
        }
    }

    /// Of two texts together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            letters: self.letters + other.letters,
            words: self.words + other.words,
            sentences: self.sentences + other.sentences,
        }
    }

    /// How many words.
    pub const fn words(self) -> usize {
        self.words
    }

    /// The age it takes to read it.
    #[allow(clippy::cast_precision_loss, reason = "no catalogue has 2^52 letters")]
    pub fn age(self) -> f64 {
        let per_hundred = |count: usize| 100.0 * count as f64 / self.words.max(1) as f64;
        let grade = 0.0588 * per_hundred(self.letters) - 0.296 * per_hundred(self.sentences) - 15.8;
        grade + 5.0
    }
}
