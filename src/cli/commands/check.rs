//! `check`: everything that is wrong, with its place and the way out.

use crate::cli::context::Context;
use crate::cli::{failure, findings, inputs, output, reports};
use crate::diagnostic::{Diagnostic, Failure, Severity};
use crate::msg;
use crate::store::Corpus;

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Only these files or folders
    paths: Vec<String>,
    /// One line per finding, none summed up
    #[arg(long)]
    rows: bool,
    /// What is staged in git instead of the files
    #[arg(long)]
    staged: bool,
    /// Also what the policy of a team asks for
    #[arg(long, value_name = "POLICY")]
    policy: Option<String>,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let mut workspace = context.open()?;
    if let Some(name) = &arguments.policy {
        workspace.config.policy = crate::config::Policy::parse(name)
            .ok_or_else(|| Failure::usage(msg!("config-value", key = "policy", given = name, expected = "solo, team")))?;
    }
    let corpus = if arguments.staged { workspace.staged_corpus()? } else { workspace.corpus() };
    let mut found = workspace.check(&corpus);
    let wanted = inputs::paths(&workspace, context, &arguments.paths)?;
    for (typed, path) in arguments.paths.iter().zip(&wanted) {
        if !workspace.root.join(path).exists() || path.starts_with("..") {
            return Err(Failure::not_found(msg!("path-none", path = typed)));
        }
    }
    found.retain(|finding| inputs::among(&finding.place.path, &wanted));
    show(&found, &corpus, &arguments, context)?;
    let failed = found.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if failed { failure::FAILED } else { failure::DONE })
}

fn show(found: &[Diagnostic], corpus: &Corpus, arguments: &Arguments, context: &Context) -> Result<(), Failure> {
    let name = context.global.format.as_deref().unwrap_or("table");
    if let Some(text) = reports::machine(name, found, context.lang()) {
        return context.put(&text);
    }
    if context.format.is_some() && name != "table" {
        return context.show(&reports::table(found, context.lang()));
    }
    let rows = arguments.rows || !context.terminal.out && context.global.verbose;
    output::put(&findings::shown(found, context.lang(), context.terminal.color, rows));
    let count = |severity| found.iter().filter(|finding| finding.severity == severity).count();
    let files = corpus.records.len() + corpus.unreadable.len();
    context.say(&msg!("check-done", records = files, errors = count(Severity::Error), warnings = count(Severity::Warning)));
    Ok(())
}
