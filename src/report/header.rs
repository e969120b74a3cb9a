//! Owns the header of a report's file: title, parameters, columns, total line.
//! Refuses declarations it can't read, naming file and line.

use crate::diagnostic::{Failure, Message};
use crate::msg;
use crate::schema::Label;
use crate::value::suggest;

/// A report as its file declares it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Its name, or path, for messages.
    pub name: String,
    /// Title for people.
    pub title: Label,
    /// Parameters, in the order declared.
    pub params: Vec<Param>,
    /// Columns, in the order shown; none declared shows the statement's.
    pub columns: Vec<ColumnSpec>,
    /// What the total line is called, if there is one.
    pub total: Option<Label>,
    /// Counts that warn of what the figures leave out.
    pub left_out: Vec<LeftOut>,
    /// The whole text, which is the statement.
    pub sql: String,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// Its name, without `:`.
    pub name: String,
    /// What it takes.
    pub kind: ParamType,
    /// Its value where none is given.
    pub default: Option<String>,
}

/// What a parameter takes.
#[derive(Clone, Debug, PartialEq)]
pub enum ParamType {
    /// One of these words.
    Choice(Vec<String>),
    /// A day; of a longer period the last one, or the first.
    Date {
        /// The last one.
        last: bool,
    },
    /// Any text.
    Text,
    /// A whole number.
    Int,
    /// A decimal.
    Number,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnSpec {
    /// Its name in the statement and in machine formats.
    pub name: String,
    /// Heading for people.
    pub label: Label,
    /// What it holds.
    pub shape: Shape,
    /// Decimal places to show, if fixed.
    pub places: Option<u32>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Text.
    Text,
    /// A number of any kind, a ratio too.
    Number,
    /// An amount in the currency of crm.toml.
    Money,
    /// Percent points.
    Percent,
    /// A day.
    Date,
    /// A moment in UTC.
    Datetime,
}

/// A count of what the figures leave out.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// Its column in the statement.
    pub column: String,
    /// What is left out, for people.
    pub label: Label,
}

const WORDS: [&str; 5] = ["title", "param", "column", "total", "left_out"];

/// Reads a report's file; `name` is its path or, for one in the program, its name. Usage: a wrong declaration.
pub fn parse(name: &str, text: &str) -> Result<Report, Failure> {
    let mut report = Report { name: name.to_owned(), sql: text.to_owned(), ..Report::default() };
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim();
        let Some(comment) = line.strip_prefix("--") else {
            if line.is_empty() {
                continue;
            }
            break;
        };
        let Some((word, rest)) = comment.split_once(':') else { continue };
        let (word, rest) = (word.trim(), rest.trim());
        let known = match word {
            "title" => label(rest).map(|label| report.title = label),
            "total" => label(rest).map(|label| report.total = Some(label)),
            "param" => param(rest).map(|param| report.params.push(param)),
            "column" => column(rest).map(|column| report.columns.push(column)),
            "left_out" => left_out(rest).map(|left_out| report.left_out.push(left_out)),
            // A free comment may well have a colon; a mistyped word should not pass for one.
            _ => match suggest(word, WORDS.into_iter()) {
                Some(near) => Err(msg!("report-word", word = word, near = near)),
                None => Ok(()),
            },
        };
        known.map_err(|reason| {
            let place = format!("{name}:{}", number + 1);
            Failure::usage(msg!("report-header", place = place, reason = reason)).hint(msg!("report-header-hint"))
        })?;
    }
    Ok(report)
}

/// `English | 中文`; one alone serves both.
fn label(text: &str) -> Result<Label, Message> {
    let (en, zh) = text.split_once('|').unwrap_or((text, ""));
    let label = Label { en: en.trim().to_owned(), zh: zh.trim().to_owned() };
    if label.en.is_empty() && label.zh.is_empty() { Err(msg!("report-empty")) } else { Ok(label) }
}

fn param(text: &str) -> Result<Param, Message> {
    let (text, choices) = text.split_once(':').map_or((text, None), |(text, words)| (text, Some(words)));
    let (text, default) = text.split_once('=').map_or((text, None), |(text, value)| (text, Some(value.trim())));
    let words: Vec<&str> = text.split_whitespace().collect();
    let default = default.filter(|text| !text.is_empty()).map(str::to_owned);
    let (name, kind) = match (words.as_slice(), choices) {
        ([name], Some(choices)) => (name, ParamType::Choice(choices.split_whitespace().map(str::to_owned).collect())),
        ([name], None) | ([name, "text"], None) => (name, ParamType::Text),
        ([name, "date"], None) => (name, ParamType::Date { last: false }),
        ([name, "date", "last"], None) => (name, ParamType::Date { last: true }),
        ([name, "int"], None) => (name, ParamType::Int),
        ([name, "number"], None) => (name, ParamType::Number),
        _ => return Err(msg!("report-param-form", text = text.trim())),
    };
    let reserved = ["total", "currency", "lang"].contains(name);
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let empty = matches!(&kind, ParamType::Choice(words) if words.is_empty());
    let odd = matches!((&kind, &default), (ParamType::Choice(words), Some(word)) if !words.contains(word));
    if reserved || !plain || empty || odd {
        return Err(msg!("report-param-form", text = text.trim()));
    }
    Ok(Param { name: (*name).to_owned(), kind, default })
}

fn column(text: &str) -> Result<ColumnSpec, Message> {
    let parts: Vec<&str> = text.split('|').map(str::trim).collect();
    let (name, en, zh, kind) = match parts.as_slice() {
        [name, kind] => (*name, name.replace('_', " "), "", *kind),
        [name, zh, kind] => (*name, name.replace('_', " "), *zh, *kind),
        [name, en, zh, kind] => (*name, (*en).to_owned(), *zh, *kind),
        _ => return Err(msg!("report-column-form", text = text)),
    };
    let (word, places) = kind.split_once(' ').map_or((kind, None), |(word, places)| (word, Some(places.trim())));
    let (shape, standard) = match word {
        "text" => (Shape::Text, None),
        "int" => (Shape::Number, Some(0)),
        "number" | "ratio" => (Shape::Number, None),
        "money" => (Shape::Money, None),
        "percent" => (Shape::Percent, None),
        "date" => (Shape::Date, None),
        "datetime" => (Shape::Datetime, None),
        _ => return Err(msg!("report-type", word = word)),
    };
    let places = match places {
        Some(places) => match places.parse() {
            Ok(places @ 0..=28) => Some(places),
            _ => return Err(msg!("report-column-form", text = text)),
        },
        None => standard,
    };
    let label = Label { en, zh: zh.to_owned() };
    Ok(ColumnSpec { name: name.to_owned(), label, shape, places })
}

fn left_out(text: &str) -> Result<LeftOut, Message> {
    let (column, rest) = text.split_once('|').ok_or_else(|| msg!("report-column-form", text = text))?;
    Ok(LeftOut { column: column.trim().to_owned(), label: label(rest)? })
}
