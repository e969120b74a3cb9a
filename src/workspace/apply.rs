//! Owns applying changes: lock, recover, read again, check, commit. Everything that changes records comes through here.
//! Refuses changes that introduce an error; older errors are only told.

use super::Workspace;
use super::commit::Note;
use super::plan::Whereabouts;
use crate::check::{Judge, check};
use crate::diagnostic::{Diagnostic, Failure, Severity};
use crate::msg;
use crate::record::{Change, Record};
use crate::rules;
use crate::schema::Vocabulary;
use crate::store::{Corpus, Lock};
use crate::vcs::maintain;
use std::collections::{HashMap, HashSet};

/// What came of applying changes.
#[derive(Debug)]
pub struct Applied {
    /// Commit id, in full; `None` when nothing changed or it was a dry run.
    pub commit: Option<String>,
    /// Operation id.
    pub operation: Option<String>,
    /// Difference of the work tree, file by file: path, text before, text after.
    pub files: Vec<(String, Option<String>, Option<String>)>,
    /// Older findings of the changed records, and what could not be finished.
    pub warnings: Vec<Diagnostic>,
}

impl Applied {
    /// First seven digits of the commit.
    pub fn short(&self) -> Option<&str> {
        self.commit.as_deref().map(|commit| &commit[..7])
    }
}

impl Workspace {
    /// Applies changes that depend on what is there: `make` sees the records under the lock and says what to change.
    /// With `dry` everything happens but the writing.
    pub fn transact<T>(
        &self,
        dry: bool,
        make: impl FnOnce(&Corpus) -> Result<(Vec<Change>, Note, T), Failure>,
    ) -> Result<(Applied, T), Failure> {
        self.transact_tolerating(dry, &[], make)
    }

    /// As `transact`; errors with these codes are let in as warnings.
    pub fn transact_tolerating<T>(
        &self,
        dry: bool,
        tolerated: &[&str],
        make: impl FnOnce(&Corpus) -> Result<(Vec<Change>, Note, T), Failure>,
    ) -> Result<(Applied, T), Failure> {
        self.writable()?;
        self.git.branch()?;
        let _lock = Lock::acquire(&self.git.common_folder(), self.settings.wait)?;
        self.recover()?;
        let corpus = self.corpus();
        let (changes, note, extra) = make(&corpus)?;
        self.git.identity()?;
        let plans = self.plan(&changes, &Whereabouts::of(&corpus))?;
        let texts =
            plans.iter().map(|plan| (plan.path.clone(), text(&plan.work_before), text(&plan.work_after))).collect();
        let mut warnings = self.judge(&corpus, &texts, tolerated)?;
        if dry || plans.is_empty() {
            return Ok((Applied { commit: None, operation: None, files: texts, warnings }, extra));
        }
        let done = self.commit_plans(&plans, &note)?;
        warnings.extend(done.warnings);
        maintain(&self.root, &self.git.common_folder().with_file_name("objects"));
        let applied =
            Applied { commit: Some(done.commit.to_string()), operation: Some(done.operation), files: texts, warnings };
        Ok((applied, extra))
    }

    /// Findings that the changes introduce refuse them; the changed records' older ones are warnings.
    fn judge(
        &self,
        corpus: &Corpus,
        texts: &Vec<(String, Option<String>, Option<String>)>,
        tolerated: &[&str],
    ) -> Result<Vec<Diagnostic>, Failure> {
        let changed: HashSet<&str> = texts.iter().map(|(path, _, _)| path.as_str()).collect();
        let mut broken = Vec::new();
        let mut after: Vec<Record> = Vec::new();
        for (path, _, text) in texts {
            let Some(text) = text else { continue };
            let Some((kind, id)) = self.kind_and_id(path) else { continue };
            let (record, findings) = Record::read(&kind, &id, path, text.clone());
            broken.extend(findings);
            after.extend(record);
        }
        // A change of the vocabulary is judged by what it will be.
        let vocabulary = texts.iter().find(|(path, ..)| path == "tags.toml").map(|(path, _, text)| match text {
            Some(text) => Vocabulary::read(path, text),
            None => (Vocabulary::default(), Vec::new()),
        });
        let vocabulary = vocabulary.map(|(vocabulary, findings)| {
            broken.extend(findings);
            vocabulary
        });
        let single = |records: &mut dyn Iterator<Item = &Record>, vocabulary: &Vocabulary| -> Vec<Diagnostic> {
            let judge = Judge { config: &self.config, vocabulary };
            records
                .filter_map(|record| Some(check(record, self.schema.kinds.get(&record.kind)?, &judge)))
                .flatten()
                .collect()
        };
        let before_of: Vec<&Record> =
            corpus.records.iter().filter(|record| changed.contains(record.path.as_str())).collect();
        let mut old = single(&mut before_of.iter().copied(), &self.vocabulary);
        let mut new = single(&mut after.iter(), vocabulary.as_ref().unwrap_or(&self.vocabulary));
        if texts.iter().any(|(path, ..)| self.kind_and_id(path).is_some()) {
            let all = with_changes(corpus, &changed, &after);
            let across = rules::across(&all, &corpus.unreadable, &self.schema);
            if across.iter().any(|finding| finding.severity == Severity::Error) {
                let everything: Vec<&Record> = corpus.records.iter().collect();
                old.extend(rules::across(&everything, &corpus.unreadable, &self.schema));
            }
            new.extend(across);
        }
        let known: HashSet<_> = old.iter().map(Diagnostic::identity).collect();
        let changed_now: HashSet<&str> = after.iter().map(|record| record.path.as_str()).collect();
        let mut warnings = Vec::new();
        for mut finding in new {
            let about_changed = changed_now.contains(finding.place.path.as_str());
            if known.contains(&finding.identity()) || finding.severity != Severity::Error {
                if about_changed {
                    if known.contains(&finding.identity()) && finding.severity == Severity::Error {
                        finding.severity = Severity::Warning;
                    }
                    warnings.push(finding);
                }
            } else if tolerated.contains(&finding.code) {
                finding.severity = Severity::Warning;
                warnings.push(finding);
            } else {
                broken.push(finding);
            }
        }
        if broken.is_empty() {
            return Ok(warnings);
        }
        let message = msg!("refused-by-check", count = broken.len());
        Err(Failure::refused(message).because(broken))
    }

    /// Kind and id of a record's path.
    pub fn kind_and_id(&self, path: &str) -> Option<(String, String)> {
        let (folder, rest) = path.split_once('/')?;
        let kind = self.schema.kind_of_folder(folder)?;
        let stem = rest.rsplit('/').next()?.strip_suffix(".toml")?;
        Some((kind.name.clone(), stem.to_owned()))
    }
}

/// The records as they will be, changed ones in their old places: which of two twins is the first stays so.
fn with_changes<'r>(corpus: &'r Corpus, changed: &HashSet<&str>, after: &'r [Record]) -> Vec<&'r Record> {
    let mut coming: HashMap<&str, &Record> = after.iter().map(|record| (record.path.as_str(), record)).collect();
    let mut all: Vec<&Record> = Vec::with_capacity(corpus.records.len() + after.len());
    for record in &corpus.records {
        let path = record.path.as_str();
        all.extend(if changed.contains(path) { coming.remove(path) } else { Some(record) });
    }
    all.extend(after.iter().filter(|record| coming.contains_key(record.path.as_str())));
    all
}

fn text(bytes: &Option<Vec<u8>>) -> Option<String> {
    bytes.as_ref().map(|bytes| String::from_utf8_lossy(bytes).into_owned())
}
