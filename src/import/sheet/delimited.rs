//! Owns reading separated text (CSV, TSV and their kin) into a book of one sheet.
//! Refuses to drop cells, and text that isn't a table.

use super::records::{Record, Records};
use super::{Book, Cell, Options, Row, Sheet, encoding, not_a_spreadsheet, separator};
use crate::diagnostic::{Diagnostic, Failure, Place};
use crate::msg;
use crate::table::restore_cell;

/// How many findings of one sort are worth saying.
const MAX_FINDINGS: usize = 100;

pub(super) fn read(file: &str, bytes: &[u8], options: &Options) -> Result<(Book, Vec<Diagnostic>), Failure> {
    let (text, encoding) = encoding::decode(bytes, options.encoding.as_deref(), options.lang)?;
    let mut notes = Vec::new();
    if encoding.name() != "UTF-8" {
        notes.push(msg!("sheet-note-encoding", encoding = encoding.name()));
    }
    let (declared, start) = separator::declared(&text).map_or((None, 0), |(separator, start)| (Some(separator), start));
    let body = &text[start..];
    let sniffed = options.separator.or(declared).or_else(|| separator::sniff(body));
    if sniffed.is_none() && claims_to_be_a_workbook(file) || binary(body) {
        return Err(not_a_spreadsheet(file, "text"));
    }
    let separator = sniffed.filter(|byte| byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r')).unwrap_or(b',');
    if options.separator.is_none() && separator != b',' {
        notes.push(msg!("sheet-note-separator", separator = separator_name(separator)));
    }

    let mut findings = Vec::new();
    let skipped_lines = u32::from(start > 0);
    let mut records: Vec<(u32, Record)> = Vec::new();
    for (index, record) in Records::new(body, separator).enumerate() {
        if record.cells.iter().any(|cell| !cell.trim().is_empty()) {
            records.push((index as u32 + 1, record));
        }
    }
    let unwrapped = unwrap_records(&mut records, separator);
    if unwrapped > 0 {
        notes.push(msg!("sheet-note-unwrapped", count = unwrapped));
    }
    let mut rows = Vec::with_capacity(records.len());
    for (number, record) in records {
        let cells = finish(file, number, &record, &mut findings);
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row { number, line: record.line + skipped_lines, cells });
        }
    }
    let sheets = vec![Sheet { name: file.to_owned(), hidden: false, rows }];
    let encoding = Some(encoding.name().to_owned());
    Ok((Book { file: file.to_owned(), sheets, notes, encoding, separator: Some(separator) }, findings))
}

/// Text under the name of a workbook is often a table exported by a careless program, and
/// sometimes an error message: only a table is read.
fn claims_to_be_a_workbook(file: &str) -> bool {
    let name = file.to_ascii_lowercase();
    [".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".et"].iter().any(|ending| name.ends_with(ending))
}

/// Control characters no table holds; NUL is left to be reported by cell when it is rare.
fn binary(text: &str) -> bool {
    let sample = text.chars().take(4096);
    let odd = |c: &char| matches!(c, '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{fffd}');
    let (all, odd) = (sample.clone().count(), sample.filter(odd).count());
    odd > 8 && odd * 10 > all
}

fn separator_name(separator: u8) -> String {
    match separator {
        b'\t' => "TAB".to_owned(),
        other => char::from(other).to_string(),
    }
}

/// The cells of a record, with findings for what had to be changed in them.
fn finish(file: &str, number: u32, record: &Record, findings: &mut Vec<Diagnostic>) -> Vec<Cell> {
    let place = |column: usize| Place::cell(file, number, column as u32);
    let mut cells = Vec::with_capacity(record.cells.len());
    for (column, cell) in record.cells.iter().enumerate() {
        let mut found = |code, message| {
            if findings.iter().filter(|finding| finding.code == code).count() < MAX_FINDINGS {
                findings.push(Diagnostic::warning(code, place(column), message));
            }
        };
        if cell.contains('\u{fffd}') {
            found("sheet-undecodable", msg!("sheet-undecodable"));
        }
        if cell.contains('\0') {
            found("sheet-nul", msg!("sheet-nul"));
            cells.push(Cell::from_text(restore_cell(&cell.replace('\0', "")).into_owned()));
        } else {
            cells.push(Cell::from_text(restore_cell(cell).into_owned()));
        }
    }
    if let Some(column) = record.stray_quote {
        findings.push(Diagnostic::warning("sheet-stray-quote", place(column as usize), msg!("sheet-stray-quote")));
    }
    cells
}

/// Some programs put every whole row into one pair of quotes. Only when all rows below a
/// wider header (or all rows there are) look so, they are cut again; says how many.
fn unwrap_records(records: &mut [(u32, Record)], separator: u8) -> usize {
    let wrapped = |record: &Record| record.lone_quoted && record.cells[0].as_bytes().contains(&separator);
    let Some(first) = records.iter().position(|(_, record)| wrapped(record)) else { return 0 };
    let header = records[..first].iter().map(|(_, record)| record.cells.len()).max().unwrap_or(0);
    let all = records[first..].iter().all(|(_, record)| wrapped(record));
    if !all || (first == 0 && records.len() < 2) || (first > 0 && header < 2) {
        return 0;
    }
    let cut = |record: &Record| {
        let mut inner = Records::new(&record.cells[0], separator);
        inner.next().filter(|_| inner.next().is_none()).map(|found| found.cells)
    };
    let Some(cells) = records[first..].iter().map(|(_, record)| cut(record)).collect::<Option<Vec<_>>>() else {
        return 0;
    };
    let widest = cells.iter().map(Vec::len).max().unwrap_or(0);
    let fits = if first == 0 { cells.iter().all(|row| row.len() == widest) } else { widest <= header };
    if !fits {
        return 0;
    }
    let count = cells.len();
    for ((_, record), cells) in records[first..].iter_mut().zip(cells) {
        record.cells = cells;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> (Book, Vec<Diagnostic>) {
        read("x.csv", text.as_bytes(), &Options::default()).unwrap()
    }

    fn texts(row: &Row) -> Vec<String> {
        row.cells.iter().map(|cell| cell.text().into_owned()).collect()
    }

    #[test]
    fn blank_rows_are_left_out_and_numbers_stay_right() {
        let (book, _) = read_text("a,b\n\n1,\"x\ny\"\n,\n2,3\n");
        let places: Vec<_> = book.sheets[0].rows.iter().map(|row| (row.number, row.line)).collect();
        assert_eq!(places, [(1, 1), (3, 3), (5, 6)]);
    }

    #[test]
    fn whole_rows_in_quotes_are_unwrapped() {
        let (book, _) = read_text("name,phone,city\n\"Acme,1,\"\"Paris, FR\"\"\"\n\"Best,2,Rome\"\n");
        assert_eq!(texts(&book.sheets[0].rows[1]), ["Acme", "1", "Paris, FR"]);
        assert_eq!(book.notes.len(), 1);
        let (book, _) = read_text("address\n\"1 Main St, Springfield\"\n\"2 Oak Rd, Shelbyville\"\n");
        assert_eq!(book.sheets[0].rows[1].cells.len(), 1);
    }

    #[test]
    fn nul_bytes_are_removed_and_said() {
        let (book, findings) = read_text("a,b\n\0x,2\n");
        assert_eq!(texts(&book.sheets[0].rows[1]), ["x", "2"]);
        assert_eq!(findings[0].place.to_string(), "x.csv:2:A");
    }

    #[test]
    fn excel_may_name_the_separator() {
        let (book, _) = read_text("sep=;\na;b,c\n1;2\n");
        assert_eq!(texts(&book.sheets[0].rows[0]), ["a", "b,c"]);
        assert_eq!((book.sheets[0].rows[0].number, book.sheets[0].rows[0].line), (1, 2));
    }
}
