//! `tag`: puts tags on records and takes them off.

use crate::cli::context::Context;
use crate::cli::{failure, inputs};
use crate::diagnostic::Failure;
use crate::msg;
use crate::record::Change;
use crate::record::{Assignment, FieldPath, Operator};
use crate::workspace::Note;

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Record: kind/id, id, name or part of it; `-` reads ids from stdin
    #[arg(value_name = "REF")]
    reference: String,
    /// +tag puts it on, -tag takes it off
    #[arg(required = true, allow_hyphen_values = true, value_name = "+TAG|-TAG", trailing_var_arg = true)]
    tags: Vec<String>,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let workspace = context.open()?;
    let given = arguments.tags.iter().map(|word| {
        let (operator, text) = match (word.strip_prefix('+'), word.strip_prefix('-')) {
            (Some(tag), _) => (Operator::Add, tag),
            (None, Some(tag)) => (Operator::Remove, tag),
            (None, None) => (Operator::Add, word.as_str()),
        };
        Assignment { path: FieldPath(vec!["tags".to_owned()]), operator, text: text.to_owned() }
    });
    let given: Vec<Assignment> = given.collect();
    let words = arguments.tags.join(" ");
    let references = inputs::references(&arguments.reference)?;
    let (applied, text) = workspace.transact(context.global.dry_run, |corpus| {
        let records = inputs::records(&workspace, corpus, &references, context)?;
        if records.len() > 1 {
            context.confirm(&msg!("confirm-many", count = records.len()))?;
        }
        let mut changes = Vec::new();
        for record in &records {
            let Some(kind) = workspace.schema.kinds.get(&record.kind) else { continue };
            let edits = workspace.edits(kind, &given, &corpus.records)?;
            changes.push(Change::Edit { kind: record.kind.clone(), id: record.id.clone(), edits });
        }
        let what = match records.as_slice() {
            [one] => one.reference(),
            many => format!("{} records", many.len()),
        };
        Ok((changes, Note::new("tag", context.subject(format!("{what}: {words}"))), format!("{what}: {words}")))
    })?;
    context.done(&applied, &text)?;
    Ok(failure::DONE)
}
