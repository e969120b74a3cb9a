//! Owns the command line: arguments, the list of commands, what they share.
//! Refuses logic: a command file is its arguments and `run`.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod ask;
mod commands;
mod context;
mod failure;
mod findings;
mod global;
mod inputs;
mod output;
mod query;
mod reference;
mod reports;
mod story;
mod words;

use clap::{CommandFactory, FromArgMatches};
use std::process::ExitCode;

pub use commands::Command;

/// A plain-text CRM: customers as TOML records in git
#[derive(clap::Parser, Debug)]
#[command(
    name = "guanxi",
    version,
    disable_help_subcommand = true,
    arg_required_else_help = true,
    max_term_width = 100
)]
pub struct Cli {
    #[command(flatten)]
    global: global::Global,
    #[command(subcommand)]
    command: Command,
}

/// The whole command, for the reference, man pages and completions.
pub fn command() -> clap::Command {
    Cli::command()
}

/// Reads the command line, runs the command, says what failed.
pub fn main() -> ExitCode {
    quiet_broken_pipes_and_panics();
    let arguments: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let cli = match Cli::command().try_get_matches_from(&arguments).and_then(|matches| Cli::from_arg_matches(&matches))
    {
        Ok(cli) => cli,
        Err(error) => return failure::usage(&error, &arguments),
    };
    let context = match context::Context::new(cli.global) {
        Ok(context) => context,
        Err(refusal) => return failure::tell(&refusal, crate::diagnostic::Lang::En, output::Terminal::detect("auto")),
    };
    match cli.command.run(&context) {
        Ok(code) => ExitCode::from(code),
        Err(refusal) => failure::tell(&refusal, context.lang(), context.terminal),
    }
}

/// A panic inside a spreadsheet library is caught and told as a damaged file: its own words would only confuse.
fn quiet_broken_pipes_and_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let foreign = panic.location().is_some_and(|location| location.file().contains("calamine"));
        let pipe = panic.payload().downcast_ref::<String>().is_some_and(|text| text.contains("Broken pipe"));
        if !foreign && !pipe {
            usual(panic);
        }
    }));
}
