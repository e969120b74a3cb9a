//! `rename`: gives a record another id; every reference follows in the same commit, the old id still finds it.

use crate::cli::context::Context;
use crate::cli::{failure, inputs};
use crate::diagnostic::Failure;
use crate::msg;
use crate::record::{Change, FieldEdit, FieldPath, Operation};
use crate::rules::repoint;
use crate::schema::id_fault;
use crate::value::Value;
use crate::workspace::Note;

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Record: kind/id, id, name or part of it
    #[arg(value_name = "REF")]
    reference: String,
    /// Its new id: a-z, 0-9 and -
    new_id: String,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let workspace = context.open()?;
    let new_id = arguments.new_id.rsplit('/').next().unwrap_or_default().to_owned();
    if let Some(why) = id_fault(&new_id) {
        return Err(Failure::refused(msg!("id-fault", id = new_id, why = why)).hint(msg!("id-fault-hint")));
    }
    let (applied, text) = workspace.transact(context.global.dry_run, |corpus| {
        let record = inputs::record(&workspace, corpus, &[], &arguments.reference, context)?;
        let taken = corpus.records.iter().any(|other| {
            other.kind == record.kind && (other.id == new_id || (other.id != record.id && other.texts_of("former_ids").contains(&new_id.as_str())))
        });
        if taken {
            return Err(Failure::refused(msg!("id-taken", reference = format!("{}/{new_id}", record.kind))).hint(msg!("id-taken-hint")));
        }
        let former = FieldEdit {
            path: FieldPath(vec!["former_ids".to_owned()]),
            operation: Operation::Add(vec![Value::Text(record.id.clone())]),
        };
        let mut edits = vec![former];
        let mut changes = repoint(&corpus.records, &workspace.schema, &record.kind, &record.id, &new_id);
        let followers = changes.len();
        // A record that refers to itself is edited while it is renamed.
        changes.retain(|change| match change {
            Change::Edit { kind, id, edits: own } if *kind == record.kind && *id == record.id => {
                edits.extend(own.iter().cloned());
                false
            }
            _ => true,
        });
        changes.push(Change::Rename { kind: record.kind.clone(), id: record.id.clone(), new_id: new_id.clone(), edits });
        let subject = format!("{} → {new_id}", record.reference());
        let text = msg!("rename-done", old = record.reference(), new = new_id.as_str(), count = followers).text(context.lang());
        Ok((changes, Note::new("rename", context.subject(subject)), text))
    })?;
    context.done(&applied, &text)?;
    Ok(failure::DONE)
}
