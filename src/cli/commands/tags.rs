//! `tags`: the vocabulary with counts; adds, renames and merges tags across all records in one commit.

use crate::cli::context::Context;
use crate::cli::failure;
use crate::diagnostic::Failure;
use crate::msg;
use crate::record::{Change, FieldEdit};
use crate::schema::Vocabulary;
use crate::store::Corpus;
use crate::syntax::{self, Edit, Step};
use crate::table::{Cell, Column, Table};
use crate::value::{Map, Value};
use crate::workspace::Note;
use std::collections::BTreeMap;

#[derive(clap::Args, Debug)]
pub struct Arguments {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// Add a tag to the vocabulary
    Add {
        /// Name of the tag
        name: String,
        /// Group it belongs to
        #[arg(long)]
        group: Option<String>,
        /// Another spelling that means this tag
        #[arg(long = "alias")]
        aliases: Vec<String>,
    },
    /// Rename a tag in the vocabulary and in all records
    Rename {
        /// Name so far
        old: String,
        /// Name from now on
        new: String,
    },
    /// Make a tag another one, in all records; its name stays as an alias
    Merge {
        /// Tag that goes away
        drop: String,
        /// Tag that stays
        keep: String,
    },
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    match arguments.action {
        None => list(context),
        Some(Action::Add { name, group, aliases }) => add(context, &name, group, aliases),
        Some(Action::Rename { old, new }) => replace(context, &old, &new, false),
        Some(Action::Merge { drop, keep }) => replace(context, &drop, &keep, true),
    }
}

fn list(context: &Context) -> Result<u8, Failure> {
    let workspace = context.open()?;
    let corpus = workspace.corpus();
    let counts = counts(&corpus);
    let mut names: Vec<&str> = workspace.vocabulary.tags.keys().map(String::as_str).collect();
    names.extend(counts.keys().filter(|name| !workspace.vocabulary.tags.contains_key(**name)).copied());
    let heading = |key| crate::diagnostic::Message::new(key).text(context.lang());
    let mut table = Table::new(vec![
        Column::left("tag", heading("tags-tag")),
        Column::left("group", heading("tags-group")),
        Column::right("records", heading("tags-records")),
        Column::left("known", heading("tags-known")),
    ]);
    for name in names {
        let tag = workspace.vocabulary.tags.get(name);
        let group = tag.and_then(|tag| tag.group.clone()).map_or(Cell::Empty, Cell::Text);
        let known = !workspace.vocabulary.present || tag.is_some();
        table.push(vec![Cell::from(name), group, Cell::from(counts.get(name).copied().unwrap_or(0)), Cell::Bool(known)]);
    }
    context.show(&table)?;
    Ok(failure::DONE)
}

fn counts(corpus: &Corpus) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for tag in corpus.records.iter().flat_map(|record| record.texts_of("tags")) {
        *counts.entry(tag).or_default() += 1;
    }
    counts
}

fn add(context: &Context, name: &str, group: Option<String>, aliases: Vec<String>) -> Result<u8, Failure> {
    let workspace = context.open()?;
    let name = crate::value::clean(name);
    if name.is_empty() || name.contains([',', ';', '，', '；', '、']) {
        return Err(Failure::refused(msg!("tags-name", text = name)));
    }
    if let Some(known) = workspace.vocabulary.resolve(&name) {
        return Err(Failure::refused(msg!("tags-known-already", text = name.as_str(), known = known)));
    }
    let (applied, ()) = workspace.transact(context.global.dry_run, |corpus| {
        let mut tag = Map::new();
        if let Some(group) = group {
            tag.insert("group".into(), Value::Text(group));
        }
        if !aliases.is_empty() {
            tag.insert("aliases".into(), Value::List(aliases.into_iter().map(Value::Text).collect()));
        }
        let mut edits = Vec::new();
        if !workspace.vocabulary.present {
            // The first tag makes the vocabulary binding: what is in use already becomes part of it.
            edits.extend(counts(corpus).keys().filter(|used| **used != name).map(|used| set_tag(used, Map::new())));
        }
        edits.push(set_tag(&name, tag));
        let text = edited(&workspace, &edits)?;
        let change = Change::File { path: "tags.toml".into(), text: Some(text) };
        Ok((vec![change], Note::new("tags", context.subject(format!("tags: add {name}"))), ()))
    })?;
    context.done(&applied, &msg!("tags-added", tag = name).text(context.lang()))?;
    Ok(failure::DONE)
}

fn set_tag(name: &str, tag: Map) -> Edit {
    Edit::Set(vec!["tags".into(), Step::Key(name.to_owned())], Value::Table(tag))
}

fn edited(workspace: &crate::workspace::Workspace, edits: &[Edit]) -> Result<String, Failure> {
    let text = workspace.text_of("tags.toml")?.unwrap_or_default();
    syntax::edit(&text, edits, &[]).map_err(|fault| Failure::failed(msg!("schema-fault", fault = fault.text)))
}

/// Renaming and merging are one thing: every record that has the old tag gets the new one.
fn replace(context: &Context, old: &str, new: &str, merge: bool) -> Result<u8, Failure> {
    let workspace = context.open()?;
    let known = |name: &str| workspace.vocabulary.resolve(name).unwrap_or(name).to_owned();
    let (old, new) = (known(old), if merge { known(new) } else { crate::value::clean(new) });
    let vocabulary: &Vocabulary = &workspace.vocabulary;
    if old == new {
        return Err(Failure::refused(msg!("tags-same", text = old)));
    }
    if !merge && vocabulary.tags.contains_key(&new) {
        return Err(Failure::refused(msg!("tags-known-already", text = new.as_str(), known = new.as_str())).hint(msg!("tags-merge-hint", old = old.as_str(), new = new.as_str())));
    }
    let (applied, count) = workspace.transact(context.global.dry_run, |corpus| {
        let mut changes = Vec::new();
        for record in corpus.records.iter().filter(|record| record.texts_of("tags").contains(&old.as_str())) {
            let mut tags: Vec<&str> = Vec::new();
            for tag in record.texts_of("tags").into_iter().map(|tag| if tag == old { new.as_str() } else { tag }) {
                if !tags.contains(&tag) {
                    tags.push(tag);
                }
            }
            let list = Value::List(tags.into_iter().map(|tag| Value::Text(tag.to_owned())).collect());
            changes.push(Change::Edit { kind: record.kind.clone(), id: record.id.clone(), edits: vec![FieldEdit::set("tags", list)] });
        }
        let count = changes.len();
        if count == 0 && !vocabulary.tags.contains_key(&old) {
            return Err(Failure::not_found(msg!("tags-none", text = old.as_str())));
        }
        if vocabulary.present {
            changes.push(Change::File { path: "tags.toml".into(), text: Some(edited(&workspace, &vocabulary_edits(vocabulary, &old, &new, merge))?) });
        }
        Ok((changes, Note::new("tags", context.subject(format!("tags: {old} → {new}"))), count))
    })?;
    context.done(&applied, &msg!("tags-replaced", old = old, new = new, count = count).text(context.lang()))?;
    Ok(failure::DONE)
}

fn vocabulary_edits(vocabulary: &Vocabulary, old: &str, new: &str, merge: bool) -> Vec<Edit> {
    let mut edits = vec![Edit::Remove(vec!["tags".into(), old.into()])];
    let was = vocabulary.tags.get(old).cloned().unwrap_or_default();
    let mut aliases = vocabulary.tags.get(new).map(|tag| tag.aliases.clone()).unwrap_or_default();
    if merge {
        aliases.push(old.to_owned());
    } else if let Some(group) = was.group {
        edits.push(Edit::Set(vec!["tags".into(), new.into(), "group".into()], Value::Text(group)));
    }
    aliases.extend(was.aliases);
    if aliases.is_empty() && !vocabulary.tags.contains_key(new) {
        edits.push(set_tag(new, Map::new()));
    } else if !aliases.is_empty() {
        let list = Value::List(aliases.into_iter().map(Value::Text).collect());
        edits.push(Edit::Set(vec!["tags".into(), new.into(), "aliases".into()], list));
    }
    edits
}
