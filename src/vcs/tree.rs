//! Owns making the tree of a commit from the one before and the paths that change.
//! Refuses to read unchanged folders: cost follows the change.

use super::objects::NewObjects;
use super::open::Git;
use super::{Oid, failed};
use crate::diagnostic::Failure;
use git2::ObjectType;
use std::collections::BTreeMap;

/// Changed paths: the new object, or `None` for gone.
pub(super) type Changes<'p> = BTreeMap<&'p str, Option<Oid>>;

struct Entry {
    mode: i32,
    id: Oid,
}

/// The new root tree; `None` when nothing is left in it.
pub(super) fn update(
    git: &Git,
    objects: &mut NewObjects,
    base: Option<Oid>,
    changes: &Changes<'_>,
) -> Result<Option<Oid>, Failure> {
    let mut entries: BTreeMap<Vec<u8>, Entry> = BTreeMap::new();
    if let Some(base) = base {
        let tree = git.repository.find_tree(base).map_err(|error| failed("read", &error))?;
        for entry in &tree {
            entries.insert(entry.name_bytes().to_vec(), Entry { mode: entry.filemode_raw(), id: entry.id() });
        }
    }
    let mut folders: BTreeMap<&str, Changes<'_>> = BTreeMap::new();
    for (path, change) in changes {
        match (path.split_once('/'), change) {
            (Some((folder, rest)), change) => {
                folders.entry(folder).or_default().insert(rest, *change);
            }
            (None, Some(id)) => {
                let mode = entries
                    .get(path.as_bytes())
                    .map_or(0o100_644, |old| if old.mode == 0o040_000 { 0o100_644 } else { old.mode });
                entries.insert(path.as_bytes().to_vec(), Entry { mode, id: *id });
            }
            (None, None) => {
                entries.remove(path.as_bytes());
            }
        }
    }
    for (folder, inner) in folders {
        let old = entries.get(folder.as_bytes()).filter(|entry| entry.mode == 0o040_000).map(|entry| entry.id);
        match update(git, objects, old, &inner)? {
            Some(id) => {
                entries.insert(folder.as_bytes().to_vec(), Entry { mode: 0o040_000, id });
            }
            None => {
                entries.remove(folder.as_bytes());
            }
        }
    }
    if entries.is_empty() {
        return Ok(None);
    }
    objects.add(ObjectType::Tree, serialise(&entries)).map(Some)
}

/// Git sorts a folder as if its name ended with a slash.
fn serialise(entries: &BTreeMap<Vec<u8>, Entry>) -> Vec<u8> {
    let mut sorted: Vec<(&Vec<u8>, &Entry)> = entries.iter().collect();
    let key = |name: &[u8], entry: &Entry| {
        let mut key = name.to_vec();
        if entry.mode == 0o040_000 {
            key.push(b'/');
        }
        key
    };
    sorted.sort_by_cached_key(|(name, entry)| key(name, entry));
    let mut bytes = Vec::new();
    for (name, entry) in sorted {
        bytes.extend(format!("{:o} ", entry.mode).bytes());
        bytes.extend(name.iter());
        bytes.push(0);
        bytes.extend(entry.id.as_bytes());
    }
    bytes
}
