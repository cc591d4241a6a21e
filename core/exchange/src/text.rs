//! Text as it may be shown and kept: what people wrote, without what could deceive a screen.

/// Text from the file without control and direction-override characters, lines kept.
///
/// A right-to-left override can make "do not give" read otherwise; no honest referral in English
/// or Welsh needs one.
pub(crate) fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push('\n'),
            '\t' | '\u{a0}' => out.push(' '),
            c if c.is_control() || is_override(c) => {}
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}

fn is_override(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The text on one line, at most `most` characters, cut with an ellipsis.
pub(crate) fn excerpt(text: &str, most: usize) -> String {
    let line = clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let mut cut: String = line.chars().take(most.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

/// Whether two texts say the same, but for case and spaces.
pub(crate) fn same(a: &str, b: &str) -> bool {
    let plain = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(a) == plain(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_deceive_a_screen_is_taken_out_and_lines_stay() {
        assert_eq!(clean(" Give\u{202e} 5 mg\r\nat\u{0}\tnight\u{7f} "), "Give 5 mg\nat night");
    }

    #[test]
    fn a_long_text_is_cut_with_an_ellipsis() {
        assert_eq!(excerpt("one two\nthree", 9), "one two …");
        assert_eq!(excerpt("one two\nthree", 13), "one two three");
    }
}
