//! Owns questions on a terminal.
//! Refuses to be called where there is none; callers look first.

use crate::diagnostic::{Class, Failure};
use crate::msg;
use inquire::error::InquireError;

/// A line of text; empty is allowed.
pub fn text(question: &str, default: Option<&str>) -> Result<String, Failure> {
    let prompt = inquire::Text::new(question);
    let prompt = match default {
        Some(default) => prompt.with_default(default),
        None => prompt,
    };
    prompt.prompt().map_err(given_up)
}

/// One of several; its place in the list.
pub fn choice(question: &str, options: Vec<String>) -> Result<usize, Failure> {
    inquire::Select::new(question, options).raw_prompt().map(|chosen| chosen.index).map_err(given_up)
}

/// Yes or no; no is the default.
pub fn yes_or_no(question: &str) -> Result<bool, Failure> {
    inquire::Confirm::new(question).with_default(false).prompt().map_err(given_up)
}

fn given_up(error: InquireError) -> Failure {
    match error {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => {
            Failure::new(Class::Interrupted, msg!("confirm-no"))
        }
        other => Failure::failed(msg!("ask-failed", error = other.to_string())),
    }
}
