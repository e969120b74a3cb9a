//! Owns how values of the index become cells, and answers and the schema become tables.
//! Refuses to round, and to translate stored values.

use super::guarded::{Answer, Field};
use super::layout::layout;
use crate::config::Config;
use crate::diagnostic::Lang;
use crate::msg;
use crate::schema::{Schema, Type};
use crate::table::{Align, Cell, Column, Table};
use chrono::DateTime;

/// A value as it is: numbers with their digits, texts, bytes as `x'00ff'`.
pub fn plain_cell(field: Field) -> Cell {
    match field {
        Field::Null => Cell::Empty,
        Field::Number(number) => Cell::Number(number),
        Field::Real(double) => Cell::Text(format!("{double:e}")),
        Field::Text(text) => Cell::Text(text),
        Field::Blob(bytes) => {
            let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            Cell::Text(format!("x'{digits}'"))
        }
    }
}

/// A value of a field; what doesn't have the form of its type is shown as it is.
pub(super) fn typed_cell(kind: Option<Type>, field: Field, currency: Option<&Field>, config: &Config) -> Cell {
    match (kind, field) {
        (Some(Type::Money), Field::Number(amount)) => {
            let currency = match currency {
                Some(Field::Text(code)) if !code.trim().is_empty() => code.trim(),
                _ => &config.currency,
            };
            Cell::Money(amount, Some(currency.to_owned()))
        }
        (Some(Type::Percent), Field::Number(number)) => Cell::Percent(number),
        (Some(Type::Bool), Field::Number(number)) => Cell::Bool(!number.is_zero()),
        (Some(Type::Date), Field::Text(text)) => match text.parse() {
            Ok(date) => Cell::Date(date),
            Err(_) => Cell::Text(text),
        },
        (Some(Type::Datetime), Field::Text(text)) => match DateTime::parse_from_rfc3339(&text) {
            Ok(moment) => Cell::Moment(moment.with_timezone(&config.time_zone).fixed_offset()),
            Err(_) => Cell::Text(text),
        },
        (Some(kind), Field::Text(text)) if kind.is_set() => match serde_json::from_str(&text) {
            Ok(items) => Cell::List(items),
            Err(_) => Cell::Text(text),
        },
        (_, field) => plain_cell(field),
    }
}

/// The table of an answer: columns as they are called there, those of numbers alone to the right.
pub fn answer_table(answer: Answer) -> Table {
    let columns = answer.columns.iter().enumerate().map(|(at, name)| {
        let mut fields = answer.rows.iter().filter_map(|row| row.get(at)).filter(|field| **field != Field::Null);
        let mut some = false;
        let numbers = fields.all(|field| {
            some = true;
            matches!(field, Field::Number(_) | Field::Real(_))
        });
        if some && numbers { Column::right(name, name) } else { Column::left(name, name) }
    });
    let mut table = Table::new(columns.collect());
    for row in answer.rows {
        table.push(row.into_iter().map(plain_cell).collect());
    }
    table
}

/// Every table and column of the kinds, for `sql --schema`: `table`, `column`, `type`, `label`, `unit`.
pub fn schema_table(schema: &Schema, config: &Config, lang: Lang) -> Table {
    let heading = |name: &'static str, label: crate::diagnostic::Message| Column {
        name: name.to_owned(),
        label: label.text(lang),
        align: Align::Left,
    };
    let mut table = Table::new(vec![
        heading("table", msg!("heading-table")),
        heading("column", msg!("heading-column")),
        heading("type", msg!("heading-type")),
        heading("label", msg!("heading-label")),
        heading("unit", msg!("heading-unit")),
    ]);
    let mut add = |name: &str, column: &str, kind: &str, label: &str, unit: String| {
        let unit = if unit.is_empty() { Cell::Empty } else { unit.into() };
        let label = if label.is_empty() { Cell::Empty } else { label.into() };
        table.push(vec![name.into(), column.into(), kind.into(), label, unit]);
    };
    for shape in layout(schema) {
        for inner in std::iter::once(&shape.table).chain(&shape.rows).chain(&shape.sets) {
            for column in &inner.columns {
                let kind = match (column.kind, column.name.as_str()) {
                    (Some(kind), _) => kind.name(),
                    (None, "position") => "int",
                    (None, "path") => "path",
                    (None, _) => "id",
                };
                let currency = inner.columns.iter().any(|other| other.name == "currency");
                let unit = match column.kind {
                    Some(Type::Money) if currency => "currency".to_owned(),
                    Some(Type::Money) => config.currency.clone(),
                    Some(Type::Percent) => "%".to_owned(),
                    Some(Type::Date) => "YYYY-MM-DD".to_owned(),
                    Some(Type::Datetime) => "UTC".to_owned(),
                    Some(Type::Bool) => "0, 1".to_owned(),
                    Some(kind) if kind.is_set() && inner.name == shape.table.name => "JSON".to_owned(),
                    _ => String::new(),
                };
                add(&inner.name, &column.name, kind, column.label.get(lang).unwrap_or_default(), unit);
            }
        }
    }
    for (name, columns) in COMMON {
        for column in columns.split(' ') {
            let kind = if ["line", "column", "probability", "position"].contains(&column) { "int" } else { "string" };
            add(name, column, kind, "", String::new());
        }
    }
    table
}

/// The tables that belong to no kind.
const COMMON: [(&str, &str); 4] = [
    ("tags", "kind id tag"),
    ("stages", "kind field stage state probability position"),
    ("findings", "severity code path line column kind id field message"),
    ("records", "kind id title path"),
];
