//! Owns joining what several rows say of one record, and comparing it with what the record has.
//! Refuses to choose between two values; the second row is the one refused.

use crate::record::{FieldEdit, FieldPath, Operation};
use crate::schema::{Field, Kind, Type};
use crate::value::{Map, Value, slug};
use std::collections::HashMap;

/// Where a value came from: row of the import, column of its sheet.
pub(super) type Origin = (usize, usize);

/// Two rows that disagree.
pub(super) struct Clash {
    pub field: String,
    pub old: Value,
    pub new: Value,
    pub first: Option<Origin>,
}

/// Lays the values of a further row into a record.
pub(super) fn absorb(
    kind: &Kind,
    root: &mut Map,
    origins: &mut HashMap<String, Origin>,
    more: Map,
    from: &HashMap<String, Origin>,
) -> Vec<Clash> {
    let mut clashes = Vec::new();
    for (name, value) in more {
        let field = kind.fields.get(&name);
        lay(root, origins, &name, &name, field, value, from, &mut clashes);
    }
    clashes
}

#[allow(clippy::too_many_arguments)]
fn lay(
    map: &mut Map,
    origins: &mut HashMap<String, Origin>,
    name: &str,
    path: &str,
    field: Option<&Field>,
    value: Value,
    from: &HashMap<String, Origin>,
    clashes: &mut Vec<Clash>,
) {
    let kind = field.map(|field| field.kind);
    let Some(old) = map.get_mut(name) else {
        let value = if kind == Some(Type::Rows) { first_rows(field, value, path, origins, from) } else { value };
        map.insert(name.to_owned(), value);
        let within =
            |place: &str| place.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        for (place, origin) in from.iter().filter(|(place, _)| within(place)) {
            origins.entry(place.clone()).or_insert(*origin);
        }
        return;
    };
    match (kind, old, value) {
        (Some(Type::Rows), Value::List(rows), Value::List(new)) => {
            for row in new {
                push_row(rows, field, row, path, origins, from);
            }
        }
        (Some(Type::Table), Value::Table(inner), Value::Table(new)) => {
            for (part, value) in new {
                let at = format!("{path}.{part}");
                lay(inner, origins, &part, &at, field.and_then(|field| field.fields.get(&part)), value, from, clashes);
            }
        }
        (Some(kind), Value::List(items), Value::List(new)) if kind.is_set() => {
            items.extend(new.into_iter().filter(|item| !items.contains(item)).collect::<Vec<_>>());
        }
        (Some(Type::Text), Value::Text(text), Value::Text(new)) => {
            if !holds(text, &new) {
                text.push('\n');
                text.push_str(&new);
            }
        }
        (_, old, new) if *old == new => {}
        (_, old, new) => {
            clashes.push(Clash { field: path.to_owned(), old: old.clone(), new, first: origins.get(path).copied() })
        }
    }
}

/// Whether a text has all lines of another in order.
fn holds(text: &str, other: &str) -> bool {
    format!("\n{text}\n").contains(&format!("\n{other}\n"))
}

fn first_rows(
    field: Option<&Field>,
    value: Value,
    path: &str,
    origins: &mut HashMap<String, Origin>,
    from: &HashMap<String, Origin>,
) -> Value {
    let Value::List(new) = value else { return value };
    let mut rows = Vec::new();
    for row in new {
        push_row(&mut rows, field, row, path, origins, from);
    }
    Value::List(rows)
}

/// A further row; the same key again gets a number behind it: `S10`, `S10-2`.
fn push_row(
    rows: &mut Vec<Value>,
    field: Option<&Field>,
    row: Value,
    path: &str,
    origins: &mut HashMap<String, Origin>,
    from: &HashMap<String, Origin>,
) {
    let key = field.and_then(|field| field.key.as_deref()).unwrap_or("key");
    let Value::Table(mut table) = row else { return };
    let named =
        ["product", "name", "number"].iter().find_map(|part| table.get(*part)).map(|value| slug(&value.display()));
    let name =
        table.get(key).map(Value::display).or(named).filter(|name| !name.is_empty()).unwrap_or_else(|| "1".to_owned());
    let taken = |name: &str| {
        rows.iter().any(|row| row.as_table().and_then(|row| row.get(key)).map(Value::display).as_deref() == Some(name))
    };
    let free = if taken(&name) {
        (2..).map(|number| format!("{name}-{number}")).find(|name| !taken(name))
    } else {
        Some(name)
    };
    if let Some(free) = free {
        table.insert(key.to_owned(), Value::Text(free));
    }
    let index = rows.len();
    for (place, origin) in from {
        if let Some(part) = place.strip_prefix(path).and_then(|rest| rest.strip_prefix('.')) {
            origins.insert(format!("{path}[{index}].{part}"), *origin);
        }
    }
    rows.push(Value::Table(table));
}

/// The edits that bring a record to what the rows say. What they don't say stays; sets and texts only grow.
pub(super) fn edits(kind: &Kind, old: &Map, new: &Map) -> Vec<FieldEdit> {
    let mut list = Vec::new();
    for (name, value) in new {
        compare(&mut list, vec![name.clone()], kind.fields.get(name), old.get(name), value);
    }
    list
}

fn compare(list: &mut Vec<FieldEdit>, path: Vec<String>, field: Option<&Field>, old: Option<&Value>, new: &Value) {
    if old == Some(new) {
        return;
    }
    let set = |operation| FieldEdit { path: FieldPath(path.clone()), operation };
    match (field.map(|field| field.kind), old, new) {
        (Some(Type::Table), _, Value::Table(parts)) => {
            let inner = old.and_then(Value::as_table);
            for (part, value) in parts {
                let mut at = path.clone();
                at.push(part.clone());
                compare(
                    list,
                    at,
                    field.and_then(|field| field.fields.get(part)),
                    inner.and_then(|inner| inner.get(part)),
                    value,
                );
            }
        }
        (Some(Type::Rows), _, Value::List(rows)) => {
            let key = field.and_then(|field| field.key.as_deref()).unwrap_or("key");
            let old = old.and_then(Value::as_list).unwrap_or_default();
            for row in rows.iter().filter_map(Value::as_table) {
                let Some(name) = row.get(key).map(Value::display) else { continue };
                let there = old
                    .iter()
                    .filter_map(Value::as_table)
                    .find(|other| other.get(key).map(Value::display).as_deref() == Some(name.as_str()));
                for (part, value) in row.iter().filter(|(part, _)| *part != key || there.is_none()) {
                    let at = [path.as_slice(), &[format!("[{name}]"), part.clone()]].concat();
                    compare(
                        list,
                        at,
                        field.and_then(|field| field.fields.get(part)),
                        there.and_then(|there| there.get(part)),
                        value,
                    );
                }
            }
        }
        (Some(kind), Some(Value::List(items)), Value::List(more)) if kind.is_set() => {
            let missing: Vec<Value> = more.iter().filter(|item| !items.contains(item)).cloned().collect();
            if !missing.is_empty() {
                list.push(set(Operation::Add(missing)));
            }
        }
        (Some(Type::Text), Some(Value::Text(text)), Value::Text(more)) => {
            if !holds(text, more) {
                list.push(set(Operation::Add(vec![new.clone()])));
            }
        }
        _ => list.push(set(Operation::Set(new.clone()))),
    }
}
