//! Owns finding the records that cells name.
//! Refuses a name that finds nothing, or several; a record is made for it only where the map says so.

use super::index::Who;
use super::merge;
use super::resolve::{Pass, mark, put, wrap_rows};
use super::rows::{Pending, RowDraft};
use crate::msg;
use crate::schema::{Kind, Type};
use crate::value::{Map, Value, suggest};
use std::collections::HashMap;

impl Pass<'_> {
    fn named(&self, kind: &Kind, word: &str, field: Option<&str>) -> Vec<Who> {
        let mut found = self.context.base.named(kind, word, field).to_vec();
        if found.is_empty() {
            found.extend(self.own.named(kind, word, field));
        }
        found
    }

    /// The value that refers to a record.
    pub(super) fn reference(&self, who: Who, kind: Option<&str>) -> Value {
        match who {
            Who::Existing(record) => {
                let id = &self.context.records[record].id;
                Value::Text(kind.map_or_else(|| id.clone(), |kind| format!("{kind}/{id}")))
            }
            Who::Made(made) => mark(made, kind),
        }
    }

    /// The value of a reference by name; a name that finds nothing is a fault of its cell.
    pub(super) fn look_up(&mut self, at: usize, number: u32, pending: &Pending) -> Option<Value> {
        let mut values = Vec::new();
        for name in &pending.names {
            values.push(self.look_up_one(at, number, pending, name)?);
        }
        match pending.field.kind {
            Type::Refs => Some(Value::List(values)),
            _ => values.into_iter().next(),
        }
    }

    fn look_up_one(&mut self, at: usize, number: u32, pending: &Pending, name: &str) -> Option<Value> {
        let schema = self.context.schema;
        let qualified = pending.field.to.len() > 1;
        let (only, word) = match name.split_once('/') {
            Some((kind, id)) if qualified && pending.field.to.iter().any(|to| to == kind) => (Some(kind), id),
            _ => (None, name),
        };
        let kinds: Vec<&Kind> = pending
            .field
            .to
            .iter()
            .filter(|to| only.is_none_or(|only| only == *to))
            .filter_map(|to| schema.kinds.get(to))
            .collect();
        let mut found: Vec<(Who, &Kind)> = Vec::new();
        for kind in &kinds {
            found.extend(self.named(kind, word, pending.lookup.as_deref()).into_iter().map(|who| (who, *kind)));
        }
        match found.as_slice() {
            [(who, kind)] => Some(self.reference(*who, qualified.then_some(kind.name.as_str()))),
            [] if pending.create && !kinds.is_empty() => {
                let kind = kinds[0];
                let made = self.make(kind, None);
                let field = pending.lookup.clone().unwrap_or_else(|| kind.title.clone());
                let root = Map::from([(field.clone(), Value::Text(word.to_owned()))]);
                self.made[made].origins.insert(field, (at, pending.column));
                self.made[made].rows.push(at);
                self.register(kind, &root, Who::Made(made));
                self.made[made].root = root;
                Some(mark(made, qualified.then_some(kind.name.as_str())))
            }
            [] => {
                let message = msg!("import-none-named", kind = pending.field.to.join(", "), text = word);
                let hint = self.near(&kinds, word).map(|near| msg!("check-did-you-mean", near = near));
                self.fault(at, number, pending.column, "reference", message, hint);
                None
            }
            several => {
                let message = msg!("import-several", text = word, count = several.len());
                self.fault(at, number, pending.column, "ambiguous", message, None);
                None
            }
        }
    }

    /// The name that was probably meant; looked for only while there are few faults.
    fn near(&self, kinds: &[&Kind], word: &str) -> Option<String> {
        if self.faults.len() > 200 {
            return None;
        }
        let of = |kind: &str| kinds.iter().find(|known| known.name == kind).map(|kind| kind.title.as_str());
        let there = self.context.records.iter().filter_map(|record| record.text_of(of(&record.kind)?));
        let made = self.made.iter().filter_map(|made| made.root.get(of(&made.kind)?).and_then(Value::text));
        suggest(word, there.chain(made)).map(str::to_owned)
    }

    /// References among the records of one kind, and to kinds that were made after it.
    pub(super) fn settle_later(&mut self, rows: &[RowDraft], at: usize, made: usize, pending: &Pending) {
        let schema = self.context.schema;
        let Some(kind) = schema.kinds.get(&self.made[made].kind) else { return };
        let Some(value) = self.look_up(at, rows[at].number, pending) else { return };
        let mut more = Map::new();
        put(&mut more, &pending.path, value);
        wrap_rows(kind, &mut more);
        let origins = HashMap::from([(pending.path.join("."), (at, pending.column))]);
        let entry = &mut self.made[made];
        let clashes = merge::absorb(kind, &mut entry.root, &mut entry.origins, more, &origins);
        if let Some(clash) = clashes.into_iter().next() {
            let first = clash.first.map_or(0, |origin| origin.0);
            let first = self.number_of(first);
            let message = msg!(
                "import-rows-disagree",
                field = clash.field,
                new = pending.names.join(", "),
                old = "…",
                row = first
            );
            self.fault(at, rows[at].number, pending.column, "rows-disagree", message, None);
        }
    }

    /// A line that says a code the catalogue has refers to the product.
    pub(super) fn products_of_lines(&self, kind: &Kind, root: &mut Map) {
        let fits = |name: &str| {
            let fields = kind.fields.get(name).map(|field| &field.fields);
            fields.is_some_and(|fields| {
                fields.contains_key("sku") && fields.get("product").is_some_and(|field| field.to == ["product"])
            })
        };
        for (_, value) in root.iter_mut().filter(|(name, _)| fits(name)) {
            let Value::List(rows) = value else { continue };
            for row in rows {
                let Value::Table(row) = row else { continue };
                let Some(sku) = row.get("sku").map(Value::display).filter(|_| !row.contains_key("product")) else {
                    continue;
                };
                if let [who] = self.find("product", "sku", &sku).as_slice() {
                    row.insert("product".to_owned(), self.reference(*who, None));
                }
            }
        }
    }
}
