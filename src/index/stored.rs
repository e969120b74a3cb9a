//! Owns how a record's values stand in SQLite.
//! Refuses to judge: a value of a wrong type is stored as the text people see, and is a finding elsewhere.

use super::Numbers;
use crate::schema::Type;
use crate::value::{Map, Value};
use chrono::{SecondsFormat, Utc};
use rusqlite::types::Value as SqlValue;

/// What to store for a value of a field. Moments are UTC in whole seconds, so that they compare as text;
/// sets are JSON arrays.
pub(super) fn stored(kind: Type, value: &Value, numbers: &Numbers) -> SqlValue {
    match (kind, value) {
        (Type::Int, Value::Number(number)) => match i64::try_from(*number) {
            Ok(whole) if number.fract().is_zero() => SqlValue::Integer(whole),
            _ => numbers.to_sql(*number),
        },
        (kind, Value::Number(number)) if kind.is_number() => numbers.to_sql(*number),
        (Type::Bool, Value::Bool(truth)) => SqlValue::Integer(i64::from(*truth)),
        (Type::Datetime, Value::Moment(moment)) => {
            SqlValue::Text(moment.with_timezone(&Utc).to_rfc3339_opts(SecondsFormat::Secs, true))
        }
        (kind, value) if kind.is_set() => {
            // Strings always serialise.
            SqlValue::Text(serde_json::to_string(&items(value)).unwrap_or_default())
        }
        (_, value) => SqlValue::Text(value.display()),
    }
}

/// The elements of a set, each once; a single value counts as a set of one.
pub(super) fn items(value: &Value) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let single = std::slice::from_ref(value);
    for item in value.as_list().unwrap_or(single).iter().map(Value::display) {
        if !found.contains(&item) {
            found.push(item);
        }
    }
    found
}

/// The value that names lead to.
pub(super) fn at<'v>(root: &'v Map, path: &[String]) -> Option<&'v Value> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(root.get(first)?, |value, name| value.as_table()?.get(name))
}
