//! Owns the JSON of tables: keys are column names, numbers keep all their digits, one object per line.
//! Refuses to pass a number through a binary float, and any control or direction character raw.

use super::escape::obeyed;
use super::{Cell, Table, cells};
use std::fmt::Write;

/// `[`, an object per line, `]`; `[]` when there are none.
pub(super) fn array(table: &Table) -> String {
    let mut out = list(table, "\n");
    out.push('\n');
    out
}

/// An object per line.
pub(super) fn lines(table: &Table) -> String {
    let keys = keys(table);
    let mut out = String::new();
    for row in &table.rows {
        object(&mut out, &keys, table, row);
        out.push('\n');
    }
    out
}

/// The JSON of one cell, on one line.
pub(super) fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Empty => "null".to_owned(),
        Cell::Number(_) | Cell::Money(..) | Cell::Percent(_) | Cell::Bool(_) => cell.plain().into_owned(),
        Cell::List(items) => format!("[{}]", items.iter().map(|item| json_text(item)).collect::<Vec<_>>().join(",")),
        Cell::Rows(table) => list(table, ""),
        Cell::Text(_) | Cell::Date(_) | Cell::Moment(_) => json_text(&cell.plain()),
    }
}

/// A text as a JSON string with its quotes; all that a terminal could obey is written as `\u202e`.
pub fn json_text(text: &str) -> String {
    // Only maps with odd keys and failing writers make serde_json fail; a string is neither.
    let quoted = serde_json::to_string(text).unwrap_or_default();
    if !quoted.contains(obeyed) {
        return quoted;
    }
    let mut out = String::with_capacity(quoted.len() + 8);
    for c in quoted.chars() {
        if obeyed(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // A String takes all that is written.
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

fn list(table: &Table, between: &str) -> String {
    if table.rows.is_empty() {
        return "[]".to_owned();
    }
    let keys = keys(table);
    let mut out = String::from("[");
    for (at, row) in table.rows.iter().enumerate() {
        out.push_str(if at == 0 { "" } else { "," });
        out.push_str(between);
        object(&mut out, &keys, table, row);
    }
    out.push_str(between);
    out.push(']');
    out
}

fn object(out: &mut String, keys: &[String], table: &Table, row: &[Cell]) {
    out.push('{');
    for (at, (key, value)) in keys.iter().zip(cells(table, row)).enumerate() {
        out.push_str(if at == 0 { "" } else { "," });
        out.push_str(key);
        out.push(':');
        out.push_str(&cell(value));
    }
    out.push('}');
}

fn keys(table: &Table) -> Vec<String> {
    table.columns.iter().map(|column| json_text(&column.name)).collect()
}
