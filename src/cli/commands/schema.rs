//! `schema`: shows kinds and fields with where they come from; adds fields; exports JSON Schemas for editors.

use crate::cli::context::Context;
use crate::cli::{failure, inputs, output};
use crate::diagnostic::{Failure, Lang, Message};
use crate::msg;
use crate::record::Change;
use crate::schema::{Field, Kind, Origin, Requirement, Type, json_schema, load};
use crate::syntax::{self, Edit, Step};
use crate::table::{Cell, Column, Table};
use crate::value::{Map, Value, clean, parse_date};
use crate::workspace::{Note, Workspace};
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(subcommand)]
    action: Option<Action>,
    /// Kind to show; all kinds if left out
    kind: Option<String>,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// Add a field to a kind, or a kind of your own with its first field
    Add(Add),
    /// Write JSON Schemas and editor settings (Taplo, Tombi) into a folder
    Export {
        /// Folder
        folder: PathBuf,
    },
}

#[derive(clap::Args, Debug)]
struct Add {
    /// KIND.FIELD
    field: String,
    /// Type: string, text, int, decimal, money, percent, bool, date, datetime, duration, enum, tags, strings, ref, refs, email, phone, url
    r#type: String,
    /// Values of an enum, or kinds of a reference, separated by commas
    values: Option<String>,
    /// Name for people
    #[arg(long)]
    label: Option<String>,
    /// Another header or name that means this field
    #[arg(long = "alias")]
    aliases: Vec<String>,
    /// The field must be there
    #[arg(long)]
    required: bool,
    /// The field must be there in records created from this day on; older ones are warned
    #[arg(long, value_name = "DATE")]
    required_from: Option<String>,
    /// No two records share it
    #[arg(long)]
    unique: bool,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let workspace = context.open()?;
    match (arguments.action, arguments.kind) {
        (Some(Action::Add(add)), _) => add_field(&workspace, add, context),
        (Some(Action::Export { folder }), _) => export(&workspace, &folder, context),
        (None, Some(word)) => {
            let kind = inputs::kind(&workspace.schema, &word)?;
            context.show(&fields(kind, context))?;
            Ok(failure::DONE)
        }
        (None, None) => {
            context.show(&kinds(&workspace, context))?;
            Ok(failure::DONE)
        }
    }
}

fn heading(key: &'static str, context: &Context) -> String {
    Message::new(key).text(context.lang())
}

fn origin(origin: &Origin) -> String {
    match origin {
        Origin::BuiltIn => "built-in".to_owned(),
        Origin::File(path) => path.clone(),
    }
}

fn kinds(workspace: &Workspace, context: &Context) -> Table {
    let mut table = Table::new(vec![
        Column::left("kind", heading("schema-kind", context)),
        Column::left("label", heading("schema-label", context)),
        Column::left("folder", heading("schema-folder", context)),
        Column::right("fields", heading("schema-fields", context)),
        Column::left("from", heading("schema-from", context)),
    ]);
    for kind in workspace.schema.kinds.values() {
        let label = Cell::from(kind.label(context.lang()));
        table.push(vec![Cell::from(kind.name.as_str()), label, Cell::from(kind.folder.as_str()), Cell::from(kind.fields.len()), Cell::Text(origin(&kind.origin))]);
    }
    table
}

fn fields(kind: &Kind, context: &Context) -> Table {
    let mut table = Table::new(vec![
        Column::left("field", heading("schema-field", context)),
        Column::left("type", heading("schema-type", context)),
        Column::left("label", heading("schema-label", context)),
        Column::left("required", heading("schema-required", context)),
        Column::left("values", heading("schema-values", context)),
        Column::left("from", heading("schema-from", context)),
    ]);
    for field in kind.fields.values() {
        put(&mut table, field, "", context.lang());
    }
    table
}

fn put(table: &mut Table, field: &Field, within: &str, lang: Lang) {
    let required = match (&field.required, field.required_from, &field.required_when) {
        (_, Some(day), _) => format!("{day}…"),
        (Requirement::Always, ..) => "yes".to_owned(),
        (Requirement::Policy(policy), ..) => policy.clone(),
        (Requirement::Never, _, Some(when)) => {
            when.iter().map(|(name, values)| format!("{name}={}", values.join("|"))).collect::<Vec<_>>().join(" ")
        }
        (Requirement::Never, ..) => String::new(),
    };
    let values = match field.kind {
        Type::Enum => field.values.iter().map(|value| value.value.as_str()).collect::<Vec<_>>().join(", "),
        _ => field.to.join(", "),
    };
    let from = match &field.changed_by {
        Some(by) => format!("{} + {}", origin(&field.origin), origin(by)),
        None => origin(&field.origin),
    };
    let cells = [format!("{within}{}", field.name), field.kind.name().to_owned(), field.label(lang).to_owned(), required, values, from];
    table.push(cells.into_iter().map(|text| if text.is_empty() { Cell::Empty } else { Cell::Text(text) }).collect());
    let dot = if field.kind == Type::Rows { "[]." } else { "." };
    for inner in field.fields.values() {
        put(table, inner, &format!("{within}{}{dot}", field.name), lang);
    }
}

fn add_field(workspace: &Workspace, add: Add, context: &Context) -> Result<u8, Failure> {
    let (kind_word, name) = add.field.split_once('.').ok_or_else(|| Failure::usage(msg!("schema-add-form", text = add.field.as_str())))?;
    let kind = workspace.schema.kind(kind_word).map_or_else(|| kind_word.to_owned(), |kind| kind.name.clone());
    let mut field = Map::new();
    let text = |text: &str| Value::Text(clean(text));
    field.insert("type".into(), text(&add.r#type));
    let list = |values: &str| values.split([',', '，', '、']).map(clean).filter(|value| !value.is_empty()).collect::<Vec<_>>();
    match (add.r#type.as_str(), &add.values) {
        ("enum", Some(values)) => {
            let values = list(values).into_iter().map(|value| Value::Table(Map::from([("value".to_owned(), Value::Text(value))])));
            field.insert("values".into(), Value::List(values.collect()));
        }
        ("ref" | "refs", Some(kinds)) => {
            field.insert("to".into(), Value::List(list(kinds).into_iter().map(Value::Text).collect()));
        }
        _ => {}
    }
    if let Some(label) = &add.label {
        let lang = if label.is_ascii() { "en" } else { "zh" };
        field.insert("label".into(), Value::Table(Map::from([(lang.to_owned(), text(label))])));
    }
    if !add.aliases.is_empty() {
        field.insert("aliases".into(), Value::List(add.aliases.iter().map(|alias| text(alias)).collect()));
    }
    for (key, wanted) in [("required", add.required), ("unique", add.unique)] {
        if wanted {
            field.insert(key.into(), Value::Bool(true));
        }
    }
    if let Some(from) = &add.required_from {
        let day = parse_date(from, workspace.today(), None).map_err(Failure::usage)?;
        field.insert("required_from".into(), Value::Date(day));
    }
    let path = format!("schema/{kind}.toml");
    let new_kind = !workspace.schema.kinds.contains_key(&kind);
    let there = workspace.text_of(&path)?.is_some_and(|text| {
        let fields = syntax::parse(&text).root.get("fields").and_then(Value::as_table).cloned().unwrap_or_default();
        fields.contains_key(name)
    });
    if there || name == "id" {
        let failure = Failure::refused(msg!("schema-field-there", field = add.field.as_str()));
        return Err(failure.hint(msg!("schema-field-there-hint", path = path.as_str())));
    }
    let subject = format!("schema: {kind}.{name} {}", add.r#type);
    let (applied, ()) = workspace.transact(context.global.dry_run, |_| {
        let old = workspace.text_of(&path)?.unwrap_or_default();
        let text = syntax::edit(&old, &steps(name, field, new_kind), &[])
            .map_err(|fault| Failure::failed(msg!("schema-fault", fault = fault.text)))?;
        let (_, findings) = load(&workspace.schema_files_with(&path, &text));
        if !findings.is_empty() {
            return Err(Failure::refused(msg!("refused-by-check", count = findings.len())).because(findings));
        }
        let change = Change::File { path: path.clone(), text: Some(text) };
        Ok((vec![change], Note::new("schema", context.subject(subject.as_str())), ()))
    })?;
    context.done(&applied, &subject)?;
    Ok(failure::DONE)
}

/// `[fields.NAME]` with its keys; values of an enum on one line.
fn steps(name: &str, field: Map, new_kind: bool) -> Vec<Edit> {
    let at = |key: &str| vec![Step::from("fields"), Step::from(name), Step::from(key)];
    let mut edits: Vec<Edit> = Vec::new();
    for (key, value) in field {
        edits.push(Edit::Set(at(&key), value));
    }
    if new_kind && name != "name" {
        // A kind's first field names its records.
        edits.insert(0, Edit::Set(vec!["title".into()], Value::Text(name.to_owned())));
        edits.insert(1, Edit::Set(vec!["id".into()], Value::Text(format!("{{slug:{name}}}"))));
        edits.insert(2, Edit::Set(vec!["columns".into()], Value::List(vec![Value::Text(name.to_owned())])));
        edits.insert(3, Edit::Set(vec!["identifies".into()], Value::List(vec![Value::Text(name.to_owned())])));
    }
    edits
}

fn export(workspace: &Workspace, folder: &std::path::Path, context: &Context) -> Result<u8, Failure> {
    let schemas = folder.join("schemas");
    std::fs::create_dir_all(&schemas).map_err(|error| Failure::io("create", &schemas, &error))?;
    let (mut taplo, mut tombi) = (String::new(), String::new());
    for kind in workspace.schema.kinds.values() {
        let json = json_schema(kind, workspace.config.policy.name(), context.lang());
        let path = schemas.join(format!("{}.json", kind.name));
        let text = serde_json::to_string_pretty(&json).unwrap_or_default() + "\n";
        std::fs::write(&path, text).map_err(|error| Failure::io("write", &path, &error))?;
        taplo.push_str(&format!("[[rule]]\ninclude = [\"{0}/**/*.toml\"]\n[rule.schema]\npath = \"schemas/{1}.json\"\nenabled = true\n\n", kind.folder, kind.name));
        tombi.push_str(&format!("[[schemas]]\npath = \"schemas/{1}.json\"\ninclude = [\"{0}/**/*.toml\"]\n\n", kind.folder, kind.name));
    }
    for (name, text) in [(".taplo.toml", taplo), ("tombi.toml", tombi)] {
        let path = folder.join(name);
        std::fs::write(&path, text.trim_end().to_owned() + "\n").map_err(|error| Failure::io("write", &path, &error))?;
    }
    if !context.global.quiet {
        output::line(&msg!("schema-exported", count = workspace.schema.kinds.len(), folder = folder.display().to_string()).text(context.lang()));
    }
    Ok(failure::DONE)
}
