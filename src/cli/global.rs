//! Owns the options every command takes.
//! Refuses to act on them; `context` resolves them once.

use std::path::PathBuf;

/// Options of every command.
#[derive(clap::Args, Debug, Clone, Default)]
pub struct Global {
    /// CRM directory (else upwards from here, else GUANXI_DIR, else the default)
    #[arg(short = 'C', long = "dir", value_name = "DIR", global = true)]
    pub directory: Option<PathBuf>,
    /// Output format: table, json, jsonl, csv, tsv, ids, md
    #[arg(short, long, value_name = "FORMAT", global = true)]
    pub format: Option<String>,
    /// Write to a file, format by its ending
    #[arg(short, long, value_name = "FILE", global = true)]
    pub output: Option<PathBuf>,
    /// Colour: auto, always, never
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto", hide_default_value = true)]
    pub color: String,
    /// Say nothing but errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Answer yes to every question
    #[arg(short, long, global = true)]
    pub yes: bool,
    /// Show what would change and write nothing
    #[arg(short = 'n', long, global = true)]
    pub dry_run: bool,
    /// Never ask
    #[arg(long, global = true)]
    pub no_input: bool,
    /// The day to pretend it is
    #[arg(long, value_name = "DATE", global = true)]
    pub today: Option<String>,
    /// Language of messages: en, zh
    #[arg(long, value_name = "LANG", global = true)]
    pub lang: Option<String>,
    /// Commit message instead of our own
    #[arg(short, long, value_name = "MESSAGE", global = true)]
    pub message: Option<String>,
}
