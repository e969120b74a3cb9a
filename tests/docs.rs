//! Owns running every console block of README.md and docs/: what they show is what the program says.
//! `BLESS=1` writes what it says into the documents. Refuses blocks that run nothing.

use crate::support::{Sandbox, package};
use regex::Regex;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// Documents whose blocks share one sandbox each, in order.
fn documents() -> Vec<PathBuf> {
    let mut list = vec![package().join("README.md")];
    let docs = walkdir::WalkDir::new(package().join("docs")).sort_by_file_name();
    list.extend(
        docs.into_iter()
            .map(Result::unwrap)
            .map(|entry| entry.path().to_owned())
            .filter(|path| path.extension().is_some_and(|ending| ending == "md")),
    );
    list
}

#[test]
fn every_console_block_shows_what_the_program_says() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    let mut blocks = 0;
    for path in documents() {
        let text = std::fs::read_to_string(&path).unwrap();
        if !text.contains("```console") {
            continue;
        }
        let (now, count) = rerun(&text, &path);
        blocks += count;
        if now != text && bless {
            std::fs::write(&path, &now).unwrap();
        } else if forgiving(&now) != forgiving(&text) {
            let diff = similar::TextDiff::from_lines(&text, &now).unified_diff().context_radius(2).to_string();
            wrong.push(format!("{}\n{diff}", path.strip_prefix(package()).unwrap().display()));
        }
    }
    assert!(blocks > 10, "only {blocks} console blocks found");
    assert!(wrong.is_empty(), "run with BLESS=1 to rewrite:\n{}", wrong.join("\n"));
}

/// The document with every block's answers made anew, and how many blocks there were.
fn rerun(text: &str, path: &Path) -> (String, usize) {
    let session = Session::new();
    let mut out = String::new();
    let mut blocks = 0;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        if !line.starts_with("```console") {
            continue;
        }
        blocks += 1;
        let mut commands = 0;
        while let Some(line) = lines.next() {
            if line.starts_with("```") {
                assert!(commands > 0, "{}: a console block without a command", path.display());
                out.push_str(line);
                out.push('\n');
                break;
            }
            let Some(first) = line.strip_prefix("$ ") else { continue };
            let mut command = first.to_owned();
            out.push_str(line);
            out.push('\n');
            while let Some(more) = lines.peek().and_then(|line| line.strip_prefix("> ")) {
                command.push('\n');
                command.push_str(more);
                out.push_str(&format!("> {more}\n"));
                lines.next();
            }
            commands += 1;
            out.push_str(&session.run(&command));
        }
    }
    (out, blocks)
}

/// Commit ids differ from run to run: their times and the temporary path do.
fn forgiving(text: &str) -> String {
    let commit = Regex::new(r"\b[0-9a-f]{7}\b|\b[0-9a-f]{40}\b").unwrap();
    commit.replace_all(text, "commit").into_owned()
}

struct Session {
    sandbox: Sandbox,
}

impl Session {
    fn new() -> Session {
        let sandbox = Sandbox::new();
        std::fs::create_dir_all(sandbox.path("work")).unwrap();
        sandbox.write("cwd", sandbox.path("work").display().to_string());
        // Documents may use the fixtures and examples by their path in the package.
        for name in ["fixtures", "docs"] {
            std::os::unix::fs::symlink(package().join(name), sandbox.path("work").join(name)).unwrap();
        }
        crate::support::customers_workbook(&sandbox.path("work/客户.xlsx"));
        Session { sandbox }
    }

    /// Runs a command line as a shell would, in the directory where the last one ended.
    fn run(&self, line: &str) -> String {
        let cwd = self.sandbox.read("cwd");
        let script =
            format!("exec 2>&1\n{line}\nstatus=$?\npwd > '{}'\nexit $status\n", self.sandbox.path("cwd").display());
        let mut command = std::process::Command::new("sh");
        let template = self.sandbox.command(&[]);
        command.env_clear().envs(template.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let program = Path::new(env!("CARGO_BIN_EXE_guanxi")).parent().unwrap().display().to_string();
        let path = std::env::var("PATH").unwrap_or_default();
        command.env("PATH", format!("{program}:{path}")).env("EDITOR", "true");
        let output = command.arg("-c").arg(script).current_dir(cwd.trim()).stdin(Stdio::null()).output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout)
            .replace(&self.sandbox.path("work").display().to_string(), "~")
            .replace(&self.sandbox.path("").display().to_string(), "~/");
        let mut shown: String = text.lines().map(|line| format!("{}\n", line.trim_end())).collect();
        match output.status.code() {
            Some(0) => {}
            Some(code) => shown.push_str(&format!("(exit code {code})\n")),
            None => shown.push_str("(killed)\n"),
        }
        shown
    }
}
