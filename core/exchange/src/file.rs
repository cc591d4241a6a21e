//! The resources of a file, and how they point at each other.
//!
//! References are resolved as senders write them, which is looser than the standard: by full URL,
//! by `Type/id` whatever server it is said to be on as long as only one resource here fits, by
//! `#id` within the resource, and by an identifier such as an NHS number. Two candidates are no
//! answer: a reference that fits twice is not followed.

use std::collections::HashMap;

use crate::element::Element;
use crate::error::FhirError;

/// The most bytes a file may have.
pub const MAX_BYTES: usize = 5 * 1024 * 1024;
/// The most entries a bundle may have.
pub const MAX_ENTRIES: usize = 5_000;

/// One resource: an entry, the file itself, or one contained in another.
pub(crate) struct Resource<'t> {
    pub element: Element<'t>,
    /// Its `resourceType`.
    pub kind: &'t str,
    pub full_url: Option<&'t str>,
    /// The resource it is contained in, as an index into [`File::resources`].
    pub within: Option<usize>,
}

impl<'t> Resource<'t> {
    /// Its `id`, not marked.
    pub fn id(&self) -> Option<&'t str> {
        self.element.peek_text("id")
    }
}

/// A reference and where it leads.
pub(crate) enum Link {
    /// There is no reference.
    None,
    /// To this resource, as an index into [`File::resources`].
    Here(usize),
    /// To something that is not in the file, or to two things at once.
    Elsewhere,
}

/// All resources of a file.
pub(crate) struct File<'t> {
    pub root: Element<'t>,
    pub resources: Vec<Resource<'t>>,
    by_url: HashMap<&'t str, Vec<usize>>,
    by_type_and_id: HashMap<(&'t str, &'t str), Vec<usize>>,
    by_identifier: HashMap<(&'t str, &'t str, &'t str), Vec<usize>>,
    /// Contained resources, by the resource they are in and their id.
    by_container: HashMap<(usize, &'t str), Vec<usize>>,
}

impl<'t> File<'t> {
    /// Finds the resources of a bundle, or the one resource the file is.
    pub fn of(root: Element<'t>) -> Result<Self, FhirError> {
        let kind = root.peek_text("resourceType").ok_or(FhirError::NotFhir)?;
        let mut file = File {
            root,
            resources: Vec::new(),
            by_url: HashMap::new(),
            by_type_and_id: HashMap::new(),
            by_identifier: HashMap::new(),
            by_container: HashMap::new(),
        };
        if kind == "Bundle" {
            file.open_bundle()?;
        } else {
            file.add(root, None, None);
        }
        file.index();
        Ok(file)
    }

    pub fn is_bundle(&self) -> bool {
        self.root.peek_text("resourceType") == Some("Bundle")
    }

    fn open_bundle(&mut self) -> Result<(), FhirError> {
        for name in ["resourceType", "type", "entry"] {
            if self.root.children().filter(|c| c.name() == name).count() > 1 {
                return Err(FhirError::NameTwice { name });
            }
        }
        let entries = self.root.all("entry");
        if entries.len() > MAX_ENTRIES {
            return Err(FhirError::TooManyEntries { most: MAX_ENTRIES, found: entries.len() });
        }
        for entry in entries {
            self.open_entry(entry);
        }
        Ok(())
    }

    fn open_entry(&mut self, entry: Element<'t>) {
        if !entry.is_object() {
            return entry.leave_whole("expected an entry here, found something else");
        }
        if entry.is_doubled() {
            return entry.leave_whole("one name stands twice in this entry, so no reading is safe");
        }
        if entry.get("modifierExtension").is_some() {
            return entry.leave_whole(
                "has a modifierExtension, which may turn its meaning around; none is known here",
            );
        }
        let deleted = entry.get("request").and_then(|r| r.peek_text("method")) == Some("DELETE");
        if deleted {
            return entry.leave_whole("the sender asks for this to be deleted");
        }
        match entry.get("resource") {
            Some(resource) if resource.peek_text("resourceType").is_some() => {
                self.add(resource, entry.text("fullUrl"), None);
            }
            Some(resource) => resource.leave_whole("expected a resource with a resourceType here"),
            None => entry.point_out("an entry with no resource in it"),
        }
    }

    fn add(&mut self, element: Element<'t>, full_url: Option<&'t str>, within: Option<usize>) {
        let Some(kind) = element.peek_text("resourceType") else {
            return element.leave_whole("expected a resource with a resourceType here");
        };
        let at = self.resources.len();
        self.resources.push(Resource { element, kind, full_url, within });
        if within.is_none() {
            for contained in element.all("contained") {
                self.add(contained, None, Some(at));
            }
        }
    }

    fn index(&mut self) {
        for (at, resource) in self.resources.iter().enumerate() {
            if let Some(outer) = resource.within {
                if let Some(id) = resource.id() {
                    self.by_container.entry((outer, id)).or_default().push(at);
                }
                continue;
            }
            if let Some(url) = resource.full_url {
                self.by_url.entry(unversioned(url)).or_default().push(at);
            }
            if let Some(id) = resource.id() {
                self.by_type_and_id.entry((resource.kind, id)).or_default().push(at);
            }
            for identifier in resource.element.get("identifier").into_iter().flat_map(Element::walk)
            {
                let pair = identifier.peek_text("system").zip(identifier.peek_text("value"));
                if let Some((system, value)) = pair {
                    let key = (resource.kind, system, value);
                    self.by_identifier.entry(key).or_default().push(at);
                }
            }
        }
    }

    /// Follows a `Reference` that stands in the resource `from`, and marks what it used.
    pub fn follow(&self, from: usize, reference: Element<'t>) -> Link {
        let written = reference.peek_text("reference");
        let found = match written {
            Some(written) => self.by_reference(from, written),
            None => self.by_logical_reference(reference),
        };
        match found {
            Some(at) => {
                for used in ["reference", "type", "display"] {
                    if let Some(used) = reference.get(used) {
                        used.mark_read();
                    }
                }
                if let (None, Some(identifier)) = (written, reference.get("identifier")) {
                    identifier.walk().for_each(Element::mark_read);
                }
                Link::Here(at)
            }
            None if reference.children().next().is_none() => Link::None,
            None => Link::Elsewhere,
        }
    }

    fn by_reference(&self, from: usize, written: &str) -> Option<usize> {
        if let Some(id) = written.strip_prefix('#') {
            return self.contained(from, id);
        }
        let written = unversioned(written);
        if let Some(found) = self.by_url.get(written) {
            return only(found);
        }
        if let Some(base) = self.base_of(from)
            && let Some(found) = self.by_url.get(format!("{base}{written}").as_str())
        {
            return only(found);
        }
        let mut parts = written.rsplit('/');
        let (id, kind) = (parts.next()?, parts.next()?);
        only(self.by_type_and_id.get(&(kind, id))?)
    }

    /// A `#id`, in the outermost resource around `from`; `#` alone is that resource itself.
    fn contained(&self, from: usize, id: &str) -> Option<usize> {
        let outer = self.resources[from].within.unwrap_or(from);
        if id.is_empty() {
            return Some(outer);
        }
        only(self.by_container.get(&(outer, id))?)
    }

    /// `https://server/fhir/` of a resource whose full URL is `https://server/fhir/Type/id`.
    fn base_of(&self, from: usize) -> Option<&'t str> {
        let outer = self.resources[from].within.unwrap_or(from);
        let resource = &self.resources[outer];
        let url = unversioned(resource.full_url?);
        url.strip_suffix(resource.id()?)?.strip_suffix('/')?.strip_suffix(resource.kind)
    }

    fn by_logical_reference(&self, reference: Element<'t>) -> Option<usize> {
        let identifier = reference.get("identifier")?;
        let system = identifier.peek_text("system")?;
        let value = identifier.peek_text("value")?;
        let kinds = ["Patient", "Practitioner", "PractitionerRole", "Organization", "Medication"];
        let found: Vec<usize> = kinds
            .iter()
            .filter(|kind| reference.peek_text("type").is_none_or(|t| t == **kind))
            .filter_map(|kind| self.by_identifier.get(&(*kind, system, value)))
            .flatten()
            .copied()
            .collect();
        only(&found)
    }
}

fn only(found: &[usize]) -> Option<usize> {
    match found {
        [one] => Some(*one),
        _ => None,
    }
}

/// A reference without the version that may end it.
fn unversioned(reference: &str) -> &str {
    reference.split_once("/_history/").map_or(reference, |(before, _)| before)
}
