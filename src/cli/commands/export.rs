//! `export`: all records of a kind as a table, CSV unless another format is asked for.

use crate::cli::context::Context;
use crate::cli::{failure, inputs};
use crate::diagnostic::Failure;
use crate::export::table;
use crate::msg;
use crate::record::Record;
use crate::table::{Format, Look, render};

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Kind
    kind: String,
    /// Confidential fields too
    #[arg(long)]
    confidential: bool,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let workspace = context.open()?;
    let kind = inputs::kind(&workspace.schema, &arguments.kind)?;
    let corpus = workspace.corpus();
    let records: Vec<&Record> = corpus.records.iter().filter(|record| record.kind == kind.name).collect();
    let (table, left_out) = table(&records, kind, arguments.confidential, context.lang());
    context.put(&render(&table, context.format.unwrap_or(Format::Csv), &Look::default()))?;
    if !left_out.fields.is_empty() {
        context.say(&msg!("export-left-out", fields = left_out.fields.join(", ")));
    }
    let unreadable = corpus.unreadable.iter().any(|found| found.kind == kind.name);
    if unreadable {
        context.warn(&corpus.findings);
    }
    Ok(if unreadable { failure::FAILED } else { failure::DONE })
}
