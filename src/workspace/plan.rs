//! Owns turning a change into what becomes of one file in HEAD, in git's index and in the work tree.
//! Refuses to mix: the user's own edits, staged or not, never enter the commit.

use super::Workspace;
use crate::diagnostic::Failure;
use crate::msg;
use crate::record::{Change, FieldEdit, edit_text, new_text, value_at};
use crate::schema::Kind;
use crate::store::{Corpus, read_if_there, refuse_links};
use crate::syntax;
use crate::vcs::{Oid, blob_id};
use std::collections::HashMap;

/// What becomes of one file.
#[derive(Clone, Debug)]
pub(super) struct FilePlan {
    /// Path relative to the work tree.
    pub path: String,
    /// Contents in the commit; `None` for gone.
    pub committed: Option<Vec<u8>>,
    /// Object staged before.
    pub index_before: Option<Oid>,
    /// Contents to be staged: `None` leaves the entry alone, `Some(None)` takes it out.
    pub index_after: Option<Option<Vec<u8>>>,
    /// Contents of the work tree before.
    pub work_before: Option<Vec<u8>>,
    /// Contents of the work tree after.
    pub work_after: Option<Vec<u8>>,
}

/// Where records are, by kind and id.
pub(super) struct Whereabouts(HashMap<(String, String), Vec<String>>);

impl Whereabouts {
    pub(super) fn of(corpus: &Corpus) -> Whereabouts {
        let readable =
            corpus.records.iter().map(|record| ((record.kind.clone(), record.id.clone()), record.path.clone()));
        let unreadable =
            corpus.unreadable.iter().map(|found| ((found.kind.clone(), found.id.clone()), found.path.clone()));
        let mut paths: HashMap<(String, String), Vec<String>> = HashMap::new();
        unreadable.chain(readable).for_each(|(key, path)| paths.entry(key).or_default().push(path));
        Whereabouts(paths)
    }

    fn path(&self, kind: &str, id: &str) -> Result<&str, Failure> {
        match self.0.get(&(kind.to_owned(), id.to_owned())).map(Vec::as_slice) {
            Some([path]) => Ok(path),
            Some(paths) if paths.len() > 1 => {
                let message = msg!("record-twins", reference = format!("{kind}/{id}"), paths = paths.join(", "));
                Err(Failure::refused(message).hint(msg!("twin-id-hint")))
            }
            _ => Err(Failure::not_found(msg!("record-none", reference = format!("{kind}/{id}")))),
        }
    }
}

/// The three states of a file before.
struct Before {
    head: Option<Oid>,
    head_bytes: Option<Vec<u8>>,
    index: Option<Oid>,
    index_bytes: Option<Vec<u8>>,
    work: Option<Vec<u8>>,
}

impl Before {
    /// A file that is replaced whole must not hold edits of the user's, staged or not.
    fn refuse_edits(&self, path: &str) -> Result<(), Failure> {
        if self.index == self.head && self.work == self.head_bytes { Ok(()) } else { Err(save_first(path)) }
    }
}

impl Workspace {
    /// The plans of all changes. Changes of one record come in one `Change`.
    pub(super) fn plan(&self, changes: &[Change], whereabouts: &Whereabouts) -> Result<Vec<FilePlan>, Failure> {
        let mut plans = Vec::new();
        let committed: HashMap<String, Oid> =
            if changes.len() > 20 { self.git.committed_files()?.into_iter().collect() } else { HashMap::new() };
        let many = changes.len() > 20;
        let paths: Vec<String> =
            changes.iter().map(|change| self.path_of(change, whereabouts)).collect::<Result<_, _>>()?;
        let staged = self.git.staged(&paths.iter().map(String::as_str).collect::<Vec<_>>())?;
        for ((change, path), staged) in changes.iter().zip(&paths).zip(staged) {
            let head = if many { committed.get(path).copied() } else { self.git.committed(path)? };
            let before = self.before(path, head, staged)?;
            match change {
                Change::Create { kind, id, path, root } => {
                    if before.work.is_some() {
                        return Err(Failure::conflict(msg!(
                            "record-exists",
                            reference = format!("{kind}/{id}"),
                            path = path.as_str()
                        )));
                    }
                    // A file the user took away or staged, and has not committed.
                    if before.head.is_some() || before.index.is_some() {
                        return Err(save_first(path));
                    }
                    let text = new_text(self.kind(kind)?, root).into_bytes();
                    plans.push(whole(path, &before, Some(text)));
                }
                Change::File { path, text } => {
                    before.refuse_edits(path)?;
                    plans.push(whole(path, &before, text.clone().map(String::into_bytes)));
                }
                Change::Edit { kind, edits, .. } => plans.push(edited(path, self.kind(kind)?, &before, edits)?),
                Change::Delete { .. } => {
                    before.refuse_edits(path)?;
                    plans.push(whole(path, &before, None));
                }
                Change::Rename { kind, new_id, edits, .. } => {
                    plans.extend(self.renamed(path, self.kind(kind)?, new_id, &before, edits)?)
                }
            }
        }
        plans.retain(|plan| plan.work_before != plan.work_after || plan.index_after.is_some());
        Ok(plans)
    }

    fn path_of(&self, change: &Change, whereabouts: &Whereabouts) -> Result<String, Failure> {
        Ok(match change {
            Change::Create { path, .. } | Change::File { path, .. } => path.clone(),
            Change::Edit { kind, id, .. } | Change::Delete { kind, id } | Change::Rename { kind, id, .. } => {
                whereabouts.path(kind, id)?.to_owned()
            }
        })
    }

    fn kind(&self, name: &str) -> Result<&Kind, Failure> {
        self.schema.kinds.get(name).ok_or_else(|| Failure::usage(msg!("kind-none", name = name)))
    }

    fn before(&self, path: &str, head: Option<Oid>, index: Option<Oid>) -> Result<Before, Failure> {
        refuse_links(&self.root, path)?;
        let bytes = |id: Option<Oid>| id.map(|id| self.git.bytes(id)).transpose();
        let head_bytes = bytes(head)?;
        let index_bytes = if index == head { head_bytes.clone() } else { bytes(index)? };
        Ok(Before { head, head_bytes, index, index_bytes, work: read_if_there(&self.root.join(path))? })
    }

    /// The old file goes, a new one beside it comes.
    fn renamed(
        &self,
        path: &str,
        kind: &Kind,
        new_id: &str,
        before: &Before,
        edits: &[FieldEdit],
    ) -> Result<[FilePlan; 2], Failure> {
        before.refuse_edits(path)?;
        let Some(head) = &before.head_bytes else { return Err(save_first(path)) };
        let new_path = match path.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{new_id}.toml"),
            None => format!("{new_id}.toml"),
        };
        let new_before = self.before(&new_path, self.git.committed(&new_path)?, self.git.staged(&[&new_path])?[0])?;
        if new_before.work.is_some() {
            return Err(Failure::conflict(msg!(
                "record-exists",
                reference = format!("{}/{new_id}", kind.name),
                path = new_path
            )));
        }
        new_before.refuse_edits(&new_path)?;
        let text = apply_edits(path, kind, head, edits)?;
        Ok([whole(path, before, None), whole(&new_path, &new_before, Some(text))])
    }
}

/// The same contents everywhere; nothing at all where they are there already.
fn whole(path: &str, before: &Before, after: Option<Vec<u8>>) -> FilePlan {
    let same = before.head_bytes == after && before.work == after && before.index == before.head;
    FilePlan {
        path: path.to_owned(),
        committed: after.clone(),
        index_before: before.index,
        index_after: (!same).then(|| after.clone()),
        work_before: before.work.clone(),
        work_after: after,
    }
}

/// The edits applied to HEAD's, the staged and the working text separately; only the first is committed.
fn edited(path: &str, kind: &Kind, before: &Before, edits: &[FieldEdit]) -> Result<FilePlan, Failure> {
    let Some(head) = &before.head_bytes else { return Err(save_first(path)) };
    let Some(work) = &before.work else { return Err(save_first(path)) };
    let committed = apply_edits(path, kind, head, edits)?;
    let work_after = if work == head { committed.clone() } else { beside(path, kind, head, work, edits)? };
    let index_after = match &before.index_bytes {
        Some(index) if before.index == before.head || index == head => Some(Some(committed.clone())),
        Some(index) => Some(Some(beside(path, kind, head, index, edits)?)),
        None => None,
    };
    let changed = committed != *head || work_after != *work;
    Ok(FilePlan {
        path: path.to_owned(),
        committed: Some(committed),
        index_before: before.index,
        index_after: if changed { index_after } else { None },
        work_before: before.work.clone(),
        work_after: Some(work_after),
    })
}

/// Applies edits to a text that differs from HEAD's. A field that differs already is the user's: save first.
fn beside(path: &str, kind: &Kind, head: &[u8], other: &[u8], edits: &[FieldEdit]) -> Result<Vec<u8>, Failure> {
    let parse =
        |bytes: &[u8]| std::str::from_utf8(bytes).ok().map(syntax::parse).filter(|parsed| parsed.faults.is_empty());
    let (Some(old), Some(new)) = (parse(head), parse(other)) else { return Err(save_first(path)) };
    for edit in edits {
        if value_at(&edit.path, kind, &old.root) != value_at(&edit.path, kind, &new.root) {
            let message = msg!("field-dirty", path = path, field = edit.path.to_string());
            return Err(Failure::conflict(message).hint(msg!("save-first-hint")));
        }
    }
    apply_edits(path, kind, other, edits)
}

fn apply_edits(path: &str, kind: &Kind, bytes: &[u8], edits: &[FieldEdit]) -> Result<Vec<u8>, Failure> {
    let text = std::str::from_utf8(bytes).map_err(|_| save_first(path))?;
    edit_text(text, kind, edits).map(String::into_bytes).map_err(|_| save_first(path))
}

fn save_first(path: &str) -> Failure {
    Failure::conflict(msg!("save-first", path = path)).hint(msg!("save-first-hint"))
}

impl FilePlan {
    /// Object id the work tree has before, for recovery.
    pub(super) fn work_before_id(&self) -> Option<String> {
        self.work_before.as_deref().and_then(blob_id).map(|id| id.to_string())
    }
}
