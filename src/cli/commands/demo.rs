//! `demo`: builds the CRM of a small consultancy with a year of history, then shows what guanxi says about it.

use crate::cli::context::Context;
use crate::cli::{failure, output, story};
use crate::config::Policy;
use crate::diagnostic::Failure;
use crate::msg;
use crate::workspace::{Beginning, init};
use chrono::DateTime;
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Directory to make
    directory: PathBuf,
}

/// What is shown when the CRM is there.
const SHOWN: &[&[&str]] = &[&["check"], &["due", "--owner", "all"], &["report", "sales", "--by", "quarter"], &["history", "op-2025-0002", "stage"]];

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    context.refuse_dry_run("demo")?;
    let root = context.place(&arguments.directory)?;
    if root.symlink_metadata().is_ok() {
        return Err(Failure::refused(msg!("demo-exists", path = root.display().to_string())));
    }
    let beginning = Beginning {
        language: context.lang(),
        currency: "CNY".into(),
        time_zone: "Asia/Shanghai".into(),
        region: "CN".into(),
        policy: Policy::Solo,
    };
    let mut settings = context.settings();
    settings.commit_at = DateTime::parse_from_rfc3339("2025-11-17T09:00:00+08:00").ok();
    settings.today = settings.commit_at.map(|moment| moment.date_naive());
    let identity = Some(("李娜".to_owned(), "lina@example.com".to_owned()));
    let (mut workspace, _) = init(&root, &beginning, identity, settings)?;
    let mut commits = 1usize;
    story::tell(&mut workspace, &mut |_| commits += 1)?;
    let records = workspace.corpus().records.len();
    if context.global.quiet {
        return Ok(failure::DONE);
    }
    output::line(&msg!("demo-done", path = arguments.directory.display().to_string(), records = records, commits = commits).text(context.lang()));
    for words in SHOWN {
        output::line(&format!("\n$ guanxi {}", words.join(" ")));
        show(&root, words, context);
    }
    output::line(&format!("\n{}", msg!("demo-next", path = arguments.directory.display().to_string()).text(context.lang())));
    Ok(failure::DONE)
}

/// The program itself answers, so that what is shown is what the user will see.
fn show(root: &Path, words: &[&str], context: &Context) {
    let Ok(program) = context.program() else { return };
    let mut command = Command::new(program);
    command.arg("-C").arg(root).args(words).args(["--today", "2026-11-23", "--lang", context.lang().name(), "--color", if context.terminal.color { "always" } else { "never" }]);
    let _ = command.status();
}
