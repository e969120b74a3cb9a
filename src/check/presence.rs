//! Owns what must be there: required by policy and from a date, required when, one of several.
//! Refuses to look at values; an empty text counts as missing.

use super::{Findings, Judge};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::msg;
use crate::schema::{Field, Kind, Requirement};
use crate::syntax::Step;
use crate::value::{Map, Value};
use chrono::NaiveDate;
use indexmap::IndexMap;

pub(super) fn check(findings: &mut Findings<'_>, kind: &Kind, judge: &Judge<'_>) {
    let policy = judge.config.policy.name();
    let root = findings.record.root.clone();
    let created = root.get("created").and_then(Value::date);
    for field in kind.fields.values().filter(|field| !has(&root, &field.name)) {
        if let Some(severity) = severity(field, policy, created) {
            let finding = Diagnostic::new(
                severity,
                "required",
                Place::file(&findings.record.path),
                msg!("check-required", field = field.name.as_str()),
            );
            let hint =
                msg!("check-required-hint", reference = findings.record.reference(), field = field.name.as_str());
            findings.add(finding.hint(hint), &[field.name.as_str().into()]);
        } else if let Some((other, value)) = wanted_by(field, &root, policy) {
            let message = msg!("check-required-when", field = field.name.as_str(), other = other, value = value);
            findings.add(
                Diagnostic::error("required-when", Place::file(&findings.record.path), message),
                &[field.name.as_str().into()],
            );
        }
    }
    nested(findings, &kind.fields, &root, &mut Vec::new(), "", &|field| severity(field, policy, created));
    for rule in &kind.require_any {
        let applies = rule.policy.as_deref().is_none_or(|only| only == policy);
        if applies && !rule.fields.iter().any(|field| has(&root, field)) {
            let message = msg!("check-require-any", fields = rule.fields.join(", "));
            findings.add(Diagnostic::error("require-any", Place::file(&findings.record.path), message), &[]);
        }
    }
}

/// What the tables and rows that are there must hold. A row's own key is the business of `fields`.
fn nested(
    findings: &mut Findings<'_>,
    fields: &IndexMap<String, Field>,
    map: &Map,
    path: &mut Vec<Step>,
    name: &str,
    severity: &dyn Fn(&Field) -> Option<Severity>,
) {
    for (key, value) in map {
        let Some(field) = fields.get(key).filter(|field| !field.fields.is_empty()) else { continue };
        path.push(Step::Key(key.clone()));
        match value {
            Value::Table(inner) => inside(findings, field, inner, path, &format!("{name}{key}"), severity),
            Value::List(rows) => {
                for (index, row) in rows.iter().enumerate() {
                    let Value::Table(inner) = row else { continue };
                    let named = field.key.as_ref().and_then(|key| inner.get(key)).map(Value::display);
                    let named = named.unwrap_or_else(|| index.to_string());
                    path.push(Step::Index(index));
                    inside(findings, field, inner, path, &format!("{name}{key}[{named}]"), severity);
                    path.pop();
                }
            }
            _ => {}
        }
        path.pop();
    }
}

fn inside(
    findings: &mut Findings<'_>,
    field: &Field,
    map: &Map,
    path: &mut Vec<Step>,
    name: &str,
    severity: &dyn Fn(&Field) -> Option<Severity>,
) {
    let missing =
        field.fields.values().filter(|inner| !has(map, &inner.name) && field.key.as_ref() != Some(&inner.name));
    for inner in missing {
        let Some(severity) = severity(inner) else { continue };
        let place = findings.record.place(path);
        let full = format!("{name}.{}", inner.name);
        let hint = msg!("check-required-hint", reference = findings.record.reference(), field = full.as_str());
        let finding = Diagnostic::new(severity, "required", place, msg!("check-required", field = full)).hint(hint);
        path.push(Step::Key(inner.name.clone()));
        findings.add(finding, path);
        path.pop();
    }
    nested(findings, &field.fields, map, path, &format!("{name}."), severity);
}

fn has(root: &Map, field: &str) -> bool {
    root.get(field).is_some_and(|value| !value.is_empty())
}

/// Older records are warned about a field that is required from a later day on.
fn severity(field: &Field, policy: &str, created: Option<NaiveDate>) -> Option<Severity> {
    let required = match &field.required {
        Requirement::Never => false,
        Requirement::Always => true,
        Requirement::Policy(only) => only == policy,
    };
    let older = field.required_from.is_some_and(|from| created.is_none_or(|day| day < from));
    required.then_some(if older { Severity::Warning } else { Severity::Error })
}

/// The first field and value that make this one required.
fn wanted_by(field: &Field, root: &Map, policy: &str) -> Option<(String, String)> {
    let when = field.required_when.as_ref()?;
    if when.get("policy").is_some_and(|policies| !policies.iter().any(|only| only == policy)) {
        return None;
    }
    let mut conditions = when.iter().filter(|(name, _)| *name != "policy").peekable();
    conditions.peek()?;
    let mut first = None;
    for (name, values) in conditions {
        let value = root.get(name).map(Value::display).unwrap_or_default();
        if !values.contains(&value) {
            return None;
        }
        first.get_or_insert((name.clone(), value));
    }
    first
}
