//! Owns rules across records: references, uniqueness, twin ids, full folders.
//! Refuses anything one record shows by itself; `check` does that.

mod folders;
mod references;
mod twins;
mod unique;

pub use references::{Referrer, referrers, repoint};

use crate::diagnostic::Diagnostic;
use crate::record::Record;
use crate::schema::Schema;
use crate::store::Found;

/// All readable records, and files that hold none.
struct Everything<'a> {
    records: &'a [&'a Record],
    unreadable: &'a [Found],
    schema: &'a Schema,
}

type Rule = fn(&Everything<'_>, &mut Vec<Diagnostic>);

/// A new rule is one function in a file of its own, and one line here.
const RULES: &[Rule] = &[twins::check, unique::check, references::check];

/// Findings across records; linear in their number.
pub fn across(records: &[&Record], unreadable: &[Found], schema: &Schema) -> Vec<Diagnostic> {
    let everything = Everything { records, unreadable, schema };
    let mut findings = Vec::new();
    for rule in RULES {
        rule(&everything, &mut findings);
    }
    findings
}

/// Advice about folders that hold more records than `limit`.
pub fn full_folders(records: &[&Record], limit: usize) -> Vec<Diagnostic> {
    folders::check(records, limit)
}
