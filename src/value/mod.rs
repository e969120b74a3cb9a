//! Owns scalar values: their types, their exact digits, how people write them.
//! Refuses binary floats for money, and any knowledge of kinds and fields.

mod calendar_date;
mod country;
mod currency;
mod date;
mod duration;
mod email;
mod moment;
mod number;
mod phone;
mod phone_cell;
mod phrase;
mod placeholder;
mod slug;
mod suggest;
mod text;
mod truth;
mod url;

pub use country::region_of;
pub use currency::currency_of;
pub use date::{DateOrder, fits_order, parse_date};
pub use duration::parse_duration;
pub use email::parse_email;
pub use moment::parse_moment;
pub use number::{parse_int, parse_number, parse_percent, plain};
pub use phone::{parse_phone, show_phone};
pub use phone_cell::split_phones;
pub use placeholder::is_placeholder;
pub use slug::{initials, pinyin, slug};
pub use suggest::suggest;
pub use text::{clean, clean_lines, fold, narrow};
pub use truth::parse_bool;
pub use url::parse_url;

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Fields by name. Order in the file is the file's; comparing needs none.
pub type Map = BTreeMap<String, Value>;

/// A value of a record, free of how it was written.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A string of one or many lines.
    Text(String),
    /// An integer or a decimal, exact, up to 28 digits.
    Number(Decimal),
    /// True or false.
    Bool(bool),
    /// A calendar day.
    Date(NaiveDate),
    /// A moment with its offset.
    Moment(DateTime<FixedOffset>),
    /// Any other TOML scalar (a local time, `inf`, a number beyond 28 digits), as written.
    Odd(String),
    /// An array.
    List(Vec<Value>),
    /// A table.
    Table(Map),
}

impl Value {
    /// The string, where it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, where it is one.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// True or false, where it is one of them.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(truth) => Some(*truth),
            _ => None,
        }
    }

    /// The day, where it is one. A moment isn't a day: its day depends on the offset.
    pub fn date(&self) -> Option<NaiveDate> {
        match self {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The moment, where it is one.
    pub fn moment(&self) -> Option<DateTime<FixedOffset>> {
        match self {
            Value::Moment(moment) => Some(*moment),
            _ => None,
        }
    }

    /// The items, where it is a list.
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The fields, where it is a table.
    pub fn as_table(&self) -> Option<&Map> {
        match self {
            Value::Table(fields) => Some(fields),
            _ => None,
        }
    }

    /// A string of blanks only, a list without items, a table without fields.
    pub fn is_empty(&self) -> bool {
        match self {
            Value::Text(text) | Value::Odd(text) => text.chars().all(text::is_blank),
            Value::List(items) => items.is_empty(),
            Value::Table(fields) => fields.is_empty(),
            Value::Number(_) | Value::Bool(_) | Value::Date(_) | Value::Moment(_) => false,
        }
    }

    /// The stable word for its type: `string`, `number`, `bool`, `date`, `datetime`, `other`, `list`, `table`.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Text(_) => "string",
            Value::Number(_) => "number",
            Value::Bool(_) => "bool",
            Value::Date(_) => "date",
            Value::Moment(_) => "datetime",
            Value::Odd(_) => "other",
            Value::List(_) => "list",
            Value::Table(_) => "table",
        }
    }

    /// Plain text for people: plain digits, ISO days, RFC 3339 moments in seconds,
    /// lists as `a, b`, tables as `key=value; …`.
    pub fn display(&self) -> String {
        match self {
            Value::Text(text) | Value::Odd(text) => text.clone(),
            Value::Number(number) => plain(*number),
            Value::Bool(truth) => truth.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Moment(moment) => moment.to_rfc3339_opts(SecondsFormat::Secs, true),
            Value::List(items) => items.iter().map(Value::display).collect::<Vec<_>>().join(", "),
            Value::Table(fields) => {
                let pairs: Vec<String> =
                    fields.iter().map(|(name, value)| format!("{name}={}", value.display())).collect();
                pairs.join("; ")
            }
        }
    }
}

/// The given text as messages show it: one line, cut at 60 characters.
fn shown(text: &str) -> String {
    let line = clean(text);
    match line.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

#[cfg(test)]
mod tests;
