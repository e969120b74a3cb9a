//! Owns the one integration binary: every test file is a module of it, so that it links once.
//! Refuses test files that it doesn't list.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "tests say what they do by their names, may panic, and are a shell layer of their own"
)]

mod architecture;
mod catalogue;
mod docs;
mod edits;
mod findings;
mod fixtures;
mod generated;
mod killing;
mod maven;
mod money;
mod refusals;
mod report_sales;
mod repositories;
mod sandbox;
mod support;
mod writing;

use std::path::Path;

#[test]
fn every_test_file_is_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let runner = std::fs::read_to_string(folder.join("runner.rs")).unwrap();
    let mut forgotten = Vec::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let holds_tests = path.join("mod.rs").is_file() || path.extension().is_some_and(|ending| ending == "rs");
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        if holds_tests && stem != "runner" && !runner.lines().any(|line| line == format!("mod {stem};")) {
            forgotten.push(stem);
        }
    }
    forgotten.sort();
    assert!(forgotten.is_empty(), "add to tests/runner.rs: mod {};", forgotten.join("; mod "));
}
