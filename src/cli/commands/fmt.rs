//! `fmt`: writes every value in its normal form, in one commit.

use crate::cli::context::Context;
use crate::cli::{failure, inputs};
use crate::diagnostic::Failure;
use crate::msg;
use crate::record::Change;
use crate::workspace::Note;

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Only these files or folders
    paths: Vec<String>,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let workspace = context.open()?;
    let paths = inputs::paths(&workspace, context, &arguments.paths)?;
    let (applied, count) = workspace.transact(context.global.dry_run, |corpus| {
        let mut changes = Vec::new();
        for record in corpus.records.iter().filter(|record| inputs::among(&record.path, &paths)) {
            let Some(kind) = workspace.schema.kinds.get(&record.kind) else { continue };
            let edits = workspace.normal_edits(record, kind);
            if !edits.is_empty() {
                changes.push(Change::Edit { kind: record.kind.clone(), id: record.id.clone(), edits });
            }
        }
        let count = changes.len();
        Ok((changes, Note::new("fmt", context.subject(format!("fmt: {count} records"))), count))
    })?;
    context.done(&applied, &msg!("fmt-done", count = count).text(context.lang()))?;
    Ok(failure::DONE)
}
