//! Owns the one result of every command, a table, and the seven ways it is written.
//! Refuses to print, to translate, and to know what a column means.
//!
//! The human layout is our own rather than a table crate's: those wrap a cell into several lines and share the
//! width among all columns, while here a record is one line, only texts are cut, the widest first, and the same
//! width function serves tables, prompts and carets.

mod cell;
mod delimited;
mod escape;
mod format;
mod formula;
mod human;
mod json;
mod markdown;
mod measure;

#[cfg(test)]
mod tests;

pub use cell::Cell;
pub use escape::{escape, escape_lines};
pub use format::Format;
pub use formula::{neutral_cell, restore_cell};
pub use json::json_text;
pub use measure::{fit, pad, width};

/// The edge of its column that a cell stands at, on a terminal and in Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Texts, dates, ids.
    #[default]
    Left,
    /// Numbers and money.
    Right,
}

/// One column: how programs and how people call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Stable key of the machine formats.
    pub name: String,
    /// Heading for people, in their language.
    pub label: String,
    /// Where its cells stand.
    pub align: Align,
}

impl Column {
    /// A column of texts, dates or ids.
    pub fn left(name: impl Into<String>, label: impl Into<String>) -> Column {
        Column { name: name.into(), label: label.into(), align: Align::Left }
    }

    /// A column of numbers or money.
    pub fn right(name: impl Into<String>, label: impl Into<String>) -> Column {
        Column { name: name.into(), label: label.into(), align: Align::Right }
    }
}

/// Rows under named columns. A row that is too short reads as if empty cells followed; cells too many are not shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Shown above the rows on a terminal and in Markdown, never in machine formats.
    pub title: Option<String>,
    /// The columns, in the order shown.
    pub columns: Vec<Column>,
    /// The rows, in the order shown.
    pub rows: Vec<Vec<Cell>>,
    /// Shown under the rows on a terminal and in Markdown, never in machine formats.
    pub total: Option<Vec<Cell>>,
}

impl Table {
    /// A table without rows. A name that stands twice gets `_2`, `_3` … at its end, as a query may well
    /// ask for two columns `id`, and an object holds one value per key.
    pub fn new(columns: Vec<Column>) -> Table {
        let mut table = Table { columns, ..Table::default() };
        let mut taken: std::collections::HashSet<String> = table.columns.iter().map(|c| c.name.clone()).collect();
        let mut seen = std::collections::HashSet::new();
        for column in &mut table.columns {
            if !seen.insert(column.name.clone()) {
                let mut number = 2;
                while !taken.insert(format!("{}_{number}", column.name)) {
                    number += 1;
                }
                column.name = format!("{}_{number}", column.name);
            }
        }
        table
    }

    /// Gives it a title.
    pub fn titled(mut self, title: impl Into<String>) -> Table {
        self.title = Some(title.into());
        self
    }

    /// Gives it a row of totals, one cell per column.
    pub fn with_total(mut self, total: Vec<Cell>) -> Table {
        self.total = Some(total);
        self
    }

    /// Adds a row, one cell per column.
    pub fn push(&mut self, row: Vec<Cell>) {
        self.rows.push(row);
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Where the column of this name stands, from 0.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

/// The cells of a row, one per column.
fn cells<'a>(table: &'a Table, row: &'a [Cell]) -> impl Iterator<Item = &'a Cell> {
    (0..table.columns.len()).map(|at| row.get(at).unwrap_or(&Cell::Empty))
}

/// How a table looks on a terminal. The other formats don't depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns of the terminal; `None` cuts nothing.
    pub width: Option<usize>,
    /// Whether title, heading and total may be set in bold.
    pub color: bool,
    /// Whether the row of labels is shown.
    pub heading: bool,
}

impl Default for Look {
    fn default() -> Look {
        Look { width: None, color: false, heading: true }
    }
}

/// Writes a table in a format, with a line end after the last line.
///
/// No format passes on a control character of the data raw, line breaks in CSV cells apart. A table without rows is
/// nothing at all for people, the header in CSV and TSV, `[]` in JSON.
pub fn render(table: &Table, format: Format, look: &Look) -> String {
    match format {
        Format::Table => human::render(table, look),
        Format::Json => json::array(table),
        Format::Jsonl => json::lines(table),
        Format::Csv => delimited::csv(table),
        Format::Tsv => delimited::tsv(table),
        Format::Ids => delimited::ids(table),
        Format::Md => markdown::render(table),
    }
}
