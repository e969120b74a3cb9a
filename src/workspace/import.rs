//! Owns carrying out an import: planned under the lock, through the one write path.
//! Refuses to judge rows; the plan does.

use super::{Applied, Note, Workspace};
use crate::diagnostic::{Failure, Lang};
use crate::import::sheet::Book;
use crate::import::{Materials, Plan, Request, plan};

/// Findings that `--incomplete` lets in.
const INCOMPLETE: &[&str] = &["required", "require-any", "required-when"];

/// What came of an import.
pub struct Imported {
    /// What was understood, and what would be or was done.
    pub plan: Plan,
    /// What was written, or why nothing was.
    pub outcome: Result<Applied, Failure>,
}

impl Workspace {
    /// Imports a book. `rejects` says that refused rows are set aside; a dry run tells all faults in its plan.
    pub fn import(
        &self,
        book: &Book,
        request: &Request,
        lang: Lang,
        rejects: bool,
        dry: bool,
        note: impl FnOnce(&Plan) -> Note,
    ) -> Result<Imported, Failure> {
        let tolerated = if request.incomplete { INCOMPLETE } else { &[] };
        let mut planned = None;
        let outcome = self.transact_tolerating(dry, tolerated, |corpus| {
            let mut naming = self.naming(corpus);
            let customs = self.customs();
            let made = plan(
                book,
                request,
                &mut Materials {
                    schema: &self.schema,
                    config: &self.config,
                    vocabulary: &self.vocabulary,
                    records: &corpus.records,
                    naming: &mut naming,
                    customs: &customs,
                    lang,
                },
            )?;
            let permitted = made.permit(rejects);
            let changes = if permitted.is_ok() { made.changes.clone() } else { Vec::new() };
            let note = note(&made);
            planned = Some(made);
            if !dry {
                permitted?;
            }
            Ok((changes, note, ()))
        });
        // Counted in the plan; one warning for each record would hide everything else.
        let outcome = outcome.map(|(mut applied, ())| {
            applied.warnings.retain(|finding| !tolerated.contains(&finding.code));
            applied
        });
        match planned {
            Some(plan) => Ok(Imported { plan, outcome }),
            None => Err(outcome.err().unwrap_or_else(|| Failure::failed(crate::msg!("import-nothing")))),
        }
    }
}
