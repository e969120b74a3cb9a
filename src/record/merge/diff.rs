//! Owns the difference of two records as changes of fields, rows and elements.
//! Refuses differences that mean nothing: the order of sets and of rows, the way a number is written.

use super::path::row_segment;
use super::shape::{Shape, Shapes, Token, declared, distinct, named_rows, settled, tokens};
use crate::value::{Map, Value};
use std::collections::{HashMap, HashSet};

/// One edit of a record. Paths are those of a [`Conflict`](super::Conflict).
#[derive(Clone, Debug, PartialEq)]
pub enum FieldChange {
    /// A field or row is new, or has another value.
    Set {
        /// Where.
        path: Vec<String>,
        /// The value before, if there was one.
        old: Option<Value>,
        /// The value now.
        new: Value,
    },
    /// A field or row is gone.
    Unset {
        /// Where.
        path: Vec<String>,
        /// The value before.
        old: Value,
    },
    /// A set has a new element.
    Add {
        /// Where the set is.
        path: Vec<String>,
        /// The element.
        item: Value,
    },
    /// A set has lost an element.
    Remove {
        /// Where the set is.
        path: Vec<String>,
        /// The element.
        item: Value,
    },
}

impl FieldChange {
    /// Where it happens.
    pub fn path(&self) -> &[String] {
        match self {
            FieldChange::Set { path, .. }
            | FieldChange::Unset { path, .. }
            | FieldChange::Add { path, .. }
            | FieldChange::Remove { path, .. } => path,
        }
    }
}

/// The smallest list of edits that turns `old` into `new`: tables field by field, rows by key, sets by element,
/// anything else as a whole. Fields that appear or vanish do so as a whole.
///
/// A new order of the same rows or elements is no difference, and neither is 1.00 for 1.0.
pub fn diff(old: &Map, new: &Map, shapes: &dyn Shapes) -> Vec<FieldChange> {
    let mut walk = Walk { shapes, path: Vec::new(), names: Vec::new(), changes: Vec::new() };
    walk.table(old, new);
    walk.changes
}

struct Walk<'a> {
    shapes: &'a dyn Shapes,
    path: Vec<String>,
    names: Vec<String>,
    changes: Vec<FieldChange>,
}

impl Walk<'_> {
    fn table(&mut self, old: &Map, new: &Map) {
        let gone = old.keys().filter(|name| !new.contains_key(*name));
        for name in gone.chain(new.keys()) {
            self.path.push(name.clone());
            self.names.push(name.clone());
            self.field(old.get(name), new.get(name));
            self.names.pop();
            self.path.pop();
        }
    }

    fn field(&mut self, old: Option<&Value>, new: Option<&Value>) {
        let (Some(old), Some(new)) = (old, new) else { return self.whole(old, new) };
        if old == new {
            return;
        }
        match (settled(declared(self.shapes, &self.names), &[old, new]), old, new) {
            (Shape::Table, Value::Table(old), Value::Table(new)) => self.table(old, new),
            (Shape::Set, Value::List(was), Value::List(is)) if distinct(was) && distinct(is) => self.set(was, is),
            (Shape::Rows { key }, Value::List(was), Value::List(is))
                if self.finds_rows(old, &key) && !is.is_empty() =>
            {
                self.rows(&key, was, is);
            }
            _ => self.whole(Some(old), Some(new)),
        }
    }

    /// Whether the rows are still known as such, by this key, to one who sees the old list only.
    fn finds_rows(&self, old: &Value, key: &str) -> bool {
        matches!(settled(declared(self.shapes, &self.names), &[old]), Shape::Rows { key: found } if found == key)
            && !matches!(old, Value::List(list) if list.is_empty())
    }

    fn set(&mut self, old: &[Value], new: &[Value]) {
        let (was, is) = (tokens(old).unwrap_or_default(), tokens(new).unwrap_or_default());
        let missing =
            |from: &HashSet<Token>, value: &Value| Token::of(value).is_some_and(|token| !from.contains(&token));
        for item in old.iter().filter(|value| missing(&is, value)).cloned() {
            self.changes.push(FieldChange::Remove { path: self.path.clone(), item });
        }
        for item in new.iter().filter(|value| missing(&was, value)).cloned() {
            self.changes.push(FieldChange::Add { path: self.path.clone(), item });
        }
    }

    fn rows(&mut self, key: &str, old: &[Value], new: &[Value]) {
        let (old, new) = (named_rows(old, key).unwrap_or_default(), named_rows(new, key).unwrap_or_default());
        let was: HashMap<&str, &Map> = old.iter().map(|(name, row)| (name.as_str(), *row)).collect();
        let is: HashMap<&str, &Map> = new.iter().map(|(name, row)| (name.as_str(), *row)).collect();
        for (name, row) in old.iter().filter(|(name, _)| !is.contains_key(name.as_str())) {
            self.path.push(row_segment(name));
            self.changes.push(FieldChange::Unset { path: self.path.clone(), old: Value::Table((*row).clone()) });
            self.path.pop();
        }
        for (name, row) in &new {
            self.path.push(row_segment(name));
            match was.get(name.as_str()) {
                Some(old) => self.table(old, row),
                None => self.whole(None, Some(&Value::Table((*row).clone()))),
            }
            self.path.pop();
        }
    }

    fn whole(&mut self, old: Option<&Value>, new: Option<&Value>) {
        let path = self.path.clone();
        match (old.cloned(), new.cloned()) {
            (None, None) => {}
            (Some(old), None) => self.changes.push(FieldChange::Unset { path, old }),
            (old, Some(new)) => self.changes.push(FieldChange::Set { path, old, new }),
        }
    }
}
