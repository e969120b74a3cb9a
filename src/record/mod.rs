//! Owns a record: its file's text, values and places, edits of it, and the merge of its fields.
//! Refuses to read files and to judge contents.

mod assign;
mod change;
mod dice;
mod edits;
mod field_path;
pub mod merge;
mod naming;
mod shapes;

pub use assign::{Assignment, Operator};
pub use change::Change;
pub use dice::{Dice, derived_uid};
pub use edits::{FieldEdit, Operation, edit_text, new_text, value_at};
pub use field_path::{FieldPath, steps};
pub use naming::{Naming, default_value};
pub use shapes::KindShapes;

use crate::diagnostic::{Diagnostic, Place};
use crate::msg;
use crate::schema::Kind;
use crate::syntax::{self, Places, Step};
use crate::value::{Map, Value};

/// Bytes a record may have.
pub const MAX_BYTES: usize = 1 << 20;

/// A record as its file has it.
#[derive(Clone, Debug)]
pub struct Record {
    /// Name of its kind.
    pub kind: String,
    /// Its id: the file stem.
    pub id: String,
    /// Path relative to the work tree.
    pub path: String,
    /// Text of the file.
    pub text: String,
    /// The values.
    pub root: Map,
    /// Where they stand in the text.
    pub places: Places,
}

impl Record {
    /// Reads a record's text. With a fault of syntax there is no record, only findings.
    pub fn read(kind: &str, id: &str, path: &str, text: String) -> (Option<Record>, Vec<Diagnostic>) {
        if let Some(finding) = conflict_markers(path, &text) {
            return (None, vec![finding.about(kind, id)]);
        }
        let parsed = syntax::parse(&text);
        if parsed.faults.is_empty() {
            let record = Record {
                kind: kind.into(),
                id: id.into(),
                path: path.into(),
                text,
                root: parsed.root,
                places: parsed.places,
            };
            return (Some(record), Vec::new());
        }
        let findings = parsed.faults.into_iter().map(|fault| {
            Diagnostic::error("syntax", Place::span(path, &text, fault.span), msg!("record-syntax", fault = fault.text))
                .about(kind, id)
        });
        (None, findings.collect())
    }

    /// `kind/id`.
    pub fn reference(&self) -> String {
        format!("{}/{}", self.kind, self.id)
    }

    /// Text of a field; `None` where it is missing or no text.
    pub fn text_of(&self, field: &str) -> Option<&str> {
        self.root.get(field).and_then(Value::text)
    }

    /// The immutable id of its history.
    pub fn uid(&self) -> Option<&str> {
        self.text_of("uid")
    }

    /// Name for people: the title field, else the id.
    pub fn title(&self, kind: &Kind) -> String {
        self.root
            .get(&kind.title)
            .map(Value::display)
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| self.id.clone())
    }

    /// Set elements or a single text as a list of texts.
    pub fn texts_of(&self, field: &str) -> Vec<&str> {
        match self.root.get(field) {
            Some(Value::List(items)) => items.iter().filter_map(Value::text).collect(),
            Some(Value::Text(text)) => vec![text],
            _ => Vec::new(),
        }
    }

    /// The place of a value, or of the nearest thing around it; the whole file if nothing is near.
    pub fn place(&self, path: &[Step]) -> Place {
        match self.places.get(path).or_else(|| self.places.nearest(path)) {
            Some(place) => Place::span(&self.path, &self.text, place.value.clone()),
            None => Place::file(&self.path),
        }
    }

    /// The place of a key.
    pub fn place_of_key(&self, path: &[Step]) -> Place {
        match self.places.get(path) {
            Some(place) => Place::span(&self.path, &self.text, place.key.clone()),
            None => self.place(path),
        }
    }
}

/// Git's own markers of an unsettled merge.
fn conflict_markers(path: &str, text: &str) -> Option<Diagnostic> {
    let starts = |mark: &str| text.lines().any(|line| line.starts_with(mark));
    if !(starts("<<<<<<< ") && starts(">>>>>>> ")) {
        return None;
    }
    let at = if text.starts_with("<<<<<<< ") { 0 } else { text.find("\n<<<<<<< ")? + 1 };
    let place = Place::span(path, text, at..at + 7);
    Some(
        Diagnostic::error("conflict-markers", place, msg!("record-conflict-markers"))
            .hint(msg!("record-conflict-markers-hint")),
    )
}
