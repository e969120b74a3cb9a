//! `list`: the records of a kind, filtered and sorted.

use crate::cli::context::Context;
use crate::cli::inputs;
use crate::cli::query::Asked;
use crate::diagnostic::Failure;
use crate::index::{Listing, list};

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Kind
    kind: String,
    /// field=value, field!=value, field~text, amount=10000.., due=..fri, owner= (empty), tags=vip
    #[arg(value_name = "FILTER")]
    filters: Vec<String>,
    /// Condition in SQL over the kind's table
    #[arg(long = "where", value_name = "SQL")]
    where_sql: Option<String>,
    /// Fields to sort by, -field downwards
    #[arg(long, value_name = "FIELDS", value_delimiter = ',', allow_hyphen_values = true)]
    sort: Vec<String>,
    /// Fields to show
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    columns: Option<Vec<String>>,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Archived records too
    #[arg(long)]
    archived: bool,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let mut asked = Asked::open(context)?;
    let kind = inputs::kind(&asked.workspace.schema, &arguments.kind)?.clone();
    let listing = Listing {
        filters: arguments.filters,
        where_sql: arguments.where_sql,
        sort: arguments.sort,
        columns: arguments.columns,
        limit: arguments.limit,
        archived: arguments.archived,
    };
    let mut table = asked.ask(context, |index, request| list(index, &kind, &listing, request))?;
    if context.format == Some(crate::table::Format::Ids) {
        // `list -f ids | guanxi set -` must mean the same records, whatever other kinds are called.
        for row in &mut table.rows {
            if let Some(crate::table::Cell::Text(id)) = row.first_mut() {
                *id = format!("{}/{id}", kind.name);
            }
        }
    }
    context.show(&table)?;
    Ok(asked.code())
}
