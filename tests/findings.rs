//! Owns the corpus of faulty records: each fault stands beside the findings it must give.
//! Refuses to pass over a finding too many or too few. `BLESS=1` rewrites what is expected.

use crate::support::fixtures;
use guanxi::check::{Judge, check};
use guanxi::config::Config;
use guanxi::diagnostic::{Diagnostic, Lang};
use guanxi::record::Record;
use guanxi::rules;
use guanxi::schema::{SchemaFile, Vocabulary, load};
use guanxi::store::Corpus;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What a tree holds and what is wrong with it.
struct Judged {
    records: Vec<String>,
    findings: Vec<Diagnostic>,
}

/// Reads and judges a work tree as `check` does.
fn judge(root: &Path) -> Judged {
    let text = |name: &str| fs::read_to_string(root.join(name)).ok();
    let (config, mut findings) = Config::read("crm.toml", &text("crm.toml").unwrap_or_default());
    let overlays = ["customer", "visit"].map(|kind| format!("schema/{kind}.toml"));
    let files = overlays.into_iter().filter_map(|path| text(&path).map(|text| SchemaFile { path, text }));
    let (schema, found) = load(&files.collect::<Vec<_>>());
    findings.extend(found);
    let vocabulary = text("tags.toml").map_or_else(Vocabulary::default, |text| {
        let (vocabulary, found) = Vocabulary::read("tags.toml", &text);
        findings.extend(found);
        vocabulary
    });
    let corpus = Corpus::read(root, &schema);
    findings.extend(corpus.findings);
    let judge = Judge { config: &config, vocabulary: &vocabulary };
    for record in &corpus.records {
        findings.extend(check(record, &schema.kinds[&record.kind], &judge));
    }
    let records: Vec<&Record> = corpus.records.iter().collect();
    findings.extend(rules::across(&records, &corpus.unreadable, &schema));
    Judged { records: corpus.records.iter().map(Record::reference).collect(), findings }
}

/// `severity[code] path:line:column message`, with the hint below; in the order of places.
fn shown(findings: &[Diagnostic]) -> String {
    let mut findings: Vec<&Diagnostic> = findings.iter().collect();
    findings.sort_by_key(|finding| (finding.place.path.clone(), finding.place.line, finding.place.column));
    findings.into_iter().map(line).collect()
}

fn line(finding: &Diagnostic) -> String {
    let hint = finding.hint.as_ref().map(|hint| format!("  hint: {}\n", hint.text(Lang::En))).unwrap_or_default();
    let message = finding.message.text(Lang::En);
    format!("{}[{}] {} {message}\n{hint}", finding.severity.name(), finding.code, finding.place)
}

/// Folders of fixtures, by name.
fn cases() -> BTreeMap<String, PathBuf> {
    let folder = fixtures().join("records/invalid");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    entries.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), path)).collect()
}

#[test]
fn every_fault_gives_the_findings_beside_it() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut faults = String::new();
    for (name, folder) in cases() {
        let found = shown(&judge(&folder).findings);
        let file = folder.join("expected.txt");
        if bless {
            fs::write(&file, &found).unwrap();
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if found != expected {
            faults.push_str(&format!("== {name}: expected\n{expected}== found\n{found}"));
        }
        assert!(!found.is_empty(), "{name} has no fault");
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn records_without_a_fault_give_no_finding() {
    let judged = judge(&fixtures().join("records/valid"));
    assert_eq!(shown(&judged.findings), "");
    assert!(judged.records.len() >= 8, "{:?}", judged.records);
}

/// Copies records of a fixture into a tree; files of the tree's root only where the tree has none.
fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).min_depth(1).into_iter().map(Result::unwrap) {
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).unwrap();
        } else if entry.depth() > 1 && entry.path().extension().is_some_and(|ending| ending == "toml") {
            assert!(!target.exists(), "two fixtures hold {}", target.display());
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn one_bad_file_never_hides_the_others() {
    let tree = tempfile::tempdir().unwrap();
    // Fixtures with files of their own at the root judge by other rules and stay apart.
    let plain = |folder: &Path| !["crm.toml", "tags.toml", "schema"].iter().any(|name| folder.join(name).exists());
    let mut expected: Vec<String> = Vec::new();
    for (_, folder) in cases().into_iter().filter(|(_, folder)| plain(folder)) {
        copy(&folder, tree.path());
        expected.extend(judge(&folder).findings.iter().map(line));
    }
    let valid = judge(&fixtures().join("records/valid")).records;
    copy(&fixtures().join("records/valid"), tree.path());
    let judged = judge(tree.path());
    let lost: Vec<_> = valid.iter().filter(|record| !judged.records.contains(record)).collect();
    assert!(lost.is_empty(), "hidden: {lost:?}");
    let mut found: Vec<String> = judged.findings.iter().map(line).collect();
    expected.sort();
    found.sort();
    assert_eq!(found.concat(), expected.concat());
}

/// A tree with one good record and one made by `make`, and what is found in it.
fn made(make: impl FnOnce(&Path)) -> Judged {
    let tree = tempfile::tempdir().unwrap();
    let customers = tree.path().join("customers");
    fs::create_dir(&customers).unwrap();
    fs::write(customers.join("good.toml"), "name = \"Good\"\nindustry = \"IT\"\n").unwrap();
    make(&customers);
    let judged = judge(tree.path());
    assert!(judged.records.contains(&"customer/good".to_owned()), "{:?}", judged.records);
    judged
}

#[test]
fn a_record_of_two_mebibytes_is_not_read() {
    let judged = made(|customers| {
        let text = format!("name = \"Big\"\nindustry = \"IT\"\nnotes = \"{}\"\n", "x".repeat(2 << 20));
        fs::write(customers.join("big.toml"), text).unwrap();
    });
    assert_eq!(shown(&judged.findings), "error[size] customers/big.toml 2097192 bytes, a record has at most 1048576\n");
}

#[cfg(unix)]
#[test]
fn links_are_told_and_not_followed() {
    use std::os::unix::fs::symlink;
    let judged = made(|customers| {
        symlink("good.toml", customers.join("linked.toml")).unwrap();
        symlink("/nowhere.toml", customers.join("dangling.toml")).unwrap();
        symlink("..", customers.join("around")).unwrap();
        symlink(customers, customers.parent().unwrap().join("contacts")).unwrap();
    });
    assert_eq!(judged.records, ["customer/good"]);
    let links: Vec<_> = judged.findings.iter().map(|finding| (finding.code, finding.place.path.as_str())).collect();
    let expected = ["customers/around", "customers/dangling.toml", "customers/linked.toml", "contacts"];
    assert_eq!(links, expected.map(|path| ("symlink", path)));
}

#[cfg(unix)]
#[test]
fn names_that_no_record_may_have_are_told() {
    let judged = made(|customers| {
        let text = "name = \"Odd\"\nindustry = \"IT\"\n";
        for name in ["Acme", "con", "-x", "a b", "..", "客户", &"x".repeat(65), "a.b"] {
            fs::write(customers.join(format!("{name}.toml")), text).unwrap();
        }
        fs::create_dir(customers.join(".git")).unwrap();
        fs::write(customers.join(".git/hidden.toml"), text).unwrap();
        fs::write(customers.join(".git.toml"), text).unwrap();
    });
    assert_eq!(judged.records, ["customer/good"]);
    let told: Vec<_> = judged.findings.iter().map(|finding| (finding.code, finding.place.path.as_str())).collect();
    let long = format!("customers/{}.toml", "x".repeat(65));
    let names = [
        "customers/-x.toml",
        "customers/Acme.toml",
        "customers/a b.toml",
        "customers/a.b.toml",
        "customers/con.toml",
        &long,
        "customers/客户.toml",
    ];
    let mut sorted = told.clone();
    sorted.sort_unstable();
    // Names with a dot in front are editors' and the system's: no records, and no findings.
    assert_eq!(sorted, names.map(|path| ("id", path)));
}

#[test]
fn ids_out_of_the_repository_are_no_references() {
    for id in ["../x", ".git", "customer/../x", "/etc/passwd", "a/b/c", "CON"] {
        let judged = made(|customers| {
            let text = format!("name = \"Odd\"\nindustry = \"IT\"\nparent = '{id}'\n");
            fs::write(customers.join("odd.toml"), text).unwrap();
        });
        let expected = format!("error[reference] customers/odd.toml:3:10 `{id}` can't be an id\n");
        assert_eq!(shown(&judged.findings), expected);
    }
}
