//! `history`: who changed which field of a record when, and what it was before.

use crate::cli::context::Context;
use crate::cli::{failure, inputs};
use crate::diagnostic::{Failure, Message};
use crate::history::of_record;
use crate::table::{Cell, Column, Table};
use std::collections::HashMap;

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Record: kind/id, id, name or part of it
    #[arg(value_name = "REF")]
    reference: String,
    /// Only this field
    field: Option<String>,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let workspace = context.open()?;
    let corpus = workspace.corpus();
    let record = inputs::record(&workspace, &corpus, &[], &arguments.reference, context)?;
    let Some(kind) = workspace.schema.kinds.get(&record.kind) else { return Ok(failure::FAILED) };
    let field = arguments.field.map(|word| kind.field(&word).map_or(word.clone(), |field| field.name.clone()));
    let stories = of_record(&workspace.git, kind, record, field.as_deref())?;
    let members: HashMap<String, &str> = corpus
        .records
        .iter()
        .filter(|record| record.kind == "member")
        .filter_map(|member| Some((member.text_of("email")?.to_lowercase(), member.id.as_str())))
        .collect();
    let names = ["at", "author", "member", "op", "commit", "kind", "id", "field", "old", "new"];
    let heading = |name: &'static str| Message::new(HEADINGS.iter().find(|(known, _)| *known == name).map_or("history-at", |(_, key)| key)).text(context.lang());
    let mut table = Table::new(names.map(|name| Column::left(name, heading(name))).into());
    for story in stories {
        let member = members.get(&story.email.to_lowercase()).map_or(Cell::Empty, |id| Cell::from(*id));
        let optional = |text: Option<String>| text.map_or(Cell::Empty, Cell::Text);
        table.push(vec![
            Cell::Moment(story.at.with_timezone(&workspace.config.time_zone).fixed_offset()),
            Cell::Text(story.author),
            member,
            Cell::Text(story.operation),
            Cell::Text(story.commit),
            Cell::Text(story.kind),
            Cell::Text(story.id),
            Cell::Text(story.field),
            optional(story.old),
            optional(story.new),
        ]);
    }
    if context.format.is_none() {
        short(&mut table);
    }
    context.show(&table)?;
    Ok(failure::DONE)
}

const HEADINGS: &[(&str, &str)] = &[
    ("at", "history-at"),
    ("author", "history-author"),
    ("member", "history-member"),
    ("op", "history-op"),
    ("commit", "history-commit"),
    ("kind", "history-kind"),
    ("id", "history-id"),
    ("field", "history-field"),
    ("old", "history-old"),
    ("new", "history-new"),
];

/// People need the member's or author's name once, the verb, a short commit; the record is the one they asked for.
fn short(table: &mut Table) {
    for row in &mut table.rows {
        if let (Cell::Empty, Cell::Text(author)) = (&row[2], &row[1]) {
            row[2] = Cell::Text(author.split(" <").next().unwrap_or_default().to_owned());
        }
        for (at, length) in [(3, None), (4, Some(7))] {
            if let Cell::Text(text) = &mut row[at] {
                *text = match length {
                    Some(length) => text.chars().take(length).collect(),
                    None => text.split(' ').next().unwrap_or_default().to_owned(),
                };
            }
        }
        row.drain(5..7);
        row.remove(1);
    }
    table.columns.drain(5..7);
    table.columns.remove(1);
}
