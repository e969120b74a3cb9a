//! Owns weighing an old binary workbook record by record before the parser unfolds it.
//! Refuses far cells, repeated sheets and strings that would cost more memory than we give.

use super::budget::{Budget, MAX_CELLS, MAX_SHEETS, MAX_TEXT};
use super::{damaged, protected};
use crate::diagnostic::Failure;

/// Pieces a record may be continued in; the parser's time grows with their square.
const MAX_PIECES: usize = 20_000;
/// Bytes of one formula, four times what Excel writes.
const MAX_FORMULA: usize = 8 << 10;

struct Record<'a> {
    kind: u16,
    data: &'a [u8],
    pieces: Vec<&'a [u8]>,
}

/// Records from the start of a slice; ends where one is cut off, where the parser gives up.
struct Records<'a> {
    rest: &'a [u8],
}

fn half(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |two| u16::from_le_bytes([two[0], two[1]]))
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from(half(bytes, at)) | u32::from(half(bytes, at + 2)) << 16
}

impl<'a> Records<'a> {
    fn take(&mut self) -> Option<(u16, &'a [u8])> {
        let length = usize::from(half(self.rest, 2));
        let data = self.rest.get(4..4 + length)?;
        let kind = half(self.rest, 0);
        self.rest = &self.rest[4 + length..];
        Some((kind, data))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, data) = self.take()?;
        let mut pieces = Vec::new();
        while self.rest.len() > 4 && half(self.rest, 0) == 0x3c {
            pieces.push(self.take()?.1);
        }
        Some(Record { kind, data, pieces })
    }
}

/// Smallest rectangle around cells.
#[derive(Default)]
struct Area {
    corners: Option<(u64, u64, u64, u64)>,
}

impl Area {
    fn add(&mut self, row: u16, column: u64) {
        let row = u64::from(row);
        let (top, left, bottom, right) = self.corners.unwrap_or((row, column, row, column));
        self.corners = Some((top.min(row), left.min(column), bottom.max(row), right.max(column)));
    }

    fn size(&self) -> u64 {
        self.corners.map_or(0, |(top, left, bottom, right)| (bottom - top + 1) * (right - left + 1))
    }
}

/// What the parser would hold.
#[derive(Default)]
struct Cost {
    cells: u64,
    text: u64,
}

pub(super) fn inspect(stream: &[u8], budget: &Budget) -> Result<(), Failure> {
    let broken = || damaged(budget.file(), "BIFF");
    let (mut sheets, mut strings, mut longest_name) = (Vec::new(), Vec::new(), 8);
    for record in (Records { rest: stream }) {
        if record.pieces.len() > MAX_PIECES {
            return Err(budget.too_large());
        }
        match record.kind {
            0x2f if half(record.data, 0) != 0 => return Err(protected(budget.file())),
            0x85 => {
                longest_name = longest_name.max(record.data.get(6).map_or(0, |count| u64::from(*count)));
                sheets.push(word(record.data, 0) as usize);
            }
            0x18 => longest_name = longest_name.max(record.data.get(3).map_or(0, |count| u64::from(*count))),
            0xfc => strings = string_lengths(&record),
            0x0a => break,
            _ => {}
        }
    }
    if sheets.len() > MAX_SHEETS {
        return Err(budget.too_large());
    }
    let mut cost = Cost { cells: 0, text: strings.iter().sum() };
    for at in sheets {
        weigh(stream.get(at..).ok_or_else(broken)?, &strings, longest_name, &mut cost, budget)?;
    }
    Ok(())
}

/// Adds what one sheet costs. Charts inside it are skipped as the parser skips them.
fn weigh(sheet: &[u8], strings: &[u64], name: u64, cost: &mut Cost, budget: &Budget) -> Result<(), Failure> {
    let (mut values, mut formulas) = (Area::default(), Area::default());
    let (mut begun, mut depth) = (false, 0_u32);
    for record in (Records { rest: sheet }) {
        let data = record.data;
        match record.kind {
            0x0809 if begun => depth += 1,
            0x0809 => begun = true,
            0x0a if depth > 0 => depth -= 1,
            0x0a => break,
            _ if depth > 0 => {}
            0x0200 if !sane_dimensions(data) => return Err(budget.too_many_cells()),
            0x0203 | 0x0205 | 0x027e => values.add(half(data, 0), half(data, 2).into()),
            0x0204 | 0x00d6 => {
                values.add(half(data, 0), half(data, 2).into());
                cost.text += 3 * u64::from(half(data, 6));
            }
            0x0207 => cost.text += 3 * u64::from(half(data, 0)),
            0x00fd => {
                values.add(half(data, 0), half(data, 2).into());
                cost.text += strings.get(word(data, 6) as usize).copied().unwrap_or(0);
            }
            0x00bd => {
                let first = u64::from(half(data, 2));
                values.add(half(data, 0), first);
                values.add(half(data, 0), first + data.len() as u64 / 6);
            }
            0x0006 => {
                if data.len() > MAX_FORMULA {
                    return Err(budget.too_large());
                }
                values.add(half(data, 0), half(data, 2).into());
                formulas.add(half(data, 0), half(data, 2).into());
                // Three bytes may stand for a name; the rest for a few characters each.
                cost.text += data.len() as u64 * (4 + name);
            }
            _ => {}
        }
        if values.size() + formulas.size() > MAX_CELLS {
            return Err(budget.too_many_cells());
        }
        if cost.text > MAX_TEXT {
            return Err(budget.too_large());
        }
    }
    cost.cells += values.size() + formulas.size();
    if cost.cells > MAX_CELLS { Err(budget.too_many_cells()) } else { Ok(()) }
}

/// The parser reserves room for the whole rectangle a sheet says it has.
fn sane_dimensions(data: &[u8]) -> bool {
    let (top, bottom, left, right) = match data.len() {
        10 => (u32::from(half(data, 0)), u32::from(half(data, 2)), half(data, 4), half(data, 6)),
        14 | 16 => (word(data, 0), word(data, 4), half(data, 8), half(data, 10)),
        // The parser refuses these by itself.
        _ => return true,
    };
    let left = if left > 0xff || right < left { 0 } else { left };
    if bottom == 0 || right == 0 {
        return true;
    }
    bottom > top && right > left && u64::from(bottom - top) * u64::from(right - left) <= MAX_CELLS
}

/// How many bytes each shared string takes once decoded, at most. Strings run on over the
/// pieces of the record, and each piece says anew how wide its characters are.
fn string_lengths(record: &Record<'_>) -> Vec<u64> {
    let mut lengths = Vec::new();
    let mut pieces = record.pieces.iter().copied();
    let Some(mut data) = record.data.get(8..) else { return lengths };
    loop {
        if data.is_empty() {
            match pieces.next() {
                Some(piece) => data = piece,
                None => return lengths,
            }
        }
        if data.len() < 3 {
            lengths.push(0);
            if !data.is_empty() {
                return lengths;
            }
            continue;
        }
        let (mut left, flags) = (usize::from(half(data, 0)), data[2]);
        lengths.push(3 * left as u64);
        let mut skip = 0;
        data = &data[3..];
        if flags & 8 != 0 {
            skip += 4 * usize::from(half(data, 0));
            data = data.get(2..).unwrap_or_default();
        }
        if flags & 4 != 0 {
            skip += word(data, 0) as usize;
            data = data.get(4..).unwrap_or_default();
        }
        let mut wide = flags & 1 != 0;
        while left > 0 {
            let width = if wide { 2 } else { 1 };
            let count = left.min(data.len() / width);
            data = &data[count * width..];
            left -= count;
            if left > 0 {
                let Some(piece) = pieces.next() else { return lengths };
                wide = piece.first().is_some_and(|flag| flag & 1 != 0);
                data = piece.get(1..).unwrap_or_default();
            }
        }
        while skip > 0 {
            if data.is_empty() {
                let Some(piece) = pieces.next() else { return lengths };
                data = piece;
            }
            let count = skip.min(data.len());
            data = &data[count..];
            skip -= count;
        }
    }
}
