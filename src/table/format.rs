//! Owns the names of the output formats and the file endings they go by.
//! Refuses to write any of them.

use std::path::Path;

/// A way to write a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Aligned columns for people; may change between versions.
    Table,
    /// An array of objects, one per line.
    Json,
    /// One object per line, no array around them.
    Jsonl,
    /// RFC 4180 with LF line ends, a header, and formulas neutralised.
    Csv,
    /// One line per row, whatever the cells hold; a header, and formulas neutralised.
    Tsv,
    /// Only the ids, one per line.
    Ids,
    /// A table of GitHub's Markdown, for people.
    Md,
}

impl Format {
    /// Every format, in the order the help shows.
    pub const ALL: [Format; 7] =
        [Format::Table, Format::Json, Format::Jsonl, Format::Csv, Format::Tsv, Format::Ids, Format::Md];

    /// What the user types.
    pub fn name(self) -> &'static str {
        match self {
            Format::Table => "table",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Ids => "ids",
            Format::Md => "md",
        }
    }

    /// The format of this name; nothing else is accepted.
    pub fn parse(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The format that the ending of a file asks for, in either case.
    pub fn of_file(path: impl AsRef<Path>) -> Option<Format> {
        match path.as_ref().extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" => Some(Format::Csv),
            "tsv" => Some(Format::Tsv),
            "json" => Some(Format::Json),
            "jsonl" | "ndjson" => Some(Format::Jsonl),
            "md" => Some(Format::Md),
            "txt" => Some(Format::Table),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_name_and_by_ending() {
        assert!(Format::ALL.into_iter().all(|format| Format::parse(format.name()) == Some(format)));
        assert_eq!(Format::parse("CSV"), None);
        assert_eq!(Format::of_file("导出/客户.CSV"), Some(Format::Csv));
        assert_eq!(Format::of_file("a.b.ndjson"), Some(Format::Jsonl));
        assert_eq!(Format::of_file("a.txt"), Some(Format::Table));
        assert_eq!((Format::of_file("csv"), Format::of_file(".csv"), Format::of_file("a.xlsx")), (None, None, None));
    }
}
