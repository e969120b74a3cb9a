//! Owns judging what the rows made, and turning it into changes.
//! Refuses rows whose records break a rule; a record that only lacks something is told apart.

use super::index::Who;
use super::merge;
use super::resolve::{Made, Pass, unmark};
use super::{Materials, Plan};
use crate::check::{Judge, check};
use crate::diagnostic::{Diagnostic, Failure, Place, Severity};
use crate::msg;
use crate::record::{Change, FieldEdit, Operation, Record, default_value, value_at};
use crate::schema::{Kind, Type};
use crate::value::{Map, Value, fold};
use std::collections::{HashMap, HashSet};

/// What judging found.
#[derive(Default)]
pub(super) struct Verdict {
    /// Faults by row.
    pub faults: Vec<(usize, Diagnostic)>,
    /// Missing required fields: record, field, finding, its rows.
    pub lacking: Vec<(usize, String, Diagnostic)>,
}

/// Codes that `--incomplete` lets in.
const LACKING: &[&str] = &["required", "required-when", "require-any"];

/// What a new record carries besides what its rows say.
pub(super) fn stamp(kind: &Kind, root: &mut Map, source: &str, live: bool) {
    let mut put = |field: &str, value: Value| {
        if kind.fields.contains_key(field) {
            root.entry(field.to_owned()).or_insert(value);
        }
    };
    put("source_system", Value::Text(source.to_owned()));
    if !live {
        put("historic", Value::Bool(true));
    }
}

/// Judges every record. `numbers` are the rows as the sheet shows them.
pub(super) fn judge(pass: &Pass<'_>, materials: &Materials<'_>, numbers: &[u32]) -> Verdict {
    let mut verdict = Verdict::default();
    let judge = Judge { config: materials.config, vocabulary: materials.vocabulary };
    let mut unique: HashMap<(&str, &str, String), Who> = HashMap::new();
    for (at, made) in pass.made.iter().enumerate() {
        let Some(kind) = materials.schema.kinds.get(&made.kind) else { continue };
        let old = made.target.map(|target| &materials.records[target]);
        let known: Vec<Diagnostic> = old.map(|record| check(record, kind, &judge)).unwrap_or_default();
        let record = drafted(kind, made, old, materials);
        for finding in check(&record, kind, &judge) {
            let older = known
                .iter()
                .any(|old| old.code == finding.code && old.field == finding.field && old.message == finding.message);
            if finding.severity != Severity::Error || older {
                continue;
            }
            let field = finding.field.clone().unwrap_or_default();
            if LACKING.contains(&finding.code) {
                let name = if field.is_empty() { any_of(kind) } else { field };
                verdict.lacking.push((at, name, finding));
                continue;
            }
            let origin = origin_of(made, &field);
            let rows = origin.map_or_else(|| made.rows.clone(), |(row, _)| vec![row]);
            for row in rows {
                let column = origin.map_or(0, |(_, column)| column);
                let mut finding = finding.clone();
                finding.id = None;
                finding.place = place(pass.context.file, numbers[row], Some(column));
                verdict.faults.push((row, finding));
            }
        }
        not_unique(pass, materials, kind, at, &mut unique, numbers, &mut verdict);
    }
    verdict
}

/// The fields of which one must be there.
fn any_of(kind: &Kind) -> String {
    kind.require_any.first().map(|rule| rule.fields.join("/")).unwrap_or_default()
}

fn place(file: &str, row: u32, column: Option<usize>) -> Place {
    match column {
        Some(column) => Place::cell(file, row, column as u32),
        None => Place { path: file.to_owned(), line: row, ..Place::default() },
    }
}

/// The row and column a field came from; of a list item that of the list, of a row's field that of the row.
fn origin_of(made: &Made, field: &str) -> Option<(usize, usize)> {
    let bare = field.split('[').next().unwrap_or_default();
    let first = field.split('.').next().unwrap_or_default();
    [field, bare, first].into_iter().find_map(|name| made.origins.get(name)).copied()
}

/// The row a missing field is told at: the column that should have given it, if there is one.
pub(super) fn lacking_at(
    pass: &Pass<'_>,
    made: usize,
    column: Option<usize>,
    number: u32,
    finding: &Diagnostic,
) -> Diagnostic {
    let mut finding = finding.clone();
    finding.place = place(pass.context.file, number, column);
    finding.id = None;
    finding.hint = None;
    finding.kind = Some(pass.made[made].kind.clone());
    finding
}

/// The record as it will be, for judging.
fn drafted(kind: &Kind, made: &Made, old: Option<&Record>, materials: &Materials<'_>) -> Record {
    let mut said = made.root.clone();
    for value in said.values_mut() {
        unmark(value, &|_| "x".to_owned());
    }
    let mut root = old.map(|record| record.root.clone()).unwrap_or_default();
    if old.is_some() {
        overlay(&mut root, kind, &said);
    } else {
        for field in kind.fields.values() {
            if !said.contains_key(&field.name)
                && let Some(value) = default_value(field, materials.customs)
            {
                said.insert(field.name.clone(), value);
            }
        }
        said.entry("created".to_owned()).or_insert(Value::Date(materials.naming.today()));
        said.entry("uid".to_owned()).or_insert(Value::Text("x".to_owned()));
        root = said;
    }
    Record {
        kind: made.kind.clone(),
        id: old.map_or_else(|| "x".to_owned(), |record| record.id.clone()),
        path: String::new(),
        text: String::new(),
        root,
        places: crate::syntax::Places::default(),
    }
}

/// What the rows say laid over what there is; only for judging.
fn overlay(root: &mut Map, kind: &Kind, said: &Map) {
    for (name, value) in said {
        match (root.get_mut(name), value) {
            (Some(Value::Table(inner)), Value::Table(parts)) => inner.extend(parts.clone()),
            (Some(Value::List(rows)), Value::List(new))
                if kind.fields.get(name).is_some_and(|field| field.kind == Type::Rows) =>
            {
                let key = kind.fields.get(name).and_then(|field| field.key.clone()).unwrap_or_default();
                let name_of = |row: &Value| row.as_table().and_then(|row| row.get(&key)).map(Value::display);
                for row in new {
                    match rows.iter_mut().find(|other| name_of(other) == name_of(row)) {
                        Some(Value::Table(there)) => there.extend(row.as_table().cloned().unwrap_or_default()),
                        _ => rows.push(row.clone()),
                    }
                }
            }
            _ => {
                root.insert(name.clone(), value.clone());
            }
        }
    }
}

/// Two records that share what no two may share: the rows of the second are refused.
fn not_unique<'k>(
    pass: &Pass<'_>,
    materials: &Materials<'_>,
    kind: &'k Kind,
    at: usize,
    seen: &mut HashMap<(&'k str, &'k str, String), Who>,
    numbers: &[u32],
    verdict: &mut Verdict,
) {
    let made = &pass.made[at];
    let me = made.target.map_or(Who::Made(at), Who::Existing);
    for field in kind.fields.values().filter(|field| field.unique) {
        let Some(text) = made.root.get(&field.name).map(Value::display).filter(|text| !text.is_empty()) else {
            continue;
        };
        let there = pass.context.base.find(&kind.name, &field.name, &text).iter().copied().find(|who| *who != me);
        let first = *seen.entry((&kind.name, &field.name, fold(&text))).or_insert(me);
        let Some(other) = there.or(Some(first).filter(|first| *first != me)) else { continue };
        let other = match other {
            Who::Existing(record) => materials.records[record].reference(),
            Who::Made(other) => {
                let row = pass.made[other].rows.first().copied().unwrap_or_default();
                format!("{}:{}", pass.context.file, pass.number_of(row))
            }
        };
        let origin = made.origins.get(&field.name).copied();
        for row in origin.map_or_else(|| made.rows.clone(), |(row, _)| vec![row]) {
            let message = msg!("unique", text = text.as_str(), other = other.as_str());
            let place = place(pass.context.file, numbers[row], origin.map(|origin| origin.1));
            let finding = Diagnostic::error("unique", place, message).at_field(&field.name).hint(msg!("unique-hint"));
            verdict.faults.push((row, finding));
        }
    }
}

/// The changes, with their counts.
pub(super) fn changes(
    pass: &Pass<'_>,
    materials: &mut Materials<'_>,
    source: &str,
    live: bool,
    plan: &mut Plan,
) -> Result<(), Failure> {
    let mut ids: HashMap<usize, String> = pass
        .made
        .iter()
        .enumerate()
        .filter_map(|(at, made)| Some((at, materials.records[made.target?].id.clone())))
        .collect();
    let mut created = Vec::new();
    for (at, made) in pass.made.iter().enumerate().filter(|(_, made)| made.target.is_none() && !made.rows.is_empty()) {
        let Some(kind) = materials.schema.kinds.get(&made.kind) else { continue };
        let mut root = made.root.clone();
        stamp(kind, &mut root, source, live);
        // Ids that are known go into the names of ids; the others follow when all are given.
        let mut known = root.clone();
        known.values_mut().for_each(|value| unmark(value, &|other| ids.get(&other).cloned().unwrap_or_default()));
        let change = materials.naming.create(kind, known, None)?;
        if let Change::Create { id, .. } = &change {
            ids.insert(at, id.clone());
        }
        *plan.created.entry(made.kind.clone()).or_default() += 1;
        created.push((root, change));
    }
    let id = |made: usize| ids.get(&made).cloned().unwrap_or_default();
    for (said, mut change) in created {
        if let Change::Create { root, .. } = &mut change {
            for (name, mut value) in said {
                unmark(&mut value, &id);
                root.insert(name, value);
            }
        }
        plan.changes.push(change);
    }
    for made in &pass.made {
        let (Some(record), Some(kind)) =
            (made.target.map(|target| &materials.records[target]), materials.schema.kinds.get(&made.kind))
        else {
            continue;
        };
        let mut said = made.root.clone();
        said.values_mut().for_each(|value| unmark(value, &id));
        if record.text_of("source_system").is_some_and(|other| other != source) {
            said.remove("external_id");
        }
        for ours in ["uid", "created"] {
            said.remove(ours);
        }
        let edits = if made.once { Vec::new() } else { merge::edits(kind, &record.root, &said) };
        if edits.is_empty() {
            plan.unchanged += 1;
            continue;
        }
        plan.changed.extend(edits.iter().map(|edit| told(edit, kind, record)));
        plan.changes.push(Change::Edit { kind: made.kind.clone(), id: record.id.clone(), edits });
    }
    Ok(())
}

fn told(edit: &FieldEdit, kind: &Kind, record: &Record) -> (String, String, String, String) {
    let old = value_at(&edit.path, kind, &record.root);
    let new = match &edit.operation {
        Operation::Set(value) => Some(value.clone()),
        _ => edit.result(kind, old),
    };
    let text = |value: Option<&Value>| value.map(Value::display).unwrap_or_default();
    (record.reference(), edit.path.to_string(), text(old), text(new.as_ref()))
}

/// Rows that go with refused ones: an order comes in with all its lines or not at all.
pub(super) fn siblings(pass: &Pass<'_>, materials: &Materials<'_>, faulty: &HashSet<usize>) -> Vec<(usize, usize)> {
    let mut more = Vec::new();
    for made in pass.made.iter().filter(|made| made.rows.len() > 1) {
        let kind = materials.schema.kinds.get(&made.kind);
        let joined = kind.is_some_and(|kind| {
            made.root.keys().any(|name| kind.fields.get(name).is_some_and(|field| field.kind == Type::Rows))
        });
        let Some(first) = made.rows.iter().find(|row| faulty.contains(row)).filter(|_| joined) else { continue };
        more.extend(made.rows.iter().filter(|row| !faulty.contains(row)).map(|row| (*row, *first)));
    }
    more
}
