//! Owns git's lock files during a write: the index lock taken git's own way, filled with the next index, put in place.
//! Refuses locks that somebody else holds.

use super::Workspace;
use crate::diagnostic::Failure;
use crate::msg;
use crate::store::{Journal, LockFile, put_in_place, stage, sync_folder};
use crate::vcs::IndexEdit;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

impl Workspace {
    /// The lock files a write may leave behind: git's index lock first, then the branch's.
    /// They follow from the journal, so that a clone moved elsewhere still finds its own.
    pub(super) fn locks(&self, journal: &Journal) -> [LockFile; 2] {
        let [index, branch] = self.lock_paths(&journal.branch);
        [
            LockFile { path: index, copy: Some(self.next_index()), text: None },
            LockFile { path: branch, copy: None, text: Some(format!("{}\n", journal.new_head)) },
        ]
    }

    /// Paths of git's locks of the index and of a branch.
    pub(super) fn lock_paths(&self, branch: &str) -> [PathBuf; 2] {
        [self.index_lock(), self.git.reference_path(&format!("{branch}.lock"))]
    }

    /// Locks git's index: the lock file must not be there.
    pub(super) fn take_index_lock(&self) -> Result<File, Failure> {
        let path = self.index_lock();
        OpenOptions::new().write(true).create_new(true).open(&path).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => foreign(&path),
            _ => Failure::io("lock", &path, &error),
        })
    }

    /// Writes the next index into the lock, made while it is held, so that nothing staged meanwhile is lost.
    /// A copy comes first: by it recovery knows the lock for ours.
    pub(super) fn fill_index_lock(&self, mut lock: File, edits: &[IndexEdit], durable: bool) -> Result<(), Failure> {
        let bytes = self.git.edited_index(edits, &self.git.folder().join("index.scratch"))?;
        let copy = self.next_index();
        put_in_place(&stage(&copy.with_extension("tmp"), &copy, &bytes, durable)?)?;
        let written = lock.write_all(&bytes).and_then(|()| if durable { lock.sync_all() } else { Ok(()) });
        written.map_err(|error| Failure::io("write", &self.index_lock(), &error))
    }

    /// Makes the lock the index, and by that unlocks it.
    pub(super) fn put_index_in_place(&self, durable: bool) -> Result<(), Failure> {
        let index = self.git.index_path();
        std::fs::rename(self.index_lock(), &index).map_err(|error| Failure::io("write", &index, &error))?;
        // The journal goes away next: never before this is on disk.
        if durable { index.parent().map_or(Ok(()), sync_folder) } else { Ok(()) }
    }

    fn index_lock(&self) -> PathBuf {
        self.git.index_path().with_extension("lock")
    }

    fn next_index(&self) -> PathBuf {
        self.git.folder().join("index.next")
    }
}

/// Another program's lock is a conflict, found before anything is written.
pub(super) fn refuse_foreign(locks: &[PathBuf]) -> Result<(), Failure> {
    match locks.iter().find(|lock| lock.symlink_metadata().is_ok()) {
        Some(lock) => Err(foreign(lock)),
        None => Ok(()),
    }
}

fn foreign(path: &Path) -> Failure {
    Failure::conflict(msg!("git-locked", path = path.display().to_string())).hint(msg!("git-locked-hint"))
}
