//! Owns finding records by what identifies them: those that exist and those an import makes, through one hash map.
//! Refuses to scan records, and to choose among several.

use crate::record::Record;
use crate::schema::{Kind, Schema};
use crate::value::{Value, fold};
use std::collections::{BTreeSet, HashMap};

/// A record that exists, by its place in the list, or one this import makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Who {
    Existing(usize),
    Made(usize),
}

/// Records by kind, field and folded text.
#[derive(Clone, Default)]
pub(super) struct Index {
    by: HashMap<String, Vec<Who>>,
    fields: HashMap<String, Vec<String>>,
}

fn key(kind: &str, field: &str, text: &str) -> String {
    format!("{kind}\u{0}{field}\u{0}{}", fold(text))
}

impl Index {
    /// Existing records by title, identifying and unique fields, external id, uid and id, and by `more` (kind, field).
    pub(super) fn new(schema: &Schema, records: &[Record], more: &[(String, String)]) -> Index {
        let mut index = Index::default();
        for kind in schema.kinds.values() {
            let mut fields: BTreeSet<String> = kind.identifies.iter().cloned().collect();
            fields.extend([kind.title.clone(), "external_id".to_owned(), "uid".to_owned()]);
            fields.extend(kind.fields.values().filter(|field| field.unique).map(|field| field.name.clone()));
            fields.extend(more.iter().filter(|(of, _)| *of == kind.name).map(|(_, field)| field.clone()));
            index.fields.insert(kind.name.clone(), fields.into_iter().collect());
        }
        for (at, record) in records.iter().enumerate() {
            let who = Who::Existing(at);
            index.put(key(&record.kind, "id", &record.id), who);
            for former in record.texts_of("former_ids") {
                index.put(key(&record.kind, "id", former), who);
            }
            let fields = index.fields.get(&record.kind).cloned().unwrap_or_default();
            for field in &fields {
                if let Some(value) = record.root.get(field) {
                    index.add(&record.kind, field, value, who);
                }
            }
        }
        index
    }

    /// The fields records of a kind are found by.
    pub(super) fn fields_of(&self, kind: &str) -> &[String] {
        self.fields.get(kind).map_or(&[], Vec::as_slice)
    }

    fn put(&mut self, key: String, who: Who) {
        let list = self.by.entry(key).or_default();
        if !list.contains(&who) {
            list.push(who);
        }
    }

    /// Makes a record findable by a value.
    pub(super) fn add(&mut self, kind: &str, field: &str, value: &Value, who: Who) {
        let text = value.display();
        if !text.is_empty() {
            self.put(key(kind, field, &text), who);
        }
    }

    /// Records of a kind whose field has this text.
    pub(super) fn find(&self, kind: &str, field: &str, text: &str) -> &[Who] {
        self.by.get(&key(kind, field, text)).map_or(&[], Vec::as_slice)
    }

    /// Records a word may name: by the field asked for, else by id, title, identifying fields, external id.
    pub(super) fn named(&self, kind: &Kind, word: &str, field: Option<&str>) -> &[Who] {
        if let Some(field) = field {
            return self.find(&kind.name, field, word);
        }
        let fields = [kind.title.as_str()].into_iter().chain(kind.identifies.iter().map(String::as_str));
        // A bare number is more likely a number of theirs than an id of ours.
        let number = word.bytes().all(|byte| byte.is_ascii_digit());
        let (front, back) = if number { (None, Some("id")) } else { (Some("id"), None) };
        let order = front.into_iter().chain(fields).chain(["external_id"]).chain(back);
        order.map(|field| self.find(&kind.name, field, word)).find(|found| !found.is_empty()).unwrap_or(&[])
    }
}
