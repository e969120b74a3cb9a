//! Owns the command reference as markdown, made from the arguments themselves.
//! Refuses prose; the guide has it.

use clap::{Arg, Command};

/// All commands with their arguments and options.
pub fn markdown(command: &Command) -> String {
    let mut text =
        String::from("# Command reference\n\nMade by `guanxi help --markdown`; a test compares it with the program.\n");
    text.push_str("\n## Options of every command\n\n");
    text.push_str(&options(command.get_arguments().filter(|argument| argument.is_global_set())));
    for inner in command.get_subcommands() {
        section(&mut text, inner, "guanxi", 2);
    }
    text
}

fn section(text: &mut String, command: &Command, within: &str, depth: usize) {
    let name = format!("{within} {}", command.get_name());
    let places: Vec<String> = command.get_positionals().map(place).collect();
    text.push_str(&format!("\n{} {name}\n\n", "#".repeat(depth)));
    if let Some(about) = command.get_about() {
        text.push_str(&format!("{about}.\n\n"));
    }
    let sub = if command.has_subcommands() { vec!["[COMMAND]".to_owned()] } else { Vec::new() };
    let usage: Vec<String> = std::iter::once(name.clone()).chain(sub).chain(places).collect();
    text.push_str(&format!("```\n{}\n```\n", usage.join(" ")));
    let list = options(
        command
            .get_arguments()
            .filter(|argument| !argument.is_global_set() && !matches!(argument.get_id().as_str(), "help" | "version")),
    );
    if !list.is_empty() {
        text.push_str(&format!("\n{list}"));
    }
    for inner in command.get_subcommands() {
        section(text, inner, &name, depth + 1);
    }
}

fn place(argument: &Arg) -> String {
    let name = argument
        .get_value_names()
        .and_then(|names| names.first())
        .map_or_else(|| argument.get_id().to_string().to_uppercase(), ToString::to_string);
    let many =
        argument.get_action().takes_values() && argument.get_num_args().is_some_and(|range| range.max_values() > 1);
    let name = if many { format!("{name}…") } else { name };
    if argument.is_required_set() { name } else { format!("[{name}]") }
}

fn options<'c>(arguments: impl Iterator<Item = &'c Arg>) -> String {
    let mut text = String::new();
    for argument in arguments {
        let mut names: Vec<String> = Vec::new();
        names.extend(argument.get_short().map(|short| format!("-{short}")));
        names.extend(argument.get_long().map(|long| format!("--{long}")));
        if names.is_empty() {
            names.push(place(argument));
        }
        let value =
            argument.get_value_names().filter(|_| !argument.is_positional() && argument.get_action().takes_values());
        let value = value.and_then(|values| values.first()).map(|value| format!(" {value}")).unwrap_or_default();
        let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
        text.push_str(&format!("- `{}{value}`: {help}\n", names.join("`, `")));
    }
    text
}
