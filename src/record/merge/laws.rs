//! Owns the laws of merging and comparing, on random records.
//! Refuses single cases; the examples have those.

use super::{
    Conflict, Guess, Outcome, Shape, Shapes, apply, conflict_table, diff, merge, merge_record, read_conflicts,
};
use crate::value::{Map, Value};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeSet;

/// A schema that knows some of the fields.
struct Schema;

impl Shapes for Schema {
    fn shape(&self, path: &[&str]) -> Shape {
        match path {
            ["tags"] => Shape::Set,
            ["lines"] => Shape::Rows { key: "key".into() },
            ["note"] => Shape::Text,
            ["phone"] => Shape::Scalar,
            _ => Shape::ByValue,
        }
    }

    fn together(&self) -> &[Vec<String>] {
        static GROUPS: std::sync::LazyLock<Vec<Vec<String>>> =
            std::sync::LazyLock::new(|| vec![vec!["phone".into(), "grade".into()]]);
        &GROUPS
    }
}

const BOTH: [&dyn Shapes; 2] = [&Schema, &Guess];

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn number(digits: &str) -> Value {
    Value::Number(digits.parse().unwrap())
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => select(vec!["a", "b", "c"]).prop_map(text),
        2 => select(vec!["1", "1.0", "1.00", "2", "3.50", "-0", "0.0"]).prop_map(number),
        1 => any::<bool>().prop_map(Value::Bool),
        1 => select(vec!["inf", "07:30:00"]).prop_map(|odd| Value::Odd(odd.to_owned())),
    ]
}

fn note() -> impl Strategy<Value = Value> {
    prop::collection::vec(select(vec!["one", "two", "three", ""]), 0..6).prop_map(|lines| text(lines.join("\n")))
}

fn tags() -> impl Strategy<Value = Value> {
    prop::collection::vec(scalar(), 0..5).prop_map(Value::List)
}

fn table(names: &'static [&'static str], inner: BoxedStrategy<Value>) -> BoxedStrategy<Map> {
    prop::collection::btree_map(select(names).prop_map(str::to_owned), inner, 0..4).boxed()
}

fn rows() -> impl Strategy<Value = Value> {
    let name = prop_oneof![8 => select(vec!["A1", "A2", "A3", "A4", "A5"]).prop_map(Some), 1 => Just(None)];
    let fields = table(&["quantity", "price", "id"], prop_oneof![3 => scalar(), 1 => note(), 1 => tags()].boxed());
    prop::collection::vec((name, fields), 0..5).prop_map(|rows| {
        let row = |(name, mut fields): (Option<&str>, Map)| {
            fields.extend(name.map(|name| ("key".to_owned(), text(name))));
            Value::Table(fields)
        };
        Value::List(rows.into_iter().map(row).collect())
    })
}

/// Rows that are as they should be: each with a key of its own.
fn proper_rows() -> impl Strategy<Value = Value> {
    rows().prop_map(|rows| {
        let Value::List(rows) = rows else { return rows };
        let mut seen = BTreeSet::new();
        let key = |row: &Value| match row {
            Value::Table(row) => row.get("key").map(|key| format!("{key:?}")),
            _ => None,
        };
        Value::List(rows.into_iter().filter(|row| key(row).is_some_and(|key| seen.insert(key))).collect())
    })
}

fn any_value() -> BoxedStrategy<Value> {
    prop_oneof![scalar(), note(), tags(), rows(), Just(Value::List(vec![Value::List(vec![])]))].boxed()
}

fn nested() -> BoxedStrategy<Value> {
    let deep = table(&["x", "y", "[z]"], any_value()).prop_map(Value::Table);
    table(
        &["city", "zip", "more", "a.b"],
        prop_oneof![3 => scalar(), 1 => deep, 1 => proper_rows(), 1 => any_value()].boxed(),
    )
    .prop_map(Value::Table)
    .boxed()
}

/// A field by the kind its name tells, and now and then of another.
fn field(usual: BoxedStrategy<Value>) -> BoxedStrategy<Option<Value>> {
    prop_oneof![10 => usual.prop_map(Some), 1 => any_value().prop_map(Some), 2 => Just(None)].boxed()
}

fn record() -> BoxedStrategy<Map> {
    let fields = (
        field(scalar().boxed()),
        field(scalar().boxed()),
        field(note().boxed()),
        field(tags().boxed()),
        field(prop_oneof![4 => proper_rows(), 1 => rows()].boxed()),
        field(nested()),
        field(any_value()),
    );
    fields
        .prop_map(|(phone, grade, note, tags, lines, address, other)| {
            let names = ["phone", "grade", "note", "tags", "lines", "address", "other"];
            let values = [phone, grade, note, tags, lines, address, other];
            names.iter().zip(values).filter_map(|(name, value)| Some(((*name).to_owned(), value?))).collect()
        })
        .boxed()
}

/// A record, and another that shares some of it, at any depth.
fn mixed(one: &Value, other: &Value, dice: &mut u64) -> Value {
    let mut coin = || {
        *dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *dice >> 62
    };
    match (one, other) {
        (Value::Table(one), Value::Table(other)) => Value::Table(mixed_map(one, other, dice)),
        (Value::List(one), Value::List(other)) => {
            let pair = one.iter().zip(other).map(|(one, other)| mixed(one, other, dice));
            Value::List(pair.collect())
        }
        _ => if coin() == 0 { other } else { one }.clone(),
    }
}

fn mixed_map(one: &Map, other: &Map, dice: &mut u64) -> Map {
    let mut map = one.clone();
    for (name, value) in other {
        let merged = map.get(name).map_or_else(|| value.clone(), |mine| mixed(mine, value, dice));
        map.insert(name.clone(), merged);
    }
    map
}

/// A base and two edits of it.
fn three() -> impl Strategy<Value = (Map, Map, Map)> {
    (record(), record(), record(), any::<[u64; 2]>(), 0..4).prop_map(
        |(base, one, other, [mut first, mut second], how)| match how {
            0 => (base, one, other),
            _ => {
                let (one, other) = (mixed_map(&base, &one, &mut first), mixed_map(&base, &other, &mut second));
                (base, one, other)
            }
        },
    )
}

/// With all lists sorted, so that order doesn't count.
fn unordered(value: &Value) -> Value {
    match value {
        Value::List(list) => {
            let mut list: Vec<Value> = list.iter().map(unordered).collect();
            list.sort_by_key(|value| format!("{value:?}"));
            Value::List(list)
        }
        Value::Table(map) => Value::Table(unordered_map(map)),
        Value::Number(number) => Value::Number(number.normalize()),
        other => other.clone(),
    }
}

fn unordered_map(map: &Map) -> Map {
    map.iter().map(|(name, value)| (name.clone(), unordered(value))).collect()
}

fn leaves(map: &Map) -> BTreeSet<String> {
    fn gather(value: &Value, into: &mut BTreeSet<String>) {
        match value {
            Value::List(list) => list.iter().for_each(|value| gather(value, into)),
            Value::Table(map) => map.values().for_each(|value| gather(value, into)),
            // Blank lines hold nothing: two sides that each delete half of a text leave an empty one.
            Value::Text(text) => {
                into.extend(text.split('\n').filter(|line| !line.is_empty()).map(|line| format!("line {line}")));
            }
            other => {
                into.insert(format!("{other:?}"));
            }
        }
    }
    let mut into = BTreeSet::new();
    gather(&Value::Table(map.clone()), &mut into);
    into
}

fn paths(conflicts: &[Conflict]) -> Vec<&[String]> {
    conflicts.iter().map(|conflict| conflict.path.as_slice()).collect()
}

fn settings() -> ProptestConfig {
    ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() }
}

fn conflict() -> impl Strategy<Value = Conflict> {
    let path = prop::collection::vec("[a-z\\[\\]. \"]{0,4}", 0..4);
    let side = || prop_oneof![2 => any_value().prop_map(Some), 1 => Just(None)];
    (path, side(), side(), side()).prop_map(|(path, base, ours, theirs)| Conflict { path, base, ours, theirs })
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn a_change_on_one_side_wins((base, edited, _) in three(), open in prop::option::of(conflict())) {
        let mut edited = edited;
        edited.extend(open.map(|open| ("_conflict".to_owned(), Value::Table(conflict_table(&[open])))));
        for shapes in BOTH {
            for merged in [
                merge(&base, &base, &edited, shapes),
                merge(&base, &edited, &base, shapes),
                merge(&base, &edited, &edited, shapes),
            ] {
                prop_assert_eq!(&merged.conflicts, &[]);
                prop_assert_eq!(&merged.value, &edited);
            }
        }
    }

    #[test]
    fn both_ways_round_are_the_same((base, one, other) in three()) {
        for shapes in BOTH {
            let (here, there) = (merge(&base, &one, &other, shapes), merge(&base, &other, &one, shapes));
            prop_assert_eq!(paths(&here.conflicts), paths(&there.conflicts));
            if here.conflicts.is_empty() {
                prop_assert_eq!(unordered_map(&here.value), unordered_map(&there.value));
            }
        }
    }

    #[test]
    fn nothing_is_invented((base, one, other) in three()) {
        for shapes in BOTH {
            let merged = merge(&base, &one, &other, shapes).value;
            let known: BTreeSet<String> = [&base, &one, &other].into_iter().flat_map(leaves).collect();
            prop_assert!(leaves(&merged).is_subset(&known), "{merged:?}");
        }
    }

    #[test]
    fn a_conflict_is_recorded_with_both_values((base, one, other) in three()) {
        for shapes in BOTH {
            let merged = merge(&base, &one, &other, shapes);
            let table = conflict_table(&merged.conflicts);
            let held = merged.value.get("_conflict").cloned();
            prop_assert_eq!(held, (!table.is_empty()).then(|| Value::Table(table.clone())));
            prop_assert_eq!(&read_conflicts(&table), &merged.conflicts);
            for conflict in &merged.conflicts {
                prop_assert!(conflict.ours != conflict.theirs && conflict.ours != conflict.base);
                prop_assert!(conflict.theirs != conflict.base);
            }
        }
    }

    #[test]
    fn conflicts_survive_their_table(conflicts in prop::collection::vec(conflict(), 0..6)) {
        let mut conflicts = conflicts;
        conflicts.sort_by(|one, other| one.path.cmp(&other.path));
        prop_assert_eq!(read_conflicts(&conflict_table(&conflicts)), conflicts);
    }

    #[test]
    fn any_table_of_conflicts_is_read_without_loss((odd, other, _) in three()) {
        let conflicts = read_conflicts(&odd);
        prop_assert_eq!(conflicts.len(), odd.len());
        prop_assert_eq!(read_conflicts(&conflict_table(&conflicts)), conflicts);
        let [one, other] = [odd, other].map(|odd| Map::from([("_conflict".to_owned(), Value::Table(odd))]));
        let merged = |one, other| unordered_map(&merge(&Map::new(), one, other, &Guess).value);
        prop_assert_eq!(merged(&one, &other), merged(&other, &one));
    }

    #[test]
    fn a_difference_makes_the_new_from_the_old((old, new, _) in three(), open in prop::option::of(conflict())) {
        let mut new = new;
        new.extend(open.map(|open| ("_conflict".to_owned(), Value::Table(conflict_table(&[open])))));
        for shapes in BOTH {
            for (old, new) in [(&old, &new), (&new, &old)] {
                let changes = diff(old, new, shapes);
                let made = apply(old, &changes, shapes);
                prop_assert_eq!(unordered_map(&made), unordered_map(new), "{:?}", changes);
                prop_assert_eq!(diff(&made, new, shapes), []);
            }
            prop_assert_eq!(diff(&old, &old, shapes), []);
        }
    }

    #[test]
    fn changes_meant_for_another_record_do_no_harm((one, other, third) in three()) {
        for shapes in BOTH {
            let made = apply(&third, &diff(&one, &other, shapes), shapes);
            let known: BTreeSet<String> = [&other, &third].into_iter().flat_map(leaves).collect();
            prop_assert!(leaves(&made).is_subset(&known));
        }
    }

    #[test]
    fn a_record_is_never_lost_quietly((base, one, other) in three(), there in any::<[bool; 3]>()) {
        let side = |record, there: bool| there.then_some(record);
        let (base, ours, theirs) = (side(&base, there[0]), side(&one, there[1]), side(&other, there[2]));
        match merge_record(base, ours, theirs, &Schema) {
            Outcome::Absent => prop_assert!([ours, theirs].into_iter().flatten().all(|kept| Some(kept) == base)),
            Outcome::Record(_) => prop_assert!(ours.is_some() || theirs.is_some()),
            Outcome::DeletedAndEdited { edited, .. } => prop_assert!(ours.or(theirs) == Some(&edited)),
            Outcome::Different { .. } => prop_assert!(false, "no uid here"),
        }
    }
}

/// Single edits, each of another field, row, element or line.
fn edit(record: &mut Map, which: usize) {
    fn list(value: &mut Value) -> &mut Vec<Value> {
        if let Value::List(list) = value { list } else { panic!("a list") }
    }
    fn table(value: &mut Value) -> &mut Map {
        if let Value::Table(map) = value { map } else { panic!("a table") }
    }
    fn at<'r>(record: &'r mut Map, name: &str) -> &'r mut Value {
        record.get_mut(name).unwrap()
    }
    fn row<'r>(record: &'r mut Map, key: &str) -> &'r mut Map {
        let rows = list(at(record, "lines"));
        rows.iter_mut().map(table).find(|row| row["key"] == text(key)).unwrap()
    }
    let one = || number("1");
    let note = |record: &mut Map, from: &str, to: &str| {
        let Value::Text(note) = at(record, "note") else { panic!("a text") };
        *note = note.replace(from, to);
    };
    match which {
        0 => drop(record.insert("phone".into(), text("new"))),
        1 => drop(record.insert("added".into(), one())),
        2 => drop(record.remove("stage")),
        3 => list(at(record, "tags")).push(text("vip")),
        4 => list(at(record, "tags")).push(text("east")),
        5 => list(at(record, "tags")).retain(|tag| *tag != text("old")),
        6 => drop(row(record, "A1").insert("quantity".into(), one())),
        7 => drop(row(record, "A1").insert("price".into(), one())),
        8 => drop(row(record, "A2").remove("price")),
        9 => list(at(record, "lines")).insert(1, Value::Table(Map::from([("key".into(), text("A8"))]))),
        10 => list(at(record, "lines")).push(Value::Table(Map::from([("key".into(), text("A9"))]))),
        11 => list(at(record, "lines")).retain(|row| !matches!(row, Value::Table(row) if row["key"] == text("A3"))),
        12 => drop(table(at(record, "address")).insert("city".into(), text("new"))),
        13 => drop(table(at(record, "address")).remove("zip")),
        14 => drop(table(at(record, "address")).insert("street".into(), text("new"))),
        15 => note(record, "top", "first"),
        16 => note(record, "bottom", "last"),
        _ => note(record, "middle", "half\nway"),
    }
}

const EDITS: usize = 18;

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..settings() })]

    #[test]
    fn edits_of_different_fields_never_conflict(one in 0..EDITS, step in 1..EDITS, seed in record()) {
        let other = (one + step) % EDITS;
        let row = |key: &str| Value::Table(Map::from([("key".into(), text(key)), ("price".into(), text("p"))]));
        let mut base = seed;
        base.remove("added");
        base.insert("stage".into(), text("won"));
        base.insert("tags".into(), Value::List(vec![text("old"), text("kept")]));
        base.insert("lines".into(), Value::List(vec![row("A1"), row("A2"), row("A3")]));
        base.insert("address".into(), Value::Table(Map::from([("city".into(), text("c")), ("zip".into(), text("z"))])));
        base.insert("note".into(), text("top\n\nmiddle\n\nbottom"));
        let edited = |edits: &[usize]| {
            let mut record = base.clone();
            edits.iter().for_each(|which| edit(&mut record, *which));
            record
        };
        for shapes in BOTH {
            let merged = merge(&base, &edited(&[one]), &edited(&[other]), shapes);
            prop_assert_eq!(&merged.conflicts, &[]);
            prop_assert_eq!(unordered_map(&merged.value), unordered_map(&edited(&[one, other])));
        }
    }
}
