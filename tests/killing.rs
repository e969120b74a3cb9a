//! Owns kills at random moments and writers at once: all or nothing, nothing lost, nothing swept.
//! Refuses the sweep over every system call; `tests/sweeps/kill.sh` has it.

use crate::support::Sandbox;
use crate::support::states::{ACME, crm, diffs, edit, listing, ok, state};
use std::process::Stdio;
use std::time::{Duration, Instant};

struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Kills a command between its first object and its end, again and again; each time all or nothing is there.
/// The command alternates with one that makes its subject ready again.
fn kills(seed: u64, first: &[&str], command: &[&str], again: &[&str]) {
    let sandbox = crm();
    if !first.is_empty() {
        ok(&sandbox, first);
    }
    let mut random = Random(seed);
    let own = diffs(&sandbox);
    let (mut whole, mut rounds) = (0, 0);
    while rounds < 25 {
        rounds += 1;
        let before = state(&sandbox);
        let head = sandbox.git(&["rev-parse", "HEAD"]);
        let mut child =
            sandbox.command(command).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        // Reading the schema takes most of a run: wait for the journal, then a moment of chance.
        let folder = sandbox.path("crm/.git/guanxi");
        let (begin, limit) = (Instant::now(), Duration::from_secs(30));
        let begun = || folder.join("journal.tmp").exists() || folder.join("journal.json").exists();
        while !begun() && child.try_wait().unwrap().is_none() && begin.elapsed() < limit {
            std::hint::spin_loop();
        }
        std::thread::sleep(Duration::from_micros(random.below(3_000)));
        let _ = child.kill();
        let said = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
        assert!(
            !sandbox.path("crm/.git/index.lock").exists() || folder.join("journal.json").exists(),
            "a lock without a journal"
        );
        ok(&sandbox, &["check"]);
        let left: Vec<String> = listing(&sandbox.crm_path())
            .into_keys()
            .filter(|name| name.contains(".guanxi-") || name.ends_with(".lock") || name.ends_with("journal.json"))
            .collect();
        assert!(left.is_empty(), "{left:?}");
        assert_eq!(diffs(&sandbox), own, "the user's own work");
        if sandbox.git(&["rev-parse", "HEAD"]) == head {
            assert!(!said.starts_with('['), "acknowledged, then lost: {said}");
            assert!(state(&sandbox) == before, "neither before nor after");
            continue;
        }
        assert_eq!(sandbox.git(&["rev-parse", "HEAD^"]), head);
        whole += 1;
        ok(&sandbox, again);
    }
    sandbox.git(&["fsck", "--strict"]);
    // The user's next commit takes what he staged and nothing else.
    sandbox.git(&["commit", "-q", "-m", "own"]);
    assert_eq!(sandbox.git(&["show", "--format=", "--name-only"]), "staged.txt\n");
    eprintln!("{command:?}: {whole} of {rounds} kills came after the commit");
}

#[test]
fn killed_add() {
    kills(1, &[], &["add", "customer", "New Firm", "industry=it"], &["rm", "new-firm"]);
}

#[test]
fn killed_set() {
    kills(2, &[], &["set", "acme", "grade=A", "city=上海"], &["set", "acme", "grade=B", "city=杭州"]);
}

#[test]
fn killed_rename() {
    kills(3, &[], &["rename", "customer/acme", "acme-two"], &["undo"]);
}

#[test]
fn killed_undo() {
    let set = ["set", "acme", "grade=A", "city=上海"];
    kills(4, &set, &["undo"], &set);
}

#[test]
fn writers_at_once() {
    let sandbox = Sandbox::crm();
    for writer in 0..8 {
        sandbox.write(
            &format!("crm/customers/firm-{writer}.toml"),
            // Far enough apart that the changed line is no context of the user's own diff.
            format!("name = \"Firm {writer}\"\nindustry = \"it\"\n{}notes = \"0\"\n", "# asked twice\n".repeat(6)),
        );
    }
    ok(&sandbox, &["save"]);
    sandbox.write("crm/staged.txt", "staged\n");
    sandbox.git(&["add", "staged.txt"]);
    sandbox.write("crm/customers/stray.toml", "name = \"Stray\"\nindustry = \"it\"\n");
    edit(&sandbox, "crm/customers/firm-7.toml", "industry = \"it\"", "industry = \"retail\"");
    let (own, head) = (diffs(&sandbox), sandbox.git(&["rev-parse", "HEAD"]));
    for change in 1..=10 {
        let writers: Vec<_> = (0..8)
            .map(|writer| {
                let arguments = ["set".to_owned(), format!("customer/firm-{writer}"), format!("notes={change}")];
                let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
                sandbox
                    .command(&arguments)
                    .stdin(Stdio::null())
                    .stdout(Stdio::piped())
                    .stderr(Stdio::piped())
                    .spawn()
                    .unwrap()
            })
            .collect();
        for writer in writers {
            let output = writer.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
    }
    let log = sandbox.git(&["log", "--format=%s", "--name-only", &format!("{}..", head.trim())]);
    let lines: Vec<&str> = log.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines.len(), 160);
    for commit in lines.chunks(2) {
        let record = commit[0].strip_prefix("customer/").and_then(|rest| rest.strip_suffix(": notes")).unwrap();
        assert_eq!(commit[1], format!("customers/{record}.toml"));
    }
    assert_eq!(diffs(&sandbox), own);
    assert_eq!(sandbox.git(&["ls-files", "customers/stray.toml"]), "");
    sandbox.git(&["fsck", "--strict"]);
}

#[test]
fn recovery_never_lets_go_of_the_index() {
    // The state after the commit point: the branch has moved, the files and the index have not.
    let sandbox = crm();
    let git = |name: &str| sandbox.path(&format!("crm/.git/{name}"));
    let (index, head) = (std::fs::read(git("index")).unwrap(), sandbox.git(&["rev-parse", "HEAD"]));
    ok(&sandbox, &["set", "acme", "grade=A"]);
    let (done, new) = (std::fs::read(git("index")).unwrap(), sandbox.git(&["rev-parse", "HEAD"]));
    let id = |name: &str| sandbox.git(&["rev-parse", name]).trim().to_owned();
    let (old_blob, new_blob) = (id("HEAD^:customers/acme.toml"), id("HEAD:customers/acme.toml"));
    let stand = || {
        std::fs::write(git("index"), &index).unwrap();
        sandbox.write("crm/customers/acme.toml", ACME);
        let journal = format!(
            "{{\"operation\":\"x\",\"branch\":\"refs/heads/main\",\"old_head\":\"{}\",\"new_head\":\"{}\",\"files\":[{{\"path\":\"customers/acme.toml\",\"before\":\"{old_blob}\",\"after\":\"{new_blob}\",\"index_before\":\"{old_blob}\",\"index_after\":\"{new_blob}\",\"temp\":\"customers/.guanxi-x-0.tmp\"}}]}}",
            head.trim(),
            new.trim()
        );
        sandbox.write("crm/.git/guanxi/journal.json", journal);
    };
    let settled = || {
        assert_eq!(sandbox.git(&["diff", "--cached", "--name-only"]), "staged.txt\n");
        assert_eq!(sandbox.read("crm/customers/acme.toml"), ACME.replace("\"B\"", "\"A\""));
        assert!(!git("index.lock").exists() && !git("guanxi/journal.json").exists());
    };
    // Our lock stands and holds our bytes.
    stand();
    std::fs::write(git("index.lock"), &done).unwrap();
    std::fs::write(git("guanxi/index.next"), &done).unwrap();
    ok(&sandbox, &["check"]);
    settled();
    // The user took the lock away, as git advises.
    stand();
    ok(&sandbox, &["check"]);
    settled();
    // Another git command holds the index: reading goes on, writing waits for it, its lock stays.
    stand();
    std::fs::write(git("index.lock"), b"DIRC of somebody else").unwrap();
    ok(&sandbox, &["check"]);
    assert_eq!(sandbox.run(&["set", "acme", "city=x"]).status, 5);
    assert_eq!(std::fs::read(git("index.lock")).unwrap(), b"DIRC of somebody else");
    std::fs::remove_file(git("index.lock")).unwrap();
    ok(&sandbox, &["check"]);
    settled();
}
