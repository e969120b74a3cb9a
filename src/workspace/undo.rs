//! Owns taking back one operation: its files as they were before, field by field where they were edited since.
//! Refuses to lose later edits: those stay and are named.

use super::commit::Note;
use super::{Applied, Workspace};
use crate::diagnostic::Failure;
use crate::msg;
use crate::record::merge::{FieldChange, Outcome, diff, merge_record, path_text};
use crate::record::{Change, FieldEdit, FieldPath, KindShapes, Operation, Record};
use crate::schema::Kind;
use crate::store::{Corpus, read_if_there};
use crate::value::Map;
use crate::vcs::{ChangedFile, CommitInfo, Oid, blob_id, trailer};
use std::collections::{HashMap, HashSet};

/// What an undo did.
#[derive(Debug)]
pub struct Undone {
    /// What was written.
    pub applied: Applied,
    /// Short id and subject of the operation taken back.
    pub commit: String,
    /// Its subject.
    pub subject: String,
    /// `kind/id field` of later edits that were kept.
    pub kept: Vec<String>,
}

/// An operation of the history.
#[derive(Clone, Debug)]
pub struct OperationInfo {
    /// Operation id.
    pub id: String,
    /// Its commit.
    pub commit: CommitInfo,
}

impl Workspace {
    /// Operations on this branch, newest first.
    pub fn operations(&self) -> Result<Vec<OperationInfo>, Failure> {
        let mut list = Vec::new();
        for id in self.git.log()? {
            let commit = self.git.commit(id)?;
            if let Some(operation) = trailer(&commit.message, "Guanxi-Op").and_then(|text| text.split(' ').nth(1)) {
                list.push(OperationInfo { id: operation.to_owned(), commit });
            }
        }
        Ok(list)
    }

    /// The last operation of this user that is not itself taken back.
    fn last_operation(&self) -> Result<OperationInfo, Failure> {
        let me = self.git.identity()?.email;
        let mut undone: HashSet<String> = HashSet::new();
        for operation in self.operations()? {
            if let Some(target) = trailer(&operation.commit.message, "Guanxi-Undoes") {
                if !undone.contains(&operation.id) {
                    undone.insert(target.to_owned());
                }
                continue;
            }
            let first = trailer(&operation.commit.message, "Guanxi-Op").is_some_and(|text| text.starts_with("init "));
            if !undone.contains(&operation.id) && operation.commit.author.email == me && !first {
                return Ok(operation);
            }
        }
        Err(Failure::not_found(msg!("undo-nothing")))
    }

    /// The operation of an id, or of the beginning of its commit's.
    fn operation(&self, text: &str) -> Result<OperationInfo, Failure> {
        let all = self.operations()?;
        let by_commit = |one: &OperationInfo| text.len() >= 4 && one.commit.id.to_string().starts_with(text);
        let mut found: Vec<OperationInfo> = match all.iter().any(|one| one.id == text) {
            true => all.into_iter().filter(|one| one.id == text).take(1).collect(),
            false => all.into_iter().filter(by_commit).collect(),
        };
        match (found.pop(), found.len()) {
            (Some(only), 0) => Ok(only),
            (Some(_), more) => Err(Failure::not_found(msg!("reference-several", text = text, count = more + 1))),
            (None, _) => Err(Failure::not_found(msg!("undo-none", operation = text))),
        }
    }

    /// Takes back an operation (by its id or commit), or the last one of this user.
    pub fn undo(&self, wanted: Option<&str>, dry: bool) -> Result<Undone, Failure> {
        let ((target, kept), applied) = {
            let (applied, extra) =
                self.transact_tolerating(dry, &["required", "require-any", "required-when"], |corpus| {
                    let target = match wanted {
                        Some(text) => self.operation(text)?,
                        None => self.last_operation()?,
                    };
                    if target.commit.parents.len() > 1 {
                        return Err(Failure::refused(msg!("undo-merge", commit = target.commit.id.to_string())));
                    }
                    let verb = trailer(&target.commit.message, "Guanxi-Op").and_then(|text| text.split(' ').next());
                    if verb == Some("init") {
                        return Err(Failure::refused(msg!("undo-init")));
                    }
                    let (changes, kept) = self.reverse(&target, corpus)?;
                    // Half of a rename would leave the record twice.
                    if verb == Some("rename") && !kept.is_empty() {
                        return Err(Failure::conflict(msg!("undo-rename-edited", kept = kept.join(", ")))
                            .hint(msg!("undo-rename-edited-hint")));
                    }
                    let mut note = Note::new("undo", format!("undo: {}", target.commit.subject()));
                    note.trailers.push(("Guanxi-Undoes".to_owned(), target.id.clone()));
                    Ok((changes, note, (target, kept)))
                })?;
            (extra, applied)
        };
        let commit = target.commit.id.to_string()[..7].to_owned();
        Ok(Undone { applied, commit, subject: target.commit.subject().to_owned(), kept })
    }

    fn reverse(&self, target: &OperationInfo, corpus: &Corpus) -> Result<(Vec<Change>, Vec<String>), Failure> {
        let parent = target.commit.parents.first().copied();
        let mut kept = Vec::new();
        let mut changes = Vec::new();
        let now: HashMap<&str, &Record> = corpus.records.iter().map(|record| (record.path.as_str(), record)).collect();
        let files = self.git.changed_files(target.commit.id, parent)?;
        let staged = self.git.staged(&files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>())?;
        let committed: HashMap<String, Oid> = self.git.committed_files()?.into_iter().collect();
        for (ChangedFile { path, old: before, new: after }, staged) in files.into_iter().zip(staged) {
            // What else the commit holds, after an amend say, is not ours to take back.
            if !self.is_ours(&path) {
                continue;
            }
            let current = committed.get(&path).copied();
            if current == before {
                continue;
            }
            // A record with uncommitted edits goes back field by field, so that those stay.
            let untouched =
                staged == current && read_if_there(&self.root.join(&path))?.as_deref().and_then(blob_id) == current;
            let kind = self.kind_and_id(&path).and_then(|(kind, _)| self.schema.kinds.get(&kind));
            match (kind, now.get(path.as_str())) {
                (Some(kind), Some(record)) if current != after || !untouched => {
                    let texts = [self.text_at(current)?, self.text_at(before)?, self.text_at(after)?];
                    changes.extend(field_by_field(kind, record, texts, &mut kept));
                }
                _ if current == after => changes.push(Change::File { path, text: self.text_at(before)? }),
                _ => kept.push(path),
            }
        }
        Ok((changes, kept))
    }

    fn text_at(&self, id: Option<Oid>) -> Result<Option<String>, Failure> {
        let Some(bytes) = id.map(|id| self.git.bytes(id)).transpose()? else { return Ok(None) };
        let text = String::from_utf8(bytes)
            .map_err(|error| Failure::refused(msg!("git-failed", doing = "read", error = error.to_string())))?;
        Ok(Some(text))
    }
}

/// The record was edited since: only what the operation did and nobody changed after it goes back.
/// `texts` are the committed one, the one before the operation, the one after it.
fn field_by_field(kind: &Kind, record: &Record, texts: [Option<String>; 3], kept: &mut Vec<String>) -> Option<Change> {
    let root = |text: Option<String>| -> Option<Map> {
        Record::read(&record.kind, &record.id, &record.path, text?).0.map(|record| record.root)
    };
    let [current, before, after] = texts.map(root);
    let shapes = KindShapes(kind);
    match merge_record(after.as_ref(), current.as_ref(), before.as_ref(), &shapes) {
        Outcome::Record(merged) => {
            kept.extend(
                merged.conflicts.iter().map(|conflict| format!("{} {}", record.reference(), path_text(&conflict.path))),
            );
            let mut value = merged.value;
            value.remove("_conflict");
            let edits: Vec<FieldEdit> =
                diff(&current.unwrap_or_default(), &value, &shapes).into_iter().map(edit).collect();
            (!edits.is_empty()).then(|| Change::Edit { kind: record.kind.clone(), id: record.id.clone(), edits })
        }
        Outcome::Absent => Some(Change::Delete { kind: record.kind.clone(), id: record.id.clone() }),
        Outcome::DeletedAndEdited { .. } | Outcome::Different { .. } => {
            kept.push(record.reference());
            None
        }
    }
}

/// A difference as an edit.
pub(super) fn edit(change: FieldChange) -> FieldEdit {
    match change {
        FieldChange::Set { path, new, .. } => FieldEdit { path: FieldPath(path), operation: Operation::Set(new) },
        FieldChange::Unset { path, .. } => FieldEdit { path: FieldPath(path), operation: Operation::Unset },
        FieldChange::Add { path, item } => FieldEdit { path: FieldPath(path), operation: Operation::Add(vec![item]) },
        FieldChange::Remove { path, item } => {
            FieldEdit { path: FieldPath(path), operation: Operation::Remove(vec![item]) }
        }
    }
}
