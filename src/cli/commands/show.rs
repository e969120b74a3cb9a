//! `show`: a record with its labels, what refers to it, and its timeline.

use crate::cli::context::Context;
use crate::cli::{failure, inputs, words};
use crate::diagnostic::{Failure, Lang};
use crate::msg;
use crate::record::Record;
use crate::rules::referrers;
use crate::schema::{Kind, Type};
use crate::store::Corpus;
use crate::table::{Cell, Column, Format, Look, Table, escape_lines, render};
use crate::value::{Map, Value};
use crate::workspace::Workspace;
use std::collections::BTreeSet;

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Record: kind/id, id, name or part of it, pinyin, e-mail, phone
    #[arg(value_name = "REF", required = true)]
    words: Vec<String>,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let workspace = context.open()?;
    let corpus = workspace.corpus();
    let record = inputs::record(&workspace, &corpus, &[], &arguments.words.join(" "), context)?;
    let Some(kind) = workspace.schema.kinds.get(&record.kind) else { return Ok(failure::FAILED) };
    let around = timeline(&workspace, &corpus, record);
    match context.format {
        Some(Format::Json | Format::Jsonl) => context.put(&json(record, &around))?,
        Some(Format::Ids) => context.put(&format!("{}\n", record.reference()))?,
        Some(format) if format != Format::Table => {
            let mut table = Table::new(vec![Column::left("field", "field"), Column::left("value", "value")]);
            flat(&record.root, "", &mut |name, value| table.push(vec![Cell::Text(name.to_owned()), Cell::Text(value.display())]));
            context.show(&table)?;
        }
        _ => context.put(&shown(&workspace, record, kind, &around, context))?,
    }
    Ok(failure::DONE)
}

/// Records that refer to this one, newest first: day and record.
fn timeline<'c>(workspace: &Workspace, corpus: &'c Corpus, record: &Record) -> Vec<(String, &'c Record)> {
    let referring: BTreeSet<(String, String)> =
        referrers(&corpus.records, &workspace.schema, &record.kind, &record.id).into_iter().map(|found| (found.kind, found.id)).collect();
    let mut list: Vec<(String, &Record)> = corpus
        .records
        .iter()
        .filter(|other| referring.contains(&(other.kind.clone(), other.id.clone())))
        .map(|other| (day(workspace.schema.kinds.get(&other.kind), other), other))
        .collect();
    list.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    list
}

fn day(kind: Option<&Kind>, record: &Record) -> String {
    let own = kind.map_or("created", Kind::date_field);
    let text = [own, "due", "created"].iter().find_map(|field| record.root.get(*field)).map(Value::display).unwrap_or_default();
    text.chars().take(10).collect()
}

fn shown(workspace: &Workspace, record: &Record, kind: &Kind, around: &[(String, &Record)], context: &Context) -> String {
    let lang = context.lang();
    let mut table = Table::new(vec![Column::left("field", ""), Column::left("value", "")]);
    let mut long = String::new();
    let known = kind.fields.keys().filter(|name| record.root.contains_key(*name));
    let unknown = record.root.keys().filter(|name| !kind.fields.contains_key(*name));
    for name in known.chain(unknown).filter(|name| !matches!(name.as_str(), "uid")) {
        let field = kind.fields.get(name);
        let label = field.map_or(name.as_str(), |field| field.label(lang));
        match (&record.root[name], field) {
            (Value::Text(text), _) if text.contains('\n') => long.push_str(&format!("\n{label}\n{}\n", indented(text))),
            (Value::List(rows), Some(field)) if field.kind == Type::Rows => {
                long.push_str(&format!("\n{label}\n{}", rows_table(field, rows, lang, context)));
            }
            (Value::Table(inner), Some(field)) => flat(inner, "", &mut |part, value| {
                let inner = field.fields.get(part);
                let part = inner.map_or(part, |inner| inner.label(lang));
                let text = words::value(inner, value, lang);
                table.push(vec![Cell::Text(format!("{label} · {part}")), Cell::Text(text)]);
            }),
            (Value::Text(text), Some(field)) if field.kind == Type::Ref => {
                table.push(vec![Cell::Text(label.to_owned()), Cell::Text(with_title(workspace, around, text))]);
            }
            (value, field) => table.push(vec![Cell::Text(label.to_owned()), Cell::Text(words::value(field, value, lang))]),
        }
    }
    let look = Look { width: context.terminal.width, color: context.terminal.color, heading: false };
    let mut text = format!("{}  {}\n", escape_lines(&record.title(kind)), record.reference());
    text.push_str(&render(&table, Format::Table, &look));
    text.push_str(&escape_lines(&long));
    if !around.is_empty() {
        text.push_str(&format!("\n{}\n", msg!("show-timeline").text(lang)));
        text.push_str(&render(&timeline_table(workspace, around, lang), Format::Table, &look));
    }
    text
}

fn with_title(workspace: &Workspace, around: &[(String, &Record)], id: &str) -> String {
    let found = around.iter().find(|(_, record)| record.id == id);
    match found.and_then(|(_, record)| Some((record, workspace.schema.kinds.get(&record.kind)?))) {
        Some((record, kind)) => format!("{id} ({})", record.title(kind)),
        None => id.to_owned(),
    }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

fn rows_table(field: &crate::schema::Field, rows: &[Value], lang: Lang, context: &Context) -> String {
    let used: Vec<_> = field.fields.values().filter(|inner| rows.iter().any(|row| row.as_table().is_some_and(|row| row.contains_key(&inner.name)))).collect();
    let columns = used.iter().map(|inner| {
        let label = inner.label(lang).to_owned();
        if inner.kind.is_number() { Column::right(inner.name.clone(), label) } else { Column::left(inner.name.clone(), label) }
    });
    let mut table = Table::new(columns.collect());
    for row in rows.iter().filter_map(Value::as_table) {
        let cell = |inner: &&&crate::schema::Field| row.get(&inner.name).map_or(Cell::Empty, |value| Cell::Text(words::value(Some(inner), value, lang)));
        table.push(used.iter().map(|inner| cell(&inner)).collect());
    }
    let look = Look { width: context.terminal.width, color: context.terminal.color, heading: true };
    render(&table, Format::Table, &look)
}

fn timeline_table(workspace: &Workspace, around: &[(String, &Record)], lang: Lang) -> Table {
    let mut table = Table::new(vec![Column::left("day", ""), Column::left("kind", ""), Column::left("id", ""), Column::left("title", "")]);
    for (day, record) in around.iter().take(40) {
        let kind = workspace.schema.kinds.get(&record.kind);
        let label = kind.map_or(record.kind.as_str(), |kind| kind.label(lang)).to_owned();
        let title = kind.map(|kind| record.title(kind)).unwrap_or_default();
        table.push(vec![Cell::Text(day.clone()), Cell::Text(label), Cell::Text(record.id.clone()), Cell::Text(title)]);
    }
    table
}

/// Nested fields as dotted names.
fn flat(map: &Map, prefix: &str, put: &mut dyn FnMut(&str, &Value)) {
    for (name, value) in map {
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match value {
            Value::Table(inner) => flat(inner, &path, put),
            value => put(&path, value),
        }
    }
}

/// The record as one object: `kind`, `id`, `path`, its fields as they are, `referrers`.
fn json(record: &Record, around: &[(String, &Record)]) -> String {
    let mut text = String::from("{");
    for (name, value) in [("kind", &record.kind), ("id", &record.id), ("path", &record.path)] {
        text.push_str(&format!("\"{name}\": {}, ", crate::table::json_text(value)));
    }
    text.push_str(&format!("\"fields\": {}, \"referrers\": [", json_value(&Value::Table(record.root.clone()))));
    let list: Vec<String> = around.iter().map(|(_, other)| crate::table::json_text(&other.reference())).collect();
    text.push_str(&list.join(", "));
    text.push_str("]}\n");
    text
}

/// Numbers keep their digits.
fn json_value(value: &Value) -> String {
    match value {
        Value::Number(number) => crate::value::plain(*number),
        Value::Bool(truth) => truth.to_string(),
        Value::List(items) => format!("[{}]", items.iter().map(json_value).collect::<Vec<_>>().join(", ")),
        Value::Table(map) => {
            let parts: Vec<String> = map.iter().map(|(key, value)| format!("{}: {}", crate::table::json_text(key), json_value(value))).collect();
            format!("{{{}}}", parts.join(", "))
        }
        other => crate::table::json_text(&other.display()),
    }
}
