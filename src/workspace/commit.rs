//! Owns the order of a write: objects, journal, git's index lock, branch, files, index. The branch is the commit point:
//! before it everything can be taken away, after it everything can be finished.
//! Refuses to run without the clone's lock.

use super::Workspace;
use super::plan::FilePlan;
use crate::diagnostic::{Diagnostic, Failure, Place};
use crate::msg;
use crate::store::{Journal, JournalFile, LockFile, put_in_place, read_if_there, remove_file, stage, sync_folder};
use crate::vcs::{IndexEdit, NewObjects, Oid, set_durable};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
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
        let index_copy = folder.join("index.next");
        let index_lock = self.git.index_path().with_extension("lock");
        let journal = Journal {
            operation: operation.clone(),
            branch: branch.clone(),
            old_head: old_head.map(|id| id.to_string()),
            new_head: commit.to_string(),
            files,
            locks: vec![
                LockFile { path: index_lock.clone(), copy: Some(index_copy.clone()), text: None },
                LockFile {
                    path: self.git.reference_path(&format!("{branch}.lock")),
                    copy: None,
                    text: Some(format!("{commit}\n")),
                },
            ],
        };
        self.refuse_foreign_locks(&journal)?;
        journal.write(&folder, durable)?;
        let mut ours = Journal { locks: Vec::new(), ..journal.clone() };
        let begun = create_lock(&index_lock)
            .and_then(|lock| {
                ours.locks.extend(journal.locks.first().cloned());
                self.fill_index_lock(lock, &journal, &edits, &index_copy, durable)
            })
            .and_then(|()| self.stage_files(plans, &journal, durable))
            .and_then(|()| self.git.advance(&branch, old_head, commit, &note.subject));
        if let Err(failure) = begun {
            // The commit point was not reached: take away what is ours, then say why.
            self.take_away(&ours)?;
            return Err(failure);
        }
        let mut warnings = Vec::new();
        if let Err(failure) = self.finish(plans, &journal, &index_lock, durable) {
            let finding =
                Diagnostic::warning("unfinished", Place::default(), msg!("write-unfinished", why = failure.message));
            warnings.push(finding.hint(msg!("write-unfinished-hint")));
        }
        Ok(Committed { commit, operation, warnings })
    }

    /// Another program's lock is a conflict, found before anything is written.
    fn refuse_foreign_locks(&self, journal: &Journal) -> Result<(), Failure> {
        for lock in &journal.locks {
            if lock.path.symlink_metadata().is_ok() {
                let message = msg!("git-locked", path = lock.path.display().to_string());
                return Err(Failure::conflict(message).hint(msg!("git-locked-hint")));
            }
        }
        Ok(())
    }

    /// The next index, made while git's lock is held, so that nothing staged meanwhile is lost.
    fn fill_index_lock(
        &self,
        mut lock: File,
        journal: &Journal,
        edits: &[IndexEdit],
        copy: &Path,
        durable: bool,
    ) -> Result<(), Failure> {
        let paths: Vec<&str> = journal.files.iter().map(|file| file.path.as_str()).collect();
        let staged = self.git.staged(&paths)?;
        if !journal.files.iter().zip(staged).all(|(file, now)| file.index_before == now.map(|id| id.to_string())) {
            return Err(Failure::conflict(msg!("git-staged-meanwhile")).hint(msg!("git-moved-hint")));
        }
        let bytes = self.git.edited_index(edits, &self.git.folder().join("index.scratch"))?;
        write_synced(copy, &bytes, durable)?;
        let written = lock.write_all(&bytes).and_then(|()| if durable { lock.sync_all() } else { Ok(()) });
        written.map_err(|error| Failure::io("write", &self.git.index_path().with_extension("lock"), &error))
    }

    /// New contents beside their targets, so that after the commit point only renames are left.
    fn stage_files(&self, plans: &[FilePlan], journal: &Journal, durable: bool) -> Result<(), Failure> {
        for (plan, file) in plans.iter().zip(&journal.files) {
            if plan.work_before != plan.work_after
                && let Some(bytes) = &plan.work_after
            {
                stage(&self.root.join(&file.temp), &self.root.join(&plan.path), bytes, durable)?;
            }
        }
        Ok(())
    }

    /// After the commit point: files in place, git's index in place, journal away.
    fn finish(&self, plans: &[FilePlan], journal: &Journal, index_lock: &Path, durable: bool) -> Result<(), Failure> {
        let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
        for (plan, file) in plans.iter().zip(&journal.files).filter(|(plan, _)| plan.work_before != plan.work_after) {
            let target = self.root.join(&plan.path);
            let temp = self.root.join(&file.temp);
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
            folders.iter().filter(|folder| folder.is_dir()).try_for_each(|folder| sync_folder(folder))?;
        }
        let index = self.git.index_path();
        std::fs::rename(index_lock, &index).map_err(|error| Failure::io("write", &index, &error))?;
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

fn write_synced(path: &Path, bytes: &[u8], durable: bool) -> Result<(), Failure> {
    let staged = stage(&path.with_extension("tmp"), path, bytes, durable)?;
    put_in_place(&staged)
}

/// Git's own way of locking its index: the file must not be there.
fn create_lock(path: &Path) -> Result<File, Failure> {
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(file) => Ok(file),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let message = msg!("git-locked", path = path.display().to_string());
            Err(Failure::conflict(message).hint(msg!("git-locked-hint")))
        }
        Err(error) => Err(Failure::io("lock", path, &error)),
    }
}
