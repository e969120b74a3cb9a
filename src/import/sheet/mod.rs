//! Owns turning the bytes of a spreadsheet file into rows of cells, whatever wrote it.
//! Refuses to give cells a meaning, to repair values, and files built to exhaust the machine.

mod assemble;
mod biff;
mod budget;
mod cell;
mod delimited;
mod encoding;
mod header;
mod markup;
mod ods_guard;
mod ole;
mod records;
mod separator;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_hostile;
mod workbook;
mod zip_guard;

pub use cell::Cell;
pub use header::{Header, find_header};

use crate::diagnostic::{Diagnostic, Failure, Lang, Message};
use crate::msg;
use budget::Budget;

/// What the user says about a file; everything he leaves out is detected.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Name of the character encoding of a text file, such as `gbk` or `latin1`.
    pub encoding: Option<String>,
    /// Separator of a text file.
    pub separator: Option<u8>,
    /// Name of the only sheet to read, or its number from 1.
    pub sheet: Option<String>,
    /// Number of the header row as the spreadsheet shows it, from 1.
    pub header_row: Option<u32>,
    /// The sheet has no header: columns are named by their letters.
    pub no_header: bool,
    /// Hint for detecting the encoding.
    pub lang: Lang,
}

/// A row that isn't blank.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Row number as a spreadsheet shows it, from 1, blank rows counted.
    pub number: u32,
    /// Line of the text file where the record starts, from 1; the row number in workbooks.
    pub line: u32,
    /// Cells from column A on; rows may differ in length.
    pub cells: Vec<Cell>,
}

/// One sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Name of the sheet, or of the file when it is a text file.
    pub name: String,
    /// Hidden by its author: read only when named.
    pub hidden: bool,
    /// Rows in order, blank ones left out.
    pub rows: Vec<Row>,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Book {
    /// Name of the file, as given.
    pub file: String,
    /// Sheets in order, hidden ones too.
    pub sheets: Vec<Sheet>,
    /// What was detected, for the user to check.
    pub notes: Vec<Message>,
    /// Encoding of a text file.
    pub encoding: Option<String>,
    /// Separator of a text file.
    pub separator: Option<u8>,
}

/// Reads a spreadsheet: the content decides what it is, not the ending of its name.
///
/// # Errors
/// Refused when the file is protected or too large to read safely; failed when it is no
/// spreadsheet or damaged; usage for an unknown encoding; not found for an unknown sheet.
pub fn read(file_name: &str, bytes: &[u8], options: &Options) -> Result<(Book, Vec<Diagnostic>), Failure> {
    let mut budget = Budget::new(file_name);
    let (mut book, findings) = match bytes {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => workbook::from_zip(file_name, bytes, options, &mut budget)?,
        [0xd0, 0xcf, 0x11, 0xe0, ..] => workbook::from_ole(file_name, bytes, options, &mut budget)?,
        _ => match foreign(bytes) {
            Some(what) => return Err(not_a_spreadsheet(file_name, what)),
            None => delimited::read(file_name, bytes, options)?,
        },
    };
    let hidden: Vec<&str> = book.sheets.iter().filter(|sheet| sheet.hidden).map(|sheet| sheet.name.as_str()).collect();
    if !hidden.is_empty() && options.sheet.is_none() {
        let note = msg!("sheet-note-hidden", count = hidden.len(), names = hidden.join(", "));
        book.notes.push(note);
    }
    Ok((book, findings))
}

/// Names the format of bytes that are neither a workbook nor text, or are text of another kind.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 9] = [
        (b"%PDF", "PDF"),
        (b"\x89PNG", "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"GIF8", "GIF"),
        (b"\x1f\x8b", "gzip"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"Rar!", "RAR"),
        (b"SQLite format 3\0", "SQLite"),
        (b"\x7fELF", "ELF"),
    ];
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(name);
    }
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head: String = start
        .iter()
        .take(400)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .skip_while(|c| c.is_whitespace())
        .collect();
    let html = ["<html", "<!doctype html", "<table", "<head", "<meta"].iter().any(|tag| head.starts_with(tag));
    match () {
        () if html => Some("HTML"),
        () if head.starts_with("<?xml") => Some("XML"),
        () => None,
    }
}

fn not_a_spreadsheet(file: &str, what: &str) -> Failure {
    Failure::failed(msg!("sheet-not-a-spreadsheet", file = file, what = what)).hint(msg!("sheet-save-as-hint"))
}

fn protected(file: &str) -> Failure {
    Failure::refused(msg!("sheet-protected", file = file)).hint(msg!("sheet-protected-hint"))
}

fn damaged(file: &str, error: impl Into<String>) -> Failure {
    Failure::failed(msg!("sheet-damaged", file = file, error = error.into())).hint(msg!("sheet-save-as-hint"))
}

/// The test data of others, where it is present.
#[cfg(test)]
#[allow(clippy::disallowed_methods, clippy::print_stderr)]
pub(in crate::import) fn data() -> Option<std::path::PathBuf> {
    let root = std::env::var("GUANXI_DATA")
        .map_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data").into(), std::path::PathBuf::from);
    if root.is_dir() {
        return Some(root);
    }
    eprintln!("skipped: no data at {}", root.display());
    None
}
