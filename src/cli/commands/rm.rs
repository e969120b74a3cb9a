//! `rm`: removes a record nothing refers to, or archives it.

use crate::cli::context::Context;
use crate::cli::{failure, inputs};
use crate::diagnostic::Failure;
use crate::msg;
use crate::record::{Change, FieldEdit};
use crate::rules::referrers;
use crate::value::Value;
use crate::workspace::Note;

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Record: kind/id, id, name or part of it; `-` reads ids from stdin
    #[arg(value_name = "REF")]
    reference: String,
    /// Keep the record but leave it out of lists
    #[arg(long)]
    archive: bool,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let workspace = context.open()?;
    let references = inputs::references(&arguments.reference)?;
    let (applied, told) = workspace.transact(context.global.dry_run, |corpus| {
        let records = inputs::records(&workspace, corpus, &references, context)?;
        if records.len() > 1 {
            context.confirm(&msg!("confirm-many-remove", count = records.len()))?;
        }
        let mut changes = Vec::new();
        for record in &records {
            let (kind, id) = (record.kind.clone(), record.id.clone());
            if arguments.archive {
                changes.push(Change::Edit { kind, id, edits: vec![FieldEdit::set("archived", Value::Bool(true))] });
                continue;
            }
            let others = referrers(&corpus.records, &workspace.schema, &kind, &id);
            let mut names: Vec<String> = others
                .iter()
                .filter(|other| !records.iter().any(|one| one.kind == other.kind && one.id == other.id))
                .map(|other| format!("{}/{}", other.kind, other.id))
                .collect();
            names.dedup();
            if !names.is_empty() {
                let message = msg!("rm-referred", reference = record.reference(), count = names.len(), names = names.into_iter().take(5).collect::<Vec<_>>().join(", "));
                return Err(Failure::refused(message).hint(msg!("rm-referred-hint", reference = record.reference())));
            }
            changes.push(Change::Delete { kind, id });
        }
        let (verb, word) = if arguments.archive { ("archive", "archived") } else { ("rm", "removed") };
        let what = match records.as_slice() {
            [one] => one.reference(),
            many => format!("{} records", many.len()),
        };
        let told = match (records.as_slice(), arguments.archive) {
            ([one], true) => msg!("rm-archived", what = one.reference()),
            ([one], false) => msg!("rm-removed", what = one.reference()),
            (many, true) => msg!("rm-archived-many", count = many.len()),
            (many, false) => msg!("rm-removed-many", count = many.len()),
        };
        Ok((changes, Note::new(verb, context.subject(format!("{what}: {word}"))), told))
    })?;
    context.done(&applied, &told.text(context.lang()))?;
    Ok(failure::DONE)
}
