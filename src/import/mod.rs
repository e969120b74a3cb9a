//! Owns turning spreadsheets into changes of records: headers into fields, cells into values, rows into records.
//! Refuses to write, and to guess: what it can't read is refused with its row and cell.

mod cells;
mod choose;
mod columns;
mod dictionary;
mod identify;
mod index;
mod lookup;
mod mapfile;
mod merge;
mod passes;
mod plan;
mod rejects;
mod resolve;
mod rows;
mod settle;
pub mod sheet;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_data;

pub use mapfile::{MapColumn, MapFile, read_map};
pub use plan::plan;
pub use rejects::rejects_csv;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Failure, Lang, Message};
use crate::msg;
use crate::record::{Change, Naming, Record};
use crate::schema::{Customs, Schema, Vocabulary};
use crate::value::DateOrder;
use indexmap::IndexMap;

/// What the user asks for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Name of the file, as messages show it.
    pub file: String,
    /// How the file was read; the header row is looked for by it.
    pub sheet: sheet::Options,
    /// Kind of the main records; decided by the headers where `None`.
    pub kind: Option<String>,
    /// What a map file says.
    pub map: Option<MapFile>,
    /// Headers or letters of columns to leave out.
    pub skip: Vec<String>,
    /// Order of dates that don't show it.
    pub dates: Option<DateOrder>,
    /// Let records in that only lack required fields.
    pub incomplete: bool,
    /// The records are today's, not history.
    pub live: bool,
}

/// What planning looks at.
pub struct Materials<'a> {
    /// Kinds and fields.
    pub schema: &'a Schema,
    /// Policy, region, currency.
    pub config: &'a Config,
    /// Tag vocabulary.
    pub vocabulary: &'a Vocabulary,
    /// Every record there is.
    pub records: &'a [Record],
    /// Gives new records their ids.
    pub naming: &'a mut Naming,
    /// What reading typed-in values depends on.
    pub customs: &'a Customs,
    /// Language of texts that become data, such as the title of a follow-up.
    pub lang: Lang,
}

/// What becomes of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnPlan {
    /// Its header, or its letters where it has none.
    pub header: String,
    /// Kind and field path it fills.
    pub target: Option<(String, String)>,
    /// Left out because the user says so.
    pub skipped: bool,
    /// The first value as it will be stored, or as it stands where the column has no field.
    pub sample: Option<String>,
}

/// What was understood of one sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetPlan {
    /// Its name.
    pub name: String,
    /// Row of the header as the spreadsheet numbers it; 0 without one.
    pub header: u32,
    /// Rows of data.
    pub rows: usize,
    /// Kind of the main records, where one was recognised.
    pub kind: Option<String>,
    /// Columns that hold anything, in order.
    pub columns: Vec<ColumnPlan>,
}

/// A row that can't come in.
#[derive(Clone, Debug)]
pub struct RefusedRow {
    /// Name of its sheet.
    pub sheet: String,
    /// Its number as the spreadsheet shows it.
    pub row: u32,
    /// Its cells as they stand.
    pub cells: Vec<String>,
    /// Why, each with file, row and cell.
    pub findings: Vec<Diagnostic>,
    /// Its only fault is a missing required field: `--incomplete` takes it.
    pub incomplete: bool,
}

/// What an import would do.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Sheets that were read.
    pub sheets: Vec<SheetPlan>,
    /// Changes for the good rows, one per record.
    pub changes: Vec<Change>,
    /// New records by kind.
    pub created: IndexMap<String, usize>,
    /// Fields of existing records that change: reference, field, old, new.
    pub changed: Vec<(String, String, String, String)>,
    /// Existing records that stay as they are.
    pub unchanged: usize,
    /// Rows that can't come in, in order.
    pub refused: Vec<RefusedRow>,
    /// Records that lack a required field, by kind and field, let in or not.
    pub incomplete: IndexMap<(String, String), usize>,
    /// Columns with values and no field, each once.
    pub unmapped: Vec<String>,
    /// Faults of whole columns or sheets.
    pub findings: Vec<Diagnostic>,
    /// What was assumed, for the user to check.
    pub notes: Vec<Message>,
}

impl Plan {
    /// Whether it may be carried out; `rejects` says that refused rows are set aside.
    ///
    /// # Errors
    /// Refused for columns without a field, faults of columns, and refused rows.
    pub fn permit(&self, rejects: bool) -> Result<(), Failure> {
        if !self.unmapped.is_empty() {
            let message = msg!("import-unmapped", count = self.unmapped.len(), columns = self.unmapped.join(", "));
            let hint = msg!("import-unmapped-hint", column = self.unmapped[0].as_str());
            return Err(Failure::refused(message).hint(hint).because(self.findings.clone()));
        }
        if !self.findings.is_empty() {
            return Err(Failure::refused(msg!("import-columns-refused")).because(self.findings.clone()));
        }
        if self.refused.is_empty() || rejects {
            return Ok(());
        }
        let hint = match self.refused.iter().all(|row| row.incomplete) {
            true => msg!("import-incomplete-hint"),
            false => msg!("import-refused-hint"),
        };
        let findings = self.refused.iter().flat_map(|row| row.findings.clone()).collect();
        Err(Failure::refused(msg!("import-refused", count = self.refused.len())).hint(hint).because(findings))
    }
}
