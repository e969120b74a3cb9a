//! Owns how the values of a field merge: what the schema says, what can be guessed, what the values allow.
//! Refuses to merge anything.

use super::conflict::RESERVED;
use crate::value::{Map, Value};
use std::borrow::Cow;
use std::collections::HashSet;
use std::mem::{Discriminant, discriminant};

/// How a field merges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// As a whole.
    Scalar,
    /// A string of many lines, line by line.
    Text,
    /// An array of scalars whose order says nothing, such as tags and references, element by element.
    Set,
    /// An array of tables named by a field of theirs, row by row.
    Rows {
        /// The field that names a row.
        key: String,
    },
    /// A table, field by field.
    Table,
    /// Whatever the values look like: the schema doesn't know the field.
    ByValue,
}

/// What a schema says about merging.
pub trait Shapes {
    /// The shape of the field at a path of field names, row keys left out: `lines.quantity`.
    fn shape(&self, path: &[&str]) -> Shape;

    /// Groups of top-level fields that merge as one, such as an amount and its currency.
    fn together(&self) -> &[Vec<String>] {
        &[]
    }
}

/// No schema. Strings with line breaks are texts; arrays of tables are rows named by the first of `key`, `id`,
/// `sku`, `number` that names each row; arrays of different scalars are sets.
#[derive(Clone, Copy, Debug, Default)]
pub struct Guess;

impl Shapes for Guess {
    fn shape(&self, _path: &[&str]) -> Shape {
        Shape::ByValue
    }
}

/// Fields that usually name a row, best first.
const ROW_KEYS: [&str; 4] = ["key", "id", "sku", "number"];

/// What the shapes say of a path. Recorded conflicts are no business of theirs.
pub(super) fn declared(shapes: &dyn Shapes, names: &[String]) -> Shape {
    match names {
        [first] if first == RESERVED => Shape::Table,
        [first, ..] if first == RESERVED => Shape::Scalar,
        _ => shapes.shape(&names.iter().map(String::as_str).collect::<Vec<_>>()),
    }
}

/// The shape that all these values of one field really have; never `ByValue`.
pub(super) fn settled(shape: Shape, values: &[&Value]) -> Shape {
    let fits = match &shape {
        Shape::ByValue => return guess(values),
        Shape::Scalar => true,
        Shape::Text => values.iter().all(|value| matches!(value, Value::Text(_))),
        Shape::Table => values.iter().all(|value| matches!(value, Value::Table(_))),
        Shape::Set => lists(values).is_some_and(|lists| lists.iter().all(|list| tokens(list).is_some())),
        Shape::Rows { key } => {
            lists(values).is_some_and(|lists| lists.iter().all(|list| named_rows(list, key).is_some()))
        }
    };
    if fits { shape } else { Shape::Scalar }
}

fn guess(values: &[&Value]) -> Shape {
    if values.iter().all(|value| matches!(value, Value::Table(_))) {
        return Shape::Table;
    }
    if values.iter().all(|value| matches!(value, Value::Text(_))) {
        let long = values.iter().any(|value| matches!(value, Value::Text(text) if text.contains('\n')));
        return if long { Shape::Text } else { Shape::Scalar };
    }
    let Some(lists) = lists(values) else { return Shape::Scalar };
    // A scalar that stands twice means that the list is more than a set.
    if lists.iter().all(|list| distinct(list)) {
        return Shape::Set;
    }
    let names_all = |key: &&str| lists.iter().all(|list| named_rows(list, key).is_some());
    match ROW_KEYS.into_iter().find(names_all) {
        Some(key) => Shape::Rows { key: key.to_owned() },
        None => Shape::Scalar,
    }
}

fn lists<'v>(values: &[&'v Value]) -> Option<Vec<&'v [Value]>> {
    values.iter().map(|value| if let Value::List(list) = value { Some(list.as_slice()) } else { None }).collect()
}

/// The rows of a list with their names; `None` if something is no table, has no name, or has that of another.
pub(super) fn named_rows<'v>(list: &'v [Value], key: &str) -> Option<Vec<(String, &'v Map)>> {
    let mut seen = HashSet::new();
    list.iter()
        .map(|value| match value {
            Value::Table(row) => {
                let name = row_name(row, key)?;
                seen.insert(name.clone()).then_some((name, row))
            }
            _ => None,
        })
        .collect()
}

/// The name of a row: its key as text, the same for equal values.
pub(super) fn row_name(row: &Map, key: &str) -> Option<String> {
    let name = Token::of(row.get(key)?)?.text.into_owned();
    (!name.is_empty()).then_some(name)
}

/// A scalar as something to look up; equal scalars, and only those, are equal tokens.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Token<'v> {
    kind: Discriminant<Value>,
    text: Cow<'v, str>,
}

impl<'v> Token<'v> {
    /// `None` for lists and tables.
    pub(super) fn of(value: &'v Value) -> Option<Token<'v>> {
        let text = match value {
            Value::Text(text) | Value::Odd(text) => Cow::Borrowed(text.as_str()),
            Value::Number(number) => Cow::Owned(number.normalize().to_string()),
            Value::Bool(yes) => Cow::Owned(yes.to_string()),
            Value::Date(day) => Cow::Owned(day.to_string()),
            Value::Moment(moment) => Cow::Owned(moment.to_utc().to_rfc3339()),
            Value::List(_) | Value::Table(_) => return None,
        };
        Some(Token { kind: discriminant(value), text })
    }
}

/// The scalars of a list; `None` if it holds anything else.
pub(super) fn tokens(list: &[Value]) -> Option<HashSet<Token<'_>>> {
    list.iter().map(Token::of).collect()
}

/// Whether a list holds scalars only, none of them twice.
pub(super) fn distinct(list: &[Value]) -> bool {
    tokens(list).is_some_and(|tokens| tokens.len() == list.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn rows(rows: &[&[(&str, &str)]]) -> Value {
        let row = |row: &&[(&str, &str)]| row.iter().map(|(name, value)| ((*name).to_owned(), text(value))).collect();
        Value::List(rows.iter().map(|each| Value::Table(row(each))).collect())
    }

    #[test]
    fn shapes_are_guessed_from_all_values_together() {
        let (long, short, none) = (text("a\nb"), text("a"), Value::List(vec![]));
        assert_eq!(guess(&[&long, &short]), Shape::Text);
        assert_eq!(guess(&[&short, &short]), Shape::Scalar);
        assert_eq!(guess(&[&long, &none]), Shape::Scalar);
        assert_eq!(guess(&[&none, &Value::List(vec![short.clone()])]), Shape::Set);
        assert_eq!(guess(&[&Value::List(vec![short.clone(), short.clone()])]), Shape::Scalar);
        assert_eq!(guess(&[&Value::List(vec![none.clone()])]), Shape::Scalar);
        let both = rows(&[&[("id", "1"), ("sku", "x")], &[("id", "2"), ("sku", "y")]]);
        let sku_only = rows(&[&[("sku", "x")]]);
        assert_eq!(guess(&[&both, &none]), Shape::Rows { key: "id".into() });
        assert_eq!(guess(&[&both, &sku_only]), Shape::Rows { key: "sku".into() });
        assert_eq!(guess(&[&rows(&[&[("id", "1")], &[("id", "1")]])]), Shape::Scalar);
        assert_eq!(guess(&[&rows(&[&[("id", "")]])]), Shape::Scalar);
    }

    #[test]
    fn values_that_do_not_fit_make_a_scalar() {
        let tags = Value::List(vec![text("a"), text("a")]);
        assert_eq!(settled(Shape::Set, &[&tags]), Shape::Set);
        assert_eq!(settled(Shape::Set, &[&tags, &text("a")]), Shape::Scalar);
        assert_eq!(settled(Shape::Rows { key: "sku".into() }, &[&rows(&[&[("id", "1")]])]), Shape::Scalar);
        assert_eq!(settled(Shape::Text, &[&text("a"), &Value::Bool(true)]), Shape::Scalar);
    }

    #[test]
    fn equal_numbers_name_the_same_row() {
        let row = |number: &str| Map::from([("number".to_owned(), Value::Number(number.parse().unwrap()))]);
        assert_eq!(row_name(&row("10.0"), "number"), row_name(&row("10"), "number"));
        let (zero, minus) = (Value::Number("0.0".parse().unwrap()), Value::Number("-0".parse().unwrap()));
        assert_eq!(Token::of(&zero), Token::of(&minus));
        assert_ne!(Token::of(&text("0")), Token::of(&zero));
    }
}
