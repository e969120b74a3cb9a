//! `init`: makes a CRM directory, asking for what git doesn't know.

use crate::cli::context::Context;
use crate::cli::{ask, failure, output};
use crate::config::{Policy, is_currency};
use crate::diagnostic::{Failure, Message};
use crate::msg;
use crate::workspace::{Beginning, init};
use std::path::{Path, PathBuf};

#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Directory to make; here if left out
    directory: Option<PathBuf>,
    /// How much records require: solo or team
    #[arg(long, default_value = "solo")]
    policy: String,
    /// Currency of amounts that say none, ISO 4217
    #[arg(long, default_value = "CNY")]
    currency: String,
    /// Time zone of business days
    #[arg(long, default_value = "Asia/Shanghai")]
    time_zone: String,
    /// Region of telephone numbers without a country code
    #[arg(long, default_value = "CN")]
    region: String,
    /// Your name, where git knows none
    #[arg(long)]
    name: Option<String>,
    /// Your e-mail, where git knows none
    #[arg(long)]
    email: Option<String>,
}

pub fn run(arguments: Arguments, context: &Context) -> Result<u8, Failure> {
    context.refuse_dry_run("init")?;
    let policy = Policy::parse(&arguments.policy).ok_or_else(|| wrong("policy", &arguments.policy, "solo, team"))?;
    if arguments.time_zone.parse::<chrono_tz::Tz>().is_err() {
        return Err(wrong("time_zone", &arguments.time_zone, "Asia/Shanghai, Europe/Berlin, …"));
    }
    if !is_currency(&arguments.currency) {
        return Err(wrong("currency", &arguments.currency, "CNY, EUR, USD, …"));
    }
    let root = context.place(arguments.directory.as_deref().unwrap_or(Path::new(".")))?;
    let beginning = Beginning {
        language: context.lang(),
        currency: arguments.currency,
        time_zone: arguments.time_zone,
        region: arguments.region,
        policy,
    };
    let identity = identity(context, arguments.name, arguments.email)?;
    let (_, applied) = init(&root, &beginning, identity, context.settings())?;
    let default = remember_default(context, &root);
    if !context.global.quiet {
        let message = msg!(
            "init-done",
            path = root.display().to_string(),
            currency = beginning.currency.as_str(),
            zone = beginning.time_zone.as_str(),
            policy = beginning.policy.name(),
            default = if default { "yes" } else { "no" }
        );
        output::line(&format!("[{}] {}", applied.short().unwrap_or_default(), message.text(context.lang())));
    }
    Ok(failure::DONE)
}

fn wrong(key: &'static str, given: &str, expected: &'static str) -> Failure {
    Failure::usage(msg!("config-value", key = key, given = given, expected = expected))
}

/// Asked for only where git knows none and somebody can answer.
fn identity(context: &Context, name: Option<String>, email: Option<String>) -> Result<Option<(String, String)>, Failure> {
    let known = crate::vcs::global_identity();
    if name.is_none() && email.is_none() && (known || !context.asks()) {
        return Ok(None);
    }
    let ask = |given: Option<String>, question: &'static str| match given {
        Some(given) => Ok(given),
        None if context.asks() => ask::text(&Message::new(question).text(context.lang()), None),
        None => Err(Failure::failed(msg!("git-no-identity")).hint(msg!("git-no-identity-hint"))),
    };
    Ok(Some((ask(name, "ask-name")?, ask(email, "ask-email")?)))
}

/// The first CRM of a user is his default one.
fn remember_default(context: &Context, root: &Path) -> bool {
    let Some(path) = context.user_config().filter(|path| !path.exists()) else { return false };
    let text = format!("# guanxi: the CRM used when no other is meant\ndefault = {}\n", crate::syntax::inline(&crate::value::Value::Text(root.display().to_string())));
    let made = path.parent().map(std::fs::create_dir_all).transpose().and_then(|_| std::fs::write(&path, text));
    made.is_ok()
}
