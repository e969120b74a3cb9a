//! Owns what a command wants to happen to records: the currency between imports, commands and the write path.
//! Refuses to do any of it.

use super::FieldEdit;
use crate::value::Map;

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A new record.
    Create {
        /// Name of its kind.
        kind: String,
        /// Its id, free so far.
        id: String,
        /// Path relative to the work tree.
        path: String,
        /// All its values.
        root: Map,
    },
    /// Edits of a record.
    Edit {
        /// Name of its kind.
        kind: String,
        /// Its id.
        id: String,
        /// What changes, in order.
        edits: Vec<FieldEdit>,
    },
    /// The record goes away.
    Delete {
        /// Name of its kind.
        kind: String,
        /// Its id.
        id: String,
    },
    /// The record gets another id, and edits with it.
    Rename {
        /// Name of its kind.
        kind: String,
        /// Its id so far.
        id: String,
        /// Its id from now on.
        new_id: String,
        /// What changes besides.
        edits: Vec<FieldEdit>,
    },
    /// A file that is no record: crm.toml, tags.toml, schema files.
    File {
        /// Path relative to the work tree.
        path: String,
        /// Its text; `None` removes it.
        text: Option<String>,
    },
}
