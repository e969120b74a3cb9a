//! Owns the SQLite index: exact numbers in it, functions for SQL, running statements safely.
//! Refuses to be the truth: whatever it holds can be built again from the files.

mod build;
mod cells;
mod filter;
mod functions;
pub mod guarded;
mod layout;
mod listing;
mod period;
mod stored;
mod target;
#[cfg(test)]
pub(crate) mod testing;
mod workdays;

pub use build::{Context, Index};
pub use cells::{answer_table, plain_cell, schema_table};
pub use functions::{Calendar, Numbers, register};
pub use guarded::{Answer, Field, Limits};
pub use layout::{ColumnShape, KindShape, TableShape};
pub use listing::{Listing, list};
pub use period::period;
pub use rusqlite::types::Value as SqlValue;

use crate::diagnostic::Lang;
use crate::schema::Customs;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Who asks: schema and configuration, his language, how he writes values, how long he waits.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// Schema, configuration and day; those the index was built with.
    pub context: Context<'a>,
    /// Language of headings.
    pub lang: Lang,
    /// How typed-in values are read.
    pub customs: &'a Customs,
    /// What one statement may use up.
    pub limits: &'a Limits,
    /// Ends a statement once set.
    pub interrupted: &'a Arc<AtomicBool>,
}
