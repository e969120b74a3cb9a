//! `config`: shows the configuration, or changes one key of crm.toml.

use crate::cli::context::Context;
use crate::cli::failure;
use crate::config::Config;
use crate::diagnostic::{Failure, Severity};
use crate::msg;
use crate::record::Change;
use crate::syntax::{self, Edit, Step};
use crate::table::{Cell, Column, Table};
use crate::value::Value;
use crate::workspace::{Note, Workspace};

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Key, such as currency; all keys if left out
    key: Option<String>,
    /// New value
    value: Option<String>,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    let workspace = context.open()?;
    let rows = rows(&workspace.config);
    let known = || rows.iter().map(|(key, _)| *key).collect::<Vec<_>>().join(", ");
    match (arguments.key, arguments.value) {
        (None, _) => {
            let mut table = Table::new(vec![Column::left("key", "key"), Column::left("value", "value")]);
            rows.into_iter().for_each(|(key, value)| table.push(vec![Cell::from(key), Cell::Text(value)]));
            context.show(&table)?;
        }
        (Some(key), None) => {
            let found = rows.iter().find(|(known, _)| *known == key);
            let (_, value) = found.ok_or_else(|| Failure::usage(msg!("config-key", key = key.as_str(), known = known())))?;
            context.put(&format!("{value}\n"))?;
        }
        (Some(key), Some(value)) => {
            if !rows.iter().any(|(known, _)| *known == key) {
                return Err(Failure::usage(msg!("config-key", key = key.as_str(), known = known())));
            }
            let subject = format!("config: {key} = {value}");
            let (applied, ()) = workspace.transact(context.global.dry_run, |_| {
                let change = Change::File { path: "crm.toml".into(), text: Some(edited(&workspace, &key, &value)?) };
                Ok((vec![change], Note::new("config", context.subject(subject.as_str())), ()))
            })?;
            context.done(&applied, &subject)?;
        }
    }
    Ok(failure::DONE)
}

/// crm.toml with one key set; a value it can't take is refused.
fn edited(workspace: &Workspace, key: &str, value: &str) -> Result<String, Failure> {
            let text = workspace.text_of("crm.toml")?.unwrap_or_default();
            let typed = value.parse::<i64>().map_or_else(|_| Value::Text(value.to_owned()), |number| Value::Number(number.into()));
            let text = syntax::edit(&text, &[Edit::Set(vec![Step::Key(key.to_owned())], typed)], &[])
                .map_err(|fault| Failure::failed(msg!("config-fault", fault = fault.text)))?;
            let (_, findings) = Config::read("crm.toml", &text);
            if findings.iter().any(|finding| finding.severity == Severity::Error) {
                return Err(Failure::refused(msg!("refused-by-check", count = findings.len())).because(findings));
            }
    Ok(text)
}

fn rows(config: &Config) -> Vec<(&'static str, String)> {
    let durability = match config.durability {
        crate::config::Durability::Full => "full",
        crate::config::Durability::Fast => "fast",
    };
    vec![
        ("format", config.format.to_string()),
        ("language", config.language.name().to_owned()),
        ("currency", config.currency.clone()),
        ("time_zone", config.time_zone.to_string()),
        ("region", config.region.clone()),
        ("policy", config.policy.name().to_owned()),
        ("fiscal_year_start", config.fiscal_year_start.to_string()),
        ("durability", durability.to_owned()),
        ("folder_limit", config.folder_limit.to_string()),
    ]
}
