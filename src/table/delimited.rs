//! Owns CSV, TSV and the bare list of ids.
//! Refuses to let a cell be run by a spreadsheet, break out of its line in TSV, or drive a terminal.

use super::escape::{escape, escape_lines, push};
use super::formula::neutral_cell;
use super::{Cell, Table, cells};
use std::borrow::Cow;

/// RFC 4180 with LF line ends and a header. Line breaks stay inside quoted cells, as LF.
pub(super) fn csv(table: &Table) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let header = table.columns.iter().map(|column| csv_text(&column.name));
    // A Vec takes all that is written, every record has a field per column, and all of them are text.
    let _ = writer.write_record(header.map(String::into_bytes));
    for row in &table.rows {
        let _ = writer.write_record(cells(table, row).map(|cell| csv_cell(cell).into_owned().into_bytes()));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A line per row and a header. Tab, LF, CR and backslash are written as `\t`, `\n`, `\r` and `\\`.
pub(super) fn tsv(table: &Table) -> String {
    let mut out = String::new();
    let header: Vec<_> = table.columns.iter().map(|column| tsv_text(&column.name)).collect();
    out.push_str(&header.join("\t"));
    out.push('\n');
    for row in &table.rows {
        for (at, cell) in cells(table, row).enumerate() {
            out.push_str(if at == 0 { "" } else { "\t" });
            let plain = cell.plain();
            out.push_str(&if cell.is_text() { tsv_text(&plain).into() } else { plain });
        }
        out.push('\n');
    }
    out
}

/// The column `id`, or else the first one, a line per row.
pub(super) fn ids(table: &Table) -> String {
    let at = table.position("id").unwrap_or(0);
    let mut out = String::new();
    for row in &table.rows {
        out.push_str(&row.get(at).map(|cell| escape(&cell.plain()).into_owned()).unwrap_or_default());
        out.push('\n');
    }
    out
}

fn csv_cell(cell: &Cell) -> Cow<'_, str> {
    let plain = cell.plain();
    if cell.is_text() { csv_text(&plain).into() } else { plain }
}

fn csv_text(text: &str) -> String {
    neutral_cell(&escape_lines(text)).into_owned()
}

fn tsv_text(text: &str) -> String {
    let neutral = neutral_cell(text);
    let mut out = String::with_capacity(neutral.len());
    for c in neutral.chars() {
        match c {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\\' => out.push_str("\\\\"),
            c => push(&mut out, c),
        }
    }
    out
}
