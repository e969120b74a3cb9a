//! `help`: the help of a command, or the whole reference as markdown.

use crate::cli::context::Context;
use crate::cli::{failure, reference};
use crate::diagnostic::Failure;
use crate::msg;

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Command
    command: Vec<String>,
    /// The reference of all commands as markdown
    #[arg(long)]
    markdown: bool,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let mut command = crate::cli::command();
    if arguments.markdown {
        context.put(&reference::markdown(&command))?;
        return Ok(failure::DONE);
    }
    command.build();
    let mut found = &mut command;
    for word in &arguments.command {
        found = found.find_subcommand_mut(word).ok_or_else(|| Failure::usage(msg!("help-none", name = word)))?;
    }
    context.put(&found.render_long_help().to_string())?;
    Ok(failure::DONE)
}
