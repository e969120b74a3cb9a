//! Owns the bytes of git's next index: a copy of the present one with only our entries changed.
//! Refuses to write `.git/index` itself; the write path takes git's lock for that.

use super::open::Git;
use super::{Oid, failed, run};
use crate::diagnostic::Failure;
use crate::msg;
use git2::{Index, IndexEntry, IndexTime};
use std::collections::HashMap;
use std::path::Path;

const ASSUME_UNCHANGED: u16 = 0x8000;
const SKIP_WORKTREE: u16 = 0x4000;

/// `git update-index` would run the hook `post-index-change`, and a file-system monitor where one is configured.
const NO_PROGRAMS: [&str; 4] = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"];

/// What becomes of one path in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEdit {
    /// Path relative to the work tree.
    pub path: String,
    /// The object it shall have; `None` for out of the index.
    pub id: Option<Oid>,
}

impl Git {
    /// The bytes of an index with these edits made. `scratch` is a file of ours to work in, under the clone's lock.
    pub fn edited_index(&self, edits: &[IndexEdit], scratch: &Path) -> Result<Vec<u8>, Failure> {
        let path = self.index_path();
        // Git locks the scratch file too while it writes it; a killed command's lock would block all that follow.
        let clean = || {
            [scratch.to_owned(), scratch.with_extension("scratch.lock")].iter().try_for_each(|path| {
                match std::fs::remove_file(path) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                        Err(Failure::io("remove", path, &error))
                    }
                    _ => Ok(()),
                }
            })
        };
        clean()?;
        if path.symlink_metadata().is_ok() {
            std::fs::copy(&path, scratch).map_err(|error| Failure::io("read", &path, &error))?;
        }
        if self.edit_by_library(edits, scratch).is_err() {
            // An extension libgit2 can't write, such as a split or sparse index: git itself can.
            clean()?;
            std::fs::copy(&path, scratch).map_err(|error| Failure::io("read", &path, &error))?;
            self.edit_by_git(edits, scratch)?;
        }
        let bytes = std::fs::read(scratch).map_err(|error| Failure::io("read", scratch, &error))?;
        clean()?;
        Ok(bytes)
    }

    fn edit_by_library(&self, edits: &[IndexEdit], scratch: &Path) -> Result<(), Failure> {
        let mut index = Index::open(scratch).map_err(|error| failed("write", &error))?;
        for edit in edits {
            let path = Path::new(&edit.path);
            // Left by a merge that is over: the edit settles it.
            let _ = index.conflict_remove(path);
            let changed = match edit.id {
                Some(id) => index.add(&entry(&edit.path, id, index.get_path(path, 0))),
                None => index.remove(path, 0),
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
        let modes: HashMap<String, String> = entries(&self.workdir, &[("GIT_INDEX_FILE", scratch)])?
            .into_iter()
            .map(|(mode, path, _)| (path, mode))
            .collect();
        let mut input = Vec::new();
        for edit in edits {
            let mode = modes.get(&edit.path).map_or("100644", String::as_str);
            match edit.id {
                Some(id) => input.extend(format!("{mode} {id} 0\t{}\0", edit.path).bytes()),
                None => input.extend(format!("0 {} 0\t{}\0", Oid::ZERO_SHA1, edit.path).bytes()),
            }
        }
        let arguments = [&NO_PROGRAMS[..], &["update-index", "-z", "--index-info"]].concat();
        run::git(&self.workdir, &arguments, &[("GIT_INDEX_FILE", scratch)], &input)?;
        Ok(())
    }
}

/// Stat data of zeros: git compares the contents once and fills them in. Mode and the user's flags stay.
fn entry(path: &str, id: Oid, old: Option<IndexEntry>) -> IndexEntry {
    let (mode, flags, flags_extended) = old
        .map_or((0o100_644, 0, 0), |old| (old.mode, old.flags & ASSUME_UNCHANGED, old.flags_extended & SKIP_WORKTREE));
    IndexEntry {
        ctime: IndexTime::new(0, 0),
        mtime: IndexTime::new(0, 0),
        dev: 0,
        ino: 0,
        mode,
        uid: 0,
        gid: 0,
        file_size: 0,
        id,
        flags,
        flags_extended,
        path: path.as_bytes().to_vec(),
    }
}

/// What git says is staged, for indexes libgit2 can't read.
pub(super) fn staged_by_git(workdir: &Path, paths: &[&str]) -> Result<Vec<Option<Oid>>, Failure> {
    let all: HashMap<String, Oid> = all_staged(workdir)?.into_iter().collect();
    Ok(paths.iter().map(|path| all.get(*path).copied()).collect())
}

pub(super) fn all_staged(workdir: &Path) -> Result<Vec<(String, Oid)>, Failure> {
    Ok(entries(workdir, &[])?.into_iter().map(|(_, path, id)| (path, id)).collect())
}

/// Mode, path and object of every entry that is no part of a conflict.
fn entries(workdir: &Path, environment: &[(&str, &Path)]) -> Result<Vec<(String, String, Oid)>, Failure> {
    let arguments = [&NO_PROGRAMS[..], &["ls-files", "-z", "--stage"]].concat();
    let out = run::git(workdir, &arguments, environment, b"")?;
    let mut list = Vec::new();
    for line in String::from_utf8_lossy(&out).split('\0').filter(|line| !line.is_empty()) {
        let parsed = line.split_once('\t').and_then(|(meta, path)| {
            let mut parts = meta.split(' ');
            let (mode, id, stage) = (parts.next()?, parts.next()?, parts.next()?);
            (stage == "0").then_some(())?;
            Some((mode.to_owned(), path.to_owned(), Oid::from_str(id).ok()?))
        });
        match parsed {
            Some(found) => list.push(found),
            None if line.contains('\t') => {}
            None => return Err(Failure::failed(msg!("git-failed", doing = "read", error = line))),
        }
    }
    Ok(list)
}
