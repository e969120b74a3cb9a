//! `undo`: takes back the last operation, or one by its id, and shows the difference.

use crate::cli::context::Context;
use crate::cli::{failure, output};
use crate::diagnostic::{Failure, Message};
use crate::msg;
use crate::table::{Cell, Column, Table};

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Operation id or commit; your last operation if left out
    operation: Option<String>,
    /// List operations, newest first
    #[arg(long)]
    list: bool,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let workspace = context.open()?;
    if arguments.list {
        let heading = |key| Message::new(key).text(context.lang());
        let mut table = Table::new(vec![
            Column::left("op", heading("undo-op")),
            Column::left("commit", heading("undo-commit")),
            Column::left("author", heading("undo-author")),
            Column::left("subject", heading("undo-subject")),
        ]);
        for operation in workspace.operations()? {
            let commit = operation.commit.id.to_string()[..7].to_owned();
            table.push(vec![
                Cell::Text(operation.id),
                Cell::Text(commit),
                Cell::Text(operation.commit.author.name.clone()),
                Cell::from(operation.commit.subject()),
            ]);
        }
        context.show(&table)?;
        return Ok(failure::DONE);
    }
    let undone = workspace.undo(arguments.operation.as_deref(), context.global.dry_run)?;
    if !context.global.quiet && !context.global.dry_run {
        output::put(&context.diff(&undone.applied));
    }
    let text = msg!("undo-done", commit = undone.commit, subject = undone.subject).text(context.lang());
    context.done(&undone.applied, &text)?;
    for kept in &undone.kept {
        context.say(&msg!("undo-kept", what = kept.as_str()));
    }
    Ok(failure::DONE)
}
