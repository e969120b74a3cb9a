//! Owns the rules that one record can be judged by alone.
//! Refuses to look at other records; `rules` does.

mod fields;
mod presence;
mod scalars;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::record::Record;
use crate::schema::{Kind, Vocabulary};
use crate::syntax::Step;

/// What the rules need besides the record.
pub struct Judge<'a> {
    /// Policy, region, currency.
    pub config: &'a Config,
    /// Tag vocabulary.
    pub vocabulary: &'a Vocabulary,
}

/// All findings of one record, in the order of its lines.
pub fn check(record: &Record, kind: &Kind, judge: &Judge<'_>) -> Vec<Diagnostic> {
    let mut findings = Findings { record, list: Vec::new() };
    fields::check(&mut findings, kind, judge);
    presence::check(&mut findings, kind, judge);
    let mut list = findings.list;
    list.sort_by_key(|finding| (finding.place.line, finding.place.column));
    list
}

/// Findings of one record as they come up.
struct Findings<'r> {
    record: &'r Record,
    list: Vec<Diagnostic>,
}

impl Findings<'_> {
    fn add(&mut self, finding: Diagnostic, path: &[Step]) {
        let name = field_name(path);
        let finding = finding.about(&self.record.kind, &self.record.id);
        self.list.push(if name.is_empty() { finding } else { finding.at_field(name) });
    }
}

/// `lines[0].quantity`: places in a file are counted, rows may lack the key that names them.
fn field_name(path: &[Step]) -> String {
    let mut name = String::new();
    for step in path {
        match step {
            Step::Key(key) if name.is_empty() => name.push_str(key),
            Step::Key(key) => {
                name.push('.');
                name.push_str(key);
            }
            Step::Index(index) => name.push_str(&format!("[{index}]")),
        }
    }
    name
}
