//! Owns which tables and columns the index has for a schema: a table per kind, child tables for rows and sets.
//! Refuses to hold values, and names that would hide one table behind another.

use crate::schema::{Field, Kind, Label, Schema, Type};
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// Names that no kind's table may take.
const RESERVED: [&str; 5] = ["records", "findings", "tags", "stages", "wide_numbers"];

/// One column.
#[derive(Clone, Debug)]
pub struct ColumnShape {
    /// Its name in SQL, unquoted.
    pub name: String,
    /// Type of the field; `None` for the index's own columns such as `id` and `parent`.
    pub kind: Option<Type>,
    /// Names of the fields that lead to it, from the record or row on; empty for the index's own columns.
    pub path: Vec<String>,
    /// Name for people.
    pub label: Label,
}

impl ColumnShape {
    fn own(name: &str) -> ColumnShape {
        ColumnShape { name: name.to_owned(), kind: None, path: Vec::new(), label: Label::default() }
    }

    /// The type SQLite is told. Decimals have none: SQLite must not touch what `Numbers` makes of them.
    pub fn affinity(&self) -> &'static str {
        match self.kind {
            Some(Type::Int | Type::Bool) => "INTEGER",
            Some(Type::Decimal | Type::Money | Type::Percent) => "",
            None if self.name == "position" => "INTEGER",
            _ => "TEXT",
        }
    }
}

/// One table.
#[derive(Clone, Debug)]
pub struct TableShape {
    /// Its name in SQL, unquoted.
    pub name: String,
    /// Names of the fields that lead to its rows; empty for the table of a kind.
    pub path: Vec<String>,
    /// Its columns; the index's own first.
    pub columns: Vec<ColumnShape>,
    /// The statement that puts one row into it.
    pub(super) insert: String,
}

impl TableShape {
    fn new(name: String, path: Vec<String>, columns: Vec<ColumnShape>) -> TableShape {
        let marks = vec!["?"; columns.len()].join(", ");
        // Of two records with one id the first counts; a finding names the other.
        let insert = format!("INSERT OR IGNORE INTO {} VALUES ({marks})", quoted(&name));
        TableShape { name, path, columns, insert }
    }

    /// The column of a field.
    pub fn column(&self, path: &[String]) -> Option<&ColumnShape> {
        self.columns.iter().find(|column| column.kind.is_some() && column.path == path)
    }

    /// The statement that makes it.
    pub(super) fn create(&self) -> String {
        let columns: Vec<String> = self
            .columns
            .iter()
            .map(|column| {
                let key = if column.kind.is_none() && column.name == "id" { " PRIMARY KEY" } else { "" };
                format!("{} {}{key}", quoted(&column.name), column.affinity())
            })
            .collect();
        format!("CREATE TABLE {} ({})", quoted(&self.name), columns.join(", "))
    }
}

/// The tables of one kind.
#[derive(Clone, Debug)]
pub struct KindShape {
    /// Name of the kind.
    pub kind: String,
    /// Table of its records.
    pub table: TableShape,
    /// Tables of its rows, such as the lines of an order: `parent`, `position`, then the fields.
    pub rows: Vec<TableShape>,
    /// Tables of its sets other than `tags`, which share the table of this name: `parent`, `value`.
    pub sets: Vec<TableShape>,
    /// Name of the column that names a record to people.
    pub title: Option<String>,
}

/// A name as SQL reads it whatever it is.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The tables of every kind. Where two would have one name, the later one gets `_2`, `_3` … at its end.
pub fn layout(schema: &Schema) -> Vec<KindShape> {
    let mut taken: BTreeSet<String> = RESERVED.iter().map(|name| (*name).to_owned()).collect();
    // Folders first: they are what people write.
    let folders: Vec<String> = schema.kinds.values().map(|kind| free(&kind.folder, &mut taken)).collect();
    schema.kinds.values().zip(folders).map(|(kind, folder)| shape(kind, folder, &mut taken)).collect()
}

fn shape(kind: &Kind, folder: String, taken: &mut BTreeSet<String>) -> KindShape {
    let mut found = Found::default();
    let mut names = BTreeSet::new();
    let own = ["id", "path"].map(|name| ColumnShape::own(&free(name, &mut names)));
    found.walk(&kind.fields, &[], &Label::default(), &mut names, true);
    let columns: Vec<ColumnShape> =
        own[..1].iter().cloned().chain(found.columns).chain(own[1..].iter().cloned()).collect();
    let table = TableShape::new(folder, Vec::new(), columns);
    let child = |path: &[String]| format!("{}_{}", kind.name, path.join("_"));
    let rows = found.rows.into_iter().map(|(path, field)| {
        let mut names = BTreeSet::new();
        let own = ["parent", "position"].map(|name| ColumnShape::own(&free(name, &mut names)));
        let mut inner = Found::default();
        inner.walk(&field.fields, &[], &Label::default(), &mut names, false);
        let columns = own.into_iter().chain(inner.columns).collect();
        TableShape::new(free(&child(&path), taken), path, columns)
    });
    let rows: Vec<TableShape> = rows.collect();
    let sets = found.sets.into_iter().map(|(path, kind)| {
        let value = ColumnShape { name: "value".into(), kind: Some(kind), path: Vec::new(), label: Label::default() };
        TableShape::new(free(&child(&path), taken), path, vec![ColumnShape::own("parent"), value])
    });
    let sets = sets.collect();
    let title = table.column(std::slice::from_ref(&kind.title)).map(|column| column.name.clone());
    KindShape { kind: kind.name.clone(), table, rows, sets, title }
}

#[derive(Default)]
struct Found<'k> {
    columns: Vec<ColumnShape>,
    rows: Vec<(Vec<String>, &'k Field)>,
    sets: Vec<(Vec<String>, Type)>,
}

impl<'k> Found<'k> {
    /// Rows and sets inside rows stay in the row, as text and as a JSON array.
    fn walk(
        &mut self,
        fields: &'k IndexMap<String, Field>,
        above: &[String],
        prefix: &Label,
        names: &mut BTreeSet<String>,
        top: bool,
    ) {
        for field in fields.values() {
            let path: Vec<String> = above.iter().chain([&field.name]).cloned().collect();
            let label = within(prefix, field);
            match field.kind {
                Type::Table if !field.fields.is_empty() => {
                    self.walk(&field.fields, &path, &label, names, top);
                    continue;
                }
                Type::Rows if top => {
                    self.rows.push((path, field));
                    continue;
                }
                // The common field has a table shared by all kinds.
                Type::Tags if path == ["tags"] => {}
                kind if kind.is_set() && top => self.sets.push((path.clone(), kind)),
                _ => {}
            }
            self.columns.push(ColumnShape { name: free(&path.join("_"), names), kind: Some(field.kind), path, label });
        }
    }
}

/// `contract: number`, in both languages.
fn within(prefix: &Label, field: &Field) -> Label {
    let join = |above: &str, sign: &str, own: &str| match (above, own) {
        (_, "") => String::new(),
        ("", own) => own.to_owned(),
        (above, own) => format!("{above}{sign}{own}"),
    };
    Label { en: join(&prefix.en, ": ", &field.label.en), zh: join(&prefix.zh, "：", &field.label.zh) }
}

/// The name, or the first of `name_2`, `name_3` … that is free; it is taken then. SQLite knows no case in names.
fn free(name: &str, taken: &mut BTreeSet<String>) -> String {
    // SQLite keeps both beginnings to itself.
    let name =
        if name.starts_with("sqlite_") || name.starts_with("pragma_") { format!("crm_{name}") } else { name.into() };
    let mut found = name.clone();
    let mut number = 2;
    while !taken.insert(found.to_ascii_lowercase()) {
        found = format!("{name}_{number}");
        number += 1;
    }
    found
}
