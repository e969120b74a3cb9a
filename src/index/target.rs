//! Owns what a word of a filter, an order or a column list stands for in the index.
//! Refuses words that name nothing, telling what there is.

use super::layout::{ColumnShape, KindShape, TableShape, quoted};
use crate::diagnostic::Failure;
use crate::msg;
use crate::schema::{Field, Kind, Type};
use crate::value::suggest;

/// What a word stands for.
#[derive(Clone)]
pub(super) enum Target<'k> {
    /// A column of the index's own: `id`, `path`.
    Own(&'static str),
    /// A field of the record.
    Field { column: ColumnShape, field: &'k Field },
    /// A table of fields, as those fields.
    Table(Vec<ColumnShape>),
    /// Rows, or one field of them.
    Rows { table: TableShape, part: Option<(ColumnShape, &'k Field)> },
}

/// Finds the column of a dotted word: keys, labels and aliases in any language, and names of SQL columns.
pub(super) fn target<'k>(
    word: &str,
    kind: &'k Kind,
    shape: &KindShape,
    lang: crate::diagnostic::Lang,
) -> Result<Target<'k>, Failure> {
    if let Some(own) = ["id", "path"].into_iter().find(|own| *own == word && !kind.fields.contains_key(*own)) {
        return Ok(Target::Own(own));
    }
    find(word, kind, shape).ok_or_else(|| {
        let fields: Vec<&str> = kind.fields.keys().map(String::as_str).collect();
        let names = kind.fields.values().flat_map(|field| [field.name.as_str(), &field.label.en, &field.label.zh]);
        let failure = Failure::usage(msg!("list-unknown-field", field = word, kind = kind.label(lang)));
        match suggest(word, names) {
            Some(near) => failure.hint(msg!("list-fields-near", near = near, fields = fields.join(", "))),
            None => failure.hint(msg!("list-fields", fields = fields.join(", "))),
        }
    })
}

fn find<'k>(word: &str, kind: &'k Kind, shape: &KindShape) -> Option<Target<'k>> {
    let mut parts = word.split('.');
    let first = parts.next()?;
    let Some(mut field) = kind.field(first) else {
        let column = shape.table.columns.iter().find(|column| column.kind.is_some() && column.name == word)?;
        let path: Vec<&str> = column.path.iter().map(String::as_str).collect();
        return Some(Target::Field { column: column.clone(), field: kind.field_at(&path)? });
    };
    let mut path = vec![field.name.clone()];
    let mut rows: Option<(TableShape, usize)> = None;
    loop {
        if field.kind == Type::Rows && rows.is_none() {
            let table = shape.rows.iter().find(|table| table.path == path)?;
            rows = Some((table.clone(), path.len()));
        }
        let Some(part) = parts.next() else { break };
        field = field.field(part)?;
        path.push(field.name.clone());
    }
    if let Some((table, depth)) = rows {
        if depth == path.len() {
            return Some(Target::Rows { table, part: None });
        }
        let column = table.column(&path[depth..])?.clone();
        return Some(Target::Rows { table, part: Some((column, field)) });
    }
    if field.kind == Type::Table && !field.fields.is_empty() {
        let inner = shape.table.columns.iter().filter(|column| column.path.starts_with(&path));
        return Some(Target::Table(inner.cloned().collect()));
    }
    Some(Target::Field { column: shape.table.column(&path)?.clone(), field })
}

/// `"table"."column"`.
pub(super) fn qualified(table: &TableShape, column: &str) -> String {
    format!("{}.{}", quoted(&table.name), quoted(column))
}
