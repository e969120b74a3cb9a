//! Owns the bytes of git's next index: a copy of the present one with only our entries changed.
//! Refuses to write `.git/index` itself; the write path takes git's lock for that.

use super::open::Git;
use super::{Oid, failed, run};
use crate::diagnostic::Failure;
use crate::msg;
use git2::{Index, IndexEntry, IndexTime};
use std::path::Path;

/// What becomes of one path in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEdit {
    /// Path relative to the work tree.
    pub path: String,
    /// The object it shall have; `None` for out of the index.
    pub id: Option<Oid>,
}

impl Git {
    /// The bytes of an index with these edits made. `scratch` is a file of ours to work in.
    pub fn edited_index(&self, edits: &[IndexEdit], scratch: &Path) -> Result<Vec<u8>, Failure> {
        let path = self.index_path();
        let _ = std::fs::remove_file(scratch);
        if path.symlink_metadata().is_ok() {
            std::fs::copy(&path, scratch).map_err(|error| Failure::io("read", &path, &error))?;
        }
        if self.edit_by_library(edits, scratch).is_err() {
            // An extension libgit2 can't write, such as a split or sparse index: git itself can.
            std::fs::copy(&path, scratch).map_err(|error| Failure::io("read", &path, &error))?;
            self.edit_by_git(edits, scratch)?;
        }
        let bytes = std::fs::read(scratch).map_err(|error| Failure::io("read", scratch, &error))?;
        let _ = std::fs::remove_file(scratch);
        Ok(bytes)
    }

    fn edit_by_library(&self, edits: &[IndexEdit], scratch: &Path) -> Result<(), Failure> {
        let mut index = Index::open(scratch).map_err(|error| failed("write", &error))?;
        for edit in edits {
            let changed = match edit.id {
                Some(id) => index.add(&entry(&edit.path, id)),
                None => index.remove(Path::new(&edit.path), 0),
            };
            match changed {
                Ok(()) => {}
                Err(error) if edit.id.is_none() && error.code() == git2::ErrorCode::NotFound => {}
                Err(error) => return Err(failed("write", &error)),
            }
        }
        index.write().map_err(|error| failed("write", &error))
    }

    fn edit_by_git(&self, edits: &[IndexEdit], scratch: &Path) -> Result<(), Failure> {
        let mut input = Vec::new();
        for edit in edits {
            match edit.id {
                Some(id) => input.extend(format!("100644 {id} 0\t{}\0", edit.path).bytes()),
                None => input.extend(format!("0 {} 0\t{}\0", Oid::ZERO_SHA1, edit.path).bytes()),
            }
        }
        run::git(&self.workdir, &["update-index", "-z", "--index-info"], &[("GIT_INDEX_FILE", scratch)], &input)?;
        Ok(())
    }
}

/// Stat data of zeros: git compares the contents once and fills them in.
fn entry(path: &str, id: Oid) -> IndexEntry {
    IndexEntry {
        ctime: IndexTime::new(0, 0),
        mtime: IndexTime::new(0, 0),
        dev: 0,
        ino: 0,
        mode: 0o100_644,
        uid: 0,
        gid: 0,
        file_size: 0,
        id,
        flags: 0,
        flags_extended: 0,
        path: path.as_bytes().to_vec(),
    }
}

/// What git says is staged, for indexes libgit2 can't read.
pub(super) fn staged_by_git(workdir: &Path, paths: &[&str]) -> Result<Vec<Option<Oid>>, Failure> {
    let all: std::collections::HashMap<String, Oid> = all_staged(workdir)?.into_iter().collect();
    Ok(paths.iter().map(|path| all.get(*path).copied()).collect())
}

pub(super) fn all_staged(workdir: &Path) -> Result<Vec<(String, Oid)>, Failure> {
    let out = run::git(workdir, &["ls-files", "-z", "--stage"], &[], b"")?;
    let mut list = Vec::new();
    for line in String::from_utf8_lossy(&out).split('\0').filter(|line| !line.is_empty()) {
        let parsed = line.split_once('\t').and_then(|(meta, path)| {
            let mut parts = meta.split(' ');
            let (_, id, stage) = (parts.next()?, parts.next()?, parts.next()?);
            (stage == "0").then_some(())?;
            Some((path.to_owned(), Oid::from_str(id).ok()?))
        });
        match parsed {
            Some(found) => list.push(found),
            None if line.contains('\t') => {}
            None => return Err(Failure::failed(msg!("git-failed", doing = "read", error = line))),
        }
    }
    Ok(list)
}
