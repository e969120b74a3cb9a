//! Owns what reaches the terminal: everything escaped, data on stdout, words on stderr.
//! Refuses raw control characters from data.

use crate::table::escape_lines;
use std::io::{ErrorKind, IsTerminal, Write};

/// What the terminal can do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terminal {
    /// Questions may be asked.
    pub asks: bool,
    /// Stdout is a terminal.
    pub out: bool,
    /// Columns of stdout, where it is a terminal.
    pub width: Option<usize>,
    /// Colour on stdout.
    pub color: bool,
    /// Colour on stderr.
    pub color_err: bool,
}

impl Terminal {
    /// Looks at the standard streams and the environment.
    #[allow(clippy::disallowed_methods)]
    pub fn detect(color: &str) -> Terminal {
        let (input, out, err) =
            (std::io::stdin().is_terminal(), std::io::stdout().is_terminal(), std::io::stderr().is_terminal());
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let wants = |terminal: bool| match color {
            "always" => true,
            "never" => false,
            _ => terminal && !plain,
        };
        let columns = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
        let width = || {
            columns
                .or_else(|| terminal_size::terminal_size().map(|(columns, _)| usize::from(columns.0)))
                .filter(|width| *width > 20)
        };
        Terminal {
            asks: input && err,
            out,
            width: if out { width() } else { None },
            color: wants(out),
            color_err: wants(err),
        }
    }
}

/// Writes text to stdout. A reader that went away is no failure.
pub fn put(text: &str) {
    write_all(&mut std::io::stdout().lock(), text.as_bytes());
}

/// Writes a line of words for people to stdout, escaped.
pub fn line(text: &str) {
    put(&format!("{}\n", escape_lines(text)));
}

/// Writes a line of words to stderr, escaped.
pub fn say(text: &str) {
    write_all(&mut std::io::stderr().lock(), format!("{}\n", escape_lines(text)).as_bytes());
}

fn write_all(stream: &mut dyn Write, bytes: &[u8]) {
    let written = stream.write_all(bytes).and_then(|()| stream.flush());
    if let Err(error) = written
        && error.kind() != ErrorKind::BrokenPipe
    {
        std::process::exit(1);
    }
}
