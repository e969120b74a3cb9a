//! Owns putting the changes of a difference into a record.
//! Refuses to merge: a change goes over whatever stands at its place.

use super::diff::FieldChange;
use super::path::row_key;
use super::shape::{Shape, Shapes, declared, row_name, settled};
use crate::value::{Map, Value};

/// The record with the changes made, in their order; new rows and elements go to the end.
///
/// `apply(old, &diff(old, new, s), s)` is `new`, but for the order of sets and rows, which carries no meaning.
/// On a record other than the one that was compared, a change whose place isn't there is left out: an element
/// of what is no list, a field in a row that is gone, a field in what is no table. Tables and lists that are missing are
/// made. Whoever must not lose a change merges instead.
pub fn apply(record: &Map, changes: &[FieldChange], shapes: &dyn Shapes) -> Map {
    let mut edited = record.clone();
    for change in changes {
        let mut place = Place { shapes, names: Vec::new(), change };
        place.table(&mut edited, Some(record), change.path());
    }
    edited
}

/// A change on its way to its place. The record as it was goes along, for it tells what names the rows.
struct Place<'a> {
    shapes: &'a dyn Shapes,
    names: Vec<String>,
    change: &'a FieldChange,
}

impl Place<'_> {
    fn table(&mut self, table: &mut Map, before: Option<&Map>, path: &[String]) {
        let Some((name, rest)) = path.split_first() else { return };
        self.names.push(name.clone());
        let before = before.and_then(|before| before.get(name));
        match (table.get_mut(name), rest) {
            (_, []) => self.field(table, name),
            (Some(Value::Table(inner)), _) => {
                let before = if let Some(Value::Table(before)) = before { Some(before) } else { None };
                self.table(inner, before, rest);
            }
            (Some(Value::List(list)), [row, rest @ ..]) => self.list(list, before, row, rest),
            (None, [row, rest @ ..]) if row_key(row).is_some() => {
                if let (FieldChange::Set { new, .. }, []) = (self.change, rest) {
                    table.insert(name.clone(), Value::List(vec![new.clone()]));
                }
            }
            (None, _) if matches!(self.change, FieldChange::Set { .. } | FieldChange::Add { .. }) => {
                let mut inner = Map::new();
                self.table(&mut inner, None, rest);
                table.insert(name.clone(), Value::Table(inner));
            }
            _ => {}
        }
    }

    fn list(&mut self, list: &mut Vec<Value>, before: Option<&Value>, row: &str, rest: &[String]) {
        let shape = declared(self.shapes, &self.names);
        let shape = match before {
            Some(before) => settled(shape, &[before]),
            None => shape,
        };
        let (Shape::Rows { key }, Some(row)) = (shape, row_key(row)) else { return };
        let is_it =
            |value: &Value| matches!(value, Value::Table(table) if row_name(table, &key).as_deref() == Some(row));
        let at = list.iter().position(is_it);
        match (self.change, rest, at) {
            (FieldChange::Set { new, .. }, [], Some(at)) => list[at] = new.clone(),
            (FieldChange::Set { new, .. }, [], None) => list.push(new.clone()),
            (FieldChange::Unset { .. }, [], Some(at)) => {
                list.remove(at);
            }
            (_, [_, ..], Some(at)) => {
                let before = match before {
                    Some(Value::List(before)) => before.iter().find(|value| is_it(value)),
                    _ => None,
                };
                let before = if let Some(Value::Table(before)) = before { Some(before) } else { None };
                if let Value::Table(inner) = &mut list[at] {
                    self.table(inner, before, rest);
                }
            }
            _ => {}
        }
    }

    fn field(&self, table: &mut Map, name: &str) {
        match self.change {
            FieldChange::Set { new, .. } => {
                table.insert(name.to_owned(), new.clone());
            }
            FieldChange::Unset { .. } => {
                table.remove(name);
            }
            FieldChange::Add { item, .. } => {
                if let Value::List(set) = table.entry(name.to_owned()).or_insert_with(|| Value::List(Vec::new()))
                    && !set.contains(item)
                {
                    set.push(item.clone());
                }
            }
            FieldChange::Remove { item, .. } => {
                if let Some(Value::List(set)) = table.get_mut(name) {
                    set.retain(|value| value != item);
                }
            }
        }
    }
}
