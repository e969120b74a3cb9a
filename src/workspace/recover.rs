//! Owns finishing or taking away a write that was interrupted.
//! Refuses to touch what anybody else has written since.

use super::Workspace;
use crate::diagnostic::Failure;
use crate::msg;
use crate::store::{
    Journal, JournalFile, Lock, LockFile, put_in_place, read_if_there, refuse_links, remove_file, stage, sync_folder,
};
use crate::vcs::{IndexEdit, Oid, blob_id};
use std::time::Duration;

impl Workspace {
    /// Readers that meet a journal nobody is working on recover first. With a writer at work, or a git command that
    /// holds the index, they just read on.
    pub(super) fn recover_if_interrupted(&self) -> Result<(), Failure> {
        if !Journal::present(&self.git.folder()) {
            return Ok(());
        }
        let lock = Lock::acquire(&self.git.common_folder(), Duration::from_secs(5).min(self.settings.wait));
        // A command that writes recovers again under its lock and says what is in the way; a reader goes on.
        let _ = lock.and_then(|_lock| self.recover());
        Ok(())
    }

    /// The caller holds the lock.
    pub(super) fn recover(&self) -> Result<(), Failure> {
        let folder = self.git.folder();
        if !Journal::present(&folder) {
            return Ok(());
        }
        match Journal::read(&folder)? {
            Some(journal) if self.happened(&journal)? => self.roll_forward(&journal),
            Some(journal) => self.take_away(&journal, &self.locks(&journal)),
            None => Journal::remove(&folder, true),
        }
    }

    /// What is checked out holds the new commit.
    pub(super) fn happened(&self, journal: &Journal) -> Result<bool, Failure> {
        let Some(head) = self.git.head()? else { return Ok(false) };
        Ok(self.git.contains(head, oid(&journal.new_head)?))
    }

    /// Before the commit point: nothing of ours stays.
    pub(super) fn take_away(&self, journal: &Journal, locks: &[LockFile]) -> Result<(), Failure> {
        for file in &journal.files {
            remove_file(&self.root.join(&file.temp), &self.root)?;
        }
        locks.iter().try_for_each(LockFile::remove_if_ours)?;
        self.clear()
    }

    /// After the commit point: what is still as it was before becomes what was committed.
    fn roll_forward(&self, journal: &Journal) -> Result<(), Failure> {
        for file in &journal.files {
            self.finish_file(file)?;
        }
        let [index, branch] = self.locks(journal);
        branch.remove_if_ours()?;
        // While the old index stands with our lock away, a commit of the user's would take ours back: never let go of it.
        match index.is_whole()? {
            true => self.put_index_in_place(self.durable())?,
            false => {
                index.remove_if_ours()?;
                self.finish_index(journal)?;
            }
        }
        self.clear()
    }

    fn finish_file(&self, file: &JournalFile) -> Result<(), Failure> {
        let target = self.root.join(&file.path);
        let temp = self.root.join(&file.temp);
        refuse_links(&self.root, &file.path)?;
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
        remove_file(&temp, &self.root)?;
        if self.durable() { target.parent().map_or(Ok(()), sync_folder) } else { Ok(()) }
    }

    /// Entries that still are as before the write become as after it; what the user staged since stays.
    fn finish_index(&self, journal: &Journal) -> Result<(), Failure> {
        if self.unfinished(journal)?.is_empty() {
            return Ok(());
        }
        let lock = self.take_index_lock()?;
        let edits = self.unfinished(journal)?;
        self.fill_index_lock(lock, &edits, self.durable())?;
        self.put_index_in_place(self.durable())
    }

    fn unfinished(&self, journal: &Journal) -> Result<Vec<IndexEdit>, Failure> {
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
        Ok(edits)
    }

    fn clear(&self) -> Result<(), Failure> {
        let folder = self.git.folder();
        Journal::remove(&folder, self.durable())?;
        for name in ["index.next", "index.scratch", "index.scratch.lock", "journal.tmp", "index.tmp"] {
            remove_file(&folder.join(name), &folder)?;
        }
        Ok(())
    }
}

fn oid(text: &str) -> Result<Oid, Failure> {
    Oid::from_str(text).map_err(|error| Failure::failed(msg!("git-failed", doing = "read", error = error.message())))
}
