//! `man`: writes the manual pages, one per command.

use crate::cli::context::Context;
use crate::cli::failure;
use crate::diagnostic::Failure;
use std::path::{Path, PathBuf};

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Folder for the pages; the first one on stdout if left out
    folder: Option<PathBuf>,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let command = crate::cli::command();
    let Some(folder) = arguments.folder else {
        let mut page = Vec::new();
        let made = clap_mangen::Man::new(command).render(&mut page);
        made.map_err(|error| Failure::io("write", Path::new("-"), &error))?;
        context.put(&String::from_utf8_lossy(&page))?;
        return Ok(failure::DONE);
    };
    std::fs::create_dir_all(&folder).map_err(|error| Failure::io("create", &folder, &error))?;
    clap_mangen::generate_to(command, &folder).map_err(|error| Failure::io("write", &folder, &error))?;
    Ok(failure::DONE)
}
