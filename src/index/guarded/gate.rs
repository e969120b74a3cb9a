//! Owns what a query may do: the authorizer, the allow-list of functions, and what was read.
//! Refuses anything it doesn't know.

use crate::diagnostic::{Failure, Message};
use crate::index::functions::NAMES;
use crate::msg;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// First words of statements that are no queries.
pub(super) const FORBIDDEN: &[&str] = &[
    "ALTER",
    "ANALYZE",
    "ATTACH",
    "BEGIN",
    "COMMIT",
    "CREATE",
    "DELETE",
    "DETACH",
    "DROP",
    "END",
    "INSERT",
    "PRAGMA",
    "REINDEX",
    "RELEASE",
    "REPLACE",
    "ROLLBACK",
    "SAVEPOINT",
    "UPDATE",
    "VACUUM",
];

/// SQLite's functions that depend on their arguments alone, by subject. `date` and its like are among them although
/// `'now'` makes them read the clock; `random` and `current_date` are not.
const FUNCTIONS: &[&str] = &[
    "-> ->> abs avg char coalesce concat concat_ws count format glob group_concat hex if ifnull iif instr length like",
    "likelihood likely lower ltrim max min nullif octet_length printf quote replace round rtrim sign soundex",
    "string_agg substr substring subtype total trim typeof unhex unicode unistr unistr_quote unlikely upper zeroblob",
    "date datetime julianday strftime time timediff unixepoch",
    "acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2 mod pi pow",
    "power radians sin sinh sqrt tan tanh trunc",
    "cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number",
    "json json_array json_array_insert json_array_length json_each json_error_position json_extract json_group_array",
    "json_group_object json_insert json_object json_patch json_pretty json_quote json_remove json_replace json_set",
    "json_tree json_type json_valid jsonb jsonb_array jsonb_array_insert jsonb_each jsonb_extract jsonb_group_array",
    "jsonb_group_object jsonb_insert jsonb_object jsonb_patch jsonb_remove jsonb_replace jsonb_set jsonb_tree",
    "bm25 highlight match snippet",
];

/// Tables of SQLite's own that show more than data.
const TABLES: &[&str] = &["dbstat", "sqlite_dbpage", "sqlite_stmt", "bytecode", "tables_used", "sqlite_memstat"];

/// What the authorizer let pass and stopped; clones share it.
#[derive(Clone, Default)]
pub(super) struct Gate(Arc<Mutex<Seen>>);

#[derive(Default)]
struct Seen {
    refused: Option<(Message, Option<Message>)>,
    reads: BTreeSet<(String, String)>,
}

/// The type of no authorizer.
pub(super) type NoAuthorizer = fn(AuthContext<'_>) -> Authorization;

impl Gate {
    /// The authorizer to be set while a statement is prepared and run.
    pub(super) fn authorizer(&self) -> impl for<'r> FnMut(AuthContext<'r>) -> Authorization + Send + 'static {
        let gate = self.clone();
        move |context| {
            let mut seen = gate.seen();
            match verdict(&context.action) {
                Ok(()) => {
                    if let AuthAction::Read { table_name, column_name } = context.action {
                        seen.reads.insert((table_name.to_owned(), column_name.to_owned()));
                    }
                    Authorization::Allow
                }
                Err(refusal) => {
                    seen.refused.get_or_insert(refusal);
                    Authorization::Deny
                }
            }
        }
    }

    /// The failure for the first thing that was stopped.
    pub(super) fn refused(&self) -> Option<Failure> {
        let (message, hint) = self.seen().refused.clone()?;
        Some(Failure { hint, ..Failure::refused(message) })
    }

    /// Tables and columns read.
    pub(super) fn reads(&self) -> BTreeSet<(String, String)> {
        self.seen().reads.clone()
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn verdict(action: &AuthAction<'_>) -> Result<(), (Message, Option<Message>)> {
    let tried = match action {
        AuthAction::Select | AuthAction::Recursive => return Ok(()),
        AuthAction::Read { table_name, .. } => {
            let name = table_name.to_ascii_lowercase();
            let closed = TABLES.contains(&name.as_str()) || name.starts_with("pragma_");
            return if closed { Err((msg!("sql-table", name = *table_name), None)) } else { Ok(()) };
        }
        AuthAction::Function { function_name } => {
            let name = function_name.to_ascii_lowercase();
            let known = NAMES.contains(&name.as_str())
                || FUNCTIONS.iter().any(|line| line.split(' ').any(|known| known == name));
            let clock = name.starts_with("current_").then(|| msg!("sql-today-hint"));
            return if known { Ok(()) } else { Err((msg!("sql-function", name = *function_name), clock)) };
        }
        // Full text asks for it before it reads; it tells nothing.
        AuthAction::Pragma { pragma_name, pragma_value: None } if pragma_name.eq_ignore_ascii_case("data_version") => {
            return Ok(());
        }
        AuthAction::Pragma { pragma_name, .. } => format!("PRAGMA {pragma_name}"),
        AuthAction::Insert { table_name } => format!("INSERT {table_name}"),
        AuthAction::Update { table_name, .. } => format!("UPDATE {table_name}"),
        AuthAction::Delete { table_name } => format!("DELETE {table_name}"),
        AuthAction::Attach { .. } => "ATTACH".to_owned(),
        AuthAction::CreateVtable { module_name, .. } => format!("CREATE VIRTUAL TABLE {module_name}"),
        other => {
            // The name of the variant says what it is; its fields would only repeat the statement.
            let name = format!("{other:?}");
            name.split([' ', '{']).next().unwrap_or_default().to_owned()
        }
    };
    Err((msg!("sql-read-only", tried = tried), Some(msg!("sql-read-only-hint"))))
}
