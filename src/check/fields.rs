//! Owns walking a record's values against the schema: unknown keys, types, nested tables and rows.
//! Refuses to judge what is missing; `presence` does.

use super::{Findings, Judge, scalars};
use crate::diagnostic::Diagnostic;
use crate::msg;
use crate::schema::{Field, Kind, Type};
use crate::syntax::Step;
use crate::value::{Map, Value, suggest};
use indexmap::IndexMap;
use std::collections::BTreeSet;

pub(super) fn check(findings: &mut Findings<'_>, kind: &Kind, judge: &Judge<'_>) {
    let root = findings.record.root.clone();
    if root.contains_key("_conflict") {
        let path = [Step::from("_conflict")];
        let place = findings.record.place_of_key(&path);
        findings
            .add(Diagnostic::error("conflict", place, msg!("check-conflict")).hint(msg!("check-conflict-hint")), &path);
    }
    table(findings, &kind.fields, &root, &mut Vec::new(), judge, &kind.name);
}

fn table(
    findings: &mut Findings<'_>,
    fields: &IndexMap<String, Field>,
    map: &Map,
    path: &mut Vec<Step>,
    judge: &Judge<'_>,
    within: &str,
) {
    for (key, value) in map {
        if path.is_empty() && (key == "_conflict" || key == "id") {
            continue;
        }
        path.push(Step::Key(key.clone()));
        match fields.get(key) {
            Some(field) => field_value(findings, field, value, path, judge),
            None => unknown_key(findings, fields, key, path, within),
        }
        path.pop();
    }
}

fn unknown_key(findings: &mut Findings<'_>, fields: &IndexMap<String, Field>, key: &str, path: &[Step], within: &str) {
    let place = findings.record.place_of_key(path);
    let finding = Diagnostic::warning("unknown-key", place, msg!("check-unknown-key", key = key, kind = within));
    let named = fields.values().find(|field| field.answers_to(key)).map(|field| field.name.as_str());
    let finding = match named.or_else(|| suggest(key, fields.keys().map(String::as_str))) {
        Some(near) => finding.hint(msg!("check-did-you-mean", near = near)),
        None => finding.hint(msg!("check-unknown-key-hint", kind = within, key = key)),
    };
    findings.add(finding, path);
}

fn field_value(findings: &mut Findings<'_>, field: &Field, value: &Value, path: &mut Vec<Step>, judge: &Judge<'_>) {
    match (field.kind, value) {
        (Type::Table, Value::Table(map)) => table(findings, &field.fields, map, path, judge, &field.name),
        (Type::Rows, Value::List(rows)) => self::rows(findings, field, rows, path, judge),
        (kind, Value::List(items)) if kind.is_set() => {
            for (index, item) in items.iter().enumerate() {
                path.push(Step::Index(index));
                scalars::check(findings, field, item, path, judge);
                path.pop();
            }
            if field.kind == Type::Tags {
                scalars::exclusive_groups(findings, items, path, judge);
            }
        }
        (kind, value) if kind.is_set() => scalars::wrong_type(findings, field, value, path),
        _ => scalars::check(findings, field, value, path, judge),
    }
}

fn rows(findings: &mut Findings<'_>, field: &Field, rows: &[Value], path: &mut Vec<Step>, judge: &Judge<'_>) {
    let mut seen = BTreeSet::new();
    for (index, row) in rows.iter().enumerate() {
        path.push(Step::Index(index));
        match row {
            Value::Table(map) => {
                if let Some(key) = &field.key {
                    row_key(findings, map, key, path, &mut seen);
                }
                table(findings, &field.fields, map, path, judge, &field.name);
            }
            other => scalars::wrong_type(findings, field, other, path),
        }
        path.pop();
    }
}

fn row_key(findings: &mut Findings<'_>, map: &Map, key: &str, path: &[Step], seen: &mut BTreeSet<String>) {
    match map.get(key).map(Value::display) {
        None => {
            let place = findings.record.place(path);
            findings.add(Diagnostic::error("row-key", place, msg!("check-row-key-missing", key = key)), path);
        }
        Some(name) if !seen.insert(name.clone()) => {
            let mut at = path.to_vec();
            at.push(key.into());
            let place = findings.record.place(&at);
            findings
                .add(Diagnostic::error("row-key", place, msg!("check-row-key-twice", key = key, name = name)), path);
        }
        Some(_) => {}
    }
}
