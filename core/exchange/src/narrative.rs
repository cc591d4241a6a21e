//! Narrative: the XHTML a sender wrote for people, as plain text.
//!
//! Only the words survive. Even a `<` that was escaped in the source is shown as `‹` where it could
//! begin a tag, so that no screen further on can be made to see markup.

use crate::text::clean;

/// The words of an XHTML `div`, a line for each block, table cells parted by bars.
///
/// `None` when a tag never ends: the words after it cannot be told from markup.
pub(crate) fn plain(xhtml: &str) -> Option<String> {
    let mut out = Words::default();
    let mut rest = xhtml;
    let mut silent: Option<&str> = None;
    while let Some(c) = rest.chars().next() {
        let (token, after) = if begins_tag(rest) {
            let end = tag_end(rest)?;
            (Token::Tag(&rest[..end]), &rest[end..])
        } else {
            let end = rest[c.len_utf8()..].find('<').map_or(rest.len(), |i| i + c.len_utf8());
            (Token::Words(&rest[..end]), &rest[end..])
        };
        rest = after;
        match token {
            Token::Words(words) if silent.is_none() => out.words(words),
            Token::Words(_) => {}
            Token::Tag(tag) => {
                if let Some(inner) =
                    tag.strip_prefix("<![CDATA[").and_then(|t| t.strip_suffix("]]>"))
                {
                    if silent.is_none() {
                        out.raw(inner);
                    }
                } else {
                    step(tag, &mut silent, &mut out);
                }
            }
        }
    }
    Some(out.finish())
}

enum Token<'x> {
    Tag(&'x str),
    Words(&'x str),
}

/// Follows one tag: lines, cells, list items; what stands in a script or a style is not words.
fn step<'x>(tag: &'x str, silent: &mut Option<&'x str>, out: &mut Words) {
    let closing = tag.starts_with("</");
    let name = tag_name(tag);
    let lower = name.to_ascii_lowercase();
    match (*silent, closing) {
        (Some(open), true) if open.eq_ignore_ascii_case(name) => *silent = None,
        (Some(_), _) => {}
        (None, false) if matches!(lower.as_str(), "script" | "style") && !tag.ends_with("/>") => {
            *silent = Some(name);
        }
        (None, _) => match lower.as_str() {
            "br" | "p" | "div" | "tr" | "table" | "thead" | "tbody" | "tfoot" | "ul" | "ol"
            | "caption" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dl" | "dt" | "dd" | "hr"
            | "pre" | "blockquote" => out.line(),
            "li" if !closing => out.item(),
            "li" => out.line(),
            "td" | "th" if !closing => out.cell(),
            "img" => {}
            _ => {}
        },
    }
}

fn begins_tag(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next() == Some('<')
        && chars.next().is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
}

/// Length of the tag at the start of `text`, with its `>`; quotes may hold a `>`.
fn tag_end(text: &str) -> Option<usize> {
    for (open, close) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] {
        if let Some(inside) = text.strip_prefix(open) {
            return inside.find(close).map(|i| i + open.len() + close.len());
        }
    }
    let mut quote = None;
    for (i, c) in text.char_indices() {
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return Some(i + 1),
            _ => {}
        }
    }
    None
}

fn tag_name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    &name[..end]
}

/// The words so far, with white space as a reader would see it.
#[derive(Default)]
struct Words {
    out: String,
}

impl Words {
    fn words(&mut self, xml: &str) {
        self.raw(&decode(xml));
    }

    fn raw(&mut self, text: &str) {
        let text = clean_spaces(text);
        let open = self.out.is_empty() || self.out.ends_with([' ', '\n']);
        self.out.push_str(if open { text.trim_start() } else { &text });
    }

    fn line(&mut self) {
        let kept = self.out.trim_end_matches([' ', '|']).len();
        self.out.truncate(kept);
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn item(&mut self) {
        self.line();
        self.out.push_str("- ");
    }

    fn cell(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push_str(if self.out.ends_with(' ') { "| " } else { " | " });
        }
    }

    fn finish(mut self) -> String {
        self.line();
        disarm(&clean(&self.out))
    }
}

/// Runs of white space become one space, as in XHTML.
fn clean_spaces(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// Makes a `<` that could begin a tag harmless, keeping it readable.
fn disarm(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, c) in text.char_indices() {
        out.push(if c == '<' && begins_tag(&text[i..]) { '‹' } else { c });
    }
    out
}

/// Replaces character references; one that is not known stays as it is.
fn decode(xml: &str) -> String {
    let mut out = String::with_capacity(xml.len());
    let mut rest = xml;
    while let Some(amp) = rest.find('&') {
        out.push_str(&rest[..amp]);
        rest = &rest[amp..];
        let end = rest.char_indices().take(12).find(|(_, c)| *c == ';').map(|(i, _)| i);
        match end.and_then(|end| Some((reference(&rest[1..end])?, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" | "lsquo" | "rsquo" => '\'',
        "ldquo" | "rdquo" => '"',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "deg" => '°',
        "micro" => 'µ',
        "pound" => '£',
        "frac12" => '½',
        "frac14" => '¼',
        "frac34" => '¾',
        "times" => '×',
        "plusmn" => '±',
        "le" => '≤',
        "ge" => '≥',
        "bull" => '•',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_becomes_lines_and_bars() {
        let xhtml = "<div xmlns=\"http://www.w3.org/1999/xhtml\"><table><thead><tr><th>Medicine</th>\
                     <th>Dose</th></tr></thead><tbody><tr><td>Sertraline</td><td>1 a day &amp; \
                     no more</td></tr></tbody></table></div>";
        assert_eq!(plain(xhtml).unwrap(), "Medicine | Dose\nSertraline | 1 a day & no more");
    }

    #[test]
    fn lists_breaks_and_spaces_read_as_on_a_page() {
        let xhtml =
            "<div>Uses a\n   frame.<br/>Likes:<ul><li>tea</li><li> quiet </li></ul>Done</div>";
        assert_eq!(plain(xhtml).unwrap(), "Uses a frame.\nLikes:\n- tea\n- quiet\nDone");
    }

    #[test]
    fn no_markup_survives_not_even_escaped_or_in_attributes() {
        let xhtml = "<div>a<script>alert('x>y')</script><!-- c --><b title='>'>b</b> \
                     &lt;img src=x onerror=alert(1)&gt; 5 &lt; 6<style>p{}</style>\
                     <![CDATA[<i>raw</i>]]></div>";
        let text = plain(xhtml).unwrap();
        assert_eq!(text, "ab ‹img src=x onerror=alert(1)> 5 < 6‹i>raw‹/i>");
        assert!(!text.contains("<i") && !text.contains("alert('x"));
    }

    #[test]
    fn a_tag_that_never_ends_gives_nothing() {
        assert_eq!(plain("<div>Allergic to <b class=\"x"), None);
        assert_eq!(plain("5 < 6 & 7 &unknown; &#x41;&#66;").unwrap(), "5 < 6 & 7 &unknown; AB");
    }
}
