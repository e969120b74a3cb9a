//! Owns ids and uids that stand twice.
//! Refuses to say which of the two is right.

use super::Everything;
use crate::diagnostic::{Diagnostic, Place};
use crate::msg;
use std::collections::HashMap;

pub(super) fn check(everything: &Everything<'_>, findings: &mut Vec<Diagnostic>) {
    let mut ids: HashMap<(&str, &str), &str> = HashMap::new();
    let mut uids: HashMap<&str, &str> = HashMap::new();
    let readable =
        everything.records.iter().map(|record| (record.kind.as_str(), record.id.as_str(), record.path.as_str()));
    let unreadable =
        everything.unreadable.iter().map(|found| (found.kind.as_str(), found.id.as_str(), found.path.as_str()));
    for (kind, id, path) in readable.chain(unreadable) {
        if let Some(first) = ids.insert((kind, id), path) {
            let finding = Diagnostic::error("twin-id", Place::file(path), msg!("twin-id", id = id, other = first));
            findings.push(finding.about(kind, id).hint(msg!("twin-id-hint")));
        }
    }
    for record in everything.records {
        let Some(uid) = record.uid() else { continue };
        if let Some(first) = uids.insert(uid, &record.path) {
            let finding = Diagnostic::error(
                "twin-uid",
                record.place(&["uid".into()]),
                msg!("twin-uid", uid = uid, other = first),
            );
            findings.push(finding.about(&record.kind, &record.id).at_field("uid").hint(msg!("twin-uid-hint")));
        }
    }
}
