//! `done`: closes a task, by its number in the last `due` or as a record.

use crate::cli::context::Context;
use crate::cli::{failure, inputs};
use crate::diagnostic::Failure;
use crate::msg;
use crate::record::{Change, FieldEdit};
use crate::value::Value;
use crate::workspace::Note;

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Number in the last `due`, or the task
    #[arg(value_name = "N|REF", required = true)]
    which: Vec<String>,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let workspace = context.open()?;
    let numbered = workspace.remembered_due();
    let (applied, text) = workspace.transact(context.global.dry_run, |corpus| {
        let mut changes = Vec::new();
        let mut told = Vec::new();
        for word in &arguments.which {
            let reference = match word.parse::<usize>() {
                Ok(number) if word.len() < 4 => {
                    let found = number.checked_sub(1).and_then(|at| numbered.get(at));
                    found.ok_or_else(|| Failure::not_found(msg!("done-none", number = word)).hint(msg!("done-none-hint")))?
                }
                _ => word,
            };
            let task = inputs::record(&workspace, corpus, &["task"], reference, context)?;
            if task.text_of("status") == Some("done") {
                continue;
            }
            let edits = vec![FieldEdit::set("status", Value::Text("done".into())), FieldEdit::set("done_on", Value::Date(workspace.today()))];
            changes.push(Change::Edit { kind: task.kind.clone(), id: task.id.clone(), edits });
            told.push(format!("{}: {}", task.reference(), task.text_of("title").unwrap_or_default()));
        }
        let text = told.join("; ");
        let subject = match told.len() {
            1 => format!("{text} done"),
            count => format!("{count} tasks done"),
        };
        Ok((changes, Note::new("done", context.subject(subject)), text))
    })?;
    context.done(&applied, &msg!("done-done", what = text).text(context.lang()))?;
    Ok(failure::DONE)
}
