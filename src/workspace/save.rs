//! Owns hand edits: which files differ from HEAD, and committing them checked, with a message in business words.
//! Refuses to sweep in files that are no records or configuration of ours.

use super::commit::Note;
use super::plan::FilePlan;
use super::{Applied, Workspace};
use crate::check::{Judge, check};
use crate::diagnostic::{Diagnostic, Failure, Severity};
use crate::msg;
use crate::record::{FieldEdit, Record, edit_text};
use crate::rules;
use crate::store::{Corpus, Lock, read_if_there};
use crate::value::Value;
use crate::vcs::{Oid, blob_id};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A file that differs from HEAD.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirtyFile {
    /// Path relative to the work tree.
    pub path: String,
    /// Text in HEAD, if any.
    pub before: Option<String>,
    /// Text in the work tree, if any.
    pub after: Option<String>,
}

/// What `save` did.
#[derive(Debug)]
pub struct Saved {
    /// What was written.
    pub applied: Applied,
    /// The files it took.
    pub files: Vec<DirtyFile>,
}

impl Workspace {
    /// Files of ours that differ from HEAD, untracked and deleted ones included.
    pub fn dirty_files(&self, corpus: &Corpus) -> Result<Vec<DirtyFile>, Failure> {
        let committed: BTreeMap<String, Oid> =
            self.git.committed_files()?.into_iter().filter(|(path, _)| self.is_ours(path)).collect();
        let mut paths: BTreeSet<String> = committed.keys().cloned().collect();
        paths.extend(corpus.records.iter().map(|record| record.path.clone()));
        paths.extend(corpus.unreadable.iter().map(|found| found.path.clone()));
        paths.extend(["crm.toml", "tags.toml"].map(str::to_owned));
        for folder in ["schema", "rules", "reports", "templates"] {
            let Ok(entries) = std::fs::read_dir(self.root.join(folder)) else { continue };
            // Links and folders in there are not ours to save.
            let files = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
            let names = files.map(|entry| entry.file_name().to_string_lossy().into_owned());
            paths.extend(names.filter(|name| !name.starts_with('.')).map(|name| format!("{folder}/{name}")));
        }
        let texts: HashMap<&str, &str> =
            corpus.records.iter().map(|record| (record.path.as_str(), record.text.as_str())).collect();
        let mut dirty = Vec::new();
        for path in paths {
            let id = committed.get(&path).copied();
            let work = match texts.get(path.as_str()) {
                Some(text) => Some(text.as_bytes().to_vec()),
                None => read_if_there(&self.root.join(&path))?,
            };
            if id == work.as_deref().and_then(blob_id) {
                continue;
            }
            let lossy = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
            let before = id.map(|id| self.git.bytes(id)).transpose()?.map(lossy);
            dirty.push(DirtyFile { path, before, after: work.map(lossy) });
        }
        Ok(dirty)
    }

    /// Records, configuration, vocabulary, schema, rules, reports, templates.
    pub fn is_ours(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or_default();
        match path.split_once('/') {
            None => matches!(path, "crm.toml" | "tags.toml"),
            Some(("schema" | "rules" | "reports" | "templates", _)) => !name.starts_with('.'),
            Some(_) => self.kind_and_id(path).is_some(),
        }
    }

    /// Commits hand edits. `only` limits it to some paths; empty means all. Errors in the saved files refuse it.
    pub fn save(&self, only: &[String], dry: bool, message: &dyn Fn(&[DirtyFile]) -> Note) -> Result<Saved, Failure> {
        self.writable()?;
        self.git.branch()?;
        let _lock = Lock::acquire(&self.git.common_folder(), self.settings.wait)?;
        self.recover()?;
        let corpus = self.corpus();
        let mut files = self.dirty_files(&corpus)?;
        files.retain(|file| {
            only.is_empty() || only.iter().any(|path| file.path == *path || file.path.starts_with(&format!("{path}/")))
        });
        let seen: Vec<Option<String>> = files.iter().map(|file| file.after.clone()).collect();
        for file in &mut files {
            self.add_uid(file);
        }
        let warnings = self.judge_files(&corpus, &files)?;
        self.refuse_orphans(&corpus, &files)?;
        let texts = files.iter().map(|file| (file.path.clone(), file.before.clone(), file.after.clone())).collect();
        let mut applied = Applied { commit: None, operation: None, files: texts, warnings };
        if files.is_empty() || dry {
            return Ok(Saved { applied, files });
        }
        self.git.identity()?;
        let plans = self.plans_of(&files, &seen)?;
        let done = self.commit_plans(&plans, &message(&files))?;
        applied.commit = Some(done.commit.to_string());
        applied.operation = Some(done.operation);
        applied.warnings.extend(done.warnings);
        Ok(Saved { applied, files })
    }

    /// `seen` are the texts as they were judged. A file without changes of ours is saved byte for byte: it needn't be text.
    fn plans_of(&self, files: &[DirtyFile], seen: &[Option<String>]) -> Result<Vec<FilePlan>, Failure> {
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let staged = self.git.staged(&paths)?;
        let plans = files.iter().zip(seen).zip(staged).map(|((file, seen), index_before)| {
            let work_before = read_if_there(&self.root.join(&file.path))?;
            if work_before.as_deref().map(String::from_utf8_lossy).as_deref() != seen.as_deref() {
                return Err(
                    Failure::conflict(msg!("git-moved", branch = file.path.as_str())).hint(msg!("git-moved-hint"))
                );
            }
            let after =
                if file.after == *seen { work_before.clone() } else { file.after.clone().map(String::into_bytes) };
            Ok(FilePlan {
                path: file.path.clone(),
                committed: after.clone(),
                index_before,
                index_after: Some(after.clone()),
                work_before,
                work_after: after,
            })
        });
        plans.collect()
    }

    /// A record written by hand needs no uid; it gets one when it is saved.
    fn add_uid(&self, file: &mut DirtyFile) {
        let (Some(text), Some((kind, id))) = (&file.after, self.kind_and_id(&file.path)) else { return };
        let (Some(kind), (Some(record), _)) =
            (self.schema.kinds.get(&kind), Record::read(&kind, &id, &file.path, text.clone()))
        else {
            return;
        };
        if record.uid().is_none() {
            let old = file
                .before
                .as_deref()
                .and_then(|text| Record::read(&record.kind, &record.id, &file.path, text.to_owned()).0);
            let uid = old.and_then(|old| old.uid().map(str::to_owned)).unwrap_or_else(|| self.new_uid());
            if let Ok(text) = edit_text(text, kind, &[FieldEdit::set("uid", Value::Text(uid))]) {
                file.after = Some(text);
            }
        }
    }

    /// A record deleted by hand that others refer to: they would point at nothing.
    fn refuse_orphans(&self, corpus: &Corpus, files: &[DirtyFile]) -> Result<(), Failure> {
        for file in files.iter().filter(|file| file.after.is_none()) {
            let Some((kind, id)) = self.kind_and_id(&file.path) else { continue };
            if corpus.records.iter().any(|record| record.kind == kind && record.id == id) {
                continue;
            }
            let referring = rules::referrers(&corpus.records, &self.schema, &kind, &id);
            if !referring.is_empty() {
                let reference = format!("{kind}/{id}");
                let names: Vec<String> =
                    referring.iter().take(5).map(|one| format!("{}/{}", one.kind, one.id)).collect();
                let message = msg!(
                    "rm-referred",
                    reference = reference.as_str(),
                    count = referring.len(),
                    names = names.join(", ")
                );
                return Err(Failure::refused(message).hint(msg!("save-orphans-hint", path = file.path.as_str())));
            }
        }
        Ok(())
    }

    /// Errors in the saved files refuse them all, each told.
    fn judge_files(&self, corpus: &Corpus, files: &[DirtyFile]) -> Result<Vec<Diagnostic>, Failure> {
        let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let judge = Judge { config: &self.config, vocabulary: &self.vocabulary };
        let mut findings: Vec<Diagnostic> = corpus.findings.iter().chain(&self.findings).cloned().collect();
        for record in corpus.records.iter().filter(|record| paths.contains(record.path.as_str())) {
            findings
                .extend(self.schema.kinds.get(&record.kind).into_iter().flat_map(|kind| check(record, kind, &judge)));
        }
        findings.extend(rules::across(&corpus.records.iter().collect::<Vec<_>>(), &corpus.unreadable, &self.schema));
        findings.retain(|finding| paths.contains(finding.place.path.as_str()));
        let (errors, warnings): (Vec<_>, Vec<_>) =
            findings.into_iter().partition(|finding| finding.severity == Severity::Error);
        if errors.is_empty() {
            return Ok(warnings);
        }
        Err(Failure::refused(msg!("refused-by-check", count = errors.len())).because(errors))
    }
}
