//! Owns fields that no two records of a kind may share, by folded text.
//! Refuses to compare pairs: one pass with a hash.

use super::Everything;
use crate::diagnostic::Diagnostic;
use crate::msg;
use crate::record::Record;
use crate::value::{Value, fold};
use std::collections::HashMap;

pub(super) fn check(everything: &Everything<'_>, findings: &mut Vec<Diagnostic>) {
    for kind in everything.schema.kinds.values() {
        for field in kind.fields.values().filter(|field| field.unique) {
            let mut seen: HashMap<String, &Record> = HashMap::new();
            for record in everything.records.iter().filter(|record| record.kind == kind.name) {
                let Some(text) = record.root.get(&field.name).map(Value::display).filter(|text| !text.is_empty())
                else {
                    continue;
                };
                let Some(first) = seen.insert(fold(&text), record) else { continue };
                let place = record.place(&[field.name.as_str().into()]);
                let message = msg!("unique", text = text, other = first.reference());
                let finding =
                    Diagnostic::error("unique", place, message).about(&record.kind, &record.id).at_field(&field.name);
                findings.push(finding.hint(msg!("unique-hint")));
            }
        }
    }
}
