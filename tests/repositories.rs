//! Owns repositories as they occur: none, odd indexes, worktrees, merges under way, other locks, signing, hooks.
//! Refuses to write where it could harm; the documented exit codes say so.

use crate::support::Sandbox;
use crate::support::states::{ACME, crm, diffs, edit, listing, ok, refused, state};
use std::process::Stdio;
use std::time::{Duration, Instant};

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
