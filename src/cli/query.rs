//! Owns what commands that ask the index share: building it, limits, Ctrl-C.
//! Refuses to know what is asked.

use super::context::Context;
use crate::diagnostic::{Failure, Severity};
use crate::index::{self, Index, Limits, Request};
use crate::schema::Customs;
use crate::store::Corpus;
use crate::workspace::Workspace;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A CRM ready to be asked.
pub struct Asked {
    pub workspace: Workspace,
    pub corpus: Corpus,
    pub index: Index,
    customs: Customs,
    limits: Limits,
    interrupted: Arc<AtomicBool>,
}

impl Asked {
    /// Reads the records and builds their tables; unreadable files are told.
    pub fn open(context: &Context) -> Result<Asked, Failure> {
        let workspace = context.open()?;
        let corpus = workspace.corpus();
        let findings = workspace.check(&corpus);
        let today = workspace.today();
        let about = index::Context { schema: &workspace.schema, config: &workspace.config, today };
        let index = Index::build(&corpus.records, &findings, &about)?;
        let customs = workspace.customs();
        let interrupted = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&interrupted);
        // A second Ctrl-C ends the program at once.
        let _ = ctrlc::set_handler(move || {
            if flag.swap(true, Ordering::SeqCst) {
                std::process::exit(130);
            }
        });
        context.warn(&corpus.findings);
        Ok(Asked { workspace, corpus, index, customs, limits: Limits::default(), interrupted })
    }

    /// Calls with the index and who asks.
    pub fn ask<T>(&mut self, context: &Context, call: impl FnOnce(&mut Index, &Request<'_>) -> T) -> T {
        let about = index::Context {
            schema: &self.workspace.schema,
            config: &self.workspace.config,
            today: self.workspace.today(),
        };
        let request = Request {
            context: about,
            lang: context.lang(),
            customs: &self.customs,
            limits: &self.limits,
            interrupted: &self.interrupted,
        };
        call(&mut self.index, &request)
    }

    /// 1 when a file could not be read, so that no list looks complete that isn't.
    pub fn code(&self) -> u8 {
        let unreadable = self.corpus.findings.iter().any(|finding| finding.severity == Severity::Error);
        if unreadable { super::failure::FAILED } else { super::failure::DONE }
    }
}
