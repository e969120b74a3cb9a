//! Owns an open CRM directory: its configuration, schema and repository, and the only way anything is written.
//! Refuses to talk to people: it returns values, findings and failures.

mod apply;
mod commit;
mod init;
mod open;
mod plan;
mod recover;
mod resolve;
mod save;

pub use apply::Applied;
pub use commit::Note;
pub use init::{Beginning, init};
pub use open::{Settings, Workspace, find_root};
pub use resolve::{Candidates, resolve};
pub use save::{DirtyFile, Saved};
