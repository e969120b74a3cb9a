//! Owns edits of a record by field: as a list, and applied to a text.
//! Refuses to choose which text; committed, staged and working copies each get their own.

use super::FieldPath;
use super::field_path::steps;
use crate::schema::Kind;
use crate::syntax::{self, Edit, Fault, Step};
use crate::value::{Map, Value};

/// What is done to a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    /// The field becomes this.
    Set(Value),
    /// The field goes away.
    Unset,
    /// These are added to a set or a text's end.
    Add(Vec<Value>),
    /// These are taken out of a set.
    Remove(Vec<Value>),
}

/// One edit of one field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldEdit {
    /// Which field.
    pub path: FieldPath,
    /// What happens to it.
    pub operation: Operation,
}

impl FieldEdit {
    /// Sets a field.
    pub fn set(path: &str, value: Value) -> FieldEdit {
        FieldEdit { path: FieldPath(vec![path.to_owned()]), operation: Operation::Set(value) }
    }

    /// The value a field has after the edit, from the one it has before.
    pub fn result(&self, kind: &Kind, old: Option<&Value>) -> Option<Value> {
        match &self.operation {
            Operation::Set(value) => Some(value.clone()),
            Operation::Unset => None,
            Operation::Add(items) => match old {
                Some(Value::List(list)) => {
                    let mut list = list.clone();
                    list.extend(items.iter().filter(|item| !list.contains(item)).cloned().collect::<Vec<_>>());
                    Some(Value::List(list))
                }
                Some(Value::Text(text)) => {
                    let more: Vec<String> = items.iter().map(Value::display).collect();
                    Some(Value::Text(format!("{text}\n{}", more.join("\n"))))
                }
                Some(Value::Number(number)) => match items.as_slice() {
                    [Value::Number(more)] => number.checked_add(*more).map(Value::Number),
                    _ => Some(Value::Number(*number)),
                },
                // The first one: a set begins with it, a number or a text is it.
                _ => match (self.path.field(kind), items.as_slice()) {
                    (Some(field), [only]) if !field.kind.is_set() => Some(only.clone()),
                    _ => Some(Value::List(items.clone())),
                },
            },
            Operation::Remove(items) => match old {
                Some(Value::List(list)) => {
                    let left: Vec<Value> = list.iter().filter(|item| !items.contains(item)).cloned().collect();
                    (!left.is_empty()).then_some(Value::List(left))
                }
                Some(Value::Number(number)) => match items.as_slice() {
                    [Value::Number(less)] => number.checked_sub(*less).map(Value::Number),
                    _ => Some(Value::Number(*number)),
                },
                other => other.cloned(),
            },
        }
    }
}

/// The value at a path of names.
pub fn value_at<'m>(path: &FieldPath, kind: &Kind, root: &'m Map) -> Option<&'m Value> {
    let mut found = steps(path, kind, root).into_iter();
    let Some(Step::Key(first)) = found.next() else { return None };
    found.try_fold(root.get(&first)?, |value, step| match (step, value) {
        (Step::Key(key), Value::Table(table)) => table.get(&key),
        (Step::Index(index), Value::List(list)) => list.get(index),
        _ => None,
    })
}

/// The text with the edits made one after the other. An edit that changes nothing leaves every byte.
pub fn edit_text(text: &str, kind: &Kind, edits: &[FieldEdit]) -> Result<String, Fault> {
    let order = kind.order();
    let mut text = text.to_owned();
    for edit in edits {
        let parsed = syntax::parse(&text);
        if let Some(fault) = parsed.faults.into_iter().next() {
            return Err(fault);
        }
        let old = value_at(&edit.path, kind, &parsed.root);
        let new = edit.result(kind, old);
        if new.as_ref() == old {
            continue;
        }
        let at = steps(&edit.path, kind, &parsed.root);
        let mut list = Vec::new();
        match new {
            None => list.push(Edit::Remove(at)),
            Some(value) => {
                list.extend(name_new_row(edit, kind, &at, &parsed.root));
                list.push(Edit::Set(at, value));
            }
        }
        text = syntax::edit(&text, &list, &order)?;
    }
    Ok(text)
}

/// A row that is made by setting one of its fields gets its key first.
fn name_new_row(edit: &FieldEdit, kind: &Kind, at: &[Step], root: &Map) -> Option<Edit> {
    let [Step::Key(rows), Step::Index(index), rest @ ..] = at else { return None };
    let field = kind.fields.get(rows)?;
    let key = field.key.as_deref()?;
    let length = match root.get(rows) {
        Some(Value::List(list)) => list.len(),
        _ => 0,
    };
    let sets_key = matches!(rest, [Step::Key(name)] if name == key);
    if *index < length || rest.is_empty() || sets_key {
        return None;
    }
    let name = super::merge::row_key(edit.path.0.get(1)?)?;
    Some(Edit::Set(vec![Step::Key(rows.clone()), Step::Index(*index), key.into()], Value::Text(name.to_owned())))
}

/// The text of a new record, keys in the order of the kind.
pub fn new_text(kind: &Kind, root: &Map) -> String {
    syntax::write(root, &kind.order())
}
