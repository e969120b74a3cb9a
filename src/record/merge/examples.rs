//! Owns the merges that people meet, each as a table of what goes in and what comes out.
//! Refuses random input; the laws have that.

use super::{Conflict, Guess, Outcome, Shape, Shapes, Side, conflict_table, merge, merge_record, path_text};
use crate::value::{Map, Value};

/// The shapes of a small kind: tags, rows by `sku`, notes, an amount with its currency.
struct Order;

impl Shapes for Order {
    fn shape(&self, path: &[&str]) -> Shape {
        match path {
            ["tags"] => Shape::Set,
            ["lines"] => Shape::Rows { key: "sku".into() },
            ["note"] | ["lines", "note"] => Shape::Text,
            ["address"] => Shape::Table,
            _ => Shape::Scalar,
        }
    }

    fn together(&self) -> &[Vec<String>] {
        static GROUPS: std::sync::LazyLock<Vec<Vec<String>>> =
            std::sync::LazyLock::new(|| vec![vec!["amount".into(), "currency".into()]]);
        &GROUPS
    }
}

/// A record from one line of JSON, which reads better here than nested constructors.
fn map(json: &str) -> Map {
    let Value::Table(map) = value(serde_json::from_str(json).unwrap()) else { panic!("a table: {json}") };
    map
}

fn value(json: serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => panic!("no null in a record"),
        serde_json::Value::Bool(yes) => Value::Bool(yes),
        serde_json::Value::Number(number) => Value::Number(number.to_string().parse().unwrap()),
        serde_json::Value::String(text) => Value::Text(text),
        serde_json::Value::Array(list) => Value::List(list.into_iter().map(value).collect()),
        serde_json::Value::Object(map) => Value::Table(map.into_iter().map(|(name, it)| (name, value(it))).collect()),
    }
}

#[track_caller]
fn clean(shapes: &dyn Shapes, base: &str, ours: &str, theirs: &str, expected: &str) {
    let merged = merge(&map(base), &map(ours), &map(theirs), shapes);
    assert_eq!(merged.conflicts, []);
    assert_eq!(merged.value, map(expected));
}

/// Conflicts at these places, both ways round; the value without its `_conflict` is as expected.
#[track_caller]
fn conflicting(shapes: &dyn Shapes, base: &str, ours: &str, theirs: &str, expected: &str, places: &[&str]) {
    let mut merged = merge(&map(base), &map(ours), &map(theirs), shapes);
    let found = |conflicts: &[Conflict]| conflicts.iter().map(|it| path_text(&it.path)).collect::<Vec<_>>();
    assert_eq!(found(&merged.conflicts), places);
    assert_eq!(merged.value.remove("_conflict"), Some(Value::Table(conflict_table(&merged.conflicts))));
    assert_eq!(merged.value, map(expected));
    assert_eq!(found(&merge(&map(base), &map(theirs), &map(ours), shapes).conflicts), places);
}

const BOTH: [&dyn Shapes; 2] = [&Order, &Guess];

#[test]
fn two_tags_added() {
    for shapes in BOTH {
        clean(
            shapes,
            r#"{"tags":["a"]}"#,
            r#"{"tags":["x","a"]}"#,
            r#"{"tags":["a","y","x"]}"#,
            r#"{"tags":["x","a","y"]}"#,
        );
        clean(shapes, "{}", r#"{"tags":["x"]}"#, r#"{"tags":["y"]}"#, r#"{"tags":["x","y"]}"#);
    }
}

#[test]
fn a_tag_added_and_another_removed() {
    for shapes in BOTH {
        clean(
            shapes,
            r#"{"tags":["a","b"]}"#,
            r#"{"tags":["a","b","c"]}"#,
            r#"{"tags":["b"]}"#,
            r#"{"tags":["b","c"]}"#,
        );
        clean(shapes, r#"{"tags":["a","b"]}"#, r#"{"tags":["a"]}"#, r#"{"tags":["b"]}"#, r#"{"tags":[]}"#);
        clean(shapes, r#"{"tags":["a"]}"#, "{}", r#"{"tags":["a","b"]}"#, r#"{"tags":["b"]}"#);
        clean(shapes, r#"{"tags":["a","b"]}"#, "{}", r#"{"tags":["b"]}"#, "{}");
    }
}

#[test]
fn a_row_added_on_each_side() {
    for shapes in BOTH {
        clean(
            shapes,
            r#"{"lines":[{"sku":"A"},{"sku":"B"}]}"#,
            r#"{"lines":[{"sku":"B"},{"sku":"A"},{"sku":"C"}]}"#,
            r#"{"lines":[{"sku":"A"},{"sku":"D"},{"sku":"E"},{"sku":"B"}]}"#,
            r#"{"lines":[{"sku":"B"},{"sku":"A"},{"sku":"D"},{"sku":"E"},{"sku":"C"}]}"#,
        );
        clean(
            shapes,
            "{}",
            r#"{"lines":[{"sku":"A"}]}"#,
            r#"{"lines":[{"sku":"B"}]}"#,
            r#"{"lines":[{"sku":"A"},{"sku":"B"}]}"#,
        );
    }
}

#[test]
fn one_row_edited_in_different_fields() {
    for shapes in BOTH {
        clean(
            shapes,
            r#"{"lines":[{"sku":"A","quantity":1,"price":10,"note":"a\nb"}]}"#,
            r#"{"lines":[{"sku":"A","quantity":2,"price":10,"note":"a\nB"}]}"#,
            r#"{"lines":[{"sku":"A","quantity":1,"price":11,"note":"A\nb","tax":13}]}"#,
            r#"{"lines":[{"sku":"A","quantity":2,"price":11,"note":"A\nB","tax":13}]}"#,
        );
        conflicting(
            shapes,
            r#"{"lines":[{"sku":"A","quantity":1,"price":10}]}"#,
            r#"{"lines":[{"sku":"A","quantity":2,"price":12}]}"#,
            r#"{"lines":[{"sku":"A","quantity":3,"price":12}]}"#,
            r#"{"lines":[{"sku":"A","quantity":2,"price":12}]}"#,
            &["lines[A].quantity"],
        );
    }
}

#[test]
fn a_row_deleted_and_another_edited() {
    for shapes in BOTH {
        clean(
            shapes,
            r#"{"lines":[{"sku":"A","quantity":1},{"sku":"B","quantity":1}]}"#,
            r#"{"lines":[{"sku":"B","quantity":1}]}"#,
            r#"{"lines":[{"sku":"A","quantity":1},{"sku":"B","quantity":5}]}"#,
            r#"{"lines":[{"sku":"B","quantity":5}]}"#,
        );
    }
}

#[test]
fn a_row_deleted_and_the_same_edited() {
    let base = r#"{"lines":[{"sku":"A","quantity":1},{"sku":"B","quantity":1}]}"#;
    let deleted = r#"{"lines":[{"sku":"B","quantity":2}]}"#;
    let edited = r#"{"lines":[{"sku":"A","quantity":5},{"sku":"B","quantity":1}]}"#;
    for shapes in BOTH {
        let kept = r#"{"lines":[{"sku":"B","quantity":2},{"sku":"A","quantity":5}]}"#;
        conflicting(shapes, base, deleted, edited, kept, &["lines[A]"]);
        let kept = r#"{"lines":[{"sku":"A","quantity":5},{"sku":"B","quantity":2}]}"#;
        conflicting(shapes, base, edited, deleted, kept, &["lines[A]"]);
        conflicting(shapes, base, "{}", edited, r#"{"lines":[{"sku":"A","quantity":5}]}"#, &["lines[A]"]);
        clean(
            shapes,
            base,
            r#"{"lines":[{"sku":"A","quantity":1}]}"#,
            r#"{"lines":[{"sku":"B","quantity":1}]}"#,
            r#"{"lines":[]}"#,
        );
    }
}

#[test]
fn a_text_edited_at_top_and_bottom() {
    for shapes in BOTH {
        clean(
            shapes,
            r#"{"note":"a\nb\nc"}"#,
            r#"{"note":"A\nb\nc"}"#,
            r#"{"note":"a\nb\nc\nd"}"#,
            r#"{"note":"A\nb\nc\nd"}"#,
        );
    }
}

#[test]
fn a_text_edited_in_the_same_line() {
    for shapes in BOTH {
        let (base, ours, theirs) = (r#"{"note":"a\nb\nc"}"#, r#"{"note":"a\nx\nc"}"#, r#"{"note":"a\ny\nC"}"#);
        conflicting(shapes, base, ours, theirs, ours, &["note"]);
        conflicting(shapes, "{}", ours, theirs, ours, &["note"]);
    }
}

#[test]
fn fields_of_a_nested_table() {
    for shapes in BOTH {
        clean(
            shapes,
            r#"{"address":{"city":"a","zip":"1"}}"#,
            r#"{"address":{"city":"b","zip":"1"}}"#,
            r#"{"address":{"city":"a","street":"s"}}"#,
            r#"{"address":{"city":"b","street":"s"}}"#,
        );
        let ours = r#"{"address":{"city":"x"}}"#;
        conflicting(shapes, "{}", ours, r#"{"address":{"city":"y"}}"#, ours, &["address.city"]);
        conflicting(
            shapes,
            r#"{"address":{"city":"a","zip":"1"}}"#,
            "{}",
            r#"{"address":{"city":"b","zip":"1"}}"#,
            "{}",
            &["address"],
        );
    }
}

#[test]
fn a_scalar_added_on_each_side() {
    for shapes in BOTH {
        clean(
            shapes,
            r#"{"name":"n"}"#,
            r#"{"name":"n","phone":"1"}"#,
            r#"{"name":"n","grade":"A"}"#,
            r#"{"name":"n","phone":"1","grade":"A"}"#,
        );
        conflicting(shapes, "{}", r#"{"phone":"1"}"#, r#"{"phone":"2"}"#, r#"{"phone":"1"}"#, &["phone"]);
        conflicting(shapes, r#"{"phone":"1"}"#, "{}", r#"{"phone":"2"}"#, "{}", &["phone"]);
    }
}

#[test]
fn an_amount_and_its_currency() {
    let (base, ours, theirs) = (
        r#"{"amount":100,"currency":"CNY"}"#,
        r#"{"amount":200,"currency":"CNY"}"#,
        r#"{"amount":100,"currency":"USD"}"#,
    );
    conflicting(&Order, base, ours, theirs, ours, &["amount+currency"]);
    let found = merge(&map(base), &map(ours), &map(theirs), &Order).conflicts;
    let table = |json| Some(Value::Table(map(json)));
    assert_eq!((&found[0].base, &found[0].ours, &found[0].theirs), (&table(base), &table(ours), &table(theirs)));
    clean(
        &Order,
        base,
        ours,
        r#"{"amount":100,"currency":"CNY","phone":"1"}"#,
        r#"{"amount":200,"currency":"CNY","phone":"1"}"#,
    );
    clean(&Order, base, ours, ours, ours);
    conflicting(&Order, base, "{}", theirs, "{}", &["amount+currency"]);
    clean(&Guess, base, ours, theirs, r#"{"amount":200,"currency":"USD"}"#);
}

#[test]
fn the_same_row_added_on_both_sides() {
    for shapes in BOTH {
        clean(
            shapes,
            "{}",
            r#"{"lines":[{"sku":"A","quantity":1},{"sku":"B"}]}"#,
            r#"{"lines":[{"sku":"C"},{"sku":"A","quantity":1.0}]}"#,
            r#"{"lines":[{"sku":"A","quantity":1},{"sku":"B"},{"sku":"C"}]}"#,
        );
        conflicting(
            shapes,
            r#"{"lines":[]}"#,
            r#"{"lines":[{"sku":"A","quantity":1,"price":2}]}"#,
            r#"{"lines":[{"sku":"A","quantity":3,"tax":4}]}"#,
            r#"{"lines":[{"sku":"A","quantity":1,"price":2,"tax":4}]}"#,
            &["lines[A].quantity"],
        );
    }
}

#[test]
fn what_has_another_shape_is_a_scalar() {
    let rows = r#"{"lines":[{"sku":"A","n":1},{"sku":"B"}]}"#;
    let cases = [
        // A row twice, a row without its key, a changed type, a list of lists, a mixed list.
        (rows, r#"{"lines":[{"sku":"A"},{"sku":"A"}]}"#, r#"{"lines":[{"sku":"B"}]}"#, "lines"),
        (rows, r#"{"lines":[{"sku":"A"},{}]}"#, r#"{"lines":[{"sku":"B"}]}"#, "lines"),
        (r#"{"tags":["a"]}"#, r#"{"tags":"a"}"#, r#"{"tags":["a","b"]}"#, "tags"),
        (r#"{"address":{"city":"a"}}"#, r#"{"address":"a"}"#, r#"{"address":{"city":"b"}}"#, "address"),
        (r#"{"x":[[1]]}"#, r#"{"x":[[1],[2]]}"#, r#"{"x":[[1],[3]]}"#, "x"),
        (r#"{"x":[1,{}]}"#, r#"{"x":[2,{}]}"#, r#"{"x":[3,{}]}"#, "x"),
    ];
    for (base, ours, theirs, place) in cases {
        for shapes in BOTH {
            conflicting(shapes, base, ours, theirs, ours, &[place]);
            clean(shapes, base, ours, base, ours);
        }
    }
}

#[test]
fn a_number_written_otherwise_is_no_change() {
    let written = |json: &str| merge(&map(r#"{"n":1.0}"#), &map(json), &map(r#"{"n":1.00}"#), &Order);
    let Some(Value::Number(same)) = written(r#"{"n":1.0}"#).value.remove("n") else { panic!("a number") };
    assert_eq!(same.to_string(), "1.0");
    clean(&Order, r#"{"n":1.0}"#, r#"{"n":1.00}"#, r#"{"n":2}"#, r#"{"n":2}"#);
    clean(&Order, r#"{"tags":[1.0]}"#, r#"{"tags":[1.00,3]}"#, r#"{"tags":[2]}"#, r#"{"tags":[3,2]}"#);
}

#[test]
fn open_conflicts_stay_until_settled() {
    let open = r#"{"phone":"1","_conflict":{"phone":{"ours":"1","theirs":"2"}}}"#;
    for shapes in BOTH {
        clean(
            shapes,
            r#"{"phone":"0"}"#,
            open,
            r#"{"phone":"0","grade":"A"}"#,
            r#"{"phone":"1","grade":"A","_conflict":{"phone":{"ours":"1","theirs":"2"}}}"#,
        );
        clean(
            shapes,
            open,
            r#"{"phone":"2"}"#,
            r#"{"phone":"1","grade":"A","_conflict":{"phone":{"ours":"1","theirs":"2"}}}"#,
            r#"{"phone":"2","grade":"A"}"#,
        );
        let third = merge(&map(r#"{"phone":"0"}"#), &map(r#"{"phone":"3"}"#), &map(open), shapes);
        assert_eq!(third.conflicts.len(), 1);
        let table = r#"{"phone":{"base":"0","ours":"3","theirs":"1"},"phone (2)":{"ours":"1","theirs":"2"}}"#;
        assert_eq!(third.value["_conflict"], Value::Table(map(table)));
    }
}

#[test]
fn whole_records() {
    let merged = |base: &[&str], ours: &[&str], theirs: &[&str]| {
        let [base, ours, theirs] = [base, ours, theirs].map(|side| side.first().map(|json| map(json)));
        merge_record(base.as_ref(), ours.as_ref(), theirs.as_ref(), &Order)
    };
    let record = |json| Outcome::Record(super::Merged { value: map(json), conflicts: vec![] });
    let (a, edited, other) = (r#"{"uid":"a"}"#, r#"{"uid":"a","n":1}"#, r#"{"uid":"b"}"#);
    assert_eq!(merged(&[], &[], &[]), Outcome::Absent);
    assert_eq!(merged(&[a], &[], &[]), Outcome::Absent);
    assert_eq!(merged(&[a], &[], &[a]), Outcome::Absent);
    assert_eq!(merged(&[a], &[a], &[]), Outcome::Absent);
    assert_eq!(merged(&[], &[a], &[]), record(a));
    assert_eq!(merged(&[], &[], &[a]), record(a));
    assert_eq!(merged(&[a], &[a], &[edited]), record(edited));
    assert_eq!(merged(&[], &[edited], &[r#"{"uid":"a","m":2}"#]), record(r#"{"uid":"a","n":1,"m":2}"#));
    let gone = |deleted| Outcome::DeletedAndEdited { deleted, base: map(a), edited: map(edited) };
    assert_eq!(merged(&[a], &[], &[edited]), gone(Side::Ours));
    assert_eq!(merged(&[a], &[edited], &[]), gone(Side::Theirs));
    // Another record took the place of one that the other side deleted.
    assert_eq!(merged(&[a], &[other], &[]), record(other));
    assert_eq!(merged(&[a], &[a], &[other]), Outcome::Different { ours: map(a), theirs: map(other) });
    assert_eq!(merged(&[], &["{}"], &[other]), record(other));
}
