//! Owns taking back one operation: its files as they were before, field by field where they were edited since.
//! Refuses to lose later edits: those stay and are named.

use super::commit::Note;
use super::{Applied, Workspace};
use crate::diagnostic::Failure;
use crate::msg;
use crate::record::merge::{FieldChange, Outcome, diff, merge_record, path_text};
use crate::record::{Change, FieldEdit, FieldPath, KindShapes, Operation, Record};
use crate::schema::Kind;
use crate::store::Corpus;
use crate::value::Map;
use crate::vcs::{ChangedFile, CommitInfo, Oid, trailer};
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

    /// Takes back an operation (by its id or commit), or the last one of this user.
    pub fn undo(&self, wanted: Option<&str>, dry: bool) -> Result<Undone, Failure> {
        let ((target, kept), applied) = {
            let (applied, extra) =
                self.transact_tolerating(dry, &["required", "require-any", "required-when"], |corpus| {
                    let target = match wanted {
                        Some(text) => {
                            let found = self.operations()?.into_iter().find(|one| {
                                one.id == text || (text.len() >= 4 && one.commit.id.to_string().starts_with(text))
                            });
                            found.ok_or_else(|| Failure::not_found(msg!("undo-none", operation = text)))?
                        }
                        None => self.last_operation()?,
                    };
                    if target.commit.parents.len() > 1 {
                        return Err(Failure::refused(msg!("undo-merge", commit = target.commit.id.to_string())));
                    }
                    let (changes, kept) = self.reverse(&target, corpus)?;
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
        for ChangedFile { path, old, new } in self.git.changed_files(target.commit.id, parent)? {
            let (before, after) = (self.text_at(old)?, self.text_at(new)?);
            let current = self.git.head()?.map(|head| self.git.file_of(head, &path)).transpose()?.flatten();
            let current = current.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            if current == before {
                continue;
            }
            if current == after {
                changes.push(Change::File { path, text: before });
                continue;
            }
            let kind = self.kind_and_id(&path).and_then(|(kind, _)| self.schema.kinds.get(&kind));
            match (kind, now.get(path.as_str())) {
                (Some(kind), Some(record)) => {
                    changes.extend(field_by_field(kind, record, before.as_deref(), after.as_deref(), &mut kept))
                }
                _ => kept.push(path),
            }
        }
        Ok((changes, kept))
    }

    fn text_at(&self, id: Option<Oid>) -> Result<Option<String>, Failure> {
        let bytes = id.map(|id| self.git.bytes(id)).transpose()?;
        Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }
}

/// The record was edited since: only what the operation did and nobody changed after it goes back.
fn field_by_field(
    kind: &Kind,
    record: &Record,
    before: Option<&str>,
    after: Option<&str>,
    kept: &mut Vec<String>,
) -> Option<Change> {
    let root = |text: Option<&str>| -> Option<Map> {
        Record::read(&record.kind, &record.id, &record.path, text?.to_owned()).0.map(|record| record.root)
    };
    let (before, after) = (root(before), root(after));
    let shapes = KindShapes(kind);
    match merge_record(after.as_ref(), Some(&record.root), before.as_ref(), &shapes) {
        Outcome::Record(merged) => {
            kept.extend(
                merged.conflicts.iter().map(|conflict| format!("{} {}", record.reference(), path_text(&conflict.path))),
            );
            let mut value = merged.value;
            value.remove("_conflict");
            let edits: Vec<FieldEdit> = diff(&record.root, &value, &shapes).into_iter().map(edit).collect();
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
