//! Owns references between records: dangling ones, and who refers to a record.
//! Refuses to follow former ids silently: it says the new one.

use super::Everything;
use crate::diagnostic::Diagnostic;
use crate::msg;
use crate::record::{Change, FieldEdit, FieldPath, Operation, Record, merge, value_at};
use crate::schema::{Field, Kind, Schema, Type, reference_fault};
use crate::syntax::Step;
use crate::value::{Map, Value, suggest};
use indexmap::IndexMap;
use std::collections::{HashMap, HashSet};

/// A place that refers to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referrer {
    /// Kind of the referring record.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Steps to the value.
    pub path: Vec<Step>,
}

pub(super) fn check(everything: &Everything<'_>, findings: &mut Vec<Diagnostic>) {
    let mut ids: HashMap<&str, HashSet<&str>> = HashMap::new();
    let mut former: HashMap<(&str, &str), &str> = HashMap::new();
    for record in everything.records {
        ids.entry(&record.kind).or_default().insert(&record.id);
        for old in record.texts_of("former_ids") {
            former.insert((&record.kind, old), &record.id);
        }
    }
    let mut sorted: HashMap<String, Vec<&str>> = HashMap::new();
    for found in everything.unreadable {
        ids.entry(&found.kind).or_default().insert(&found.id);
    }
    let mut nearest: HashMap<String, Option<String>> = HashMap::new();
    for record in everything.records {
        let Some(kind) = everything.schema.kinds.get(&record.kind) else { continue };
        each_reference(&record.root, kind, &mut |field, path, text| {
            let targets = targets(field, text);
            let there = targets.iter().any(|(kind, id)| ids.get(kind).is_some_and(|ids| ids.contains(id)));
            // What can't be an id at all is told where the record is checked by itself.
            if there || reference_fault(text).is_some() {
                return;
            }
            let message = msg!("reference-dangling", text = text, kinds = field.to.join(", "));
            let finding = Diagnostic::error("reference", record.place(path), message).about(&record.kind, &record.id);
            let finding = finding.at_field(field.name.as_str());
            let written =
                |kind: &str, id: &str| if text.contains('/') { format!("{kind}/{id}") } else { id.to_owned() };
            let renamed = targets.iter().find_map(|key| former.get(key).map(|id| written(key.0, id)));
            // A missing record is often missed by many: the nearest name is looked for once.
            let mut near = || {
                let again = format!("{}:{text}", field.to.join(","));
                if let Some(known) = nearest.get(&again) {
                    return known.clone();
                }
                let found = targets.iter().find_map(|(kind, id)| {
                    let known = sorted.entry((*kind).to_owned()).or_insert_with(|| in_order(ids.get(kind)));
                    suggest(id, known.iter().copied()).map(|near| written(kind, near))
                });
                nearest.insert(again, found.clone());
                found
            };
            findings.push(match renamed.or_else(&mut near) {
                Some(near) => finding.hint(msg!("check-did-you-mean", near = near)),
                None => finding,
            });
        });
    }
}

/// Ids in a fixed order, so that of two equally near ones the same is proposed every time.
fn in_order<'i>(ids: Option<&HashSet<&'i str>>) -> Vec<&'i str> {
    let mut list: Vec<&str> = ids.into_iter().flatten().copied().collect();
    list.sort_unstable();
    list
}

/// Kinds and ids a text may mean: a bare id where one kind is allowed, `kind/id` where several are.
fn targets<'t>(field: &'t Field, text: &'t str) -> Vec<(&'t str, &'t str)> {
    match text.split_once('/') {
        Some((kind, id)) => {
            field.to.iter().filter(|allowed| *allowed == kind).map(|allowed| (allowed.as_str(), id)).collect()
        }
        None => field.to.iter().map(|kind| (kind.as_str(), text)).collect(),
    }
}

/// Calls back for every reference of a record: its field, the steps to it, its text.
fn each_reference(root: &Map, kind: &Kind, call: &mut dyn FnMut(&Field, &[Step], &str)) {
    walk(root, &kind.fields, &mut Vec::new(), call);
}

fn walk(
    map: &Map,
    fields: &IndexMap<String, Field>,
    path: &mut Vec<Step>,
    call: &mut dyn FnMut(&Field, &[Step], &str),
) {
    for (key, value) in map {
        let Some(field) = fields.get(key) else { continue };
        path.push(Step::Key(key.clone()));
        match (field.kind, value) {
            (Type::Ref, Value::Text(text)) => call(field, path, text),
            (Type::Refs, Value::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    path.push(Step::Index(index));
                    if let Value::Text(text) = item {
                        call(field, path, text);
                    }
                    path.pop();
                }
            }
            (Type::Table, Value::Table(inner)) => walk(inner, &field.fields, path, call),
            (Type::Rows, Value::List(rows)) => {
                for (index, row) in rows.iter().enumerate() {
                    path.push(Step::Index(index));
                    if let Value::Table(inner) = row {
                        walk(inner, &field.fields, path, call);
                    }
                    path.pop();
                }
            }
            _ => {}
        }
        path.pop();
    }
}

/// The changes that make every reference to a record name its new id.
pub fn repoint(records: &[Record], schema: &Schema, target_kind: &str, old: &str, new: &str) -> Vec<Change> {
    let mut changes = Vec::new();
    for record in records {
        let Some(kind) = schema.kinds.get(&record.kind) else { continue };
        let mut edits: Vec<FieldEdit> = Vec::new();
        each_reference(&record.root, kind, &mut |field, path, text| {
            if !targets(field, text).contains(&(target_kind, old)) {
                return;
            }
            let renamed =
                Value::Text(text.strip_suffix(old).map_or_else(|| new.to_owned(), |front| format!("{front}{new}")));
            let (at, in_set) = match path {
                [front @ .., Step::Index(_)] => (front, true),
                all => (all, false),
            };
            let Some(path) = named(&record.root, kind, at) else { return };
            let operation = if in_set {
                let list = value_at(&path, kind, &record.root).and_then(Value::as_list).unwrap_or_default();
                let renamed = |item: &Value| if item.text() == Some(text) { renamed.clone() } else { item.clone() };
                Operation::Set(Value::List(list.iter().map(renamed).collect()))
            } else {
                Operation::Set(renamed)
            };
            edits.push(FieldEdit { path, operation });
        });
        if !edits.is_empty() {
            changes.push(Change::Edit { kind: record.kind.clone(), id: record.id.clone(), edits });
        }
    }
    changes
}

/// Steps as a path of names: rows by their key. `None` for a row without one.
fn named(root: &Map, kind: &Kind, steps: &[Step]) -> Option<FieldPath> {
    let mut names = Vec::new();
    let (mut value, mut field): (Option<&Value>, Option<&Field>) = (None, None);
    for step in steps {
        match step {
            Step::Key(key) => {
                value = match value {
                    None => root.get(key),
                    Some(inside) => inside.as_table().and_then(|table| table.get(key)),
                };
                field = match field {
                    None => kind.fields.get(key),
                    Some(inside) => inside.fields.get(key),
                };
                names.push(key.clone());
            }
            Step::Index(index) => {
                value = value?.as_list()?.get(*index);
                let key = field?.key.as_deref()?;
                names.push(merge::row_segment(&value?.as_table()?.get(key)?.display()));
            }
        }
    }
    Some(FieldPath(names))
}

/// Every place that refers to a record.
pub fn referrers(records: &[Record], schema: &Schema, target_kind: &str, target_id: &str) -> Vec<Referrer> {
    let mut found = Vec::new();
    for record in records {
        let Some(kind) = schema.kinds.get(&record.kind) else { continue };
        each_reference(&record.root, kind, &mut |field, path, text| {
            if targets(field, text).contains(&(target_kind, target_id)) {
                found.push(Referrer { kind: record.kind.clone(), id: record.id.clone(), path: path.to_vec() });
            }
        });
    }
    found
}
