//! Owns the name of a value inside a record: `phone`, `contract.number`, `lines[A1].quantity`.
//! Refuses to know which names exist.

use super::merge::{self, row_key as row_name};
use crate::schema::{Kind, Type};
use crate::syntax::Step;
use crate::value::{Map, Value};
use std::fmt;

/// Names from the outside in; a row is named by its key in brackets, as a part of its own: `lines`, `[A1]`, `quantity`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldPath(pub Vec<String>);

impl FieldPath {
    /// Reads `lines[A1].quantity`; `None` for what is no path.
    pub fn parse(text: &str) -> Option<FieldPath> {
        let names = merge::parse_path(text)?;
        let empty = |name: &String| name.is_empty() || name == "[]";
        (!names.is_empty() && !names.iter().any(empty)).then_some(FieldPath(names))
    }

    /// Names and aliases replaced by keys of the schema. Errs with the part that names nothing.
    pub fn resolve(&self, kind: &Kind) -> Result<FieldPath, String> {
        let mut names = Vec::with_capacity(self.0.len());
        let mut parts = self.0.iter();
        let Some(first) = parts.next() else { return Err(String::new()) };
        let mut field = kind.field(first).ok_or_else(|| first.clone())?;
        names.push(field.name.clone());
        for part in parts {
            if row_name(part).is_some() && field.kind == Type::Rows {
                names.push(part.clone());
                continue;
            }
            field = field.field(part).ok_or_else(|| part.clone())?;
            names.push(field.name.clone());
        }
        Ok(FieldPath(names))
    }

    /// The declared field it leads to, if the path is resolved.
    pub fn field<'k>(&self, kind: &'k Kind) -> Option<&'k crate::schema::Field> {
        let (first, rest) = self.0.split_first()?;
        let named = rest.iter().filter(|part| row_name(part).is_none());
        named.fold(kind.fields.get(first), |field, part| field?.fields.get(part))
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&merge::path_text(&self.0))
    }
}

/// The steps into a document: rows found by their key; a row that isn't there gets the index behind the last.
pub fn steps(path: &FieldPath, kind: &Kind, root: &Map) -> Vec<Step> {
    let mut found = Vec::new();
    let Some((first, rest)) = path.0.split_first() else { return found };
    found.push(Step::Key(first.clone()));
    let mut value = root.get(first);
    let mut field = kind.fields.get(first);
    for name in rest {
        if let Some(wanted) = row_name(name) {
            let key = field.and_then(|field| field.key.as_deref()).unwrap_or("key");
            let list = value.and_then(Value::as_list).unwrap_or_default();
            let index = list.iter().position(|row| row_key(row, key).as_deref() == Some(wanted)).unwrap_or(list.len());
            found.push(Step::Index(index));
            value = list.get(index);
        } else {
            found.push(Step::Key(name.clone()));
            field = field.and_then(|field| field.fields.get(name));
            value = value.and_then(Value::as_table).and_then(|table| table.get(name));
        }
    }
    found
}

/// The key of a row as text.
pub(super) fn row_key(row: &Value, key: &str) -> Option<String> {
    row.as_table()?.get(key).map(Value::display)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_read_as_the_command_line_says_them() {
        let parsed = FieldPath::parse("lines[A-1.2].quantity").unwrap();
        assert_eq!(parsed.0, ["lines", "[A-1.2]", "quantity"]);
        assert_eq!(parsed.to_string(), "lines[A-1.2].quantity");
        assert_eq!(FieldPath::parse("contract.number").unwrap().0, ["contract", "number"]);
        for bad in ["", ".", "a.", "a[", "a[].b", "a..b"] {
            assert_eq!(FieldPath::parse(bad), None, "{bad}");
        }
    }
}
