//! Owns the order of a write: objects, journal, git's index lock, branch, files, index. The branch is the commit point:
//! before it everything can be taken away, after it everything can be finished.
//! Refuses to run without the clone's lock.

use super::Workspace;
use super::git_locks::refuse_foreign;
use super::plan::FilePlan;
use crate::diagnostic::{Diagnostic, Failure, Place};
use crate::msg;
use crate::store::{
    Journal, JournalFile, LockFile, put_in_place, read_if_there, refuse_links, remove_file, stage, sync_folder,
};
use crate::vcs::{IndexEdit, NewObjects, Oid, set_durable};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What a commit says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// First line, in business words.
    pub subject: String,
    /// Paragraphs behind it.
    pub body: String,
    /// Verb of the operation, such as `set` or `import`.
    pub verb: String,
    /// More trailers: name and value.
    pub trailers: Vec<(String, String)>,
}

impl Note {
    /// A note of a subject and a verb.
    pub fn new(verb: &str, subject: impl Into<String>) -> Note {
        Note { subject: subject.into(), verb: verb.to_owned(), ..Note::default() }
    }

    fn message(&self, operation: &str) -> String {
        let line = |text: &str| text.replace(['\n', '\r'], " ");
        let mut message = format!("{}\n", line(&self.subject));
        if !self.body.is_empty() {
            message.push_str(&format!("\n{}\n", self.body.trim_end()));
        }
        message.push_str(&format!("\nGuanxi-Op: {} {operation}\n", self.verb));
        for (name, value) in &self.trailers {
            message.push_str(&format!("{name}: {}\n", line(value)));
        }
        message
    }
}

/// What came of a write.
pub(super) struct Committed {
    pub commit: Oid,
    pub operation: String,
    /// What could not be finished after the commit point; the next command does it.
    pub warnings: Vec<Diagnostic>,
}

impl Workspace {
    /// Writes the plans as one commit. The caller holds the lock and has recovered.
    pub(super) fn commit_plans(&self, plans: &[FilePlan], note: &Note) -> Result<Committed, Failure> {
        let durable = self.durable();
        set_durable(durable);
        let branch = self.git.branch()?;
        let old_head = self.git.head()?;
        let operation = self.random(10);
        refuse_foreign(&self.lock_paths(&branch))?;
        let folder = self.git.folder();
        std::fs::create_dir_all(&folder).map_err(|error| Failure::io("create", &folder, &error))?;

        let mut objects = NewObjects::default();
        let mut changes: BTreeMap<&str, Option<Oid>> = BTreeMap::new();
        let mut edits = Vec::new();
        let mut files = Vec::new();
        for (number, plan) in plans.iter().enumerate() {
            let mut put = |bytes: &Option<Vec<u8>>| bytes.clone().map(|bytes| objects.blob(bytes)).transpose();
            changes.insert(&plan.path, put(&plan.committed)?);
            let work_after = put(&plan.work_after)?;
            let index_after = match &plan.index_after {
                Some(bytes) => {
                    let id = put(bytes)?;
                    edits.push(IndexEdit { path: plan.path.clone(), id });
                    id
                }
                None => plan.index_before,
            };
            files.push(JournalFile {
                path: plan.path.clone(),
                before: plan.work_before_id(),
                after: work_after.map(|id| id.to_string()),
                index_before: plan.index_before.map(|id| id.to_string()),
                index_after: index_after.map(|id| id.to_string()),
                temp: temp_of(&plan.path, &operation, number),
            });
        }
        let at = self.settings.commit_at.map(|moment| (moment.timestamp(), moment.offset().local_minus_utc() / 60));
        let commit = self.git.make_commit(&mut objects, &changes, &note.message(&operation), at)?;
        let journal = Journal {
            operation: operation.clone(),
            branch: branch.clone(),
            old_head: old_head.map(|id| id.to_string()),
            new_head: commit.to_string(),
            files,
        };
        let locks = self.locks(&journal);
        journal.write(&folder, durable)?;
        let mut taken: &[LockFile] = &[];
        let begun = self
            .take_index_lock()
            .and_then(|lock| {
                taken = &locks[..1];
                self.refuse_moved(&journal)?;
                self.fill_index_lock(lock, &edits, durable)
            })
            .and_then(|()| self.stage_files(plans, &journal, durable))
            .and_then(|()| self.git.advance(&branch, old_head, commit, &note.subject));
        if let Err(failure) = begun
            && !self.happened(&journal)?
        {
            // The commit point was not reached: take away what is ours, then say why. What stays, recovery removes.
            let _ = self.take_away(&journal, taken);
            return Err(failure);
        }
        let mut warnings = Vec::new();
        if let Err(failure) = self.finish(plans, &journal, durable) {
            let finding =
                Diagnostic::warning("unfinished", Place::default(), msg!("write-unfinished", why = failure.message));
            warnings.push(finding.hint(msg!("write-unfinished-hint")));
        }
        Ok(Committed { commit, operation, warnings })
    }

    /// Now that git's index is locked: the same branch must be checked out, the same contents staged as before.
    fn refuse_moved(&self, journal: &Journal) -> Result<(), Failure> {
        if self.git.branch()? != journal.branch {
            return Err(Failure::conflict(msg!("git-moved", branch = "HEAD")).hint(msg!("git-moved-hint")));
        }
        let paths: Vec<&str> = journal.files.iter().map(|file| file.path.as_str()).collect();
        let staged = self.git.staged(&paths)?;
        if !journal.files.iter().zip(staged).all(|(file, now)| file.index_before == now.map(|id| id.to_string())) {
            return Err(Failure::conflict(msg!("git-staged-meanwhile")).hint(msg!("git-moved-hint")));
        }
        Ok(())
    }

    /// New contents beside their targets, so that after the commit point only renames are left.
    fn stage_files(&self, plans: &[FilePlan], journal: &Journal, durable: bool) -> Result<(), Failure> {
        for (plan, file) in plans.iter().zip(&journal.files) {
            if plan.work_before != plan.work_after
                && let Some(bytes) = &plan.work_after
            {
                refuse_links(&self.root, &plan.path)?;
                stage(&self.root.join(&file.temp), &self.root.join(&plan.path), bytes, durable)?;
            }
        }
        Ok(())
    }

    /// After the commit point: files in place, git's index in place, journal away.
    fn finish(&self, plans: &[FilePlan], journal: &Journal, durable: bool) -> Result<(), Failure> {
        let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
        for (plan, file) in plans.iter().zip(&journal.files).filter(|(plan, _)| plan.work_before != plan.work_after) {
            let target = self.root.join(&plan.path);
            let temp = self.root.join(&file.temp);
            refuse_links(&self.root, &plan.path)?;
            // Somebody's editor may have saved in between: his bytes stay, ours are in the commit.
            if read_if_there(&target)? != plan.work_before {
                remove_file(&temp, &self.root)?;
                continue;
            }
            match &plan.work_after {
                Some(_) => put_in_place(&crate::store::Staged { temp, target: target.clone() })?,
                None => remove_file(&target, &self.root)?,
            }
            folders.extend(target.parent().map(Path::to_owned));
        }
        if durable {
            folders.iter().try_for_each(|folder| sync_folder(folder))?;
        }
        self.put_index_in_place(durable)?;
        let folder = self.git.folder();
        Journal::remove(&folder, durable)?;
        remove_file(&folder.join("index.next"), &folder)
    }
}

/// A temporary name beside the file; hidden, so that scanning passes over it.
fn temp_of(path: &str, operation: &str, number: usize) -> String {
    match path.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/.guanxi-{operation}-{number}.tmp"),
        None => format!(".guanxi-{operation}-{number}.tmp"),
    }
}
