//! Owns records as one table, ready for a spreadsheet: a column per field, nested fields dotted.
//! Refuses confidential fields unless they are asked for.

use crate::diagnostic::Lang;
use crate::record::Record;
use crate::schema::{Field, Kind, Type};
use crate::table::{Cell, Column, Table};
use crate::value::{Map, Value};
use std::collections::BTreeSet;

/// What an export left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Confidential fields that had values.
    pub fields: Vec<String>,
}

/// A table of records: `id`, then every field that any of them has, in the order of the kind; keys no field knows last.
pub fn table(records: &[&Record], kind: &Kind, confidential: bool, lang: Lang) -> (Table, LeftOut) {
    let mut paths: Vec<(String, Option<&Field>)> = Vec::new();
    let mut left_out = LeftOut::default();
    for field in kind.fields.values() {
        let used = records.iter().any(|record| record.root.get(&field.name).is_some_and(|value| !value.is_empty()));
        if !used {
            continue;
        }
        if field.confidential && !confidential {
            left_out.fields.push(field.name.clone());
            continue;
        }
        if field.kind == Type::Table {
            let parts: BTreeSet<&String> = records
                .iter()
                .filter_map(|record| record.root.get(&field.name)?.as_table())
                .flat_map(Map::keys)
                .collect();
            paths.extend(parts.into_iter().map(|part| (format!("{}.{part}", field.name), field.fields.get(part))));
        } else {
            paths.push((field.name.clone(), Some(field)));
        }
    }
    let unknown: BTreeSet<&String> =
        records.iter().flat_map(|record| record.root.keys()).filter(|key| !kind.fields.contains_key(*key)).collect();
    paths.extend(unknown.into_iter().map(|key| (key.clone(), None)));
    let mut columns = vec![Column::left("id", "id")];
    columns.extend(paths.iter().map(|(path, field)| column(path, *field, lang)));
    let mut table = Table::new(columns);
    for record in records {
        let mut row = vec![Cell::from(record.id.as_str())];
        row.extend(paths.iter().map(|(path, field)| cell(at(&record.root, path), *field)));
        table.push(row);
    }
    (table, left_out)
}

fn column(path: &str, field: Option<&Field>, lang: Lang) -> Column {
    let label = field.map_or(path, |field| field.label(lang));
    match field {
        Some(field) if field.kind.is_number() => Column::right(path, label),
        _ => Column::left(path, label),
    }
}

fn at<'m>(root: &'m Map, path: &str) -> Option<&'m Value> {
    match path.split_once('.') {
        Some((outer, inner)) => root.get(outer)?.as_table()?.get(inner),
        None => root.get(path),
    }
}

fn cell(value: Option<&Value>, field: Option<&Field>) -> Cell {
    let kind = field.map(|field| field.kind);
    match (value, kind) {
        (None, _) => Cell::Empty,
        (Some(Value::Number(number)), Some(Type::Money)) => Cell::Money(*number, None),
        (Some(Value::Number(number)), _) => Cell::Number(*number),
        (Some(Value::Bool(truth)), _) => Cell::Bool(*truth),
        (Some(Value::Date(day)), _) => Cell::Date(*day),
        (Some(Value::Moment(moment)), _) => Cell::Moment(*moment),
        (Some(Value::List(rows)), Some(Type::Rows)) => Cell::Rows(Box::new(rows_table(rows, field))),
        (Some(Value::List(items)), _) => Cell::List(items.iter().map(Value::display).collect()),
        (Some(other), _) => Cell::Text(other.display()),
    }
}

fn rows_table(rows: &[Value], field: Option<&Field>) -> Table {
    let names: BTreeSet<&String> = rows.iter().filter_map(Value::as_table).flat_map(Map::keys).collect();
    let inner = |name: &str| field.and_then(|field| field.fields.get(name));
    let mut table = Table::new(names.iter().map(|name| Column::left(name.as_str(), name.as_str())).collect());
    for row in rows.iter().filter_map(Value::as_table) {
        table.push(names.iter().map(|name| cell(row.get(*name), inner(name))).collect());
    }
    table
}
