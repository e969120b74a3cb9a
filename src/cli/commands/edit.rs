//! `edit`: opens a record in $EDITOR, and again on findings, then commits it.

use crate::cli::context::Context;
use crate::cli::{ask, failure, findings, inputs, output};
use crate::diagnostic::Failure;
use crate::msg;
use crate::workspace::Note;
use std::path::Path;
use std::process::Command;

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Record: kind/id, id, name or part of it
    #[arg(value_name = "REF")]
    reference: String,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let workspace = context.open()?;
    let corpus = workspace.corpus();
    let record = inputs::record(&workspace, &corpus, &[], &arguments.reference, context)?;
    let path = workspace.root.join(&record.path);
    let editor = context.variable("VISUAL").or_else(|| context.variable("EDITOR"));
    let editor = editor.ok_or_else(|| Failure::usage(msg!("edit-none")).hint(msg!("edit-none-hint")))?;
    loop {
        open(&editor, &path)?;
        let only = [record.path.clone()];
        let saved = workspace.save(&only, context.global.dry_run, &|files| {
            let names = files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>().join(", ");
            Note::new("edit", context.subject(format!("{}: edited ({names})", record.reference())))
        });
        match saved {
            Ok(saved) => {
                context.done(&saved.applied, &record.reference())?;
                return Ok(failure::DONE);
            }
            Err(refusal) if context.asks() && !refusal.findings.is_empty() => {
                output::say(&findings::shown(&refusal.findings, context.lang(), false, true));
                if !ask::yes_or_no(&msg!("edit-again").text(context.lang()))? {
                    return Err(refusal);
                }
            }
            Err(refusal) => return Err(refusal),
        }
    }
}

/// The editor is the user's own command with its arguments; the file's path is one argument, never part of a shell line.
fn open(editor: &str, path: &Path) -> Result<(), Failure> {
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let status = Command::new(program).args(words).arg(path).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::failed(msg!("edit-failed", editor = editor, error = status.to_string()))),
        Err(error) => Err(Failure::failed(msg!("edit-failed", editor = editor, error = error.to_string()))),
    }
}
