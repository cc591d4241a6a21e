//! Closed sets of words: what people choose from, stored as numbers.

/// Declares a closed set of words, stored as numbers.
macro_rules! words {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident : $repr:ident = $title:literal {
            $( $(#[doc = $vdoc:literal])* $n:literal $variant:ident = $word:literal ),+ $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize,
        )]
        #[serde(try_from = "String", into = "String")]
        #[repr($repr)]
        pub enum $name {
            $( $(#[doc = $vdoc])* $variant = $n, )+
        }

        impl $name {
            /// Every one of them, in the order of their codes.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// What kind of word this is.
            pub const TITLE: &'static str = $title;

            /// The stable code that is stored.
            pub const fn code(self) -> $repr {
                self as $repr
            }

            /// The one with this code.
            pub const fn from_code(code: $repr) -> Option<Self> {
                match code {
                    $($n => Some(Self::$variant),)+
                    _ => None,
                }
            }

            /// The word people read and write.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl TryFrom<String> for $name {
            type Error = crate::care::definition::Problem;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                <Self as crate::care::definition::Value>::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.word().to_owned()
            }
        }

        impl crate::care::definition::Value for $name {
            fn accepted() -> String {
                let words: Vec<&str> = Self::ALL.iter().map(|one| one.word()).collect();
                format!("one of: {}", words.join(" / "))
            }

            fn parse(text: &str) -> Result<Self, crate::care::definition::Problem> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|one| crate::care::words::same_word(one.word(), text))
                    .ok_or_else(|| {
                        crate::care::definition::Problem::new("found none of these words")
                    })
            }

            fn text(&self) -> String {
                self.word().to_owned()
            }

            fn parts(&self) -> Vec<crate::care::definition::Part> {
                vec![crate::care::definition::Part::Word(self.word())]
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.$repr(self.code())?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(
                d: &mut minicbor::Decoder<'b>,
                _: &mut C,
            ) -> Result<Self, minicbor::decode::Error> {
                let at = d.position();
                Self::from_code(d.$repr()?).ok_or_else(|| {
                    minicbor::decode::Error::message(concat!("not a ", $title)).at(at)
                })
            }
        }
    };
}

pub(crate) use words;

/// Whether a typed word means this one: capitals, hyphens and underscores do not matter.
pub(crate) fn same_word(word: &str, typed: &str) -> bool {
    let plain = |c: char| if c == '-' || c == '_' { ' ' } else { c.to_ascii_lowercase() };
    word.chars().map(plain).eq(typed.trim().chars().map(plain))
}

words! {
    /// Yes or no, where a person said one or the other.
    pub enum YesNo: u8 = "yes or no" {
        /// Yes.
        1 Yes = "yes",
        /// No.
        2 No = "no",
    }
}
