//! Owns how an error of SQLite becomes a failure: its class, its place in the text, what was meant instead.
//! Refuses to hide SQLite's own words.

use crate::diagnostic::{Class, Failure, Place};
use crate::msg;
use rusqlite::{Connection, Error, ErrorCode};
use std::sync::atomic::{AtomicU8, Ordering};

/// Why a statement was ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    Interrupted = 1,
    Steps,
    Seconds,
    Memory,
}

impl Stop {
    /// What the progress handler noted.
    pub(super) fn of(noted: &AtomicU8) -> Option<Stop> {
        let noted = noted.load(Ordering::Relaxed);
        [Stop::Interrupted, Stop::Steps, Stop::Seconds, Stop::Memory].into_iter().find(|stop| *stop as u8 == noted)
    }

    pub(super) fn failure(self) -> Failure {
        let message = match self {
            Stop::Interrupted => return Failure::new(Class::Interrupted, msg!("sql-interrupted")),
            Stop::Steps => msg!("sql-steps"),
            Stop::Seconds => msg!("sql-seconds"),
            Stop::Memory => msg!("sql-memory"),
        };
        Failure::failed(message).hint(msg!("sql-limit-hint"))
    }
}

/// What went wrong with a statement.
pub(super) enum Wrong {
    Sql(Error),
    Stopped(Stop),
}

impl Wrong {
    /// The failure, with the place in `sql` where SQLite knows it.
    pub(super) fn failure(self, sql: &str, stop: Option<Stop>) -> Failure {
        let error = match self {
            Wrong::Stopped(stop) => return stop.failure(),
            Wrong::Sql(error) => error,
        };
        if let (Some(ErrorCode::OperationInterrupted), Some(stop)) = (error.sqlite_error_code(), stop) {
            return stop.failure();
        }
        match error {
            Error::SqlInputError { msg, offset, .. } => {
                let at = usize::try_from(offset).unwrap_or_default();
                let place = Place::span("", sql, at..at);
                let (line, column) = (place.line as usize, place.column as usize);
                Failure::usage(msg!("sql-wrong-at", error = msg, line = line.to_string(), column = column.to_string()))
            }
            Error::SqliteFailure(error, text) => match error.code {
                ErrorCode::TooBig => Failure::failed(msg!("sql-too-big")).hint(msg!("sql-limit-hint")),
                ErrorCode::OutOfMemory => Stop::Memory.failure(),
                ErrorCode::Unknown | ErrorCode::TypeMismatch | ErrorCode::ParameterOutOfRange => {
                    Failure::usage(msg!("sql-wrong", error = text.unwrap_or_else(|| error.to_string())))
                }
                _ => Failure::failed(msg!("sql-failed", error = text.unwrap_or_else(|| error.to_string()))),
            },
            other => broken(other),
        }
    }
}

/// The database itself failed.
pub(super) fn broken(error: Error) -> Failure {
    Failure::failed(msg!("sql-failed", error = error.to_string()))
}

/// Adds the nearest name to a failure about an unknown table or column.
pub(super) fn suggest(connection: &Connection, failure: Failure) -> Failure {
    const TABLES: &str = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')";
    const COLUMNS: &str = "SELECT DISTINCT c.name FROM sqlite_schema s, pragma_table_info(s.name) c \
                           WHERE s.type IN ('table', 'view')";
    let text = failure.message.args.iter().find_map(|(name, value)| match value {
        crate::diagnostic::Arg::Text(text) if *name == "error" => Some(text.clone()),
        _ => None,
    });
    let Some(text) = text.filter(|_| failure.class == Class::Usage && failure.hint.is_none()) else { return failure };
    let (list, wrong) = match (text.strip_prefix("no such table: "), text.strip_prefix("no such column: ")) {
        (Some(table), _) => (TABLES, table),
        (None, Some(column)) => (COLUMNS, column),
        (None, None) => return failure,
    };
    // SQLite may add remarks after the name.
    let wrong = wrong.split(" - ").next().unwrap_or(wrong).trim_matches('"');
    let wrong = wrong.rsplit('.').next().unwrap_or(wrong).to_lowercase();
    let names = connection.prepare(list).and_then(|mut statement| {
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        rows.collect::<Result<Vec<_>, _>>()
    });
    let near = names.unwrap_or_default().into_iter().filter_map(|name| {
        let distance = strsim::damerau_levenshtein(&wrong, &name.to_lowercase());
        (distance > 0 && distance <= 1.max(wrong.chars().count() / 3)).then_some((distance, name))
    });
    match near.min() {
        Some((_, name)) => failure.hint(msg!("sql-did-you-mean", name = name)),
        None => failure,
    }
}
