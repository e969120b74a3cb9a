//! Owns opening a CRM directory.
//! Refuses directories without crm.toml, and writing to formats newer than this program.

use crate::config::{Config, FORMAT};
use crate::diagnostic::{Diagnostic, Failure, Place, Severity};
use crate::msg;
use crate::record::{Dice, Naming};
use crate::schema::{Customs, Schema, SchemaFile, Vocabulary, load};
use crate::store::{Corpus, read_if_there};
use crate::vcs::Git;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeZone, Utc};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What only the shell layer knows.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Now.
    pub now: DateTime<Utc>,
    /// The day to pretend it is.
    pub today: Option<NaiveDate>,
    /// Source of ids.
    pub seed: u64,
    /// How long to wait for another command.
    pub wait: Duration,
    /// The moment commits carry; now where `None`.
    pub commit_at: Option<DateTime<FixedOffset>>,
}

/// An open CRM directory.
pub struct Workspace {
    /// Root of the work tree.
    pub root: PathBuf,
    /// crm.toml.
    pub config: Config,
    /// Kinds and fields.
    pub schema: Schema,
    /// tags.toml.
    pub vocabulary: Vocabulary,
    /// What is wrong in crm.toml, tags.toml and schema/.
    pub findings: Vec<Diagnostic>,
    /// The repository.
    pub git: Git,
    pub(super) settings: Settings,
    pub(super) dice: RefCell<Dice>,
}

/// The nearest directory at or above `start` that holds crm.toml.
pub fn find_root(start: &Path) -> Option<PathBuf> {
    start.ancestors().find(|folder| folder.join("crm.toml").is_file()).map(Path::to_owned)
}

impl Workspace {
    /// Opens the CRM directory at `root`; finishes or takes away a write that was interrupted.
    pub fn open(root: &Path, settings: Settings) -> Result<Workspace, Failure> {
        let git = Git::open(root)?;
        let mut workspace = Workspace {
            root: root.to_owned(),
            config: Config::default(),
            schema: Schema::default(),
            vocabulary: Vocabulary::default(),
            findings: Vec::new(),
            git,
            dice: RefCell::new(Dice::new(settings.seed)),
            settings,
        };
        workspace.recover_if_interrupted()?;
        workspace.reload()?;
        Ok(workspace)
    }

    /// Reads crm.toml, tags.toml and schema/ again.
    pub fn reload(&mut self) -> Result<(), Failure> {
        let mut findings = Vec::new();
        let text = self.text_of("crm.toml")?.unwrap_or_default();
        let (config, found) = Config::read("crm.toml", &text);
        findings.extend(found);
        let (schema, found) = load(&self.schema_files(&mut findings));
        findings.extend(found);
        let vocabulary = match self.text_of("tags.toml")? {
            Some(text) => {
                let (vocabulary, found) = Vocabulary::read("tags.toml", &text);
                findings.extend(found);
                vocabulary
            }
            None => Vocabulary::default(),
        };
        (self.config, self.schema, self.vocabulary, self.findings) = (config, schema, vocabulary, findings);
        Ok(())
    }

    fn schema_files(&self, findings: &mut Vec<Diagnostic>) -> Vec<SchemaFile> {
        let folder = self.root.join("schema");
        let mut files = Vec::new();
        let Ok(entries) = std::fs::read_dir(&folder) else { return files };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(".toml") && !name.starts_with('.') {
                let path = format!("schema/{name}");
                match self.text_of(&path) {
                    Ok(Some(text)) => files.push(SchemaFile { path, text }),
                    Ok(None) => {}
                    Err(failure) => findings.push(Diagnostic::error("schema", Place::file(path), failure.message)),
                }
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }

    /// The files of schema/ with one of them as it would be.
    pub fn schema_files_with(&self, path: &str, text: &str) -> Vec<SchemaFile> {
        let mut files = self.schema_files(&mut Vec::new());
        files.retain(|file| file.path != path);
        files.push(SchemaFile { path: path.to_owned(), text: text.to_owned() });
        files
    }

    /// Text of a file of the work tree; `None` when there is none.
    pub fn text_of(&self, path: &str) -> Result<Option<String>, Failure> {
        let bytes = read_if_there(&self.root.join(path))?;
        Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// Every record of the work tree.
    pub fn corpus(&self) -> Corpus {
        Corpus::read(&self.root, &self.schema)
    }

    /// Now, in the time zone of the repository, on the day the user asks about.
    pub fn now(&self) -> DateTime<FixedOffset> {
        let now = self.settings.now.with_timezone(&self.config.time_zone).fixed_offset();
        let Some(day) = self.settings.today.filter(|day| *day != now.date_naive()) else { return now };
        let noon = day.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default());
        let there = self.config.time_zone.from_local_datetime(&noon).earliest();
        there.map_or(now, |moment| moment.fixed_offset())
    }

    /// The day the user asks about.
    pub fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }

    /// What reading typed-in values depends on.
    pub fn customs(&self) -> Customs {
        Customs { now: self.now(), region: self.config.region.clone(), order: None }
    }

    /// Gives new records ids beside those of the corpus.
    pub fn naming(&self, corpus: &Corpus) -> Naming {
        let mut naming = Naming::new(self.customs(), Dice::new(self.dice.borrow_mut().roll()));
        naming.take_all(&corpus.records);
        for found in &corpus.unreadable {
            naming.take(&found.kind, &found.id);
        }
        naming
    }

    /// A fresh uid.
    pub fn new_uid(&self) -> String {
        self.dice.borrow_mut().uid()
    }

    /// Random characters for ids.
    pub fn random(&self, length: usize) -> String {
        self.dice.borrow_mut().characters(length)
    }

    /// Makes following commits carry another moment; the demo builds a year with it.
    pub fn commit_at(&mut self, moment: Option<DateTime<FixedOffset>>) {
        self.settings.commit_at = moment;
        self.settings.today = moment.map(|moment| moment.date_naive());
    }

    pub(super) fn writable(&self) -> Result<(), Failure> {
        if self.config.format > FORMAT {
            let message = msg!("format-newer", format = i64::from(self.config.format), known = i64::from(FORMAT));
            return Err(Failure::refused(message).hint(msg!("format-newer-hint")));
        }
        // With rules or a currency that can't be read, a write could break what they say.
        let faults: Vec<Diagnostic> =
            self.findings.iter().filter(|finding| finding.severity == Severity::Error).cloned().collect();
        if !faults.is_empty() {
            return Err(Failure::refused(msg!("settings-faulty", count = faults.len())).because(faults));
        }
        Ok(())
    }

    pub(super) fn durable(&self) -> bool {
        self.config.durability == crate::config::Durability::Full
    }
}
