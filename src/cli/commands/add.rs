//! `add`: makes a record of any kind; asks for what is missing where somebody can answer.

use crate::cli::context::Context;
use crate::cli::{ask, failure, inputs, output, words};
use crate::diagnostic::Failure;
use crate::msg;
use crate::record::{Assignment, Change, FieldEdit, FieldPath, Operator};
use crate::schema::{Customs, Field, Kind, Requirement, Type, interpret};
use crate::store::Corpus;
use crate::value::{Map, Value, is_placeholder};
use crate::workspace::{Note, Workspace};

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Kind: customer, contact, opportunity, … (also plural or in Chinese)
    kind: String,
    /// Name, then fields as field=value; long text from a file with field=@FILE, from stdin with field=-
    #[arg(value_name = "NAME | FIELD=VALUE")]
    words: Vec<String>,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let workspace = context.open()?;
    let kind = inputs::kind(&workspace.schema, &arguments.kind)?;
    let mut given = inputs::assignments(kind, &arguments.words)?;
    ask_for_missing(&workspace, kind, &mut given, context)?;
    let own_id = given.iter().position(|one| one.path.0 == ["id"]).map(|at| given.remove(at).text);
    let dry = context.global.dry_run;
    let (applied, change) = workspace.transact(dry, |corpus| {
        let root = values(&workspace, kind, &given, corpus)?;
        let change = workspace.naming(corpus).create(kind, root, own_id)?;
        let Change::Create { id, .. } = &change else { return Err(Failure::failed(msg!("kind-none", name = kind.name.as_str()))) };
        let subject = context.subject(format!("{}/{id}: new", kind.name));
        Ok((vec![change.clone()], Note::new("add", subject), change))
    })?;
    let Change::Create { id, root, .. } = change else { return Ok(failure::DONE) };
    let reference = format!("{}/{id}", kind.name);
    if context.format == Some(crate::table::Format::Ids) && !dry {
        context.warn(&applied.warnings);
        output::line(&reference);
        return Ok(failure::DONE);
    }
    context.done(&applied, &format!("{reference}{}", echo(kind, &given, &root, context)))?;
    Ok(failure::DONE)
}

/// The values given, references resolved; then the owner and the day where the kind wants them and none is given.
fn values(workspace: &Workspace, kind: &Kind, given: &[Assignment], corpus: &Corpus) -> Result<Map, Failure> {
    let edits = workspace.edits(kind, given, &corpus.records)?;
    let mut root = Map::new();
    for edit in edits {
        put(&mut root, kind, &edit);
    }
    let me = workspace.me(&corpus.records);
    for field in kind.fields.values().filter(|field| field.name == "owner" && field.to == ["member"]) {
        if let Some(me) = me.filter(|_| !given.iter().any(|one| field.answers_to(&one.path.to_string()))) {
            root.insert(field.name.clone(), Value::Text(me.id.clone()));
        }
    }
    if let Some(field) = kind.date.as_deref().and_then(|name| kind.fields.get(name)) {
        let now = match field.kind {
            Type::Datetime => Value::Moment(workspace.now()),
            _ => Value::Date(workspace.today()),
        };
        root.entry(field.name.clone()).or_insert(now);
    }
    Ok(root)
}

/// A new record has no text yet: edits go into the map.
fn put(root: &mut Map, kind: &Kind, edit: &FieldEdit) {
    let text = crate::record::new_text(kind, root);
    if let Ok(text) = crate::record::edit_text(&text, kind, std::slice::from_ref(edit)) {
        *root = crate::syntax::parse(&text).root;
    }
}

fn ask_for_missing(workspace: &Workspace, kind: &Kind, given: &mut Vec<Assignment>, context: &Context) -> Result<(), Failure> {
    if !context.asks() {
        return Ok(());
    }
    let policy = workspace.config.policy.name();
    let wanted = |field: &&Field| match &field.required {
        Requirement::Always => field.default.is_none() && field.required_from.is_none_or(|from| from <= workspace.today()),
        Requirement::Policy(only) => only == policy && field.default.is_none(),
        Requirement::Never => false,
    };
    let by_itself = |field: &&Field| field.name == "owner" || Some(&field.name) == kind.date.as_ref() || field.name == "created" || field.name == "uid";
    for field in kind.fields.values().filter(wanted).filter(|field| !by_itself(field)) {
        if given.iter().any(|one| field.answers_to(one.path.0.first().map_or("", String::as_str))) {
            continue;
        }
        let question = format!("{}:", field.label(context.lang()));
        let text = if field.kind == Type::Enum {
            let labels = field.values.iter().map(|value| value.label(context.lang()).to_owned()).collect();
            field.values[ask::choice(&question, labels)?].value.clone()
        } else {
            ask_text(&workspace.customs(), field, &question, context)?
        };
        if !text.is_empty() {
            given.push(Assignment { path: FieldPath(vec![field.name.clone()]), operator: Operator::Set, text });
        }
    }
    Ok(())
}

/// Asks until the answer can be taken; an empty one leaves the field out.
fn ask_text(customs: &Customs, field: &Field, question: &str, context: &Context) -> Result<String, Failure> {
    loop {
        let text = ask::text(question, None)?;
        match interpret(field, &text, customs) {
            _ if text.is_empty() => return Ok(text),
            Ok(_) if is_placeholder(&text) && !field.placeholder => context.say(&msg!("check-placeholder", text = text)),
            Ok(_) => return Ok(text),
            Err(message) => context.say(&message),
        }
    }
}

/// What was understood, as people read it: dates with their weekday, amounts with their signs.
fn echo(kind: &Kind, given: &[Assignment], root: &Map, context: &Context) -> String {
    let mut parts = Vec::new();
    for assignment in given {
        let Ok(path) = assignment.path.resolve(kind) else { continue };
        let Some(value) = crate::record::value_at(&path, kind, root) else { continue };
        let shown = words::value(path.field(kind), value, context.lang());
        if shown.chars().count() <= 60 && !shown.contains('\n') {
            parts.push(if path.0 == [kind.title.clone()] { shown } else { format!("{path} {shown}") });
        }
    }
    if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) }
}
