//! Owns what a typed-in text means for a field: the normalised value, or why it has none.
//! Refuses to look at other records: references stay as they were written.

use super::{Field, Type};
use crate::diagnostic::Message;
use crate::msg;
use crate::value::{self, DateOrder, Value};
use chrono::{DateTime, FixedOffset};

/// What reading depends on besides the text.
#[derive(Clone, Debug)]
pub struct Customs {
    /// Now, in the repository's time zone; `today` is its day.
    pub now: DateTime<FixedOffset>,
    /// Region of telephone numbers without a country code, such as `CN`.
    pub region: String,
    /// Order of day and month where a column has decided it.
    pub order: Option<DateOrder>,
}

/// The value a text means for a field. Sets are split at `,`, `;`, `、` and `，`.
pub fn interpret(field: &Field, text: &str, customs: &Customs) -> Result<Value, Message> {
    let today = customs.now.date_naive();
    let line = value::clean(text);
    Ok(match field.kind {
        Type::String | Type::Ref => Value::Text(line),
        Type::Text => Value::Text(value::clean_lines(text)),
        Type::Int => Value::Number(value::parse_int(&line)?.into()),
        Type::Decimal | Type::Money => Value::Number(value::parse_number(&line)?),
        Type::Percent => Value::Number(value::parse_percent(&line)?),
        Type::Bool => Value::Bool(value::parse_bool(&line)?),
        Type::Date => Value::Date(value::parse_date(&line, today, customs.order)?),
        Type::Datetime => Value::Moment(value::parse_moment(&line, customs.now, customs.order)?),
        Type::Duration => Value::Text(value::parse_duration(&line)?),
        Type::Enum => match field.value(&line) {
            Some(known) => Value::Text(known.value.clone()),
            None => return Err(not_a_value(field, &line)),
        },
        Type::Tags | Type::Strings | Type::Refs => Value::List(split(&line).into_iter().map(Value::Text).collect()),
        Type::Email => Value::Text(value::parse_email(&line)?),
        Type::Phone => Value::Text(value::parse_phone(&line, &customs.region)?),
        Type::Url => Value::Text(value::parse_url(&line)?),
        Type::Table | Type::Rows => {
            return Err(msg!("value-needs-part", field = field.name.as_str(), example = example(field)));
        }
    })
}

/// The message for a word that is none of an enum's values.
pub fn not_a_value(field: &Field, word: &str) -> Message {
    let known: Vec<&str> = field.values.iter().map(|value| value.value.as_str()).collect();
    let names =
        field.values.iter().flat_map(|value| [value.value.as_str(), value.label.en.as_str(), value.label.zh.as_str()]);
    match value::suggest(word, names) {
        Some(near) => msg!("value-not-listed-near", text = word, near = near, values = known.join(", ")),
        None => msg!("value-not-listed", text = word, values = known.join(", ")),
    }
}

fn example(field: &Field) -> String {
    let part = field.fields.keys().find(|name| Some(*name) != field.key.as_ref()).map_or("part", String::as_str);
    match field.kind {
        Type::Rows => format!("{}[KEY].{part}=…", field.name),
        _ => format!("{}.{part}=…", field.name),
    }
}

fn split(line: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for item in line.split([',', ';', '、', '，', '；']).map(value::clean).filter(|item| !item.is_empty()) {
        if !items.contains(&item) {
            items.push(item);
        }
    }
    items
}
