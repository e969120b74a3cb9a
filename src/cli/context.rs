//! Owns what the shell layer knows once its options are resolved: directory, clock, language, format, terminal.
//! Refuses to be the place for reusable logic.

use super::findings;
use super::global::Global;
use super::output::{self, Terminal};
use crate::diagnostic::{Diagnostic, Failure, Lang, Message, Severity};
use crate::msg;
use crate::table::{Format, Look, Table, render};
use crate::value::parse_date;
use crate::workspace::{Applied, Settings, Workspace, find_root};
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use std::cell::Cell;
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

/// Resolved once, read by every command.
pub struct Context {
    pub global: Global,
    pub terminal: Terminal,
    pub format: Option<Format>,
    lang: Cell<Lang>,
    asked_lang: Option<Lang>,
    now: DateTime<FixedOffset>,
    today: Option<NaiveDate>,
    seed: u64,
}

impl Context {
    pub fn new(global: Global) -> Result<Context, Failure> {
        let terminal = Terminal::detect(&global.color);
        let from_environment = || variable("LC_ALL").or_else(|| variable("LC_MESSAGES")).or_else(|| variable("LANG"));
        let asked_lang = match global.lang.clone().or_else(|| variable("GUANXI_LANG")) {
            Some(text) => Some(Lang::parse(&text).ok_or_else(|| Failure::usage(msg!("lang-none", text = text)))?),
            None => None,
        };
        let now = clock()?;
        let today = match global.today.clone().or_else(|| variable("GUANXI_TODAY")) {
            Some(text) => Some(parse_date(&text, now.date_naive(), None).map_err(Failure::usage)?),
            None => None,
        };
        let format = match (&global.format, &global.output) {
            // `check` has two formats of its own and knows them by name.
            (Some(name), _) if matches!(name.as_str(), "github" | "sarif") => None,
            (Some(name), _) => {
                Some(Format::parse(name).ok_or_else(|| Failure::usage(msg!("format-none", name = name)))?)
            }
            (None, Some(file)) => match (Format::of_file(file), file.extension()) {
                (None, Some(ending)) => {
                    return Err(Failure::usage(msg!("format-none", name = ending.to_string_lossy().into_owned())));
                }
                (format, _) => format,
            },
            (None, None) => None,
        };
        let guess = from_environment().and_then(|text| Lang::parse(&text)).unwrap_or_default();
        let seed = variable("GUANXI_SEED").and_then(|text| text.parse().ok()).unwrap_or_else(random_seed);
        Ok(Context {
            terminal,
            format,
            lang: Cell::new(asked_lang.unwrap_or(guess)),
            asked_lang,
            now,
            today,
            seed,
            global,
        })
    }

    /// The same with options that stood among a report's parameters.
    pub fn with(&self, options: Vec<(String, String)>) -> Result<Context, Failure> {
        let mut global = self.global.clone();
        for (name, value) in options {
            match name.as_str() {
                "format" => global.format = Some(value),
                "output" => global.output = Some(PathBuf::from(value)),
                "lang" => global.lang = Some(value),
                "today" => global.today = Some(value),
                _ => global.color = value,
            }
        }
        Context::new(global)
    }

    /// Language of messages: `--lang`, else the repository's, else the locale's.
    pub fn lang(&self) -> Lang {
        self.lang.get()
    }

    /// Whether a question may be asked.
    pub fn asks(&self) -> bool {
        self.terminal.asks && !self.global.no_input && !self.global.yes
    }

    /// What the library can't know. `GUANXI_WAIT`: seconds to wait for another command, 60 if left out.
    pub fn settings(&self) -> Settings {
        // Where the clock is set from outside, commits carry its moment too.
        let commit_at = variable("GUANXI_NOW").map(|_| self.now);
        let wait = variable("GUANXI_WAIT").and_then(|text| text.parse().ok()).unwrap_or(60);
        Settings {
            now: self.now.with_timezone(&Utc),
            today: self.today,
            seed: self.seed,
            wait: Duration::from_secs(wait),
            commit_at,
        }
    }

    /// Opens the CRM the user means.
    pub fn open(&self) -> Result<Workspace, Failure> {
        let root = self.root()?;
        let workspace = Workspace::open(&root, self.settings())?;
        if self.asked_lang.is_none() {
            self.lang.set(workspace.config.language);
        }
        self.warn(&workspace.findings);
        Ok(workspace)
    }

    fn root(&self) -> Result<PathBuf, Failure> {
        let here = self.here()?;
        let none = |path: &Path| {
            let message = msg!("crm-none", path = path.display().to_string());
            Failure::failed(message).hint(msg!("crm-none-hint"))
        };
        if let Some(directory) = &self.global.directory {
            let directory = here.join(directory);
            return find_root(&directory).ok_or_else(|| none(&directory));
        }
        if let Some(root) = find_root(&here) {
            return Ok(root);
        }
        if let Some(directory) = variable("GUANXI_DIR") {
            let directory = here.join(directory);
            return find_root(&directory).ok_or_else(|| none(&directory));
        }
        let default = self.user_config().and_then(|path| std::fs::read_to_string(path).ok()).and_then(|text| {
            let parsed = crate::syntax::parse(&text);
            parsed.root.get("default").and_then(|value| value.text().map(PathBuf::from))
        });
        default.and_then(|path| find_root(&path)).ok_or_else(|| none(&here))
    }

    /// Where the user stands.
    #[allow(clippy::disallowed_methods)]
    pub fn here(&self) -> Result<PathBuf, Failure> {
        std::env::current_dir().map_err(|error| Failure::io("read", Path::new("."), &error))
    }

    /// A path as typed, from the root, without `.` and `..`.
    pub fn place(&self, path: &Path) -> Result<PathBuf, Failure> {
        let mut place = PathBuf::new();
        for part in self.here()?.join(path).components() {
            match part {
                Component::ParentDir => {
                    place.pop();
                }
                Component::CurDir => {}
                other => place.push(other),
            }
        }
        Ok(place)
    }

    /// Commands that make a whole directory have nothing to show beforehand.
    pub fn refuse_dry_run(&self, command: &'static str) -> Result<(), Failure> {
        if self.global.dry_run { Err(Failure::usage(msg!("no-dry-run", command = command))) } else { Ok(()) }
    }

    /// The user's own configuration, which names his default CRM.
    pub fn user_config(&self) -> Option<PathBuf> {
        let base = variable("XDG_CONFIG_HOME")
            .map(PathBuf::from)
            .or_else(|| Some(PathBuf::from(variable("HOME")?).join(".config")))?;
        Some(base.join("guanxi/config.toml"))
    }

    /// A variable of the environment, for the few commands that need one.
    pub fn variable(&self, name: &str) -> Option<String> {
        variable(name)
    }

    /// This program, to be run again.
    #[allow(clippy::disallowed_methods)]
    pub fn program(&self) -> Result<PathBuf, Failure> {
        std::env::current_exe().map_err(|error| Failure::io("read", Path::new("guanxi"), &error))
    }

    /// Shows a table in the format asked for, on stdout or in the file of `-o`.
    pub fn show(&self, table: &Table) -> Result<(), Failure> {
        let format = self.format.unwrap_or(Format::Table);
        let to_file = self.global.output.is_some();
        let look = Look {
            width: if to_file { None } else { self.terminal.width },
            color: !to_file && self.terminal.color,
            heading: table.columns.iter().any(|column| !column.label.is_empty()),
        };
        self.put(&render(table, format, &look))
    }

    /// Puts ready text on stdout or in the file of `-o`.
    pub fn put(&self, text: &str) -> Result<(), Failure> {
        match &self.global.output {
            Some(file) => std::fs::write(file, text).map_err(|error| Failure::io("write", file, &error)),
            None => {
                output::put(text);
                Ok(())
            }
        }
    }

    /// Says something to the user that is no data.
    pub fn say(&self, message: &Message) {
        if !self.global.quiet {
            output::say(&message.text(self.lang()));
        }
    }

    /// Says what a mutating command did, behind its commit; or the diff of a dry run.
    pub fn done(&self, applied: &Applied, text: &str) -> Result<(), Failure> {
        self.warn(&applied.warnings);
        if self.global.dry_run {
            return self.put(&self.diff(applied));
        }
        if self.global.quiet {
            return Ok(());
        }
        match applied.short() {
            Some(commit) => output::line(&format!("[{commit}] {text}")),
            None => output::line(&msg!("nothing-to-do").text(self.lang())),
        }
        Ok(())
    }

    /// Says findings that refuse nothing.
    pub fn warn(&self, list: &[Diagnostic]) {
        if self.global.quiet || list.is_empty() {
            return;
        }
        let told: Vec<Diagnostic> =
            list.iter().filter(|finding| finding.severity != Severity::Advice).cloned().collect();
        let text = findings::shown(&told, self.lang(), self.terminal.color_err, self.global.verbose);
        eprint!("{text}");
    }

    /// Asks before something that touches many records; without a terminal `-y` is needed.
    pub fn confirm(&self, question: &Message) -> Result<(), Failure> {
        if self.global.yes || self.global.dry_run {
            return Ok(());
        }
        if !self.asks() {
            return Err(
                Failure::usage(msg!("confirm-needed", question = question.clone())).hint(msg!("confirm-needed-hint"))
            );
        }
        match super::ask::yes_or_no(&question.text(self.lang()))? {
            true => Ok(()),
            false => Err(Failure::new(crate::diagnostic::Class::Interrupted, msg!("confirm-no"))),
        }
    }

    /// The subject of the commit: the user's own words, else ours.
    pub fn subject(&self, ours: impl Into<String>) -> String {
        self.global.message.clone().unwrap_or_else(|| ours.into())
    }

    /// A unified diff of what a write did or would do.
    pub fn diff(&self, applied: &Applied) -> String {
        diff(applied, self.terminal.color)
    }
}

/// More files than this are counted, not shown: a whole import taken back would fill the screen.
const SHOWN_FILES: usize = 20;

/// A unified diff of what a write would do.
fn diff(applied: &Applied, color: bool) -> String {
    let mut text = String::new();
    for (path, before, after) in applied.files.iter().take(SHOWN_FILES) {
        let (old, new) = (before.as_deref().unwrap_or(""), after.as_deref().unwrap_or(""));
        let names = (
            before.as_ref().map_or("/dev/null".to_owned(), |_| format!("a/{path}")),
            after.as_ref().map_or("/dev/null".to_owned(), |_| format!("b/{path}")),
        );
        let unified = similar::TextDiff::from_lines(old, new)
            .unified_diff()
            .context_radius(1)
            .header(&names.0, &names.1)
            .to_string();
        for line in unified.lines() {
            let paint = match line.chars().next() {
                Some('+') => "32",
                Some('-') => "31",
                Some('@') => "36",
                _ => "0",
            };
            let line = crate::table::escape(line.trim_end_matches('\r'));
            text.push_str(&if color { format!("\u{1b}[{paint}m{line}\u{1b}[0m\n") } else { format!("{line}\n") });
        }
    }
    if let Some(more) = applied.files.len().checked_sub(SHOWN_FILES).filter(|more| *more > 0) {
        text.push_str(&format!("… +{more}\n"));
    }
    text
}

#[allow(clippy::disallowed_methods)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The system's clock; tests set another.
#[allow(clippy::disallowed_methods)]
fn clock() -> Result<DateTime<FixedOffset>, Failure> {
    match variable("GUANXI_NOW") {
        Some(text) => DateTime::parse_from_rfc3339(&text).map_err(|_| Failure::usage(msg!("now-fault", text = text))),
        None => Ok(Utc::now().fixed_offset()),
    }
}

/// The standard library seeds its hash maps from the operating system.
fn random_seed() -> u64 {
    use std::hash::{BuildHasher, Hasher};
    std::hash::RandomState::new().build_hasher().finish()
}
