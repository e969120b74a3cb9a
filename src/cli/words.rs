//! Owns small texts for people that several commands say: dates with weekday, amounts, counts of kinds.
//! Refuses sentences; those stand in the catalogue.

use crate::diagnostic::Lang;
use crate::msg;
use crate::schema::{Field, Schema, Type};
use crate::table::{Cell, Column, Format, Look, Table, render};
use crate::value::{Value, show_phone};
use chrono::{Datelike, NaiveDate};
use indexmap::IndexMap;
use std::ffi::OsString;
use std::process::{Command, ExitCode};

/// `Fri 2026-12-18`, `2026-12-18 周五`.
pub fn day(date: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::En => date.format("%a %Y-%m-%d").to_string(),
        Lang::Zh => format!(
            "{date} 周{}",
            ["一", "二", "三", "四", "五", "六", "日"][date.weekday().num_days_from_monday() as usize]
        ),
    }
}

/// A value as people read it, by its field.
pub fn value(field: Option<&Field>, value: &Value, lang: Lang) -> String {
    match (field.map(|field| field.kind), value) {
        (_, Value::Date(date)) => day(*date, lang),
        (_, Value::Moment(moment)) => format!("{} {}", day(moment.date_naive(), lang), moment.format("%H:%M")),
        (Some(Type::Money), Value::Number(number)) => money(*number),
        (Some(Type::Percent), Value::Number(number)) => format!("{}%", number.normalize()),
        (Some(Type::Phone), Value::Text(phone)) => show_phone(phone),
        (Some(Type::Enum), Value::Text(text)) => {
            field.and_then(|field| field.value(text)).map_or_else(|| text.clone(), |known| known.label(lang).to_owned())
        }
        _ => value.display(),
    }
}

/// `12,000.00`
pub fn money(number: rust_decimal::Decimal) -> String {
    let mut table = Table::new(vec![Column::left("amount", "amount")]);
    table.push(vec![Cell::Money(number, None)]);
    render(&table, Format::Table, &Look { heading: false, ..Look::default() }).trim().to_owned()
}

/// `43 customers, 1 contact`.
pub fn counts(counts: &IndexMap<String, usize>, schema: &Schema, lang: Lang) -> String {
    let parts: Vec<String> = counts
        .iter()
        .filter(|(_, count)| **count > 0)
        .map(|(kind, count)| {
            let name = schema.kinds.get(kind).map_or(kind.as_str(), |kind| kind.counted(*count, lang));
            msg!("count-of", count = *count, name = name).text(lang)
        })
        .collect();
    parts.join(if lang == Lang::Zh { "、" } else { ", " })
}

/// Runs `guanxi-NAME` of the user's PATH for a command that isn't ours. Programs of the repository are never run:
/// a PATH entry that is not absolute is passed over.
#[allow(clippy::disallowed_methods)]
pub fn outside_program(arguments: &[OsString]) -> Option<ExitCode> {
    let at = arguments.iter().skip(1).position(|argument| !argument.to_string_lossy().starts_with('-'))? + 1;
    let name =
        arguments[at].to_str().filter(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))?;
    let path = std::env::var_os("PATH")?;
    let program = std::env::split_paths(&path)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(format!("guanxi-{name}")))
        .find(|program| program.is_file())?;
    let status = Command::new(program).args(&arguments[at + 1..]).status().ok()?;
    Some(ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1)))
}
