//! Owns opening the compound file around an old binary workbook, to look at it before the parser does.
//! Refuses chains that run in circles or out of the file, which would make the parser read without end.

use super::budget::{Budget, MAX_OLE};
use super::damaged;
use crate::diagnostic::Failure;

const END: u32 = 0xffff_fffe;
const FIRST_RESERVED: u32 = 0xffff_fffa;
const FIRST_SPECIAL: u32 = 0xffff_fffc;

struct Entry {
    name: String,
    start: u32,
    length: u64,
}

/// A compound file whose chains have been walked.
pub(super) struct Ole<'a> {
    file: String,
    sectors: &'a [u8],
    size: usize,
    table: Vec<u32>,
    entries: Vec<Entry>,
    mini: Vec<u8>,
    mini_table: Vec<u32>,
}

fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).map(|four| word(four, 0))
}

/// The bytes of a chain of sectors, up to `length`.
fn chain(sectors: &[u8], size: usize, table: &[u32], start: u32, length: u64) -> Option<Vec<u8>> {
    let (mut bytes, mut at, mut steps) = (Vec::new(), start, 0);
    while at != END {
        let from = (at as usize).checked_mul(size)?;
        let sector = sectors.get(from..).filter(|rest| !rest.is_empty())?;
        let rest = usize::try_from(length.saturating_sub(bytes.len() as u64)).unwrap_or(usize::MAX);
        bytes.extend_from_slice(&sector[..sector.len().min(size).min(rest)]);
        steps += 1;
        if bytes.len() as u64 >= length {
            break;
        }
        if steps > sectors.len() / size + 1 {
            return None;
        }
        at = *table.get(at as usize)?;
    }
    Some(bytes)
}

impl<'a> Ole<'a> {
    pub(super) fn open(bytes: &'a [u8], budget: &Budget) -> Result<Ole<'a>, Failure> {
        if bytes.len() > MAX_OLE {
            return Err(budget.too_large());
        }
        Ole::parse(bytes, budget.file()).ok_or_else(|| damaged(budget.file(), "OLE"))
    }

    fn parse(bytes: &'a [u8], file: &str) -> Option<Ole<'a>> {
        let header = bytes.get(..512)?;
        let size = match header[30] {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let sectors = bytes.get(size..)?;
        let most = sectors.len() / size + 1;
        let sector = |id: u32| {
            let from = (id as usize).checked_mul(size)?;
            sectors.get(from..).filter(|rest| !rest.is_empty()).map(|rest| &rest[..rest.len().min(size)])
        };
        let mut places: Vec<u32> = words(&header[76..]).collect();
        let mut next = word(header, 68);
        let mut steps = 0;
        while next < FIRST_RESERVED {
            steps += 1;
            if steps > most {
                return None;
            }
            places.extend(words(sector(next)?));
            next = places.pop()?;
        }
        places.retain(|id| *id < FIRST_SPECIAL);
        if places.len() > most {
            return None;
        }
        let mut table = Vec::new();
        for id in places {
            table.extend(words(sector(id)?));
        }
        let directory = chain(sectors, size, &table, word(header, 48), u64::MAX)?;
        let entries: Vec<Entry> = directory.chunks_exact(128).map(|entry| read_entry(entry, size)).collect();
        let root = entries.first()?;
        let (mut mini, mut mini_table) = (Vec::new(), Vec::new());
        let count = word(header, 64);
        if count > 0 {
            mini = chain(sectors, size, &table, root.start, root.length)?;
            let tables = chain(sectors, size, &table, word(header, 60), u64::from(count) * size as u64)?;
            mini_table = words(&tables).collect();
        }
        Some(Ole { file: file.to_owned(), sectors, size, table, entries, mini, mini_table })
    }

    /// Whether a stream or folder of this name stands anywhere in it.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The stream with the workbook, when there is one.
    pub(super) fn workbook(&self) -> Result<Option<Vec<u8>>, Failure> {
        let find = |name: &str| self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name));
        let Some(entry) = find("Workbook").or_else(|| find("Book")) else { return Ok(None) };
        let bytes = match entry.length < 4096 {
            true => chain(&self.mini, 64, &self.mini_table, entry.start, entry.length),
            false => chain(self.sectors, self.size, &self.table, entry.start, entry.length),
        };
        bytes.map(Some).ok_or_else(|| damaged(&self.file, "OLE"))
    }
}

fn read_entry(entry: &[u8], size: usize) -> Entry {
    let units = entry[..64].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let name = char::decode_utf16(units.take_while(|unit| *unit != 0)).map(|c| c.unwrap_or('\u{fffd}')).collect();
    let high = if size == 512 { 0 } else { u64::from(word(entry, 124)) << 32 };
    Entry { name, start: word(entry, 116), length: high | u64::from(word(entry, 120)) }
}
