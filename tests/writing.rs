//! Owns proofs of the write path: kills, writers at once, the user's own edits, refusals, odd repositories.
//! Refuses long runs: tests/sweeps/ has those.

use crate::support::Sandbox;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

const ACME: &str = "\
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
fn crm() -> Sandbox {
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

fn ok(sandbox: &Sandbox, arguments: &[&str]) -> String {
    let run = sandbox.run(arguments);
    assert_eq!(run.status, 0, "{arguments:?}: {}", run.shown());
    run.stdout
}

/// Every file of a folder with its bytes; links with their targets.
fn listing(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut list = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap) {
        let name = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        let bytes = if entry.file_type().is_file() { std::fs::read(entry.path()).unwrap() } else { Vec::new() };
        list.insert(name, bytes);
    }
    list
}

/// The work tree, what is staged, what is committed.
fn state(sandbox: &Sandbox) -> (BTreeMap<String, Vec<u8>>, String, String) {
    let mut files = listing(&sandbox.crm_path());
    files.retain(|name, _| name != ".git" && !name.starts_with(".git/"));
    (files, sandbox.git(&["ls-files", "-s"]), sandbox.git(&["ls-tree", "-r", "HEAD"]))
}

/// The user's own diffs, without the lines that name objects.
fn diffs(sandbox: &Sandbox) -> String {
    let text = sandbox.git(&["diff"]) + &sandbox.git(&["diff", "--cached"]);
    text.lines().filter(|line| !line.starts_with("index ")).map(|line| format!("{line}\n")).collect()
}

fn edit(sandbox: &Sandbox, path: &str, old: &str, new: &str) {
    let text = sandbox.read(path);
    assert!(text.contains(old), "{path}: {text}");
    sandbox.write(path, text.replace(old, new));
}

/// The command is refused with this exit code, and not a byte is different afterwards.
fn refused(sandbox: &Sandbox, arguments: &[&str], status: i32) -> String {
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
fn the_diff_is_one_line() {
    for (name, text) in [
        ("commented", ACME.to_owned()),
        ("crlf", ACME.replace('\n', "\r\n")),
        ("bom", format!("\u{feff}{ACME}")),
        ("both", format!("\u{feff}{}", ACME.replace('\n', "\r\n"))),
    ] {
        let sandbox = Sandbox::crm();
        sandbox.write("crm/customers/acme.toml", &text);
        ok(&sandbox, &["save"]);
        assert_eq!(sandbox.read("crm/customers/acme.toml"), text, "{name}: saved byte for byte");
        ok(&sandbox, &["set", "acme", "grade=A"]);
        assert_eq!(sandbox.read("crm/customers/acme.toml"), text.replace("\"B\"", "\"A\""), "{name}");
        assert_eq!(sandbox.git(&["show", "HEAD:customers/acme.toml"]), text.replace("\"B\"", "\"A\""), "{name}");
        assert_eq!(
            sandbox.git(&["diff", "--shortstat", "HEAD^"]).trim(),
            "1 file changed, 1 insertion(+), 1 deletion(-)"
        );
    }
}

#[test]
fn hand_edits_stay_the_users() {
    for stage in [false, true] {
        // The first is far away, the second neighbours the line that is set, the third adds a line.
        for (old, new) in [
            ("notes = \"first\"", "notes = \"by hand\""),
            ("# asked twice", "# asked thrice"),
            ("grade = \"B\"\n", "grade = \"B\"\nphone = \"+8613800138000\"\n"),
        ] {
            let sandbox = crm();
            edit(&sandbox, "crm/customers/acme.toml", old, new);
            if stage {
                sandbox.git(&["add", "customers/acme.toml"]);
            }
            let hunks = |text: String| -> String {
                text.lines().filter(|line| line.starts_with(['+', '-'])).map(|line| format!("{line}\n")).collect()
            };
            let before = diffs(&sandbox);
            ok(&sandbox, &["set", "acme", "grade=A"]);
            if old.starts_with("notes") {
                assert_eq!(diffs(&sandbox), before);
            } else {
                assert_eq!(hunks(diffs(&sandbox)), hunks(before).replace("grade = \"B\"", "grade = \"A\""));
            }
            assert_eq!(sandbox.git(&["show", "HEAD:customers/acme.toml"]), ACME.replace("\"B\"", "\"A\""));
            assert_eq!(sandbox.read("crm/customers/acme.toml"), ACME.replace(old, new).replace("\"B\"", "\"A\""));
            assert_eq!(
                sandbox.git(&["ls-files", "--stage", "--", "customers/stray.txt"]),
                "",
                "stray files are never swept in"
            );
        }
    }
}

#[test]
fn staged_and_dirty_in_one_file() {
    let sandbox = crm();
    edit(&sandbox, "crm/customers/acme.toml", "first", "staged");
    sandbox.git(&["add", "customers/acme.toml"]);
    edit(&sandbox, "crm/customers/acme.toml", "staged", "dirty");
    let before = diffs(&sandbox);
    ok(&sandbox, &["set", "acme", "grade=A"]);
    assert_eq!(diffs(&sandbox), before);
    assert!(sandbox.git(&["show", ":customers/acme.toml"]).contains("staged"));
}

#[test]
fn what_is_not_saved_is_refused() {
    let sandbox = crm();
    edit(&sandbox, "crm/customers/acme.toml", "\"B\"", "\"C\"");
    assert!(refused(&sandbox, &["set", "acme", "grade=A"], 5).contains("guanxi save"));
    refused(&sandbox, &["rename", "customer/acme", "other"], 5);
    sandbox.git(&["add", "customers/acme.toml"]);
    refused(&sandbox, &["set", "acme", "grade=A"], 5);
    sandbox.write("crm/customers/acme.toml", ACME);
    // Staged only: the work tree is HEAD's, and still what he staged must not be lost.
    refused(&sandbox, &["set", "acme", "grade=A"], 5);
    refused(&sandbox, &["rename", "customer/acme", "other"], 5);
    sandbox.git(&["reset", "-q", "--", "customers"]);
    sandbox.write("crm/customers/fresh.toml", "name = \"Fresh\"\nuid = \"freshfresh\"\nindustry = \"it\"\n");
    refused(&sandbox, &["set", "customer/fresh", "grade=A"], 5);
    sandbox.write("crm/customers/fresh.toml", "name = \"Fresh\nuid");
    assert!([1, 5].contains(&refuse_code(&sandbox, &["set", "customer/fresh", "grade=A"])));
    edit(&sandbox, "crm/customers/acme.toml", "city = \"杭州\"", "city = 杭州");
    assert!([1, 5].contains(&refuse_code(&sandbox, &["set", "customer/acme", "grade=A"])));
}

fn refuse_code(sandbox: &Sandbox, arguments: &[&str]) -> i32 {
    let before = listing(&sandbox.crm_path());
    let run = sandbox.run(arguments);
    assert!(before == listing(&sandbox.crm_path()), "{}", run.shown());
    run.status
}

#[test]
fn a_file_taken_away_by_hand_is_not_written_over() {
    let sandbox = crm();
    ok(&sandbox, &["add", "customer", "Gone", "industry=it"]);
    std::fs::remove_file(sandbox.path("crm/customers/gone.toml")).unwrap();
    refused(&sandbox, &["add", "customer", "Gone", "industry=it"], 5);
}

#[test]
fn outside_a_crm_or_git() {
    let sandbox = Sandbox::new();
    sandbox.write("crm/readme.txt", "");
    refused(&sandbox, &["set", "acme", "grade=A"], 1);
    sandbox.write("crm/crm.toml", "format = 1\n");
    refused(&sandbox, &["set", "acme", "grade=A"], 1);
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q", "--object-format=sha256"]);
    sandbox.write("crm/crm.toml", "format = 1\n");
    assert!(refused(&sandbox, &["add", "customer", "Acme", "industry=it"], 1).contains("SHA-256"));
}

#[test]
fn without_an_identity() {
    let sandbox = crm();
    sandbox.write("home/.gitconfig", "[init]\n\tdefaultBranch = main\n");
    assert!(refused(&sandbox, &["set", "acme", "grade=A"], 1).contains("git config"));
    refused(&sandbox, &["undo"], 1);
    refused(&sandbox, &["add", "customer", "Other", "industry=it"], 1);
}

#[test]
fn while_git_is_at_work() {
    let sandbox = crm();
    sandbox.git(&["commit", "-q", "-m", "own"]);
    sandbox.git(&["checkout", "-q", "-f", "-b", "other"]);
    edit(&sandbox, "crm/customers/acme.toml", "first", "theirs");
    sandbox.git(&["commit", "-q", "-a", "-m", "theirs"]);
    sandbox.git(&["checkout", "-q", "main"]);
    edit(&sandbox, "crm/customers/acme.toml", "first", "ours");
    sandbox.git(&["commit", "-q", "-a", "-m", "ours"]);
    let git = |arguments: &[&str]| {
        std::process::Command::new("git")
            .current_dir(sandbox.crm_path())
            .env("HOME", sandbox.path("home"))
            .args(arguments)
            .output()
            .unwrap()
    };
    assert!(!git(&["merge", "other"]).status.success());
    assert!(refused(&sandbox, &["set", "contact/wang", "title=x"], 5).contains("merge"));
    refused(&sandbox, &["save"], 5);
    sandbox.git(&["merge", "--abort"]);
    assert!(!git(&["rebase", "other"]).status.success());
    refused(&sandbox, &["set", "contact/wang", "title=x"], 5);
    sandbox.git(&["rebase", "--abort"]);
    sandbox.git(&["checkout", "-q", "--detach"]);
    refused(&sandbox, &["set", "contact/wang", "title=x"], 5);
    sandbox.git(&["checkout", "-q", "main"]);
    ok(&sandbox, &["set", "contact/wang", "title=x"]);
}

#[test]
fn locks_of_others() {
    let sandbox = crm();
    for lock in ["crm/.git/index.lock", "crm/.git/refs/heads/main.lock"] {
        sandbox.write(lock, "");
        refused(&sandbox, &["set", "acme", "grade=A"], 5);
        assert!(sandbox.path(lock).exists());
        std::fs::remove_file(sandbox.path(lock)).unwrap();
    }
    let held = std::fs::File::options().write(true).open(sandbox.path("crm/.git/guanxi/lock")).unwrap();
    held.lock().unwrap();
    let before = listing(&sandbox.crm_path());
    let begin = Instant::now();
    let run = sandbox.finish(sandbox.command(&["set", "acme", "grade=A"]).env("GUANXI_WAIT", "0").output().unwrap());
    assert_eq!(run.status, 5, "{}", run.shown());
    assert!(begin.elapsed() < Duration::from_secs(20));
    assert!(listing(&sandbox.crm_path()) == before);
    ok(&sandbox, &["show", "acme"]);
    drop(held);
    ok(&sandbox, &["set", "acme", "grade=A"]);
}

#[test]
fn read_only_disk() {
    let sandbox = crm();
    let crm = sandbox.crm_path();
    let script = "mount --bind \"$1\" \"$1\" && mount -o remount,ro,bind \"$1\" && cd \"$1\" && shift && exec \"$@\"";
    let inside = |arguments: &[&str]| {
        let ours = sandbox.command(arguments);
        let mut command = std::process::Command::new("unshare");
        command.args(["-m", "sh", "-c", script, "sh"]).arg(&crm).arg(ours.get_program()).args(ours.get_args());
        command.env_clear().envs(ours.get_envs().filter_map(|(name, value)| Some((name, value?)))).stdin(Stdio::null());
        command.output().unwrap()
    };
    let probe =
        std::process::Command::new("unshare").args(["-m", "sh", "-c", script, "sh"]).arg(&crm).arg("true").output();
    if !probe.is_ok_and(|output| output.status.success()) {
        eprintln!("left out: nothing can be mounted here");
        return;
    }
    let before = listing(&crm);
    for arguments in
        [&["set", "acme", "grade=A"][..], &["add", "customer", "Other", "industry=it"], &["undo"], &["save"]]
    {
        let run = sandbox.finish(inside(arguments));
        assert_eq!(run.status, 1, "{arguments:?}: {}", run.shown());
        assert!(run.stderr.contains("ead-only"), "{}", run.shown());
    }
    assert_eq!(sandbox.finish(inside(&["show", "acme"])).status, 0);
    assert!(listing(&crm) == before);
}

#[test]
fn odd_indexes() {
    for (name, settings) in [
        ("split", &["update-index", "--split-index"][..]),
        ("version 4", &["update-index", "--index-version", "4"]),
        ("sparse", &["sparse-checkout", "set", "--cone", "--sparse-index", "customers", "members"]),
        ("untracked cache", &["update-index", "--untracked-cache"]),
    ] {
        let sandbox = crm();
        sandbox.git(&["commit", "-q", "-m", "own"]);
        sandbox.git(&["checkout", "-q", "-f"]);
        // A folder of its own that a sparse checkout leaves out.
        sandbox.write("crm/notes/one.txt", "one\n");
        sandbox.git(&["add", "notes"]);
        sandbox.git(&["commit", "-q", "-m", "notes"]);
        sandbox.git(settings);
        edit(&sandbox, "crm/customers/acme.toml", "first", "by hand");
        let before = diffs(&sandbox);
        let run = sandbox.run(&["set", "acme", "grade=A"]);
        assert_eq!(run.status, 0, "{name}: {}", run.shown());
        ok(&sandbox, &["add", "customer", "Other", "industry=it"]);
        ok(&sandbox, &["rm", "customer/other"]);
        assert_eq!(diffs(&sandbox), before, "{name}");
        assert_eq!(sandbox.git(&["show", "--stat", "--format=", "HEAD~2"]).lines().count(), 2, "{name}");
        sandbox.git(&["fsck", "--strict"]);
    }
}

#[test]
fn modes_and_flags_of_the_index_stay() {
    let sandbox = crm();
    sandbox.git(&["update-index", "--chmod=+x", "customers/acme.toml"]);
    sandbox.git(&["commit", "-q", "-m", "executable"]);
    sandbox.git(&["config", "core.fileMode", "false"]);
    ok(&sandbox, &["set", "acme", "grade=A"]);
    assert_eq!(sandbox.git(&["diff", "--cached"]), "");
    assert!(sandbox.git(&["ls-files", "-s", "customers/acme.toml"]).starts_with("100755"));
    sandbox.git(&["update-index", "--assume-unchanged", "customers/acme.toml"]);
    ok(&sandbox, &["set", "acme", "grade=B"]);
    assert!(sandbox.git(&["ls-files", "-v", "customers/acme.toml"]).starts_with('h'));
}

#[test]
fn linked_worktree() {
    let sandbox = crm();
    sandbox.git(&["worktree", "add", "-q", "-b", "second", "../second"]);
    let second = sandbox.path("second");
    let own = diffs(&sandbox);
    let run = |arguments: &[&str]| {
        let mut command = sandbox.command(arguments);
        sandbox.finish(command.current_dir(&second).env("GUANXI_WAIT", "0").output().unwrap())
    };
    let done = run(&["set", "acme", "grade=A"]);
    assert_eq!(done.status, 0, "{}", done.shown());
    assert_eq!(sandbox.git(&["-C", "../second", "status", "--porcelain"]), "");
    assert_eq!(sandbox.git(&["rev-parse", "second^"]), sandbox.git(&["rev-parse", "main"]));
    assert_eq!(diffs(&sandbox), own);
    // The lock is the clone's.
    let held = std::fs::File::options().write(true).open(sandbox.path("crm/.git/guanxi/lock")).unwrap();
    held.lock().unwrap();
    assert_eq!(run(&["set", "acme", "grade=B"]).status, 5);
}

#[test]
fn before_the_first_commit() {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q"]);
    sandbox.write("crm/crm.toml", "format = 1\nlanguage = \"en\"\n");
    sandbox.write("crm/mine.txt", "mine\n");
    sandbox.git(&["add", "mine.txt"]);
    ok(&sandbox, &["add", "customer", "Acme", "industry=it"]);
    assert_eq!(sandbox.git(&["ls-tree", "-r", "--name-only", "HEAD"]), "customers/acme.toml\n");
    assert_eq!(sandbox.git(&["diff", "--cached", "--name-only"]), "mine.txt\n");
    assert_eq!(sandbox.git(&["branch", "--show-current"]), "main\n");
}

#[test]
fn autocrlf() {
    let sandbox = crm();
    sandbox.git(&["config", "core.autocrlf", "true"]);
    let own = diffs(&sandbox);
    ok(&sandbox, &["set", "acme", "grade=A"]);
    assert_eq!(sandbox.read("crm/customers/acme.toml"), ACME.replace("\"B\"", "\"A\""));
    assert_eq!(diffs(&sandbox), own);
}

#[test]
fn signed_commits() {
    let sandbox = crm();
    let key = sandbox.path("home/key");
    let made =
        std::process::Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(&key).status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("left out: no ssh-keygen");
        return;
    }
    let public = sandbox.read("home/key.pub");
    let signers = sandbox.write("home/signers", format!("lina@example.com {public}"));
    for (name, value) in [
        ("gpg.format", "ssh".to_owned()),
        ("user.signingkey", key.display().to_string()),
        ("gpg.ssh.allowedSignersFile", signers.display().to_string()),
        ("commit.gpgsign", "true".to_owned()),
    ] {
        sandbox.git(&["config", name, &value]);
    }
    ok(&sandbox, &["set", "acme", "grade=A"]);
    sandbox.git(&["verify-commit", "HEAD"]);
    assert_eq!(sandbox.git(&["show", "--format=", "--name-only"]), "customers/acme.toml\n");
    // A key that isn't there: nothing is written but loose objects.
    sandbox.git(&["config", "user.signingkey", "/nowhere"]);
    let before = state(&sandbox);
    let run = sandbox.run(&["set", "acme", "grade=C"]);
    assert_eq!(run.status, 1, "{}", run.shown());
    assert!(state(&sandbox) == before);
}

#[test]
fn hooks_do_not_run() {
    let sandbox = crm();
    for hook in
        ["pre-commit", "commit-msg", "prepare-commit-msg", "post-commit", "reference-transaction", "post-index-change"]
    {
        let path = sandbox.write(&format!("crm/.git/hooks/{hook}"), "#!/bin/sh\ntouch \"$HOME/fired\"\nexit 1\n");
        #[cfg(unix)]
        std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    }
    ok(&sandbox, &["set", "acme", "grade=A"]);
    ok(&sandbox, &["undo"]);
    assert!(!sandbox.path("home/fired").exists());
    // With a split index git itself writes it, and must not run them either.
    let _ = std::fs::remove_file(sandbox.path("crm/.git/hooks/post-index-change"));
    sandbox.git(&["update-index", "--split-index"]);
    std::fs::copy(sandbox.path("crm/.git/hooks/pre-commit"), sandbox.path("crm/.git/hooks/post-index-change")).unwrap();
    let _ = std::fs::remove_file(sandbox.path("home/fired"));
    ok(&sandbox, &["set", "acme", "grade=A"]);
    assert!(!sandbox.path("home/fired").exists());
}

#[test]
fn undo_keeps_hand_edits() {
    let sandbox = crm();
    ok(&sandbox, &["set", "acme", "grade=A"]);
    edit(&sandbox, "crm/customers/acme.toml", "first", "by hand");
    let own = diffs(&sandbox);
    ok(&sandbox, &["undo"]);
    assert_eq!(diffs(&sandbox), own);
    assert_eq!(sandbox.read("crm/customers/acme.toml"), ACME.replace("first", "by hand"));
    assert_eq!(sandbox.git(&["show", "HEAD:customers/acme.toml"]), ACME);
    // The field itself edited by hand: that would be lost.
    ok(&sandbox, &["set", "acme", "grade=A"]);
    edit(&sandbox, "crm/customers/acme.toml", "\"A\"", "\"D\"");
    refused(&sandbox, &["undo"], 5);
}

#[test]
fn undo_restores_every_byte() {
    for command in [
        &["set", "acme", "grade=A", "city=", "website=example.com", "notes+=second"][..],
        &["rename", "customer/acme", "acme-two"],
        &["rm", "contact/wang"],
        &["add", "customer", "Other", "industry=it"],
        &["tags", "add", "vip"],
    ] {
        let sandbox = crm();
        let before = state(&sandbox);
        ok(&sandbox, command);
        let after = state(&sandbox);
        assert!(before != after);
        ok(&sandbox, &["undo"]);
        assert!(state(&sandbox) == before, "{command:?}");
        let list = ok(&sandbox, &["undo", "--list", "-f", "tsv"]);
        let operation = list.lines().nth(1).and_then(|line| line.split('\t').next()).unwrap().to_owned();
        ok(&sandbox, &["undo", &operation]);
        assert!(state(&sandbox) == after, "{command:?} undone and undone again");
    }
}

#[test]
fn undo_names_later_edits_it_kept() {
    let sandbox = crm();
    ok(&sandbox, &["set", "acme", "grade=A", "city=上海"]);
    let list = ok(&sandbox, &["undo", "--list", "-f", "tsv"]);
    let operation = list.lines().nth(1).and_then(|line| line.split('\t').next()).unwrap().to_owned();
    ok(&sandbox, &["set", "acme", "grade=C"]);
    let run = sandbox.run(&["undo", &operation]);
    assert_eq!(run.status, 0, "{}", run.shown());
    assert!(run.stderr.contains("customer/acme grade"), "{}", run.shown());
    assert_eq!(sandbox.read("crm/customers/acme.toml"), ACME.replace("\"B\"", "\"C\""));
}

#[test]
fn save_takes_files_that_are_no_text_byte_for_byte() {
    let sandbox = crm();
    let bytes = [0x50u8, 0x4b, 0xff, 0xfe, 0x00, 0xb9, 0xfa];
    sandbox.write("crm/templates/letter.docx", bytes);
    ok(&sandbox, &["save"]);
    assert_eq!(std::fs::read(sandbox.path("crm/templates/letter.docx")).unwrap(), bytes);
    assert_eq!(sandbox.git(&["status", "--porcelain", "templates"]), "");
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
