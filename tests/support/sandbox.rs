//! Owns running the program as a user would, cut off from the machine it runs on.
//! Refuses the environment, clock, home and git configuration of whoever runs the tests.

use regex::{Captures, Regex};
use std::cell::Cell;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const GIT_CONFIG: &str = "\
[user]
\tname = Li Na
\temail = lina@example.com
[init]
\tdefaultBranch = main
[commit]
\tgpgsign = false
[gc]
\tauto = 0
[maintenance]
\tauto = false
";

/// The day and moment every run takes for now, unless it says another.
pub const TODAY: &str = "2026-11-23";
const NOW: &str = "2026-11-23T09:00:00+08:00";

/// A temporary directory with a home of its own, gone when dropped.
pub struct Sandbox {
    folder: tempfile::TempDir,
    seed: Cell<u64>,
}

/// What one run said.
pub struct Run {
    pub stdout: String,
    pub stderr: String,
    /// Exit code; -1 after a signal.
    pub status: i32,
    replaced: Vec<(String, String)>,
}

impl Sandbox {
    /// An empty sandbox.
    pub fn new() -> Sandbox {
        let folder = tempfile::Builder::new().prefix("guanxi-").tempdir().unwrap();
        let sandbox = Sandbox { folder, seed: Cell::new(0) };
        std::fs::create_dir_all(sandbox.path("home/.config")).unwrap();
        sandbox.write("home/.gitconfig", GIT_CONFIG);
        sandbox
    }

    /// A path below the temporary directory.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.folder.path().join(relative)
    }

    /// The directory in which commands run.
    pub fn crm_path(&self) -> PathBuf {
        self.path("crm")
    }

    /// Writes a file below the temporary directory; folders are made.
    pub fn write(&self, relative: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(relative);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Text of a file below the temporary directory.
    pub fn read(&self, relative: &str) -> String {
        std::fs::read_to_string(self.path(relative)).unwrap()
    }

    /// A sandbox with a CRM directory, made by `guanxi init`.
    pub fn crm() -> Sandbox {
        let sandbox = Sandbox::new();
        let run = sandbox.run(&["init", "--lang", "en"]);
        assert_eq!(run.status, 0, "{}", run.shown());
        sandbox
    }

    /// Runs `guanxi` in the CRM directory, without a terminal and with nothing on standard input.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.finish(self.command(arguments).stdin(Stdio::null()).output().unwrap())
    }

    /// Runs `guanxi` with text on standard input.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Run {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A program that ends without reading closes the pipe: no fault of the test.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        self.finish(child.wait_with_output().unwrap())
    }

    /// The command itself, for tests that add to its environment, change its directory or kill it.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.isolated(env!("CARGO_BIN_EXE_guanxi"));
        self.seed.set(self.seed.get() + 1);
        command.env("GUANXI_TODAY", TODAY).env("GUANXI_NOW", NOW).env("GUANXI_SEED", self.seed.get().to_string());
        command.args(arguments);
        command
    }

    /// Runs `git` in the CRM directory; a failure fails the test. Returns what it printed.
    pub fn git(&self, arguments: &[&str]) -> String {
        let output = self.isolated("git").args(arguments).stdin(Stdio::null()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// A program with a cleared environment, in the CRM directory.
    fn isolated(&self, program: &str) -> Command {
        let crm = self.crm_path();
        std::fs::create_dir_all(&crm).unwrap();
        let mut command = Command::new(program);
        command.current_dir(crm).env_clear();
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        for (name, place) in [
            ("HOME", "home"),
            ("XDG_CONFIG_HOME", "home/.config"),
            ("GIT_CONFIG_GLOBAL", "home/.gitconfig"),
            ("GIT_CEILING_DIRECTORIES", ""),
        ] {
            command.env(name, self.path(place));
        }
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("LANG", "C.UTF-8").env("TZ", "UTC");
        command
    }

    /// Makes a run out of what a command left behind.
    pub fn finish(&self, output: Output) -> Run {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap_or_else(|error| panic!("not UTF-8: {error}"));
        Run {
            stdout: text(output.stdout),
            stderr: text(output.stderr),
            status: output.status.code().unwrap_or(-1),
            replaced: self.replaced(),
        }
    }

    /// What differs between two runs of one test: the temporary path, commit ids.
    fn replaced(&self) -> Vec<(String, String)> {
        let mut replaced = Vec::new();
        if let Ok(real) = self.folder.path().canonicalize() {
            replaced.push((real.display().to_string(), "[tmp]".to_owned()));
        }
        replaced.push((self.folder.path().display().to_string(), "[tmp]".to_owned()));
        if is_repository(&self.crm_path()) {
            let commits = self.git(&["log", "--all", "--reflog", "--format=%H"]);
            replaced.extend(commits.lines().map(|commit| (commit.to_owned(), "commit".to_owned())));
        }
        replaced
    }
}

fn is_repository(folder: &Path) -> bool {
    folder.join(".git").exists()
}

impl Run {
    /// Everything it said in one text, the same on every machine: for inline snapshots.
    pub fn shown(&self) -> String {
        let mut text = self.stdout.clone();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push_str("⏎\n");
        }
        if !self.stderr.is_empty() {
            let _ = writeln!(text, "--- stderr\n{}", self.stderr.trim_end_matches('\n'));
        }
        let _ = write!(text, "--- status {}", self.status);
        self.normalised(&text)
    }

    /// A text with the temporary path as `[tmp]` and commit ids of any length as `commit`.
    fn normalised(&self, text: &str) -> String {
        let (commits, paths): (Vec<_>, Vec<_>) = self.replaced.iter().partition(|(_, with)| with == "commit");
        let text = paths.into_iter().fold(text.to_owned(), |text, (what, with)| text.replace(what, with));
        let ids = Regex::new("\\b[0-9a-f]{7,40}\\b").unwrap();
        let known = |found: &str| commits.iter().any(|(commit, _)| commit.starts_with(found));
        let with = |found: &Captures<'_>| if known(&found[0]) { "commit".to_owned() } else { found[0].to_owned() };
        ids.replace_all(&text, with).into_owned()
    }
}
