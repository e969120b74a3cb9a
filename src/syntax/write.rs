//! Owns writing values as TOML: a whole new file, and one value on one line.
//! Refuses to reformat what exists; that is `edit`.

use crate::value::{Map, Value};
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value as Toml};

/// A whole new document: keys in the order of `order`, others after them by name; tables after scalars.
pub fn write(map: &Map, order: &[&str]) -> String {
    let mut document = DocumentMut::new();
    fill(document.as_table_mut(), map, order);
    document.to_string()
}

/// A value as it stands behind `=`.
pub fn inline(value: &Value) -> String {
    to_toml(value).to_string()
}

pub(super) fn fill(table: &mut Table, map: &Map, order: &[&str]) {
    let rank = |key: &str| order.iter().position(|known| *known == key).unwrap_or(usize::MAX);
    let mut keys: Vec<&String> = map.keys().collect();
    keys.sort_by_key(|key| (rank(key), key.as_str().to_owned()));
    for key in keys {
        table.insert(key, to_item(&map[key]));
    }
}

pub(super) fn to_item(value: &Value) -> Item {
    match value {
        Value::Table(map) => {
            let mut table = Table::new();
            fill(&mut table, map, &[]);
            Item::Table(table)
        }
        Value::List(rows) if !rows.is_empty() && rows.iter().all(|row| matches!(row, Value::Table(_))) => {
            let mut array = ArrayOfTables::new();
            for row in rows {
                if let Item::Table(table) = to_item(row) {
                    array.push(table);
                }
            }
            Item::ArrayOfTables(array)
        }
        scalar => Item::Value(to_toml(scalar)),
    }
}

pub(super) fn to_toml(value: &Value) -> Toml {
    match value {
        Value::Text(text) => string(text),
        Value::Number(number) => raw(&number.to_string()),
        Value::Bool(truth) => Toml::from(*truth),
        Value::Date(day) => raw(&day.format("%Y-%m-%d").to_string()),
        Value::Moment(moment) => raw(&moment.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, false)),
        Value::Odd(written) => raw(written),
        Value::List(items) => {
            let mut array = Array::new();
            array.extend(items.iter().map(to_toml));
            Toml::Array(array)
        }
        Value::Table(map) => {
            let mut table = InlineTable::new();
            for (key, value) in map {
                table.insert(key, to_toml(value));
            }
            Toml::InlineTable(table)
        }
    }
}

/// Numbers and dates by their own digits: parsed from the text so that nothing passes through a binary float.
/// An integer beyond TOML's 64 bits is written with a decimal point.
fn raw(digits: &str) -> Toml {
    digits.parse::<Toml>().or_else(|_| format!("{digits}.0").parse::<Toml>()).unwrap_or_else(|_| Toml::from(digits))
}

fn string(text: &str) -> Toml {
    if text.contains('\n')
        && !text.contains("\"\"\"")
        && text.chars().all(|c| c == '\n' || c == '\t' || !c.is_control())
    {
        let escaped = text.replace('\\', "\\\\");
        let body = if escaped.ends_with('"') { format!("{}\\\"", &escaped[..escaped.len() - 1]) } else { escaped };
        if let Ok(value) = format!("\"\"\"\n{body}\"\"\"").parse::<Toml>() {
            return value;
        }
    }
    Toml::from(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;
    use rust_decimal::Decimal;

    #[test]
    fn what_is_written_reads_back() {
        let mut row = Map::new();
        row.insert("sku".into(), Value::Text("A\"1\\".into()));
        row.insert("quantity".into(), Value::Number(Decimal::new(100, 2)));
        let mut map = Map::new();
        map.insert("lines".into(), Value::List(vec![Value::Table(row.clone()), Value::Table(row.clone())]));
        map.insert("name".into(), Value::Text("海康\u{1b}".into()));
        map.insert("notes".into(), Value::Text("one\n\"two\"\n\\three\"".into()));
        map.insert("big".into(), Value::Number("12345678901234567890123".parse().unwrap()));
        map.insert("metrics".into(), Value::Table(row));
        map.insert("created".into(), Value::Date("2026-11-21".parse().unwrap()));
        map.insert("at".into(), Value::Moment("2026-11-21T10:00:00+08:00".parse().unwrap()));
        map.insert("tags".into(), Value::List(vec![Value::Text("a".into()), Value::Bool(true)]));
        let text = write(&map, &["name"]);
        assert!(text.starts_with("name = "), "{text}");
        let parsed = parse(&text);
        assert_eq!(parsed.faults, [], "{text}");
        assert_eq!(parsed.root, map, "{text}");
        assert!(text.contains("quantity = 1.00"), "{text}");
    }
}
