//! guanxi, a plain-text CRM: a git-tracked directory of TOML records and one command.
//!
//! One ladder, each row importing only from rows above it (a test enforces it):
//!
//! | row | modules | what they own |
//! |---|---|---|
//! | 0 | `value` `table` `diagnostic` `syntax` | scalars, results, findings and failures, TOML |
//! | 1 | `config` `schema` | crm.toml, the meaning of kinds and fields |
//! | 2 | `record` | a record, its edits, changes, the field-level merge |
//! | 3 | `check` `store` `vcs` | rules of one record, record files, git |
//! | 4 | `index` | SQLite |
//! | 5 | `history` | field-level changes |
//! | 6 | `rules` `report` `import` `export` `agenda` | one job each, returning values |
//! | 7 | `workspace` | opens everything; the only write path |
//! | 9 | `cli` | the terminal, the environment, the clock |
//!
//! On disk: `crm.toml`, `tags.toml`, `schema/*.toml`, `reports/*.sql`, one folder per kind with one TOML file
//! per record, and `.git/guanxi/` with the lock and the journal, which are local and disposable.

pub mod agenda;
pub mod check;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod export;
pub mod history;
pub mod import;
pub mod index;
pub mod record;
pub mod report;
pub mod rules;
pub mod schema;
pub mod store;
pub mod syntax;
pub mod table;
pub mod value;
pub mod vcs;
pub mod workspace;
