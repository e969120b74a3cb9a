//! Owns how much a spreadsheet may cost before it is refused.
//! Refuses to know formats; the guards and readers count.

use crate::diagnostic::Failure;
use crate::msg;

/// Cells of a workbook, counted over the rectangles that hold them.
pub(super) const MAX_CELLS: u64 = 20_000_000;
/// Bytes of text in all cells together, copies counted.
pub(super) const MAX_TEXT: u64 = 512 << 20;
/// Bytes of a packed workbook once unpacked.
pub(super) const MAX_UNPACKED: u64 = 512 << 20;
/// Entries of a packed workbook.
pub(super) const MAX_ENTRIES: usize = 10_000;
/// Sheets of a workbook.
pub(super) const MAX_SHEETS: usize = 1_000;
/// Bytes of a workbook in the old binary format.
pub(super) const MAX_OLE: usize = 64 << 20;

/// What has been spent on one file.
pub(super) struct Budget {
    file: String,
    cells: u64,
    text: u64,
}

impl Budget {
    pub(super) fn new(file: &str) -> Budget {
        Budget { file: file.to_owned(), cells: 0, text: 0 }
    }

    /// Name of the file, for messages.
    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// Spends cells.
    pub(super) fn cells(&mut self, count: u64) -> Result<(), Failure> {
        self.cells = self.cells.saturating_add(count);
        if self.cells > MAX_CELLS { Err(self.too_many_cells()) } else { Ok(()) }
    }

    /// Spends bytes of text.
    pub(super) fn text(&mut self, bytes: u64) -> Result<(), Failure> {
        self.text = self.text.saturating_add(bytes);
        if self.text > MAX_TEXT { Err(self.too_large()) } else { Ok(()) }
    }

    /// A file that would unfold into more cells than we read.
    pub(super) fn too_many_cells(&self) -> Failure {
        let limit = i64::try_from(MAX_CELLS / 1_000_000).unwrap_or(i64::MAX);
        Failure::refused(msg!("sheet-too-many-cells", file = self.file.as_str(), limit = limit))
            .hint(msg!("sheet-too-many-cells-hint"))
    }

    /// A file that would unfold into more bytes than we read.
    pub(super) fn too_large(&self) -> Failure {
        Failure::refused(msg!("sheet-too-large", file = self.file.as_str())).hint(msg!("sheet-too-large-hint"))
    }
}
