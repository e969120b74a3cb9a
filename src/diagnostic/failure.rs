//! Owns a failed operation: its class, what failed, the way out.
//! Refuses to know exit codes; the shell layer maps classes to them.

use super::{Diagnostic, Message};
use crate::msg;
use std::fmt;
use std::path::Path;

/// What kind of failure it is; the shell layer gives each its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The operation could not be done.
    Failed,
    /// The call was wrong.
    Usage,
    /// The thing asked for isn't there, or several are.
    NotFound,
    /// Validation or permission refuses it.
    Refused,
    /// A conflict, or the lock is held.
    Conflict,
    /// The user interrupted it.
    Interrupted,
}

/// A failed operation.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What kind of failure it is.
    pub class: Class,
    /// What failed, naming its path.
    pub message: Message,
    /// The way out.
    pub hint: Option<Message>,
    /// Findings that caused it, all at once.
    pub findings: Vec<Diagnostic>,
}

impl Failure {
    /// A failure of a class.
    pub fn new(class: Class, message: Message) -> Failure {
        Failure { class, message, hint: None, findings: Vec::new() }
    }

    /// The operation could not be done.
    pub fn failed(message: Message) -> Failure {
        Failure::new(Class::Failed, message)
    }

    /// The call was wrong.
    pub fn usage(message: Message) -> Failure {
        Failure::new(Class::Usage, message)
    }

    /// Not there, or ambiguous.
    pub fn not_found(message: Message) -> Failure {
        Failure::new(Class::NotFound, message)
    }

    /// Refused by validation or permission.
    pub fn refused(message: Message) -> Failure {
        Failure::new(Class::Refused, message)
    }

    /// A conflict, or the lock is held.
    pub fn conflict(message: Message) -> Failure {
        Failure::new(Class::Conflict, message)
    }

    /// An I/O error at a path; `doing` is a verb such as `read` or `write`.
    pub fn io(doing: &'static str, path: &Path, error: &std::io::Error) -> Failure {
        Failure::failed(msg!("io-failed", doing = doing, path = path.display().to_string(), error = error.to_string()))
    }

    /// Adds the way out.
    pub fn hint(mut self, hint: Message) -> Failure {
        self.hint = Some(hint);
        self
    }

    /// Adds the findings that caused it.
    pub fn because(mut self, findings: Vec<Diagnostic>) -> Failure {
        self.findings = findings;
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message.text(super::Lang::En))
    }
}

impl std::error::Error for Failure {}
