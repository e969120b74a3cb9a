//! Owns the promise that an edit changes only what it changes: comments, order, blank lines, line ends, mark.
//! Refuses to judge whether a value is allowed; that is `check`.

use crate::support::data;
use guanxi::record::{FieldEdit, FieldPath, Operation, Record, edit_text};
use guanxi::schema::{Kind, load};
use guanxi::syntax::parse;
use guanxi::value::{Map, Value};
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

/// Keys of a customer with values as people write them; some over several lines.
const SCALARS: &[(&str, &[&str])] = &[
    ("name", &["\"海康信息\"", "'Acme'", "\"a # b\""]),
    ("industry", &["\"IT\"", "  'retail'"]),
    ("grade", &["\"A\"", "'B'"]),
    ("founded", &["1998", "1_998", "0x7CE"]),
    ("since", &["2024-05-01"]),
    ("tags", &["[\"a\", \"b\"]", "[\n  \"a\", # first\n\n  \"b\",\n]", "[]"]),
    ("needs", &["\"\"\"\none\ntwo # no comment\n\"\"\"", "'''\nraw \\ line'''"]),
    ("credit_limit", &["12345678901234567.89", "+0.10", "1e3"]),
    ("\"unheard of\"", &["{ a = 1, b = [2, 3] }"]),
    ("do_not_call", &["true"]),
];

/// What may follow the scalars.
const TABLES: [&str; 3] = [
    "[metrics]\nrevenue = 1_000.00 # thousand\n\n# heads\nemployees = 12\n",
    "[[consent]]\nscope = \"mail\"\n\n# the second\n[[consent]]\nscope = \"phone\" # spoken\n",
    "[later.unknown]\nx = 1\n# the end\n",
];

/// New values, one of each shape.
fn new_values() -> Vec<Value> {
    vec![
        Value::Text("新值 # \"x\"".into()),
        Value::Text("one\ntwo".into()),
        Value::Number("0.10".parse().unwrap()),
        Value::Bool(false),
        Value::Date("2026-11-23".parse().unwrap()),
        Value::List(vec![Value::Text("x".into()), Value::Text("y".into())]),
    ]
}

/// A document in pieces: what stands above each entry, the entry itself.
#[derive(Clone, Debug)]
struct Document {
    pieces: Vec<(String, String, String)>,
    tables: String,
    ends: Vec<bool>,
    mark: bool,
    last_end: bool,
}

impl Document {
    /// The text with its line ends; offsets of the entry of a key.
    fn text(&self, key: &str) -> (String, std::ops::Range<usize>) {
        let mut plain = String::new();
        let mut range = 0..0;
        for (above, name, entry) in &self.pieces {
            plain.push_str(above);
            let start = plain.len();
            plain.push_str(entry);
            if name == key {
                range = start..plain.len();
            }
        }
        plain.push_str(&self.tables);
        if !self.last_end && self.tables.is_empty() {
            plain.pop();
        }
        let start = self.with_ends(&plain[..range.start.min(plain.len())]).len();
        let end = self.with_ends(&plain[..range.end.min(plain.len())]).len();
        (self.with_ends(&plain), start..end)
    }

    fn with_ends(&self, plain: &str) -> String {
        let mut text = String::from(if self.mark { "\u{feff}" } else { "" });
        for (number, line) in plain.split_inclusive('\n').enumerate() {
            match line.strip_suffix('\n') {
                Some(body) if self.ends[number % self.ends.len()] => text.push_str(&format!("{body}\r\n")),
                _ => text.push_str(line),
            }
        }
        text
    }

    fn key(&self, index: Index) -> &str {
        &self.pieces[index.index(self.pieces.len())].1
    }
}

fn documents() -> impl Strategy<Value = Document> {
    let above = select(vec!["", "", "\n", "# a note\n", "\n# two\n# lines\n", "\n\n"]);
    let spaces = select(vec![" = ", "=", "    = "]);
    let behind = select(vec!["", "", " # said by 王", "   "]);
    let entry = (above, spaces, any::<Index>(), behind);
    let scalars = subsequence(SCALARS.to_vec(), 1..=SCALARS.len()).prop_shuffle();
    let entries = (scalars, prop::collection::vec(entry, SCALARS.len()));
    let ends = prop_oneof![Just(vec![false]), Just(vec![true]), prop::collection::vec(any::<bool>(), 2..7)];
    let tables = subsequence(TABLES.to_vec(), 0..=TABLES.len());
    (entries, tables, ends, any::<bool>(), any::<bool>()).prop_map(
        |((scalars, shapes), tables, ends, mark, last_end)| {
            let pieces = scalars.into_iter().zip(shapes).map(|((key, values), (above, spaces, index, behind))| {
                let value = values[index.index(values.len())];
                (above.to_owned(), key.trim_matches('"').to_owned(), format!("{key}{spaces}{value}{behind}\n"))
            });
            let tables = tables.iter().map(|table| format!("\n{table}")).collect();
            Document { pieces: pieces.collect(), tables, ends, mark, last_end }
        },
    )
}

fn customer() -> &'static Kind {
    static KIND: OnceLock<Kind> = OnceLock::new();
    KIND.get_or_init(|| load(&[]).0.kinds["customer"].clone())
}

fn edited(text: &str, key: &str, operation: Operation) -> String {
    let edit = FieldEdit { path: FieldPath(vec![key.to_owned()]), operation };
    edit_text(text, customer(), &[edit]).unwrap_or_else(|fault| panic!("{fault:?}\n{text}"))
}

fn root(text: &str) -> Map {
    let parsed = parse(text);
    assert_eq!(parsed.faults, [], "{text}");
    parsed.root
}

/// Bytes that both begin with, and bytes that both end with, not overlapping in the shorter.
fn common(one: &str, other: &str) -> (usize, usize) {
    let least = one.len().min(other.len());
    let front = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let back = one.bytes().rev().zip(other.bytes().rev()).take_while(|(a, b)| a == b).count();
    (front, back.min(least - front))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn setting_a_key_changes_its_lines_only(document in documents(), which: Index, value in select(new_values())) {
        let key = document.key(which).to_owned();
        let (text, range) = document.text(&key);
        let after = edited(&text, &key, Operation::Set(value.clone()));
        prop_assert!(after.starts_with(&text[..range.start]), "in front of `{key}`:\n{text:?}\n{after:?}");
        prop_assert!(after.ends_with(&text[range.end..]), "behind `{key}`:\n{text:?}\n{after:?}");
        let mut expected = root(&text);
        expected.insert(key.clone(), value);
        prop_assert_eq!(root(&after), expected);
        let entry = &text[range];
        if let Some((_, comment)) = entry.lines().next_back().and_then(|line| line.rsplit_once(" # said")) {
            prop_assert!(after.contains(&format!(" # said{comment}")), "the comment of `{key}`:\n{after}");
        }
    }

    #[test]
    fn setting_a_key_to_what_it_is_changes_nothing(document in documents(), which: Index) {
        let key = document.key(which).to_owned();
        let (text, _) = document.text(&key);
        let same = root(&text)[&key].clone();
        prop_assert_eq!(edited(&text, &key, Operation::Set(same)), text);
    }

    #[test]
    fn a_new_key_is_put_in_and_nothing_else_moves(document in documents(), value in select(new_values())) {
        for key in ["phone", "owner", "wechat", "brand-new"] {
            let (text, _) = document.text(key);
            let after = edited(&text, key, Operation::Set(value.clone()));
            let (front, back) = common(&text, &after);
            prop_assert_eq!(front + back, text.len(), "`{}`:\n{:?}\n{:?}", key, text, after);
            let mut expected = root(&text);
            expected.insert(key.to_owned(), value.clone());
            prop_assert_eq!(root(&after), expected);
        }
    }

    #[test]
    fn a_removed_key_takes_its_lines_and_nothing_else(document in documents(), which: Index) {
        let key = document.key(which).to_owned();
        let (text, range) = document.text(&key);
        let after = edited(&text, &key, Operation::Unset);
        let mut expected = root(&text);
        expected.remove(&key);
        prop_assert_eq!(root(&after), expected);
        let comments = |text: &str| text.trim_start_matches('\u{feff}').lines().filter(|line| line.trim_start().starts_with('#')).map(str::to_owned).collect::<Vec<_>>();
        let kept = comments(&format!("{}{}", &text[..range.start], &text[range.end..]));
        prop_assert_eq!(comments(&after), kept, "`{}`:\n{}", key, after);
        let (front, back) = common(&text, &after);
        prop_assert_eq!(front + back, after.len(), "`{}`:\n{:?}\n{:?}", key, text, after);
    }

    #[test]
    fn a_value_inside_a_table_or_a_row_changes_its_line_only(document in documents(), value in select(new_values())) {
        let document = Document { tables: TABLES.map(|table| format!("\n{table}")).concat(), ..document };
        let (text, _) = document.text("");
        for (path, line) in [
            (["metrics", "revenue"].as_slice(), "revenue = 1_000.00 # thousand"),
            (&["metrics", "employees"], "employees = 12"),
            (&["consent", "[phone]", "scope"], "scope = \"phone\" # spoken"),
        ] {
            let names = path.iter().map(|name| (*name).to_owned()).collect();
            let edit = FieldEdit { path: FieldPath(names), operation: Operation::Set(value.clone()) };
            let after = edit_text(&text, customer(), &[edit]).unwrap();
            let at = text.find(line).unwrap();
            prop_assert!(after.starts_with(&text[..at]), "in front of `{line}`:\n{text:?}\n{after:?}");
            let behind = text[at..].split_once('\n').map_or("", |(_, behind)| behind);
            prop_assert!(after.ends_with(behind), "behind `{line}`:\n{text:?}\n{after:?}");
            let comment = line.find(" #").map_or("", |at| &line[at..]);
            prop_assert!(after.contains(comment));
            prop_assert_eq!(root(&after).len(), root(&text).len());
        }
    }

    #[test]
    fn line_ends_and_the_mark_stay(document in documents(), which: Index, value in select(new_values())) {
        let key = document.key(which).to_owned();
        for ends in [vec![true], vec![false]] {
            let document = Document { ends: ends.clone(), ..document.clone() };
            let (text, _) = document.text(&key);
            let after = edited(&text, &key, Operation::Set(value.clone()));
            prop_assert_eq!(after.starts_with('\u{feff}'), document.mark);
            let carriage = after.matches("\r\n").count();
            let expected = if ends[0] && text.contains('\n') { after.matches('\n').count() } else { 0 };
            prop_assert_eq!(carriage, expected, "{:?}", after);
        }
    }
}

/// Files of the suite below a folder, with the versions of TOML that list them.
fn suite(root: &Path, folder: &str) -> Vec<(String, Vec<String>)> {
    let index: serde_json::Value = serde_json::from_slice(&fs::read(root.join("index.json")).unwrap()).unwrap();
    let files = index["files"].as_object().unwrap().iter();
    let wanted = files.filter(|(name, _)| name.starts_with(folder) && name.ends_with(".toml"));
    let versions = |list: &serde_json::Value| serde_json::from_value(list.clone()).unwrap();
    let list: Vec<_> = wanted.map(|(name, list)| (name.clone(), versions(list))).collect();
    assert!(list.len() > 100, "{} files in {folder}", list.len());
    list
}

#[test]
fn every_valid_file_of_the_suite_reads_and_takes_an_edit() {
    let Some(folder) = data().map(|data| data.join("toml-test")).filter(|folder| folder.is_dir()) else { return };
    let mut faults = Vec::new();
    for (name, _) in suite(&folder, "valid/") {
        let text = fs::read_to_string(folder.join(&name)).unwrap();
        let (record, findings) = Record::read("customer", "x", &name, text.clone());
        let Some(record) = record else {
            faults.push(format!("{name}: {findings:?}"));
            continue;
        };
        let mut try_edit = |key: &str, operation: Operation| {
            let mut expected = record.root.clone();
            match &operation {
                Operation::Set(value) => expected.insert(key.to_owned(), value.clone()),
                _ => expected.remove(key),
            };
            let after = edited(&text, key, operation.clone());
            let read = parse(&after);
            if !read.faults.is_empty() || read.root != expected {
                faults.push(format!("{name}: {key:?} {operation:?}: {:?}\n{text}\n-----\n{after}", read.faults));
            }
        };
        let value = Value::Text("x".into());
        try_edit("brand-new", Operation::Set(value.clone()));
        for key in record.root.keys() {
            try_edit(key, Operation::Set(value.clone()));
            try_edit(key, Operation::Unset);
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n\n"));
}

#[test]
fn every_invalid_file_of_the_suite_is_refused_without_a_panic() {
    let Some(folder) = data().map(|data| data.join("toml-test")).filter(|folder| folder.is_dir()) else { return };
    let mut accepted = Vec::new();
    for (name, versions) in suite(&folder, "invalid/") {
        // What isn't UTF-8 is refused before it is parsed.
        let Ok(text) = String::from_utf8(fs::read(folder.join(&name)).unwrap()) else { continue };
        let (record, findings) = Record::read("customer", "x", &name, text);
        assert_eq!(record.is_none(), !findings.is_empty(), "{name}");
        // What only 1.0 forbids, 1.1 allows.
        if record.is_some() && versions.iter().any(|version| version == "1.1.0") {
            accepted.push(name);
        }
    }
    assert!(accepted.is_empty(), "{accepted:#?}");
}
