//! Owns finishing or taking away a write that was interrupted.
//! Refuses to touch what anybody else has written since.

use super::Workspace;
use crate::diagnostic::Failure;
use crate::msg;
use crate::store::{Journal, JournalFile, Lock, put_in_place, read_if_there, remove_file, stage};
use crate::vcs::{IndexEdit, Oid, blob_id};
use std::time::Duration;

impl Workspace {
    /// Readers that meet a journal nobody is working on recover first. With a writer at work they just read on.
    pub(super) fn recover_if_interrupted(&self) -> Result<(), Failure> {
        if !Journal::present(&self.git.folder()) {
            return Ok(());
        }
        match Lock::acquire(&self.git.common_folder(), Duration::from_secs(5).min(self.settings.wait)) {
            Ok(_lock) => self.recover(),
            Err(failure) if failure.class == crate::diagnostic::Class::Conflict => Ok(()),
            Err(failure) => Err(failure),
        }
    }

    /// The caller holds the lock.
    pub(super) fn recover(&self) -> Result<(), Failure> {
        let folder = self.git.folder();
        if !Journal::present(&folder) {
            return Ok(());
        }
        match Journal::read(&folder)? {
            Some(journal) if self.happened(&journal)? => self.roll_forward(&journal),
            Some(journal) => self.take_away(&journal),
            None => Journal::remove(&folder, true),
        }
    }

    /// The branch has reached the new commit.
    fn happened(&self, journal: &Journal) -> Result<bool, Failure> {
        let Some(tip) = self.git.branch_tip(&journal.branch) else { return Ok(false) };
        Ok(self.git.contains(tip, oid(&journal.new_head)?))
    }

    /// Before the commit point: nothing of ours stays.
    pub(super) fn take_away(&self, journal: &Journal) -> Result<(), Failure> {
        for file in &journal.files {
            remove_file(&self.root.join(&file.temp), &self.root)?;
        }
        self.clear(journal)
    }

    /// After the commit point: what is still as it was before becomes what was committed.
    fn roll_forward(&self, journal: &Journal) -> Result<(), Failure> {
        for file in &journal.files {
            self.finish_file(file)?;
        }
        for lock in &journal.locks {
            lock.remove_if_ours()?;
        }
        self.finish_index(journal)?;
        self.clear(journal)
    }

    fn finish_file(&self, file: &JournalFile) -> Result<(), Failure> {
        let target = self.root.join(&file.path);
        let temp = self.root.join(&file.temp);
        let now = read_if_there(&target)?.as_deref().and_then(blob_id).map(|id| id.to_string());
        if now == file.before && now != file.after {
            match &file.after {
                Some(id) => {
                    let staged = stage(&temp, &target, &self.git.bytes(oid(id)?)?, self.durable())?;
                    put_in_place(&staged)?;
                }
                None => remove_file(&target, &self.root)?,
            }
        }
        remove_file(&temp, &self.root)
    }

    /// Entries that still are as before the write become as after it; what the user staged since stays.
    fn finish_index(&self, journal: &Journal) -> Result<(), Failure> {
        let paths: Vec<&str> = journal.files.iter().map(|file| file.path.as_str()).collect();
        let staged = self.git.staged(&paths)?;
        let mut edits = Vec::new();
        for (file, now) in journal.files.iter().zip(staged) {
            let now = now.map(|id| id.to_string());
            if now == file.index_before && now != file.index_after {
                let id = file.index_after.as_deref().map(oid).transpose()?;
                edits.push(IndexEdit { path: file.path.clone(), id });
            }
        }
        if edits.is_empty() {
            return Ok(());
        }
        let folder = self.git.folder();
        let bytes = self.git.edited_index(&edits, &folder.join("index.scratch"))?;
        let index = self.git.index_path();
        let lock = index.with_extension("lock");
        if lock.symlink_metadata().is_ok() {
            let message = msg!("git-locked", path = lock.display().to_string());
            return Err(Failure::conflict(message).hint(msg!("git-locked-hint")));
        }
        // The next recovery must know this lock for ours: its copy is renewed before it is taken.
        let copy = folder.join("index.next");
        put_in_place(&stage(&copy.with_extension("tmp"), &copy, &bytes, self.durable())?)?;
        put_in_place(&stage(&lock, &index, &bytes, self.durable())?)
    }

    fn clear(&self, journal: &Journal) -> Result<(), Failure> {
        for lock in &journal.locks {
            lock.remove_if_ours()?;
        }
        let folder = self.git.folder();
        Journal::remove(&folder, self.durable())?;
        for name in ["index.next", "index.scratch", "journal.tmp", "index.tmp"] {
            remove_file(&folder.join(name), &folder)?;
        }
        Ok(())
    }
}

fn oid(text: &str) -> Result<Oid, Failure> {
    Oid::from_str(text).map_err(|error| Failure::failed(msg!("git-failed", doing = "read", error = error.message())))
}
