//! `completions`: the completion script of a shell.

use crate::cli::context::Context;
use crate::cli::failure;
use crate::diagnostic::Failure;

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// bash, zsh, fish, elvish or powershell
    shell: clap_complete::Shell,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut crate::cli::command(), "guanxi", &mut script);
    context.put(&String::from_utf8_lossy(&script))?;
    Ok(failure::DONE)
}
