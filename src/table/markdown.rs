//! Owns the table as GitHub's Markdown, with the total as a last row in bold.
//! Refuses to let a cell end its column, its row, or the table.

use super::escape::{escape, escape_lines};
use super::{Align, Cell, Table, cells};

/// Title, heading, rows and total; nothing at all when there are no rows.
pub(super) fn render(table: &Table) -> String {
    let mut out = String::new();
    if table.is_empty() {
        return out;
    }
    if let Some(title) = &table.title {
        out.push_str(&format!("## {}\n\n", escape(title)));
    }
    line(&mut out, table.columns.iter().map(|column| text(&escape_lines(&column.label))));
    line(&mut out, table.columns.iter().map(|column| if column.align == Align::Right { "---:" } else { "---" }.into()));
    for row in &table.rows {
        line(&mut out, cells(table, row).map(|cell| text(&cell.human())));
    }
    if let Some(total) = &table.total {
        line(&mut out, cells(table, total).map(bold));
    }
    out
}

fn line(out: &mut String, texts: impl Iterator<Item = String>) {
    for text in texts {
        out.push_str("| ");
        out.push_str(&text);
        out.push(' ');
    }
    out.push_str("|\n");
}

fn bold(cell: &Cell) -> String {
    let text = text(&cell.human());
    if text.is_empty() { text } else { format!("**{text}**") }
}

/// A cell's text: no bar, line break or tag of its own. A backslash is doubled only where it would escape.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.trim().chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '|' => out.push_str("\\|"),
            '\n' => out.push_str("<br>"),
            '<' => out.push_str("&lt;"),
            '\\' if rest.peek().is_some_and(char::is_ascii_punctuation) => out.push_str("\\\\"),
            c => out.push(c),
        }
    }
    out
}
