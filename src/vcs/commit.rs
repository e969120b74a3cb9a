//! Owns commits: who makes them, making one object, moving the branch, reading them back.
//! Refuses hooks; signing is left to the user's own git.

use super::objects::NewObjects;
use super::open::Git;
use super::{Oid, failed, run, tree};
use crate::diagnostic::Failure;
use crate::msg;
use git2::{ErrorCode, ObjectType, Signature, Time};
use std::collections::BTreeMap;

/// Who commits, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
}

/// A file that a commit changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedFile {
    /// Path relative to the work tree.
    pub path: String,
    /// Object before, `None` for a new file.
    pub old: Option<Oid>,
    /// Object after, `None` for a removed one.
    pub new: Option<Oid>,
}

/// What a commit says.
#[derive(Clone, Debug)]
pub struct CommitInfo {
    /// Its id.
    pub id: Oid,
    /// Parents, the first one first.
    pub parents: Vec<Oid>,
    /// Author.
    pub author: Identity,
    /// Author's moment: seconds since 1970 and offset in minutes.
    pub at: (i64, i32),
    /// Whole message.
    pub message: String,
}

impl CommitInfo {
    /// First line of the message.
    pub fn subject(&self) -> &str {
        self.message.lines().next().unwrap_or_default()
    }
}

/// The value of a trailer of a message.
pub fn trailer<'m>(message: &'m str, name: &str) -> Option<&'m str> {
    message
        .lines()
        .rev()
        .take_while(|line| !line.is_empty())
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

impl Git {
    /// The author of commits made now, as git itself would name him.
    pub fn identity(&self) -> Result<Identity, Failure> {
        let signature = self.repository.author_from_env().map_err(|_| no_identity())?;
        own(&signature).ok_or_else(no_identity)
    }

    /// Makes the commit object of a change on top of HEAD, with everything it needs, written and synced.
    /// `at` sets the moment (seconds, offset in minutes) of author and committer; now where `None`.
    pub fn make_commit(
        &self,
        objects: &mut NewObjects,
        changes: &BTreeMap<&str, Option<Oid>>,
        message: &str,
        at: Option<(i64, i32)>,
    ) -> Result<Oid, Failure> {
        let parent = self.head()?;
        let base = match parent {
            Some(head) => Some(self.repository.find_commit(head).map_err(|error| failed("read", &error))?.tree_id()),
            None => None,
        };
        let root = match tree::update(self, objects, base, changes)? {
            Some(root) => root,
            None => objects.add(ObjectType::Tree, Vec::new())?,
        };
        let author = self.repository.author_from_env().map_err(|_| no_identity())?;
        let committer = self.repository.committer_from_env().map_err(|_| no_identity())?;
        if self.signs() {
            objects.flush(self)?;
            return self.signed_commit(root, parent, message, at);
        }
        let mut buffer = format!("tree {root}\n");
        if let Some(parent) = parent {
            buffer.push_str(&format!("parent {parent}\n"));
        }
        for (role, signature) in [("author", &author), ("committer", &committer)] {
            let identity = own(signature).ok_or_else(no_identity)?;
            let when = at.map_or(signature.when(), |(seconds, offset)| Time::new(seconds, offset));
            buffer.push_str(&format!(
                "{role} {} <{}> {} {}\n",
                identity.name,
                identity.email,
                when.seconds(),
                offset(when.offset_minutes())
            ));
        }
        buffer.push('\n');
        buffer.push_str(message);
        let commit = objects.add(ObjectType::Commit, buffer.into_bytes())?;
        objects.flush(self)?;
        Ok(commit)
    }

    fn signs(&self) -> bool {
        self.repository.config().and_then(|config| config.get_bool("commit.gpgsign")).unwrap_or(false)
    }

    /// The user's own git knows his keys, agents and formats.
    fn signed_commit(
        &self,
        tree: Oid,
        parent: Option<Oid>,
        message: &str,
        at: Option<(i64, i32)>,
    ) -> Result<Oid, Failure> {
        let (tree, parent) = (tree.to_string(), parent.map(|parent| parent.to_string()));
        // Without the setting git doesn't sync a loose object.
        let mut arguments = vec!["-c", "core.fsync=committed", "commit-tree", "-S", tree.as_str()];
        if let Some(parent) = &parent {
            arguments.extend(["-p", parent]);
        }
        let date = at.map(|(seconds, minutes)| format!("{seconds} {}", offset(minutes)));
        let dates = date
            .iter()
            .flat_map(|date| ["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"].map(|name| (name, std::path::Path::new(date))));
        let out = run::git(&self.workdir, &arguments, &dates.collect::<Vec<_>>(), message.as_bytes())?;
        let id = String::from_utf8_lossy(&out).trim().to_owned();
        Oid::from_str(&id).map_err(|error| failed("write", &error))
    }

    /// Moves a branch from one commit to another; a branch that stands elsewhere by now is a conflict.
    pub fn advance(&self, branch: &str, old: Option<Oid>, new: Oid, subject: &str) -> Result<(), Failure> {
        let log = format!("guanxi: {subject}");
        let moved = match old {
            Some(old) => self.repository.reference_matching(branch, new, true, old, &log),
            None => self.repository.reference(branch, new, false, &log),
        };
        match moved {
            Ok(_) => Ok(()),
            Err(error) if matches!(error.code(), ErrorCode::Modified | ErrorCode::Exists | ErrorCode::NotFound) => {
                Err(Failure::conflict(msg!("git-moved", branch = branch)).hint(msg!("git-moved-hint")))
            }
            Err(error) if error.code() == ErrorCode::Locked => {
                let lock = self.reference_path(&format!("{branch}.lock"));
                Err(Failure::conflict(msg!("git-locked", path = lock.display().to_string()))
                    .hint(msg!("git-locked-hint")))
            }
            Err(error) => Err(failed("write", &error)),
        }
    }

    /// One commit.
    pub fn commit(&self, id: Oid) -> Result<CommitInfo, Failure> {
        let commit = self.repository.find_commit(id).map_err(|error| failed("read", &error))?;
        let author = commit.author();
        Ok(CommitInfo {
            id,
            parents: commit.parent_ids().collect(),
            author: Identity {
                name: String::from_utf8_lossy(author.name_bytes()).into_owned(),
                email: String::from_utf8_lossy(author.email_bytes()).into_owned(),
            },
            at: (author.when().seconds(), author.when().offset_minutes()),
            message: String::from_utf8_lossy(commit.message_bytes()).into_owned(),
        })
    }

    /// Commits reachable from HEAD, newest first, parents after children.
    pub fn log(&self) -> Result<Vec<Oid>, Failure> {
        let Some(head) = self.head()? else { return Ok(Vec::new()) };
        let mut walk = self.repository.revwalk().map_err(|error| failed("read", &error))?;
        let started = walk.push(head).and_then(|()| walk.set_sorting(git2::Sort::TOPOLOGICAL | git2::Sort::TIME));
        started.map_err(|error| failed("read", &error))?;
        walk.collect::<Result<Vec<_>, _>>().map_err(|error| failed("read", &error))
    }

    /// Files that differ between a commit and one of its parents (or nothing): by path.
    pub fn changed_files(&self, commit: Oid, parent: Option<Oid>) -> Result<Vec<ChangedFile>, Failure> {
        let tree = |id: Oid| self.repository.find_commit(id).and_then(|commit| commit.tree());
        let diff = tree(commit).and_then(|new| {
            let old = parent.map(tree).transpose()?;
            self.repository.diff_tree_to_tree(old.as_ref(), Some(&new), None)
        });
        let diff = diff.map_err(|error| failed("read", &error))?;
        let present = |file: &git2::DiffFile<'_>| (!file.id().is_zero()).then(|| file.id());
        Ok(diff
            .deltas()
            .filter_map(|delta| {
                let path = delta.new_file().path().or_else(|| delta.old_file().path())?.to_str()?.to_owned();
                Some(ChangedFile { path, old: present(&delta.old_file()), new: present(&delta.new_file()) })
            })
            .collect())
    }

    /// A file of a commit.
    pub fn file_of(&self, commit: Oid, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        let tree = self
            .repository
            .find_commit(commit)
            .and_then(|commit| commit.tree())
            .map_err(|error| failed("read", &error))?;
        match tree.get_path(std::path::Path::new(path)) {
            Ok(entry) => self.bytes(entry.id()).map(Some),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(failed("read", &error)),
        }
    }
}

/// `+0800`.
fn offset(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

fn own(signature: &Signature<'_>) -> Option<Identity> {
    let clean = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(['<', '>', '\n'], "").trim().to_owned();
    let identity = Identity { name: clean(signature.name_bytes()), email: clean(signature.email_bytes()) };
    (!identity.name.is_empty() && !identity.email.is_empty()).then_some(identity)
}

fn no_identity() -> Failure {
    Failure::failed(msg!("git-no-identity")).hint(msg!("git-no-identity-hint"))
}
