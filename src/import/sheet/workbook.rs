//! Owns reading workbooks (xlsx, xls, ods) once their guards have let them through.
//! Refuses to trust them: a panic of the parser is a damaged file, and every cell is counted.

use super::assemble::{self, Placed};
use super::budget::{Budget, MAX_CELLS, MAX_SHEETS};
use super::zip_guard::Packed;
use super::{Book, Cell, Options, Sheet, biff, damaged, not_a_spreadsheet, ole, protected, zip_guard};
use crate::diagnostic::{Diagnostic, Failure, Place};
use crate::msg;
use calamine::{Dimensions, Ods, OdsError, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx, XlsxError};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

type Found = (Book, Vec<Diagnostic>);

/// The longest work on sheets that all stand on the same packed part, in bytes of XML.
const MAX_WORK: u64 = 8 << 30;
/// Rows and columns a spreadsheet can have.
const MAX_ROWS: u32 = 1_048_576;
const MAX_COLUMNS: u32 = 16_384;
/// Cells looked at, empty ones too.
const MAX_SEEN: u64 = 100_000_000;

pub(super) fn from_zip(file: &str, bytes: &[u8], options: &Options, budget: &mut Budget) -> Result<Found, Failure> {
    match zip_guard::inspect(bytes, budget)? {
        Packed::Xlsx { merged, largest } => guarded(file, || xlsx(bytes, options, merged, largest, budget)),
        Packed::Ods => guarded(file, || ods(bytes, options, budget)),
        Packed::Other(what) => Err(not_a_spreadsheet(file, what)),
    }
}

pub(super) fn from_ole(file: &str, bytes: &[u8], options: &Options, budget: &mut Budget) -> Result<Found, Failure> {
    let ole = ole::Ole::open(bytes, budget)?;
    if ole.has("EncryptedPackage") || ole.has("EncryptionInfo") {
        return Err(protected(file));
    }
    let Some(stream) = ole.workbook()? else { return Err(not_a_spreadsheet(file, "OLE")) };
    biff::inspect(&stream, budget)?;
    drop(stream);
    guarded(file, || xls(bytes, options, budget))
}

/// The parser indexes into what the file says; a lie ends in a panic, which ends here.
fn guarded(file: &str, read: impl FnOnce() -> Result<Found, Failure>) -> Result<Found, Failure> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged(file, "?")))
}

/// Sheets that are tables, in order, and of those the ones the user wants.
fn wanted(file: &str, sheets: &[calamine::Sheet], options: &Options) -> Result<Vec<(String, bool)>, Failure> {
    let tables: Vec<(String, bool)> = sheets
        .iter()
        .filter(|sheet| matches!(sheet.typ, SheetType::WorkSheet))
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    let Some(name) = &options.sheet else { return Ok(tables) };
    let exact = tables.iter().position(|(table, _)| table.trim() == name.trim());
    let number = || name.trim().parse::<usize>().ok().filter(|number| (1..=tables.len()).contains(number));
    match exact.or_else(|| number().map(|number| number - 1)) {
        Some(at) => Ok(vec![tables[at].clone()]),
        None => {
            let names: Vec<&str> = tables.iter().map(|(name, _)| name.as_str()).collect();
            let message = msg!("sheet-no-such-sheet", file = file, name = name.as_str());
            Err(Failure::not_found(message).hint(msg!("sheet-no-such-sheet-hint", names = names.join(", "))))
        }
    }
}

fn book(file: &str, sheets: Vec<Sheet>) -> Book {
    Book { file: file.to_owned(), sheets, notes: Vec::new(), encoding: None, separator: None }
}

fn xlsx(bytes: &[u8], options: &Options, merged: bool, largest: u64, budget: &mut Budget) -> Result<Found, Failure> {
    let file = budget.file().to_owned();
    let failed = |error: XlsxError| match error {
        XlsxError::Password => protected(&file),
        other => damaged(&file, other.to_string()),
    };
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(failed)?;
    let count = workbook.sheets_metadata().len();
    if count > MAX_SHEETS || count as u64 * largest > MAX_WORK {
        return Err(budget.too_large());
    }
    let (mut sheets, mut findings, mut seen) = (Vec::new(), Vec::new(), 0);
    for (name, hidden) in wanted(&file, workbook.sheets_metadata(), options)? {
        let merges = match merged {
            true => workbook.merge_cells_by_sheet_name(&name).map_err(failed)?,
            false => Vec::new(),
        };
        let mut cells: Vec<Placed> = Vec::new();
        let mut reader = match workbook.worksheet_cells_reader(&name) {
            Ok(reader) => reader,
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(other) => return Err(failed(other)),
        };
        loop {
            seen += 1;
            if seen > MAX_SEEN {
                return Err(budget.too_many_cells());
            }
            let found = match reader.next_cell() {
                Ok(Some(found)) => found,
                Ok(None) => break,
                // Newer error values are unknown to the parser, which goes on behind them.
                Err(XlsxError::CellError(error)) => {
                    let row = cells.last().map_or(1, |(row, _, _)| row + 1);
                    let message = msg!("sheet-unknown-error", sheet = name.as_str(), error = error);
                    let place = Place { line: row, ..Place::file(file.as_str()) };
                    findings.push(Diagnostic::warning("sheet-unknown-error", place, message));
                    continue;
                }
                Err(other) => return Err(failed(other)),
            };
            let (row, column) = found.get_position();
            if row >= MAX_ROWS || column >= MAX_COLUMNS {
                return Err(budget.too_many_cells());
            }
            let cell = Cell::from_data_ref(found.get_value().clone());
            push(&mut cells, row, column, cell, budget)?;
        }
        sheets.push(Sheet { name, hidden, rows: assemble::rows(cells, &merges, budget)? });
    }
    Ok((book(&file, sheets), findings))
}

fn push(cells: &mut Vec<Placed>, row: u32, column: u32, cell: Cell, budget: &mut Budget) -> Result<(), Failure> {
    if let Cell::Text(text) = &cell {
        budget.text(text.len() as u64)?;
    }
    if cell != Cell::Empty {
        if cells.len() as u64 >= MAX_CELLS {
            return Err(budget.too_many_cells());
        }
        cells.push((row, column, cell));
    }
    Ok(())
}

fn ods(bytes: &[u8], options: &Options, budget: &mut Budget) -> Result<Found, Failure> {
    let file = budget.file().to_owned();
    let failed = |error: OdsError| match error {
        OdsError::Password => protected(&file),
        other => damaged(&file, other.to_string()),
    };
    let mut workbook = Ods::new(Cursor::new(bytes)).map_err(failed)?;
    let mut sheets = Vec::new();
    for (name, hidden) in wanted(&file, workbook.sheets_metadata(), options)? {
        let range = workbook.worksheet_range(&name).map_err(failed)?;
        sheets.push(Sheet { name, hidden, rows: from_range(&range, &[], budget)? });
    }
    Ok((book(&file, sheets), Vec::new()))
}

fn xls(bytes: &[u8], options: &Options, budget: &mut Budget) -> Result<Found, Failure> {
    let file = budget.file().to_owned();
    let failed = |error: XlsError| match error {
        XlsError::Password => protected(&file),
        other => damaged(&file, other.to_string()),
    };
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(failed)?;
    let mut sheets = Vec::new();
    for (name, hidden) in wanted(&file, workbook.sheets_metadata(), options)? {
        let merges = workbook.merge_cells_by_sheet_name(&name).map_err(failed)?;
        let range = workbook.worksheet_range(&name).map_err(failed)?;
        sheets.push(Sheet { name, hidden, rows: from_range(&range, &merges, budget)? });
    }
    Ok((book(&file, sheets), Vec::new()))
}

fn from_range(
    range: &calamine::Range<calamine::Data>,
    merges: &[Dimensions],
    budget: &mut Budget,
) -> Result<Vec<super::Row>, Failure> {
    let (top, left) = range.start().unwrap_or((0, 0));
    let mut cells = Vec::new();
    for (row, column, data) in range.used_cells() {
        push(&mut cells, top + row as u32, left + column as u32, Cell::from_data(data), budget)?;
    }
    assemble::rows(cells, merges, budget)
}
