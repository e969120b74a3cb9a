//! Owns reading what several commands take: kinds, names with assignments, references from stdin.
//! Refuses to interpret values.

use crate::diagnostic::{Class, Diagnostic, Failure, Place};
use crate::msg;
use crate::record::{Assignment, FieldPath, Operator, Record};
use crate::schema::{Kind, Schema};
use crate::store::Corpus;
use crate::value::suggest;
use crate::workspace::{Candidates, Workspace, resolve};
use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::ask;
use super::context::Context;

/// The kind a word names.
pub fn kind<'s>(schema: &'s Schema, word: &str) -> Result<&'s Kind, Failure> {
    schema.kind(word).ok_or_else(|| {
        let failure = Failure::usage(msg!("kind-none", name = word));
        match suggest(word, schema.names()) {
            Some(near) => failure.hint(msg!("check-did-you-mean", near = near)),
            None => failure.hint(msg!(
                "kinds-known",
                kinds = schema.kinds.keys().map(String::as_str).collect::<Vec<_>>().join(", ")
            )),
        }
    })
}

/// Words without `=` are the name; the others assignments, long texts read from where they say.
pub fn assignments(kind: &Kind, words: &[String]) -> Result<Vec<Assignment>, Failure> {
    let mut list = Vec::new();
    let mut name: Vec<&str> = Vec::new();
    for word in words {
        match Assignment::parse(word) {
            Some(assignment) => list.push(load(assignment)?),
            None => name.push(word),
        }
    }
    if !name.is_empty() {
        let path = FieldPath(vec![kind.title.clone()]);
        list.insert(0, Assignment { path, operator: Operator::Set, text: name.join(" ") });
    }
    Ok(list)
}

/// Only assignments: a word without `=` is a wrong call.
pub fn only_assignments(words: &[String]) -> Result<Vec<Assignment>, Failure> {
    let mut list = Vec::new();
    let mut findings = Vec::new();
    for word in words {
        match Assignment::parse(word) {
            Some(assignment) => list.push(load(assignment)?),
            None => findings.push(Diagnostic::error(
                "usage",
                Place::default(),
                msg!("assignment-none", text = word.as_str()),
            )),
        }
    }
    match findings.len() {
        0 => Ok(list),
        count => Err(Failure::usage(msg!("assignments-wrong", count = count)).because(findings)),
    }
}

/// `@FILE` and `-` as values.
fn load(mut assignment: Assignment) -> Result<Assignment, Failure> {
    if assignment.text == "-" {
        assignment.text = stdin()?;
    } else if let Some(file) = assignment.text.strip_prefix('@')
        && matches!(assignment.operator, Operator::Set | Operator::Add)
        && (Path::new(file).is_file() || file.contains(['/', '.']))
    {
        assignment.text =
            std::fs::read_to_string(file).map_err(|error| Failure::io("read", Path::new(file), &error))?;
    }
    Ok(assignment)
}

/// All of stdin.
pub fn stdin() -> Result<String, Failure> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|error| Failure::io("read", Path::new("-"), &error))?;
    Ok(text)
}

/// The record a reference means; several are asked about on a terminal, else a failure that lists them.
pub fn record<'c>(
    workspace: &Workspace,
    corpus: &'c Corpus,
    kinds: &[&str],
    text: &str,
    context: &Context,
) -> Result<&'c Record, Failure> {
    let found = resolve(&corpus.records, &workspace.schema, kinds, &workspace.config.region, text);
    if let Candidates::Several(list) = &found
        && context.asks()
        && list.len() <= 30
    {
        let title = |record: &&Record| match workspace.schema.kinds.get(&record.kind) {
            Some(kind) => format!("{}  {}", record.reference(), record.title(kind)),
            None => record.reference(),
        };
        let question = msg!("reference-several", text = text, count = list.len()).text(context.lang());
        return Ok(list[ask::choice(&question, list.iter().map(title).collect())?]);
    }
    if let Candidates::None(_) = found
        && let Some(unreadable) =
            corpus.unreadable.iter().find(|found| found.id == text || format!("{}/{}", found.kind, found.id) == text)
    {
        let findings =
            corpus.findings.iter().filter(|finding| finding.place.path == unreadable.path).cloned().collect();
        return Err(Failure::failed(msg!("record-unreadable", path = unreadable.path.as_str())).because(findings));
    }
    resolve(&corpus.records, &workspace.schema, kinds, &workspace.config.region, text).one(text, &workspace.schema)
}

/// References as typed: the one given, or a line each from stdin for `-`. Read before any lock is taken: the command
/// that writes them may be waiting for it.
pub fn references(text: &str) -> Result<Vec<String>, Failure> {
    if text != "-" {
        return Ok(vec![text.to_owned()]);
    }
    Ok(stdin()?.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

/// The records that references mean, each once.
pub fn records<'c>(
    workspace: &Workspace,
    corpus: &'c Corpus,
    references: &[String],
    context: &Context,
) -> Result<Vec<&'c Record>, Failure> {
    let by_reference: HashMap<String, &Record> =
        corpus.records.iter().filter(|_| references.len() > 1).map(|record| (record.reference(), record)).collect();
    let mut seen: HashSet<*const Record> = HashSet::new();
    let mut list: Vec<&Record> = Vec::new();
    for reference in references {
        let found = match by_reference.get(reference) {
            Some(found) => found,
            None => record(workspace, corpus, &[], reference, context).map_err(save_first)?,
        };
        if seen.insert(std::ptr::from_ref(found)) {
            list.push(found);
        }
    }
    Ok(list)
}

/// What can't be read can't be changed: it is the user's edit, to be mended and saved first.
fn save_first(mut failure: Failure) -> Failure {
    if !failure.findings.is_empty() {
        failure.class = Class::Conflict;
    }
    failure
}

/// Paths as typed, relative to the root of the CRM.
pub fn paths(workspace: &Workspace, context: &Context, typed: &[String]) -> Result<Vec<String>, Failure> {
    typed.iter().map(|path| relative(workspace, context, path)).collect()
}

fn relative(workspace: &Workspace, context: &Context, path: &str) -> Result<String, Failure> {
    let full: PathBuf = context.here()?.join(path).components().collect();
    let inside = full.strip_prefix(&workspace.root).map(|path| path.display().to_string());
    Ok(inside.unwrap_or_else(|_| path.to_owned()).trim_end_matches('/').trim_start_matches("./").to_owned())
}

/// Whether a file is one of the paths, or inside one of them; no paths mean all files.
pub fn among(path: &str, wanted: &[String]) -> bool {
    let inside = |folder: &String| {
        folder.is_empty()
            || path == folder
            || path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
    };
    wanted.is_empty() || wanted.iter().any(inside)
}
