//! The forms in which a text may stand in a file.

/// How a text may stand in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// As it is.
    Utf8,
    /// Two bytes a letter, the low one first.
    Utf16Le,
    /// Two bytes a letter, the high one first.
    Utf16Be,
    /// Within base64 of something longer, where this many bytes of the group of three in which it
    /// begins stand before it: 0, 1 or 2.
    Base64(u8),
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Utf8,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Base64(0),
        Self::Base64(1),
        Self::Base64(2),
    ];

    /// The bytes that stand in a file wherever the text does. Of base64, only those letters that the
    /// text alone decides.
    pub fn of(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Self::Base64(before) => {
                let before = usize::from(before);
                let mut bytes = vec![0; before];
                bytes.extend(text.as_bytes());
                let first = (before * 8).div_ceil(6);
                let end = bytes.len() * 8 / 6;
                base64(&bytes).as_bytes()[first..end].to_vec()
            }
        }
    }
}

/// Base64 as in RFC 4648, section 4.
pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for group in bytes.chunks(3) {
        let at = |index: usize| u32::from(group.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for letter in 0..4 {
            let six = (bits >> (18 - 6 * letter)) & 63;
            let filled = letter <= group.len();
            out.push(if filled { char::from(LETTERS[six as usize]) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        let plain = ["", "f", "fo", "foo", "foob", "fooba", "foobar"];
        let coded = plain.map(|text| base64(text.as_bytes()));
        assert_eq!(coded, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
    }

    #[test]
    fn whatever_stands_around_a_text_its_form_stands_in_the_whole() {
        for text in ["Amina", "7 Wharf Cottages", "Kovač saw it"] {
            for before in ["", "x", "xy", "xyz"] {
                for after in ["", "!", "!?", "!?!"] {
                    let whole = format!("{before}{text}{after}");
                    let bytes = base64(whole.as_bytes()).into_bytes();
                    let form =
                        Form::Base64(u8::try_from(before.len() % 3).expect("small")).of(text);
                    assert!(bytes.windows(form.len()).any(|part| part == form), "{whole}");
                    assert!(form.len() >= text.len(), "as telling as the text: {whole}");
                }
            }
        }
    }
}
