//! Owns what the schema says of merging: which fields are sets, rows, texts, and which belong together.
//! Refuses to merge; `merge` does.

use super::merge::{Shape, Shapes, row_key};
use crate::schema::{Field, Kind, Type};

/// The shapes of a kind's fields.
pub struct KindShapes<'k>(pub &'k Kind);

impl Shapes for KindShapes<'_> {
    fn shape(&self, path: &[&str]) -> Shape {
        let mut names = path.iter().filter(|name| row_key(name).is_none());
        let first = names.next().and_then(|name| self.0.fields.get(*name));
        let field = names.fold(first, |field, name| field.and_then(|field| field.fields.get(*name)));
        field.map_or(Shape::ByValue, shape_of)
    }

    fn together(&self) -> &[Vec<String>] {
        &self.0.together
    }
}

fn shape_of(field: &Field) -> Shape {
    match field.kind {
        Type::Text => Shape::Text,
        Type::Table => Shape::Table,
        Type::Rows => Shape::Rows { key: field.key.clone().unwrap_or_default() },
        kind if kind.is_set() => Shape::Set,
        _ => Shape::Scalar,
    }
}
