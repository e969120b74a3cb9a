//! Owns judging one value: its type, its form, its range, the vocabulary.
//! Refuses to change it; `fmt` and entry normalise.

use super::{Findings, Judge};
use crate::diagnostic::{Diagnostic, Message};
use crate::msg;
use crate::schema::{Field, Type, reference_fault};
use crate::syntax::Step;
use crate::value::{self, Value, is_placeholder, suggest};
use std::collections::BTreeMap;

pub(super) fn check(findings: &mut Findings<'_>, field: &Field, value: &Value, path: &[Step], judge: &Judge<'_>) {
    match (field.kind, value) {
        (Type::Int, Value::Number(number)) if !number.fract().is_zero() => {
            error(findings, "type", path, msg!("check-not-whole", text = number.to_string()));
        }
        (kind, Value::Number(_)) if kind.is_number() => range(findings, field, value, path),
        (Type::Bool, Value::Bool(_)) | (Type::Date, Value::Date(_)) | (Type::Datetime, Value::Moment(_)) => {}
        (Type::String | Type::Text | Type::Strings, Value::Text(text)) => prose(findings, field, text, path),
        (Type::Duration, Value::Text(text)) => form(findings, path, text, "duration", value::parse_duration(text)),
        (Type::Email, Value::Text(text)) => form(findings, path, text, "email", value::parse_email(text)),
        (Type::Url, Value::Text(text)) => form(findings, path, text, "url", value::parse_url(text)),
        (Type::Phone, Value::Text(text)) => phone(findings, text, path, judge),
        (Type::Enum, Value::Text(text)) => one_of(findings, field, text, path),
        (Type::Tags, Value::Text(text)) => tag(findings, text, path, judge),
        (Type::Ref | Type::Refs, Value::Text(text)) => reference(findings, text, path),
        _ => wrong_type(findings, field, value, path),
    }
}

fn error(findings: &mut Findings<'_>, code: &'static str, path: &[Step], message: Message) {
    let place = findings.record.place(path);
    findings.add(Diagnostic::error(code, place, message), path);
}

pub(super) fn wrong_type(findings: &mut Findings<'_>, field: &Field, value: &Value, path: &[Step]) {
    let place = findings.record.place(path);
    let message = msg!("check-type", found = msg_type(value), expected = field.kind.name());
    let finding = Diagnostic::error("type", place, message);
    let finding = match field.kind {
        Type::Date => finding.hint(msg!("check-type-date-hint")),
        Type::Datetime => finding.hint(msg!("check-type-datetime-hint")),
        kind if kind.is_number() => finding.hint(msg!("check-type-number-hint")),
        Type::Rows => finding.hint(msg!("check-type-rows-hint", field = field.name.as_str())),
        kind if kind.is_set() => finding.hint(msg!("check-type-set-hint")),
        _ => finding,
    };
    findings.add(finding, path);
}

fn msg_type(value: &Value) -> &'static str {
    value.type_name()
}

/// A text that must have the form its parser gives it. One that only could be written better is a warning.
fn form(findings: &mut Findings<'_>, path: &[Step], text: &str, code: &'static str, parsed: Result<String, Message>) {
    let place = findings.record.place(path);
    match parsed {
        Ok(normal) if normal == text => {}
        Ok(normal) => {
            let message = msg!("check-form", text = text, normal = normal);
            findings.add(Diagnostic::warning("format", place, message).hint(msg!("check-form-hint")), path);
        }
        Err(_) if is_placeholder(text) => placeholder(findings, text, path),
        Err(message) => findings.add(Diagnostic::error(code, place, message), path),
    }
}

/// A number without a country code is one of the record's country. A foreign one that can't be read is only a warning:
/// numbering plans elsewhere are many, and sheets hold old numbers.
fn phone(findings: &mut Findings<'_>, text: &str, path: &[Step], judge: &Judge<'_>) {
    let home = judge.config.region.as_str();
    let region = findings.record.text_of("country").and_then(value::region_of).unwrap_or(home);
    match value::parse_phone(text, region) {
        Err(message) if region != home && !is_placeholder(text) => {
            let place = findings.record.place(path);
            findings.add(Diagnostic::warning("phone", place, message).hint(msg!("check-phone-abroad-hint")), path);
        }
        parsed => form(findings, path, text, "phone", parsed),
    }
}

fn placeholder(findings: &mut Findings<'_>, text: &str, path: &[Step]) {
    let place = findings.record.place(path);
    let finding = Diagnostic::error("placeholder", place, msg!("check-placeholder", text = text));
    findings.add(finding.hint(msg!("check-placeholder-hint")), path);
}

/// Tells the first character that a terminal could obey or that turns a line; `lines` allows breaks and tabs.
fn control(findings: &mut Findings<'_>, text: &str, path: &[Step], lines: bool) -> bool {
    let allowed = |c: char| lines && (c == '\n' || c == '\t');
    let Some(found) = text.chars().find(|c| (c.is_control() && !allowed(*c)) || is_bidi(*c)) else { return false };
    error(findings, "control", path, msg!("check-control", code = format!("U+{:04X}", found as u32)));
    true
}

fn prose(findings: &mut Findings<'_>, field: &Field, text: &str, path: &[Step]) {
    // A blank text counts as missing, which `presence` judges.
    if control(findings, text, path, field.kind == Type::Text) || value::clean(text).is_empty() {
        return;
    }
    if !field.placeholder && is_placeholder(text) && findings.record.root.len() > 1 {
        return placeholder(findings, text, path);
    }
    if let Some(pattern) = &field.pattern
        && !pattern.0.is_match(text)
    {
        error(findings, "pattern", path, msg!("check-pattern", text = text, pattern = pattern.0.as_str()));
        return;
    }
    if field.kind != Type::Text && text != value::clean(text) {
        let place = findings.record.place(path);
        let message = msg!("check-form", text = text, normal = value::clean(text));
        findings.add(Diagnostic::warning("format", place, message).hint(msg!("check-form-hint")), path);
    }
}

/// Characters that turn the direction of a line.
fn is_bidi(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn range(findings: &mut Findings<'_>, field: &Field, value: &Value, path: &[Step]) {
    let Value::Number(number) = value else { return };
    if let Some(min) = field.min.filter(|min| number < min) {
        error(findings, "range", path, msg!("check-below", text = number.to_string(), min = min.to_string()));
    }
    if let Some(max) = field.max.filter(|max| number > max) {
        error(findings, "range", path, msg!("check-above", text = number.to_string(), max = max.to_string()));
    }
}

fn one_of(findings: &mut Findings<'_>, field: &Field, text: &str, path: &[Step]) {
    if field.values.iter().any(|known| known.value == text) {
        return;
    }
    let place = findings.record.place(path);
    let finding = match field.value(text) {
        Some(known) => {
            Diagnostic::warning("format", place, msg!("check-form", text = text, normal = known.value.as_str()))
                .hint(msg!("check-form-hint"))
        }
        None => Diagnostic::error("enum", place, crate::schema::not_a_value(field, text)),
    };
    findings.add(finding, path);
}

fn tag(findings: &mut Findings<'_>, text: &str, path: &[Step], judge: &Judge<'_>) {
    if control(findings, text, path, false) || !judge.vocabulary.present || judge.vocabulary.tags.contains_key(text) {
        return;
    }
    let place = findings.record.place(path);
    let finding = match judge.vocabulary.resolve(text) {
        Some(name) => Diagnostic::warning("format", place, msg!("check-form", text = text, normal = name))
            .hint(msg!("check-form-hint")),
        None => {
            let finding = Diagnostic::error("tag", place, msg!("check-tag", text = text));
            match suggest(text, judge.vocabulary.tags.keys().map(String::as_str)) {
                Some(near) => finding.hint(msg!("check-did-you-mean", near = near)),
                None => finding.hint(msg!("check-tag-hint", text = text)),
            }
        }
    };
    findings.add(finding, path);
}

/// At most one tag of an exclusive group; tags meant for other kinds.
pub(super) fn exclusive_groups(findings: &mut Findings<'_>, items: &[Value], path: &[Step], judge: &Judge<'_>) {
    let mut chosen: BTreeMap<&str, &str> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        let Some(name) = item.text() else { continue };
        let path = &[path, &[Step::Index(index)]].concat();
        let Some(tag) = judge.vocabulary.tags.get(name) else { continue };
        if !tag.kinds.is_empty() && !tag.kinds.contains(&findings.record.kind) {
            let kinds = tag.kinds.join(", ");
            error(findings, "tag", path, msg!("check-tag-kind", text = name, kinds = kinds));
        }
        let Some(group) = tag.group.as_deref() else { continue };
        if !judge.vocabulary.groups.get(group).is_some_and(|group| group.exclusive) {
            continue;
        }
        if let Some(first) = chosen.insert(group, name) {
            error(findings, "tag", path, msg!("check-tag-group", group = group, first = first, second = name));
        }
    }
}

/// A reference is an id, or `kind/id`. Whether the record is there is a rule across records.
fn reference(findings: &mut Findings<'_>, text: &str, path: &[Step]) {
    if reference_fault(text).is_some() {
        error(findings, "reference", path, msg!("check-reference-form", text = text));
    }
}
