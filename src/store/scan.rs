//! Owns finding and reading every record file of a work tree.
//! Refuses links, hidden names, bad ids, files too large, bytes that are no UTF-8: each a finding, none hides others.

use crate::diagnostic::{Diagnostic, Place};
use crate::msg;
use crate::record::{MAX_BYTES, Record};
use crate::schema::{Schema, id_fault};
use rayon::prelude::*;
use std::path::Path;

/// A record file that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Kind by its folder.
    pub kind: String,
    /// File stem.
    pub id: String,
    /// Path relative to the work tree, with `/`.
    pub path: String,
}

/// All records of a work tree, in the order of kinds and paths, with what could not be read.
#[derive(Debug, Default)]
pub struct Corpus {
    /// Readable records.
    pub records: Vec<Record>,
    /// Unreadable files and everything else that scanning found.
    pub findings: Vec<Diagnostic>,
    /// Files that hold no readable record.
    pub unreadable: Vec<Found>,
}

impl Corpus {
    /// Reads every record below `root`.
    pub fn read(root: &Path, schema: &Schema) -> Corpus {
        let (found, findings) = scan(root, schema);
        let mut corpus = Corpus { findings, ..Corpus::default() };
        let read: Vec<_> = found.into_par_iter().map(|found| (read_record(root, &found), found)).collect();
        for ((record, findings), found) in read {
            corpus.findings.extend(findings);
            match record {
                Some(record) => corpus.records.push(record),
                None => corpus.unreadable.push(found),
            }
        }
        corpus
    }
}

/// Finds record files by the folders of their kinds.
pub fn scan(root: &Path, schema: &Schema) -> (Vec<Found>, Vec<Diagnostic>) {
    let mut list = Vec::new();
    let mut findings = Vec::new();
    for kind in schema.kinds.values() {
        let folder = root.join(&kind.folder);
        if folder.symlink_metadata().is_ok_and(|meta| meta.is_symlink()) {
            findings.push(Diagnostic::error("symlink", Place::file(&kind.folder), msg!("scan-symlink")));
            continue;
        }
        let walk = walkdir::WalkDir::new(&folder).min_depth(1).max_depth(16).follow_links(false).sort_by_file_name();
        for entry in walk.into_iter().filter_entry(|entry| !hidden(entry)) {
            match entry {
                Ok(entry) => file(root, &kind.name, &entry, &mut list, &mut findings),
                Err(error) if error.io_error().is_some_and(|io| io.kind() == std::io::ErrorKind::NotFound) => {}
                Err(error) => {
                    let path = error.path().map(|path| relative(root, path)).unwrap_or_default();
                    let text = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                    findings.push(Diagnostic::error(
                        "unreadable",
                        Place::file(path),
                        msg!("scan-unreadable", error = text),
                    ));
                }
            }
        }
    }
    (list, findings)
}

/// Names that begin with a dot belong to editors and to the system.
fn hidden(entry: &walkdir::DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.')
}

fn file(root: &Path, kind: &str, entry: &walkdir::DirEntry, list: &mut Vec<Found>, findings: &mut Vec<Diagnostic>) {
    let path = relative(root, entry.path());
    let stem = path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml"));
    // A link to a folder would hide every record behind it.
    if entry.path_is_symlink() && (stem.is_some() || entry.path().is_dir()) {
        findings.push(Diagnostic::error("symlink", Place::file(&path), msg!("scan-symlink")));
        return;
    }
    let Some(stem) = stem else { return };
    if !entry.file_type().is_file() {
        return;
    }
    if let Some(why) = id_fault(stem) {
        let message = msg!("id-fault", id = stem, why = why);
        findings.push(Diagnostic::error("id", Place::file(&path), message).hint(msg!("id-fault-hint")));
        return;
    }
    list.push(Found { kind: kind.to_owned(), id: stem.to_owned(), path: path.clone() });
}

fn relative(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Reads one record file.
pub fn read_record(root: &Path, found: &Found) -> (Option<Record>, Vec<Diagnostic>) {
    let refuse = |code, message| {
        let finding = Diagnostic::error(code, Place::file(&found.path), message).about(&found.kind, &found.id);
        (None, vec![finding])
    };
    let path = root.join(&found.path);
    match path.symlink_metadata() {
        Ok(meta) if !meta.is_file() => return refuse("symlink", msg!("scan-symlink")),
        Ok(meta) if meta.len() > MAX_BYTES as u64 => {
            return refuse("size", msg!("record-too-large", bytes = meta.len() as i64, limit = MAX_BYTES));
        }
        Ok(_) => {}
        Err(error) => return refuse("unreadable", msg!("scan-unreadable", error = error.to_string())),
    }
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => return refuse("unreadable", msg!("scan-unreadable", error = error.to_string())),
    };
    match String::from_utf8(bytes) {
        Ok(text) => Record::read(&found.kind, &found.id, &found.path, text),
        Err(error) => refuse("encoding", msg!("record-not-utf8", at = error.utf8_error().valid_up_to())),
    }
}
