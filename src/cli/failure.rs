//! Owns exit codes and how failures are worded.
//! Refuses to decide what failed.

use super::findings;
use super::output::{self, Terminal};
use crate::diagnostic::{Class, Failure, Lang};
use crate::msg;
use std::ffi::OsString;
use std::process::ExitCode;

/// Done, an empty list included.
pub const DONE: u8 = 0;
/// Findings or failure.
pub const FAILED: u8 = 1;
const USAGE: u8 = 2;
const NOT_FOUND: u8 = 3;
const REFUSED: u8 = 4;
const CONFLICT: u8 = 5;
const INTERRUPTED: u8 = 130;

/// A refusal with more findings than this counts the others: a sheet of 10,000 bad rows has one cause.
const SHOWN_FINDINGS: usize = 20;

fn code(class: Class) -> u8 {
    match class {
        Class::Failed => FAILED,
        Class::Usage => USAGE,
        Class::NotFound => NOT_FOUND,
        Class::Refused => REFUSED,
        Class::Conflict => CONFLICT,
        Class::Interrupted => INTERRUPTED,
    }
}

/// Says what failed and why, then the way out.
pub fn tell(failure: &Failure, lang: Lang, terminal: Terminal) -> ExitCode {
    if !failure.findings.is_empty() {
        let (first, rest) = failure.findings.split_at(failure.findings.len().min(SHOWN_FINDINGS));
        // Already escaped, and coloured by us.
        eprint!("{}", findings::shown(first, lang, terminal.color_err, true));
        if !rest.is_empty() {
            output::say(&msg!("findings-more", count = rest.len()).text(lang));
        }
    }
    let word = msg!("word-error").text(lang);
    let word = if terminal.color_err { format!("\u{1b}[1;31m{word}\u{1b}[0m") } else { word };
    eprint_line(&word, &failure.message.text(lang));
    if let Some(hint) = &failure.hint {
        eprint_line(&msg!("word-hint").text(lang), &hint.text(lang));
    }
    ExitCode::from(code(failure.class))
}

/// The word is ours and may be coloured; the text may hold data and is escaped.
fn eprint_line(word: &str, text: &str) {
    eprintln!("{word}: {}", crate::table::escape_lines(text));
}

/// Clap's own words for a wrong call, help and version; a command that isn't ours may be a program of the user's.
pub fn usage(error: &clap::Error, arguments: &[OsString]) -> ExitCode {
    if error.kind() == clap::error::ErrorKind::InvalidSubcommand
        && let Some(code) = super::words::outside_program(arguments)
    {
        return code;
    }
    let _ = error.print();
    match error.kind() {
        clap::error::ErrorKind::DisplayHelp | clap::error::ErrorKind::DisplayVersion => ExitCode::SUCCESS,
        _ => ExitCode::from(USAGE),
    }
}
