//! Owns what happened to a record: field-level changes from git's commits, identity by `uid`.
//! Refuses to trust git's guess of renames.

use crate::diagnostic::Failure;
use crate::record::merge::{FieldChange, diff, path_text};
use crate::record::{KindShapes, Record};
use crate::schema::Kind;
use crate::value::{Map, Value};
use crate::vcs::{ChangedFile, CommitInfo, Git, Oid, trailer};
use chrono::{DateTime, FixedOffset};
use std::collections::HashSet;

/// One field's change in one commit.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldStory {
    /// Author's moment.
    pub at: DateTime<FixedOffset>,
    /// Author as `Name <e-mail>`.
    pub author: String,
    /// Author's e-mail, for finding the member.
    pub email: String,
    /// Verb and id of the operation; empty for commits made without guanxi.
    pub operation: String,
    /// Full commit id.
    pub commit: String,
    /// Kind.
    pub kind: String,
    /// Id at that time.
    pub id: String,
    /// Field path; empty for the record as a whole.
    pub field: String,
    /// Value before, as text.
    pub old: Option<String>,
    /// Value after, as text.
    pub new: Option<String>,
}

/// Changes of one record, newest first. `field` limits it to one field and what is inside it.
pub fn of_record(git: &Git, kind: &Kind, record: &Record, field: Option<&str>) -> Result<Vec<FieldStory>, Failure> {
    let mut stories = Vec::new();
    let mut ids: HashSet<String> = HashSet::from([record.id.clone()]);
    ids.extend(record.texts_of("former_ids").into_iter().map(str::to_owned));
    for commit in git.log()? {
        let info = git.commit(commit)?;
        // A merge only repeats what its parents tell, unless it changed something itself: the next issue's matter.
        if info.parents.len() > 1 {
            continue;
        }
        let parent = info.parents.first().copied();
        let mut sides: [Option<(String, Map)>; 2] = [None, None];
        let mut touched = false;
        for ChangedFile { path, old, new } in git.changed_files(commit, parent)? {
            let Some(stem) = path
                .strip_prefix(&format!("{}/", kind.folder))
                .and_then(|rest| rest.rsplit('/').next()?.strip_suffix(".toml"))
            else {
                continue;
            };
            for (side, id) in [(0, old), (1, new)] {
                let Some(root) = id.map(|id| read(git, kind, stem, &path, id, record.uid())).transpose()?.flatten()
                else {
                    continue;
                };
                if belongs(&root, record, stem, &ids) {
                    ids.insert(stem.to_owned());
                    sides[side] = Some((stem.to_owned(), root));
                    touched = true;
                }
            }
        }
        if touched {
            tell(&mut stories, &info, kind, &sides, field);
        }
    }
    Ok(stories)
}

/// The same record has the same uid; one from before uids has the same id.
fn belongs(root: &Map, record: &Record, stem: &str, ids: &HashSet<String>) -> bool {
    match (root.get("uid").and_then(Value::text), record.uid()) {
        (Some(one), Some(other)) => one == other,
        _ => ids.contains(stem),
    }
}

fn read(git: &Git, kind: &Kind, stem: &str, path: &str, id: Oid, uid: Option<&str>) -> Result<Option<Map>, Failure> {
    let text = String::from_utf8_lossy(&git.bytes(id)?).into_owned();
    // Most files of a bulk commit are other records: looking for the uid is cheaper than reading them.
    if uid.is_some_and(|uid| text.contains("uid") && !text.contains(uid)) {
        return Ok(None);
    }
    Ok(Record::read(&kind.name, stem, path, text).0.map(|record| record.root))
}

fn tell(
    stories: &mut Vec<FieldStory>,
    info: &CommitInfo,
    kind: &Kind,
    sides: &[Option<(String, Map)>; 2],
    field: Option<&str>,
) {
    let empty = Map::new();
    let [before, after] = sides;
    let id = after.as_ref().or(before.as_ref()).map(|(id, _)| id.clone()).unwrap_or_default();
    let story = |field: String, old: Option<String>, new: Option<String>| FieldStory {
        at: moment(info),
        author: format!("{} <{}>", info.author.name, info.author.email),
        email: info.author.email.clone(),
        operation: trailer(&info.message, "Guanxi-Op").unwrap_or_default().to_owned(),
        commit: info.id.to_string(),
        kind: kind.name.clone(),
        id: id.clone(),
        field,
        old,
        new,
    };
    let wanted = |name: &str| {
        field.is_none_or(|field| {
            name == field || name.starts_with(&format!("{field}.")) || name.starts_with(&format!("{field}["))
        })
    };
    if let (Some((old, _)), Some((new, _))) = (before, after)
        && old != new
        && wanted("id")
    {
        stories.push(story("id".to_owned(), Some(old.clone()), Some(new.clone())));
    }
    if after.is_none() && field.is_none() {
        stories.push(story(String::new(), Some(id.clone()), None));
        return;
    }
    let (old, new) =
        (before.as_ref().map_or(&empty, |(_, root)| root), after.as_ref().map_or(&empty, |(_, root)| root));
    for change in diff(old, new, &KindShapes(kind)) {
        let name = path_text(change.path());
        if !wanted(&name) {
            continue;
        }
        let (old, new) = match &change {
            FieldChange::Set { old, new, .. } => (old.as_ref().map(Value::display), Some(new.display())),
            FieldChange::Unset { old, .. } => (Some(old.display()), None),
            FieldChange::Add { item, .. } => (None, Some(item.display())),
            FieldChange::Remove { item, .. } => (Some(item.display()), None),
        };
        stories.push(story(name, old, new));
    }
}

fn moment(info: &CommitInfo) -> DateTime<FixedOffset> {
    let offset = FixedOffset::east_opt(info.at.1 * 60).or_else(|| FixedOffset::east_opt(0));
    let utc = DateTime::from_timestamp(info.at.0, 0).unwrap_or_default();
    offset.map_or_else(|| utc.fixed_offset(), |offset| utc.with_timezone(&offset))
}
