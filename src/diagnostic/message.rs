//! Owns a message: a key of the catalogue with its arguments.
//! Refuses to hold finished sentences: the language is chosen when it is shown.

use super::catalogue::{self, Lang};

/// An argument of a message. Numbers choose plural forms.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Arg {
    /// Text put in as it is.
    Text(String),
    /// A count.
    Number(i64),
    /// A message inside a message.
    Message(Box<Message>),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Arg {
        Arg::Text(text.to_owned())
    }
}
impl From<String> for Arg {
    fn from(text: String) -> Arg {
        Arg::Text(text)
    }
}
impl From<&String> for Arg {
    fn from(text: &String) -> Arg {
        Arg::Text(text.clone())
    }
}
impl From<usize> for Arg {
    fn from(count: usize) -> Arg {
        Arg::Number(i64::try_from(count).unwrap_or(i64::MAX))
    }
}
impl From<i64> for Arg {
    fn from(count: i64) -> Arg {
        Arg::Number(count)
    }
}
impl From<Message> for Arg {
    fn from(message: Message) -> Arg {
        Arg::Message(Box::new(message))
    }
}

/// A key of the catalogue with its arguments.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Message {
    /// Key in the catalogue.
    pub key: &'static str,
    /// Named arguments, in any order.
    pub args: Vec<(&'static str, Arg)>,
}

impl Message {
    /// A message without arguments.
    pub fn new(key: &'static str) -> Message {
        Message { key, args: Vec::new() }
    }

    /// Adds an argument.
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Message {
        self.args.push((name, value.into()));
        self
    }

    /// The sentence in a language.
    pub fn text(&self, lang: Lang) -> String {
        catalogue::text(self, lang)
    }
}

/// `msg!("key", name = value, …)`: a message with its arguments.
#[macro_export]
macro_rules! msg {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::diagnostic::Message::new($key)$(.with(stringify!($name), $value))*
    };
}
