//! Owns conflicts: what they hold, and how a record carries them as valid data until they are settled.
//! Refuses to settle them.

use super::path::{parse_path, path_text};
use crate::value::{Map, Value};
use std::collections::BTreeMap;

/// The reserved field of a record that holds its open conflicts.
pub const RESERVED: &str = "_conflict";

/// The sides of a conflict, as the keys of its table.
const SIDES: [&str; 3] = ["base", "ours", "theirs"];

/// A place that both sides changed, differently. `None` is an absent value.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Field names, and row keys in brackets: `["lines", "[A1]", "quantity"]`. Of fields that belong together,
    /// one name joined by `+`: `["amount+currency"]`, whose values are tables of those fields.
    pub path: Vec<String>,
    /// Before both.
    pub base: Option<Value>,
    /// What our side made of it.
    pub ours: Option<Value>,
    /// What their side made of it.
    pub theirs: Option<Value>,
}

impl Conflict {
    /// Whether it is the same conflict, perhaps met from the other side.
    fn is(&self, other: &Conflict) -> bool {
        self.path == other.path
            && self.base == other.base
            && ((&self.ours, &self.theirs) == (&other.ours, &other.theirs)
                || (&self.ours, &self.theirs) == (&other.theirs, &other.ours))
    }
}

/// The conflicts as the table `_conflict`: `{ "<path>" = { base = …, ours = …, theirs = … } }`, an absent value left
/// out. A second conflict of one path, left by an earlier merge, is written `"<path> (2)"`.
pub fn conflict_table(conflicts: &[Conflict]) -> Map {
    let mut times = BTreeMap::<String, usize>::new();
    let mut table = Map::new();
    for conflict in conflicts {
        let text = path_text(&conflict.path);
        let time = times.entry(text.clone()).or_default();
        *time += 1;
        let values = [&conflict.base, &conflict.ours, &conflict.theirs];
        let entry = SIDES.iter().zip(values).filter_map(|(side, value)| Some(((*side).to_owned(), value.clone()?)));
        let key = if *time == 1 { text } else { format!("{text} ({time})") };
        table.insert(key, Value::Table(entry.collect()));
    }
    table
}

/// The conflicts of a table `_conflict`, by path. An entry that isn't as [`conflict_table`] writes it is read as a
/// conflict with that as our value, so that nothing gets lost.
pub fn read_conflicts(table: &Map) -> Vec<Conflict> {
    let mut found: Vec<(usize, Conflict)> = table
        .iter()
        .map(|(key, entry)| {
            let (text, time) = numbered(key);
            // Paths are written by us; a key that is none stands for a field of that name.
            let (path, time) = match parse_path(text) {
                Some(path) => (path, time),
                None => (vec![key.clone()], 1),
            };
            let conflict = match entry {
                Value::Table(sides) if sides.keys().all(|key| SIDES.contains(&key.as_str())) => {
                    let [base, ours, theirs] = SIDES.map(|side| sides.get(side).cloned());
                    Conflict { path, base, ours, theirs }
                }
                other => Conflict { path, base: None, ours: Some(other.clone()), theirs: None },
            };
            (time, conflict)
        })
        .collect();
    found.sort_by(|(time, one), (other_time, other)| (&one.path, time).cmp(&(&other.path, other_time)));
    found.into_iter().map(|(_, conflict)| conflict).collect()
}

/// A key without its ` (2)`, and that number. Written paths never end so: such a name would be quoted.
fn numbered(key: &str) -> (&str, usize) {
    let parts = key.strip_suffix(')').and_then(|key| key.rsplit_once(" ("));
    match parts.map(|(text, number)| (text, number.parse())) {
        Some((text, Ok(number))) => (text, number),
        _ => (key, 1),
    }
}

/// The open conflicts that two sides bring along: those of both, less those that a side has taken out.
pub(super) fn carry(base: Option<&Value>, ours: Option<&Value>, theirs: Option<&Value>) -> Option<Value> {
    if let Ok(same) = super::three_way(&base, &ours, &theirs) {
        return same.cloned();
    }
    let [base, ours, theirs] = [base, ours, theirs].map(open);
    let kept = ours.all().filter(|conflict| theirs.has(conflict) || !base.has(conflict));
    let new = theirs.all().filter(|conflict| !ours.has(conflict) && !base.has(conflict));
    let mut all: Vec<Conflict> = kept.chain(new).cloned().collect();
    // Seen from either side the table comes out the same.
    all.sort_by_cached_key(|conflict| format!("{conflict:?}"));
    (!all.is_empty()).then(|| Value::Table(conflict_table(&all)))
}

/// The table with new conflicts added before those it holds; `None` if there are none at all.
pub(super) fn record(carried: Option<Value>, new: &[Conflict]) -> Option<Value> {
    if new.is_empty() {
        return carried;
    }
    let mut fresh = Open::default();
    new.iter().for_each(|conflict| fresh.add(conflict.clone()));
    let older = open(carried.as_ref());
    let all: Vec<Conflict> = new.iter().chain(older.all().filter(|conflict| !fresh.has(conflict))).cloned().collect();
    Some(Value::Table(conflict_table(&all)))
}

/// Open conflicts, to be looked up by path.
#[derive(Default)]
struct Open(BTreeMap<Vec<String>, Vec<Conflict>>);

impl Open {
    fn add(&mut self, conflict: Conflict) {
        self.0.entry(conflict.path.clone()).or_default().push(conflict);
    }

    fn all(&self) -> impl Iterator<Item = &Conflict> {
        self.0.values().flatten()
    }

    fn has(&self, conflict: &Conflict) -> bool {
        self.0.get(&conflict.path).is_some_and(|here| here.iter().any(|other| other.is(conflict)))
    }
}

/// What a field `_conflict` holds. Where it is no table, it is one odd entry, kept like any.
fn open(field: Option<&Value>) -> Open {
    let mut open = Open::default();
    match field {
        None => {}
        Some(Value::Table(table)) => read_conflicts(table).into_iter().for_each(|conflict| open.add(conflict)),
        Some(odd) => open.add(Conflict { path: Vec::new(), base: None, ours: Some(odd.clone()), theirs: None }),
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Option<Value> {
        Some(Value::Text(text.to_owned()))
    }

    fn conflict(path: &str, ours: &str, theirs: &str) -> Conflict {
        Conflict { path: vec![path.to_owned()], base: None, ours: text(ours), theirs: text(theirs) }
    }

    fn table(conflicts: &[Conflict]) -> Option<Value> {
        Some(Value::Table(conflict_table(conflicts)))
    }

    fn carried(base: &[Conflict], ours: &[Conflict], theirs: &[Conflict]) -> Vec<Conflict> {
        let [base, ours, theirs] = [base, ours, theirs].map(|side| if side.is_empty() { None } else { table(side) });
        match carry(base.as_ref(), ours.as_ref(), theirs.as_ref()) {
            Some(Value::Table(table)) => read_conflicts(&table),
            _ => Vec::new(),
        }
    }

    #[test]
    fn open_conflicts_of_both_sides_are_kept_and_settled_ones_are_not() {
        let (phone, city, grade) =
            (conflict("phone", "1", "2"), conflict("city", "a", "b"), conflict("grade", "A", "B"));
        let some = |conflicts: &[&Conflict]| conflicts.iter().map(|it| (*it).clone()).collect::<Vec<_>>();
        let (p, c) = (some(&[&phone]), some(&[&city]));
        let both = some(&[&phone, &city]);
        assert_eq!(carried(&[], &p, &c), some(&[&city, &phone]));
        assert_eq!(carried(&both, &c, &p), []);
        assert_eq!(carried(&both, &c, &some(&[&phone, &city, &grade])), some(&[&city, &grade]));
    }

    #[test]
    fn the_same_conflict_met_from_both_sides_is_one() {
        assert_eq!(carried(&[], &[conflict("phone", "1", "2")], &[conflict("phone", "2", "1")]).len(), 1);
    }

    #[test]
    fn a_third_value_is_kept_beside_the_first_two() {
        let older = conflict("phone", "1", "2");
        let new = conflict("phone", "3", "1");
        let Some(Value::Table(both)) = record(table(std::slice::from_ref(&older)), std::slice::from_ref(&new)) else {
            panic!("a table")
        };
        assert_eq!(both.keys().collect::<Vec<_>>(), ["phone", "phone (2)"]);
        assert_eq!(read_conflicts(&both), [new, older]);
    }

    #[test]
    fn nothing_of_a_table_written_by_hand_gets_lost() {
        let odd = Map::from([("not a path".to_owned(), Value::Bool(true)), ("x".to_owned(), Value::List(vec![]))]);
        let read = read_conflicts(&odd);
        assert_eq!(
            read[0],
            Conflict { path: vec!["not a path".into()], base: None, ours: Some(Value::Bool(true)), theirs: None }
        );
        assert_eq!(read[1].ours, Some(Value::List(vec![])));
        assert_eq!(read_conflicts(&conflict_table(&read)), read);
        let kept = carry(None, Some(&Value::Bool(true)), table(&[conflict("x", "1", "2")]).as_ref());
        let Some(Value::Table(kept)) = kept else { panic!("a table") };
        assert_eq!(read_conflicts(&kept)[0].ours, Some(Value::Bool(true)));
    }
}
