//! `report`: a report of ours or of the repository's `reports/`.

use crate::cli::context::Context;
use crate::cli::query::Asked;
use crate::diagnostic::{Failure, Message};
use crate::msg;
use crate::report::{BUILTIN, parse, run as run_report};
use crate::table::{Cell, Column, Table};
use crate::workspace::Workspace;

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Report; all of them are listed if left out
    name: Option<String>,
    /// Parameters of the report: --by owner, --from 2026-01, --to 2026-Q2, --NAME VALUE
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "--PARAM VALUE")]
    params: Vec<String>,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let Some(name) = arguments.name else { return list(context) };
    let (params, global) = split(&arguments.params)?;
    let context = &context.with(global)?;
    let mut asked = Asked::open(context)?;
    let (path, text) = text_of(&asked.workspace, &name)?;
    let report = parse(&path, &text)?;
    let (table, warnings) = asked.ask(context, |index, request| run_report(&report, index, &params, request))?;
    context.show(&table)?;
    context.warn(&warnings);
    Ok(asked.code())
}

type Pairs = Vec<(String, String)>;

/// Parameters are the report's own; the options every command takes may stand among them.
fn split(words: &[String]) -> Result<(Pairs, Pairs), Failure> {
    let (mut params, mut global) = (Vec::new(), Vec::new());
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        let name = match word.as_str() {
            "-f" => "format",
            "-o" => "output",
            other => other.strip_prefix("--").ok_or_else(|| Failure::usage(msg!("report-option", text = other)))?,
        };
        let (name, value) = match name.split_once('=') {
            Some((name, value)) => (name, value.to_owned()),
            None => match rest.next() {
                Some(value) => (name, value.clone()),
                None => return Err(Failure::usage(msg!("report-option", text = word))),
            },
        };
        let list = if matches!(name, "format" | "output" | "lang" | "today" | "color") { &mut global } else { &mut params };
        list.push((name.to_owned(), value));
    }
    Ok((params, global))
}

/// The repository's own report of that name goes before ours.
fn text_of(workspace: &Workspace, name: &str) -> Result<(String, String), Failure> {
    let plain = !name.contains(['/', '\\']) && !name.starts_with('.');
    let path = format!("reports/{name}.sql");
    if plain && let Some(text) = workspace.text_of(&path)? {
        return Ok((path, text));
    }
    if let Some((name, text)) = BUILTIN.iter().find(|(known, _)| *known == name) {
        return Ok(((*name).to_owned(), (*text).to_owned()));
    }
    let known = names(workspace);
    let failure = Failure::not_found(msg!("report-none", name = name));
    Err(match crate::value::suggest(name, known.iter().map(String::as_str)) {
        Some(near) => failure.hint(msg!("check-did-you-mean", near = near)),
        None => failure.hint(msg!("report-known", names = known.join(", "))),
    })
}

fn names(workspace: &Workspace) -> Vec<String> {
    let mut names: Vec<String> = BUILTIN.iter().map(|(name, _)| (*name).to_owned()).collect();
    let own = std::fs::read_dir(workspace.root.join("reports")).into_iter().flatten().flatten();
    names.extend(own.filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".sql").filter(|name| !name.starts_with('.')).map(str::to_owned)));
    names.sort();
    names.dedup();
    names
}

fn list(context: &Context) -> Result<u8, Failure> {
    let workspace = context.open()?;
    let heading = |key| Message::new(key).text(context.lang());
    let mut table = Table::new(vec![Column::left("report", heading("report-heading")), Column::left("title", heading("report-title"))]);
    for name in names(&workspace) {
        let (path, text) = text_of(&workspace, &name)?;
        let title = parse(&path, &text).ok().and_then(|report| report.title.get(context.lang()).map(str::to_owned));
        table.push(vec![Cell::Text(name), title.map_or(Cell::Empty, Cell::Text)]);
    }
    context.show(&table)?;
    Ok(crate::cli::failure::DONE)
}
