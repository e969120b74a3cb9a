//! Owns running one statement of the user's: read-only, on an allow-list, with limits, ended by a flag.
//! Refuses everything that writes, attaches, configures or calls what isn't on the list, naming what was tried.

mod gate;
mod scan;
#[cfg(test)]
mod tests;
mod words;

use super::functions::Numbers;
use crate::diagnostic::Failure;
use crate::msg;
use gate::Gate;
use rusqlite::limits::Limit;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Statement};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::time::Instant;
use words::Stop;

/// Instructions of SQLite's machine between two looks at the limits.
const LOOK: i32 = 1000;

/// What one statement may use up.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Instructions of SQLite's machine; some 50 million a second.
    pub steps: u64,
    /// Elapsed seconds.
    pub seconds: f64,
    /// Bytes of the whole answer; one value may have a quarter of it. SQLite's own heap limit is left alone: it
    /// holds for the whole process and can't be raised again.
    pub memory_bytes: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { steps: 3_000_000_000, seconds: 60.0, memory_bytes: 256 << 20 }
    }
}

/// One value of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// No value.
    Null,
    /// A number with its exact digits.
    Number(Decimal),
    /// A double outside the range of decimals.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

/// What a statement returned.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Names of the columns; they may repeat.
    pub columns: Vec<String>,
    /// Rows, each as long as `columns`.
    pub rows: Vec<Vec<Field>>,
    /// Tables and columns read; the column is empty where only rows were counted.
    pub reads: BTreeSet<(String, String)>,
}

/// Runs one statement. `params` are named with or without their `:`; those the statement doesn't have are left out.
/// `numbers` are the wide numbers of this connection. The connection's own authorizer, progress handler and limits
/// are gone or as before afterwards.
///
/// Usage: the statement is wrong, or lacks a parameter. Refused: it does what queries may not. Interrupted: by the
/// flag. Failed: a limit, or the database.
pub fn query(
    connection: &mut Connection,
    numbers: &Numbers,
    sql: &str,
    params: &[(String, Value)],
    limits: &Limits,
    interrupted: &Arc<AtomicBool>,
) -> Result<Answer, Failure> {
    let sql = admitted(sql)?;
    let gate = Gate::default();
    let stopped = Arc::new(AtomicU8::new(0));
    let result = guard(connection, &gate, limits, interrupted, &stopped).and_then(|before| {
        let result = prepared(connection, sql, &gate).and_then(|mut statement| {
            bind(&mut statement, params)?;
            rows(&mut statement, numbers, limits).map_err(|error| error.failure(sql, Stop::of(&stopped)))
        });
        release(connection, before)?;
        result
    });
    let (columns, rows) = result.map_err(|failure| words::suggest(connection, failure))?;
    Ok(Answer { columns, rows, reads: gate.reads() })
}

/// The tables and columns that a statement would read, without running it. Errors as for `query`.
pub fn reads(connection: &mut Connection, sql: &str) -> Result<BTreeSet<(String, String)>, Failure> {
    let sql = admitted(sql)?;
    let (gate, flag, stopped) = (Gate::default(), Arc::default(), Arc::default());
    let result = guard(connection, &gate, &Limits::default(), &flag, &stopped).and_then(|before| {
        let result = prepared(connection, sql, &gate).map(drop);
        release(connection, before)?;
        result
    });
    result.map_err(|failure| words::suggest(connection, failure))?;
    Ok(gate.reads())
}

/// Whether a condition closes all parentheses that it opens, and only those, so that it can't leave its own.
pub(super) fn is_closed(sql: &str) -> bool {
    scan::is_closed(sql)
}

/// The one statement of a text, when its first word is no forbidden one.
fn admitted(sql: &str) -> Result<&str, Failure> {
    if sql.contains('\0') {
        return Err(Failure::usage(msg!("sql-nul")));
    }
    let word = scan::first_word(sql).to_ascii_uppercase();
    if gate::FORBIDDEN.contains(&word.as_str()) {
        return Err(Failure::refused(msg!("sql-read-only", tried = word)).hint(msg!("sql-read-only-hint")));
    }
    let (statement, rest) = scan::first_statement(sql);
    if !scan::is_blank(rest) {
        let second = scan::first_word(rest).to_ascii_uppercase();
        return Err(Failure::refused(msg!("sql-second-statement", tried = second)));
    }
    if scan::is_blank(statement) {
        return Err(Failure::usage(msg!("sql-empty")));
    }
    Ok(statement)
}

/// Limits of a statement's text and of what it may build.
const SIZES: [(Limit, i32); 8] = [
    (Limit::SQLITE_LIMIT_SQL_LENGTH, 1 << 20),
    (Limit::SQLITE_LIMIT_COLUMN, 1000),
    (Limit::SQLITE_LIMIT_EXPR_DEPTH, 200),
    (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 200),
    (Limit::SQLITE_LIMIT_FUNCTION_ARG, 100),
    (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000),
    (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 1000),
    (Limit::SQLITE_LIMIT_LENGTH, 64 << 20),
];

/// Sets limits, authorizer and progress handler, and returns the limits as they were.
fn guard(
    connection: &mut Connection,
    gate: &Gate,
    limits: &Limits,
    interrupted: &Arc<AtomicBool>,
    stopped: &Arc<AtomicU8>,
) -> Result<[i32; SIZES.len()], Failure> {
    if interrupted.load(Ordering::Relaxed) {
        return Err(Stop::Interrupted.failure());
    }
    let mut before = [0; SIZES.len()];
    for (index, (limit, mut most)) in SIZES.into_iter().enumerate() {
        if matches!(limit, Limit::SQLITE_LIMIT_LENGTH) {
            // A record of the greatest size must still fit.
            most = i32::try_from(limits.memory_bytes / 4).unwrap_or(i32::MAX).clamp(4 << 20, most);
        }
        before[index] = connection.set_limit(limit, most).map_err(words::broken)?;
    }
    connection.authorizer(Some(gate.authorizer())).map_err(words::broken)?;
    let (interrupted, stopped) = (Arc::clone(interrupted), Arc::clone(stopped));
    let (most, seconds, started) = (limits.steps, limits.seconds, Instant::now());
    let mut steps = 0u64;
    let look = move || {
        steps += LOOK as u64;
        let stop = if interrupted.load(Ordering::Relaxed) {
            Stop::Interrupted
        } else if steps > most {
            Stop::Steps
        } else if started.elapsed().as_secs_f64() > seconds {
            Stop::Seconds
        } else {
            return false;
        };
        stopped.store(stop as u8, Ordering::Relaxed);
        true
    };
    connection.progress_handler(LOOK, Some(look)).map_err(words::broken)?;
    Ok(before)
}

fn release(connection: &mut Connection, before: [i32; SIZES.len()]) -> Result<(), Failure> {
    connection.progress_handler(0, None::<fn() -> bool>).map_err(words::broken)?;
    connection.authorizer(None::<gate::NoAuthorizer>).map_err(words::broken)?;
    for ((limit, _), most) in SIZES.into_iter().zip(before) {
        connection.set_limit(limit, most).map_err(words::broken)?;
    }
    Ok(())
}

fn prepared<'a>(connection: &'a Connection, sql: &str, gate: &Gate) -> Result<Statement<'a>, Failure> {
    let statement = connection.prepare(sql).map_err(|error| match gate.refused() {
        Some(failure) => failure,
        None => words::Wrong::Sql(error).failure(sql, None),
    })?;
    // The authorizer has seen to it already; this holds should it ever miss something.
    if statement.readonly() {
        return Ok(statement);
    }
    Err(Failure::refused(msg!("sql-read-only", tried = scan::first_word(sql))))
}

fn bind(statement: &mut Statement<'_>, params: &[(String, Value)]) -> Result<(), Failure> {
    let bare = |name: &str| name.trim_start_matches([':', '@', '$']).to_owned();
    for index in 1..=statement.parameter_count() {
        let name = statement.parameter_name(index).unwrap_or("?").to_owned();
        let given = params.iter().find(|(given, _)| name != "?" && bare(given) == bare(&name));
        let (_, value) = given.ok_or_else(|| Failure::usage(msg!("sql-parameter", name = &name)))?;
        statement.raw_bind_parameter(index, value).map_err(words::broken)?;
    }
    Ok(())
}

type Rows = (Vec<String>, Vec<Vec<Field>>);

fn rows(statement: &mut Statement<'_>, numbers: &Numbers, limits: &Limits) -> Result<Rows, words::Wrong> {
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let (mut answer, mut bytes) = (Vec::new(), 0usize);
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(words::Wrong::Sql)? {
        let mut fields = Vec::with_capacity(columns.len());
        for index in 0..columns.len() {
            let field = field(row.get_ref(index).map_err(words::Wrong::Sql)?, numbers);
            bytes += size_of::<Field>()
                + match &field {
                    Field::Text(text) => text.len(),
                    Field::Blob(blob) => blob.len(),
                    _ => 0,
                };
            fields.push(field);
        }
        if bytes > limits.memory_bytes {
            return Err(words::Wrong::Stopped(Stop::Memory));
        }
        answer.push(fields);
    }
    Ok((columns, answer))
}

fn field(value: ValueRef<'_>, numbers: &Numbers) -> Field {
    match value {
        ValueRef::Null => Field::Null,
        ValueRef::Integer(whole) => Field::Number(Decimal::from(whole)),
        ValueRef::Real(double) => numbers.from_sql(value).map_or(Field::Real(double), Field::Number),
        ValueRef::Text(text) => Field::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(blob) => Field::Blob(blob.to_vec()),
    }
}
