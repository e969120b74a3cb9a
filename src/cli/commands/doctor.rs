//! `doctor`: whether everything guanxi leans on is in order, and what to do where it isn't.

use crate::cli::context::Context;
use crate::cli::failure;
use crate::config::FORMAT;
use crate::diagnostic::{Failure, Message, Severity};
use crate::msg;
use crate::table::{Cell, Column, Table};
use crate::vcs::git_version;

#[derive(clap::Args, Debug)]
pub struct Arguments {}

/// One line of the doctor's findings.
struct Line {
    what: &'static str,
    state: &'static str,
    text: Message,
}

pub fn run(_: Arguments, context: &Context) -> Result<u8, Failure> {
    let mut lines = vec![match git_version() {
        Ok(version) => Line { what: "git", state: "ok", text: msg!("plain", text = version) },
        Err(failure) => Line { what: "git", state: "error", text: failure.message },
    }];
    let workspace = context.open()?;
    lines.push(match workspace.git.branch() {
        Ok(branch) => Line { what: "branch", state: "ok", text: msg!("plain", text = branch) },
        Err(failure) => Line { what: "branch", state: "warning", text: failure.message },
    });
    lines.push(match workspace.git.identity() {
        Ok(identity) => Line { what: "identity", state: "ok", text: msg!("plain", text = format!("{} <{}>", identity.name, identity.email)) },
        Err(failure) => Line { what: "identity", state: "error", text: failure.message },
    });
    let corpus = workspace.corpus();
    lines.push(match workspace.me(&corpus.records) {
        Some(member) => Line { what: "member", state: "ok", text: msg!("plain", text = member.reference()) },
        None => Line { what: "member", state: "warning", text: msg!("doctor-no-member") },
    });
    let newer = workspace.config.format > FORMAT;
    let format = msg!("doctor-format", format = i64::from(workspace.config.format), known = i64::from(FORMAT));
    lines.push(Line { what: "format", state: if newer { "warning" } else { "ok" }, text: format });
    let attributes = workspace.text_of(".gitattributes")?.unwrap_or_default();
    lines.push(match attributes.lines().any(|line| line.trim() == "*.toml -text") {
        true => Line { what: "attributes", state: "ok", text: msg!("plain", text = "*.toml -text") },
        false => Line { what: "attributes", state: "warning", text: msg!("doctor-attributes") },
    });
    let dirty = workspace.dirty_files(&corpus)?.len();
    lines.push(Line { what: "hand edits", state: if dirty == 0 { "ok" } else { "warning" }, text: msg!("doctor-dirty", count = dirty) });
    let findings = workspace.check(&corpus);
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let records = msg!("check-done", records = corpus.records.len() + corpus.unreadable.len(), errors = errors, warnings = findings.len() - errors);
    lines.push(Line { what: "records", state: if errors == 0 { "ok" } else { "warning" }, text: records });
    lines.push(Line { what: "hooks", state: "ok", text: msg!("doctor-hooks") });
    let failed = lines.iter().any(|line| line.state == "error");
    let mut table = Table::new(vec![Column::left("what", ""), Column::left("state", ""), Column::left("text", "")]);
    for line in lines {
        table.push(vec![Cell::from(line.what), Cell::from(line.state), Cell::Text(line.text.text(context.lang()))]);
    }
    context.show(&table)?;
    Ok(if failed { failure::FAILED } else { failure::DONE })
}
