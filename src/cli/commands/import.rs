//! `import`: spreadsheets into records, as one commit; `-n` shows the mapping and what would happen.

use crate::cli::context::Context;
use crate::cli::{failure, findings, output, words};
use crate::diagnostic::{Failure, Lang, Message};
use crate::import::sheet::{self, Book};
use crate::import::{ColumnPlan, MapFile, Plan, Request, read_map, rejects_csv};
use crate::msg;
use crate::schema::interpret;
use crate::table::{Cell, Column, Format, Look, Table, escape, render};
use crate::value::DateOrder;
use crate::workspace::{Note, Workspace};
use indicatif::ProgressBar;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::time::Duration;

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Spreadsheet: CSV in any encoding, .xlsx, .xls, .ods
    file: PathBuf,
    /// Kind of the rows, where the headers don't tell
    #[arg(long)]
    kind: Option<String>,
    /// Map of columns to fields (TOML)
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// Leave a column out
    #[arg(long, value_name = "COLUMN")]
    skip: Vec<String>,
    /// Write refused rows with their reasons to a CSV file and take the others
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Also take rows whose only fault is a missing required field
    #[arg(long)]
    incomplete: bool,
    /// The records are of today, not history
    #[arg(long)]
    live: bool,
    /// Sheet of a workbook, by name or number
    #[arg(long)]
    sheet: Option<String>,
    /// Row of the header
    #[arg(long, value_name = "ROW")]
    header: Option<u32>,
    /// Encoding, where it isn't recognised: gbk, big5, utf-16le, windows-1252, …
    #[arg(long)]
    encoding: Option<String>,
    /// Separator, where it isn't recognised
    #[arg(long)]
    separator: Option<char>,
    /// Order of dates that don't show it: ymd, dmy, mdy
    #[arg(long, value_name = "ORDER")]
    dates: Option<String>,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let workspace = context.open()?;
    if let Some(path) = &arguments.rejects {
        refuse_overwriting(path, &arguments.file)?;
    }
    let bar = progress(context);
    let bytes = std::fs::read(&arguments.file).map_err(|error| Failure::io("read", &arguments.file, &error))?;
    let file = arguments.file.file_name().map_or_else(|| "-".to_owned(), |name| name.to_string_lossy().into_owned());
    let request = request(&arguments, &file, &workspace, context)?;
    let (book, found) = sheet::read(&file, &bytes, &request.sheet)?;
    context.warn(&found);
    let rejects = arguments.rejects.is_some();
    let imported = workspace.import(&book, &request, context.lang(), rejects, context.global.dry_run, |made| {
        note(&workspace, made, &file, &book, &bytes, context)
    });
    bar.finish_and_clear();
    let imported = imported?;
    if context.global.dry_run {
        output::put(&preview(&workspace, &imported.plan, arguments.incomplete, context));
        return imported.outcome.map(|_| failure::DONE);
    }
    let applied = imported.outcome?;
    imported.plan.notes.iter().for_each(|note| context.say(note));
    if let Some(path) = &arguments.rejects {
        write_rejects(path, &book, &imported.plan, context.lang())?;
    }
    context.done(&applied, &told(&workspace, &imported.plan, &arguments, context))?;
    Ok(failure::DONE)
}

/// Something moves while a large sheet is read and written, on a terminal only.
fn progress(context: &Context) -> ProgressBar {
    if !context.terminal.out || context.global.quiet {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    bar.set_message(msg!("import-running").text(context.lang()));
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

fn request(arguments: &Arguments, file: &str, workspace: &Workspace, context: &Context) -> Result<Request, Failure> {
    let order = |name: &String| match DateOrder::ALL.into_iter().find(|order| order.name() == name) {
        Some(order) => Ok(order),
        None => Err(Failure::usage(msg!("config-value", key = "dates", given = name, expected = "ymd, dmy, mdy"))),
    };
    let separator = match arguments.separator {
        Some(separator) => Some(u8::try_from(separator).map_err(|_| Failure::usage(msg!("import-separator", text = separator.to_string())))?),
        None => None,
    };
    let kind = match &arguments.kind {
        Some(word) => Some(crate::cli::inputs::kind(&workspace.schema, word)?.name.clone()),
        None => None,
    };
    Ok(Request {
        file: file.to_owned(),
        sheet: sheet::Options {
            encoding: arguments.encoding.clone(),
            separator,
            sheet: arguments.sheet.clone(),
            header_row: arguments.header,
            no_header: false,
            lang: context.lang(),
        },
        kind,
        map: arguments.map.as_deref().map(|path| read_map_file(path, workspace)).transpose()?,
        skip: arguments.skip.clone(),
        dates: arguments.dates.as_ref().map(order).transpose()?,
        // A dry run counts incomplete records among those it would make, and says what lets them in.
        incomplete: arguments.incomplete || context.global.dry_run,
        live: arguments.live,
    })
}

fn read_map_file(path: &Path, workspace: &Workspace) -> Result<MapFile, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::io("read", path, &error))?;
    read_map(&path.display().to_string(), &text, &workspace.schema)
}

/// The commit says where its records come from.
fn note(workspace: &Workspace, made: &Plan, file: &str, book: &Book, bytes: &[u8], context: &Context) -> Note {
    let counts = counts(workspace, made, Lang::En);
    let mut note = Note::new("import", context.subject(format!("import {file}: {counts}")));
    let sheets: Vec<&str> = made.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    let digest: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    note.trailers = [("Source", book.file.clone()), ("Sheet", sheets.join(", ")), ("Digest", format!("sha256:{digest}")), ("Counts", counts)]
        .map(|(name, value)| (format!("Guanxi-{name}"), value))
        .into();
    note
}

/// `43 customers, 44 contacts`; changed and unchanged ones besides.
fn counts(workspace: &Workspace, made: &Plan, lang: Lang) -> String {
    let mut parts = vec![words::counts(&made.created, &workspace.schema, lang)];
    let mut changed: Vec<&str> = made.changed.iter().map(|(reference, ..)| reference.as_str()).collect();
    changed.dedup();
    if !changed.is_empty() {
        parts.push(msg!("import-changed", count = changed.len()).text(lang));
    }
    if made.unchanged > 0 {
        parts.push(msg!("import-unchanged", count = made.unchanged).text(lang));
    }
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() {
        return msg!("import-nothing").text(lang);
    }
    parts.join("; ")
}

fn told(workspace: &Workspace, made: &Plan, arguments: &Arguments, context: &Context) -> String {
    let mut text = counts(workspace, made, context.lang());
    if let (Some(path), true) = (&arguments.rejects, !made.refused.is_empty()) {
        let rejected = msg!("import-rejected", count = made.refused.len(), file = path.display().to_string()).text(context.lang());
        text = format!("{text}; {rejected}");
    }
    text
}

/// Rejects go into a new file or over older rejects: never over the sheet itself or anything else.
fn refuse_overwriting(path: &Path, sheet: &Path) -> Result<(), Failure> {
    let same = std::fs::canonicalize(path).is_ok_and(|path| std::fs::canonicalize(sheet).is_ok_and(|sheet| path == sheet));
    let older = match std::fs::read_to_string(path) {
        Ok(text) => text.lines().next().is_none_or(|header| header.ends_with("reason")),
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    };
    if same || !older {
        return Err(Failure::refused(msg!("import-rejects-there", path = path.display().to_string())));
    }
    Ok(())
}

fn write_rejects(path: &Path, book: &Book, made: &Plan, lang: Lang) -> Result<(), Failure> {
    if made.refused.is_empty() {
        return Ok(());
    }
    std::fs::write(path, rejects_csv(book, made, lang)).map_err(|error| Failure::io("write", path, &error))
}

/// The mapping with samples, what would be made and changed, what is refused and why.
fn preview(workspace: &Workspace, made: &Plan, incomplete: bool, context: &Context) -> String {
    let lang = context.lang();
    let mut text = String::new();
    let mut put = |message: &Message| text.push_str(&format!("{}\n", escape(&message.text(lang))));
    for sheet in &made.sheets {
        put(&msg!("import-sheet", name = sheet.name.as_str(), row = i64::from(sheet.header), rows = sheet.rows));
    }
    let mut table = Table::new(["header", "field", "sample"].map(|name| Column::left(name, "")).into());
    for column in made.sheets.iter().flat_map(|sheet| &sheet.columns) {
        let target = match &column.target {
            Some((kind, field)) => format!("→ {kind}.{field}"),
            None if column.skipped => msg!("import-skipped").text(lang),
            None => msg!("import-column-free", column = column.header.as_str()).text(lang),
        };
        let sample = sample(workspace, column, context).map_or(Cell::Empty, Cell::Text);
        table.push(vec![Cell::from(column.header.as_str()), Cell::Text(target), sample]);
    }
    text.push_str(&render(&table, Format::Table, &Look { width: context.terminal.width, color: false, heading: false }));
    let mut put = |message: &Message| text.push_str(&format!("{}\n", escape(&message.text(lang))));
    made.notes.iter().for_each(&mut put);
    put(&msg!("import-would", counts = counts(workspace, made, lang), refused = made.refused.len()));
    for row in made.refused.iter().filter(|row| !row.incomplete) {
        for finding in &row.findings {
            text.push_str(&format!("  {}  {}\n", escape(&finding.place.to_string()), escape(&finding.message.text(lang))));
        }
    }
    for (reference, field, old, new) in made.changed.iter().take(40) {
        text.push_str(&format!("  {reference}  {field}: {} → {}\n", escape(old), escape(new)));
    }
    text.push_str(&findings::shown(&made.findings, lang, context.terminal.color, true));
    for ((kind, field), count) in made.incomplete.iter().filter(|_| !incomplete) {
        let kind = workspace.schema.kinds.get(kind).map_or(kind.as_str(), |kind| kind.counted(*count, lang));
        text.push_str(&format!("{}\n", escape(&msg!("import-lack", count = *count, kind = kind, field = field.as_str()).text(lang))));
    }
    if let Err(failure) = made.permit(true) {
        let hint = failure.hint.map(|hint| hint.text(lang)).unwrap_or_default();
        text.push_str(&format!("{}\n", escape(&format!("{}{}{hint}", failure.message.text(lang), if hint.is_empty() { "" } else { ": " }))));
    }
    text
}

/// The first value as people read it: dates with their weekday, telephone numbers in groups.
fn sample(workspace: &Workspace, column: &ColumnPlan, context: &Context) -> Option<String> {
    let text = column.sample.as_ref()?;
    let field = column.target.as_ref().and_then(|(kind, path)| {
        let names: Vec<&str> = path.split('.').collect();
        workspace.schema.kinds.get(kind)?.field_at(&names)
    });
    let value = field.and_then(|field| interpret(field, text, &workspace.customs()).ok());
    Some(value.map_or_else(|| text.clone(), |value| words::value(field, &value, context.lang())))
}
