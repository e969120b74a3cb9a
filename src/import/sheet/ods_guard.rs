//! Owns weighing the content of an OpenDocument workbook, where one tag may stand for millions of cells.
//! Refuses repeats that would unfold into more cells or text than the parser can hold.

use super::budget::{Budget, MAX_SHEETS, MAX_TEXT};
use super::damaged;
use super::markup::{Piece, Pieces, largest};
use crate::diagnostic::Failure;

/// The parser keeps a value and a formula for every cell, and hands out a copy of the values.
const MAX_CELLS: u64 = 10_000_000;
const MAX_COLUMNS: u64 = 16_384;
const MAX_ROWS: u64 = 1_048_576;

/// What the rows of one table would unfold into.
#[derive(Default)]
struct Table {
    first: Option<u64>,
    last: u64,
    rows: u64,
    right: u64,
}

/// What the cells of one row would unfold into.
#[derive(Default)]
struct Line {
    repeat: u64,
    columns: u64,
    pending: u64,
    right: u64,
    text: u64,
}

pub(super) fn inspect(content: &[u8], budget: &Budget) -> Result<(), Failure> {
    let odd = || damaged(budget.file(), "content.xml");
    let (mut cells, mut text, mut tables, mut open) = (0_u64, 0_u64, 0, false);
    let (mut table, mut line) = (Table::default(), Line::default());
    // The cell that is open: its repeats, whether it holds a value, the bytes of it.
    let mut cell: Option<(u64, bool, u64)> = None;
    for piece in Pieces::new(content) {
        match piece {
            // A table inside a table would hide the rows of the outer one from this count.
            Piece::Open { name: b"table:table", .. } if open => return Err(odd()),
            Piece::Open { name: b"table:table", closed, .. } => {
                tables += 1;
                open = !closed;
                table = Table::default();
            }
            Piece::Open { name: b"table:table-row", attributes, closed } => {
                let repeat = largest(attributes, b"number-rows-repeated").ok_or_else(odd)?;
                line = Line { repeat: repeat.min(MAX_ROWS), ..Line::default() };
                if closed {
                    table.add(&line);
                }
            }
            Piece::Open { name: b"table:table-cell" | b"table:covered-table-cell", attributes, closed } => {
                let repeat = largest(attributes, b"number-columns-repeated").ok_or_else(odd)?.min(MAX_COLUMNS);
                let value = [&b"office:"[..], b"calcext:", b"table:formula"]
                    .iter()
                    .any(|word| attributes.windows(word.len()).any(|window| window == *word));
                line.columns = (line.columns + line.pending).min(MAX_COLUMNS);
                line.pending = 0;
                cell = Some((repeat, value, attributes.len() as u64));
                if closed {
                    line.add(cell.take());
                }
            }
            Piece::Open { name: b"text:s", attributes, .. } => {
                let blanks = largest(attributes, b"text:c").ok_or_else(odd)?;
                if let Some((_, _, bytes)) = &mut cell {
                    *bytes = bytes.saturating_add(blanks);
                }
            }
            Piece::Open { .. } => {}
            Piece::Text(inside) => {
                if let Some((_, _, bytes)) = &mut cell {
                    *bytes = bytes.saturating_add(inside.len() as u64);
                }
            }
            Piece::Close(b"table:table-cell" | b"table:covered-table-cell") => line.add(cell.take()),
            Piece::Close(b"table:table-row") => {
                cells = cells.saturating_add(line.columns);
                text = text.saturating_add(line.text.saturating_mul(line.repeat));
                table.add(&line);
            }
            Piece::Close(b"table:table") => {
                open = false;
                cells = cells.saturating_add(table.area());
            }
            Piece::Close(_) => {}
        }
        if cells > MAX_CELLS || table.area() > MAX_CELLS {
            return Err(budget.too_many_cells());
        }
        if text > MAX_TEXT || line.text > MAX_TEXT || cell.is_some_and(|(_, _, bytes)| bytes > MAX_TEXT) {
            return Err(budget.too_large());
        }
    }
    if tables > MAX_SHEETS { Err(budget.too_large()) } else { Ok(()) }
}

impl Line {
    fn add(&mut self, cell: Option<(u64, bool, u64)>) {
        let Some((repeat, value, bytes)) = cell else { return };
        if !value {
            self.pending = repeat;
            return;
        }
        let before = self.columns;
        self.columns = (before + repeat).min(MAX_COLUMNS);
        self.right = self.columns;
        self.text = self.text.saturating_add((self.columns - before).saturating_mul(bytes));
    }
}

impl Table {
    fn add(&mut self, line: &Line) {
        if line.right > 0 {
            self.first.get_or_insert(self.rows);
            self.last = self.rows + line.repeat;
            self.right = self.right.max(line.right);
        }
        self.rows = (self.rows + line.repeat).min(2 * MAX_ROWS);
    }

    /// Cells of the rectangle from the first to the last row that holds something.
    fn area(&self) -> u64 {
        self.first.map_or(0, |first| (self.last.saturating_sub(first)).saturating_mul(self.right))
    }
}
