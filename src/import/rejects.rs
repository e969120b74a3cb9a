//! Owns the sheet of refused rows: as they stood, with the reasons behind them.
//! Refuses to repair anything, so that the sheet can be mended and imported again.

use super::sheet::Book;
use super::{Plan, RefusedRow};
use crate::diagnostic::{Diagnostic, Lang};
use indexmap::IndexMap;

/// The refused rows as CSV: the header of their sheet and a column `reason`; several sheets stand one below the other,
/// each with its header.
pub fn rejects_csv(book: &Book, plan: &Plan, lang: Lang) -> String {
    let mut sheets: IndexMap<&str, Vec<&RefusedRow>> = IndexMap::new();
    for row in &plan.refused {
        sheets.entry(row.sheet.as_str()).or_default().push(row);
    }
    let mut text = String::new();
    for (name, rows) in sheets {
        let header = header_of(book, plan, name);
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(header.len());
        line(&mut text, &header, width, "reason");
        for row in rows {
            let reasons: Vec<String> = row.findings.iter().map(|finding| reason(finding, lang)).collect();
            line(&mut text, &row.cells, width, &reasons.join("; "));
        }
    }
    text
}

fn reason(finding: &Diagnostic, lang: Lang) -> String {
    match &finding.place.cell {
        Some(cell) => format!("{cell}{}: {}", finding.place.line, finding.message.text(lang)),
        None => finding.message.text(lang),
    }
}

fn header_of(book: &Book, plan: &Plan, name: &str) -> Vec<String> {
    let row = plan.sheets.iter().find(|sheet| sheet.name == name).map_or(0, |sheet| sheet.header);
    let sheet = book.sheets.iter().find(|sheet| sheet.name == name);
    let found = sheet.and_then(|sheet| sheet.rows.iter().find(|found| found.number == row));
    found.map(|row| row.cells.iter().map(|cell| cell.text().into_owned()).collect()).unwrap_or_default()
}

fn line(text: &mut String, cells: &[String], width: usize, last: &str) {
    for at in 0..width {
        quote(text, cells.get(at).map_or("", String::as_str));
        text.push(',');
    }
    quote(text, last);
    text.push('\n');
}

/// Cells go out as they came in; this file is read by import again, not by report readers.
fn quote(text: &mut String, cell: &str) {
    if cell.contains([',', '"', '\n', '\r', ';', '\t']) || cell.trim() != cell {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}
