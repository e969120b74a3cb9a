//! Owns the agreement of code and catalogue: every message has both languages and all its arguments, none is idle.
//! Refuses to judge wording.

use crate::support::package;
use crate::support::source::{Source, closing};
use guanxi::diagnostic::{Lang, keys};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};

/// A message made in the code.
struct Made {
    at: String,
    key: String,
    arguments: BTreeSet<String>,
}

/// A message of the catalogue.
struct Entry {
    at: String,
    arguments: BTreeSet<String>,
}

fn made() -> Vec<Made> {
    let call = Regex::new(r#"\b(?:msg!\(|Message::new\()\s*""#).unwrap();
    let named = Regex::new(r"^\s*(\w+)\s*=[^=]").unwrap();
    let mut list = Vec::new();
    for source in Source::all() {
        for found in call.find_iter(&source.code) {
            let open = found.start() + found.as_str().find('(').unwrap();
            let end = closing(&source.code, open);
            let key = source.strings.iter().find(|range| range.start == found.end()).unwrap();
            let behind_key = key.end + 1;
            let parts = outer_parts(&source.code[behind_key..end - 1]);
            let mut arguments: BTreeSet<String> =
                parts.iter().filter_map(|part| named.captures(part)).map(|found| found[1].to_owned()).collect();
            arguments.extend(added(source, end));
            list.push(Made { at: source.at(found.start()), key: source.text[key.clone()].to_owned(), arguments });
        }
    }
    list
}

/// Names of `.with("name", …)` right behind a message.
fn added(source: &Source, mut from: usize) -> Vec<String> {
    let with = Regex::new(r#"^\s*\.with\(\s*""#).unwrap();
    let mut names = Vec::new();
    while let Some(found) = with.find(&source.code[from..]) {
        let start = from + found.end();
        let name = source.strings.iter().find(|range| range.start == start);
        names.extend(name.map(|range| source.text[range.clone()].to_owned()));
        from = closing(&source.code, from + found.as_str().find('(').unwrap());
    }
    names
}

/// Splits at the commas that stand in no bracket.
fn outer_parts(code: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, c) in code.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&code[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&code[start..]);
    parts
}

fn entries(lang: Lang) -> BTreeMap<String, Entry> {
    let folder = package().join("src/diagnostic/catalogue").join(lang.name());
    let opens = Regex::new(r"^([a-z][a-z0-9-]*) =").unwrap();
    let argument = Regex::new(r"\$([a-z_]+)").unwrap();
    let mut list: BTreeMap<String, Entry> = BTreeMap::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.strip_prefix(package()).unwrap().display().to_string();
        let mut key = None;
        for (number, line) in std::fs::read_to_string(&path).unwrap().lines().enumerate() {
            if let Some(found) = opens.captures(line) {
                key = Some(found[1].to_owned());
            }
            let Some(key) = key.clone().filter(|_| !line.starts_with('#')) else { continue };
            let fresh = || Entry { at: format!("{name}:{}", number + 1), arguments: BTreeSet::new() };
            let entry = list.entry(key).or_insert_with(fresh);
            entry.arguments.extend(argument.captures_iter(line).map(|found| found[1].to_owned()));
        }
    }
    list
}

fn judge(faults: Vec<String>) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_message_has_its_key_in_both_languages() {
    let mut faults = Vec::new();
    for lang in [Lang::En, Lang::Zh] {
        let known = entries(lang);
        let missing = made().into_iter().filter(|made| !known.contains_key(&made.key));
        faults
            .extend(missing.map(|made| format!("{}: `{}` isn't in the {} catalogue", made.at, made.key, lang.name())));
        let loaded: BTreeSet<String> = keys(lang).into_iter().collect();
        let left_out = known.iter().filter(|(key, _)| !loaded.contains(*key));
        faults.extend(
            left_out.map(|(key, entry)| format!("{}: `{key}` is in a file that `areas!` doesn't name", entry.at)),
        );
    }
    judge(faults);
}

#[test]
fn every_argument_of_a_text_is_given() {
    let mut faults = Vec::new();
    for lang in [Lang::En, Lang::Zh] {
        let known = entries(lang);
        for made in made() {
            let Some(entry) = known.get(&made.key) else { continue };
            for missing in entry.arguments.difference(&made.arguments) {
                faults.push(format!("{}: `{}` is not given `{missing}`, which {} shows", made.at, made.key, entry.at));
            }
        }
    }
    judge(faults);
}

#[test]
fn no_text_is_idle() {
    let mut used = BTreeSet::new();
    for source in Source::all() {
        let working = source.working_code();
        let alive = source.strings.iter().filter(|range| working.as_bytes().get(range.start - 1) == Some(&b'"'));
        used.extend(alive.map(|range| source.text[range.clone()].to_owned()));
    }
    let idle = entries(Lang::En).into_iter().filter(|(key, _)| !used.contains(key));
    judge(idle.map(|(key, entry)| format!("{}: nothing says `{key}`", entry.at)).collect());
}

#[test]
fn both_languages_take_the_same_arguments() {
    let (en, zh) = (entries(Lang::En), entries(Lang::Zh));
    let differ = en.iter().filter_map(|(key, one)| zh.get(key).map(|other| (key, one, other)));
    let differ = differ.filter(|(_, one, other)| !other.arguments.is_subset(&one.arguments));
    judge(
        differ
            .map(|(key, one, other)| {
                format!("{}: `{key}` takes {:?}, {} takes {:?}", other.at, other.arguments, one.at, one.arguments)
            })
            .collect(),
    );
}
