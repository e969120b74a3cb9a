//! Owns the objects of one write before they are in the repository: few go loose, many as one pack.
//! Refuses to be seen half: callers move the branch only after `flush`.

use super::open::Git;
use super::{Oid, failed, pack};
use crate::diagnostic::Failure;
use git2::ObjectType;
use std::collections::HashSet;

/// More objects than this go into one pack.
const LOOSE_LIMIT: usize = 40;

/// New objects, each once.
#[derive(Default)]
pub struct NewObjects {
    list: Vec<(ObjectType, Vec<u8>, Oid)>,
    known: HashSet<Oid>,
}

impl NewObjects {
    /// Adds a file; its id.
    pub fn blob(&mut self, bytes: Vec<u8>) -> Result<Oid, Failure> {
        self.add(ObjectType::Blob, bytes)
    }

    pub(super) fn add(&mut self, kind: ObjectType, bytes: Vec<u8>) -> Result<Oid, Failure> {
        let id = Oid::hash_object(kind, &bytes).map_err(|error| failed("write", &error))?;
        if self.known.insert(id) {
            self.list.push((kind, bytes, id));
        }
        Ok(id)
    }

    /// Writes them, synced where durability is on.
    pub fn flush(&mut self, git: &Git) -> Result<(), Failure> {
        let odb = git.repository.odb().map_err(|error| failed("write", &error))?;
        self.list.retain(|(_, _, id)| !odb.exists(*id));
        if self.list.len() > LOOSE_LIMIT {
            pack::write(&odb, &self.list)?;
        } else {
            for (kind, bytes, _) in &self.list {
                odb.write(*kind, bytes).map_err(|error| failed("write", &error))?;
            }
        }
        self.list.clear();
        self.known.clear();
        Ok(())
    }
}
