//! Owns how findings and failures are said: messages by key in two languages,
//! diagnostics with their place, failures with their class.
//! Refuses to print, and to know what any finding means.

mod catalogue;
mod failure;
mod message;

pub use catalogue::{Lang, keys};
pub use failure::{Class, Failure};
pub use message::{Arg, Message};

use std::fmt;

/// How grave a finding is. Only errors make `check` fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The record breaks a rule.
    Error,
    /// The record should be mended, and works meanwhile.
    Warning,
    /// Worth knowing, nothing is wrong.
    Advice,
}

impl Severity {
    /// The word used in every machine format.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        }
    }
}

/// Where a finding was made: a file with a line and column, or a cell of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Path as the user would type it, relative to the work tree where it is inside.
    pub path: String,
    /// Line or row, from 1; 0 when the whole file is meant.
    pub line: u32,
    /// Column in characters, from 1; 0 when the whole line is meant.
    pub column: u32,
    /// Letters of the spreadsheet column, when the place is a cell.
    pub cell: Option<String>,
    /// The source line, without its line end, for the caret under it.
    pub source: Option<String>,
    /// How many characters of the source line are meant, from `column`.
    pub width: u32,
}

impl Place {
    /// The whole file.
    pub fn file(path: impl Into<String>) -> Place {
        Place { path: path.into(), ..Place::default() }
    }

    /// One cell of a sheet: row from 1, column from 0.
    pub fn cell(path: impl Into<String>, row: u32, column: u32) -> Place {
        Place {
            path: path.into(),
            line: row,
            column: column + 1,
            cell: Some(column_letters(column)),
            ..Place::default()
        }
    }

    /// The place of a byte range of `text`.
    pub fn span(path: impl Into<String>, text: &str, span: std::ops::Range<usize>) -> Place {
        let start = floor_boundary(text, span.start);
        let begin = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let stop = floor_boundary(text, span.end).clamp(start, end);
        Place {
            path: path.into(),
            line: text[..start].matches('\n').count() as u32 + 1,
            column: text[begin..start].trim_start_matches('\u{feff}').chars().count() as u32 + 1,
            cell: None,
            source: Some(text[begin..end].trim_end_matches('\r').trim_start_matches('\u{feff}').to_owned()),
            width: text[start..stop].trim_end_matches('\r').chars().count().max(1) as u32,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.cell, self.line, self.column) {
            (Some(cell), line, _) => write!(f, "{}:{line}:{cell}", self.path),
            (None, 0, _) => f.write_str(&self.path),
            (None, line, 0) => write!(f, "{}:{line}", self.path),
            (None, line, column) => write!(f, "{}:{line}:{column}", self.path),
        }
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// `A` for 0, `Z` for 25, `AA` for 26: how spreadsheets name columns.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.reverse();
    letters.into_iter().map(char::from).collect()
}

/// One finding about data: bad data is a value, never an error.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// Stable name of the rule, such as `required` or `unknown-key`.
    pub code: &'static str,
    /// Where it was found.
    pub place: Place,
    /// Kind of the record, when it is about one.
    pub kind: Option<String>,
    /// Id of the record, when it is about one.
    pub id: Option<String>,
    /// Field path inside the record, such as `lines[A1].quantity`.
    pub field: Option<String>,
    /// What is wrong.
    pub message: Message,
    /// The way out.
    pub hint: Option<Message>,
}

impl Diagnostic {
    /// A finding at a place; the builder methods add the rest.
    pub fn new(severity: Severity, code: &'static str, place: Place, message: Message) -> Diagnostic {
        Diagnostic { severity, code, place, kind: None, id: None, field: None, message, hint: None }
    }

    /// An error at a place.
    pub fn error(code: &'static str, place: Place, message: Message) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, place, message)
    }

    /// A warning at a place.
    pub fn warning(code: &'static str, place: Place, message: Message) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, place, message)
    }

    /// Says which record it is about.
    pub fn about(mut self, kind: &str, id: &str) -> Diagnostic {
        self.kind = Some(kind.to_owned());
        self.id = Some(id.to_owned());
        self
    }

    /// Says which field it is about.
    pub fn at_field(mut self, field: impl Into<String>) -> Diagnostic {
        self.field = Some(field.into());
        self
    }

    /// Adds the way out.
    pub fn hint(mut self, hint: Message) -> Diagnostic {
        self.hint = Some(hint);
        self
    }

    /// What makes two findings the same fault of the same record, wherever its line moved to.
    pub fn identity(&self) -> (Option<&str>, Option<&str>, &'static str, Option<&str>, &Message) {
        (self.kind.as_deref(), self.id.as_deref(), self.code, self.field.as_deref(), &self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        let named: Vec<_> = [0, 25, 26, 51, 52, 701, 702].into_iter().map(column_letters).collect();
        assert_eq!(named, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_span_counts_characters_and_leaves_out_the_byte_order_mark() {
        let place = Place::span("a.toml", "\u{feff}x = 1\n名 = \"客户\"\r\n", 15..23);
        assert_eq!((place.line, place.column, place.width), (2, 5, 4));
        assert_eq!(place.source.as_deref(), Some("名 = \"客户\""));
        assert_eq!(place.to_string(), "a.toml:2:5");
    }

    #[test]
    fn a_cell_reads_as_row_and_letters() {
        assert_eq!(Place::cell("客户.xlsx", 17, 2).to_string(), "客户.xlsx:17:C");
    }
}
