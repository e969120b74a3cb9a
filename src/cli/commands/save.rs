//! `save`: checks and commits hand edits, with a message in business words.

use crate::cli::context::Context;
use crate::cli::{failure, inputs};
use crate::diagnostic::Failure;
use crate::record::merge::{diff, path_text};
use crate::record::{KindShapes, Record};
use crate::value::Map;
use crate::workspace::{DirtyFile, Note, Workspace};
use std::collections::BTreeSet;

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Only these files or folders
    paths: Vec<String>,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let workspace = context.open()?;
    let paths = inputs::paths(&workspace, context, &arguments.paths)?;
    let saved = workspace.save(&paths, context.global.dry_run, &|files| note(&workspace, files, context))?;
    let text = note(&workspace, &saved.files, context).subject;
    context.done(&saved.applied, &text)?;
    Ok(failure::DONE)
}

/// One record: its fields. Several: each a line of the body.
fn note(workspace: &Workspace, files: &[DirtyFile], context: &Context) -> Note {
    let lines: Vec<String> = files.iter().map(|file| line(workspace, file)).collect();
    let subject = match lines.as_slice() {
        [one] => one.clone(),
        many => format!("save: {} files", many.len()),
    };
    let body = if lines.len() > 1 { lines.join("\n") } else { String::new() };
    Note { body, ..Note::new("save", context.subject(subject)) }
}

fn line(workspace: &Workspace, file: &DirtyFile) -> String {
    let Some((kind, id)) = workspace.kind_and_id(&file.path) else { return file.path.clone() };
    let Some(kind) = workspace.schema.kinds.get(&kind) else { return file.path.clone() };
    let root = |text: &Option<String>| text.clone().and_then(|text| Record::read(&kind.name, &id, &file.path, text).0).map(|record| record.root);
    let reference = format!("{}/{id}", kind.name);
    match (root(&file.before), root(&file.after)) {
        (None, Some(_)) => format!("{reference}: new"),
        (Some(_), None) => format!("{reference}: removed"),
        (old, new) => {
            let (old, new): (Map, Map) = (old.unwrap_or_default(), new.unwrap_or_default());
            let names: BTreeSet<String> = diff(&old, &new, &KindShapes(kind)).iter().map(|change| path_text(change.path())).collect();
            match names.is_empty() {
                true => format!("{reference}: layout"),
                false => format!("{reference}: {}", names.into_iter().collect::<Vec<_>>().join(", ")),
            }
        }
    }
}
