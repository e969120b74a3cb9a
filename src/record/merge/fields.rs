//! Owns the walk through three versions of a record, field by field.
//! Refuses to know how a record carries its conflicts.

use super::conflict::{Conflict, RESERVED};
use super::shape::{Shape, Shapes, declared, settled};
use super::{sets, still_there, text, three_way};
use crate::value::{Map, Value};
use std::collections::BTreeSet;

/// Merges all fields but the reserved one. Conflicts come by path.
pub(super) fn merge(base: &Map, ours: &Map, theirs: &Map, shapes: &dyn Shapes) -> (Map, Vec<Conflict>) {
    let mut walk = Walk { shapes, path: Vec::new(), names: Vec::new(), conflicts: Vec::new() };
    let mut done = BTreeSet::from([RESERVED]);
    let mut merged = Map::new();
    for group in shapes.together() {
        let group: BTreeSet<&str> = group.iter().map(String::as_str).filter(|name| !done.contains(name)).collect();
        if group.len() > 1 {
            merged.extend(walk.together(&group, base, ours, theirs));
            done.extend(group);
        }
    }
    for name in names(base, ours, theirs).filter(|name| !done.contains(name)) {
        if let Some(value) = walk.named(name, base, ours, theirs) {
            merged.insert(name.to_owned(), value);
        }
    }
    walk.conflicts.sort_by(|one, other| one.path.cmp(&other.path));
    (merged, walk.conflicts)
}

/// Where the walk stands, and what it met.
pub(super) struct Walk<'a> {
    shapes: &'a dyn Shapes,
    /// With row keys.
    path: Vec<String>,
    /// Without row keys.
    names: Vec<String>,
    conflicts: Vec<Conflict>,
}

impl Walk<'_> {
    /// Two tables with the table both came from, field by field.
    fn table(&mut self, base: &Map, ours: &Map, theirs: &Map) -> Map {
        let merge = |name: &str| Some((name.to_owned(), self.named(name, base, ours, theirs)?));
        names(base, ours, theirs).filter_map(merge).collect()
    }

    /// Two rows of one key.
    pub(super) fn row(&mut self, segment: String, base: &Map, ours: &Map, theirs: &Map) -> Map {
        self.path.push(segment);
        let merged = self.table(base, ours, theirs);
        self.path.pop();
        merged
    }

    fn named(&mut self, name: &str, base: &Map, ours: &Map, theirs: &Map) -> Option<Value> {
        self.path.push(name.to_owned());
        self.names.push(name.to_owned());
        let merged = self.field(base.get(name), ours.get(name), theirs.get(name));
        self.names.pop();
        self.path.pop();
        merged
    }

    fn field(&mut self, base: Option<&Value>, ours: Option<&Value>, theirs: Option<&Value>) -> Option<Value> {
        if let Ok(value) = three_way(&base, &ours, &theirs) {
            return value.cloned();
        }
        // From here both sides changed the field, each in its way.
        let values: Vec<&Value> = [base, ours, theirs].into_iter().flatten().collect();
        match settled(declared(self.shapes, &self.names), &values) {
            Shape::Table => {
                if let (Some(Value::Table(ours)), Some(Value::Table(theirs))) = (ours, theirs) {
                    let nothing = Map::new();
                    let base = if let Some(Value::Table(base)) = base { base } else { &nothing };
                    return Some(Value::Table(self.table(base, ours, theirs)));
                }
            }
            Shape::Text => {
                if let (Some(Value::Text(base)), Some(Value::Text(ours)), Some(Value::Text(theirs))) =
                    (base, ours, theirs)
                    && let Some(merged) = text::merge(base, ours, theirs)
                {
                    return Some(Value::Text(merged));
                }
            }
            Shape::Set => {
                let merged = sets::merge(list(base), list(ours), list(theirs));
                return listed(merged, still_there(base, ours, theirs));
            }
            Shape::Rows { key } => {
                let merged = self.rows(&key, list(base), list(ours), list(theirs));
                return listed(merged, still_there(base, ours, theirs));
            }
            Shape::Scalar | Shape::ByValue => {}
        }
        self.conflict(base.cloned(), ours.cloned(), theirs.cloned());
        ours.cloned()
    }

    /// Fields that belong together, as one value: a table of those that are there.
    fn together(&mut self, group: &BTreeSet<&str>, base: &Map, ours: &Map, theirs: &Map) -> Map {
        let part = |side: &Map| -> Map {
            group.iter().filter_map(|name| Some(((*name).to_owned(), side.get(*name)?.clone()))).collect()
        };
        let (base, ours, theirs) = (part(base), part(ours), part(theirs));
        three_way(&base, &ours, &theirs).unwrap_or_else(|()| {
            let value = |part: Map| (!part.is_empty()).then_some(Value::Table(part));
            self.path.push(group.iter().copied().collect::<Vec<_>>().join("+"));
            self.conflict(value(base), value(ours.clone()), value(theirs));
            self.path.pop();
            ours
        })
    }

    /// Records a conflict at the row of this segment, here.
    pub(super) fn row_conflict(&mut self, segment: String, base: &Map, ours: Option<&Map>, theirs: Option<&Map>) {
        self.path.push(segment);
        self.conflict(
            Some(Value::Table(base.clone())),
            ours.cloned().map(Value::Table),
            theirs.cloned().map(Value::Table),
        );
        self.path.pop();
    }

    fn conflict(&mut self, base: Option<Value>, ours: Option<Value>, theirs: Option<Value>) {
        self.conflicts.push(Conflict { path: self.path.clone(), base, ours, theirs });
    }
}

fn names<'m>(base: &'m Map, ours: &'m Map, theirs: &'m Map) -> impl Iterator<Item = &'m str> {
    let all: BTreeSet<&str> = [base, ours, theirs].into_iter().flat_map(Map::keys).map(String::as_str).collect();
    all.into_iter()
}

/// An absent list is an empty one.
fn list(value: Option<&Value>) -> &[Value] {
    if let Some(Value::List(list)) = value { list } else { &[] }
}

fn listed(list: Vec<Value>, there: bool) -> Option<Value> {
    (there || !list.is_empty()).then_some(Value::List(list))
}
