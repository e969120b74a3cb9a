//! Owns git: what is committed, staged and identified; objects, the index and the branch of a write.
//! Refuses repositories it could harm: other hash formats, merges under way, detached heads.

mod commit;
mod durable;
mod index_file;
mod objects;
mod open;
mod pack;
mod run;
mod tree;

pub use commit::{ChangedFile, CommitInfo, Identity, trailer};
pub use durable::set_durable;
pub use index_file::IndexEdit;
pub use objects::NewObjects;
pub use open::{Git, global_identity};
pub use run::{git, git_version, maintain};

/// An object id.
pub type Oid = git2::Oid;

/// The object id that bytes would have as a file.
pub fn blob_id(bytes: &[u8]) -> Option<Oid> {
    git2::Oid::hash_object(git2::ObjectType::Blob, bytes).ok()
}

use crate::diagnostic::Failure;
use crate::msg;

/// A failure of git, naming what was being done.
pub(crate) fn failed(doing: &'static str, error: &git2::Error) -> Failure {
    Failure::failed(msg!("git-failed", doing = doing, error = error.message()))
}
