//! Owns edits of an existing file: only the lines of the changed value change; comments, order,
//! blank lines, line ends and the byte-order mark stay. Refuses text that does not parse.

use super::comments::{give_to_what_follows, keep_comment_above};
use super::place::Step;
use super::read::{Fault, parse};
use super::write::{to_item, to_toml};
use crate::value::Value;
use similar::{DiffOp, TextDiff};
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, TableLike, Value as Toml};

/// One edit.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Sets the value at a path; missing tables are made; an index equal to the length appends a row.
    Set(Vec<Step>, Value),
    /// Removes the value at a path; one that isn't there is no fault.
    Remove(Vec<Step>),
}

/// The text with the edits made. `order` says where new keys go: after the nearest known key before them.
/// Errs with the first fault when the text does not parse.
pub fn edit(text: &str, edits: &[Edit], order: &[&str]) -> Result<String, Fault> {
    if let Some(fault) = parse(text).faults.into_iter().next() {
        return Err(fault);
    }
    let (mark, body) = match text.strip_prefix('\u{feff}') {
        Some(body) => ("\u{feff}", body),
        None => ("", text),
    };
    let plain = body.replace("\r\n", "\n");
    let mut document: DocumentMut = plain.parse().map_err(|error: toml_edit::TomlError| Fault {
        span: error.span().unwrap_or(0..0),
        text: error.message().to_owned(),
    })?;
    for edit in edits {
        match edit {
            Edit::Set(path, value) => set(document.as_table_mut(), path, value, order),
            Edit::Remove(path) => {
                if let Some(comment) = remove(document.as_table_mut(), path, false) {
                    give_to_what_follows(&mut document, &comment);
                }
            }
        }
    }
    let mut edited = document.to_string();
    if !plain.ends_with('\n') && edited.ends_with('\n') {
        // A last line without an end stays without one.
        edited.pop();
    }
    Ok(format!("{mark}{}", restore_line_ends(body, &plain, &edited)))
}

/// Every unchanged line gets its own bytes back, changed ones the line end that prevails.
fn restore_line_ends(original: &str, plain: &str, edited: &str) -> String {
    if original.len() == plain.len() {
        return edited.to_owned();
    }
    let ends: Vec<&str> =
        original.split_inclusive('\n').map(|line| if line.ends_with("\r\n") { "\r\n" } else { "\n" }).collect();
    let carriage = ends.iter().filter(|end| **end == "\r\n").count() * 2 >= ends.len();
    let diff = TextDiff::from_lines(plain, edited);
    let new: Vec<&str> = edited.split_inclusive('\n').collect();
    let mut text = String::with_capacity(original.len() + 64);
    let mut put = |line: &str, end: &str| match line.strip_suffix('\n') {
        Some(body) => {
            text.push_str(body);
            text.push_str(end);
        }
        None => text.push_str(line),
    };
    for op in diff.ops() {
        if let DiffOp::Equal { old_index, new_index, len } = *op {
            (0..len).for_each(|at| put(new[new_index + at], ends[old_index + at]));
        } else {
            op.new_range().for_each(|at| put(new[at], if carriage { "\r\n" } else { "\n" }));
        }
    }
    text
}

fn set(table: &mut dyn TableLike, path: &[Step], value: &Value, order: &[&str]) {
    let Some((Step::Key(key), rest)) = path.split_first() else { return };
    if rest.is_empty() {
        return put(table, key, value, order);
    }
    if table.get(key).is_none_or(Item::is_none) {
        let fresh = match rest[0] {
            Step::Index(_) => Item::ArrayOfTables(ArrayOfTables::new()),
            Step::Key(_) => Item::Table(unwritten()),
        };
        table.insert(key, fresh);
    }
    let Some(item) = table.get_mut(key) else { return };
    match &rest[0] {
        Step::Key(_) => {
            if let Some(inner) = item.as_table_like_mut() {
                set(inner, rest, value, &[]);
            }
        }
        Step::Index(index) => set_row(item, *index, &rest[1..], value),
    }
}

/// A table that has a header only once it has values of its own.
fn unwritten() -> Table {
    let mut table = Table::new();
    table.set_implicit(true);
    table
}

fn set_row(item: &mut Item, index: usize, rest: &[Step], value: &Value) {
    match item {
        Item::ArrayOfTables(rows) => {
            if index >= rows.len() {
                rows.push(Table::new());
            }
            let last = rows.len() - 1;
            let Some(row) = rows.get_mut(index.min(last)) else { return };
            match (rest.is_empty(), value) {
                (true, Value::Table(map)) => {
                    *row = Table::new();
                    super::write::fill(row, map, &[]);
                }
                (false, _) => set(row, rest, value, &[]),
                (true, _) => {}
            }
        }
        Item::Value(Toml::Array(array)) => {
            if index >= array.len() {
                array.push(to_toml(value));
            } else if rest.is_empty() {
                let decor = array.get(index).map(|old| old.decor().clone());
                let mut fresh = to_toml(value);
                if let Some(decor) = decor {
                    *fresh.decor_mut() = decor;
                }
                array.replace_formatted(index, fresh);
            } else if let Some(Toml::InlineTable(row)) = array.get_mut(index) {
                set(row, rest, value, &[]);
            }
        }
        _ => {}
    }
}

/// Replaces a value in its own place, with its comment; puts a new key where the order wants it.
fn put(table: &mut dyn TableLike, key: &str, value: &Value, order: &[&str]) {
    match table.get_mut(key) {
        Some(Item::Value(old)) if !is_tables(value) => {
            let mut fresh = to_toml(value);
            if let (Toml::Array(old), Toml::Array(fresh)) = (&*old, &mut fresh) {
                keep_layout(old, fresh);
            }
            *fresh.decor_mut() = old.decor().clone();
            *old = fresh;
        }
        Some(item) if !item.is_none() => *item = to_item(value),
        _ => {
            table.insert(key, to_item(value));
            place_new_key(table, key, order);
        }
    }
}

fn is_tables(value: &Value) -> bool {
    matches!(value, Value::List(rows) if !rows.is_empty() && rows.iter().all(|row| matches!(row, Value::Table(_))))
}

/// An array written over several lines stays so.
fn keep_layout(old: &toml_edit::Array, fresh: &mut toml_edit::Array) {
    let Some(first) = old.get(0).and_then(|value| value.decor().prefix()).and_then(|prefix| prefix.as_str()) else {
        return;
    };
    if !first.contains('\n') {
        return;
    }
    for value in fresh.iter_mut() {
        value.decor_mut().set_prefix(first);
        value.decor_mut().set_suffix("");
    }
    fresh.set_trailing(old.trailing().clone());
    fresh.set_trailing_comma(old.trailing_comma());
}

/// Sorts only the new key: behind the last present key that the order puts before it.
fn place_new_key(table: &mut dyn TableLike, key: &str, order: &[&str]) {
    let Some(rank) = order.iter().position(|known| *known == key) else { return };
    let mut keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).filter(|present| present != key).collect();
    let is_value = |name: &str| table.get(name).is_some_and(Item::is_value);
    if !is_value(key) {
        return;
    }
    let before =
        |name: &String| order.iter().position(|known| known == name).is_some_and(|at| at < rank) && is_value(name);
    let at = keys.iter().rposition(before).map_or(0, |at| at + 1);
    if at == 0 && !keys.is_empty() {
        // A leading comment belongs to the top of the file: the new key goes behind the first one instead.
        keys.insert(1.min(keys.len()), key.to_owned());
    } else {
        keys.insert(at, key.to_owned());
    }
    let position = |name: &str| keys.iter().position(|known| known == name).unwrap_or(usize::MAX);
    table.sort_values_by_position(&position);
}

trait SortByPosition {
    fn sort_values_by_position(&mut self, position: &dyn Fn(&str) -> usize);
}

impl SortByPosition for dyn TableLike + '_ {
    /// `TableLike` can't sort by a closure; taking out and putting back the values behind does the same.
    fn sort_values_by_position(&mut self, position: &dyn Fn(&str) -> usize) {
        let mut names: Vec<String> = self.iter().map(|(name, _)| name.to_owned()).collect();
        let Some(new) = names.pop() else { return };
        let limit = position(&new);
        let behind: Vec<String> = names.into_iter().filter(|name| position(name) > limit).collect();
        for name in behind {
            let Some(key) = self.key(&name).cloned() else { continue };
            if let Some(item) = self.remove(&name) {
                self.entry_format(&key).or_insert(item);
            }
        }
    }
}

/// Returns the comment above the removed key where the table holds no other value to keep it.
fn remove(table: &mut dyn TableLike, path: &[Step], inline: bool) -> Option<String> {
    let (Step::Key(key), rest) = path.split_first()? else { return None };
    if rest.is_empty() {
        let homeless = keep_comment_above(table, key, inline);
        table.remove(key);
        return homeless;
    }
    let item = table.get_mut(key)?;
    let mut emptied = false;
    let mut homeless = None;
    match &rest[0] {
        Step::Key(_) => {
            let inline = inline || item.is_inline_table();
            if let Some(inner) = item.as_table_like_mut() {
                homeless = remove(inner, rest, inline);
                emptied = inner.is_empty();
            }
        }
        Step::Index(index) => match item {
            Item::ArrayOfTables(rows) if *index < rows.len() => {
                if rest.len() == 1 {
                    rows.remove(*index);
                } else if let Some(row) = rows.get_mut(*index) {
                    homeless = remove(row, &rest[1..], inline);
                }
                emptied = rows.is_empty();
            }
            Item::Value(Toml::Array(array)) if *index < array.len() => {
                if rest.len() == 1 {
                    array.remove(*index);
                } else if let Some(Toml::InlineTable(row)) = array.get_mut(*index) {
                    remove(row, &rest[1..], true);
                }
            }
            _ => {}
        },
    }
    if emptied {
        table.remove(key);
    }
    homeless
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    fn text(value: &str) -> Value {
        Value::Text(value.into())
    }

    fn made(source: &str, edits: &[Edit]) -> String {
        edit(source, edits, &["name", "phone", "grade", "owner"]).unwrap()
    }

    const COMMENTED: &str = "# our best customer\nname = \"Acme\" # since 1996\n\n# ask twice\ngrade   = 'B'\ntags = [\n  \"a\", # first\n  \"b\",\n]\n\n[metrics]\nrevenue = 1_000\n";

    #[test]
    fn only_the_changed_line_changes() {
        let after = made(COMMENTED, &[Edit::Set(vec!["grade".into()], text("A"))]);
        assert_eq!(after, COMMENTED.replace("'B'", "\"A\""));
        let after =
            made(COMMENTED, &[Edit::Set(vec!["metrics".into(), "revenue".into()], Value::Number(Decimal::from(2)))]);
        assert_eq!(after, COMMENTED.replace("1_000", "2"));
    }

    #[test]
    fn a_new_key_goes_where_the_schema_has_it() {
        let after = made(COMMENTED, &[Edit::Set(vec!["phone".into()], text("1"))]);
        assert_eq!(after, COMMENTED.replace("# since 1996\n", "# since 1996\nphone = \"1\"\n"));
        let after = made(COMMENTED, &[Edit::Set(vec!["owner".into()], text("li"))]);
        assert_eq!(after, COMMENTED.replace("'B'\n", "'B'\nowner = \"li\"\n"));
    }

    #[test]
    fn line_ends_and_the_byte_order_mark_stay() {
        let crlf = format!("\u{feff}{}", COMMENTED.replace('\n', "\r\n"));
        let after =
            made(&crlf, &[Edit::Set(vec!["grade".into()], text("A")), Edit::Set(vec!["phone".into()], text("1"))]);
        assert_eq!(
            after,
            crlf.replace("'B'", "\"A\"").replace("# since 1996\r\n", "# since 1996\r\nphone = \"1\"\r\n")
        );
        let mixed = "a = 1\r\nb = 2\nc = 3\r\n";
        assert_eq!(made(mixed, &[Edit::Set(vec!["c".into()], Value::Bool(true))]), "a = 1\r\nb = 2\nc = true\r\n");
    }

    #[test]
    fn rows_are_edited_added_and_removed_in_place() {
        let source = "name = \"x\"\n\n[[lines]]\nsku = \"a\" # first\nquantity = 1\n\n[[lines]]\nsku = \"b\"\n";
        let path = |index: usize, key: &str| vec![Step::from("lines"), Step::Index(index), key.into()];
        let after = made(source, &[Edit::Set(path(0, "quantity"), Value::Number(Decimal::from(3)))]);
        assert_eq!(after, source.replace("quantity = 1", "quantity = 3"));
        let after = made(source, &[Edit::Set(path(2, "sku"), text("c"))]);
        assert!(after.starts_with(source) && after.contains("sku = \"c\""), "{after}");
        let after = made(source, &[Edit::Remove(vec!["lines".into(), Step::Index(1)])]);
        assert_eq!(after, source.replace("\n[[lines]]\nsku = \"b\"\n", ""));
    }

    #[test]
    fn removing_a_value_keeps_the_comment_above_it() {
        let source = "# head\nname = \"x\"\n# about the grade\ngrade = \"A\"\nowner = \"li\"\n";
        assert_eq!(
            made(source, &[Edit::Remove(vec!["grade".into()])]),
            "# head\nname = \"x\"\n# about the grade\nowner = \"li\"\n"
        );
    }

    #[test]
    fn a_comment_above_the_last_value_is_kept_where_it_can_stand() {
        let removed = |source: &str, path: &[&str]| {
            made(source, &[Edit::Remove(path.iter().map(|key| Step::from(*key)).collect())])
        };
        assert_eq!(removed("a = 1\n# note\nb = 2\n", &["b"]), "a = 1\n# note\n");
        assert_eq!(removed("# note\nb = 2\n\n[t]\nx = 1\n", &["b"]), "# note\n\n[t]\nx = 1\n");
        let braces = removed("a = { b = 1,\n# note\nc = 2 }\n", &["a", "c"]);
        assert_eq!(parse(&braces).faults, [], "{braces}");
    }

    #[test]
    fn a_comment_above_the_only_value_goes_to_the_first_header_that_is_written() {
        let source = "# a note\nsince = 1\n\n[later.unknown]\nx = 1\n";
        let after = made(source, &[Edit::Remove(vec!["since".into()])]);
        assert_eq!(after, "# a note\n\n[later.unknown]\nx = 1\n");
    }

    #[test]
    fn what_does_not_parse_is_refused() {
        assert!(edit("a = \n", &[], &[]).is_err());
    }
}
