//! The file as a tree in which every value remembers whether it was read.
//!
//! "What did not map" can only be complete if it is found by looking for what nobody read, not by
//! each reader remembering to report. So the JSON is held as it came, each value with a mark; the
//! readers mark what they take, and [`crate::account`] lists the rest. `serde_json::Value` would do
//! for the values but silently keeps the last of two equal names, which in a record of someone's
//! allergies must not be a matter of luck.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer as _, MapAccess, SeqAccess, Visitor};

use crate::error::FhirError;

/// The deepest nesting that is read. The deepest of the real summaries in the tests has 14 levels.
pub const MAX_DEPTH: usize = 48;
/// The most JSON values (objects, lists and simple ones together) that are read.
pub const MAX_VALUES: usize = 400_000;

/// Whether a value was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Nobody looked at it yet.
    Unread,
    /// It went into the referral, or decided where something went.
    Read,
    /// It was left out, and this is why.
    Left(&'static str),
    /// It was left out, this is why, and a person has to know before relying on the referral.
    Look(&'static str),
}

/// Where a value stands in its parent.
pub(crate) enum Name<'b> {
    Root,
    Member(Cow<'b, str>),
    Index(usize),
}

pub(crate) enum Value<'b> {
    Object(Vec<u32>),
    List(Vec<u32>),
    Text(Cow<'b, str>),
    Number(String),
    Truth(bool),
    Null,
}

pub(crate) struct Node<'b> {
    pub name: Name<'b>,
    pub parent: u32,
    pub value: Value<'b>,
    pub mark: Cell<Mark>,
    /// An object that has one of its names twice.
    pub doubled: bool,
}

/// All values of one file, in the order they came.
pub(crate) struct Tree<'b> {
    pub nodes: Vec<Node<'b>>,
}

impl<'b> Tree<'b> {
    /// Reads JSON text, refusing what is too deep or has too many values.
    pub fn parse(text: &'b str) -> Result<Self, FhirError> {
        let mut tree = Tree { nodes: Vec::new() };
        let mut json = serde_json::Deserializer::from_str(text);
        let mut over = Over::None;
        let seed =
            Plant { tree: &mut tree, name: Name::Root, parent: 0, depth: 0, over: &mut over };
        let outcome = json.deserialize_any(seed).and_then(|_| json.end());
        match (over, outcome) {
            (Over::Depth, _) => Err(FhirError::TooDeep { most: MAX_DEPTH }),
            (Over::Values, _) => Err(FhirError::TooManyValues { most: MAX_VALUES }),
            (Over::None, Err(e)) => {
                Err(FhirError::NotJson { line: e.line(), column: e.column().max(1) })
            }
            (Over::None, Ok(())) => Ok(tree),
        }
    }
}

/// Which bound was met; serde's own error can only carry words.
enum Over {
    None,
    Depth,
    Values,
}

/// Puts one value, and everything in it, into the tree; gives its number.
struct Plant<'t, 'b> {
    tree: &'t mut Tree<'b>,
    name: Name<'b>,
    parent: u32,
    depth: usize,
    over: &'t mut Over,
}

impl<'t, 'b> Plant<'t, 'b> {
    fn leaf<E: serde::de::Error>(self, value: Value<'b>) -> Result<u32, E> {
        if self.tree.nodes.len() >= MAX_VALUES {
            *self.over = Over::Values;
            return Err(E::custom("too many values"));
        }
        let at = u32::try_from(self.tree.nodes.len()).map_err(E::custom)?;
        self.tree.nodes.push(Node {
            name: self.name,
            parent: self.parent,
            value,
            mark: Cell::new(Mark::Unread),
            doubled: false,
        });
        Ok(at)
    }

    fn branch<E: serde::de::Error>(self, value: Value<'b>) -> Result<Grown<'t, 'b>, E> {
        let Plant { tree, name, parent, depth, over } = self;
        if depth >= MAX_DEPTH {
            *over = Over::Depth;
            return Err(E::custom("too deep"));
        }
        let at = Plant { tree: &mut *tree, name, parent, depth, over: &mut *over }.leaf(value)?;
        Ok(Grown { tree, at, depth: depth + 1, over })
    }
}

/// A branch whose children are still to come.
struct Grown<'t, 'b> {
    tree: &'t mut Tree<'b>,
    at: u32,
    depth: usize,
    over: &'t mut Over,
}

impl<'b> Grown<'_, 'b> {
    fn child(&mut self, name: Name<'b>) -> Plant<'_, 'b> {
        Plant { tree: self.tree, name, parent: self.at, depth: self.depth, over: self.over }
    }

    fn node(&mut self) -> &mut Node<'b> {
        &mut self.tree.nodes[self.at as usize]
    }
}

impl<'b> DeserializeSeed<'b> for Plant<'_, 'b> {
    type Value = u32;

    fn deserialize<D: serde::Deserializer<'b>>(self, from: D) -> Result<u32, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'b> Visitor<'b> for Plant<'_, 'b> {
    type Value = u32;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<u32, E> {
        self.leaf(Value::Null)
    }

    fn visit_bool<E: serde::de::Error>(self, v: bool) -> Result<u32, E> {
        self.leaf(Value::Truth(v))
    }

    fn visit_u64<E: serde::de::Error>(self, v: u64) -> Result<u32, E> {
        self.leaf(Value::Number(v.to_string()))
    }

    fn visit_i64<E: serde::de::Error>(self, v: i64) -> Result<u32, E> {
        self.leaf(Value::Number(v.to_string()))
    }

    fn visit_f64<E: serde::de::Error>(self, v: f64) -> Result<u32, E> {
        self.leaf(Value::Number(v.to_string()))
    }

    fn visit_borrowed_str<E: serde::de::Error>(self, v: &'b str) -> Result<u32, E> {
        self.leaf(Value::Text(Cow::Borrowed(v)))
    }

    fn visit_str<E: serde::de::Error>(self, v: &str) -> Result<u32, E> {
        self.leaf(Value::Text(Cow::Owned(v.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'b>>(self, mut seq: A) -> Result<u32, A::Error> {
        let mut grown = self.branch::<A::Error>(Value::List(Vec::new()))?;
        let mut children = Vec::new();
        while let Some(child) = seq.next_element_seed(grown.child(Name::Index(children.len())))? {
            children.push(child);
        }
        grown.node().value = Value::List(children);
        Ok(grown.at)
    }

    fn visit_map<A: MapAccess<'b>>(self, mut map: A) -> Result<u32, A::Error> {
        let mut grown = self.branch::<A::Error>(Value::Object(Vec::new()))?;
        let mut children = Vec::new();
        let mut names = std::collections::HashSet::new();
        let mut doubled = false;
        while let Some(Text(name)) = map.next_key_seed(TextSeed)? {
            doubled |= !names.insert(name.clone());
            let plant = grown.child(Name::Member(name));
            children.push(map.next_value_seed(plant)?);
        }
        let node = grown.node();
        node.value = Value::Object(children);
        node.doubled = doubled;
        Ok(grown.at)
    }
}

/// A member's name, borrowed from the file where it has no escapes.
struct Text<'b>(Cow<'b, str>);
struct TextSeed;

impl<'b> DeserializeSeed<'b> for TextSeed {
    type Value = Text<'b>;

    fn deserialize<D: serde::Deserializer<'b>>(self, from: D) -> Result<Text<'b>, D::Error> {
        from.deserialize_str(self)
    }
}

impl<'b> Visitor<'b> for TextSeed {
    type Value = Text<'b>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E: serde::de::Error>(self, v: &'b str) -> Result<Text<'b>, E> {
        Ok(Text(Cow::Borrowed(v)))
    }

    fn visit_str<E: serde::de::Error>(self, v: &str) -> Result<Text<'b>, E> {
        Ok(Text(Cow::Owned(v.to_owned())))
    }
}
