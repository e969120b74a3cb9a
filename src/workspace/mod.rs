//! Owns an open CRM directory: its configuration, schema and repository, and the only way anything is written.
//! Refuses to talk to people: it returns values, findings and failures.

mod apply;
mod assign;
mod check;
mod commit;
mod git_locks;
mod import;
mod init;
mod normal;
mod numbers;
mod open;
mod plan;
mod recover;
mod resolve;
mod save;
mod undo;

pub use apply::Applied;
pub use commit::Note;
pub use import::Imported;
pub use init::{Beginning, init};
pub use open::{Settings, Workspace, find_root};
pub use resolve::{Candidates, resolve};
pub use save::{DirtyFile, Saved};
pub use undo::{OperationInfo, Undone};
