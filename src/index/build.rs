//! Owns the index as a whole: making its tables, putting records into them and taking them out, asking it.
//! Refuses to read files, and to write anything but its own tables.

use super::functions::{Numbers, register};
use super::guarded::{self, Answer, Limits};
use super::layout::{KindShape, TableShape, layout, quoted};
use super::stored::{at, items, stored};
use super::workdays::workdays;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Failure};
use crate::msg;
use crate::record::Record;
use crate::schema::{Schema, Type};
use crate::value::{Map, fold};
use chrono::NaiveDate;
use rusqlite::types::Value as SqlValue;
use rusqlite::{Connection, Result as Sql, params_from_iter};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// What the index depends on besides the records.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Kinds and fields.
    pub schema: &'a Schema,
    /// Language of stored findings, working days, default currency, time zone.
    pub config: &'a Config,
    /// The day that `today()` says.
    pub today: NaiveDate,
}

/// The records of a repository as tables. In memory; the files are the truth.
pub struct Index {
    connection: Connection,
    numbers: Numbers,
    shapes: HashMap<String, Arc<KindShape>>,
}

/// Statements kept ready: two or three for each of some hundred tables.
const READY: usize = 512;

impl Index {
    /// Tables of the records, and the findings in table `findings`. Records of kinds the schema doesn't have are left
    /// out; of two records with one kind and id the first counts.
    pub fn build(records: &[Record], findings: &[Diagnostic], context: &Context<'_>) -> Result<Index, Failure> {
        Index::make(records, findings, context).map_err(broken)
    }

    fn make(records: &[Record], findings: &[Diagnostic], context: &Context<'_>) -> Sql<Index> {
        let mut connection = Connection::open_in_memory()?;
        connection.set_prepared_statement_cache_capacity(READY);
        let numbers = Numbers::default();
        register(&connection, &numbers, context.today, workdays(&context.config.calendar), fold)?;
        let shapes: Vec<Arc<KindShape>> = layout(context.schema).into_iter().map(Arc::new).collect();
        let transaction = connection.transaction()?;
        make_tables(&transaction, &shapes, context.schema)?;
        let shapes: HashMap<String, Arc<KindShape>> =
            shapes.into_iter().map(|shape| (shape.kind.clone(), shape)).collect();
        for record in records {
            if let Some(shape) = shapes.get(&record.kind) {
                put(&transaction, shape, record, &numbers)?;
            }
        }
        for finding in findings {
            put_finding(&transaction, finding, context.config)?;
        }
        numbers.save(&transaction)?;
        transaction.commit()?;
        Ok(Index { connection, numbers, shapes })
    }

    /// Runs one statement of the user's, read-only. Errors as for `guarded::query`.
    pub fn query(
        &mut self,
        sql: &str,
        params: &[(String, SqlValue)],
        limits: &Limits,
        interrupted: &Arc<AtomicBool>,
    ) -> Result<Answer, Failure> {
        guarded::query(&mut self.connection, &self.numbers, sql, params, limits, interrupted)
    }

    /// The tables of a kind.
    pub fn shape(&self, kind: &str) -> Option<Arc<KindShape>> {
        self.shapes.get(kind).cloned()
    }

    /// How numbers given as parameters have to stand.
    pub fn number(&self, number: rust_decimal::Decimal) -> SqlValue {
        self.numbers.computed(number)
    }
}

/// The index itself failed; nothing the user wrote.
pub(super) fn broken(error: rusqlite::Error) -> Failure {
    Failure::failed(msg!("sql-failed", error = error.to_string()))
}

/// Makes every table and view, empty but for `stages`, which is the schema's.
fn make_tables(connection: &Connection, shapes: &[Arc<KindShape>], schema: &Schema) -> Sql<()> {
    connection.execute_batch(Numbers::SCHEMA)?;
    connection.execute_batch(
        "CREATE TABLE tags (kind TEXT, id TEXT, tag TEXT);
         CREATE INDEX tags_of ON tags (kind, id);
         CREATE TABLE findings (severity TEXT, code TEXT, path TEXT, line INTEGER, \"column\" INTEGER, kind TEXT,
                                id TEXT, field TEXT, message TEXT);
         CREATE TABLE stages (kind TEXT, field TEXT, stage TEXT, state TEXT, probability INTEGER, position INTEGER);",
    )?;
    let mut titles = Vec::new();
    for shape in shapes {
        let table = quoted(&shape.table.name);
        connection.execute_batch(&shape.table.create())?;
        for child in shape.rows.iter().chain(&shape.sets) {
            connection.execute_batch(&child.create())?;
            let index = format!("{}.parent", child.name);
            connection.execute_batch(&format!(
                "CREATE INDEX {} ON {} (parent)",
                quoted(&index),
                quoted(&child.name)
            ))?;
        }
        let title =
            shape.title.as_deref().map_or("id".into(), |title| format!("coalesce(nullif({}, ''), id)", quoted(title)));
        let kind = shape.kind.replace('\'', "''");
        let path = shape.table.columns.last().map_or("path", |column| &column.name);
        titles.push(format!("SELECT '{kind}' AS kind, id, {title} AS title, {} AS path FROM {table}", quoted(path)));
    }
    if titles.is_empty() {
        titles.push("SELECT '' AS kind, '' AS id, '' AS title, '' AS path WHERE 0".into());
    }
    connection.execute_batch(&format!("CREATE VIEW records AS {}", titles.join(" UNION ALL ")))?;
    let mut stage = connection.prepare("INSERT INTO stages VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for kind in schema.kinds.values() {
        let fields = kind.fields.values().filter(|field| field.values.iter().any(|value| value.state.is_some()));
        for field in fields.filter(|field| field.kind == Type::Enum) {
            for (position, value) in field.values.iter().enumerate() {
                stage.execute((
                    &kind.name,
                    &field.name,
                    &value.value,
                    &value.state,
                    value.probability,
                    position as i64,
                ))?;
            }
        }
    }
    Ok(())
}

/// Puts one record into the tables of its kind. False when its id is taken already.
fn put(connection: &Connection, shape: &KindShape, record: &Record, numbers: &Numbers) -> Sql<bool> {
    let text = |text: &str| SqlValue::Text(text.to_owned());
    let mut values = vec![text(&record.id)];
    let last = shape.table.columns.len() - 1;
    values.extend(fields_of(&shape.table, &record.root, numbers).take(last - 1));
    values.push(text(&record.path));
    if connection.prepare_cached(&shape.table.insert)?.execute(params_from_iter(values))? == 0 {
        return Ok(false);
    }
    for child in &shape.rows {
        let rows = at(&record.root, &child.path).and_then(|value| value.as_list()).unwrap_or_default();
        let mut statement = if rows.is_empty() { continue } else { connection.prepare_cached(&child.insert)? };
        for (position, row) in rows.iter().enumerate() {
            let Some(row) = row.as_table() else { continue };
            let own = [text(&record.id), SqlValue::Integer(position as i64 + 1)];
            statement.execute(params_from_iter(own.into_iter().chain(fields_of(child, row, numbers))))?;
        }
    }
    for child in &shape.sets {
        let Some(value) = at(&record.root, &child.path) else { continue };
        let mut statement = connection.prepare_cached(&child.insert)?;
        for item in items(value) {
            statement.execute((&record.id, item))?;
        }
    }
    if let Some(value) = record.root.get("tags") {
        let mut statement = connection.prepare_cached("INSERT INTO tags VALUES (?1, ?2, ?3)")?;
        for tag in items(value) {
            statement.execute((&record.kind, &record.id, tag))?;
        }
    }
    Ok(true)
}

/// The values of a table's fields, the index's own columns left out.
fn fields_of<'a>(table: &'a TableShape, root: &'a Map, numbers: &'a Numbers) -> impl Iterator<Item = SqlValue> + 'a {
    table.columns.iter().filter_map(move |column| {
        let kind = column.kind?;
        Some(at(root, &column.path).map_or(SqlValue::Null, |value| stored(kind, value, numbers)))
    })
}

/// Takes one record out of the tables of its kind; numbers it brought stay known.
#[cfg_attr(not(test), allow(dead_code, reason = "for refreshing an index that is there already"))]
fn take(connection: &Connection, shape: &KindShape, id: &str) -> Sql<()> {
    connection.prepare_cached(&format!("DELETE FROM {} WHERE id = ?1", quoted(&shape.table.name)))?.execute([id])?;
    for child in shape.rows.iter().chain(&shape.sets) {
        connection.prepare_cached(&format!("DELETE FROM {} WHERE parent = ?1", quoted(&child.name)))?.execute([id])?;
    }
    connection.prepare_cached("DELETE FROM tags WHERE kind = ?1 AND id = ?2")?.execute([&shape.kind, id])?;
    Ok(())
}

fn put_finding(connection: &Connection, finding: &Diagnostic, config: &Config) -> Sql<()> {
    let known = |number: u32| (number > 0).then_some(number);
    let mut statement =
        connection.prepare_cached("INSERT INTO findings VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?;
    statement.execute((
        finding.severity.name(),
        finding.code,
        &finding.place.path,
        known(finding.place.line),
        known(finding.place.column),
        &finding.kind,
        &finding.id,
        &finding.field,
        finding.message.text(config.language),
    ))?;
    Ok(())
}

#[cfg(test)]
#[path = "build_tests.rs"]
mod tests;
