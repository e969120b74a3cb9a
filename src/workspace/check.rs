//! Owns all findings of a repository: configuration, files, records one by one and across.
//! Refuses to mend.

use super::Workspace;
use crate::check::{Judge, check};
use crate::diagnostic::{Diagnostic, Failure};
use crate::record::{MAX_BYTES, Record};
use crate::rules;
use crate::store::{Corpus, Found};
use crate::{diagnostic::Place, msg};
use rayon::prelude::*;

impl Workspace {
    /// Every finding about the records of a corpus, in the order of paths and lines.
    pub fn check(&self, corpus: &Corpus) -> Vec<Diagnostic> {
        let judge = Judge { config: &self.config, vocabulary: &self.vocabulary };
        let (schema, mut findings) = (&self.schema, self.findings.clone());
        findings.extend(corpus.findings.iter().cloned());
        let single = corpus.records.par_iter().flat_map_iter(|record| match schema.kinds.get(&record.kind) {
            Some(kind) => check(record, kind, &judge),
            None => Vec::new(),
        });
        findings.extend(single.collect::<Vec<_>>());
        let records: Vec<&Record> = corpus.records.iter().collect();
        findings.extend(rules::across(&records, &corpus.unreadable, &self.schema));
        findings.extend(rules::full_folders(&records, self.config.folder_limit));
        findings.sort_by(|a, b| {
            (&a.place.path, a.place.line, a.place.column, a.code).cmp(&(
                &b.place.path,
                b.place.line,
                b.place.column,
                b.code,
            ))
        });
        findings
    }

    /// The records as they are staged in git's index.
    pub fn staged_corpus(&self) -> Result<Corpus, Failure> {
        let mut corpus = Corpus::default();
        for (path, id) in self.git.staged_files()? {
            let Some((kind, stem)) = self.kind_and_id(&path) else { continue };
            let bytes = self.git.bytes(id)?;
            let found = Found { kind, id: stem, path };
            let refuse = |code, message| {
                (None, vec![Diagnostic::error(code, Place::file(&found.path), message).about(&found.kind, &found.id)])
            };
            let (record, findings) = match String::from_utf8(bytes) {
                Ok(text) if text.len() <= MAX_BYTES => Record::read(&found.kind, &found.id, &found.path, text),
                Ok(text) => refuse("size", msg!("record-too-large", bytes = text.len(), limit = MAX_BYTES)),
                Err(error) => refuse("encoding", msg!("record-not-utf8", at = error.utf8_error().valid_up_to())),
            };
            corpus.findings.extend(findings);
            match record {
                Some(record) => corpus.records.push(record),
                None => corpus.unreadable.push(found),
            }
        }
        Ok(corpus)
    }
}
