//! Owns looking into a packed workbook before the parser does, by unpacking every part once.
//! Refuses bombs, and counts in a part that would make the parser allocate far more than it holds.

use super::budget::{Budget, MAX_ENTRIES, MAX_TEXT, MAX_UNPACKED};
use super::{damaged, ods_guard};
use crate::diagnostic::Failure;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// What the archive holds.
pub(super) enum Packed {
    /// A workbook of Excel or WPS: whether any cells are merged, and its largest part in bytes.
    Xlsx { merged: bool, largest: u64 },
    /// A workbook of LibreOffice.
    Ods,
    /// Something else, by name.
    Other(&'static str),
}

/// Up to this size a part may be packed as tightly as it likes.
const SMALL: u64 = 16 << 20;
const MAX_RATIO: u64 = 200;
/// Tags of the table of shared strings; each string costs some fifty bytes at least.
const MAX_STRING_TAGS: u64 = 24_000_000;
const MAX_STYLE_TAGS: u64 = 1_000_000;
const MAX_SMALL_PART: u64 = 16 << 20;
const MAX_ODS_PART: u64 = 256 << 20;

pub(super) fn inspect(bytes: &[u8], budget: &Budget) -> Result<Packed, Failure> {
    let broken = |error: zip::result::ZipError| damaged(budget.file(), error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > MAX_ENTRIES {
        return Err(budget.too_large());
    }
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.map(|name| name.to_ascii_lowercase()))
        .collect::<Result<_, _>>()
        .map_err(broken)?;
    let has = |name: &str| names.iter().any(|found| found == name);
    let ods = has("content.xml") && has("mimetype");
    if !ods {
        let word = names.iter().any(|name| name.starts_with("word/") || name.starts_with("ppt/"));
        match () {
            () if names.iter().any(|name| name.ends_with("workbook.bin")) => return Ok(Packed::Other("xlsb")),
            () if word => return Ok(Packed::Other("docx/pptx")),
            () if !has("_rels/.rels") => return Ok(Packed::Other("zip")),
            () => {}
        }
    }
    let (mut total, mut largest, mut merged) = (0, 0, false);
    for index in 0..archive.len() {
        // An encrypted entry can't be opened, and the parser won't open it either.
        let mut entry = archive.by_index(index).map_err(broken)?;
        let name = entry.name().map_err(broken)?.to_ascii_lowercase();
        let packed = entry.compressed_size();
        let mut part = Part::new(&name, ods);
        let mut buffer = vec![0; 64 << 10];
        loop {
            let count = entry.read(&mut buffer).map_err(|error| damaged(budget.file(), error.to_string()))?;
            if count == 0 {
                break;
            }
            part.feed(&buffer[..count]);
            total += count as u64;
            let tight = part.size > SMALL && part.size / packed.max(1) > MAX_RATIO;
            if total > MAX_UNPACKED || tight || part.size > part.limit {
                return Err(budget.too_large());
            }
        }
        part.judge(budget)?;
        merged |= part.merged;
        largest = largest.max(part.size);
    }
    Ok(if ods { Packed::Ods } else { Packed::Xlsx { merged, largest } })
}

/// What kind of part it is, as far as the parser's memory goes.
#[derive(PartialEq)]
enum Kind {
    Strings,
    Styles,
    Content,
    Sheet,
    Rest,
}

struct Part {
    kind: Kind,
    limit: u64,
    size: u64,
    tags: u64,
    nul: bool,
    merged: bool,
    /// The last bytes of the piece before, for words cut in two.
    tail: Vec<u8>,
    /// The whole part, for those that need a closer look.
    kept: Vec<u8>,
}

impl Part {
    fn new(name: &str, ods: bool) -> Part {
        // Whatever the parser might take for a sheet is one; pictures and macros are only measured.
        let kind = match name {
            "content.xml" if ods => Kind::Content,
            _ if ods => Kind::Rest,
            _ if name.ends_with("sharedstrings.xml") => Kind::Strings,
            _ if name.ends_with("styles.xml") => Kind::Styles,
            _ => Kind::Sheet,
        };
        let limit = match kind {
            Kind::Styles => MAX_SMALL_PART,
            Kind::Content => MAX_ODS_PART,
            Kind::Sheet if name.ends_with("workbook.xml") || name.ends_with(".rels") => MAX_SMALL_PART,
            _ => MAX_UNPACKED,
        };
        Part { kind, limit, size: 0, tags: 0, nul: false, merged: false, tail: Vec::new(), kept: Vec::new() }
    }

    fn feed(&mut self, bytes: &[u8]) {
        self.size += bytes.len() as u64;
        match self.kind {
            Kind::Rest => {}
            Kind::Sheet if self.merged => {}
            Kind::Sheet => {
                const WORD: &[u8] = b"mergeCells";
                self.tail.extend_from_slice(bytes);
                self.merged = contains(&self.tail, WORD);
                let keep = self.tail.len().saturating_sub(WORD.len());
                self.tail.drain(..keep);
            }
            Kind::Strings | Kind::Styles | Kind::Content => {
                self.tags += bytes.iter().filter(|byte| **byte == b'<').count() as u64;
                self.nul |= bytes.contains(&0);
                // The count of the string table stands in its first tag; the rest isn't needed.
                if self.kind != Kind::Strings || self.kept.len() < 1 << 20 {
                    self.kept.extend_from_slice(bytes);
                }
            }
        }
    }

    fn judge(&self, budget: &Budget) -> Result<(), Failure> {
        // NULs mean UTF-16, in which the counts below would see nothing.
        if self.nul {
            return Err(damaged(budget.file(), "UTF-16"));
        }
        let fine = match self.kind {
            Kind::Strings => self.tags <= MAX_STRING_TAGS && strings_declared(&self.kept, self.size),
            Kind::Styles => self.tags <= MAX_STYLE_TAGS && style_cost(&self.kept) <= MAX_TEXT,
            Kind::Content => return ods_guard::inspect(&self.kept, budget),
            Kind::Sheet | Kind::Rest => true,
        };
        if fine { Ok(()) } else { Err(budget.too_large()) }
    }
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == word[0]) {
        rest = &rest[at..];
        if rest.starts_with(word) {
            return true;
        }
        rest = &rest[1..];
    }
    false
}

/// The parser reserves room for as many strings as the table says it has.
fn strings_declared(start: &[u8], size: u64) -> bool {
    const WORD: &[u8] = b"uniqueCount";
    let tag = super::markup::Pieces::new(start).find_map(|piece| match piece {
        super::markup::Piece::Open { name, attributes, .. } if name.ends_with(b"sst") => Some(attributes),
        _ => None,
    });
    match tag {
        Some(attributes) => {
            !contains(attributes, WORD)
                || super::markup::largest(attributes, WORD).is_some_and(|count| count <= MAX_STRING_TAGS)
        }
        // A table that hides its first tag behind a megabyte of something else is no table.
        None => size <= start.len() as u64,
    }
}

/// The parser copies font, fill and border into every cell format, names included.
fn style_cost(part: &[u8]) -> u64 {
    let formats =
        part.windows(3).filter(|window| [b"xf ", b"xf/", b"xf>"].iter().any(|tag| window == tag)).count() as u64;
    let longest = part.split(|byte| *byte == b'"').map(<[u8]>::len).max().unwrap_or(0) as u64;
    formats.saturating_mul(600 + 2 * longest)
}
