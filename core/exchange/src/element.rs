//! One value of the file, as the readers see it: children by name, simple values that are marked as
//! read when they are taken, and its path for people.

use crate::tree::{Mark, Name, Node, Tree, Value};

/// The longest FHIR element name has fewer letters; a longer one is not FHIR and is cut in paths.
const LONGEST_NAME: usize = 64;

/// A JSON text. The standard lets a delete character stand as it is; what keeps it here does not.
fn quoted(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c.is_control() {
            true => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            false => out.push(c),
        }
    }
    out
}

/// The most members of a repeating element that are read.
const MOST_REPEATS: usize = 1_000;
/// The most members of one that repeats a few times only.
pub(crate) const FEW: usize = 30;

/// A value in the file. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Element<'t> {
    tree: &'t Tree<'t>,
    at: u32,
}

impl PartialEq for Element<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl<'t> Element<'t> {
    /// The outermost value.
    pub fn root(tree: &'t Tree<'t>) -> Self {
        Element { tree, at: 0 }
    }

    fn node(self) -> &'t Node<'t> {
        &self.tree.nodes[self.at as usize]
    }

    fn at(self, at: u32) -> Self {
        Element { tree: self.tree, at }
    }

    pub fn is_object(self) -> bool {
        matches!(self.node().value, Value::Object(_))
    }

    pub fn is_list(self) -> bool {
        matches!(self.node().value, Value::List(_))
    }

    pub fn is_number(self) -> bool {
        matches!(self.node().value, Value::Number(_))
    }

    pub fn is_null(self) -> bool {
        matches!(self.node().value, Value::Null)
    }

    /// Whether it is an object that has one name twice.
    pub fn is_doubled(self) -> bool {
        self.node().doubled
    }

    /// Members of an object or items of a list.
    pub fn children(self) -> impl Iterator<Item = Element<'t>> {
        let numbers: &'t [u32] = match &self.node().value {
            Value::Object(c) | Value::List(c) => c,
            _ => &[],
        };
        numbers.iter().map(move |n| self.at(*n))
    }

    /// The name it has in its object; empty for a list's item and for the outermost value.
    pub fn name(self) -> &'t str {
        match &self.node().name {
            Name::Member(name) => name,
            Name::Index(_) | Name::Root => "",
        }
    }

    /// The member of that name.
    pub fn get(self, name: &str) -> Option<Element<'t>> {
        match &self.node().value {
            Value::Object(_) => self.children().find(|c| c.name() == name),
            _ => None,
        }
    }

    /// The members of a repeating element. One that is not a list is left, with the reason.
    pub fn all(self, name: &str) -> Vec<Element<'t>> {
        match self.get(name) {
            Some(list) if list.is_list() => list.children().collect(),
            Some(other) => {
                other.leave("expected a list here");
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// As [`Self::all`], but the first of them only where there are more than any sender means: what
    /// a resource says may be read many times, once for each that points at it.
    pub fn list(self, name: &str) -> Vec<Element<'t>> {
        self.first(name, MOST_REPEATS, "more than 1,000 of one thing: these were not read")
    }

    /// As [`Self::list`], for what repeats a few times only, such as the codes of one concept.
    pub fn few(self, name: &str) -> Vec<Element<'t>> {
        self.first(name, FEW, "more than 30 of one thing: these were not read")
    }

    fn first(self, name: &str, most: usize, why: &'static str) -> Vec<Element<'t>> {
        let mut all = self.all(name);
        for more in all.drain(most.min(all.len())..) {
            more.point_out(why);
        }
        all
    }

    /// The text it holds, without marking it.
    pub fn peek(self) -> Option<&'t str> {
        match &self.node().value {
            Value::Text(text) => Some(text.trim()).filter(|t| !t.is_empty()),
            _ => None,
        }
    }

    /// The text of the member of that name, without marking it.
    pub fn peek_text(self, name: &str) -> Option<&'t str> {
        self.get(name).and_then(Element::peek)
    }

    /// Takes the text of this value.
    pub fn take(self) -> Option<&'t str> {
        let text = self.peek();
        match text {
            Some(_) => self.mark_read(),
            None if !self.is_null() => self.leave("expected text here"),
            None => {}
        }
        text
    }

    /// Takes the text of the member of that name.
    pub fn text(self, name: &str) -> Option<&'t str> {
        self.get(name).and_then(Element::take)
    }

    /// Takes a number, as it was written.
    pub fn number(self, name: &str) -> Option<&'t str> {
        let child = self.get(name)?;
        if let Value::Number(number) = &child.node().value {
            child.mark_read();
            return Some(number);
        }
        child.leave("expected a number here");
        None
    }

    /// Takes a yes or no.
    pub fn truth(self, name: &str) -> Option<bool> {
        let child = self.get(name)?;
        if let Value::Truth(truth) = child.node().value {
            child.mark_read();
            return Some(truth);
        }
        child.leave("expected true or false here");
        None
    }

    /// Any simple value as text, without marking it: for showing what was left out.
    pub fn as_written(self) -> Option<String> {
        match &self.node().value {
            Value::Text(text) => Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
            Value::Number(number) => Some(number.clone()),
            Value::Truth(truth) => Some(truth.to_string()),
            Value::Object(_) | Value::List(_) | Value::Null => None,
        }
    }

    /// The value as JSON, as it was written but for spaces and with every control character escaped.
    pub fn to_json(self) -> String {
        match &self.node().value {
            Value::Text(text) => quoted(text),
            Value::Number(number) => number.clone(),
            Value::Truth(truth) => truth.to_string(),
            Value::Null => "null".to_owned(),
            Value::List(_) => {
                let items: Vec<String> = self.children().map(Element::to_json).collect();
                format!("[{}]", items.join(","))
            }
            Value::Object(_) => {
                let members: Vec<String> = self
                    .children()
                    .map(|c| format!("{}:{}", quoted(c.name()), c.to_json()))
                    .collect();
                format!("{{{}}}", members.join(","))
            }
        }
    }

    pub fn mark(self) -> Mark {
        self.node().mark.get()
    }

    pub fn mark_read(self) {
        self.node().mark.set(Mark::Read);
    }

    /// Says why this value stays out, unless it was already used.
    pub fn leave(self, why: &'static str) {
        if self.mark() != Mark::Read {
            self.node().mark.set(Mark::Left(why));
        }
    }

    /// As [`Self::leave`], for what a person must look at before relying on the referral.
    pub fn point_out(self, why: &'static str) {
        if self.mark() != Mark::Read {
            self.node().mark.set(Mark::Look(why));
        }
    }

    /// Takes back every mark inside and points out why all of this stays out.
    pub fn leave_whole(self, why: &'static str) {
        for inside in self.walk() {
            inside.node().mark.set(Mark::Unread);
        }
        self.point_out(why);
    }

    /// Takes back every mark inside and says why all of this stays out, which nobody need look at.
    pub fn set_aside(self, why: &'static str) {
        for inside in self.walk() {
            inside.node().mark.set(Mark::Unread);
        }
        self.leave(why);
    }

    /// Itself and everything in it.
    pub fn walk(self) -> impl Iterator<Item = Element<'t>> {
        let mut stack = vec![self];
        std::iter::from_fn(move || {
            let next = stack.pop()?;
            stack.extend(next.children());
            Some(next)
        })
    }

    /// Where it stands, as in `entry[3].resource.code.text`.
    pub fn path(self) -> String {
        let mut names = Vec::new();
        let mut here = self;
        loop {
            match &here.node().name {
                Name::Root => break,
                Name::Member(name) => {
                    names.push(format!(".{}", name.chars().take(LONGEST_NAME).collect::<String>()));
                }
                Name::Index(index) => names.push(format!("[{index}]")),
            }
            here = here.at(here.node().parent);
        }
        names.reverse();
        names.concat().trim_start_matches('.').to_owned()
    }
}
