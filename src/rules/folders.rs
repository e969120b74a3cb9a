//! Owns advice about folders that grew too full: a git tree of 40,000 entries costs a megabyte a commit.
//! Refuses to move anything.

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::msg;
use crate::record::Record;
use std::collections::BTreeMap;

pub(super) fn check(records: &[&Record], limit: usize) -> Vec<Diagnostic> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for record in records {
        let folder = record.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        *counts.entry((folder, &record.kind)).or_default() += 1;
    }
    let full = counts.into_iter().filter(|(_, count)| *count > limit);
    full.map(|((folder, kind), count)| {
        let message = msg!("folder-full", count = count, limit = limit);
        Diagnostic::new(Severity::Advice, "folder-size", Place::file(format!("{folder}/")), message)
            .hint(msg!("folder-full-hint", kind = kind))
    })
    .collect()
}
