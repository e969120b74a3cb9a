//! Owns the normal form of a record's values: what entry would have made of them.
//! Refuses to touch what it can't read; `check` names that.

use super::Workspace;
use crate::record::merge::row_segment;
use crate::record::{FieldEdit, FieldPath, Operation, Record};
use crate::schema::{Customs, Field, Kind, Type, interpret};
use crate::value::{Map, Value, region_of};
use indexmap::IndexMap;

impl Workspace {
    /// The edits that write every value of a record in its normal form.
    pub fn normal_edits(&self, record: &Record, kind: &Kind) -> Vec<FieldEdit> {
        let mut edits = Vec::new();
        let mut customs = self.customs();
        if let Some(region) = record.text_of("country").and_then(region_of) {
            customs.region = region.to_owned();
        }
        walk(self, &record.root, &kind.fields, &mut Vec::new(), &customs, &mut edits);
        edits
    }
}

fn walk(
    workspace: &Workspace,
    map: &Map,
    fields: &IndexMap<String, Field>,
    path: &mut Vec<String>,
    customs: &Customs,
    edits: &mut Vec<FieldEdit>,
) {
    for (name, value) in map {
        let Some(field) = fields.get(name) else { continue };
        path.push(name.clone());
        match (field.kind, value) {
            (Type::Table, Value::Table(inner)) => walk(workspace, inner, &field.fields, path, customs, edits),
            (Type::Rows, Value::List(rows)) => {
                for row in rows.iter().filter_map(Value::as_table) {
                    let Some(key) = field.key.as_deref().and_then(|key| row.get(key)) else { continue };
                    path.push(row_segment(&key.display()));
                    walk(workspace, row, &field.fields, path, customs, edits);
                    path.pop();
                }
            }
            _ => {
                if let Some(normal) = normal(workspace, field, value, customs).filter(|normal| normal != value) {
                    edits.push(FieldEdit { path: FieldPath(path.clone()), operation: Operation::Set(normal) });
                }
            }
        }
        path.pop();
    }
}

fn normal(workspace: &Workspace, field: &Field, value: &Value, customs: &Customs) -> Option<Value> {
    match (field.kind, value) {
        (Type::Tags, Value::List(items)) => {
            let mut names: Vec<Value> = Vec::new();
            for item in items {
                let name = item
                    .text()
                    .and_then(|text| workspace.vocabulary.resolve(text))
                    .map_or(item.clone(), |name| Value::Text(name.to_owned()));
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            Some(Value::List(names))
        }
        (kind, Value::Text(text)) if !kind.is_set() && kind != Type::Ref => interpret(field, text, customs).ok(),
        _ => None,
    }
}
