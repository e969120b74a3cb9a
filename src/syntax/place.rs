//! Owns where values stand in a file: byte ranges by path.
//! Refuses lines and columns; a diagnostic counts those when it is made.

use std::collections::BTreeMap;
use std::ops::Range;

/// One step of a path into a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// A key of a table.
    Key(String),
    /// A place in an array, from 0.
    Index(usize),
}

impl From<&str> for Step {
    fn from(key: &str) -> Step {
        Step::Key(key.to_owned())
    }
}

/// The bytes of a key and of its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The key; for an element of an array the element itself.
    pub key: Range<usize>,
    /// The value; for a table with a header, the header.
    pub value: Range<usize>,
}

/// Byte ranges by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places(BTreeMap<Vec<Step>, Place>);

impl Places {
    pub(super) fn insert(&mut self, path: Vec<Step>, place: Place) {
        self.0.insert(path, place);
    }

    /// Where a path stands, or the nearest part of it that does.
    pub fn nearest(&self, path: &[Step]) -> Option<&Place> {
        (1..=path.len()).rev().find_map(|length| self.0.get(&path[..length]))
    }

    /// Where exactly this path stands.
    pub fn get(&self, path: &[Step]) -> Option<&Place> {
        self.0.get(path)
    }
}
