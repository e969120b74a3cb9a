//! Owns the merge of rows: arrays of tables, each named by its key.
//! Refuses rows without a name and names used twice; their list is a scalar.

use super::fields::Walk;
use super::path::row_segment;
use super::shape::named_rows;
use crate::value::{Map, Value};
use std::collections::HashMap;

impl Walk<'_> {
    /// Rows in our order; a row that only theirs has follows the row it follows there, or goes to the end.
    pub(super) fn rows(&mut self, key: &str, base: &[Value], ours: &[Value], theirs: &[Value]) -> Vec<Value> {
        let [base, ours, theirs] = [base, ours, theirs].map(|list| named_rows(list, key).unwrap_or_default());
        let was: HashMap<&str, &Map> = by_name(&base);
        let (here, there) = (by_name(&ours), by_name(&theirs));
        let nothing = Map::new();

        // Their rows that we don't have, under the row of ours they follow.
        let mut after: HashMap<Option<&str>, Vec<Map>> = HashMap::new();
        let mut leader = None;
        for (name, row) in &theirs {
            if here.contains_key(name.as_str()) {
                leader = Some(name.as_str());
                continue;
            }
            match was.get(name.as_str()) {
                Some(old) if old == row => continue,
                Some(old) => self.row_conflict(row_segment(name), old, None, Some(row)),
                None => {}
            }
            after.entry(leader).or_default().push((*row).clone());
        }

        let mut merged = Vec::new();
        for (name, row) in &ours {
            match (was.get(name.as_str()), there.get(name.as_str())) {
                (old, Some(other)) => {
                    merged.push(self.row(row_segment(name), old.unwrap_or(&&nothing), row, other));
                }
                (Some(old), None) if old == row => {}
                (Some(old), None) => {
                    self.row_conflict(row_segment(name), old, Some(row), None);
                    merged.push((*row).clone());
                }
                (None, None) => merged.push((*row).clone()),
            }
            merged.extend(after.remove(&Some(name.as_str())).unwrap_or_default());
        }
        merged.extend(after.remove(&None).unwrap_or_default());
        merged.into_iter().map(Value::Table).collect()
    }
}

fn by_name<'r>(rows: &'r [(String, &'r Map)]) -> HashMap<&'r str, &'r Map> {
    rows.iter().map(|(name, row)| (name.as_str(), *row)).collect()
}
