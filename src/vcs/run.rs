//! Owns running the user's own `git`, for what libgit2 can't do as the user configured it.
//! Refuses a shell, and prompts where there is no terminal.

use crate::diagnostic::Failure;
use crate::msg;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs git in a folder with input; its output, or a failure with what it said.
pub fn git(folder: &Path, arguments: &[&str], environment: &[(&str, &Path)], input: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // Set where a hook or another git command started us: they mean its repository and index.
    for name in [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_COMMON_DIR",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_NAMESPACE",
        "GIT_PREFIX",
    ] {
        command.env_remove(name);
    }
    for (name, value) in environment {
        command.env(name, value);
    }
    let verb = arguments
        .iter()
        .find(|argument| !argument.starts_with('-') && !argument.contains('='))
        .copied()
        .unwrap_or_default();
    let failed = |error: String| Failure::failed(msg!("git-run-failed", command = verb, error = error));
    let mut child = command.spawn().map_err(|error| failed(error.to_string()))?;
    if let Some(mut stdin) = child.stdin.take() {
        // A child that ends early closes its end; its own message tells why.
        let _ = stdin.write_all(input);
    }
    let output = child.wait_with_output().map_err(|error| failed(error.to_string()))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(failed(if said.is_empty() { output.status.to_string() } else { said }))
}

/// Loose objects in one of the 256 folders from which git itself would tidy up: 27 there stand for 6,700 in all.
const MANY_LOOSE: usize = 27;

/// Lets git tidy up in the background once there are many loose objects, by the user's own settings
/// (`gc.auto`, `maintenance.auto`). Nothing waits for it and nothing depends on it.
pub fn maintain(workdir: &Path, objects: &Path) {
    let loose = std::fs::read_dir(objects.join("17")).map_or(0, |entries| entries.count());
    if loose < MANY_LOOSE {
        return;
    }
    let mut command = Command::new("git");
    command.arg("-C").arg(workdir).args(["maintenance", "run", "--auto", "--quiet"]);
    let _ = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
}

/// `git version 2.47.3` or why it can't be run.
pub fn git_version() -> Result<String, Failure> {
    git(Path::new("."), &["--version"], &[], b"").map(|out| String::from_utf8_lossy(&out).trim().to_owned())
}
