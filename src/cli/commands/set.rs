//! `set`: changes fields of one record, or of many from stdin, in one commit.

use crate::cli::context::Context;
use crate::cli::{failure, inputs, words};
use crate::diagnostic::Failure;
use crate::msg;
use crate::record::{Change, FieldEdit, value_at};
use crate::workspace::{Note, Workspace};
use std::collections::BTreeSet;

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Record: kind/id, id, name or part of it, e-mail, phone; `-` reads ids from stdin
    #[arg(value_name = "REF")]
    reference: String,
    /// field=value, field+=value, field-=value, field= (unset), lines[KEY].quantity=3
    #[arg(required = true, value_name = "FIELD=VALUE")]
    fields: Vec<String>,
    /// When the change became known, where that was earlier
    #[arg(long, value_name = "WHEN")]
    known: Option<String>,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let workspace = context.open()?;
    let given = inputs::only_assignments(&arguments.fields)?;
    let known = match &arguments.known {
        Some(text) => Some(crate::value::parse_moment(text, workspace.now(), None).map_err(Failure::usage)?),
        None => None,
    };
    let references = inputs::references(&arguments.reference)?;
    let (applied, text) = workspace.transact(context.global.dry_run, |corpus| {
        let records = inputs::records(&workspace, corpus, &references, context)?;
        if records.len() > 1 {
            context.confirm(&msg!("confirm-many", count = records.len()))?;
        }
        let mut changes = Vec::new();
        let mut told = Vec::new();
        let mut names = BTreeSet::new();
        for record in &records {
            let Some(kind) = workspace.schema.kinds.get(&record.kind) else { continue };
            let edits = workspace.edits(kind, &given, &corpus.records)?;
            names.extend(edits.iter().map(|edit| edit.path.to_string()));
            told.push(format!("{}: {}", record.reference(), told_edits(&workspace, record, &edits, context)));
            changes.push(Change::Edit { kind: record.kind.clone(), id: record.id.clone(), edits });
        }
        let fields = names.into_iter().collect::<Vec<_>>().join(", ");
        let subject = match records.as_slice() {
            [one] => format!("{}: {fields}", one.reference()),
            many => msg!("subject-many", count = many.len(), fields = fields.as_str()).text(crate::diagnostic::Lang::En),
        };
        let text = match told.as_slice() {
            [one] => one.clone(),
            many => msg!("told-many", count = many.len(), fields = fields.as_str()).text(context.lang()),
        };
        let mut note = Note::new("set", context.subject(subject));
        note.trailers.extend(known.map(|moment| ("Guanxi-Known".to_owned(), moment.to_rfc3339())));
        Ok((changes, note, text))
    })?;
    context.done(&applied, &text)?;
    Ok(failure::DONE)
}

/// `grade B → A`, dates with their weekday.
fn told_edits(workspace: &Workspace, record: &crate::record::Record, edits: &[FieldEdit], context: &Context) -> String {
    let Some(kind) = workspace.schema.kinds.get(&record.kind) else { return String::new() };
    let show = |edit: &FieldEdit, value: Option<&crate::value::Value>| match value {
        Some(value) => words::value(edit.path.field(kind), value, context.lang()),
        None => "—".to_owned(),
    };
    let one = |edit: &FieldEdit| {
        let old = value_at(&edit.path, kind, &record.root);
        let new = edit.result(kind, old);
        format!("{} {} → {}", edit.path, show(edit, old), show(edit, new.as_ref()))
    };
    edits.iter().map(one).collect::<Vec<_>>().join(", ")
}
