//! `due`: what wants attention today, mine unless another owner is named; silent when nothing does.

use crate::cli::context::Context;
use crate::cli::{failure, inputs, words};
use crate::agenda::{Item, open_tasks};
use crate::diagnostic::{Failure, Message};
use crate::store::Corpus;
use crate::table::{Cell, Column, Table};
use crate::value::parse_date;
use crate::workspace::Workspace;
use chrono::Duration;

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Also what comes up within this time, such as 7d or fri
    #[arg(long, value_name = "TIME")]
    within: Option<String>,
    /// Whose: me, all, or a member
    #[arg(long, default_value = "me")]
    owner: String,
    /// Exit with 1 when something is due
    #[arg(long)]
    exit_code: bool,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let workspace = context.open()?;
    let corpus = workspace.corpus();
    let today = workspace.today();
    let until = match arguments.within.as_deref() {
        None => today,
        Some(text) => match text.strip_suffix('d').and_then(|days| days.parse::<i64>().ok()) {
            Some(days) => today + Duration::days(days),
            None => parse_date(text, today, None).map_err(Failure::usage)?,
        },
    };
    let owner = match arguments.owner.as_str() {
        "all" => None,
        "me" => workspace.me(&corpus.records).map(|member| member.id.clone()),
        name => Some(inputs::record(&workspace, &corpus, &["member"], name, context)?.id.clone()),
    };
    let items = open_tasks(&corpus.records, today, until, owner.as_deref());
    if !items.is_empty() || context.format.is_some() {
        context.show(&table(&items, &workspace, &corpus, context))?;
    }
    workspace.remember_due(&items.iter().map(|item| format!("{}/{}", item.kind, item.id)).collect::<Vec<_>>());
    Ok(if arguments.exit_code && !items.is_empty() { failure::FAILED } else { failure::DONE })
}

/// People get numbers, names and the command that settles it; machines ids.
fn table(items: &[Item], workspace: &Workspace, corpus: &Corpus, context: &Context) -> Table {
    let heading = |key: &'static str| Message::new(key).text(context.lang());
    let human = context.format.is_none();
    let mut columns = vec![
        Column::left("due", heading("due-due")),
        Column::right("days", heading("due-days")),
        Column::left("reason", heading("due-reason")),
        Column::left("kind", heading("history-kind")),
        Column::left("id", heading("history-id")),
        Column::left("title", heading("due-title")),
        Column::left("customer", heading("due-customer")),
        Column::left("owner", heading("due-owner")),
    ];
    if human {
        columns.insert(0, Column::right("number", "#"));
        columns.drain(4..6);
        columns.push(Column::left("settle", heading("due-settle")));
    }
    let mut table = Table::new(columns);
    let name = |kind: &str, id: &str| {
        let found = corpus.records.iter().find(|record| record.kind == kind && record.id == id);
        found.and_then(|record| Some(record.title(workspace.schema.kinds.get(kind)?))).unwrap_or_else(|| id.to_owned())
    };
    for (number, item) in items.iter().enumerate() {
        let optional = |id: &Option<String>, kind: &str| match id {
            Some(id) if human => Cell::Text(name(kind, id)),
            Some(id) => Cell::from(id.as_str()),
            None => Cell::Empty,
        };
        let mut row = vec![
            if human { Cell::Text(words::day(item.due, context.lang())) } else { Cell::Date(item.due) },
            Cell::from(item.days),
            Cell::from(item.reason),
            Cell::from(item.kind.as_str()),
            Cell::from(item.id.as_str()),
            Cell::from(item.title.as_str()),
            optional(&item.customer, "customer"),
            optional(&item.owner, "member"),
        ];
        if human {
            row.insert(0, Cell::from(number + 1));
            row.drain(4..6);
            row.push(Cell::Text(format!("done {}", number + 1)));
        }
        table.push(row);
    }
    table
}
