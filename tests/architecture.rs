//! Owns the shape of the source: the ladder of modules, who may use which foreign crate, what every file must have.
//! Refuses to excuse a breach anywhere but in its own tables, with a reason.

use crate::support::package;
use crate::support::source::Source;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Rows from the bottom up. A module may use those of the rows above it in this list.
const LADDER: &[&[&str]] = &[
    &["value", "table", "diagnostic", "syntax"],
    &["config", "calendar", "schema"],
    &["record", "access"],
    &["check", "store", "vcs"],
    &["index"],
    &["history"],
    &["rules", "report", "import", "export", "agenda", "sales", "dupes"],
    &["workspace"],
    &["sync", "guard", "backup"],
    &["cli"],
];

/// Neighbours in one row that know each other all the same, and why.
const NEIGHBOURS: &[(&str, &str, &str)] = &[
    ("value", "diagnostic", "a scalar that can't be read says so in a message of the catalogue"),
    ("syntax", "value", "what TOML holds is read into the same values as everything else"),
];

/// Rows above that a module must not know all the same, and why.
const STRANGERS: &[(&str, &[&str], &str)] = &[(
    "vcs",
    &["config", "calendar", "schema", "record", "access"],
    "git holds bytes and says nothing of what they mean",
)];

/// A foreign crate and the modules that own it: nobody else names it.
const OWNERS: &[(&str, &[&str])] = &[
    ("calamine", &["import"]),
    ("chardetng", &["import"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("csv", &["table", "import", "export"]),
    ("ctrlc", &["cli"]),
    ("deunicode", &["value"]),
    ("email_address", &["value"]),
    ("encoding_rs", &["import"]),
    ("flate2", &["vcs"]),
    ("fluent_bundle", &["diagnostic"]),
    ("git2", &["vcs"]),
    ("indicatif", &["cli"]),
    ("inquire", &["cli"]),
    ("iso_currency", &["value", "config"]),
    ("libgit2_sys", &["vcs"]),
    ("pinyin", &["value"]),
    ("rlibphonenumber", &["value"]),
    ("rusqlite", &["index"]),
    ("terminal_size", &["cli"]),
    ("sha1", &["vcs"]),
    ("toml", &["syntax"]),
    ("toml_edit", &["syntax"]),
    ("unicode_normalization", &["value"]),
    ("unicode_width", &["table"]),
    ("url", &["value"]),
    ("walkdir", &["store"]),
    ("zip", &["import"]),
];

/// Crates without an owner: common types, and tools that bind nobody to anything.
const COMMON: &[&str] = &[
    "chrono",
    "chrono_tz",
    "indexmap",
    "rayon",
    "regex",
    "rust_decimal",
    "serde",
    "serde_json",
    "sha2",
    "similar",
    "strsim",
];

/// What only the shell layer may do.
const SHELL_ONLY: &[(&str, &str)] = &[
    (r"\be?println!|\be?print!|\bdbg!", "prints"),
    (r"\bio::(stdout|stderr|stdin)\b", "reaches for the terminal"),
    (
        r"\bstd::env\b|\buse std::\{[^;]*\benv\b|\benv::(vars?|var_os|current_dir|args|temp_dir|home_dir)\b",
        "reads the environment",
    ),
    (r"\bSystemTime::now\b|\bLocal::now\b|\bUtc::now\b", "reads the clock"),
    (r"\bprocess::exit\b", "ends the process"),
];

/// Lines a file may have, tests excepted.
const MOST_LINES: usize = 400;

fn row(module: &str) -> Option<usize> {
    LADDER.iter().position(|row| row.contains(&module))
}

fn judge(breaches: Vec<String>) {
    assert!(breaches.is_empty(), "{} breaches:\n{}", breaches.len(), breaches.join("\n"));
}

#[test]
fn every_file_says_what_it_owns() {
    let faulty = Source::all().iter().filter(|source| !source.text.starts_with("//! "));
    judge(faulty.map(|source| format!("{}:1: doesn't open with `//! `", source.path)).collect());
}

#[test]
fn no_file_is_too_long() {
    let lines = |source: &Source| source.text.lines().count();
    let long = Source::all().iter().filter(|source| !source.test && lines(source) > MOST_LINES);
    judge(long.map(|source| format!("{}:{}: more than {MOST_LINES} lines", source.path, lines(source))).collect());
}

#[test]
fn modules_use_only_rows_above_them() {
    let mut breaches = Vec::new();
    for source in Source::all() {
        let own = source.module();
        if ["lib", "main"].contains(&own) {
            continue;
        }
        let Some(own_row) = row(own) else {
            breaches.push(format!("{}:1: `{own}` is not on the ladder", source.path));
            continue;
        };
        for (byte, used) in used_modules(source) {
            let Some(used_row) = row(&used).filter(|_| used != own) else { continue };
            let excused = NEIGHBOURS.iter().any(|(who, whom, _)| *who == own && *whom == used);
            let stranger = STRANGERS.iter().find(|(who, whom, _)| *who == own && whom.contains(&used.as_str()));
            if let Some((_, _, why)) = stranger {
                breaches.push(format!("{}: `{own}` uses `{used}`: {why}", source.at(byte)));
            } else if used_row >= own_row && !excused {
                let what = if used_row == own_row { "its neighbour" } else { "the higher" };
                breaches.push(format!("{}: `{own}` uses {what} `{used}`", source.at(byte)));
            }
        }
    }
    judge(breaches);
}

/// Modules of the ladder a file names, through `crate::`, `crate::{…}`, or enough `super::`.
fn used_modules(source: &Source) -> Vec<(usize, String)> {
    let mut used = Vec::new();
    static DIRECT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b(?:crate|guanxi)::(\w+)").unwrap());
    used.extend(DIRECT.captures_iter(&source.code).map(|found| (found.get(1).unwrap().start(), found[1].to_owned())));
    static GROUP: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\buse (?:crate|guanxi)::(\{[^;]*\});").unwrap());
    for found in GROUP.captures_iter(&source.code) {
        let list = found.get(1).unwrap();
        used.extend(first_names(list.as_str()).into_iter().map(|(at, name)| (list.start() + at, name)));
    }
    static UPWARD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b((?:super::)+)(\w+)").unwrap());
    let depth = source.path.trim_start_matches("src/").trim_end_matches("/mod.rs").matches('/').count() + 1;
    for found in UPWARD.captures_iter(&source.code) {
        if found[1].matches("super").count() >= depth {
            used.push((found.get(2).unwrap().start(), found[2].to_owned()));
        }
    }
    used
}

/// The outermost names of `{a, b::{c, d}, e}` with their offsets.
fn first_names(group: &str) -> Vec<(usize, String)> {
    let mut names = Vec::new();
    let mut depth = 0;
    let mut expected = false;
    for (at, c) in group.char_indices() {
        match c {
            '{' => {
                depth += 1;
                expected = depth == 1;
            }
            '}' => depth -= 1,
            ',' => expected = depth == 1,
            c if expected && c.is_alphabetic() => {
                let name: String = group[at..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                names.push((at, name));
                expected = false;
            }
            _ => {}
        }
    }
    names
}

#[test]
fn foreign_crates_stay_with_their_owners() {
    let mut breaches = Vec::new();
    let shapes: Vec<_> = OWNERS
        .iter()
        .map(|(name, owners)| {
            (name, owners, Regex::new(&format!(r"(?:^|[^:\w.$])(?:::)?({name})(?:::|\s+as\b|;)")).unwrap())
        })
        .collect();
    for source in Source::all() {
        let working = source.working_code();
        for (name, owners, shape) in &shapes {
            if owners.contains(&source.module()) || !working.contains(*name) || has_module(&working, name) {
                continue;
            }
            for found in shape.captures_iter(&working) {
                let at = source.at(found.get(1).unwrap().start());
                breaches.push(format!("{at}: `{name}` belongs to {}", owners.join(", ")));
            }
        }
    }
    judge(breaches);
}

/// Whether a file has a module of a crate's name, which it means instead.
fn has_module(code: &str, name: &str) -> bool {
    [";", " {"].iter().any(|end| code.contains(&format!("mod {name}{end}")))
}

#[test]
fn every_dependency_has_an_owner_or_is_common() {
    let manifest = std::fs::read_to_string(package().join("Cargo.toml")).unwrap();
    let read = guanxi::syntax::parse(&manifest);
    let names = read.root["dependencies"].as_table().unwrap().keys().map(|name| name.replace('-', "_"));
    let declared: BTreeSet<String> = names.collect();
    let known: BTreeSet<String> =
        OWNERS.iter().map(|(name, _)| *name).chain(COMMON.iter().copied()).map(str::to_owned).collect();
    let without: Vec<_> =
        declared.difference(&known).map(|name| format!("Cargo.toml: `{name}` has no owner")).collect();
    let gone = known.difference(&declared).map(|name| format!("Cargo.toml: `{name}` is owned, but no dependency"));
    judge(without.into_iter().chain(gone).collect());
}

#[test]
fn the_library_never_prints_and_reads_no_environment_or_clock() {
    let mut breaches = Vec::new();
    let shapes: Vec<_> = SHELL_ONLY.iter().map(|(shape, what)| (Regex::new(shape).unwrap(), what)).collect();
    for source in Source::all().iter().filter(|source| !["cli", "main"].contains(&source.module())) {
        let working = source.working_code();
        for (shape, what) in &shapes {
            for found in shape.find_iter(&working) {
                breaches.push(format!("{}: the library {what}: `{}`", source.at(found.start()), found.as_str()));
            }
        }
    }
    judge(breaches);
}

#[test]
fn the_architecture_page_names_every_module() {
    let sources = Source::all();
    let library = sources.iter().find(|source| source.module() == "lib").unwrap();
    let declared = Regex::new(r"(?m)^pub mod (\w+);").unwrap();
    let page: String = library.text.lines().filter(|line| line.starts_with("//! |")).collect();
    let missing = declared.captures_iter(&library.code).filter(|found| !page.contains(&format!("`{}`", &found[1])));
    judge(
        missing
            .map(|found| {
                format!("{}: the table doesn't name `{}`", library.at(found.get(0).unwrap().start()), &found[1])
            })
            .collect(),
    );
}

#[test]
fn names_are_found_in_groups() {
    let names: Vec<String> =
        first_names("{msg, syntax::{self, Edit}, value}").into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["msg", "syntax", "value"]);
}
