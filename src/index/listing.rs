//! Owns the query behind `list`: filters, order, columns, typed cells.
//! Refuses to put values into SQL; only the user's own `--where`, read-only and between parentheses.

use super::cells::typed_cell;
use super::filter::Filters;
use super::guarded;
use super::layout::{ColumnShape, KindShape, quoted};
use super::target::{Target, qualified, target};
use super::{Field, Index, Request, SqlValue};
use crate::diagnostic::Failure;
use crate::msg;
use crate::schema::{Kind, Type};
use crate::table::{Cell, Column, Table};

/// What to list, as typed.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// `field=value`, `field!=value`, `field~text`, `field=a..b`, `field=..b`, `field=a..`, `field=` for empty.
    /// Fields by key, label or alias, dotted for nested ones; all filters hold at once.
    pub filters: Vec<String>,
    /// A condition in SQL over the kind's table.
    pub where_sql: Option<String>,
    /// Fields to sort by, `-field` downwards; what has no value comes last, ids settle ties.
    pub sort: Vec<String>,
    /// Fields to show instead of the id and the kind's columns.
    pub columns: Option<Vec<String>>,
    /// At most so many rows.
    pub limit: Option<usize>,
    /// Archived records too. A filter on `archived` shows them as well.
    pub archived: bool,
}

/// The records of a kind as a table. References are shown as ids, rows as their number.
///
/// Usage: a field that isn't there, a value that is none, or wrong SQL. Else as for `Index::query`.
pub fn list(index: &mut Index, kind: &Kind, listing: &Listing, request: &Request<'_>) -> Result<Table, Failure> {
    let Some(shape) = index.shape(&kind.name) else {
        return Err(Failure::usage(msg!("list-no-table", kind = kind.name.as_str())));
    };
    let mut filters = Filters { index, kind, shape: &shape, request, params: Vec::new() };
    let mut conditions = Vec::new();
    let mut archived = listing.archived;
    for filter in &listing.filters {
        let (condition, word) = filters.condition(filter)?;
        archived |= kind.field(word).is_some_and(|field| field.name == "archived");
        conditions.push(format!("({condition})"));
    }
    if let Some(flag) =
        shape.table.column(&["archived".to_owned()]).filter(|flag| flag.kind == Some(Type::Bool) && !archived)
    {
        conditions.push(format!("coalesce({}, 0) = 0", qualified(&shape.table, &flag.name)));
    }
    if let Some(sql) = &listing.where_sql {
        if !guarded::is_closed(sql) {
            return Err(Failure::usage(msg!("list-where-open")));
        }
        // On lines of its own: a comment at its end must not swallow the parenthesis.
        conditions.push(format!("(\n{sql}\n)"));
    }
    let mut order = Vec::new();
    for word in &listing.sort {
        order.push(sorted(&mut filters, word)?);
    }
    order.push(qualified(&shape.table, "id"));
    let shown = shown(kind, &shape, listing, request)?;
    let limit = match listing.limit {
        Some(limit) => {
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            format!(" LIMIT {}", filters.bind(SqlValue::Integer(limit)))
        }
        None => String::new(),
    };
    let condition = if conditions.is_empty() { "1".to_owned() } else { conditions.join(" AND ") };
    let values: Vec<&str> = shown.iter().flat_map(|shown| [shown.sql.as_str(), shown.currency.as_str()]).collect();
    let sql = format!(
        "SELECT {} FROM {} WHERE {condition} ORDER BY {}{limit}",
        values.join(", "),
        quoted(&shape.table.name),
        order.join(", ")
    );
    let params = std::mem::take(&mut filters.params);
    let answer = index.query(&sql, &params, request.limits, request.interrupted)?;
    let mut table = Table::new(shown.iter().map(|shown| shown.column.clone()).collect());
    for row in answer.rows {
        let mut values = row.into_iter();
        let cells = shown.iter().map(|shown| {
            let value = values.next().unwrap_or(Field::Null);
            typed_cell(shown.kind, value, values.next().as_ref(), request.context.config)
        });
        table.push(cells.collect::<Vec<Cell>>());
    }
    Ok(table)
}

fn sorted(filters: &mut Filters<'_>, word: &str) -> Result<String, Failure> {
    let (word, down) = word.strip_prefix('-').map_or((word, ""), |word| (word, " DESC"));
    let shape = filters.shape;
    let (name, field) = match target(word, filters.kind, shape, filters.request.lang)? {
        Target::Own(name) => (qualified(&shape.table, name), None),
        Target::Field { column, field } => (qualified(&shape.table, &column.name), Some(field)),
        Target::Table(_) | Target::Rows { .. } => return Err(Failure::usage(msg!("list-sort-rows", field = word))),
    };
    let key = match field {
        // Stages and grades have an order of their own.
        Some(field) if field.kind == Type::Enum => {
            let mut case = format!("CASE {name}");
            for (at, value) in field.values.iter().enumerate() {
                let bound = filters.bind(SqlValue::Text(value.value.clone()));
                case.push_str(&format!(" WHEN {bound} THEN {at}"));
            }
            format!("{case} END")
        }
        Some(field) if matches!(field.kind, Type::String | Type::Text) => format!("fold({name})"),
        _ => name,
    };
    Ok(format!("{key}{down} NULLS LAST"))
}

/// One column to show.
struct Shown {
    column: Column,
    kind: Option<Type>,
    sql: String,
    currency: String,
}

fn shown(kind: &Kind, shape: &KindShape, listing: &Listing, request: &Request<'_>) -> Result<Vec<Shown>, Failure> {
    let standard = || std::iter::once("id").chain(kind.columns.iter().map(String::as_str)).map(str::to_owned).collect();
    let words: Vec<String> = listing.columns.clone().unwrap_or_else(standard);
    let mut list = Vec::new();
    for word in &words {
        match target(word, kind, shape, request.lang)? {
            Target::Own(name) => {
                let label = if name == "id" { msg!("heading-id") } else { msg!("heading-path") };
                let column = Column::left(name, label.text(request.lang));
                list.push(Shown { column, kind: None, sql: qualified(&shape.table, name), currency: "NULL".into() });
            }
            Target::Field { column, .. } => list.push(of_column(&column, shape, request)),
            Target::Table(columns) => list.extend(columns.iter().map(|column| of_column(column, shape, request))),
            Target::Rows { table, part: None } => {
                let name = table.path.join("_");
                let label = kind.fields.get(&table.path[0]).map_or(name.as_str(), |field| field.label(request.lang));
                let sql = format!(
                    "(SELECT count(*) FROM {} WHERE parent = {})",
                    quoted(&table.name),
                    qualified(&shape.table, "id")
                );
                let column = Column::right(name.as_str(), label);
                list.push(Shown { column, kind: None, sql, currency: "NULL".into() });
            }
            Target::Rows { table, .. } => {
                let failure = Failure::usage(msg!("list-column-rows", field = word.as_str()));
                return Err(failure.hint(msg!("list-column-rows-hint", table = table.name)));
            }
        }
    }
    Ok(list)
}

fn of_column(column: &ColumnShape, shape: &KindShape, request: &Request<'_>) -> Shown {
    let label = column.label.get(request.lang).unwrap_or(&column.name);
    let right = column.kind.is_some_and(Type::is_number);
    let heading = if right { Column::right(&column.name, label) } else { Column::left(&column.name, label) };
    // The currency beside the amount, else the record's.
    let mut beside = column.path.clone();
    beside.pop();
    beside.push("currency".into());
    let text = |path: &[String]| shape.table.column(path).filter(|found| found.kind != Some(Type::Money));
    let currency = text(&beside).or_else(|| text(&beside[beside.len() - 1..]));
    let currency = currency.filter(|_| column.kind == Some(Type::Money));
    Shown {
        column: heading,
        kind: column.kind,
        sql: qualified(&shape.table, &column.name),
        currency: currency.map_or("NULL".into(), |found| qualified(&shape.table, &found.name)),
    }
}

#[cfg(test)]
#[path = "listing_tests.rs"]
mod tests;
