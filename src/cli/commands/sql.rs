//! `sql`: one read-only statement over everything.

use crate::cli::context::Context;
use crate::cli::inputs;
use crate::cli::query::Asked;
use crate::diagnostic::Failure;
use crate::index::{answer_table, schema_table};
use crate::msg;

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Statement; `-` reads it from stdin
    query: Option<String>,
    /// List tables and columns
    #[arg(long)]
    schema: bool,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let mut asked = Asked::open(context)?;
    if arguments.schema {
        let table = asked.ask(context, |_, request| schema_table(request.context.schema, request.context.config, request.lang));
        context.show(&table)?;
        return Ok(asked.code());
    }
    let query = match arguments.query.as_deref() {
        Some("-") => inputs::stdin()?,
        Some(query) => query.to_owned(),
        None => return Err(Failure::usage(msg!("sql-none")).hint(msg!("sql-none-hint"))),
    };
    let answer = asked.ask(context, |index, request| index.query(&query, &[], request.limits, request.interrupted))?;
    context.show(&answer_table(answer))?;
    Ok(asked.code())
}
