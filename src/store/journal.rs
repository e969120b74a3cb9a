//! Owns the journal of one write: everything recovery needs to finish it or to take it away.
//! Refuses to decide which; the branch tells.

use super::atomic::{put_in_place, read_if_there, remove_file, stage, sync_folder};
use crate::diagnostic::Failure;
use crate::msg;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// A file of the work tree that the write changes.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct JournalFile {
    /// Path relative to the work tree.
    pub path: String,
    /// Object id of what stands there before; `None` for nothing.
    pub before: Option<String>,
    /// Object id of what shall stand there; `None` for nothing.
    pub after: Option<String>,
    /// Object id the git index has before.
    pub index_before: Option<String>,
    /// Object id the git index shall have.
    pub index_after: Option<String>,
    /// Temporary file beside it, relative to the work tree.
    pub temp: String,
}

/// A lock file of git that a write may leave behind, and the bytes it puts in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockFile {
    /// Its path.
    pub path: PathBuf,
    /// A file that holds our bytes, or the bytes themselves for short ones.
    pub copy: Option<PathBuf>,
    /// Short contents.
    pub text: Option<String>,
}

/// One write under way.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct Journal {
    /// Operation id.
    pub operation: String,
    /// Full name of the branch that moves.
    pub branch: String,
    /// Commit before, `None` on a branch without one.
    pub old_head: Option<String>,
    /// Commit after: the write happened if the branch has reached it.
    pub new_head: String,
    /// Files of the work tree.
    pub files: Vec<JournalFile>,
}

const NAME: &str = "journal.json";

impl Journal {
    /// The journal of an interrupted write, if one stands in `folder`.
    /// A journal that can't be read was never finished, so its write never began: it counts as none.
    pub fn read(folder: &Path) -> Result<Option<Journal>, Failure> {
        let Some(bytes) = read_if_there(&folder.join(NAME))? else { return Ok(None) };
        Ok(serde_json::from_slice(&bytes).ok())
    }

    /// Writes it, whole or not at all.
    pub fn write(&self, folder: &Path, durable: bool) -> Result<(), Failure> {
        let path = folder.join(NAME);
        let bytes = serde_json::to_vec(self).map_err(|error| {
            Failure::failed(msg!(
                "io-failed",
                doing = "write",
                path = path.display().to_string(),
                error = error.to_string()
            ))
        })?;
        let staged = stage(&folder.join("journal.tmp"), &path, &bytes, durable)?;
        put_in_place(&staged)?;
        if durable { sync_folder(folder) } else { Ok(()) }
    }

    /// Removes it: the write is complete.
    pub fn remove(folder: &Path, durable: bool) -> Result<(), Failure> {
        remove_file(&folder.join(NAME), folder)?;
        if durable { sync_folder(folder) } else { Ok(()) }
    }

    /// Whether one stands there, read or not.
    pub fn present(folder: &Path) -> bool {
        folder.join(NAME).symlink_metadata().is_ok()
    }
}

impl LockFile {
    /// Removes the lock if it holds our bytes or the beginning of them; anybody else's stays.
    pub fn remove_if_ours(&self) -> Result<(), Failure> {
        let Some(found) = read_if_there(&self.path)? else { return Ok(()) };
        if self.ours()?.starts_with(&found) {
            std::fs::remove_file(&self.path).map_err(|error| Failure::io("remove", &self.path, &error))?;
        }
        Ok(())
    }

    /// Whether the lock stands there and holds all of our bytes.
    pub fn is_whole(&self) -> Result<bool, Failure> {
        let Some(found) = read_if_there(&self.path)? else { return Ok(false) };
        Ok(!found.is_empty() && found == self.ours()?)
    }

    fn ours(&self) -> Result<Vec<u8>, Failure> {
        Ok(match (&self.text, &self.copy) {
            (Some(text), _) => text.clone().into_bytes(),
            (None, Some(copy)) => read_if_there(copy)?.unwrap_or_default(),
            (None, None) => Vec::new(),
        })
    }
}
