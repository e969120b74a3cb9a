//! Owns a small CRM and what its state is: files, index, HEAD, the user's own diffs.
//! Refuses to judge; tests do.

use super::Sandbox;
use std::collections::BTreeMap;
use std::path::Path;

pub const ACME: &str = "\
# met at the fair
name = \"Acme\"
uid = \"acmeacme22\"
industry = \"it\"   # asked twice
grade = \"B\"

# how to reach them
email = \"info@example.com\"

# where they are
city = \"杭州\"
country = \"CN\"

notes = \"first\"
";

/// A CRM with one customer written by hand, a contact of his, and the user's own unfinished work.
pub fn crm() -> Sandbox {
    let sandbox = Sandbox::crm();
    sandbox.write("crm/customers/acme.toml", ACME);
    sandbox.write("crm/contacts/wang.toml", "name = \"Wang\"\nuid = \"wangwang22\"\ncustomer = \"acme\"\n");
    sandbox.write("crm/readme.txt", "read me\n");
    ok(&sandbox, &["save"]);
    sandbox.git(&["add", "readme.txt"]);
    sandbox.git(&["commit", "-q", "-m", "readme"]);
    sandbox.write("crm/readme.txt", "read me\nmore\n");
    sandbox.write("crm/staged.txt", "staged\n");
    sandbox.git(&["add", "staged.txt"]);
    sandbox.write("crm/customers/stray.txt", "stray\n");
    sandbox
}

pub fn ok(sandbox: &Sandbox, arguments: &[&str]) -> String {
    let run = sandbox.run(arguments);
    assert_eq!(run.status, 0, "{arguments:?}: {}", run.shown());
    run.stdout
}

/// Every file of a folder with its bytes; links with their targets.
pub fn listing(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut list = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap) {
        let name = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        let bytes = if entry.file_type().is_file() { std::fs::read(entry.path()).unwrap() } else { Vec::new() };
        list.insert(name, bytes);
    }
    list
}

/// The work tree, what is staged, what is committed.
pub fn state(sandbox: &Sandbox) -> (BTreeMap<String, Vec<u8>>, String, String) {
    let mut files = listing(&sandbox.crm_path());
    files.retain(|name, _| name != ".git" && !name.starts_with(".git/"));
    (files, sandbox.git(&["ls-files", "-s"]), sandbox.git(&["ls-tree", "-r", "HEAD"]))
}

/// The user's own diffs, without the lines that name objects.
pub fn diffs(sandbox: &Sandbox) -> String {
    let text = sandbox.git(&["diff"]) + &sandbox.git(&["diff", "--cached"]);
    text.lines().filter(|line| !line.starts_with("index ")).map(|line| format!("{line}\n")).collect()
}

pub fn edit(sandbox: &Sandbox, path: &str, old: &str, new: &str) {
    let text = sandbox.read(path);
    assert!(text.contains(old), "{path}: {text}");
    sandbox.write(path, text.replace(old, new));
}

/// The command is refused with this exit code, and not a byte is different afterwards.
pub fn refused(sandbox: &Sandbox, arguments: &[&str], status: i32) -> String {
    let before = listing(&sandbox.crm_path());
    let run = sandbox.run(arguments);
    assert_eq!(run.status, status, "{arguments:?}: {}", run.shown());
    let after = listing(&sandbox.crm_path());
    let differ: Vec<&String> =
        before.keys().chain(after.keys()).filter(|name| before.get(*name) != after.get(*name)).collect();
    assert!(differ.is_empty(), "{arguments:?} wrote {differ:?}");
    assert!(run.stderr.starts_with("error: ") || run.stderr.contains("\nerror: "), "{}", run.stderr);
    run.stderr
}
